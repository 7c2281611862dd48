import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '../config/config.ts'
import type { Database, DatabaseUnusable } from './database.ts'
import { openEmbedded } from './embedded.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'

/** Where the built program lies; the migrations lie beside it. */
export interface Installation {
  distFolder: string
  migrationsFolder: string
}

export interface OpenDatabase {
  database: Database
  close(): Promise<void>
}

/**
 * Opens the database that the surroundings point at – the embedded one under the folder's lock – and brings it up to date. One that
 * cannot be brought up to date is closed again, else it would keep the process alive and the folder open without its lock.
 *
 * @param onLost told when the embedded database ends by itself; PostgreSQL is asked for anew at the next question.
 */
export async function openDatabase(
  config: Config,
  installation: Installation,
  onLost?: (error: DatabaseUnusable) => void,
): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    const database = await openPostgres(config.databaseUrl)
    return upToDate(database, installation, () => database.close())
  }
  const unlock = lockFolder(config.dataFolder)
  try {
    const database = await openEmbedded({
      folder: join(config.dataFolder, 'db'),
      workerUrl: pathToFileURL(join(installation.distFolder, 'embedded-worker.js')),
      ...(onLost && { onLost }),
    })
    return await upToDate(database, installation, async () => {
      await database.close()
      unlock()
    })
  } catch (error) {
    unlock()
    throw error
  }
}

async function upToDate(
  database: Database,
  installation: Installation,
  close: () => Promise<void>,
): Promise<OpenDatabase> {
  try {
    await migrate(database, installation.migrationsFolder)
    return { database, close }
  } catch (error) {
    await close()
    throw error
  }
}
