/**
 * A job that may be shared by several workers: its work is a row of units (replicates, rows of a map), a part is so many of them after each
 * other, and the parts are joined in their order. The result is the same however the units are cut into parts: a unit never
 * depends on another, and nothing is added up over units except whole numbers.
 */
export interface Divided<Part, Result> {
  units: number
  /** Units from `from` up to `to`. The part can be sent between threads: typed arrays and plain objects. */
  part(from: number, to: number): Part
  /** @param parts all units, in order; or so many of the first that `isEnough` holds. */
  join(parts: readonly Part[]): Result
  /** Whether the first parts, in order, already tell the answer: `join` gives the same of them whatever comes after. */
  isEnough?(parts: readonly Part[]): boolean
}

/** Units of a part where the work may be done before all of them are. */
const UNITS_BETWEEN = 25

/** The whole job in this thread. */
export function inOnePart<Part, Result>(job: Divided<Part, Result>): Result {
  if (!job.isEnough) return job.join([job.part(0, job.units)])
  const parts: Part[] = []
  for (let from = 0; from < job.units && !job.isEnough(parts); from += UNITS_BETWEEN)
    parts.push(job.part(from, Math.min(job.units, from + UNITS_BETWEEN)))
  return job.join(parts)
}

/** Counts of several parts added up: whole numbers, so their order does not matter. */
export function addCounts(parts: readonly Int32Array[], length: number): Int32Array {
  const sum = new Int32Array(length)
  for (const part of parts) for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + (part[i] as number)
  return sum
}
