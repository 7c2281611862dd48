import { studentQuantile } from './distributions.ts'
import { type AreaModelFit, fitAreaModel, fitPositive, rowQuadratic, rowTimes } from './fay-herriot.ts'
import { heldWithin, type Interval } from './intervals.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'

export interface SmallArea {
  area: string
  /** What the area's own answers say; null where it has none. */
  estimate: number | null
  /** Standard error of it, above 0. Or `effectiveN` of a share, and the error is then smoothed: √(p(1 − p) / effectiveN) with the p of all areas. */
  se?: number | null
  effectiveN?: number | null
  /** Known of every area, also of those without answers; as many for all. */
  covariates?: readonly number[]
}

export interface SmallAreaEstimate {
  area: string
  direct: number | null
  directSe: number | null
  /** What the model says from the covariates alone. */
  synthetic: number
  /** Between the two; the synthetic one where there is no direct one. */
  estimate: number
  /** Square root of the mean squared error. */
  rootMse: number
  /** Weight of the direct estimate, A / (A + D). */
  directWeight: number
  /** Null with fewer than three areas more than coefficients. */
  interval: Interval | null
}

export interface SmallAreas {
  betweenVariance: number
  /** A of 0: nothing but chance tells the areas from the regression, and all are shown as it says. */
  isWithoutDifferences: boolean
  coefficients: { name: string; estimate: number; se: number }[]
  logLikelihood: number
  degreesOfFreedom: number
  areas: SmallAreaEstimate[]
}

/**
 * Areas with few answers, each by its own estimate and by what areas like it have (Fay and Herriot 1979): A by restricted maximum likelihood, empirical best linear unbiased
 * prediction, mean squared error g₁ + g₂ + 2g₃ (Prasad and Rao 1990; Datta and Lahiri 2000 for this A). An area without answers gets xβ with A + x Cov(β) xᵀ.
 *
 * @param hasIntercept a first covariate that is 1 everywhere.
 * @returns null where there are no more areas with answers than coefficients. @throws StatisticsInvalid
 */
export function smallAreas(
  areas: readonly SmallArea[],
  options: { hasIntercept?: boolean; level?: number } = {},
): SmallAreas | null {
  const { hasIntercept = true, level = 0.95 } = options
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  demand(areas.length >= 1, 'areas', areas.length, ['minst ett område', 'at least one area'])
  const names = namesOf(areas, hasIntercept)
  const p = names.length
  const x = Float64Array.from(areas.flatMap((one) => [...(hasIntercept ? [1] : []), ...(one.covariates ?? [])]))
  const variances = variancesOf(areas)
  const known = areas.flatMap(({ estimate }, i) => (estimate === null ? [] : [i]))
  if (known.length <= p) return null
  const model = {
    estimates: Float64Array.from(known, (i) => areas[i]?.estimate as number),
    variances: Float64Array.from(known, (i) => variances[i] as number),
    covariates: Float64Array.from(known.flatMap((i) => [...x.subarray(i * p, (i + 1) * p)])),
    p,
  }
  const fit = fitAreaModel(model)
  demand(fit !== null, 'areas[0].covariates', areas[0]?.covariates, [
    'kovariat som inte är en kombination av de andra',
    'covariates that are no combination of the others',
  ])
  const positive = fitPositive(model)
  const degreesOfFreedom = known.length - p
  // Whoever gives effective n of all has given shares: limits beyond 0 and 1 say nothing of one.
  const areShares = known.every((i) => (areas[i]?.effectiveN ?? null) !== null)
  const half = studentQuantile(1 - (1 - level) / 2, degreesOfFreedom)
  return {
    betweenVariance: fit.betweenVariance,
    isWithoutDifferences: fit.betweenVariance === 0,
    coefficients: names.map((name, k) => ({
      name,
      estimate: fit.coefficients[k] as number,
      se: Math.sqrt(fit.covariance[k * p + k] as number),
    })),
    logLikelihood: fit.logLikelihood - 0.5 * degreesOfFreedom * Math.log(2 * Math.PI),
    degreesOfFreedom,
    areas: areas.map((one, i) => predict(one, fit, positive, x, i, p, variances[i] ?? null, half, areShares)),
  }
}

