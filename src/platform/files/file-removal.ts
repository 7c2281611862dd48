import { sql } from 'kysely'
import type { Db, Trx } from '../db/index.ts'
import type { FileStore } from './file-store.ts'

type Tables = {
  'platform.file': { sha256: string }
  'platform.file_removal': { sha256: string; since: Date }
}

/** Notes, inside the act's transaction, that no row uses these files any more. Their bytes go by {@link removeFiles} after the commit. */
export async function giveUpFiles(trx: Trx, sha256s: string[], at: Date): Promise<void> {
  if (sha256s.length === 0) return
  const tables = trx.withTables<Tables>()
  await tables.deleteFrom('platform.file').where(sql<boolean>`sha256 = any(${sha256s}::text[])`).execute()
  await tables
    .insertInto('platform.file_removal')
    .values([...new Set(sha256s)].map((sha256) => ({ sha256, since: at })))
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

/**
 * Removes the bytes of files that were given up, and gives how many still wait. One that has come back in the meantime is kept; one just
 * put again waits. When it returns, what does not wait is gone from the disk.
 */
export async function removeFiles(db: Db, files: FileStore): Promise<number> {
  let waiting = 0
  const tables = db.withTables<Tables>()
  for (const { sha256 } of await tables.selectFrom('platform.file_removal').select('sha256').execute()) {
    const used = await tables
      .selectFrom('platform.file')
      .select('sha256')
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    if (!used && !files.remove(sha256)) {
      waiting++
      continue
    }
    await tables.deleteFrom('platform.file_removal').where('sha256', '=', sha256).execute()
  }
  return waiting
}
