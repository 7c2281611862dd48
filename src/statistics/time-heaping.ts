import { betaBelow } from './distributions.ts'
import type { WallClock } from './wall-clock.ts'

/** Whether a time of the day is written down more often than it happens. */
export interface Heaping {
  what: 'full-hours' | '00:00' | '12:00'
  /** Times that were written so, of how many. */
  count: number
  of: number
  /** How many times as often as if nobody rounded; null where there is nothing to compare with. */
  ratio: number | null
  /** One-sided binomial. */
  p: number
  isHeaped: boolean
}

/** Twice as often as expected, and not by chance: less than that changes no picture. */
const LEAST_RATIO = 2
const LEVEL = 0.01

/**
 * Heaping of times as they were written: on full hours against one minute in sixty, and at 00:00 and 12:00 against the full hours before
 * and after, since people round to any full hour but put down 00:00 or 12:00 when they do not know.
 *
 * @param minutes of the day, from 0 to 1439, one for each time that was written.
 */
export function heapingOf(minutes: ArrayLike<number>): Heaping[] {
  const n = minutes.length
  const atHour = new Float64Array(24)
  let full = 0
  for (let i = 0; i < n; i++) {
    const minute = minutes[i] as number
    if (minute % 60 !== 0) continue
    full++
    atHour[minute / 60] = (atHour[minute / 60] as number) + 1
  }
  const beside = (hour: number): Heaping => {
    const count = atHour[hour] as number
    const others = (atHour[(hour + 23) % 24] as number) + (atHour[hour + 1] as number)
    return heaping(
      hour === 0 ? '00:00' : '12:00',
      count,
      count + others,
      1 / 3,
      others === 0 ? null : (2 * count) / others,
    )
  }
  return [heaping('full-hours', full, n, 1 / 60, n === 0 ? null : (60 * full) / n), beside(0), beside(12)]
}

function heaping(what: Heaping['what'], count: number, of: number, share: number, ratio: number | null): Heaping {
  // P(X ≥ count), without what 1 minus a number near 1 loses.
  const p = count === 0 ? 1 : betaBelow(share, count, of - count + 1)
  return { what, count, of, ratio, p, isHeaped: p < LEVEL && (ratio ?? LEAST_RATIO) >= LEAST_RATIO }
}

/** Minutes of the day as they were written, at both ends of a window; a day alone has none. */
export function writtenTimes(
  { from, to, isDay }: { from: ArrayLike<number>; to: ArrayLike<number>; isDay?: ArrayLike<number> },
  clock: WallClock,
): Int32Array {
  const minutes: number[] = []
  const add = (utc: number): void => {
    const local = clock.local(utc) % 1440
    minutes.push(local < 0 ? local + 1440 : local)
  }
  for (let i = 0; i < from.length; i++) {
    if (isDay?.[i]) continue
    add(from[i] as number)
    if (to[i] !== from[i]) add(to[i] as number)
  }
  return Int32Array.from(minutes)
}
