import { type ActContext, logAct } from '../platform/audit/index.ts'
import { NotFound } from '../platform/errors/index.ts'
import { aktorerSituation, demandAktorer } from './access.ts'
import { bodyCalendarMadeAt, deleteCalendarToken } from './contact-store.ts'

/** Ends the secret address of a body's calendar: whoever subscribes gets nothing more. */
export async function endBodyCalendar(context: ActContext, aktorId: string): Promise<void> {
  const situation = aktorerSituation(context.actor, { aktorId, isOwn: false })
  const seat = demandAktorer(context.actor, 'end-calendar', situation)
  if ((await bodyCalendarMadeAt(context.trx, aktorId)) === null) throw new NotFound('kalender')
  await deleteCalendarToken(context.trx, { aktorId })
  await logAct(context, seat, 'aktorer.end-calendar', { kind: 'aktor', id: aktorId }, {})
}
