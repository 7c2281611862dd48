import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Database, DatabaseUnusable, makeDatabase, refuseInsideTransaction } from './database.ts'
import type { PlatformTables } from './tables.ts'

const DATE = 1082
const INT8 = 20
const NUMERIC = 1700

/** Opens a pool against PostgreSQL ≥ 15. Values come out as from the embedded database. */
export async function openPostgres(url: string, poolSize = 10): Promise<Database> {
  const types = new pg.TypeOverrides()
  types.setTypeParser(DATE, (text) => text)
  types.setTypeParser(INT8, (text) => Number(text))
  types.setTypeParser(NUMERIC, (text) => Number(text))
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types,
    connectionTimeoutMillis: 10_000,
    // A lock that is never given back must become an error page, not a hanging browser.
    options: '-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000',
  })
  // A connection that the server closes while idle is replaced at the next question; without a listener it would end the process.
  pool.on('error', () => {})
  const dialect = new PostgresDialect({ pool })
  const createDriver = dialect.createDriver.bind(dialect)
  dialect.createDriver = () => {
    const driver = createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    driver.acquireConnection = () => {
      refuseInsideTransaction()
      return acquire()
    }
    return driver
  }
  const db = new Kysely<PlatformTables>({ dialect })
  try {
    await refuseOtherEncodings(db)
  } catch (error) {
    // An open pool would hold the process for a while after it has said why it cannot go on.
    await db.destroy()
    throw error
  }
  return makeDatabase('postgres', db, async () => {})
}

/**
 * The first question to the server. A database in LATIN1 refuses a dash or a name in the middle of an act; one in SQL_ASCII takes
 * everything, and its `lower`, `length` and `translate` then count bytes.
 */
async function refuseOtherEncodings(db: Kysely<PlatformTables>): Promise<void> {
  const probe: CompiledQuery = {
    sql: "select current_setting('server_encoding') as encoding",
    parameters: [],
    query: { kind: 'RawNode' } as never,
    queryId: { queryId: 'probe' },
  }
  const { rows } = await db.executeQuery(probe)
  const { encoding } = rows[0] as { encoding: string }
  if (encoding === 'UTF8') return
  throw new DatabaseUnusable(
    `Databasen i DATABASE_URL har teckenkodningen ${encoding}; Samsyn kräver UTF8. Skapa en ny: createdb --encoding=UTF8 --template=template0 NAMN.`,
    `The database in DATABASE_URL has the encoding ${encoding}; Samsyn needs UTF8. Make a new one: createdb --encoding=UTF8 --template=template0 NAME.`,
  )
}
