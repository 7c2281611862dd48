import { createHash, randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../db/index.ts'
import { dropKeptFilesBefore } from '../files/pending-file.ts'

const SESSION_HOURS = 12
const LINK_MINUTES = 60
/** A form that was opened longer ago than this is shown anew by any browser. */
const RECEIPT_DAYS = 30

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Begins a session and gives the token for the cookie; the database holds only its hash. */
export async function beginSession(db: Db | Trx, personId: string, at: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db
    .insertInto('platform.session')
    .values({
      token_hash: hash(token),
      person_id: personId,
      created_at: at,
      expires_at: new Date(at.getTime() + SESSION_HOURS * 3_600_000),
    })
    .execute()
  return token
}

/**
 * The person of a session that has not expired, as an expression: the query that loads the actor asks for it in the same round trip,
 * since every page does. Null for a token that cannot be one.
 */
export function sessionPerson(token: string, at: Date): RawBuilder<string> | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  return sql<string>`(select person_id from platform.session where token_hash = ${hash(token)} and expires_at > ${at})`
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('platform.session').where('token_hash', '=', hash(token)).execute()
}

/** Takes away what no longer means anything: ended sessions, old links, and receipts of forms that nobody can send again. */
export async function removeExpired(db: Db, at: Date): Promise<void> {
  const receiptsFrom = new Date(at.getTime() - RECEIPT_DAYS * 86_400_000)
  await db.deleteFrom('platform.session').where('expires_at', '<', at).execute()
  await db.deleteFrom('platform.one_time_link').where('expires_at', '<', at).execute()
  await db.deleteFrom('platform.receipt').where('created_at', '<', receiptsFrom).execute()
  await dropKeptFilesBefore(db, new Date(at.getTime() - 86_400_000))
  // Drafts are nobody's record: what has not been touched for as long is thrown away.
  await db.deleteFrom('platform.draft').where('saved_at', '<', receiptsFrom).execute()
}

/** A link that signs one person in, once, within the hour. Only its hash is kept. */
export async function makeOneTimeLink(trx: Trx, personId: string, at: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await trx
    .insertInto('platform.one_time_link')
    .values({
      token_hash: hash(token),
      person_id: personId,
      created_at: at,
      expires_at: new Date(at.getTime() + LINK_MINUTES * 60_000),
      used_at: null,
    })
    .execute()
  return token
}

/** Uses a link up and gives its person; null when it is unknown, used or too old. One UPDATE, so two clicks give one session. */
export async function useOneTimeLink(trx: Trx, token: string, at: Date): Promise<string | null> {
  const row = await trx
    .updateTable('platform.one_time_link')
    .set({ used_at: at })
    .where('token_hash', '=', hash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('person_id')
    .executeTakeFirst()
  return row?.person_id ?? null
}
