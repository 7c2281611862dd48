import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runSharedJob } from './platform/jobs/index.ts'
import { runMethodInParts, StatisticsInvalid, type StatMethod } from './statistics/index.ts'

export interface SharedRun {
  /** The built program: the worker lies there. */
  distFolder: string
  workers: number
  /** Megabytes that the process may grow by. */
  memoryMb: number
  signal?: AbortSignal
  onProgress?(doneUnits: number, units: number): void
}

/**
 * Runs a method with its heavy work in threads; a method without any runs here. The answer is the same for any number of workers.
 *
 * @throws StatisticsInvalid for wrong input. @throws JobEnded when cancelled or over its memory.
 */
export async function runShared(
  one: StatMethod,
  input: unknown,
  lang: 'sv' | 'en',
  { distFolder, ...options }: SharedRun,
): Promise<unknown> {
  try {
    return await runMethodInParts(one, input, lang, (job, units, isEnough) =>
      runSharedJob({
        ...options,
        workerUrl: pathToFileURL(join(distFolder, 'stat-worker.js')),
        task: { method: one.name, job },
        units,
        ...(isEnough && { isEnough }),
      }),
    )
  } catch (error) {
    throw isInvalid(error) ? new StatisticsInvalid(error.path, error.value, error.expected) : error
  }
}

/** What a thread said was wrong with the input comes without its class. */
function isInvalid(error: unknown): error is Pick<StatisticsInvalid, 'path' | 'value' | 'expected'> {
  const told = error as Partial<StatisticsInvalid> | null
  return typeof told === 'object' && told?.name === 'StatisticsInvalid' && !(error instanceof StatisticsInvalid)
}
