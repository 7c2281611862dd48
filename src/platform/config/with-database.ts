import { type Database, FolderLocked, MigrationMismatch, openDatabase } from '../db/index.ts'
import type { Call } from './command-line.ts'
import { ConfigError, readConfig } from './config.ts'

/** Errors that are the surroundings' fault are told in one line, without a stack. */
export async function told(call: Call, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const isTold = error instanceof ConfigError || error instanceof FolderLocked || error instanceof MigrationMismatch
    const code = (error as NodeJS.ErrnoException).code
    if (isTold) call.context.err(`samsyn: ${(error as Error).message}`)
    else if (code === 'EADDRINUSE')
      call.context.err(
        call.say(
          'samsyn: porten är upptagen. Välj en annan med PORT.',
          'samsyn: the port is taken. Choose another with PORT.',
        ),
      )
    else if (code === 'ECONNREFUSED' || code === '28P01' || code === '3D000') {
      call.context.err(
        call.say(
          'samsyn: databasen i DATABASE_URL svarar inte eller släpper inte in.',
          'samsyn: the database in DATABASE_URL does not answer or refuses.',
        ),
      )
    } else throw error
    return 1
  }
}

/** Opens the database of the surroundings for a command, and closes it whatever comes. */
export async function withDatabase(
  call: Call,
  work: (database: Database, dataFolder: string) => Promise<number>,
): Promise<number> {
  return told(call, async () => {
    const config = readConfig(call.context.env)
    const open = await openDatabase(config, call.context.installation)
    try {
      return await work(open.database, config.dataFolder)
    } finally {
      await open.close()
    }
  })
}
