import { judge, type Seat } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { endMaskadeKopior } from './maskad-kopia-store.ts'
import type { Handling } from './model/handling.ts'
import { handlingSteps } from './model/handling-steps.ts'
import { readProvision } from './model/sekretess.ts'
import { lockHandling, saveSekretess } from './store.ts'

/** The seat in which the actor may do the act with the handling, or the refusal. */
export function demandHandling(
  context: Pick<ActContext, 'actor'>,
  act: keyof typeof handlingSteps.acts & string,
  handling: Handling,
  missing: string[] = [],
): Seat {
  const verdict = judge(handlingSteps, act, context.actor, {
    state: handling.state,
    bodies: { agare: [handling.ownerAktorId] },
    missing,
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return verdict.seat
}

/**
 * Marks a handling: a warning that it may hold something secret, with provision, day and (by who keeps it) authority. The mark
 * decides nothing; a request is tried each time. What the public register leaves out is chosen apart (OSL-5.2).
 */
export async function markSekretess(
  context: ActContext,
  input: { handlingId: string; provision: string; masksTitle: boolean; masksParty: boolean; expected: number },
): Promise<void> {
  const handling = await lockHandling(context.trx, context.actor, input.handlingId, input.expected)
  const seat = demandHandling(context, 'mark-sekretess', handling)
  const provision = readProvision(input.provision)
  if (provision === null) throw new Invalid([{ field: 'bestammelse', key: 'sekretess.provision-form' }])
  const { masksTitle, masksParty } = input
  const version = await saveSekretess(context.trx, handling, { provision, on: context.today, masksTitle, masksParty })
  const endsCopies = await endMaskadeKopior(context.trx, handling.id, context.at)
  await logAct(
    context,
    seat,
    'handling.mark-sekretess',
    { kind: 'handling', id: handling.id, version },
    { provision, masksTitle, masksParty, before: handling.sekretess, ...(endsCopies && { endsCopies }) },
  )
}
