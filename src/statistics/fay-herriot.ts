import { invertSymmetric, normalEquations } from './linear-algebra.ts'

/** Direct estimates of areas with their sampling variances, and covariates row by row (m × p). */
export interface AreaModel {
  estimates: Float64Array
  variances: Float64Array
  covariates: Float64Array
  p: number
}

export interface AreaModelFit {
  /** Variance of the areas around the regression. */
  betweenVariance: number
  coefficients: Float64Array
  /** Of the coefficients, p × p. */
  covariance: Float64Array
  logLikelihood: number
  /** Asymptotic variance of `betweenVariance`: 2 / Σ (A + D)⁻². */
  betweenVarianceVariance: number
}

const ROUNDS = 200

/**
 * The model of Fay and Herriot (1979), y = xβ + v + e with v ~ (0, A) and e ~ (0, D) known, by restricted maximum likelihood: Fisher's scoring on A ≥ 0 with
 * halved steps, from several starts, since the likelihood may have more than one top.
 *
 * @returns null where the covariates depend on each other.
 */
export function fitAreaModel(model: AreaModel): AreaModelFit | null {
  const starts = startsOf(model)
  let best: Point | null = null
  for (const start of starts) {
    const found = climb(model, start)
    if (!found) return null
    if (!best || found.logLikelihood > best.logLikelihood + 1e-12) best = found
  }
  if (!best) return null
  return fitOf(model, best)
}

function fitOf({ variances }: AreaModel, { a, coefficients, covariance, logLikelihood }: Point): AreaModelFit {
  let information = 0
  for (const d of variances) information += 1 / (a + d) ** 2
  return { betweenVariance: a, coefficients, covariance, logLikelihood, betweenVarianceVariance: 2 / information }
}

/**
 * The same with the A that makes A times the likelihood greatest, which is never 0 (Li and Lahiri 2010): for limits, which at A = 0 would be those of the regression line alone.
 *
 * @returns null where it has no top: fewer than three areas more than coefficients.
 */
export function fitPositive(model: AreaModel): AreaModelFit | null {
  const m = model.estimates.length
  if (m - model.p < 3) return null
  const scales = [...model.variances, ...startsOf(model)].filter((value) => value > 0)
  const slope = (a: number): number => 1 / a + (pointAt(model, a)?.score ?? 0)
  // On a scale of logarithms: the top is where the slope turns from rising to falling.
  let [from, to] = [Math.log(Math.min(...scales) * 1e-6), Math.log(Math.max(...scales) * 1e6)]
  for (let round = 0; round < 60; round++) {
    const middle = (from + to) / 2
    if (slope(Math.exp(middle)) > 0) from = middle
    else to = middle
  }
  const top = pointAt(model, Math.exp((from + to) / 2))
  return top && fitOf(model, top)
}

/** The likelihood at one A, with its slope and information there. */
interface Point {
  a: number
  logLikelihood: number
  score: number
  information: number
  coefficients: Float64Array
  covariance: Float64Array
}

/** None between the areas, what the plain residuals leave over, and the scale of the sampling variances to each side. */
function startsOf({ estimates, variances }: AreaModel): number[] {
  const m = estimates.length
  const mean = estimates.reduce((a, b) => a + b, 0) / m
  const spread = estimates.reduce((sum, y) => sum + (y - mean) ** 2, 0) / Math.max(1, m - 1)
  const noise = variances.reduce((a, b) => a + b, 0) / m
  return [0, Math.max(spread - noise, 0.01 * noise), spread, noise]
}

function climb(model: AreaModel, start: number): Point | null {
  let at = pointAt(model, start)
  if (!at) return null
  const scale = model.variances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  for (let round = 1; round <= ROUNDS; round++) {
    if (at.a === 0 && at.score <= 0) return at
    let step = at.score / at.information
    let next: Point | null = null
    for (let halving = 0; halving < 50; halving++) {
      next = pointAt(model, Math.max(0, at.a + step))
      if (next && next.logLikelihood >= at.logLikelihood) break
      step /= 2
    }
    if (!next || next.logLikelihood < at.logLikelihood) return at
    const moved = Math.abs(next.a - at.a)
    at = next
    if (moved <= 1e-13 * (at.a + scale)) return at
  }
  return at
}

