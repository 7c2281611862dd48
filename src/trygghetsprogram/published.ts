import type { Db } from '../platform/db/index.ts'
import { versionInForce } from './store.ts'

/** What everybody may know of the programme: which one is in force, and since when. */
export async function publishedProgram(
  db: Db,
): Promise<{ id: string; title: string; nr: number; since: string } | null> {
  const version = await versionInForce(db)
  return version ? { id: version.id, title: version.title, nr: version.nr, since: version.statusOn } : null
}
