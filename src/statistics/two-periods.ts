import { dispersionOf } from './dispersion.ts'
import {
  normalBelow,
  normalQuantile,
  normalTwoSided,
  poissonAt,
  poissonAtLeast,
  poissonAtMost,
  studentBelow,
  studentQuantile,
} from './distributions.ts'
import { clopperPearsonInterval, type Interval } from './intervals.ts'
import { demandNumber } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'
import { isClear, type Verdict } from './verdict.ts'

/** A count and how much time (or time and population) it was counted over, in any unit that is the same for both. */
export interface CountOver {
  count: number
  exposure: number
}

export interface TwoPeriodsOptions {
  /** Share covered by the interval. */
  level?: number
  /** Counts of earlier periods alike, of one length: from eight on they tell how much more than Poisson the counts vary. */
  history?: readonly number[]
}

export interface TwoPeriods {
  /** Second rate over the first; null where the first count is 0. */
  ratio: number | null
  /** Limits of the ratio; `high` is null where there is none. */
  interval: { low: number; high: number | null }
  p: number
  /** 2(√b − √a) with the second count brought to the first one's exposure, and its standard error under no change. */
  rootDifference: number
  rootDifferenceSe: number
  /** Variance over mean; 1 is Poisson. */
  dispersion: number
  test: 'e-test' | 'quasi-poisson'
  /**
   * A change is likely where p is small and the interval leaves out 1: two tests of the same, which near the limit may differ. It cannot be
   * told with so few events, their number divided by the dispersion, that nothing could have been clear.
   */
  verdict: Verdict
}

/** Fewer events than this in all cannot show a change at 5 % whichever way they fall. */
const LEAST_EVENTS = 4

/**
 * Did the number of events change between two periods? Without a history the E-test for two Poisson means (Krishnamoorthy and Thomson
 * 2004) and the exact conditional limits of the ratio (Przyborowski and Wilenski 1940); with one, where the counts vary more than
 * Poisson, quasi-Poisson with that dispersion, on Student's t of the history's degrees of freedom.
 *
 * @param before the first period. @param after the second. Counts are whole, exposures above 0.
 * @throws StatisticsInvalid
 */
export function twoPeriods(before: CountOver, after: CountOver, options: TwoPeriodsOptions = {}): TwoPeriods {
  for (const [name, period] of [
    ['before', before],
    ['after', after],
  ] as const) {
    demandNumber(period.count, `${name}.count`, COUNT)
    demandNumber(period.exposure, `${name}.exposure`, EXPOSURE)
  }
  const { level = 0.95, history = [] } = options
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  const { dispersion, df } = dispersionOf(history)
  const [a, b] = [before.count, after.count]
  const share = before.exposure / after.exposure
  const common = {
    ratio: a === 0 ? null : (b / a) * share,
    rootDifference: 2 * (Math.sqrt(b * share) - Math.sqrt(a)),
    rootDifferenceSe: Math.sqrt(dispersion * (1 + share)),
    dispersion,
  }
  // So many events tell as much as these do: those that come in lumps tell of each other.
  const effective = (a + b) / dispersion
  if (dispersion > 1 && (a === 0 || b === 0)) {
    const { p, interval } = besideNone(a, b, share, dispersion, df, level)
    return { ...common, interval, p, test: 'quasi-poisson', verdict: verdictOf(effective, p, level, interval) }
  }
  if (dispersion > 1) {
    const se = Math.sqrt(dispersion * (1 / a + 1 / b))
    const log = Math.log((b / a) * share)
    const p = 2 * studentBelow(-Math.abs(log / se), df)
    const half = studentQuantile(1 - (1 - level) / 2, df) * se
    const interval = { low: Math.exp(log - half), high: Math.exp(log + half) }
    return { ...common, interval, p, test: 'quasi-poisson', verdict: verdictOf(effective, p, level, interval) }
  }
  const p = eTest(a, before.exposure, b, after.exposure)
  const interval = ratioInterval(a, b, share, level)
  return { ...common, interval, p, test: 'e-test', verdict: verdictOf(a + b, p, level, interval) }
}

