import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely, Transaction } from 'kysely'
import type { PlatformTables } from './tables.ts'

/** A connection or a transaction; slices add their own tables with `withTables`. */
export type Db = Kysely<PlatformTables>
export type Trx = Transaction<PlatformTables>

export interface Database {
  kind: 'embedded' | 'postgres'
  db: Db
  /** Runs `work` in one transaction; everything it wrote is undone when it throws. */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** The database cannot be used, or can no longer be: what is wrong and what to do about it, for the terminal. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable'
  constructor(
    readonly sv: string,
    readonly en: string,
    options?: ErrorOptions,
  ) {
    super(sv, options)
  }
}

const inside = new AsyncLocalStorage<true>()

/**
 * With one connection, asking `db` for something inside a transaction waits for ever. Instead of a hang, on both databases,
 * it is an error that names the mistake.
 */
export function refuseInsideTransaction(): void {
  if (inside.getStore())
    throw new Error('db was used inside a transaction; use the transaction that was handed to the act')
}

export function makeDatabase(kind: Database['kind'], db: Db, closeMore: () => Promise<void>): Database {
  return {
    kind,
    db,
    transaction: (work) => {
      refuseInsideTransaction()
      return db.transaction().execute((trx) => inside.run(true, () => work(trx)))
    },
    close: async () => {
      await db.destroy()
      await closeMore()
    },
  }
}
