import { sql } from 'kysely'
import { type Database, type Db, newId, type Trx } from '../platform/db/index.ts'
import { type Letter, queueMail } from '../platform/mail/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { formatSwedishDate } from '../platform/time/swedish-date.ts'

/** When a person wants to be told: at once, once a day, or only by reminders. */
export const NOTICES = ['genast', 'dagligen', 'paminnelser'] as const
export type Notices = (typeof NOTICES)[number]

/** What an act tells people; to whom is said beside it. */
export type Notice = Omit<Letter, 'to'>

type Tables = {
  'aktorer.aktor': { id: string; email: string | null }
  'aktorer.person': { id: string; email: string | null; notices: Notices }
  'aktorer.uppdrag': {
    person_id: string
    aktor_id: string
    role: string
    valid_from: string
    valid_to: string | null
  }
  'aktorer.digest_line': {
    id: string
    person_id: string
    dedupe_key: string
    subject: string
    created_at: Date
    mailed_at: Date | null
  }
}

function tables(db: Db) {
  return db.withTables<Tables>()
}

/** The part of an act's context that telling people needs. */
export interface Telling {
  trx: Trx
  at: Date
  today: string
}

/** Somebody who can be written to. */
interface Reachable {
  id: string
  email: string
  notices: Notices
}

function holders(db: Db, today: string) {
  return tables(db)
    .selectFrom('aktorer.person as p')
    .innerJoin('aktorer.uppdrag as u', 'u.person_id', 'p.id')
    .select(['p.id', 'p.email', 'p.notices', 'u.aktor_id', 'u.role'])
    .where('p.email', 'is not', null)
    .where('u.valid_from', '<=', today)
    .where((where) => where.or([where('u.valid_to', 'is', null), where('u.valid_to', '>=', today)]))
    .orderBy('u.person_id')
}

/** Each person once: one may hold several roles. */
function each(rows: { id: string; email: string | null; notices: Notices }[]): Reachable[] {
  return [
    ...new Map(rows.map((row) => [row.id, { id: row.id, email: row.email ?? '', notices: row.notices }])).values(),
  ]
}

/** Tells people, each in the way they have chosen. Who has no address, or no role any more, is passed over: Min sida tells them. */
export async function notifyPersons(telling: Telling, personIds: readonly string[], notice: Notice): Promise<void> {
  if (personIds.length === 0) return
  const rows = await holders(telling.trx, telling.today)
    .where(sql<boolean>`p.id = any(${[...personIds]}::uuid[])`)
    .execute()
  await tell(telling, each(rows), notice)
}

async function tell(telling: Telling, people: Reachable[], notice: Notice): Promise<void> {
  const key = (person: Reachable): string => `${notice.key}:${person.id}`
  await queueMail(
    telling.trx,
    people
      .filter((person) => person.notices === 'genast')
      .map((person) => ({ ...notice, key: key(person), to: person.email })),
    telling.at,
  )
  const waiting = people.filter((person) => person.notices === 'dagligen')
  if (waiting.length === 0) return
  await tables(telling.trx)
    .insertInto('aktorer.digest_line')
    .values(
      waiting.map((person) => ({
        id: newId(),
        person_id: person.id,
        dedupe_key: key(person),
        subject: notice.subject,
        created_at: telling.at,
        mailed_at: null,
      })),
    )
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute()
}

/** Tells bodies: each its funktionsbrevlåda, and where it has none its registrators. All at once, since a remiss may go to hundreds. */
export async function notifyAktorer(
  telling: Telling,
  notices: readonly { aktorId: string; notice: Notice }[],
): Promise<void> {
  const ids = notices.map(({ aktorId }) => aktorId)
  if (ids.length === 0) return
  const rows = await tables(telling.trx)
    .selectFrom('aktorer.aktor')
    .select(['id', 'email'])
    .where('email', 'is not', null)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const boxes = new Map(rows.map((row) => [row.id, row.email ?? '']))
  const withBox = notices.flatMap(({ aktorId, notice }) => {
    const to = boxes.get(aktorId)
    return to === undefined ? [] : [{ ...notice, key: `${notice.key}:${aktorId}`, to }]
  })
  await queueMail(telling.trx, withBox, telling.at)
  for (const { aktorId, notice } of notices.filter((one) => !boxes.has(one.aktorId))) {
    const registrators = await holders(telling.trx, telling.today)
      .where('u.aktor_id', '=', aktorId)
      .where('u.role', '=', 'registrator')
      .execute()
    await tell(telling, each(registrators), notice)
  }
}

/** Where a reminder to a body goes: the one who prepares, else the registrators, else the funktionsbrevlåda. */
export interface ReminderAddresses {
  ofPerson: Map<string, string>
  ofRegistrators: Map<string, string[]>
  ofAktor: Map<string, string>
}

/** Reads the addresses of all bodies at once, for the job that reminds hundreds. */
export async function reminderAddresses(db: Db, today: string): Promise<ReminderAddresses> {
  const people = await holders(db, today).execute()
  const ofRegistrators = new Map<string, string[]>()
  for (const row of people.filter((one) => one.role === 'registrator'))
    ofRegistrators.set(row.aktor_id, [...(ofRegistrators.get(row.aktor_id) ?? []), row.email ?? ''])
  const aktorer = await tables(db)
    .selectFrom('aktorer.aktor')
    .select(['id', 'email'])
    .where('email', 'is not', null)
    .execute()
  return {
    ofPerson: new Map(people.map((row) => [row.id, row.email ?? ''])),
    ofRegistrators,
    ofAktor: new Map(aktorer.map((row) => [row.id, row.email ?? ''])),
  }
}

/** Sends everybody who wants one mail a day what has been gathered. Gives how many mails it became. */
export async function sendDigests(database: Database, now: Date): Promise<number> {
  const today = swedishDay(now)
  const waiting = await tables(database.db)
    .selectFrom('aktorer.digest_line')
    .select('person_id')
    .distinct()
    .where('mailed_at', 'is', null)
    .execute()
  let count = 0
  for (const { person_id } of waiting) {
    count += await database.transaction(async (trx) => {
      const lines = await tables(trx)
        .updateTable('aktorer.digest_line')
        .set({ mailed_at: now })
        .where('person_id', '=', person_id)
        .where('mailed_at', 'is', null)
        .returning(['id', 'subject'])
        .execute()
      const [person] = each(await holders(trx, today).where('p.id', '=', person_id).execute())
      if (!person || lines.length === 0) return 0
      const subjects = lines.sort((a, b) => a.id.localeCompare(b.id)).map((line) => `– ${line.subject}`)
      const letter = {
        key: `digest:${person_id}:${today}`,
        to: person.email,
        subject: `Samsyn ${formatSwedishDate(today, 'sv')}: ${lines.length === 1 ? 'en händelse' : `${lines.length} händelser`}`,
        text: `Det här har hänt sedan förra sammanfattningen:\n\n${subjects.join('\n')}\n\nAllt finns på Min sida:`,
        path: '/minsida',
      }
      return queueMail(trx, [letter], now)
    })
  }
  return count
}
