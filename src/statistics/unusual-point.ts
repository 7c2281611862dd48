import { conditionalTails, DeltaBound, largestBelow, type Power, pluginQuantile, pluginTails } from './count-bounds.ts'
import { normalQuantile, studentBelow } from './distributions.ts'
import { EARS, type Ears, earsBound, earsHistory, earsSpan } from './early-aberration.ts'
import { type FarringtonExpected, type FarringtonOptions, farringtonExpected, type History } from './farrington.ts'
import { anniversariesOf } from './farrington-baseline.ts'

export const THRESHOLDS = ['nbPlugin', 'delta', 'muan'] as const
export type Threshold = (typeof THRESHOLDS)[number]

export const P_VALUES = ['conditional', 'conditional-mid', 'published', 'published-mid'] as const
export type PValue = (typeof P_VALUES)[number]

export const SERIES_METHODS = ['auto', 'farrington', ...EARS] as const
export type SeriesMethod = (typeof SERIES_METHODS)[number]

/** Why nothing can be said of a period. */
export const REASONS = ['count-missing', 'history-too-short', 'no-fit', 'no-spread'] as const
export type Reason = (typeof REASONS)[number]

export interface PointOptions {
  periodsPerYear: number
  startsOn: number | null
  shortMethod: Ears
  farrington: FarringtonOptions & { threshold: Threshold; power: Power }
  ears: { baseline: number; minSigma: number }
  alpha: number
  direction: 'higher' | 'both'
  pValue: PValue
  /** No alarm for more where fewer events than this came in so many periods, the tested one among them. */
  least: { events: number; periods: number }
}

export interface Point {
  method: 'farrington' | Ears | 'none'
  reason: Reason | null
  count: number | null
  expected: number | null
  /** The published bound at `alpha`; null also where there are too few events for an alarm, or one of those periods is missing (Farrington). */
  upperBound: number | null
  isAboveBound: boolean
  /** The largest and the least count that the p below does not call unusual at `alpha`; the least is null where only more is looked for. */
  usualUpTo: number | null
  usualFrom: number | null
  p: number | null
  isHigher: boolean
  isTooFew: boolean
  dispersion: number | null
  /** Per period on the log scale; null where no trend is kept. */
  trend: number | null
  yearsBack: number | null
}

/** Years of history that Farrington's method asks for by itself. */
const LEAST_YEARS = 3
/** Predictions that EARS has been able to make before, for its dispersion to be known. */
const LEAST_PREDICTIONS = 8

/**
 * One period of one series against its own history.
 *
 * @param counts NaN is a missing period. @param from the first index that may be used.
 */
export function pointTest(
  counts: Float64Array,
  period: number,
  from: number,
  exposure: Float64Array | null,
  wanted: SeriesMethod,
  options: PointOptions,
): Point {
  const count = counts[period] as number
  if (Number.isNaN(count)) return nothing('count-missing', null)
  const anniversary = anniversariesOf(period, options.periodsPerYear, options.startsOn)
  const reach = (years: number): boolean => anniversary(years) - options.farrington.halfWindow >= from
  let yearsBack = options.farrington.yearsBack
  while (yearsBack > 0 && !reach(yearsBack)) yearsBack--
  const method = wanted === 'auto' ? automatic(counts, period, from, yearsBack, options) : wanted
  if (method === null || (method === 'farrington' && yearsBack === 0)) return nothing('history-too-short', count)
  const found =
    method === 'farrington'
      ? byFarrington(counts, period, from, exposure, anniversary, yearsBack, options)
      : byEars(counts, period, from, method, options)
  if (typeof found === 'string') return nothing(found, count)
  const { events, periods } = options.least
  let [recent, missing] = [0, 0]
  for (let t = Math.max(0, period - periods + 1); t <= period; t++)
    if (Number.isNaN(counts[t] as number)) missing++
    else recent += counts[t] as number
  const isTooFew = recent < events
  const upperBound = method === 'farrington' && (isTooFew || missing > 0) ? null : found.upperBound
  // C3's bound can lie below what is expected: a count that is not above that is not too many.
  const isMore = found.expected === null || count > found.expected
  const isAboveBound = isMore && upperBound !== null && count > upperBound
  return { ...found, isHigher: found.isHigher && isMore, method, count, isTooFew, upperBound, isAboveBound }
}

function automatic(
  counts: Float64Array,
  period: number,
  from: number,
  yearsBack: number,
  { shortMethod, ears, farrington }: PointOptions,
): 'farrington' | Ears | null {
  if (yearsBack >= Math.min(LEAST_YEARS, farrington.yearsBack)) return 'farrington'
  let known = 0
  for (let t = from; t < period; t++) if (!Number.isNaN(counts[t] as number)) known++
  const needed = ears.baseline + { 'ears-c1': 0, 'ears-c2': 2, 'ears-c3': 4 }[shortMethod] + LEAST_PREDICTIONS
  return known >= needed ? shortMethod : null
}

function nothing(reason: Reason, count: number | null): Point {
  return {
    method: 'none',
    reason,
    count,
    expected: null,
    upperBound: null,
    isAboveBound: false,
    usualUpTo: null,
    usualFrom: null,
    p: null,
    isHigher: false,
    isTooFew: false,
    dispersion: null,
    trend: null,
    yearsBack: null,
  }
}

type Found = Omit<Point, 'method' | 'count' | 'isTooFew' | 'isAboveBound'>

