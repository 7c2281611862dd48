import { type RawBuilder, sql } from 'kysely'
import { type Actor, type Policy, seatAt } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import type { Handling, HandlingGround, HandlingKind, HandlingState, NewHandling, Sekretess } from './model/handling.ts'
import type { Reading } from './model/lasning/index.ts'

export type HandlingTables = {
  'handlingar.handling': {
    id: string
    owner_aktor_id: string
    kind: HandlingKind
    title: string
    direction: 'in' | 'ut' | 'intern'
    state: HandlingState
    state_on: string
    received_on: string | null
    sender: string | null
    recipient: string | null
    file_sha256: string | null
    file_name: string | null
    media_type: string | null
    on_paper: boolean
    unreadable: string | null
    has_personnummer: boolean
    sekretess_provision: string | null
    sekretess_on: string | null
    sekretess_masks_title: boolean
    sekretess_masks_party: boolean
    ground: HandlingGround | null
    created_at: Date
    version: number
  }
  'handlingar.lasning': {
    handling_id: string
    text: string
    encoding: string
    fields: unknown
    confirmed: unknown
    confirmed_by: string | null
    confirmed_at: Date | null
    version: number
  }
}

function tables(db: Db) {
  return db.withTables<HandlingTables>()
}

/** Each nämnd is its own authority: a handling is seen by those who hold a seat at the body that keeps it, or that it is shared with. */
export const handlingPolicy: Policy<{ ownerAktorId: string; sharedWith: readonly string[] }> = seatAt(
  (row) => [row.ownerAktorId, ...row.sharedWith],
  (bodies) => sql`(handling.owner_aktor_id = any(${bodies}) or exists (
    select 1 from platform.share s where s.kind = 'handling' and s.id = handling.id and s.aktor_id = any(${bodies})))`,
)

export async function insertHandling(
  db: Db,
  handling: NewHandling,
  at: Date,
  ground: HandlingGround | null = null,
): Promise<void> {
  await tables(db)
    .insertInto('handlingar.handling')
    .values({
      id: handling.id,
      owner_aktor_id: handling.ownerAktorId,
      kind: handling.kind,
      title: handling.title,
      direction: handling.direction,
      state: handling.state,
      state_on: handling.stateOn,
      received_on: handling.receivedOn,
      sender: handling.sender,
      recipient: handling.recipient,
      file_sha256: handling.fileSha256,
      file_name: handling.fileName,
      media_type: handling.mediaType,
      on_paper: handling.isOnPaper,
      unreadable: handling.unreadable,
      has_personnummer: handling.hasPersonnummer,
      sekretess_provision: null,
      sekretess_on: null,
      sekretess_masks_title: false,
      sekretess_masks_party: false,
      ground,
      created_at: at,
      version: handling.version,
    })
    .execute()
}

function toHandling(row: HandlingTables['handlingar.handling']): Handling {
  return {
    id: row.id,
    ownerAktorId: row.owner_aktor_id,
    kind: row.kind,
    title: row.title,
    direction: row.direction,
    state: row.state,
    stateOn: row.state_on,
    receivedOn: row.received_on,
    sender: row.sender,
    recipient: row.recipient,
    fileSha256: row.file_sha256,
    fileName: row.file_name,
    mediaType: row.media_type,
    isOnPaper: row.on_paper,
    unreadable: row.unreadable,
    hasPersonnummer: row.has_personnummer,
    ground: row.ground,
    sekretess:
      row.sekretess_provision === null || row.sekretess_on === null
        ? null
        : {
            provision: row.sekretess_provision,
            on: row.sekretess_on,
            masksTitle: row.sekretess_masks_title,
            masksParty: row.sekretess_masks_party,
          },
    version: row.version,
  }
}

/** One handling that the actor may see, else NotFound. */
export async function findHandling(db: Db, actor: Actor, id: string): Promise<Handling> {
  const row = await tables(db)
    .selectFrom('handlingar.handling as handling')
    .selectAll()
    .where('id', '=', id)
    .where(handlingPolicy.sql(actor))
    .executeTakeFirst()
  if (!row) throw new NotFound('handling')
  return toHandling(row)
}

/** The same with its row held until the commit. */
export async function lockHandling(db: Db, actor: Actor, id: string, expected: number | null): Promise<Handling> {
  await tables(db).selectFrom('handlingar.handling').select('id').where('id', '=', id).forUpdate().execute()
  const found = await findHandling(db, actor, id)
  if (expected !== null && found.version !== expected) throw new Conflict('handling', found.version)
  return found
}

