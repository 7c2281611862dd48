import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { afterAll, inject } from 'vitest'
import { type Config, readConfig } from '../../src/platform/config/config.ts'
import type { Database } from '../../src/platform/db/index.ts'
import { Typst } from '../../src/platform/documents/index.ts'
import { FileStore } from '../../src/platform/files/file-store.ts'
import { readAssets } from '../../src/platform/http/assets.ts'
import { fixedClock } from '../../src/platform/time/clock.ts'
import { wire } from '../../src/wiring.ts'
import { Client } from './client.ts'
import { DEMO_NOW } from './worlds.ts'

/** One typesetter for all servers of a test file: starting one reads the typefaces. */
let typesetter: Typst | null = null
afterAll(async () => {
  await typesetter?.close()
  typesetter = null
})

/** A running Samsyn and what a test needs to look behind it. */
export interface TestServer {
  url: string
  config: Config
  database: Database
  clock: ReturnType<typeof fixedClock>
  files: FileStore
  wired: ReturnType<typeof wire>
  /** What was reported as bugs (500 and 503), in order. A test that expects none should say so. */
  errors: { reference: string; error: unknown }[]
  /** A new visitor. */
  client(): Client
  stop(): Promise<void>
}

export interface ServerOptions {
  clock?: ReturnType<typeof fixedClock>
  /** Default true, as in the demo: "Byt person" is there. */
  isDemo?: boolean
  /** Variables as for `samsyn start`, for instance SAMSYN_MAX_UPLOAD_MB. */
  env?: NodeJS.ProcessEnv
}

/**
 * Starts the whole application in this process, on a free port of 127.0.0.1, over a database of the test's. The clock stands at
 * {@link DEMO_NOW} until the test moves it.
 *
 * @example const server = await startServer(get())
 * const klara = server.client()
 * await klara.signInAs('Klara Ekdahl')
 * await klara.submit('/remisser/ny', '/remisser', { titel: '…' })
 */
export async function startServer(database: Database, options: ServerOptions = {}): Promise<TestServer> {
  // The application asks for its address (Host and Origin) before it exists, so the port is taken first.
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-server-'))
  const config = readConfig({ ...options.env, PORT: String(port), SAMSYN_DATA: folder })
  const clock = options.clock ?? fixedClock(DEMO_NOW)
  const files = new FileStore(join(folder, 'files'))
  const distFolder = fileURLToPath(new URL('.', inject('workerUrl')))
  typesetter ??= new Typst(distFolder)
  const errors: TestServer['errors'] = []
  const wired = wire({
    config,
    database,
    clock,
    files,
    typst: typesetter,
    municipality: 'Ekhamn',
    isDemo: options.isDemo ?? true,
    assets: readAssets(distFolder),
    report: (reference, error) => errors.push({ reference, error }),
  })
  http.on('request', getRequestListener(wired.app.fetch))
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    config,
    database,
    clock,
    files,
    wired,
    errors,
    client: () => new Client(url, database),
    stop: async () => {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
