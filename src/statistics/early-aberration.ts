import { normalAbove, normalQuantile } from './distributions.ts'
import { type History, normalDegrees } from './farrington.ts'

/** C1 compares with the periods just before, C2 leaves two between, C3 adds what C2 has found in three periods. */
export const EARS = ['ears-c1', 'ears-c2', 'ears-c3'] as const
export type Ears = (typeof EARS)[number]

export interface EarsOptions {
  method: Ears
  /** Periods of the baseline. */
  baseline: number
  /** The standard deviation is never taken as less: for baselines of zeros. */
  minSigma: number
}

/** Periods left between the baseline and the first one judged, and how many are judged together. */
const SHAPES: Record<Ears, { guard: number; span: number }> = {
  'ears-c1': { guard: 0, span: 1 },
  'ears-c2': { guard: 2, span: 1 },
  'ears-c3': { guard: 0, span: 3 },
}

/** Periods that a method judges together. */
export function earsSpan(method: Ears): number {
  return SHAPES[method].span
}

/** Periods before the tested one that a method reads at least. */
function earsReach({ method, baseline }: EarsOptions): number {
  return baseline + { 'ears-c1': 0, 'ears-c2': 2, 'ears-c3': 4 }[method]
}

/**
 * The bound of the early aberration reporting system's C1, C2 or C3 (Fricker, Hegler and Dunfee 2008, *Statistics in Medicine* 27): mean
 * plus so many standard deviations of a short baseline. Far too many counts are above it when they are few or in clumps. What C3 carries
 * from the periods before can take it below 0: no count is, so it stops there, and speaks only for a count above the mean.
 *
 * @returns with the tails of the count by the normal distribution, null where a baseline has no spread to divide by;
 * `history-too-short` where a period of the baseline is missing or before `from`.
 */
export function earsBound(
  counts: Float64Array,
  period: number,
  from: number,
  options: EarsOptions,
  alpha: number,
): { mean: number; upper: number | null; tails: { above: number; below: number } | null } | 'history-too-short' {
  if (period - earsReach(options) < from) return 'history-too-short'
  const gap = options.method === 'ears-c1' ? 0 : 2
  const { mean, sd } = window(counts, period - gap, options)
  let carried = 0
  if (options.method === 'ears-c3')
    for (const before of [1, 2]) {
      const then = window(counts, period - before - gap, options)
      const away = (counts[period - before] as number) - then.mean
      // Nothing away over no spread is nothing.
      carried += Math.max(0, (away === 0 ? 0 : away / then.sd) - 1)
    }
  if (Number.isNaN(mean) || Number.isNaN(carried)) return 'history-too-short'
  const away = (counts[period] as number) - mean
  const z = (away === 0 ? 0 : away / sd) + (away > 0 ? carried : 0)
  const upper = Math.max(0, mean + sd * (normalQuantile(1 - alpha) - carried))
  return {
    mean,
    upper: Number.isNaN(upper) ? null : upper,
    tails: Number.isFinite(z) ? { above: normalAbove(z), below: normalAbove(-z) } : null,
  }
}

function window(counts: Float64Array, end: number, { baseline, minSigma }: EarsOptions): { mean: number; sd: number } {
  let sum = 0
  for (let t = end - baseline; t < end; t++) sum += counts[t] as number
  const mean = sum / baseline
  let squares = 0
  for (let t = end - baseline; t < end; t++) squares += ((counts[t] as number) - mean) ** 2
  return { mean, sd: Math.max(minSigma, Math.sqrt(squares / (baseline - 1))) }
}

/**
 * The same baseline as counts: how many events in how many periods, and the dispersion from how far the method's own predictions have been
 * from what came, in all of the series before. So a season that the short baseline cannot follow widens it.
 *
 * @returns the count judged (of three periods for C3) and its history; null where too much is missing.
 */
export function earsHistory(
  counts: Float64Array,
  period: number,
  from: number,
  options: EarsOptions,
): { count: number; earlier: number; history: History } | null {
  const { guard, span } = SHAPES[options.method]
  const { baseline } = options
  const least = Math.ceil(baseline / 2)
  const before = (t: number) => known(counts, t - span + 1 - guard - baseline, t - span + 1 - guard)
  const judged = (t: number) => known(counts, t - span + 1, t + 1)
  if (period - span + 1 - guard - baseline < from) return null
  const now = { base: before(period), own: judged(period) }
  if (now.base.n < least || now.own.n < span) return null
  const first = known(counts, from, from + baseline)
  let squares = 0
  for (let t = from; t < from + baseline; t++)
    if (!Number.isNaN(counts[t] as number)) squares += ((counts[t] as number) - first.sum / first.n) ** 2
  let means = first.n > 1 ? ((first.n - 1) * first.sum) / first.n : 0
  let degrees = Math.max(0, first.n - 1)
  for (let t = from + baseline + guard + span - 1; t < period; t++) {
    const base = before(t)
    const own = judged(t)
    if (base.n < least || own.n < span) continue
    const expected = (span * base.sum) / base.n
    // Three periods that overlap with the next three tell a third each.
    squares += (own.sum - expected) ** 2 / (1 + span / base.n) / span
    means += expected / span
    degrees += 1 / span
  }
  const dispersion = Math.max(1, means > 0 ? squares / means : 1)
  const typical = degrees > 0 ? means / degrees : 0
  return {
    count: now.own.sum,
    earlier: now.own.sum - (counts[period] as number),
    history: {
      events: now.base.sum,
      periods: now.base.n / span,
      dispersion,
      degreesOfFreedom: normalDegrees(Math.max(1, degrees), typical, dispersion),
    },
  }
}

function known(counts: Float64Array, from: number, to: number): { n: number; sum: number } {
  let [n, sum] = [0, 0]
  for (let t = from; t < to; t++)
    if (!Number.isNaN(counts[t] as number)) {
      n++
      sum += counts[t] as number
    }
  return { n, sum }
}
