import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { createDemo } from '../../src/demo/index.ts'
import { type Database, migrate, openEmbedded, openPostgres } from '../../src/platform/db/index.ts'
import { fixedClock } from '../../src/platform/time/clock.ts'
import { onCluster, startCluster } from './cluster.ts'
import { lifeline } from './lifeline.ts'
import { findChromium, findDocumentPrograms, findPostgres, refuseWithout } from './machine.ts'
import { clusterUrl, DEMO_NOW, type Template, type TestCluster, templateName, type World } from './worlds.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** How each world is made of the one before it. */
const STEPS: readonly [world: World, from: Template, step: (database: Database) => Promise<unknown>][] = [
  ['tom', 'blank', (database) => migrate(database, join(root, 'migrations'))],
  ['ekhamn', 'tom', (database) => createDemo(database, fixedClock(DEMO_NOW))],
]

/** Once per run: builds, and makes the templates that every test file gets its copy of. Gives the function that clears up. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bin = findPostgres()
  refuseWithout('postgres', bin)
  refuseWithout('chromium', findChromium())
  refuseWithout('documents', findDocumentPrograms())
  const workerUrl = await builtWorker()
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-world-'))
  const removeFolder = lifeline('cat >/dev/null; rm -rf "$FOLDER"', { env: { PATH: process.env.PATH, FOLDER: folder } })
  const started = bin ? await startCluster(bin) : null
  const clearUp = async (): Promise<void> => {
    await started?.stop()
    await removeFolder()
  }
  try {
    project.provide('workerUrl', workerUrl.href)
    project.provide('cluster', started?.cluster ?? null)
    project.provide('embeddedTemplates', await embeddedTemplates(workerUrl, folder))
    if (started) await clusterTemplates(started.cluster)
  } catch (error) {
    await clearUp()
    throw error
  }
  return clearUp
}

async function builtWorker(): Promise<URL> {
  const script = pathToFileURL(join(root, 'scripts/ensure-built.mjs')).href
  const { ensureBuilt }: { ensureBuilt(): Promise<void> } = await import(script)
  await ensureBuilt()
  return pathToFileURL(join(root, 'dist/embedded-worker.js'))
}

async function embeddedTemplates(workerUrl: URL, folder: string): Promise<Record<Template, string>> {
  const file = (template: Template): string => join(folder, `${template}.tar`)
  const database = await openEmbedded({ folder: null, workerUrl })
  try {
    // Every copy is unpacked file by file, and two of its three databases would be opened by nobody. No test can make another in them.
    for (const unused of ['template0', 'template1']) {
      await sql`update pg_database set datistemplate = false where datname = ${unused}`.execute(database.db)
      await sql.raw(`drop database ${unused}`).execute(database.db)
    }
    writeFileSync(file('blank'), await database.dump())
    for (const [world, , step] of STEPS) {
      await step(database)
      writeFileSync(file(world), await database.dump())
    }
  } finally {
    await database.close()
  }
  return { blank: file('blank'), tom: file('tom'), ekhamn: file('ekhamn') }
}

async function clusterTemplates(cluster: TestCluster): Promise<void> {
  for (const [world, from, step] of STEPS) {
    const name = templateName(world)
    await onCluster(cluster, `create database ${name} template ${templateName(from)}`)
    const database = await openPostgres(clusterUrl(cluster, name), 2)
    try {
      await step(database)
    } finally {
      // Only a database that nobody is connected to can be copied.
      await database.close()
    }
  }
}
