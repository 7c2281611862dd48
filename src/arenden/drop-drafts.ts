import { sql } from 'kysely'
import type { Database } from '../platform/db/index.ts'
import { dropOldDrafts } from '../platform/http/index.ts'

/**
 * The job that removes unsaved drafts (decision 20): those that nobody has come back to, those in a tjänsteutlåtande whose writer no
 * longer has an uppdrag at its authority, however that ended, and those that a page left open has saved in an ärende after it was
 * closed – its drafts have been chosen about. They were never seen by anybody else and are no part of the record, so
 * nothing is logged; what had been saved is a version and stays.
 */
export async function dropDrafts(database: Database, today: string, now: Date): Promise<void> {
  await dropOldDrafts(database.db, now)
  await sql`delete from platform.draft d using arenden.utlatande u
    where d.form = '/utlatanden/' || u.id || '/redigera' and (exists (
      select 1 from arenden.arende a where a.id = u.arende_id and a.state = 'avslutat') or not exists (
      select 1 from aktorer.v_uppdrag p where p.person_id = d.person_id and p.aktor_id = u.owner_aktor_id
        and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today})))`.execute(database.db)
}
