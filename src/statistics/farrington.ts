import { studentBelow } from './distributions.ts'
import { type BaselineOptions, baselineOf } from './farrington-baseline.ts'
import { fitLevels, type LevelData, type LevelFit } from './level-poisson.ts'
import { beforeReweighting } from './reweighting-bias.ts'

export interface FarringtonOptions extends BaselineOptions {
  hasReweighting: boolean
  /** Standardised Anscombe residuals beyond this make a period count for less: it was an outbreak. */
  weightsThreshold: number
  hasTrend: boolean
  /** The trend is kept where its p is below this. */
  trendThreshold: number
  scale: Scale
}

/**
 * What standard errors are multiplied by. `quasi-poisson` is the dispersion, as in the papers. `surveillance` is what the R package of
 * that name (1.20) does after reweighting: the mean square of the *working* residuals, since the weights of past outbreaks have taken
 * the place of the model's own. It decides which trends are kept and how wide the bounds `delta` and `muan` are there, nothing else.
 */
export const SCALES = ['surveillance', 'quasi-poisson'] as const
export type Scale = (typeof SCALES)[number]

/** What is expected of one period by its own history. */
export interface FarringtonExpected {
  expected: number
  /** Standard error of the log of the expected count, dispersion counted. */
  logSe: number
  /** The same on the scale asked for; what the bounds `delta` and `muan` take. */
  scaledLogSe: number
  /** At least 1. */
  dispersion: number
  /** Per period; null where no trend is kept. */
  trend: number | null
  history: History
}

/** What a count may be set beside: so many events in so many periods alike, and how much more than Poisson they vary. */
export interface History {
  events: number
  periods: number
  dispersion: number
  /** How well the dispersion is known: so many degrees of freedom as for a normal sample. */
  degreesOfFreedom: number
}

/**
 * The expected count of a period by Farrington's method as improved by Noufaily et al. (2013, *Statistics in Medicine* 32): a
 * quasi-Poisson regression on its baseline, past outbreaks weighed down, the trend kept only where it is significant, there are three
 * years of history and it does not lead beyond the largest count seen.
 *
 * @param counts NaN is a period that is missing. @param exposure of each period, for a rate; null for none.
 * @param anniversary see {@link baselineOf}. @returns null where the history does not reach or the regression does not settle.
 */
export function farringtonExpected(
  counts: Float64Array,
  period: number,
  exposure: Float64Array | null,
  anniversary: (years: number) => number,
  options: FarringtonOptions,
): FarringtonExpected | null {
  const data = dataOf(counts, period, exposure, anniversary, options)
  if (!data) return null
  const offsetNow = exposure ? Math.log(exposure[period] as number) : 0
  const predicted = (fit: LevelFit) => {
    const { eta, variance } = fit.at(data.own, period)
    return { fit, expected: Math.exp(eta + offsetNow), variance }
  }
  const fitted = (time: Float64Array | null) => {
    const fit = reweighted({ ...data, time }, options)
    const found = fit && predicted(fit)
    return found && Number.isFinite(found.expected) && Number.isFinite(found.variance) ? found : null
  }
  const withTrend = options.hasTrend ? fitted(data.time) : null
  const isTrend =
    withTrend !== null &&
    options.yearsBack >= 3 &&
    withTrend.fit.slope !== 0 &&
    slopeP(withTrend.fit, options) < options.trendThreshold
  const isTrendKept = isTrend && withTrend.expected <= data.largest
  const found = isTrendKept ? withTrend : fitted(null)
  if (!found) return null
  const dispersion = Math.max(1, found.fit.dispersion)
  return {
    expected: found.expected,
    logSe: Math.sqrt(found.variance * dispersion),
    scaledLogSe: Math.sqrt(found.variance * scaleOf(found.fit, options)),
    dispersion,
    trend: isTrendKept ? found.fit.slope : null,
    // A trend that leads beyond what has been seen is left out above, as published; the events beside which a count is judged then
    // stop at the largest count instead, or a steady rise would be an alarm every week.
    history:
      isTrend && !isTrendKept ? historyOf(withTrend, data, options, data.largest) : historyOf(found, data, options),
  }
}

