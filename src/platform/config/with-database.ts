import { type Database, DatabaseUnusable, FolderLocked, MigrationMismatch, openDatabase } from '../db/index.ts'
import type { Call } from './command-line.ts'
import { ConfigError, readConfig } from './config.ts'

/** Errors that are the surroundings' fault are told in one line, without a stack. */
export async function told(call: Call, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const isTold = error instanceof ConfigError || error instanceof FolderLocked || error instanceof MigrationMismatch
    const code = (error as NodeJS.ErrnoException).code
    const surroundings = SURROUNDINGS.find(({ codes }) => code !== undefined && codes.includes(code))
    if (isTold) call.context.err(`samsyn: ${(error as Error).message}`)
    else if (error instanceof DatabaseUnusable) call.context.err(`samsyn: ${call.say(error.sv, error.en)}`)
    else if (surroundings) call.context.err(`samsyn: ${call.say(...surroundings.says)}`)
    else throw error
    return 1
  }
}

/** What the system or the server calls it, and what a person can do about it. */
const SURROUNDINGS: readonly { codes: readonly string[]; says: readonly [sv: string, en: string] }[] = [
  {
    codes: ['EADDRINUSE'],
    says: ['porten är upptagen. Välj en annan med PORT.', 'the port is taken. Choose another with PORT.'],
  },
  {
    // Not this machine's address; a port below 1024 or a folder of somebody else's; a path through a file, a full or sealed disk.
    codes: ['EADDRNOTAVAIL', 'EACCES', 'EPERM', 'ENOTDIR', 'EROFS', 'ENOSPC'],
    says: [
      'adressen eller mappen går inte att använda. Se över SAMSYN_HOST, PORT och SAMSYN_DATA, och att disken inte är full.',
      'the address or the folder cannot be used. Look at SAMSYN_HOST, PORT and SAMSYN_DATA, and that the disk is not full.',
    ],
  },
  {
    // Nobody there, no such host; wrong password, no such role, no such database.
    codes: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '28000', '3D000'],
    says: [
      'databasen i DATABASE_URL svarar inte eller släpper inte in.',
      'the database in DATABASE_URL does not answer or refuses.',
    ],
  },
]

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
