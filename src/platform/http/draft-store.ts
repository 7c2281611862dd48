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

export async function dropDraft(db: Db, personId: string, form: string): Promise<void> {
  await db.deleteFrom('platform.draft').where('person_id', '=', personId).where('form', '=', form).execute()
}
