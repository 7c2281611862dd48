import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createDemo } from '../../src/demo/index.ts'
import { type Database, migrate, newId, openEmbedded, openPostgres } from '../../src/platform/db/index.ts'
import { fixedClock, swedishDay } from '../../src/platform/time/clock.ts'
import { addArbetsdagar } from '../../src/platform/time/helgdagar.ts'
import { remindAll } from '../../src/remiss/index.ts'

/**
 * Reminders to 300 bodies that have not answered: computed, and queued. Prints one JSON line.
 *
 * Run by tests/load/bench.ts: node reminders.js <distFolder> <migrationsFolder> [postgres-url]
 */
const [distFolder = '', migrationsFolder = '', url] = process.argv.slice(2)
const BODIES = 300

const folder = mkdtempSync(join(tmpdir(), 'samsyn-bench-'))
const clock = fixedClock('2026-11-22T09:00:00Z')
const database: Database = url
  ? await openPostgres(url)
  : await openEmbedded({
      folder: join(folder, 'db'),
      workerUrl: new URL(`file://${join(distFolder, 'embedded-worker.js')}`),
    })
await migrate(database, migrationsFolder)
await createDemo(database, clock)
const { rows } = await sql<{ id: string; svar_senast: string }>`
  update remiss.remiss set status = 'skickad', sent_at = ${clock.now()} where status = 'utkast'
  returning id, svar_senast`.execute(database.db)
const [remiss] = rows
if (!remiss) throw new Error('the demo has no draft')
const bodies = Array.from({ length: BODIES }, () => newId())
await sql`insert into aktorer.aktor (id, kind, name, short_name, valid_from, email)
  select id, 'forening', 'Förening ' || id, 'F', '2020-01-01', 'f.' || replace(id::text, '-', '') || '@ekhamn.example'
  from unnest(${bodies}::uuid[]) as id`.execute(database.db)
await sql`insert into remiss.remissinstans (id, remiss_id, aktor_id, lage)
  select a, ${remiss.id}::uuid, b, 'skickad' from unnest(${bodies.map(() => newId())}::uuid[], ${bodies}::uuid[]) as t (a, b)`.execute(
  database.db,
)
const at = new Date(`${addArbetsdagar(remiss.svar_senast, -7)}T06:00:00Z`)
const began = performance.now()
const queued = await remindAll(database, swedishDay(at), at)
const seconds = (performance.now() - began) / 1000
await database.close()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({ database: database.kind, seconds, queued }))