/** What the regression knows of the period, with what reweighting took from it given back. */
function historyOf(
  { fit, expected, variance }: { fit: LevelFit; expected: number; variance: number },
  { y }: LevelData,
  { hasReweighting, weightsThreshold }: FarringtonOptions,
  most = Number.POSITIVE_INFINITY,
): History {
  const typical = y.reduce((sum, count) => sum + count, 0) / y.length
  const start = { mean: Math.min(expected, most), dispersion: Math.max(1, fit.dispersion) }
  const { mean, dispersion } = hasReweighting
    ? beforeReweighting(start.mean, typical, fit.dispersion, weightsThreshold)
    : start
  return {
    events: 1 / variance,
    periods: 1 / (variance * mean),
    dispersion,
    degreesOfFreedom: normalDegrees(fit.degreesOfFreedom, typical, dispersion),
  }
}

/** Fewer would call nothing unusual of what hardly ever happens; there the least number of events for an alarm keeps the level. */
const LEAST_DEGREES = 6

/** Degrees of freedom of a normal sample whose variance is as well known as that of so skew counts (the excess is the negative binomial's). */
export function normalDegrees(degreesOfFreedom: number, mean: number, dispersion: number): number {
  const excess = mean > 0 ? (6 * (dispersion - 1)) / mean + 1 / (mean * dispersion) : 0
  return Math.max(LEAST_DEGREES, (2 * degreesOfFreedom) / (2 + excess))
}

function scaleOf(fit: LevelFit, { scale, hasReweighting }: FarringtonOptions): number {
  if (scale === 'quasi-poisson') return Math.max(1, fit.dispersion)
  return hasReweighting ? fit.workingSquare : fit.dispersion
}

/** Two-sided p of the slope. */
function slopeP(fit: LevelFit, options: FarringtonOptions): number {
  const t = fit.slope / Math.sqrt(fit.slopeVariance * scaleOf(fit, options))
  return 2 * studentBelow(-Math.abs(t), fit.degreesOfFreedom)
}

interface BaselineData extends LevelData {
  own: number
  largest: number
}

function dataOf(
  counts: Float64Array,
  period: number,
  exposure: Float64Array | null,
  anniversary: (years: number) => number,
  options: BaselineOptions,
): BaselineData | null {
  const baseline = baselineOf(period, anniversary, options)
  if (!baseline) return null
  const size = baseline.periods.length
  const [y, time] = [new Float64Array(size), new Float64Array(size)]
  const level = new Int32Array(size)
  const offset = exposure ? new Float64Array(size) : null
  let [kept, largest, hasOwn] = [0, 0, false]
  for (let i = 0; i < size; i++) {
    const at = baseline.periods[i] as number
    const count = counts[at] as number
    if (Number.isNaN(count)) continue
    y[kept] = count
    time[kept] = at
    level[kept] = baseline.level[i] as number
    if (offset && exposure) offset[kept] = Math.log(exposure[at] as number)
    if (level[kept] === baseline.own) hasOwn = true
    if (count > largest) largest = count
    kept++
  }
  if (!hasOwn) return null
  return {
    y: y.subarray(0, kept),
    level: level.subarray(0, kept),
    levels: baseline.levels,
    time: time.subarray(0, kept),
    offset: offset?.subarray(0, kept) ?? null,
    prior: null,
    own: baseline.own,
    largest,
  }
}

/** Fits, weighs what stands out down, and fits again. */
function reweighted(data: LevelData, options: FarringtonOptions): LevelFit | null {
  const first = fitLevels(data)
  if (!first || !options.hasReweighting) return first
  return fitLevels({ ...data, prior: outbreakWeights(data.y, first, options.weightsThreshold) })
}

/** Weights γ, and γ/s² where the standardised Anscombe residual s is beyond the threshold; they add up to the number of periods. */
function outbreakWeights(y: Float64Array, fit: LevelFit, threshold: number): Float64Array {
  const scale = 1.5 / Math.sqrt(Math.max(1, fit.dispersion))
  const weights = new Float64Array(y.length)
  let sum = 0
  for (let i = 0; i < y.length; i++) {
    const mu = fit.fitted[i] as number
    const away = Math.cbrt((y[i] as number) ** 2) - Math.cbrt(mu * mu)
    const s = (scale * away) / Math.sqrt(Math.cbrt(mu) * (1 - (fit.leverage[i] as number)))
    const own = s > threshold ? 1 / (s * s) : 1
    weights[i] = own
    sum += own
  }
  const gamma = y.length / sum
  return weights.map((own) => own * gamma)
}
