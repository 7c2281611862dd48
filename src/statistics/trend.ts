import { type Interval, poissonInterval } from './intervals.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'
import { MOST_PERIODS, type MonotoneTrend, mannKendall } from './mann-kendall.ts'
import { type Stl, stl } from './stl.ts'
import { twoPeriods } from './two-periods.ts'
import { isClear, type Verdict } from './verdict.ts'

export interface TrendInput {
  /** Null is a missing period. */
  counts: readonly (number | null)[]
  /** Population or days of each period; rates are per unit of it. */
  exposures?: readonly number[]
  /** Periods in a year: 12 or 52. */
  periodsPerYear: number
  /** Which period of its year the first one is, from 0. */
  firstOfYear?: number
  /** The last periods that are not all in yet: shown and marked, and left out of every test. */
  incomplete?: number
  /** The first period of a new law, coding or way of reporting: what came before is shown, and compared with nothing. */
  breakAt?: number
  level?: number
}

export interface TrendPeriod {
  count: number | null
  rate: number | null
  /** Exact limits of the rate. */
  interval: Interval | null
  isIncomplete: boolean
  isBeforeBreak: boolean
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

/** With fewer no order of the values is unlikely enough. */
const LEAST_PERIODS = 8

/**
 * Volume and trend of one series: counts and rates with exact Poisson limits (Garwood 1936), Mann–Kendall with ties (Kendall 1975) and the
 * Theil–Sen slope (Sen 1968), by season where there are two years or more (Hirsch and Slack 1982), robust STL, and the year so far beside the years before (E-test).
 *
 * @throws StatisticsInvalid
 */
export function trend(input: TrendInput): Trend {
  const { counts, periodsPerYear, firstOfYear = 0, incomplete = 0, breakAt = 0, level = 0.95 } = input
  const n = counts.length
  demand(n >= 1 && n <= MOST_PERIODS, 'counts', n, [`1–${MOST_PERIODS} perioder`, `1–${MOST_PERIODS} periods`])
  counts.forEach((count, t) => {
    if (count !== null) demandNumber(count, `counts[${t}]`, COUNT)
  })
  const events = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  demand(events <= COUNT.max, 'counts', events, ['högst 10⁹ händelser sammanlagt', 'at most 10⁹ events in all'])
  demandNumber(periodsPerYear, 'periodsPerYear', { min: 1, max: 366, isWhole: true })
  demandNumber(firstOfYear, 'firstOfYear', { min: 0, max: periodsPerYear - 1, isWhole: true })
  demandNumber(incomplete, 'incomplete', { min: 0, max: n, isWhole: true })
  demandNumber(breakAt, 'breakAt', { min: 0, max: n, isWhole: true })
  const exposures = input.exposures ?? counts.map(() => 1)
  demand(exposures.length === n, 'exposures', exposures.length, [`${n} värden`, `${n} values`])
  demandNumbers(exposures, 'exposures', { ...EXPOSURE, max: EXPOSURE.max / n })
  const rates = counts.map((count, i) => (count === null ? null : count / (exposures[i] as number)))
  const used = rates.slice(breakAt, Math.max(breakAt, n - incomplete))
  const known = used.filter((rate) => rate !== null)
  const hasSeasons = periodsPerYear >= 2 && used.length > 2 * periodsPerYear
  const decomposition =
    hasSeasons && known.length === used.length
      ? stl(known, { period: periodsPerYear, seasonalWindow: 'periodic', isRobust: true })
      : null
  // Not on the series with its season taken away: what the decomposition has fitted makes neighbours alike, and the test too eager.
  const [from, to] = [breakAt, breakAt + used.length]
  const monotone =
    known.length < LEAST_PERIODS
      ? null
      : mannKendall(counts.slice(from, to), hasSeasons ? periodsPerYear : 1, input.exposures?.slice(from, to))
  const compared = counts.slice(0, n - incomplete).map((count, t) => (t < breakAt ? null : count))
  return {
    periods: counts.map((count, i) => {
      const marks = { isIncomplete: i >= n - incomplete, isBeforeBreak: i < breakAt }
      if (count === null) return { count, rate: null, interval: null, ...marks }
      const { low, high } = poissonInterval(count, level)
      const exposure = exposures[i] as number
      return { count, rate: count / exposure, interval: { low: low / exposure, high: high / exposure }, ...marks }
    }),
    monotone,
    yearToDate: yearToDate(compared, exposures, periodsPerYear, firstOfYear, level),
    decomposition,
    verdict: verdictOf(monotone, level),
  }
}

function verdictOf(monotone: MonotoneTrend | null, level: number): Verdict {
  if (!monotone || monotone.variance === 0) return 'gar-inte-att-avgora'
  if (!isClear(monotone.p, level)) return 'ingen-tydlig-skillnad'
  return monotone.s < 0 ? 'minskning-trolig' : 'okning-trolig'
}

/** The part of the last year that is in, beside as long a part of each year before; years with a missing period in it are left out. */
function yearToDate(
  counts: readonly (number | null)[],
  exposures: readonly number[],
  perYear: number,
  firstOfYear: number,
  level: number,
): Trend['yearToDate'] {
  const length = ((counts.length + firstOfYear - 1) % perYear) + 1
  const part = (to: number): { count: number; exposure: number } | null => {
    let [count, exposure] = [0, 0]
    for (let t = to - length; t < to; t++) {
      const own = counts[t] ?? null
      if (own === null) return null
      count += own
      exposure += exposures[t] as number
    }
    return { count, exposure }
  }
  const now = part(counts.length)
  const out: Trend['yearToDate'] = []
  for (let back = 1; now && counts.length - back * perYear - length >= 0; back++) {
    const then = part(counts.length - back * perYear)
    if (!then) continue
    const result = twoPeriods(then, now, { level })
    out.push({ yearsBack: back, ratio: result.ratio, p: result.p, verdict: result.verdict })
  }
  return out
}
