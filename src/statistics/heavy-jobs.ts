import { concentrationJob } from './concentration.ts'
import { densityJob } from './density.ts'
import type { Divided } from './divided.ts'
import { emergingClustersJob } from './emerging-clusters.ts'
import { foresightJob } from './foresight.ts'
import { hotSpotsJob } from './hot-spots.ts'
import { nearRepeatJob } from './near-repeat.ts'
import { timePatternJob } from './time-pattern.ts'
import { WallClock } from './wall-clock.ts'

type Of<F extends (...input: never) => unknown> = Parameters<F>

/** A job of events by place and day, its fields in the order of the function. */
function ofEvents<Options, Job>(
  jobOf: (x: Float64Array, y: Float64Array, days: Float64Array, options: Options) => Job,
) {
  return ({ x, y, days, options }: { x: Float64Array; y: Float64Array; days: Float64Array; options: Options }) =>
    jobOf(x, y, days, options)
}

/** The same of counts by place. */
function ofPlaces<Options, Job>(
  jobOf: (x: Float64Array, y: Float64Array, counts: Float64Array, options: Options) => Job,
) {
  return ({ x, y, counts, options }: { x: Float64Array; y: Float64Array; counts: Float64Array; options: Options }) =>
    jobOf(x, y, counts, options)
}

interface DensityTask {
  x: Float64Array
  y: Float64Array
  raster: Of<typeof densityJob>[2]
  options: Of<typeof densityJob>[3]
}

interface TimePatternTask {
  timeZone: string
  events: Of<typeof timePatternJob>[0]
  options: Omit<Of<typeof timePatternJob>[1], 'clock'>
}

interface ClustersTask {
  input: Of<typeof emergingClustersJob>[0]
  options: Of<typeof emergingClustersJob>[1]
}

/**
 * The methods whose work is shared between threads, by name: each makes its job of what a thread is handed. Apart from the methods' schemas,
 * since a thread that reads all of them begins a tenth of a second later.
 */
export const HEAVY_JOBS = {
  'time-pattern': ({ timeZone, events, options }: TimePatternTask) =>
    timePatternJob(events, { ...options, clock: WallClock.of(timeZone) }),
  concentration: ({ counts, options }: { counts: Float64Array; options: Of<typeof concentrationJob>[1] }) =>
    concentrationJob(counts, options),
  density: ({ x, y, raster, options }: DensityTask) => densityJob(x, y, raster, options),
  'hot-spots': ofPlaces(hotSpotsJob),
  'emerging-clusters': ({ input, options }: ClustersTask) => emergingClustersJob(input, options),
  'near-repeat': ofEvents(nearRepeatJob),
  foresight: ofEvents(foresightJob),
}

/** The parts of a heavy method's job, for a thread that was handed the method's name and the job. */
export function pieceworkOf(name: string, job: unknown): { part(from: number, to: number): unknown } {
  const divide = (HEAVY_JOBS as Record<string, (job: never) => Divided<unknown, unknown>>)[name]
  if (!divide) throw new Error(`${name} is no method with parts`)
  return divide(job as never)
}
