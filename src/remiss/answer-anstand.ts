import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid, NotFound } from '../platform/errors/index.ts'
import { listAnstand, saveAnstand } from './anstand-store.ts'
import { anstandMissing } from './ask-anstand.ts'
import { svarSteps } from './model/svar-steps.ts'
import { dueOf, lockInstans, saveInstans, svarSituation } from './store.ts'

/** The sender grants more time, to the day it chooses, or does not. A granted day is the instance's own reply-by date from then on. */
export async function answerAnstand(
  context: ActContext,
  input: { instansId: string; grantedTo: string | null; note: string; expected: number },
): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const requests = await listAnstand(context.trx, instans.id)
  const verdict = judge(
    svarSteps,
    'answer-anstand',
    context.actor,
    svarSituation(remiss, instans, anstandMissing(requests)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const open = requests.find((one) => one.outcome === null)
  if (!open) throw new NotFound('anstand')
  // Against the day that holds now: a second extension never takes back what the first gave.
  const due = dueOf(instans, remiss)
  if (input.grantedTo !== null && due !== null && input.grantedTo <= due)
    throw new Invalid([{ field: 'dag', key: 'anstand.not-later' }])
  if (input.grantedTo !== null && input.grantedTo < context.today)
    throw new Invalid([{ field: 'dag', key: 'anstand.past' }])
  if (input.grantedTo === null && input.note.trim() === '')
    throw new Invalid([{ field: 'skal', key: 'anstand.why-not' }])
  await saveAnstand(context.trx, open.id, {
    outcome: input.grantedTo === null ? 'avslaget' : 'beviljat',
    granted_to: input.grantedTo,
    answered_by: context.actor.id ?? '',
    answered_at: context.at,
    note: input.note || null,
  })
  const version = await saveInstans(
    context.trx,
    instans.id,
    input.grantedTo === null ? {} : { anstand_to: input.grantedTo },
  )
  await logAct(
    context,
    verdict.seat,
    'svar.answer-anstand',
    { kind: 'remissinstans', id: instans.id, version },
    { anstand: open.id, grantedTo: input.grantedTo, note: input.note },
  )
}
