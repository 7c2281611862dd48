import { normalTwoSided } from './distributions.ts'
import { type Interval, poissonInterval } from './intervals.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'
import { type Stl, stl } from './stl.ts'
import { twoPeriods } from './two-periods.ts'
import type { Verdict } from './verdict.ts'

export interface TrendInput {
  counts: readonly number[]
  /** Population or days of each period; rates are per unit of it. */
  exposures?: readonly number[]
  /** Periods in a year: 12 or 52. */
  periodsPerYear: number
  /** Which period of its year the first one is, from 0. */
  firstOfYear?: number
  /** The last periods that are not all in yet: shown and marked, and left out of every test. */
  incomplete?: number
  level?: number
}

export interface TrendPeriod {
  count: number
  rate: number
  /** Exact limits of the rate. */
  interval: Interval
  isIncomplete: boolean
}

/** Mann–Kendall: is there a trend of any shape, and by how much a period (Theil–Sen)? */
export interface MonotoneTrend {
  s: number
  variance: number
  z: number
  p: number
  /** Median slope a period. */
  slope: number
}

export interface Trend {
  periods: TrendPeriod[]
  monotone: MonotoneTrend | null
  /** The last year so far beside the same part of each year before; ratio of the rates, this year over that. */
  yearToDate: { yearsBack: number; ratio: number | null; p: number; verdict: Verdict }[]
  /** Season, trend and what is left, robust; null with two years or less. */
  decomposition: Stl | null
  verdict: Verdict
}

/** Kendall's sum goes through all pairs. */
const MOST_PERIODS = 5000
/** With fewer no order of the values is unlikely enough. */
const LEAST_PERIODS = 8

/**
 * Volume and trend of one series: counts and rates with exact Poisson limits (Garwood 1936), Mann–Kendall with ties (Kendall 1975) and the
 * Theil–Sen slope (Sen 1968), by season where there are two years or more (Hirsch and Slack 1982), robust STL, and the year so far beside the years before (E-test).
 *
 * @throws StatisticsInvalid
 */
export function trend(input: TrendInput): Trend {
  const { counts, periodsPerYear, firstOfYear = 0, incomplete = 0, level = 0.95 } = input
  const n = counts.length
  demand(n >= 1 && n <= MOST_PERIODS, 'counts', n, [`1–${MOST_PERIODS} perioder`, `1–${MOST_PERIODS} periods`])
  demandNumbers(counts, 'counts', { min: 0, isWhole: true })
  demandNumber(periodsPerYear, 'periodsPerYear', { min: 1, max: 366, isWhole: true })
  demandNumber(firstOfYear, 'firstOfYear', { min: 0, max: periodsPerYear - 1, isWhole: true })
  demandNumber(incomplete, 'incomplete', { min: 0, max: n, isWhole: true })
  const exposures = input.exposures ?? counts.map(() => 1)
  demand(exposures.length === n, 'exposures', exposures.length, [`${n} värden`, `${n} values`])
  demandNumbers(exposures, 'exposures', { min: Number.MIN_VALUE })
  const rates = counts.map((count, i) => count / (exposures[i] as number))
  const whole = rates.slice(0, n - incomplete)
  const decomposition =
    periodsPerYear >= 2 && whole.length > 2 * periodsPerYear
      ? stl(whole, { period: periodsPerYear, seasonalWindow: 'periodic', isRobust: true })
      : null
  // Not on the series with its season taken away: what the decomposition has fitted makes neighbours alike, and the test too eager.
  const isSeasonal = periodsPerYear >= 2 && whole.length > 2 * periodsPerYear
  const monotone = whole.length >= LEAST_PERIODS ? mannKendall(whole, isSeasonal ? periodsPerYear : 1) : null
  return {
    periods: counts.map((count, i) => {
      const { low, high } = poissonInterval(count, level)
      const exposure = exposures[i] as number
      return {
        count,
        rate: rates[i] as number,
        interval: { low: low / exposure, high: high / exposure },
        isIncomplete: i >= n - incomplete,
      }
    }),
    monotone,
    yearToDate: yearToDate(counts.slice(0, n - incomplete), exposures, periodsPerYear, firstOfYear, level),
    decomposition,
    verdict: verdictOf(monotone, level),
  }
}

function verdictOf(monotone: MonotoneTrend | null, level: number): Verdict {
  if (!monotone || monotone.variance === 0) return 'gar-inte-att-avgora'
  if (monotone.p >= 1 - level) return 'ingen-tydlig-skillnad'
  return monotone.s < 0 ? 'minskning-trolig' : 'okning-trolig'
}

/**
 * Mann–Kendall with ties and the Theil–Sen slope; with seasons each month is set beside the same month of other years only, and the
 * sums are added (Hirsch and Slack 1982, *Water Resources Research* 18).
 *
 * @param y in order, evenly spaced. @param seasons values in a season; 1 is none. @throws StatisticsInvalid
 */
export function mannKendall(y: ArrayLike<number>, seasons = 1): MonotoneTrend {
  const n = y.length
  demand(n >= 2 && n <= MOST_PERIODS, 'y', n, [`2–${MOST_PERIODS} värden`, `2–${MOST_PERIODS} values`])
  demandNumbers(y, 'y')
  demandNumber(seasons, 'seasons', { min: 1, max: n, isWhole: true })
  const slopes: number[] = []
  let [s, variance] = [0, 0]
  for (let season = 0; season < seasons; season++) {
    const own = Array.from({ length: Math.ceil((n - season) / seasons) }, (_, k) => y[season + k * seasons] as number)
    const found = kendallOf(own, seasons, slopes)
    s += found.s
    variance += found.variance
  }
  const z = s === 0 || variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  const sorted = Float64Array.from(slopes).sort()
  const middle = sorted.length >> 1
  const slope =
    sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
  return { s, variance, z, p: normalTwoSided(z), slope }
}

/** S and its variance with ties over one series; its slopes a period are added to those given. */
function kendallOf(y: readonly number[], apart: number, slopes: number[]): { s: number; variance: number } {
  const n = y.length
  let s = 0
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const difference = (y[j] as number) - (y[i] as number)
      s += Math.sign(difference)
      slopes.push(difference / ((j - i) * apart))
    }
  const tied = new Map<number, number>()
  for (const value of y) tied.set(value, (tied.get(value) ?? 0) + 1)
  const term = (t: number): number => t * (t - 1) * (2 * t + 5)
  let variance = term(n)
  for (const t of tied.values()) variance -= term(t)
  return { s, variance: variance / 18 }
}

/** The part of the last year that is in, beside as long a part of each year before. */
function yearToDate(
  counts: readonly number[],
  exposures: readonly number[],
  perYear: number,
  firstOfYear: number,
  level: number,
): Trend['yearToDate'] {
  const length = ((counts.length + firstOfYear - 1) % perYear) + 1
  const sum = (values: readonly number[], to: number): number =>
    values.slice(to - length, to).reduce((total, value) => total + value, 0)
  const out: Trend['yearToDate'] = []
  for (let back = 1; counts.length - back * perYear - length >= 0; back++) {
    const to = counts.length - back * perYear
    const result = twoPeriods(
      { count: sum(counts, to), exposure: sum(exposures, to) },
      { count: sum(counts, counts.length), exposure: sum(exposures, counts.length) },
      { level },
    )
    out.push({ yearsBack: back, ratio: result.ratio, p: result.p, verdict: result.verdict })
  }
  return out
}
