import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { svarSteps } from './model/svar-steps.ts'
import { lockInstans, saveInstans, svarSituation } from './store.ts'

/** The sender says whether a reply that came too late is taken into account. It is registered in any case. */
export async function noteLate(
  context: ActContext,
  input: { instansId: string; note: 'beaktas' | 'beaktas_inte'; expected: number },
): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(svarSteps, 'note-late', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const version = await saveInstans(context.trx, instans.id, { late_note: input.note })
  await logAct(
    context,
    verdict.seat,
    'svar.note-late',
    { kind: 'remissinstans', id: instans.id, version },
    { note: input.note },
  )
}
