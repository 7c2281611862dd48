import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/** The two kinds of PDF that are made: one for people to read with any aid, one for the archive. */
export type PdfStandard = 'ua-1' | 'a-2a'

/** What the worker is asked for. `data` is JSON, and all that the template gets to see. */
export interface TypesettingJob {
  id: number
  template: string
  data: string
  standard: PdfStandard
}

/** What the worker answers: a PDF, or why there is none. */
export interface TypesettingAnswer {
  id: number
  pdf?: Uint8Array
  replaced?: string[]
  error?: string
}

/** A finished document. */
export interface Typeset {
  pdf: Uint8Array
  /**
   * Characters that no typeface on this machine has, and that are printed as ◊: for whoever publishes to know. Our own typefaces hold
   * all letters of Europe's Latin alphabets; others are taken from the machine, so only there can a file differ between machines.
   */
  replaced: string[]
}

/**
 * No document was made. `refused`: the typesetter says what is wrong with it; `too-slow` and `stopped`: the worker was ended, or
 * ended by itself, and the next document gets a new one; `closed`: the server is on its way down.
 */
export class TypesettingFailed extends Error {
  override readonly name = 'TypesettingFailed'
  constructor(
    readonly reason: 'refused' | 'too-slow' | 'stopped' | 'closed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

interface Waiting {
  job: TypesettingJob
  resolve(typeset: Typeset): void
  reject(error: TypesettingFailed): void
}

/** A document of five pages takes some 30 ms; what takes a thousand times that will never be done. */
const TIME_LIMIT_MS = 30_000

/**
 * The typesetter: one worker thread that lives as long as the server and takes one document at a time. It is started by the first
 * document and never keeps the process alive by itself.
 */
export class Typst {
  private readonly queue: Waiting[] = []
  private current: (Waiting & { timer: NodeJS.Timeout }) | null = null
  private worker: Worker | null = null
  private next = 1
  private isClosed = false
  private readonly workerUrl: URL
  private readonly templatesFolder: string
  private readonly timeLimitMs: number

  /**
   * @param distFolder the built program: the worker and `templates/` lie there.
   * @param options tests put a worker of their own in the place of ours, and do not wait half a minute.
   */
  constructor(distFolder: string, options: { workerUrl?: URL; timeLimitMs?: number } = {}) {
    this.workerUrl = options.workerUrl ?? pathToFileURL(join(distFolder, 'typst-worker.js'))
    this.templatesFolder = join(distFolder, 'templates')
    this.timeLimitMs = options.timeLimitMs ?? TIME_LIMIT_MS
  }

  /**
   * Sets a document with a template of ours.
   *
   * @param template file name in `templates/`.
   * @param data anything that is JSON.
   * @throws TypesettingFailed
   */
  render(template: string, data: unknown, standard: PdfStandard): Promise<Typeset> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) return reject(new TypesettingFailed('closed', 'the typesetter is closed'))
      const job = { id: this.next++, template, data: JSON.stringify(data), standard }
      this.queue.push({ job, resolve, reject })
      this.advance()
    })
  }

  /** Ends the worker. Documents that nobody has received are refused. */
  async close(): Promise<void> {
    this.isClosed = true
    const { worker } = this
    this.abandon(new TypesettingFailed('closed', 'the typesetter was closed'))
    for (const { reject } of this.queue.splice(0)) reject(new TypesettingFailed('closed', 'the typesetter was closed'))
    await worker?.terminate()
  }

  private advance(): void {
    if (this.current) return
    const waiting = this.queue.shift()
    if (!waiting) {
      // Nothing to do: an idle worker must not keep a command line from ending.
      this.worker?.unref()
      return
    }
    this.worker ??= this.start()
    this.worker.ref()
    const timer = setTimeout(() => this.giveUp(), this.timeLimitMs)
    this.current = { ...waiting, timer }
    this.worker.postMessage(waiting.job)
  }

  private start(): Worker {
    const worker = new Worker(this.workerUrl, { workerData: { templatesFolder: this.templatesFolder } })
    worker.on('message', (answer: TypesettingAnswer) => {
      if (worker === this.worker && answer.id === this.current?.job.id) this.answered(answer)
    })
    const stopped = (cause?: unknown): void => {
      if (worker !== this.worker) return
      const why = cause instanceof Error ? `: ${cause.message}` : ''
      this.abandon(
        new TypesettingFailed('stopped', `the typesetter stopped in the middle of a document${why}`, { cause }),
      )
      this.advance()
    }
    worker.on('error', stopped)
    worker.on('exit', () => stopped())
    return worker
  }

  private answered(answer: TypesettingAnswer): void {
    const done = this.finish()
    if (answer.pdf) done?.resolve({ pdf: answer.pdf, replaced: answer.replaced ?? [] })
    else done?.reject(new TypesettingFailed('refused', answer.error ?? 'the typesetter gave no reason'))
    this.advance()
  }

  /** The binding cannot be interrupted, so the worker is left to itself and ends when it comes out of it. */
  private giveUp(): void {
    const { worker } = this
    this.abandon(new TypesettingFailed('too-slow', `the document was not ready in ${this.timeLimitMs / 1000} s`))
    worker?.unref()
    void worker?.terminate()
    this.advance()
  }

  private finish(): Waiting | null {
    const { current } = this
    if (current) clearTimeout(current.timer)
    this.current = null
    return current
  }

  private abandon(error: TypesettingFailed): void {
    this.worker = null
    this.finish()?.reject(error)
  }
}
