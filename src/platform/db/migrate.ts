import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** A migration that has been run was changed afterwards, or the database is newer than the program. */
export class MigrationMismatch extends Error {
  override readonly name = 'MigrationMismatch'
}

/**
 * Swedish alphabetical order without depending on the server's collation (the embedded database has only C and POSIX). Capitals
 * are translated too, since `lower` knows only ASCII on a server whose locale is C.
 */
export function swedishOrder(column: string) {
  return sql`translate(lower(${sql.ref(column)}), 'åäöéèüÅÄÖÉÈÜ', '{|}eey{|}eey') collate "C"`
}

/** Lower case as Swedish has it, also on a server whose locale knows only ASCII; both sides of a search go through it. */
export function swedishLower(column: string) {
  return sql`translate(lower(${sql.ref(column)}), 'ÅÄÖÉÈÜ', 'åäöéèü')`
}

/**
 * Runs the SQL files of `folder` that have not been run, in the order of their names, each in a transaction of its own
 * together with its row in `platform.migration`: an interrupted migration leaves nothing behind. Returns the names run.
 */
export async function migrate(database: Database, folder: string): Promise<string[]> {
  await database.transaction(async (trx) => {
    // Two processes that start at once: the second waits here and then finds everything done.
    await sql`select pg_advisory_xact_lock(7236001)`.execute(trx)
    await sql`create schema if not exists platform`.execute(trx)
    await sql`create table if not exists platform.migration
      (name text primary key, sha256 text not null, run_at timestamptz not null default now())`.execute(trx)
  })
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  await refuseNewer(database, files)
  const ran: string[] = []
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const isNew = await database.transaction(async (trx) => {
      await sql`select pg_advisory_xact_lock(7236001)`.execute(trx)
      const done = await trx
        .selectFrom('platform.migration')
        .select('sha256')
        .where('name', '=', name)
        .executeTakeFirst()
      if (done) {
        if (done.sha256 !== sha256) throw new MigrationMismatch(`Migreringen ${name} har ändrats efter att den kördes.`)
        return false
      }
      for (const statement of statements(text)) await sql.raw(statement).execute(trx)
      await trx.insertInto('platform.migration').values({ name, sha256, run_at: new Date() }).execute()
      return true
    })
    if (isNew) ran.push(name)
  }
  // Again: a newer program may have started at the same time.
  await refuseNewer(database, files)
  return ran
}

/** Before anything is changed: what a newer program has made of the database, this one does not know how to keep. */
async function refuseNewer(database: Database, files: string[]): Promise<void> {
  const all = await database.db.selectFrom('platform.migration').select('name').orderBy('name').execute()
  const unknown = all.filter((row) => !files.includes(row.name))
  if (unknown.length > 0) {
    throw new MigrationMismatch(`Databasen är nyare än programmet (${unknown.map((row) => row.name).join(', ')}).`)
  }
}

/** Splits a migration at `;` at the end of a line – the files hold no function bodies. */
function statements(text: string): string[] {
  return text
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((statement) => statement.replace(/^\s*--.*$/gm, '').trim())
    .filter((statement) => statement !== '')
}
