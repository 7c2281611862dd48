import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { beslutSituation } from './beslut-situation.ts'
import { mayBeTakenDownOn } from './model/anslag.ts'
import { beslutSteps } from './model/beslut-steps.ts'
import { lockBeslut, saveBeslut } from './store.ts'

/**
 * Enters the day when the notice was posted on the municipality's own board; the time for appeal runs from it (KL-8.12, KL-13.5).
 * Too late is entered as it was: a notice that came late is still the notice.
 */
export async function postNotice(
  context: ActContext,
  input: { beslutId: string; anslagetOn: string; expected: number },
): Promise<void> {
  const beslut = await lockBeslut(context.trx, context.actor, input.beslutId, input.expected)
  const verdict = judge(beslutSteps, 'post-notice', context.actor, beslutSituation(beslut))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (beslut.justeratOn !== null && input.anslagetOn < beslut.justeratOn)
    throw new Invalid([{ field: 'dag', key: 'beslut.notice-before' }])
  if (input.anslagetOn > context.today) throw new Invalid([{ field: 'dag', key: 'beslut.future' }])
  const version = await saveBeslut(context.trx, beslut.id, { state: 'anslaget', anslaget_on: input.anslagetOn })
  await logAct(
    context,
    verdict.seat,
    'beslut.post-notice',
    { kind: 'beslut', id: beslut.id, version },
    { on: input.anslagetOn, mayBeTakenDownOn: mayBeTakenDownOn(input.anslagetOn) },
  )
}
