import { type ActContext, logAct } from '../platform/audit/index.ts'
import { NotFound } from '../platform/errors/index.ts'
import { aktorerSituation, demandAktorer } from './access.ts'
import { replaceCalendarToken } from './contact-store.ts'
import { findAktor } from './store.ts'

/**
 * ORGAN-KALENDER: makes a secret address for a body's calendar. It is shown once; a new one ends the one before. Nothing that is secret
 * is in the calendar, but who fetches it is not known either, so it is not to be guessed.
 */
export async function makeBodyCalendar(context: ActContext, aktorId: string): Promise<string> {
  const situation = aktorerSituation(context.actor, { aktorId, isOwn: false })
  const seat = demandAktorer(context.actor, 'make-calendar', situation)
  if (!(await findAktor(context.trx, aktorId))) throw new NotFound('aktor')
  const token = await replaceCalendarToken(context.trx, { aktorId }, context.at)
  await logAct(context, seat, 'aktorer.make-calendar', { kind: 'aktor', id: aktorId }, {})
  return token
}
