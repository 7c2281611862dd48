import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../platform/db/index.ts'
import { Conflict } from '../platform/errors/index.ts'
import type { Notices } from './notify.ts'

type Tables = {
  'aktorer.aktor': { id: string; email: string | null; version: number }
  'aktorer.person': { id: string; email: string | null; phone: string | null; notices: Notices; version: number }
  'aktorer.calendar_feed': { person_id: string | null; aktor_id: string | null; token_hash: string; made_at: Date }
}

function tables(db: Db) {
  return db.withTables<Tables>()
}

/** How a body and its people are reached, with the versions that an edit is compared with. */
export async function versionOfAktor(db: Db, id: string): Promise<number> {
  return (await tables(db).selectFrom('aktorer.aktor').select('version').where('id', '=', id).executeTakeFirstOrThrow())
    .version
}

export async function saveAktorEmail(db: Db, id: string, email: string | null, expected: number): Promise<number> {
  const row = await tables(db)
    .updateTable('aktorer.aktor')
    .set({ email, version: expected + 1 })
    .where('id', '=', id)
    .where('version', '=', expected)
    .returning('version')
    .executeTakeFirst()
  if (!row) throw new Conflict('aktor', await versionOfAktor(db, id))
  return row.version
}

export async function savePersonContact(
  db: Db,
  id: string,
  contact: { email: string | null; phone: string | null },
  expected: number,
): Promise<void> {
  const row = await tables(db)
    .updateTable('aktorer.person')
    .set({ ...contact, version: expected + 1 })
    .where('id', '=', id)
    .where('version', '=', expected)
    .returning('version')
    .executeTakeFirst()
  if (!row) throw new Conflict('person', expected + 1)
}

/** The number that a person answers at work, where one is entered: it stands in the head of what they write. */
export async function phoneOf(db: Db, personId: string): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('aktorer.person')
    .select('phone')
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.phone ?? null
}

/** What a person has chosen for themselves. */
export interface OwnSettings {
  email: string | null
  notices: Notices
  /** When the secret address of the calendar was made; null when there is none. */
  calendarMadeAt: Date | null
}

export async function findOwnSettings(db: Db, personId: string): Promise<OwnSettings> {
  const row = await tables(db)
    .selectFrom('aktorer.person as p')
    .leftJoin('aktorer.calendar_feed as c', 'c.person_id', 'p.id')
    .select(['p.email', 'p.notices', 'c.made_at'])
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow()
  return { email: row.email, notices: row.notices, calendarMadeAt: row.made_at }
}

export async function saveNotices(db: Db, personId: string, notices: Notices): Promise<void> {
  await tables(db).updateTable('aktorer.person').set({ notices }).where('id', '=', personId).execute()
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whose calendar it is: a person's, or a body's. */
export type CalendarOwner = { personId: string } | { aktorId: string }

function ownerColumn(owner: CalendarOwner): ['person_id' | 'aktor_id', string] {
  return 'personId' in owner ? ['person_id', owner.personId] : ['aktor_id', owner.aktorId]
}

/** Makes the secret address anew; the one before stops working. Only the hash is kept. */
export async function replaceCalendarToken(db: Db, owner: CalendarOwner, at: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const made = { token_hash: hash(token), made_at: at }
  const [column, id] = ownerColumn(owner)
  await tables(db)
    .insertInto('aktorer.calendar_feed')
    .values({ person_id: null, aktor_id: null, [column]: id, ...made })
    .onConflict((conflict) => conflict.column(column).doUpdateSet(made))
    .execute()
  return token
}

export async function deleteCalendarToken(db: Db, owner: CalendarOwner): Promise<void> {
  const [column, id] = ownerColumn(owner)
  await tables(db).deleteFrom('aktorer.calendar_feed').where(column, '=', id).execute()
}

/** When a body's calendar address was made; null when it has none. */
export async function bodyCalendarMadeAt(db: Db, aktorId: string): Promise<Date | null> {
  const row = await tables(db)
    .selectFrom('aktorer.calendar_feed')
    .select('made_at')
    .where('aktor_id', '=', aktorId)
    .executeTakeFirst()
  return row?.made_at ?? null
}

/** Whose calendar an address opens; null for one that is wrong or no longer valid. Looked up by hash, so that time tells nothing. */
export async function calendarOwner(db: Db, token: string): Promise<CalendarOwner | null> {
  const row = await tables(db)
    .selectFrom('aktorer.calendar_feed')
    .select(['person_id', 'aktor_id'])
    .where('token_hash', '=', hash(token))
    .executeTakeFirst()
  if (row?.person_id) return { personId: row.person_id }
  return row?.aktor_id ? { aktorId: row.aktor_id } : null
}