function byFarrington(
  counts: Float64Array,
  period: number,
  from: number,
  exposure: Float64Array | null,
  anniversary: (years: number) => number,
  yearsBack: number,
  options: PointOptions,
): Found | 'no-fit' {
  const { threshold, power, ...rest } = options.farrington
  const count = counts[period] as number
  const fit = farringtonExpected(counts, period, exposure, anniversary, { ...rest, yearsBack })
  if (!fit) {
    const empty = emptyHistory(counts, from, period - rest.pastExcluded)
    if (!empty) return 'no-fit'
    return { ...beside(count, 0, empty, options), expected: 0, upperBound: null, trend: null, yearsBack }
  }
  const { upperBound, published } = publishedOf(fit, count, threshold, power, options.alpha)
  const base = { expected: fit.expected, upperBound, trend: fit.trend, yearsBack }
  const known = beside(count, 0, fit.history, options)
  if (options.pValue.startsWith('conditional')) return { ...known, ...base, dispersion: fit.dispersion }
  if (!published) return 'no-fit'
  return { ...known, ...base, dispersion: fit.dispersion, ...sided(published, options) }
}

/** Where nothing at all has happened no regression settles, but it is known how long it has been so. */
function emptyHistory(counts: Float64Array, from: number, to: number): History | null {
  let periods = 0
  for (let t = from; t < to; t++) {
    if (Number.isNaN(counts[t] as number)) continue
    if ((counts[t] as number) > 0) return null
    periods++
  }
  return periods === 0 ? null : { events: 0, periods, dispersion: 1, degreesOfFreedom: periods }
}

function publishedOf(fit: FarringtonExpected, count: number, threshold: Threshold, power: Power, alpha: number) {
  const { expected, scaledLogSe, dispersion } = fit
  if (threshold === 'delta') {
    const bound = new DeltaBound(expected, scaledLogSe, dispersion, power)
    return { upperBound: finiteOrNull(bound.upper(alpha)), published: bound.tails(count) }
  }
  const mean = threshold === 'muan' ? expected * Math.exp(normalQuantile(1 - alpha) * scaledLogSe) : expected
  const upperBound = pluginQuantile(1 - alpha, mean, dispersion)
  return { upperBound, published: upperBound === null ? null : pluginTails(count, mean, dispersion) }
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

function byEars(
  counts: Float64Array,
  period: number,
  from: number,
  method: Ears,
  options: PointOptions,
): Found | 'history-too-short' | 'no-spread' {
  const ears = { ...options.ears, method }
  const bound = earsBound(counts, period, from, ears, options.alpha)
  const judged = earsHistory(counts, period, from, ears)
  if (!judged) return 'history-too-short'
  const { history, earlier, count } = judged
  const published = typeof bound === 'string' ? null : bound
  const expected = published?.mean ?? history.events / history.periods / earsSpan(method)
  const base = {
    expected,
    upperBound: published?.upper ?? null,
    trend: null,
    yearsBack: null,
  }
  const known = { ...beside(count - earlier, earlier, history, options, expected), ...base }
  if (options.pValue.startsWith('conditional')) return known
  if (typeof bound === 'string') return bound
  // Anything at all is infinitely far from counts that were all alike: that is no chance.
  if (!bound.tails) return 'no-spread'
  const { above, below } = bound.tails
  return { ...known, ...sided({ atLeast: above, atMost: below, at: 0 }, options) }
}

interface Tails {
  atLeast: number
  atMost: number
  at: number
}

/** A count is not too many unless it is above what is expected, nor too few unless it is below: that tail is then all there is. */
function onItsSide(tails: Tails, value: number, expected: number): Tails {
  return {
    ...tails,
    atLeast: value <= expected ? Number.POSITIVE_INFINITY : tails.atLeast,
    atMost: value >= expected ? Number.POSITIVE_INFINITY : tails.atMost,
  }
}

/**
 * The count, and `earlier` judged with it, beside its history: what is not known of the mean by the conditional distribution, what is not
 * known of the dispersion by reading the tail in Student's distribution instead of the normal.
 *
 * @param expected of the count alone: those before it make nothing of a count that is not above it too many, nor of one not below too few.
 */
function beside(count: number, earlier: number, history: History, options: PointOptions, expected?: number) {
  const { events, periods, dispersion, degreesOfFreedom } = history
  const read = (p: number): number => (p >= 0.5 ? p : studentBelow(normalQuantile(p), degreesOfFreedom))
  const at = (value: number) => {
    const tails = conditionalTails(value + earlier, events, periods, dispersion)
    return sided(expected === undefined ? tails : onItsSide(tails, value, expected), options, read)
  }
  const isUnusual = (isMore: boolean) => (value: number) => {
    const { p, isHigher } = at(value)
    return p <= options.alpha && isHigher === isMore
  }
  const near = Math.max(0, events / periods - earlier)
  const usualUpTo = largestBelow(isUnusual(true), near)
  let usualFrom: number | null = null
  if (options.direction === 'both') {
    // What is too few stays too few further down: the least that is not, from above.
    let [low, high] = [-1, Math.ceil(near)]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (isUnusual(false)(middle)) low = middle
      else high = middle
    }
    usualFrom = high
  }
  return { reason: null, usualUpTo, usualFrom, dispersion, ...at(count) }
}

function sided(
  tails: { atLeast: number; atMost: number; at: number },
  { direction, pValue }: PointOptions,
  read: (p: number) => number = (p) => p,
): { p: number; isHigher: boolean } {
  const half = pValue.endsWith('-mid') ? tails.at / 2 : 0
  const more = read(Math.min(1, Math.max(0, tails.atLeast - half)))
  if (direction === 'higher') return { p: more, isHigher: true }
  const fewer = read(Math.min(1, Math.max(0, tails.atMost - half)))
  return { p: Math.min(1, 2 * Math.min(more, fewer)), isHigher: more <= fewer }
}