function predict(
  { area, estimate }: SmallArea,
  fit: AreaModelFit,
  positive: AreaModelFit | null,
  x: Float64Array,
  row: number,
  p: number,
  variance: number | null,
  half: number,
  isShare: boolean,
): SmallAreaEstimate {
  const synthetic = rowTimes(x, row, fit.coefficients, p)
  const isDirect = estimate !== null && variance !== null
  const directWeight = isDirect ? fit.betweenVariance / (fit.betweenVariance + variance) : 0
  const best = isDirect ? synthetic + directWeight * (estimate - synthetic) : synthetic
  const mse = meanSquaredError(fit, rowQuadratic(x, row, fit.covariance, p), variance)
  const wide = positive && meanSquaredError(positive, rowQuadratic(x, row, positive.covariance, p), variance)
  const reach = wide === null ? null : half * Math.sqrt(Math.max(mse, wide))
  const interval = reach === null ? null : { low: best - reach, high: best + reach }
  return {
    area,
    direct: estimate,
    directSe: isDirect ? Math.sqrt(variance) : null,
    synthetic,
    estimate: best,
    rootMse: Math.sqrt(mse),
    directWeight,
    interval: interval && isShare ? heldWithin(interval, 0, 1) : interval,
  }
}

/** g₁ + g₂ + 2g₃ of an area with a direct estimate; A + x Cov(β) xᵀ of one without. */
function meanSquaredError(fit: AreaModelFit, regression: number, variance: number | null): number {
  const between = fit.betweenVariance
  if (variance === null) return between + regression
  const all = between + variance
  const g1 = (between * variance) / all
  const g2 = (variance / all) ** 2 * regression
  const g3 = (variance ** 2 / all ** 3) * fit.betweenVarianceVariance
  return g1 + g2 + 2 * g3
}

function namesOf(areas: readonly SmallArea[], hasIntercept: boolean): string[] {
  const count = areas[0]?.covariates?.length ?? 0
  const seen = new Set<string>()
  areas.forEach(({ area, covariates = [] }, i) => {
    demand(covariates.length === count, `areas[${i}].covariates`, covariates.length, [
      `${count} tal, som i det första området`,
      `${count} numbers, as in the first area`,
    ])
    demandNumbers(covariates, `areas[${i}].covariates`)
    demand(!seen.has(area), `areas[${i}].area`, area, ['ett nytt områdesnamn', 'a new name of an area'])
    seen.add(area)
  })
  demand(hasIntercept || count > 0, 'hasIntercept', hasIntercept, ['true utan kovariat', 'true without covariates'])
  return [...(hasIntercept ? ['intercept'] : []), ...Array.from({ length: count }, (_, k) => `x${k + 1}`)]
}

/** Sampling variance of each area with an estimate, as given or smoothed: with few answers an area's own p(1 − p) is as shaky as its p. */
function variancesOf(areas: readonly SmallArea[]): (number | null)[] {
  let [yes, all] = [0, 0]
  areas.forEach(({ estimate, effectiveN }, i) => {
    if (estimate === null) return
    demandNumber(estimate, `areas[${i}].estimate`)
    if (effectiveN === null || effectiveN === undefined) return
    demandNumber(effectiveN, `areas[${i}].effectiveN`, { min: Number.MIN_VALUE })
    demandNumber(estimate, `areas[${i}].estimate`, { min: 0, max: 1 })
    yes += estimate * effectiveN
    all += effectiveN
  })
  const share = all === 0 ? 0 : yes / all
  return areas.map(({ estimate, se, effectiveN }, i) => {
    if (estimate === null) return null
    const hasN = effectiveN !== null && effectiveN !== undefined
    if (se !== null && se !== undefined) {
      demand(!hasN, `areas[${i}].effectiveN`, effectiveN, [
        'se eller effectiveN, inte båda',
        'se or effectiveN, not both',
      ])
      demand(Number.isFinite(se) && se > 0, `areas[${i}].se`, se, [
        'mer än 0 (för en andel där alla svarat lika: ange effectiveN i stället)',
        'more than 0 (for a share where all answered alike: give effectiveN instead)',
      ])
      return se * se
    }
    demand(hasN, `areas[${i}].se`, se, ['se, eller effectiveN för en andel', 'se, or effectiveN of a share'])
    demand(share > 0 && share < 1, `areas[${i}].effectiveN`, effectiveN, [
      'se, när andelen är 0 eller 1 i alla områden',
      'se, where the share is 0 or 1 in all areas',
    ])
    return (share * (1 - share)) / effectiveN
  })
}
