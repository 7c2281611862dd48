import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { beslutSituation } from './beslut-situation.ts'
import { beslutSteps } from './model/beslut-steps.ts'
import { findSammantrade, lockBeslut, saveBeslut } from './store.ts'

/** Puts a decision by delegation or by the chair on a meeting's list of decisions to be reported (KL 6:40). */
export async function reportBeslut(
  context: ActContext,
  input: { beslutId: string; sammantradeId: string; expected: number },
): Promise<void> {
  const beslut = await lockBeslut(context.trx, context.actor, input.beslutId, input.expected)
  const verdict = judge(beslutSteps, 'report', context.actor, beslutSituation(beslut))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const meeting = await findSammantrade(context.trx, context.actor, input.sammantradeId)
  if (meeting.aktorId !== beslut.aktorId || meeting.heldOn < beslut.decidedOn || meeting.cancelledOn !== null)
    throw new Invalid([{ field: 'sammantrade', key: 'beslut.other-meeting' }])
  const version = await saveBeslut(context.trx, beslut.id, { reported_at: meeting.id })
  await logAct(
    context,
    verdict.seat,
    'beslut.report',
    { kind: 'beslut', id: beslut.id, version },
    { sammantrade: meeting.id, on: meeting.heldOn },
  )
}
