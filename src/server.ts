import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createDemo } from './demo/index.ts'
import { writeCheckpoint } from './platform/audit/index.ts'
import type { Config } from './platform/config/config.ts'
import { readSettings, type Settings } from './platform/config/settings.ts'
import { type Database, type DatabaseUnusable, type Installation, openDatabase } from './platform/db/index.ts'
import { Typst } from './platform/documents/index.ts'
import { removeFiles } from './platform/files/file-removal.ts'
import { FileStore } from './platform/files/file-store.ts'
import { readAssets, removeExpired } from './platform/http/index.ts'
import { runDueJobs, startLoop } from './platform/jobs/index.ts'
import { sendDue, smtpTransport } from './platform/mail/index.ts'
import { type Clock, systemClock } from './platform/time/clock.ts'
import { jobs, wire } from './wiring.ts'

const HOUSEKEEPING_EVERY_MS = 60 * 60_000
/** How often is asked whether a job is due or a mail waits. */
const LOOK_EVERY_MS = 10_000

/** An empty database becomes the demo. A real one is made with `samsyn init` beforehand, and stays real. */
async function settingsOf(database: Database, clock: Clock, files: FileStore): Promise<Settings> {
  const known = await readSettings(database.db)
  if (known) return known
  await createDemo(database, clock, files)
  const made = await readSettings(database.db)
  if (!made) throw new Error('the demo left no settings')
  return made
}

/** The demo has no passwords, so it must not be reachable from elsewhere unless somebody says so in as many words. */
function hostFor(config: Config, settings: Settings): string {
  return settings.isDemo && !config.demoPublic ? '127.0.0.1' : config.host
}

export interface RunningServer {
  url: string
  settings: Settings
  /** Settled when the embedded database has ended by itself: nothing can be answered any more, and the process must end. */
  lost: Promise<DatabaseUnusable>
  close(): Promise<void>
}

/** Starts Samsyn: database, demo if the database is empty, web server, and the log's checkpoints. */
export async function startServer(
  config: Config,
  installation: Installation,
  clock: Clock = systemClock,
): Promise<RunningServer> {
  let isLost = false
  let tellLost: (error: DatabaseUnusable) => void = () => {}
  const lost = new Promise<DatabaseUnusable>((resolve) => {
    tellLost = (error) => {
      isLost = true
      resolve(error)
    }
  })
  // Its thread is started by the first document, so that nobody waits for it now.
  const typst = new Typst(installation.distFolder)
  const open = await openDatabase(config, installation, (error) => tellLost(error))
  try {
    const files = new FileStore(join(config.dataFolder, 'files'))
    const settings = await settingsOf(open.database, clock, files)
    const { app } = wire({
      config,
      database: open.database,
      clock,
      files,
      typst,
      municipality: settings.municipality,
      isDemo: settings.isDemo,
      assets: readAssets(installation.distFolder),
      report: (reference, error) => console.error(`${clock.now().toISOString()} fel ${reference}`, error),
    })
    const host = hostFor(config, settings)
    const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
      const listening = serve({ fetch: app.fetch, port: config.port, hostname: host }, () => resolve(listening))
      listening.on('error', reject)
    })
    const checkpoint = (): Promise<unknown> =>
      writeCheckpoint(open.database.db, config.dataFolder, clock.now()).catch((error) =>
        console.error('kontrollpunkten kunde inte skrivas', error),
      )
    const keepHouse = (): Promise<unknown> =>
      Promise.all([
        checkpoint(),
        removeExpired(open.database.db, clock.now()).catch((error) => console.error('städningen misslyckades', error)),
        removeFiles(open.database.db, files).catch((error) => console.error('rensade filer ligger kvar', error)),
      ])
    await checkpoint()
    const timer = setInterval(keepHouse, HOUSEKEEPING_EVERY_MS)
    timer.unref()
    // A demo sends nothing, whatever the surroundings say.
    const transport = config.smtp && !settings.isDemo ? smtpTransport(config.smtp.url, config.smtp.from) : null
    let isClosing = false
    const loop = startLoop(LOOK_EVERY_MS, async () => {
      const say = (what: string, error: unknown): void => console.error(`${clock.now().toISOString()} ${what}`, error)
      await runDueJobs(open.database, jobs, clock.now(), (name, error) => say(`jobbet ${name} misslyckades`, error))
      if (transport)
        await sendDue(open.database, transport, clock, config.publicUrl, () => isClosing).catch((error) =>
          say('e-posten kunde inte gås igenom', error),
        )
    })
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    return {
      url: `http://${host}:${port}/`,
      settings,
      lost,
      close: async () => {
        clearInterval(timer)
        // Before the doors are closed: a mail that is on its way is seen to its end and marked.
        isClosing = true
        await loop.stop()
        transport?.close()
        const closed = new Promise<void>((resolve) => server.close(() => resolve()))
        if ('closeAllConnections' in server) server.closeAllConnections()
        await closed
        await typst.close()
        if (!isLost) await checkpoint()
        await open.close()
      },
    }
  } catch (error) {
    await open.close()
    throw error
  }
}
