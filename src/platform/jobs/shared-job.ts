import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'

/** What a worker of a shared job is asked for, and what it answers (`answer-pieces.ts`). */
export interface PieceQuestion {
  piece: number
  from: number
  to: number
}
export interface PieceAnswer {
  piece: number
  part?: unknown
  /** Why there is no part. */
  error?: unknown
}

export interface SharedJob {
  /** The built worker; it calls `answerPieces`. */
  workerUrl: URL
  /** What the workers need to know; large arrays are shared and not copied. */
  task: unknown
  units: number
  workers: number
  /** Megabytes that the process may grow by while the job runs. */
  memoryMb: number
  signal?: AbortSignal
  onProgress?(doneUnits: number, units: number): void
  /** Asked of the first parts, in order, as they come: whether the rest need not be done. */
  isEnough?(parts: readonly unknown[]): boolean
}

/** The job was ended before it was done, and left nothing behind: somebody cancelled it, or it wanted more memory than it may have. */
export class JobEnded extends Error {
  override readonly name = 'JobEnded'
  constructor(
    readonly reason: 'cancelled' | 'memory' | 'stopped',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Pieces for each worker: enough that no worker waits long for another, and that progress is seen. */
const PIECES_EACH = 12
/** Units of a piece at most where the job may be done before all of them are. */
const UNITS_BETWEEN = 25
const MEMORY_WATCH_MS = 50
/** However little memory a job is given, a thread's own heap may hold this; typed arrays lie outside it and are watched from here. */
const LEAST_HEAP_MB = 64

/**
 * Does a job's units in worker threads and gives the parts in the order of the units. Workers take the next piece when they have done
 * one, so a slow one does not hold the others up; which worker did what does not show in the parts. Ends before all are done where `isEnough` says so of those that are done
 * without a gap from the first; the parts given are then those.
 *
 * @throws JobEnded when cancelled or over its memory. What a worker throws is thrown here as a plain object with its fields.
 */
export async function runSharedJob(job: SharedJob): Promise<unknown[]> {
  const { units, signal, onProgress, isEnough } = job
  if (signal?.aborted) throw new JobEnded('cancelled', 'the job was cancelled before it began')
  const count = Math.max(1, Math.min(job.workers, units))
  const wanted = count * PIECES_EACH
  const pieces = piecesOf(units, isEnough ? Math.max(wanted, Math.ceil(units / UNITS_BETWEEN)) : wanted)
  if (pieces.length === 0) return []
  const parts = new Array<unknown>(pieces.length)
  const task = withSharedArrays(job.task)
  const workers: Worker[] = []
  compileInThreads()
  const startedAtBytes = process.memoryUsage.rss()
  let [next, done, doneUnits, inOrder] = [0, 0, 0, 0]
  let watch: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(new JobEnded('cancelled', 'the job was cancelled'))
      signal?.addEventListener('abort', onAbort, { once: true })
      watch = setInterval(() => {
        const grownMb = (process.memoryUsage.rss() - startedAtBytes) / 2 ** 20
        if (grownMb > job.memoryMb) reject(overMemory(job.memoryMb))
      }, MEMORY_WATCH_MS)
      const isEnoughNow = (): boolean => {
        const before = inOrder
        while (inOrder < pieces.length && parts[inOrder] !== undefined) inOrder++
        return inOrder > before && isEnough?.(parts.slice(0, inOrder)) === true
      }
      const ask = (worker: Worker): void => {
        const question = pieces[next++]
        if (question) worker.postMessage(question)
      }
      for (let w = 0; w < count; w++) {
        const worker = new Worker(job.workerUrl, {
          workerData: task,
          resourceLimits: { maxOldGenerationSizeMb: Math.max(LEAST_HEAP_MB, job.memoryMb) },
        })
        workers.push(worker)
        worker.on('message', ({ piece, part, error }: PieceAnswer) => {
          if (error !== undefined) return reject(error)
          parts[piece] = part
          done++
          doneUnits += (pieces[piece] as PieceQuestion).to - (pieces[piece] as PieceQuestion).from
          try {
            onProgress?.(doneUnits, units)
            if (done === pieces.length || isEnoughNow()) resolve()
            else ask(worker)
          } catch (error) {
            // Thrown on in a listener it would end the process.
            reject(error)
          }
        })
        worker.on('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? overMemory(job.memoryMb, error) : error),
        )
        worker.on('exit', (code) => reject(new JobEnded('stopped', `a worker ended with code ${code}`)))
        ask(worker)
      }
    })
    return done === pieces.length ? parts : parts.slice(0, inOrder)
  } finally {
    clearInterval(watch)
    if (onAbort) signal?.removeEventListener('abort', onAbort)
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

/**
 * Threads that the process starts from now on, for a job or for something else, compile their own code, and not beside it on another
 * thread: Node 20 aborts the whole process where a thread is ended while its code is still being compiled elsewhere (the compiler asks the
 * platform for an isolate that is no longer there). The thread this is called in goes on as before, since V8 reads the flag when an
 * isolate is made.
 */
function compileInThreads(): void {
  setFlagsFromString('--no-concurrent-recompilation')
}

function overMemory(memoryMb: number, cause?: unknown): JobEnded {
  return new JobEnded('memory', `the job wanted more than ${memoryMb} MB`, { cause })
}

/** Pieces as alike in size as they can be. */
function piecesOf(units: number, wanted: number): PieceQuestion[] {
  const count = Math.min(units, wanted)
  return Array.from({ length: count }, (_, piece) => ({
    piece,
    from: Math.floor((units * piece) / count),
    to: Math.floor((units * (piece + 1)) / count),
  }))
}

/** From this size on an array is handed over as shared memory. */
const SHARED_FROM_BYTES = 2 ** 16

/** The same value with its large typed arrays in shared memory. The receivers must not write to them. */
function withSharedArrays(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    if (value.byteLength < SHARED_FROM_BYTES || value.buffer instanceof SharedArrayBuffer) return value
    const shared = new SharedArrayBuffer(value.byteLength)
    new Uint8Array(shared).set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    const Kind = value.constructor as new (buffer: SharedArrayBuffer) => unknown
    return new Kind(shared)
  }
  if (Array.isArray(value))
    return value.length > 0 && typeof value[0] === 'object' ? value.map(withSharedArrays) : value
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withSharedArrays(one)]))
  return value
}