/** Puts a mark on a handling that is held, or takes it away. Gives the new version. */
export async function saveSekretess(
  db: Db,
  handling: Pick<Handling, 'id' | 'version'>,
  mark: Sekretess | null,
): Promise<number> {
  await tables(db)
    .updateTable('handlingar.handling')
    .set({
      sekretess_provision: mark?.provision ?? null,
      sekretess_on: mark?.on ?? null,
      sekretess_masks_title: mark?.masksTitle ?? false,
      sekretess_masks_party: mark?.masksParty ?? false,
      version: handling.version + 1,
    })
    .where('id', '=', handling.id)
    .execute()
  return handling.version + 1
}

/** Arbetsmaterial becomes an allmän handling: what has become one never goes back. */
export async function makeAllman(
  db: Db,
  ids: string[],
  become:
    | { state: 'expedierad'; on: string; recipient: string }
    | { state: 'upprattad'; on: string; ground: HandlingGround },
): Promise<void> {
  if (ids.length === 0) return
  const common = { state: become.state, state_on: become.on }
  await tables(db)
    .updateTable('handlingar.handling')
    .set((eb) => ({
      ...common,
      ...(become.state === 'expedierad'
        ? { recipient: become.recipient, direction: 'ut' as const }
        : { ground: become.ground }),
      version: eb('version', '+', 1),
    }))
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('state', '=', 'arbetsmaterial')
    .execute()
}

/**
 * Destroys arbetsmaterial with what was read in it; the caller has taken it out of its ärende. Gives the hashes of files that no other
 * handling has: their bytes go when the transaction has been committed.
 */
export async function destroyArbetsmaterial(db: Db, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const these = sql<boolean>`id = any(${ids}::uuid[])`
  await tables(db).deleteFrom('handlingar.lasning').where(sql<boolean>`handling_id = any(${ids}::uuid[])`).execute()
  const { rows: copies } = await sql<{
    sha256: string
  }>`delete from handlingar.maskad_kopia k using handlingar.handling h
    where h.id = k.handling_id and h.id = any(${ids}::uuid[]) and h.state = 'arbetsmaterial' returning k.sha256`.execute(
    db,
  )
  const gone = await tables(db)
    .deleteFrom('handlingar.handling')
    .where(these)
    .where('state', '=', 'arbetsmaterial')
    .returning('file_sha256')
    .execute()
  return [...gone.flatMap((row) => row.file_sha256 ?? []), ...copies.map((row) => row.sha256)]
}

/** Those of the ids that the actor may see. */
export async function handlingarById(db: Db, actor: Actor, ids: string[]): Promise<Handling[]> {
  if (ids.length === 0) return []
  const rows = await tables(db)
    .selectFrom('handlingar.handling as handling')
    .selectAll()
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where(handlingPolicy.sql(actor))
    .execute()
  return rows.map(toHandling)
}

export interface Lasning {
  handlingId: string
  reading: Reading
  encoding: string
  confirmedAt: Date | null
  confirmedBy: string | null
  version: number
}

function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`
}

export async function insertLasning(db: Db, handlingId: string, reading: Reading, encoding: string): Promise<void> {
  await tables(db)
    .insertInto('handlingar.lasning')
    .values({
      handling_id: handlingId,
      text: reading.text,
      encoding,
      fields: json(reading.fields),
      confirmed: null,
      confirmed_by: null,
      confirmed_at: null,
      version: 1,
    })
    .execute()
}

/** What was read in a handling; null when nothing could be. The caller has asked {@link findHandling} first. */
export async function findLasning(db: Db, handlingId: string): Promise<Lasning | null> {
  const row = await tables(db)
    .selectFrom('handlingar.lasning')
    .selectAll()
    .where('handling_id', '=', handlingId)
    .executeTakeFirst()
  if (!row) return null
  return {
    handlingId: row.handling_id,
    reading: { text: row.text, fields: row.fields as Reading['fields'] },
    encoding: row.encoding,
    confirmedAt: row.confirmed_at,
    confirmedBy: row.confirmed_by,
    version: row.version,
  }
}

/** Compare-and-swap: a reading is confirmed once, on top of what the person saw. */
export async function confirmLasning(
  db: Db,
  handlingId: string,
  confirmed: unknown,
  by: string,
  at: Date,
  expected: number,
): Promise<void> {
  const updated = await tables(db)
    .updateTable('handlingar.lasning')
    .set({ confirmed: json(confirmed), confirmed_by: by, confirmed_at: at, version: expected + 1 })
    .where('handling_id', '=', handlingId)
    .where('version', '=', expected)
    .returning('version')
    .executeTakeFirst()
  if (updated) return
  throw new Conflict('lasning', (await findLasning(db, handlingId))?.version ?? 0)
}
