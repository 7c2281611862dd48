import { type ActContext, logAct } from '../platform/audit/index.ts'
import { addDays } from '../platform/time/clock.ts'
import { aktorerSituation, demandAktorer } from './access.ts'
import type { Role } from './model/aktor.ts'
import { endUppdrag, lockAdministrators } from './store.ts'

/**
 * Ends a role from today: the person can no longer act in it, from the next request on. The last uppdrag as administrator cannot be
 * ended, one's own or another's; two administrators who end each other's in the same moment are asked one after the other.
 */
export async function endPersonUppdrag(
  context: ActContext,
  input: { personId: string; aktorId: string; role: Role },
): Promise<void> {
  const left =
    input.role === 'administrator'
      ? (await lockAdministrators(context.trx, context.today)).filter(
          (held) => held.personId !== input.personId || held.aktorId !== input.aktorId,
        )
      : null
  const missing = left?.length === 0 ? ['annan-administrator'] : []
  const seat = demandAktorer(context.actor, 'end-uppdrag', aktorerSituation(context.actor, null, missing))
  const ended = await endUppdrag(context.trx, input.personId, input.aktorId, input.role, addDays(context.today, -1))
  if (ended === 0) return
  await logAct(
    context,
    seat,
    'aktorer.end-uppdrag',
    { kind: 'aktor', id: input.aktorId },
    { person: input.personId, role: input.role },
  )
}
