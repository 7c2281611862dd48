import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { svarSteps } from './model/svar-steps.ts'
import { lockInstans, saveInstans, svarSituation } from './store.ts'

/** The instance says that it will not answer, and why: not the same as being silent. What it had begun to write is kept. */
export async function abstain(
  context: ActContext,
  input: { instansId: string; reason: string; expected: number },
): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(svarSteps, 'abstain', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (input.reason.trim() === '') throw new Denied({ act: 'svar.abstain', reason: 'reason-missing' })
  const version = await saveInstans(context.trx, instans.id, { lage: 'avstatt', abstained_because: input.reason })
  await logAct(
    context,
    verdict.seat,
    'svar.abstain',
    { kind: 'remissinstans', id: instans.id, version },
    { reason: input.reason },
  )
}
