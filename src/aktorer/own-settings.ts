import { type ActContext, logAct } from '../platform/audit/index.ts'
import { demandAktorer, ownSituation } from './access.ts'
import { deleteCalendarToken, replaceCalendarToken, saveNotices } from './contact-store.ts'
import type { Notices } from './notify.ts'

/** Chooses how one wants to be told. Reminders of a reply that is waited for come all the same. */
export async function chooseNotices(context: ActContext, notices: Notices): Promise<void> {
  const seat = demandAktorer(context.actor, 'own-settings', ownSituation(context.actor))
  const id = context.actor.id ?? ''
  await saveNotices(context.trx, id, notices)
  await logAct(context, seat, 'aktorer.own-settings', { kind: 'person', id }, { notices })
}

/** Makes a secret address for one's calendar. It is shown once; a new one ends the one before. */
export async function makeCalendar(context: ActContext): Promise<string> {
  const seat = demandAktorer(context.actor, 'own-settings', ownSituation(context.actor))
  const id = context.actor.id ?? ''
  const token = await replaceCalendarToken(context.trx, { personId: id }, context.at)
  await logAct(context, seat, 'aktorer.own-settings', { kind: 'person', id }, { calendar: 'made' })
  return token
}

/** Ends the secret address of one's calendar. */
export async function endCalendar(context: ActContext): Promise<void> {
  const seat = demandAktorer(context.actor, 'own-settings', ownSituation(context.actor))
  const id = context.actor.id ?? ''
  await deleteCalendarToken(context.trx, { personId: id })
  await logAct(context, seat, 'aktorer.own-settings', { kind: 'person', id }, { calendar: 'ended' })
}
