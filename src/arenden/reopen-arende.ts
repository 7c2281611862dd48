import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { arendeSteps } from './model/steps.ts'
import { lockArende, setClosed } from './store.ts'

/** Opens a closed ärende again, with the reason: something has come in. What was destroyed stays destroyed. */
export async function reopenArende(
  context: ActContext,
  input: { arendeId: string; reason: string; expected: number },
): Promise<void> {
  const arende = await lockArende(context.trx, context.actor, input.arendeId, input.expected)
  const verdict = judge(arendeSteps, 'reopen', context.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const version = await setClosed(context.trx, arende, null)
  await logAct(
    context,
    verdict.seat,
    'arende.reopen',
    { kind: 'arende', id: arende.id, version },
    { reason: input.reason, closedOn: arende.closedOn },
  )
}
