import { normalTwoSided } from './distributions.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { EXPOSURE } from './limits.ts'

/** Mann–Kendall: is there a trend of any shape, and by how much a period (Theil–Sen)? */
export interface MonotoneTrend {
  /** Pairs that rise less pairs that fall; not whole where counts with exposures are few. */
  s: number
  variance: number
  z: number
  p: number
  /** Median slope a period. */
  slope: number
}

/** Kendall's sum goes through all pairs. */
export const MOST_PERIODS = 5000
/** With exposures, from this share of equal counts among the pairs on, a count is taken as spread evenly over half an event up and down. */
const MANY_EQUAL = 0.01

interface Pairs {
  s: number
  variance: number
}

/**
 * Mann–Kendall with ties and the Theil–Sen slope; with seasons each month is set beside the same month of other years only, and the
 * sums are added (Hirsch and Slack 1982, *Water Resources Research* 18).
 *
 * With exposures it is a test of rates. Equal counts over an exposure that grows a little are then no ties any more: every such pair falls, and a
 * series where nothing happens is called a decrease (in 60 of 100 worlds with one event a month and 1 % more people a year). So where equal counts are
 * many a pair counts as much as it is more likely to rise than to fall when each count may be half an event more or less: the same as
 * Mann–Kendall's where the exposures are alike, and nearly where the counts are large.
 *
 * @param y in order, evenly spaced; null is missing. With exposures: counts. @param seasons values in a season; 1 is none.
 * @throws StatisticsInvalid
 */
export function mannKendall(y: readonly (number | null)[], seasons = 1, exposures?: readonly number[]): MonotoneTrend {
  const n = y.length
  demand(n >= 2 && n <= MOST_PERIODS, 'y', n, [`2–${MOST_PERIODS} värden`, `2–${MOST_PERIODS} values`])
  demandNumbers(
    y.map((value) => value ?? 0),
    'y',
  )
  demandNumber(seasons, 'seasons', { min: 1, max: n, isWhole: true })
  if (exposures) {
    demandSameLength(y, exposures, 'exposures', 'y')
    demandNumbers(exposures, 'exposures', EXPOSURE)
  }
  const slopes: number[] = []
  const series = Array.from({ length: seasons }, (_, season) =>
    Array.from({ length: Math.ceil((n - season) / seasons) }, (__, k) => {
      const at = season + k * seasons
      return { at, count: y[at] ?? null, exposure: exposures?.[at] ?? 1 }
    }).flatMap((one) => (one.count === null ? [] : [{ ...one, count: one.count }])),
  )
  const isSpread = exposures !== undefined && shareEqual(series) >= MANY_EQUAL
  let [s, variance] = [0, 0]
  for (const own of series) {
    const found = kendallOf(own, isSpread, slopes)
    s += found.s
    variance += found.variance
  }
  const z = s === 0 || variance === 0 ? 0 : (s - Math.sign(s) * Math.min(1, Math.abs(s))) / Math.sqrt(variance)
  const sorted = Float64Array.from(slopes).sort()
  const middle = sorted.length >> 1
  const slope =
    sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
  return { s, variance, z, p: normalTwoSided(z), slope }
}

interface Value {
  at: number
  count: number
  exposure: number
}

/** S and its variance with ties over one series; its slopes a period are added to those given. */
function kendallOf(values: readonly Value[], isSpread: boolean, slopes: number[]): Pairs {
  const n = values.length
  const rates = values.map(({ count, exposure }) => count / exposure)
  let s = 0
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const [first, second] = [values[i] as Value, values[j] as Value]
      const difference = (rates[j] as number) - (rates[i] as number)
      s += isSpread ? risesRather(difference, 0.5 / first.exposure, 0.5 / second.exposure) : Math.sign(difference)
      slopes.push(difference / (second.at - first.at))
    }
  let variance = ties(n)
  for (const tied of tally(isSpread ? values.map(({ count }) => count) : rates).values()) variance -= ties(tied)
  return { s, variance: variance / 18 }
}

const ties = (t: number): number => t * (t - 1) * (2 * t + 5)

function tally(values: readonly number[]): Map<number, number> {
  const found = new Map<number, number>()
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1)
  return found
}

/** The share of pairs, within the seasons, with equal counts. */
function shareEqual(series: readonly (readonly Value[])[]): number {
  let [equal, all] = [0, 0]
  for (const own of series) {
    all += own.length * (own.length - 1)
    for (const tied of tally(own.map(({ count }) => count)).values()) equal += tied * (tied - 1)
  }
  return all === 0 ? 0 : equal / all
}

/** Chance that a difference is above 0 less chance that it is below, when an even spread of ±a and one of ±b are added to it. */
function risesRather(difference: number, a: number, b: number): number {
  if (Math.abs(difference) >= a + b) return Math.sign(difference)
  const square = (x: number): number => (x > 0 ? x * x : 0)
  const below =
    square(difference + a + b) - square(difference + a - b) - square(difference - a + b) + square(difference - a - b)
  return below / (4 * a * b) - 1
}
