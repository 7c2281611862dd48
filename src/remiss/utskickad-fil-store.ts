import type { Db } from '../platform/db/index.ts'
import type { SentFile } from './expediera-svar.ts'

type Tables = { 'remiss.utskickad_fil': { remiss_id: string; sha256: string; name: string } }

const PDF = 'application/pdf'

/** What a handling needs to know of the file that it is; all null where there is none. */
export interface HandlingFile {
  fileSha256: string | null
  fileName: string | null
  mediaType: string | null
}

export async function insertUtskickadFil(db: Db, remissId: string, file: SentFile): Promise<void> {
  await db
    .withTables<Tables>()
    .insertInto('remiss.utskickad_fil')
    .values({ remiss_id: remissId, sha256: file.sha256, name: file.name })
    .execute()
}

/** The file that a remiss went out as, for the handlingar at both ends. */
export async function utskickadFil(db: Db, remissId: string): Promise<HandlingFile> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('remiss.utskickad_fil')
    .selectAll()
    .where('remiss_id', '=', remissId)
    .executeTakeFirst()
  return { fileSha256: row?.sha256 ?? null, fileName: row?.name ?? null, mediaType: row ? PDF : null }
}
