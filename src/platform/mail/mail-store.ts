import { sql } from 'kysely'
import { type Db, newId, type Trx } from '../db/index.ts'
import { NotFound } from '../errors/index.ts'
import { isMailAddress, type Letter, oneLine } from './letter.ts'

export const MAIL_STATES = ['koad', 'skickad', 'misslyckad'] as const
export type MailState = (typeof MAIL_STATES)[number]

/** One mail in the queue, as the list of what goes out shows it. */
export interface Mail {
  id: string
  to: string
  subject: string
  body: string
  path: string
  /** It holds (or held) the end of a personal link, which is shown to nobody. */
  isPersonal: boolean
  calendar: string | null
  createdAt: Date
  state: MailState
  attempts: number
  nextTryAt: Date
  sentAt: Date | null
  lastError: string | null
  version: number
}

type MailTables = {
  'platform.mail': {
    id: string
    dedupe_key: string
    to_address: string
    subject: string
    body: string
    path: string
    secret: string | null
    calendar: string | null
    created_at: Date
    queued_at: Date
    state: MailState
    attempts: number
    first_tried_at: Date | null
    next_try_at: Date
    lease_until: Date | null
    sent_at: Date | null
    last_error: string | null
    version: number
  }
}
export type MailRow = MailTables['platform.mail']

function tables(db: Db) {
  return db.withTables<MailTables>()
}

/** What stands at the end of the path of a mail with a personal link: enough to know that there is one. */
const PERSONAL = /\/$/

function toMail(row: MailRow): Mail {
  return {
    id: row.id,
    to: row.to_address,
    subject: row.subject,
    body: row.body,
    path: row.path,
    isPersonal: PERSONAL.test(row.path),
    calendar: row.calendar,
    createdAt: row.created_at,
    state: row.state,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    sentAt: row.sent_at,
    lastError: row.last_error,
    version: row.version,
  }
}

/**
 * Puts mails in the queue, inside the act's transaction: they go out if and only if the act was done. A key that has been used is
 * passed over. Gives how many were new.
 */
export async function queueMail(trx: Trx, letters: readonly Letter[], at: Date): Promise<number> {
  if (letters.length === 0) return 0
  const rows = letters.map((letter) => {
    if (!isMailAddress(letter.to)) throw new Error('a mail without a usable address')
    if (!/^\/(?!\/)[\x21-\x7E]*$/.test(letter.path)) throw new Error('a mail whose link does not lead to ourselves')
    return {
      id: newId(),
      dedupe_key: letter.key,
      to_address: letter.to,
      subject: oneLine(letter.subject),
      body: letter.text.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\0', '').trim(),
      path: letter.path,
      secret: letter.secret ?? null,
      calendar: letter.calendar ?? null,
      created_at: at,
      queued_at: at,
      state: 'koad' as const,
      attempts: 0,
      first_tried_at: null,
      next_try_at: at,
      lease_until: null,
      sent_at: null,
      last_error: null,
      version: 1,
    }
  })
  const made = await tables(trx)
    .insertInto('platform.mail')
    .values(rows)
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .execute()
  return made.length
}

/**
 * Takes some mails whose time has come, for as long as the lease lasts. Another process passes over rows that are being taken
 * (SKIP LOCKED) and rows that are taken (the lease).
 */
export async function claimDue(trx: Trx, at: Date, count: number, leaseUntil: Date): Promise<MailRow[]> {
  const due = await tables(trx)
    .selectFrom('platform.mail')
    .select('id')
    .where('state', '=', 'koad')
    .where('next_try_at', '<=', at)
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', at)]))
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(count)
    .forUpdate()
    .skipLocked()
    .execute()
  if (due.length === 0) return []
  return tables(trx)
    .updateTable('platform.mail')
    .set((eb) => ({
      lease_until: leaseUntil,
      attempts: eb('attempts', '+', 1),
      first_tried_at: eb.fn.coalesce('first_tried_at', eb.val(at)),
    }))
    .where(sql<boolean>`id = any(${due.map((row) => row.id)}::uuid[])`)
    .returningAll()
    .execute()
}

/** What became of a mail that was taken. Only the one who holds the lease may say it. */
export type Outcome =
  | { state: 'skickad'; at: Date }
  | { state: 'koad'; nextTryAt: Date; error: string | null; isUntried?: boolean }
  | { state: 'misslyckad'; error: string }

export async function markMail(db: Db, row: Pick<MailRow, 'id' | 'lease_until'>, outcome: Outcome): Promise<void> {
  await tables(db)
    .updateTable('platform.mail')
    .set((eb) => ({
      state: outcome.state,
      lease_until: null,
      version: eb('version', '+', 1),
      ...(outcome.state === 'skickad' && { sent_at: outcome.at, last_error: null, secret: null }),
      ...(outcome.state === 'misslyckad' && { last_error: outcome.error, secret: null }),
      ...(outcome.state === 'koad' && { next_try_at: outcome.nextTryAt }),
      ...(outcome.state === 'koad' && outcome.error !== null && { last_error: outcome.error }),
      ...(outcome.state === 'koad' && outcome.isUntried && { attempts: eb('attempts', '-', 1) }),
    }))
    .where('id', '=', row.id)
    .where('lease_until', '=', row.lease_until)
    .execute()
}

/** Puts a failed mail back in the queue. False when it is none, or when its personal link is gone with the failure. */
export async function requeueMail(trx: Trx, id: string, expected: number, at: Date): Promise<boolean> {
  const row = await tables(trx)
    .updateTable('platform.mail')
    .set((eb) => ({
      state: 'koad',
      attempts: 0,
      first_tried_at: null,
      queued_at: at,
      next_try_at: at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', expected)
    .where('state', '=', 'misslyckad')
    .where(sql<boolean>`path !~ '/$'`)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The newest mails first, of one state or all. */
export async function listMail(
  db: Db,
  filter: { state?: MailState | undefined; text?: string | undefined },
  page: { limit: number; offset: number },
): Promise<{ rows: Mail[]; total: number }> {
  let query = tables(db).selectFrom('platform.mail').selectAll()
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.text) {
    const like = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((where) => where.or([where('to_address', 'ilike', like), where('subject', 'ilike', like)]))
  }
  const rows = await query
    .select(sql<number>`count(*) over ()::int`.as('total'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { rows: rows.map(toMail), total: rows[0]?.total ?? 0 }
}

export async function findMail(db: Db, id: string): Promise<Mail> {
  const row = await tables(db).selectFrom('platform.mail').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('mail')
  return toMail(row)
}

/** How many could not be sent; the administrator is told. */
export async function countFailed(db: Db): Promise<number> {
  const row = await tables(db)
    .selectFrom('platform.mail')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'misslyckad')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
