import { normalQuantile, studentBelow, studentQuantile } from './distributions.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'
import { type PoissonFit, poissonRegression } from './poisson-regression.ts'

export interface InterruptedSeriesInput {
  counts: readonly number[]
  /** Index of the first period when the measure was in place. */
  start: number
  /** Population or days of each period; counts are taken per unit of it. */
  exposure?: readonly number[]
  /** Periods in a year, 12 if not said. */
  periodsPerYear?: number
  /** Pairs of sine and cosine to describe the seasons with, 1 if not said; 0 is no season, and all there can be with fewer than four periods a year. */
  harmonics?: number
  /** Whether the slope may change too, beside the level. */
  hasSlopeChange?: boolean
  level?: number
}

export interface RateRatio {
  ratio: number
  low: number
  high: number
}

export interface InterruptedSeries {
  /**
   * The step in level at the start, a rate ratio: with Poisson's limits, with quasi-Poisson's on the normal (as the reference has them),
   * and on Student's t with a dispersion of at least 1, which keep their level in short series and are to be used; `p` is theirs.
   */
  step: { poisson: RateRatio; quasiPoisson: RateRatio; student: RateRatio; p: number }
  /** Change of trend per period after the start, with limits like `student`; null where it was not asked for. */
  slope: RateRatio | null
  trendPerPeriod: RateRatio
  /** As the reference has it, also where it is under 1. */
  dispersion: number
  degreesOfFreedom: number
  fitted: number[]
  /** What the model says would have come without the measure. */
  counterfactual: number[]
}

/** Fewer periods than this on either side tell a step from a trend badly. */
const LEAST_SIDE = 6
/** Upper over lower limit of a ratio; further apart there is nothing to tell. */
const FURTHEST_APART = 1e12
/** More tell no season: the shortest wave is then a few per cent of a year. */
const MOST_HARMONICS = 20

/**
 * Interrupted time series: segmented quasi-Poisson regression with a trend, a step at the start and seasons as harmonics (Bernal, Cummins
 * and Gasparrini 2017, *International Journal of Epidemiology* 46).
 *
 * @returns null where the series cannot be fitted (nothing but zeros, for instance, fewer periods than terms, or so few events that the terms take
 * them apart and a limit has no end): it cannot be told.
 * @throws StatisticsInvalid
 */
export function interruptedSeries(input: InterruptedSeriesInput): InterruptedSeries | null {
  const { counts, start, periodsPerYear = 12, harmonics = 1, hasSlopeChange = false, level = 0.95 } = input
  const n = counts.length
  demandNumbers(counts, 'counts', COUNT)
  demand(n >= 2 * LEAST_SIDE, 'counts', n, [
    `minst ${2 * LEAST_SIDE} perioder, ${LEAST_SIDE} på var sida om början`,
    `at least ${2 * LEAST_SIDE} periods, ${LEAST_SIDE} on each side of the start`,
  ])
  demandNumber(start, 'start', { isWhole: true, min: LEAST_SIDE, max: n - LEAST_SIDE })
  demandNumber(periodsPerYear, 'periodsPerYear', { min: 1, max: 1e4 })
  const mostHarmonics = Math.max(0, Math.min(MOST_HARMONICS, Math.floor(periodsPerYear / 2) - 1))
  demandNumber(harmonics, 'harmonics', { isWhole: true, min: 0, max: mostHarmonics })
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  const exposure = input.exposure ?? counts.map(() => 1)
  demand(exposure.length === n, 'exposure', exposure.length, [`${n} värden`, `${n} values`])
  demandNumbers(exposure, 'exposure', EXPOSURE)
  // With nothing at all on one side there is no rate to set the other against.
  const isEmpty = (from: number, to: number): boolean => counts.slice(from, to).every((count) => count === 0)
  if (isEmpty(0, start) || isEmpty(start, n)) return null
  const x: number[] = []
  const row = (t: number, isAfter: boolean): number[] => [
    1,
    t + 1,
    isAfter ? 1 : 0,
    ...(hasSlopeChange ? [isAfter ? t - start : 0] : []),
    ...Array.from({ length: harmonics }, (_, k) => {
      const angle = (2 * Math.PI * (k + 1) * (t + 1)) / periodsPerYear
      return [Math.sin(angle), Math.cos(angle)]
    }).flat(),
  ]
  for (let t = 0; t < n; t++) x.push(...row(t, t >= start))
  const p = row(0, false).length
  if (n <= p) return null
  const offset = exposure.map(Math.log)
  const fit = poissonRegression(counts, Float64Array.from(x), p, { offset })
  if (!fit) return null
  const ratio = (k: number, spread: number, quantile: number): RateRatio => ratioOf(fit, p, k, spread, quantile)
  const z = normalQuantile(1 - (1 - level) / 2)
  const t = studentQuantile(1 - (1 - level) / 2, fit.degreesOfFreedom)
  // Varying less than Poisson is chance, or rounding in a series without any variation: it makes nothing more certain.
  const dispersion = Math.max(1, fit.dispersion)
  const se = Math.sqrt(dispersion * (fit.covariance[2 * p + 2] as number))
  const stepP = 2 * studentBelow(-Math.abs((fit.coefficients[2] as number) / se), fit.degreesOfFreedom)
  const counterfactual = counts.map((_, at) => {
    const columns = row(at, false)
    return Math.exp(
      (offset[at] as number) + columns.reduce((sum, value, k) => sum + value * (fit.coefficients[k] as number), 0),
    )
  })
  const step = { poisson: ratio(2, 1, z), quasiPoisson: ratio(2, fit.dispersion, z), student: ratio(2, dispersion, t) }
  const slope = hasSlopeChange ? ratio(3, dispersion, t) : null
  const trendPerPeriod = ratio(1, dispersion, t)
  const limits = [...Object.values(step), trendPerPeriod, ...(slope ? [slope] : [])]
  // Limits further apart than any rates are: the terms have taken the few events apart.
  if (!limits.every(({ low, high }) => high / low < FURTHEST_APART)) return null
  if (!counterfactual.every(Number.isFinite)) return null
  return {
    step: { ...step, p: stepP },
    slope,
    trendPerPeriod,
    dispersion: fit.dispersion,
    degreesOfFreedom: fit.degreesOfFreedom,
    fitted: [...fit.fitted],
    counterfactual,
  }
}

function ratioOf(fit: PoissonFit, p: number, k: number, dispersion: number, quantile: number): RateRatio {
  const beta = fit.coefficients[k] as number
  const half = quantile * Math.sqrt(dispersion * (fit.covariance[k * p + k] as number))
  return { ratio: Math.exp(beta), low: Math.exp(beta - half), high: Math.exp(beta + half) }
}
