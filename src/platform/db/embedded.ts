import { Worker } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { type Database, DatabaseUnusable, makeDatabase, refuseInsideTransaction } from './database.ts'
import type { PlatformTables } from './tables.ts'

/** An error from either database, with PostgreSQL's five-character code. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  constructor(
    message: string,
    readonly code?: string,
    readonly constraint?: string,
  ) {
    super(message)
  }
}

interface Answer {
  id: number
  rows?: unknown[]
  affected?: number
  error?: { message: string; code?: string; constraint?: string }
}

/** The main thread's end of the embedded database: numbered questions, one answer each. */
class EmbeddedClient {
  private readonly waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()
  private next = 1
  /** Why the worker is gone; then nobody is left to answer. */
  private stopped: Error | null = null
  private isClosing = false
  readonly ready: Promise<void>

  constructor(
    private readonly worker: Worker,
    private readonly onLost: (error: DatabaseUnusable) => void,
  ) {
    this.ready = new Promise((resolve, reject) => {
      this.waiting.set(0, { resolve: () => resolve(), reject })
    })
    worker.on('message', (answer: Answer) => {
      const asker = this.waiting.get(answer.id)
      this.waiting.delete(answer.id)
      if (answer.error) {
        asker?.reject(new DatabaseError(answer.error.message, answer.error.code, answer.error.constraint))
      } else asker?.resolve(answer)
    })
    worker.on('error', (error) => this.failAll(lost(error)))
    worker.on('exit', () => this.failAll(lost()))
  }

  /** Asks the database to write what it has and end; a worker that is already gone has nothing to ask. */
  async close(): Promise<void> {
    this.isClosing = true
    if (!this.stopped) await this.ask({ close: true })
    await this.worker.terminate()
  }

  ask(question: object): Promise<Answer> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      if (this.stopped) return reject(this.stopped)
      this.waiting.set(id, { resolve, reject })
      this.worker.postMessage({ id, ...question })
    })
  }

  private failAll(error: DatabaseUnusable): void {
    const isFirst = this.stopped === null
    this.stopped ??= error
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
    if (isFirst && !this.isClosing) this.onLost(error)
  }
}

/** The worker ended by itself. Nothing that was acknowledged is lost, but this process has no way to the database any more. */
function lost(cause?: unknown): DatabaseUnusable {
  return new DatabaseUnusable(
    'Den inbyggda databasen har stannat. Det som har sparats finns kvar; starta Samsyn igen. Händer det på nytt: återställ mappen från en säkerhetskopia.',
    'The embedded database has stopped. What was saved is still there; start Samsyn again. If it happens anew, restore the folder from a backup.',
    { cause },
  )
}

class EmbeddedConnection implements DatabaseConnection {
  constructor(private readonly client: EmbeddedClient) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const answer = await this.client.ask({ sql: query.sql, parameters: [...query.parameters] })
    return { rows: (answer.rows ?? []) as R[], numAffectedRows: BigInt(answer.affected ?? 0) }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; streaming is not used on either database
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported')
  }
}

/** One connection, handed out in turn: who comes second waits until the first is released. */
class EmbeddedDriver implements Driver {
  private readonly connection: EmbeddedConnection
  private turn: Promise<void> = Promise.resolve()
  private release: () => void = () => {}

  constructor(client: EmbeddedClient) {
    this.connection = new EmbeddedConnection(client)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    refuseInsideTransaction()
    const before = this.turn
    let done: () => void = () => {}
    this.turn = new Promise((resolve) => {
      done = resolve
    })
    await before
    this.release = done
    return this.connection
  }

  async releaseConnection(): Promise<void> {
    this.release()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw('rollback'))
  }

  async destroy(): Promise<void> {}
}

function raw(sql: string): CompiledQuery {
  return { sql, parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: sql } }
}

/** The WebAssembly of the embedded database and of what lays a new one out, by PGlite's own names. */
export interface EmbeddedModules {
  pgliteWasmModule: WebAssembly.Module
  initdbWasmModule: WebAssembly.Module
}

export interface EmbeddedOptions {
  /** Null keeps everything in memory (tests). */
  folder: string | null
  /** A dump to begin from (tests: the migrated template). */
  template?: Uint8Array
  /** Its WebAssembly, already compiled, for whoever opens many one after the other (tests); else it is compiled anew each time. */
  compiled?: EmbeddedModules
  workerUrl: URL
  /** Told once when the worker ends without having been asked to: whoever runs the process must end it. */
  onLost?(error: DatabaseUnusable): void
}

export interface EmbeddedDatabase extends Database {
  /** The whole database as a tar archive. */
  dump(): Promise<Uint8Array>
}

/** Opens the embedded PostgreSQL in a worker thread. The folder's lock is taken by the caller (`folder-lock.ts`). */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const worker = new Worker(options.workerUrl, {
    workerData: { folder: options.folder, template: options.template, compiled: options.compiled },
  })
  const client = new EmbeddedClient(worker, (error) => options.onLost?.(error))
  try {
    await client.ready
  } catch (error) {
    // A worker that waits for questions nobody will ask keeps the process alive for ever.
    await worker.terminate()
    if (error instanceof DatabaseUnusable) throw error
    throw new DatabaseUnusable(
      `Den inbyggda databasen i ${options.folder ?? 'minnet'} går inte att öppna: ${(error as Error).message}. Återställ mappen från en säkerhetskopia, eller välj en annan med SAMSYN_DATA.`,
      `The embedded database in ${options.folder ?? 'memory'} cannot be opened: ${(error as Error).message}. Restore the folder from a backup, or choose another with SAMSYN_DATA.`,
      { cause: error },
    )
  }
  const dialect: Dialect = {
    createDriver: () => new EmbeddedDriver(client),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  const database = makeDatabase('embedded', new Kysely<PlatformTables>({ dialect }), () => client.close())
  return {
    ...database,
    dump: async () => (await client.ask({ dump: true })).rows?.[0] as Uint8Array,
  }
}
