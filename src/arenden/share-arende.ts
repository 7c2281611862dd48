import { findAktor } from '../aktorer/index.ts'
import { makeAllman } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { arendeSteps } from './model/steps.ts'
import { findArende, handlingIdsOf, insertShares } from './store.ts'

/**
 * Shows an ärende, with the handlingar in it now, to another body. Each nämnd is its own authority, so what is shared leaves the
 * house and becomes an allmän handling there: explicit, one body at a time, and logged. Handlingar that come later are not shared.
 */
export async function shareArende(context: ActContext, input: { arendeId: string; aktorId: string }): Promise<void> {
  const arende = await findArende(context.trx, context.actor, input.arendeId)
  const verdict = judge(arendeSteps, 'share', context.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const to = await findAktor(context.trx, input.aktorId)
  if (!to || to.id === arende.ownerAktorId) throw new Invalid([{ field: 'aktor', key: 'arenden.share-whom' }])
  const handlingar = await handlingIdsOf(context.trx, arende.id)
  const items = [
    { kind: 'arende', id: arende.id },
    ...handlingar.map(({ handlingId }) => ({ kind: 'handling', id: handlingId })),
  ]
  await insertShares(context.trx, items, to.id, context.at, context.actor.id ?? '')
  // What is handed to another authority has been sent out: its arbetsmaterial is allmän handling here too from today (TF-UPPRATTAD).
  const become = { state: 'expedierad', on: context.today, recipient: to.name } as const
  await makeAllman(
    context.trx,
    handlingar.map(({ handlingId }) => handlingId),
    become,
  )
  await logAct(
    context,
    verdict.seat,
    'arende.share',
    { kind: 'arende', id: arende.id, version: arende.version },
    // What was disclosed is named, not counted: more may be put into the ärende later.
    { with: to.id, handlingar: handlingar.map(({ handlingId }) => handlingId) },
    handlingar.map(({ handlingId }) => ({ kind: 'handling', id: handlingId })),
  )
}
