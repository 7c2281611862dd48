import type { Db } from '../platform/db/index.ts'
import { isAnswered, listInstanser, tables } from './store.ts'

export interface PublishedRemiss {
  id: string
  title: string
  sender: string
  svarSenast: string | null
  isOpen: boolean
  instanser: number
  svar: number
  programVersionId: string
}

/** The remisser that have been sent, newest first: a sent remiss is an allmän handling. Drafts are not named. */
export async function publishedRemisser(db: Db, limit: number): Promise<PublishedRemiss[]> {
  const rows = await tables(db)
    .selectFrom('remiss.remiss as remiss')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'remiss.owner_aktor_id')
    .select([
      'remiss.id',
      'remiss.title',
      'a.name as sender',
      'remiss.svar_senast',
      'remiss.status',
      'remiss.program_version_id',
    ])
    .where('remiss.status', 'in', ['skickad', 'avslutad'])
    .orderBy('remiss.sent_at', 'desc')
    .limit(limit)
    .execute()
  const published: PublishedRemiss[] = []
  for (const row of rows) {
    const instanser = await listInstanser(db, row.id)
    published.push({
      id: row.id,
      title: row.title,
      sender: row.sender,
      svarSenast: row.svar_senast,
      isOpen: row.status === 'skickad',
      instanser: instanser.length,
      svar: instanser.filter((instans) => isAnswered(instans)).length,
      programVersionId: row.program_version_id,
    })
  }
  return published
}
