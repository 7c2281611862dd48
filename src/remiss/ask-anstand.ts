import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { type Anstand, insertAnstand, listAnstand } from './anstand-store.ts'
import { svarSteps } from './model/svar-steps.ts'
import { dueOf, lockInstans, saveInstans, svarSituation } from './store.ts'

/** What the steps ask about extensions: whether one is waiting to be answered. */
export function anstandMissing(requests: readonly Anstand[]): string[] {
  return requests.some((one) => one.outcome === null) ? ['inget-anstand-begart'] : ['anstand-begart']
}

/** Asks the sender for more time, with the day that is wanted and why. Until it is granted, the reply-by date stands. */
export async function askAnstand(
  context: ActContext,
  input: { instansId: string; wantedOn: string; reason: string; expected: number },
): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const missing = anstandMissing(await listAnstand(context.trx, instans.id))
  const verdict = judge(svarSteps, 'ask-anstand', context.actor, svarSituation(remiss, instans, missing))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const due = dueOf(instans, remiss)
  if (due !== null && input.wantedOn <= due) throw new Invalid([{ field: 'dag', key: 'anstand.not-later' }])
  if (input.wantedOn < context.today) throw new Invalid([{ field: 'dag', key: 'anstand.past' }])
  const id = newId()
  await insertAnstand(context.trx, {
    id,
    instansId: instans.id,
    askedBy: context.actor.id ?? '',
    askedAt: context.at,
    wantedOn: input.wantedOn,
    reason: input.reason,
  })
  const version = await saveInstans(context.trx, instans.id, {})
  await logAct(
    context,
    verdict.seat,
    'svar.ask-anstand',
    { kind: 'remissinstans', id: instans.id, version },
    { anstand: id, wantedOn: input.wantedOn, reason: input.reason },
  )
}
