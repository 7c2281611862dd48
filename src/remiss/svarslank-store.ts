import { createHash, randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import { type Db, newId } from '../platform/db/index.ts'

/** What has been typed by way of a link and not sent: outside the record and the log, as every draft. */
export interface SvarslankDraft {
  values: Record<string, string | string[]>
  file: { sha256: string; name: string } | null
}

/** A personal link by which an instance without accounts reads the remiss and answers once. */
export interface Svarslank {
  id: string
  instansId: string
  aktorId: string
  aktorName: string
  aktorKind: string
  madeAt: Date
  /** The last day on which it opens anything. */
  validTo: string
  revokedAt: Date | null
  usedAt: Date | null
  sentTo: string | null
  draft: SvarslankDraft | null
}

type Tables = {
  'remiss.svarslank': {
    id: string
    remissinstans_id: string
    token_hash: string
    made_by: string
    made_at: Date
    valid_to: string
    revoked_at: Date | null
    used_at: Date | null
    sent_to: string | null
    draft: unknown
  }
  'remiss.svarslank_fil': { svarslank_id: string; sha256: string; put_at: Date }
  'remiss.remissinstans': { id: string; aktor_id: string }
  'remiss.remissvar': {
    id: string
    remissinstans_id: string
    handling_id: string | null
    registered_by_sender: boolean
    svarslank_id: string | null
  }
  'aktorer.v_aktor': { id: string; name: string; kind: string }
}

function tables(db: Db) {
  return db.withTables<Tables>()
}

function base(db: Db) {
  return tables(db)
    .selectFrom('remiss.svarslank as l')
    .innerJoin('remiss.remissinstans as i', 'i.id', 'l.remissinstans_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'i.aktor_id')
    .select(['l.id', 'l.remissinstans_id', 'l.made_at', 'l.valid_to', 'l.revoked_at', 'l.used_at', 'l.sent_to'])
    .select(['l.draft', 'i.aktor_id', 'a.name', 'a.kind'])
}

function toSvarslank(row: Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>): Svarslank {
  return {
    id: row.id,
    instansId: row.remissinstans_id,
    aktorId: row.aktor_id,
    aktorName: row.name,
    aktorKind: row.kind,
    madeAt: row.made_at,
    validTo: row.valid_to,
    revokedAt: row.revoked_at,
    usedAt: row.used_at,
    sentTo: row.sent_to,
    draft: row.draft as SvarslankDraft | null,
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The link of a token, while it is valid. Whatever is asked – a wrong token, an old one, nonsense – costs one look-up by hash, so that
 * neither the answer nor the time it takes tells which it was.
 */
export async function findByToken(db: Db, token: string, today: string): Promise<Svarslank | null> {
  const row = await base(db).where('l.token_hash', '=', hash(token)).executeTakeFirst()
  const link = row ? toSvarslank(row) : null
  return link && link.revokedAt === null && today <= link.validTo ? link : null
}

/** The same with its row held until the commit, and only while it has not been used. */
export async function lockUnused(db: Db, id: string, today: string): Promise<Svarslank | null> {
  // The instance first, as whoever makes or ends a link does.
  await tables(db)
    .selectFrom('remiss.remissinstans as i')
    .innerJoin('remiss.svarslank as l', 'l.remissinstans_id', 'i.id')
    .select('i.id')
    .where('l.id', '=', id)
    .forUpdate('i')
    .execute()
  await tables(db).selectFrom('remiss.svarslank').select('id').where('id', '=', id).forUpdate().execute()
  const row = await base(db).where('l.id', '=', id).executeTakeFirst()
  const link = row ? toSvarslank(row) : null
  return link && link.revokedAt === null && link.usedAt === null && today <= link.validTo ? link : null
}

/** The newest link of an instance that has not been revoked. */
export async function linkOfInstans(db: Db, instansId: string): Promise<Svarslank | null> {
  const row = await base(db)
    .where('l.remissinstans_id', '=', instansId)
    .where('l.revoked_at', 'is', null)
    .orderBy('l.id', 'desc')
    .executeTakeFirst()
  return row ? toSvarslank(row) : null
}

export async function insertSvarslank(
  db: Db,
  link: { instansId: string; madeBy: string; madeAt: Date; validTo: string; sentTo: string | null },
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), randomBytes(32).toString('base64url')]
  await tables(db)
    .insertInto('remiss.svarslank')
    .values({
      id,
      remissinstans_id: link.instansId,
      token_hash: hash(token),
      made_by: link.madeBy,
      made_at: link.madeAt,
      valid_to: link.validTo,
      revoked_at: null,
      used_at: null,
      sent_to: link.sentTo,
      draft: null,
    })
    .execute()
  return { id, token }
}

/** Ends every link of an instance that still opens something. Gives how many it were. */
export async function revokeSvarslankar(db: Db, instansId: string, at: Date): Promise<number> {
  const rows = await tables(db)
    .updateTable('remiss.svarslank')
    .set({ revoked_at: at, draft: null })
    .where('remissinstans_id', '=', instansId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

export async function saveDraft(db: Db, id: string, draft: SvarslankDraft): Promise<void> {
  const value: RawBuilder<unknown> = sql`${JSON.stringify(draft)}::jsonb`
  await tables(db)
    .updateTable('remiss.svarslank')
    .set({ draft: value })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .execute()
}

/** Remembers what was uploaded by way of a link: it is no handling until it is sent. */
export async function noteFile(db: Db, linkId: string, sha256: string, at: Date): Promise<void> {
  await tables(db)
    .insertInto('remiss.svarslank_fil')
    .values({ svarslank_id: linkId, sha256, put_at: at })
    .onConflict((conflict) => conflict.columns(['svarslank_id', 'sha256']).doNothing())
    .execute()
}

/**
 * Forgets what was typed and uploaded by way of links that ended before a day. Gives the hashes of files that no link knows any more;
 * one that was sent is a handling, and the caller asks for that.
 */
export async function forgetEnded(db: Db, endedBefore: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from remiss.svarslank
    where least(valid_to, (revoked_at at time zone 'Europe/Stockholm')::date) < ${endedBefore}::date for update`.execute(
    db,
  )
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const these = sql<boolean>`id = any(${ids}::uuid[])`
  await tables(db).updateTable('remiss.svarslank').set({ draft: null }).where(these).execute()
  const gone = await tables(db)
    .deleteFrom('remiss.svarslank_fil')
    .where(sql<boolean>`svarslank_id = any(${ids}::uuid[])`)
    .returning('sha256')
    .execute()
  const left = await tables(db)
    .selectFrom('remiss.svarslank_fil')
    .select('sha256')
    .where(sql<boolean>`sha256 = any(${gone.map((row) => row.sha256)}::text[])`)
    .execute()
  return gone.map((row) => row.sha256).filter((sha256) => !left.some((row) => row.sha256 === sha256))
}

/** The link has been used for this reply: its draft is gone, and the reply says how it came. */
export async function markUsed(db: Db, link: Svarslank, svarId: string, at: Date): Promise<void> {
  await tables(db).updateTable('remiss.svarslank').set({ used_at: at, draft: null }).where('id', '=', link.id).execute()
  await tables(db).updateTable('remiss.remissvar').set({ svarslank_id: link.id }).where('id', '=', svarId).execute()
}

/** A file came with the reply: what stands in it is written in by the sender, as for every file. */
export async function attachFile(db: Db, svarId: string, handlingId: string): Promise<void> {
  await tables(db)
    .updateTable('remiss.remissvar')
    .set({ handling_id: handlingId, registered_by_sender: true })
    .where('id', '=', svarId)
    .execute()
}

/** Which replies of an instance came by way of a link. */
export async function repliesByLink(db: Db, instansId: string): Promise<Set<string>> {
  const rows = await tables(db)
    .selectFrom('remiss.remissvar')
    .select('id')
    .where('remissinstans_id', '=', instansId)
    .where('svarslank_id', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Who acts by way of the link: the body itself, in the seat of a party outside. No person; the log says through what it came. */
export function linkActor(link: Svarslank): Actor {
  return {
    id: link.id,
    name: link.aktorName,
    title: '',
    seats: [{ role: link.aktorKind === 'polis' ? 'polis' : 'privat-part', aktorId: link.aktorId }],
    via: 'svarslank',
  }
}
