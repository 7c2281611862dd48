import { sql } from 'kysely'
import type { Db } from '../platform/db/index.ts'
import { Conflict } from '../platform/errors/index.ts'
import { type Mall, type MallSection, USUAL_MALL } from './model/mall.ts'

type MallTables = {
  'handlingar.mall': { key: string; label: string; sections: unknown; version: number }
}
const KEY = 'tjansteutlatande'

function tables(db: Db) {
  return db.withTables<MallTables>()
}

/** The municipality's own template, or the usual one (version 0). */
export async function readMall(db: Db): Promise<Mall> {
  const row = await tables(db).selectFrom('handlingar.mall').selectAll().where('key', '=', KEY).executeTakeFirst()
  if (!row) return USUAL_MALL
  return { label: row.label, sections: row.sections as MallSection[], version: row.version }
}

/** Compare-and-swap. What has been begun keeps the sections that it was begun with. */
export async function saveMall(db: Db, mall: Omit<Mall, 'version'>, expected: number): Promise<number> {
  const sections = sql`${JSON.stringify(mall.sections)}::jsonb`
  if (expected === 0) {
    const made = await tables(db)
      .insertInto('handlingar.mall')
      .values({ key: KEY, label: mall.label, sections, version: 1 })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('version')
      .executeTakeFirst()
    if (made) return made.version
  } else {
    const saved = await tables(db)
      .updateTable('handlingar.mall')
      .set({ label: mall.label, sections, version: expected + 1 })
      .where('key', '=', KEY)
      .where('version', '=', expected)
      .returning('version')
      .executeTakeFirst()
    if (saved) return saved.version
  }
  throw new Conflict('mall', (await readMall(db)).version)
}
