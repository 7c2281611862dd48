import { type Db, newId } from '../db/index.ts'

/** A larger one is chosen anew instead of being kept in the database. */
const MAX_KEPT = 10 * 1024 * 1024

type Tables = {
  'platform.pending_file': { id: string; person_id: string; name: string; content: string; created_at: Date }
}

function tables(db: Db) {
  return db.withTables<Tables>()
}

/**
 * Keeps a file between two pages of a form, so that nobody has to choose it twice. In the database and not among the originals: what is
 * never registered goes away whole (`removeExpired`). Null when it is too large for that.
 */
export async function keepFile(
  db: Db,
  personId: string,
  file: { name: string; bytes: Uint8Array },
  at: Date,
): Promise<string | null> {
  if (file.bytes.length > MAX_KEPT) return null
  const id = newId()
  const content = Buffer.from(file.bytes).toString('base64')
  await tables(db)
    .insertInto('platform.pending_file')
    .values({ id, person_id: personId, name: file.name.toWellFormed().replaceAll('\0', ''), content, created_at: at })
    .execute()
  return id
}

/** The file again, for the one who sent it; null when it is gone or somebody else's. */
export async function keptFile(
  db: Db,
  id: string,
  personId: string,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const row = await tables(db)
    .selectFrom('platform.pending_file')
    .select(['name', 'content'])
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ? { name: row.name, bytes: new Uint8Array(Buffer.from(row.content, 'base64')) } : null
}

/** It has been registered, or its time is over. */
export async function dropKeptFile(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom('platform.pending_file').where('id', '=', id).execute()
}

/** Takes away what nobody has come back for. */
export async function dropKeptFilesBefore(db: Db, at: Date): Promise<void> {
  await tables(db).deleteFrom('platform.pending_file').where('created_at', '<', at).execute()
}
