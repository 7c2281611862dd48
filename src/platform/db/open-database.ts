import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Database } from './database.ts'
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

/** Opens the database that the surroundings point at – the embedded one under the folder's lock – and brings it up to date. */
export async function openDatabase(config: Config, installation: Installation): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    const database = await openPostgres(config.databaseUrl)
    await migrate(database, installation.migrationsFolder)
    return { database, close: () => database.close() }
  }
  const unlock = lockFolder(config.dataFolder)
  try {
    const database = await openEmbedded({
      folder: join(config.dataFolder, 'db'),
      workerUrl: new URL(`file://${join(installation.distFolder, 'embedded-worker.js')}`),
    })
    await migrate(database, installation.migrationsFolder)
    return {
      database,
      close: async () => {
        await database.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
