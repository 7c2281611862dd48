import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../db/index.ts'

/** What is decided when a database is created, and stays. */
export interface Settings {
  municipality: string
  /** A demo is one from its creation; it can never hold a real account, and a real database can never become a demo. */
  isDemo: boolean
  createdAt: string
}

const KEY = 'kommun'

/** Null while the database is empty. */
export async function readSettings(db: Db): Promise<Settings | null> {
  const row = await db.selectFrom('platform.setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row ? (row.value as Settings) : null
}

/** Written once; a second time is an error from the primary key. */
export async function writeSettings(trx: Trx, settings: Settings): Promise<void> {
  const value: RawBuilder<unknown> = sql`${JSON.stringify(settings)}::jsonb`
  await trx.insertInto('platform.setting').values({ key: KEY, value }).execute()
}
