import { sql } from 'kysely'
import { type ReminderAddresses, reminderAddresses } from '../aktorer/index.ts'
import type { Database, Db } from '../platform/db/index.ts'
import { type Letter, queueMail } from '../platform/mail/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { addArbetsdagar, isArbetsdag } from '../platform/time/helgdagar.ts'
import { reminderNotice } from './mail.ts'
import { hasJointReply, tables } from './store.ts'

/** Working days from the reply-by date; negative before it. */
export const REMINDER_OFFSETS = [-14, -7, -1, 1, 7, 14] as const
/** So long after the last reminder nothing is sent any more, however long the program was down. */
const SILENT_AFTER = 34
/** Rows in one statement: no transaction of the embedded database is to be long. */
const CHUNK = 50

/**
 * REMISS-PAMINNELSE: the newest reminder whose day has come, or null. Only the newest: after a week's downtime a body gets one mail, not three. One whose
 * day was not after the remiss was sent never comes.
 */
export function dueReminder(svarSenast: string, sentOn: string, today: string): number | null {
  if (today > addArbetsdagar(svarSenast, SILENT_AFTER)) return null
  for (const offset of [...REMINDER_OFFSETS].reverse()) {
    const on = addArbetsdagar(svarSenast, offset)
    if (on <= today) return on > sentOn ? offset : null
  }
  return null
}

interface SilentRow {
  id: string
  aktor_id: string
  aktor_name: string
  handlaggare_id: string | null
  diarienummer: string | null
  remiss_id: string
  title: string
  svar_senast: string
  sent_at: Date
  owner_name: string
  senders: string | null
}

/** Every body that is asked in a remiss that is out, and has not answered, by itself or in a joint reply. */
async function listSilent(db: Db): Promise<SilentRow[]> {
  return tables(db)
    .selectFrom('remiss.remissinstans as i')
    .innerJoin('remiss.remiss as r', 'r.id', 'i.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'i.aktor_id')
    .innerJoin('aktorer.v_aktor as o', 'o.id', 'r.owner_aktor_id')
    .innerJoin('arenden.v_arende as sender', 'sender.id', 'r.arende_id')
    .leftJoin('arenden.v_arende as own', 'own.id', 'i.arende_id')
    .select(['i.id', 'i.aktor_id', 'a.name as aktor_name', 'i.handlaggare_id', 'own.diarienummer'])
    .select(['r.id as remiss_id', 'r.title', 'o.name as owner_name', 'sender.diarienummer as senders'])
    .select([sql<string>`coalesce(i.anstand_to, r.svar_senast)`.as('svar_senast'), sql<Date>`r.sent_at`.as('sent_at')])
    .where('r.status', '=', 'skickad')
    .where('r.svar_senast', 'is not', null)
    .where('r.sent_at', 'is not', null)
    .where('i.lage', 'in', ['skickad', 'mottagen', 'under_beredning'])
    .where(sql<boolean>`not ${hasJointReply}`)
    .orderBy('i.id')
    .execute()
}

function addressesOf(row: SilentRow, known: ReminderAddresses): string[] {
  const own = row.handlaggare_id === null ? undefined : known.ofPerson.get(row.handlaggare_id)
  if (own) return [own]
  const registrators = known.ofRegistrators.get(row.aktor_id)
  if (registrators) return registrators
  const aktor = known.ofAktor.get(row.aktor_id)
  return aktor ? [aktor] : []
}

/**
 * Queues the reminders that are due to bodies that have not answered, and gives how many were new. May be run as often as one likes:
 * each reminder has a key of its own. Nothing on a day that is no working day; the next one catches up.
 */
export async function remindAll(database: Database, today: string, at: Date): Promise<number> {
  if (!isArbetsdag(today)) return 0
  const silent = await listSilent(database.db)
  const known = await reminderAddresses(database.db, today)
  const letters: Letter[] = silent.flatMap((row) => {
    const offset = dueReminder(row.svar_senast, swedishDay(row.sent_at), today)
    if (offset === null) return []
    const remiss = {
      id: row.remiss_id,
      title: row.title,
      diarienummer: row.senders,
      svarSenast: row.svar_senast,
      ownerName: row.owner_name,
    }
    const notice = reminderNotice(
      remiss,
      { id: row.id, aktorName: row.aktor_name, diarienummer: row.diarienummer },
      offset,
    )
    // By place and not by address: a reminder does not go out again because somebody else has taken over.
    return addressesOf(row, known).map((to, at) => ({ ...notice, key: `${notice.key}:${at}`, to }))
  })
  let queued = 0
  for (let from = 0; from < letters.length; from += CHUNK) {
    const chunk = letters.slice(from, from + CHUNK)
    queued += await database.transaction((trx) => queueMail(trx, chunk, at))
  }
  return queued
}
