import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type Database, type EmbeddedModules, openEmbedded, openPostgres } from '../../src/platform/db/index.ts'
import { onCluster } from './cluster.ts'
import { clusterUrl, type Template, templateName, type World } from './worlds.ts'

/** A database that one block of tests, or one test, has for itself. */
export interface OwnDatabase {
  database: Database
  /** For a second pool or process against the same database; null for the embedded one, which has only this door. */
  url: string | null
  /** Closes it and throws it away. */
  drop(): Promise<void>
}

let compiled: Promise<EmbeddedModules> | undefined

/** Compiled once for every copy that this process opens: while the module lives, the code that has been made fast for it does too. */
function embeddedModules(): Promise<EmbeddedModules> {
  const compile = (name: string): Promise<WebAssembly.Module> =>
    WebAssembly.compile(readFileSync(new URL(name, import.meta.resolve('@electric-sql/pglite'))))
  const compileBoth = async (): Promise<EmbeddedModules> => ({
    pgliteWasmModule: await compile('pglite.wasm'),
    initdbWasmModule: await compile('initdb.wasm'),
  })
  compiled ??= compileBoth()
  return compiled
}

/** Opens a fresh copy of a template. A block that needs only one takes {@link onEachDatabase} instead. */
export async function openCopy(kind: Database['kind'], template: Template): Promise<OwnDatabase> {
  if (kind === 'embedded') {
    const bytes = readFileSync(inject('embeddedTemplates')[template])
    const workerUrl = new URL(inject('workerUrl'))
    const database = await openEmbedded({ folder: null, template: bytes, compiled: await embeddedModules(), workerUrl })
    return { database, url: null, drop: () => database.close() }
  }
  const cluster = inject('cluster')
  if (!cluster) throw new Error('there is no PostgreSQL on this machine; ask inside onPostgres or onEachKind')
  const name = `prov_${randomBytes(8).toString('hex')}`
  await onCluster(cluster, `create database ${name} template ${templateName(template)}`)
  const url = clusterUrl(cluster, name)
  const database = await openPostgres(url)
  const drop = async (): Promise<void> => {
    await database.close()
    await onCluster(cluster, `drop database ${name} with (force)`)
  }
  return { database, url, drop }
}

/**
 * The same tests on both databases, each block with a copy of its own: `get()` gives it inside tests and hooks. Without
 * PostgreSQL on the machine the second block is skipped by its name.
 *
 * @example onEachDatabase('ekhamn', (get) => {
 *   it('…', async () => expect(await listAktorer(get().db, '2026-11-22')).toHaveLength(17))
 * })
 */
export function onEachDatabase(world: World, tests: (get: () => Database) => void): void {
  onEachKind((kind) => {
    let own: OwnDatabase | undefined
    beforeAll(async () => {
      own = await openCopy(kind, world)
    })
    afterAll(() => own?.drop())
    tests(() => {
      if (!own) throw new Error('the database is opened before the first test, not while tests are being declared')
      return own.database
    })
  })
}

/** One block per kind of database that opens nothing by itself, for tests that need several or an address (`openCopy`). */
export function onEachKind(tests: (kind: Database['kind']) => void): void {
  describe('inbäddad databas', () => tests('embedded'))
  onPostgres(() => tests('postgres'))
}

/** A block for what only PostgreSQL can show: several connections at once. Skipped by its name where there is none. */
export function onPostgres(tests: () => void): void {
  // Where it is required the run has already been refused (global-setup.ts).
  const block = inject('cluster') ? describe : describe.skip
  block('PostgreSQL', tests)
}
