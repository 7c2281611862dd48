import { makeAllman } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { beslutSituation } from './beslut-situation.ts'
import { beslutSteps } from './model/beslut-steps.ts'
import { lockBeslut, saveBeslut } from './store.ts'

/** Enters the day when the paragraph was adjusted (justerad). Later than fourteen days is entered all the same, and shown as such. */
export async function adjustBeslut(
  context: ActContext,
  input: { beslutId: string; justeratOn: string; expected: number },
): Promise<void> {
  const beslut = await lockBeslut(context.trx, context.actor, input.beslutId, input.expected)
  const verdict = judge(beslutSteps, 'adjust', context.actor, beslutSituation(beslut))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (input.justeratOn < beslut.decidedOn) throw new Invalid([{ field: 'dag', key: 'beslut.adjusted-before' }])
  if (input.justeratOn > context.today) throw new Invalid([{ field: 'dag', key: 'beslut.future' }])
  // TF-UPPRATTAD: the minutes are drawn up when they have been adjusted, and so is the extract of them.
  const extracts = beslut.handlingId === null ? [] : [beslut.handlingId]
  await makeAllman(context.trx, extracts, { state: 'upprattad', on: input.justeratOn, ground: 'justerad' })
  const version = await saveBeslut(context.trx, beslut.id, { state: 'justerat', justerat_on: input.justeratOn })
  await logAct(
    context,
    verdict.seat,
    'beslut.adjust',
    { kind: 'beslut', id: beslut.id, version },
    { on: input.justeratOn },
    extracts.map((id) => ({ kind: 'handling', id })),
  )
}
