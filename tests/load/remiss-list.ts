import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { loadActor } from '../../src/aktorer/index.ts'
import { createDemo } from '../../src/demo/index.ts'
import type { Config } from '../../src/platform/config/config.ts'
import { type Database, migrate, openEmbedded, openPostgres } from '../../src/platform/db/index.ts'
import { Typst } from '../../src/platform/documents/index.ts'
import { FileStore } from '../../src/platform/files/file-store.ts'
import { beginSession, readAssets } from '../../src/platform/http/index.ts'
import { fixedClock } from '../../src/platform/time/clock.ts'
import { createRemiss, listRemisser } from '../../src/remiss/index.ts'
import { listVersions } from '../../src/trygghetsprogram/index.ts'
import { wire } from '../../src/wiring.ts'

/**
 * The remiss list with 50 rows: the real page – session, actor, access rules, layout – against a bare page that runs the same query
 * and prints the rows. Both in one process, in turn, so that the ratio holds when the machine's speed drifts. Prints one JSON line.
 *
 * Run by scripts/bench.mjs: node remiss-list.js <distFolder> <migrationsFolder> [postgres-url]
 */
const [distFolder = '', migrationsFolder = '', url] = process.argv.slice(2)
const ROWS = 50
const ROUNDS = 6
const SECONDS = 1.5
const CONCURRENCY = 8

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

const { id: personId } = await database.db
  .withTables<{ 'aktorer.person': { id: string; name: string } }>()
  .selectFrom('aktorer.person')
  .select('id')
  .where('name', '=', 'Per Hallberg')
  .executeTakeFirstOrThrow()
const actor = await loadActor(database.db, personId, '2026-11-22')
if (!actor) throw new Error('the demo has no Per Hallberg')
const version = (await listVersions(database.db, actor)).find((candidate) => candidate.status === 'utkast')
if (!version) throw new Error('the demo has no draft')
await database.transaction(async (trx) => {
  for (let nr = 1; nr <= ROWS - 2; nr++) {
    await createRemiss(
      { trx, actor, at: clock.now(), today: '2026-11-22' },
      {
        programVersionId: version.id,
        title: `Remiss nummer ${nr} om trygghetsprogrammet`,
        diarienummer: `KS 2026/${1000 + nr}`,
      },
    )
  }
})

const server = createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const port = typeof address === 'object' && address ? address.port : 0
const config: Config = {
  port,
  host: '127.0.0.1',
  dataFolder: folder,
  databaseUrl: url ?? null,
  publicUrl: new URL(`http://127.0.0.1:${port}`),
  maxUploadBytes: 1e6,
  demoPublic: false,
  smtp: null,
}
const { app } = wire({
  config,
  database,
  clock,
  files: new FileStore(join(folder, 'files')),
  typst: new Typst(distFolder),
  municipality: 'Ekhamn',
  isDemo: true,
  assets: readAssets(distFolder),
  report: (_reference, error) => {
    throw error
  },
})
const bare = new Hono()
bare.get('/bare', async (context) => {
  const { rows } = await listRemisser(database.db, actor, { sort: 'senast', isDescending: true, page: 1, filters: {} })
  const body = rows
    .map((row) => `<tr><td>${row.title}</td><td>${row.diarienummer}</td><td>${row.svarSenast}</td></tr>`)
    .join('')
  return context.html(`<!doctype html><table>${body}</table>`)
})
bare.route('/', app)
server.on('request', getRequestListener(bare.fetch))

const cookie = `samsyn=${await beginSession(database.db, personId, clock.now())}`

async function load(path: string): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let count = 0
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })
      const text = await response.text()
      if (response.status !== 200 || !text.includes('Remiss nummer 48'))
        throw new Error(`${path} answered ${response.status}`)
      count++
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: CONCURRENCY }, one))
  return count / ((performance.now() - began) / 1000)
}

await load('/bare')
await load('/remisser')
const ratios: number[] = []
const real: number[] = []
const peer: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const b = await load('/bare')
  const a = await load('/remisser')
  real.push(a)
  peer.push(b)
  ratios.push(a / b)
}
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const memory = process.memoryUsage().rss / 1024 / 1024
process.stdout.write(
  `${JSON.stringify({ database: database.kind, rows: ROWS, pagesPerSecond: Math.round(median(real)), barePagesPerSecond: Math.round(median(peer)), ratio: Number(median(ratios).toFixed(2)), rssMb: Math.round(memory) })}\n`,
)
server.close()
server.closeAllConnections()
await database.close()
rmSync(folder, { recursive: true, force: true })
process.exit(0)
