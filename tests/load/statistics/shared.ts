import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runSharedJob } from '../../../src/platform/jobs/index.ts'
import type { Divided } from '../../../src/statistics/divided.ts'
import { millisecondsOf } from '../beside-peer.ts'

/** Milliseconds of a heavy method's job on threads, from its input to its answer; the threads' start counted. */
export function shared<Part, Result>(
  method: string,
  job: unknown,
  divide: () => Divided<Part, Result>,
  workers: number,
): Promise<number> {
  const workerUrl = pathToFileURL(join(process.argv[2] ?? '.', 'dist', 'stat-worker.js'))
  return millisecondsOf(2, async () => {
    const divided = divide()
    const parts = await runSharedJob({
      workerUrl,
      task: { method, job },
      units: divided.units,
      workers,
      memoryMb: 4096,
      ...(divided.isEnough && { isEnough: divided.isEnough as (parts: readonly unknown[]) => boolean }),
    })
    return divided.join(parts as Part[])
  })
}
