import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, types } from '@electric-sql/pglite'
import type { EmbeddedModules } from './embedded.ts'

/**
 * The embedded database runs here, off the main thread, so that a slow query never stops the web server. The messages are
 * `{id, sql, parameters}` → `{id, rows, affected}` or `{id, error}`; `{id, exec}` runs several statements (migrations).
 */
interface Asked {
  id: number
  sql?: string
  parameters?: unknown[]
  exec?: string
  dump?: true
  close?: true
}

const port = parentPort
if (!port) throw new Error('embedded-worker.ts is started as a worker thread')

// The same JavaScript values as `postgres.ts` gives: days stay text, because a Date would move them between time zones.
const parsers = {
  [types.DATE]: (text: string) => text,
  [types.INT8]: (text: string) => Number(text),
  [types.NUMERIC]: (text: string) => Number(text),
}

const opened = PGlite.create({
  ...(workerData.folder ? { dataDir: workerData.folder as string } : {}),
  ...(workerData.template ? { loadDataDir: new Blob([workerData.template as Uint8Array<ArrayBuffer>]) } : {}),
  ...(workerData.compiled as EmbeddedModules | undefined),
  parsers,
  relaxedDurability: false,
})

opened.then(
  () => port.postMessage({ id: 0, ready: true }),
  (error: Error) => port.postMessage({ id: 0, error: { message: error.message } }),
)

port.on('message', async (asked: Asked) => {
  try {
    const db = await opened
    if (asked.close) {
      await db.close()
      port.postMessage({ id: asked.id, rows: [], affected: 0 })
      port.close()
    } else if (asked.dump) {
      const dumped = await db.dumpDataDir('none')
      const bytes = new Uint8Array(await dumped.arrayBuffer())
      port.postMessage({ id: asked.id, rows: [bytes], affected: 0 }, [bytes.buffer])
    } else if (asked.exec !== undefined) {
      await db.exec(asked.exec)
      port.postMessage({ id: asked.id, rows: [], affected: 0 })
    } else {
      const result = await db.query(asked.sql ?? '', asked.parameters ?? [])
      port.postMessage({ id: asked.id, rows: result.rows, affected: result.affectedRows ?? 0 })
    }
  } catch (error) {
    const { message, code, constraint, detail } = error as {
      message: string
      code?: string
      constraint?: string
      detail?: string
    }
    port.postMessage({ id: asked.id, error: { message, code, constraint, detail } })
  }
})
