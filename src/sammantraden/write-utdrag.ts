import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { beslutSituation } from './beslut-situation.ts'
import { beslutSteps } from './model/beslut-steps.ts'
import { type BeslutUtdrag, lockBeslut, saveBeslut } from './store.ts'

/** Enters what the extract says beside the decision, as the body's protocol has it: yrkanden, reservationer and who it is sent to. */
export async function writeUtdrag(
  context: ActContext,
  input: { beslutId: string; utdrag: BeslutUtdrag; expected: number },
): Promise<void> {
  const beslut = await lockBeslut(context.trx, context.actor, input.beslutId, input.expected)
  const verdict = judge(beslutSteps, 'write-utdrag', context.actor, beslutSituation(beslut))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const { yrkanden, reservationer, skickasTill } = input.utdrag
  const version = await saveBeslut(context.trx, beslut.id, { yrkanden, reservationer, skickas_till: skickasTill })
  await logAct(
    context,
    verdict.seat,
    'beslut.write-utdrag',
    { kind: 'beslut', id: beslut.id, version },
    { yrkanden, reservationer, skickasTill },
    [],
  )
}