function verdictOf(events: number, p: number, level: number, { low, high }: TwoPeriods['interval']): Verdict {
  if (events < LEAST_EVENTS) return 'gar-inte-att-avgora'
  if (!isClear(p, level)) return 'ingen-tydlig-skillnad'
  if (low > 1) return 'okning-trolig'
  return high !== null && high < 1 ? 'minskning-trolig' : 'ingen-tydlig-skillnad'
}

/**
 * One period with events beside one with none, where counts vary more than Poisson: the exact conditional test and limits of so many
 * events as they tell as much as (their number over the dispersion), read on Student's t since the dispersion is not known for certain.
 */
function besideNone(
  a: number,
  b: number,
  share: number,
  dispersion: number,
  df: number,
  level: number,
): Pick<TwoPeriods, 'p' | 'interval'> {
  const effective = (a + b) / dispersion
  if (effective === 0) return { p: 1, interval: { low: 0, high: null } }
  // The chance, without a change, that all of them fall in the period where they did.
  const chance = (b === 0 ? share / (1 + share) : 1 / (1 + share)) ** effective
  const p = chance >= 0.5 ? 1 : 2 * studentBelow(normalQuantile(chance), df)
  const tail = normalBelow(-studentQuantile(1 - (1 - level) / 2, df))
  const odds = tail ** (1 / effective) / (1 - tail ** (1 / effective))
  return { p, interval: b === 0 ? { low: 0, high: share / odds } : { low: share * odds, high: null } }
}

/** Exact limits for the ratio of two Poisson rates, given their sum. */
function ratioInterval(a: number, b: number, share: number, level: number): { low: number; high: number | null } {
  if (a + b === 0) return { low: 0, high: null }
  const { low, high }: Interval = clopperPearsonInterval(b, a + b, level)
  return { low: (low / (1 - low)) * share, high: high >= 1 ? null : (high / (1 - high)) * share }
}

/**
 * The two-sided E-test. Under no difference both counts are Poisson of the pooled rate; p is how much of that lies where the pivot is at
 * least as far out as observed. For a first count fixed the pivot falls with the second, so each row is two tails found by halving.
 *
 * @param k1 first count over exposure n1. @param k2 second over n2.
 */
export function eTest(k1: number, n1: number, k2: number, n2: number): number {
  const pivot = (x1: number, x2: number): number =>
    x1 + x2 === 0 ? 0 : (x1 / n1 - x2 / n2) / Math.sqrt(x1 / (n1 * n1) + x2 / (n2 * n2))
  const observed = Math.abs(pivot(k1, k2))
  if (observed === 0) return 1
  // What is equal in exact arithmetic counts as equal here too.
  const far = observed * (1 - 1e-12)
  const rate = (k1 + k2) / (n1 + n2)
  const [m1, m2] = [n1 * rate, n2 * rate]
  // So many that the pivot is normal, to eight decimals.
  if (Math.min(m1, m2) > MOST_SUMMED) return normalTwoSided(observed)
  const [from, to] = massOf(m1)
  let p = 0
  for (let x1 = from; x1 <= to; x1++) {
    // The largest x2 that lies far out above, and the least that lies far out below; x1 + x2 = 0 is in neither.
    const above = lastWhere((x2) => pivot(x1, x2) >= far)
    const below = lastWhere((x2) => pivot(x1, x2) > -far) + 1
    p += poissonAt(x1, m1) * (poissonAtMost(above, m2) + poissonAtLeast(below, m2))
  }
  return Math.min(1, p)
}

/** With more expected in both periods the sum over all counts takes seconds, and says what the normal distribution does. */
const MOST_SUMMED = 5e6

/** Where nearly all of a Poisson lies. */
function massOf(mean: number): [from: number, to: number] {
  const reach = 9 * Math.sqrt(mean) + 30
  return [Math.max(0, Math.floor(mean - reach)), Math.ceil(mean + reach)]
}

/** The last whole number from 0 where something that turns false once holds; −1 where it never does. */
function lastWhere(holds: (x: number) => boolean): number {
  if (!holds(0)) return -1
  let high = 1
  while (holds(high)) high *= 2
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    // Beyond the whole numbers that are told apart there is nothing between.
    if (middle <= low || middle >= high) break
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}
