import { type ActContext, logAct } from '../platform/audit/index.ts'
import { addDays } from '../platform/time/clock.ts'
import { demandAktorer } from './access.ts'
import type { Role } from './model/aktor.ts'
import { endUppdrag } from './store.ts'

/** Ends a role from today: the person can no longer act in it, from the next request on. */
export async function endPersonUppdrag(
  context: ActContext,
  input: { personId: string; aktorId: string; role: Role },
): Promise<void> {
  const seat = demandAktorer(context.actor, 'end-uppdrag')
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