/**
 * l = −½ (Σ ln(A + D) + ln|XᵀV⁻¹X| + yᵀPy), its slope −½ (tr P − yᵀPPy) and its expected information ½ tr(PP), with P = V⁻¹ − V⁻¹X(XᵀV⁻¹X)⁻¹XᵀV⁻¹.
 */
function pointAt({ estimates, variances, covariates, p }: AreaModel, a: number): Point | null {
  const m = estimates.length
  const weights = Float64Array.from(variances, (d) => 1 / (a + d))
  const normal = normalEquations(covariates, p, weights, estimates)
  const covariance = invertSymmetric(normal.a, p)
  const logDeterminant = logDeterminantOf(normal.a, p)
  if (!covariance || logDeterminant === null) return null
  const coefficients = times(covariance, normal.b, p)
  // XᵀV⁻²X and XᵀV⁻³X, for the traces.
  const squares = normalEquations(
    covariates,
    p,
    weights.map((w) => w * w),
    estimates,
  ).a
  const cubes = normalEquations(
    covariates,
    p,
    weights.map((w) => w * w * w),
    estimates,
  ).a
  const m2 = product(covariance, squares, p)
  let [logs, w1, w2, quadratic] = [0, 0, 0, 0]
  const residuals = new Float64Array(m)
  for (let i = 0; i < m; i++) {
    const w = weights[i] as number
    const r = (estimates[i] as number) - rowTimes(covariates, i, coefficients, p)
    residuals[i] = w * r
    logs -= Math.log(w)
    w1 += w
    w2 += w * w
    quadratic += w * r * r
  }
  // Py is V⁻¹r, so yᵀPPy is the sum of its squares.
  const squaredResiduals = residuals.reduce((sum, r) => sum + r * r, 0)
  const trace = w1 - traceOf(m2, p)
  const traceSquared = w2 - 2 * traceOf(product(covariance, cubes, p), p) + traceOf(product(m2, m2, p), p)
  return {
    a,
    logLikelihood: -0.5 * (logs + logDeterminant + quadratic),
    score: -0.5 * (trace - squaredResiduals),
    information: 0.5 * traceSquared,
    coefficients,
    covariance,
  }
}

/** Of one area's row: xᵢβ. */
export function rowTimes(x: Float64Array, row: number, beta: Float64Array, p: number): number {
  let sum = 0
  for (let k = 0; k < p; k++) sum += (x[row * p + k] as number) * (beta[k] as number)
  return sum
}

/** xᵢ C xᵢᵀ. */
export function rowQuadratic(x: Float64Array, row: number, c: Float64Array, p: number): number {
  let sum = 0
  for (let j = 0; j < p; j++)
    for (let k = 0; k < p; k++)
      sum += (x[row * p + j] as number) * (c[j * p + k] as number) * (x[row * p + k] as number)
  return sum
}

function times(a: Float64Array, b: Float64Array, p: number): Float64Array {
  return Float64Array.from({ length: p }, (_, i) => rowTimes(a, i, b, p))
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const c = new Float64Array(p * p)
  for (let i = 0; i < p; i++)
    for (let k = 0; k < p; k++)
      for (let j = 0; j < p; j++)
        c[i * p + j] = (c[i * p + j] as number) + (a[i * p + k] as number) * (b[k * p + j] as number)
  return c
}

function traceOf(a: Float64Array, p: number): number {
  let sum = 0
  for (let i = 0; i < p; i++) sum += a[i * p + i] as number
  return sum
}

/** ln|A| of a symmetric positive definite A, by elimination. */
function logDeterminantOf(a: Float64Array, p: number): number | null {
  const left = Float64Array.from(a)
  let sum = 0
  for (let k = 0; k < p; k++) {
    const pivot = left[k * p + k] as number
    if (!(pivot > 0)) return null
    sum += Math.log(pivot)
    for (let i = k + 1; i < p; i++) {
      const factor = (left[i * p + k] as number) / pivot
      for (let j = k; j < p; j++) left[i * p + j] = (left[i * p + j] as number) - factor * (left[k * p + j] as number)
    }
  }
  return sum
}
