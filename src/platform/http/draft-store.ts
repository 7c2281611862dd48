import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { FormValues } from '../html/index.ts'

/** What somebody has typed in a form and not saved, and since when (Swedish time, `HH:MM`). */
export interface Draft {
  values: FormValues
  savedAt: Date
}

export async function readDraft(db: Db, personId: string, form: string): Promise<Draft | null> {
  const row = await db
    .selectFrom('platform.draft')
    .selectAll()
    .where('person_id', '=', personId)
    .where('form', '=', form)
    .executeTakeFirst()
  return row ? { values: row.fields as FormValues, savedAt: row.saved_at } : null
}

/** A draft that nobody has come back to for this long is gone (decision 20). */
const DRAFT_DAYS = 90
/** So many forms one person has half filled in at a time; beyond it the oldest goes. */
const DRAFTS_EACH = 50

/** Keeps a person's newest drafts and drops the rest. */
export async function limitDrafts(db: Db, personId: string): Promise<void> {
  await sql`delete from platform.draft d where d.person_id = ${personId} and d.form not in (
    select form from platform.draft where person_id = ${personId} order by saved_at desc, form limit ${DRAFTS_EACH})`.execute(
    db,
  )
}

/** Drops what has been left lying. */
export async function dropOldDrafts(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('platform.draft')
    .where('saved_at', '<', new Date(now.getTime() - DRAFT_DAYS * 86_400_000))
    .execute()
}

export async function dropDraft(db: Db, personId: string, form: string): Promise<void> {
  await db.deleteFrom('platform.draft').where('person_id', '=', personId).where('form', '=', form).execute()
}
