import { lnFactorial } from './distributions.ts'
import { halfDeviance } from './half-deviance.ts'
import { demand, demandNumbers, demandSameLength } from './invalid.ts'
import { invertSymmetric, normalEquations, solveSymmetric } from './linear-algebra.ts'

export interface PoissonFit {
  coefficients: Float64Array
  /** Covariance at dispersion 1, p × p row by row. */
  covariance: Float64Array
  fitted: Float64Array
  /** Pearson's chi-squared over the degrees of freedom; what quasi-Poisson multiplies the covariance by. */
  dispersion: number
  degreesOfFreedom: number
  deviance: number
  logLikelihood: number
  /** Diagonal of the weighted hat matrix. */
  leverage: Float64Array
}

const ROUNDS = 60
const DONE = 1e-10

/**
 * Poisson regression with the log link by iteratively reweighted least squares (McCullagh and Nelder 1989); the same as R's
 * `glm(family = poisson)`, and with `dispersion` as its `quasipoisson`.
 *
 * @param y counts, from 0. @param x the design, row by row, y.length × p. @param offset added on the log scale.
 * @param weights prior weights; 1 where not given.
 * @returns null where the columns depend on each other or the fit does not settle (all counts 0, for instance).
 * @throws StatisticsInvalid
 */
export function poissonRegression(
  y: ArrayLike<number>,
  x: Float64Array,
  p: number,
  options: { offset?: ArrayLike<number>; weights?: ArrayLike<number> } = {},
): PoissonFit | null {
  const n = y.length
  const offset = options.offset ?? new Float64Array(n)
  const prior = options.weights ?? new Float64Array(n).fill(1)
  demandNumbers(y, 'y', { min: 0 })
  demandSameLength(y, offset, 'offset', 'y')
  demandSameLength(y, prior, 'weights', 'y')
  demand(x.length === n * p, 'x', x.length, [`${n} × ${p} tal`, `${n} × ${p} numbers`])
  demandNumbers(x, 'x')
  demandNumbers(offset, 'offset')
  demand(n > p, 'y', n, [`fler än ${p} värden`, `more than ${p} values`])
  let beta: Float64Array | null = null
  const eta = Float64Array.from(y, (value) => Math.log((value as number) + 0.1))
  const fitted = Float64Array.from(eta, Math.exp)
  const working = new Float64Array(n)
  const weights = new Float64Array(n)
  let deviance = Number.POSITIVE_INFINITY
  let isSettled = false
  for (let round = 0; round < ROUNDS && !isSettled; round++) {
    for (let i = 0; i < n; i++) {
      const mu = fitted[i] as number
      weights[i] = mu * (prior[i] as number)
      working[i] = (eta[i] as number) - (offset[i] as number) + ((y[i] as number) - mu) / mu
    }
    const { a, b } = normalEquations(x, p, weights, working)
    beta = solveSymmetric(a, b)
    if (!beta) return null
    for (let i = 0; i < n; i++) {
      let sum = offset[i] as number
      for (let k = 0; k < p; k++) sum += (x[i * p + k] as number) * (beta[k] as number)
      eta[i] = Math.min(700, Math.max(-700, sum))
      fitted[i] = Math.exp(eta[i] as number)
    }
    const next = devianceOf(y, fitted, prior)
    isSettled = Math.abs(next - deviance) < DONE * (Math.abs(next) + 0.1)
    deviance = next
  }
  if (!beta || !isSettled) return null
  return finish(y, x, p, prior, beta, fitted, deviance)
}

function devianceOf(y: ArrayLike<number>, fitted: Float64Array, prior: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) sum += 2 * (prior[i] as number) * halfDeviance(y[i] as number, fitted[i] as number)
  return sum
}

function finish(
  y: ArrayLike<number>,
  x: Float64Array,
  p: number,
  prior: ArrayLike<number>,
  coefficients: Float64Array,
  fitted: Float64Array,
  deviance: number,
): PoissonFit | null {
  const n = y.length
  const weights = Float64Array.from(fitted, (mu, i) => mu * (prior[i] as number))
  const covariance = invertSymmetric(normalEquations(x, p, weights, weights).a, p)
  if (!covariance) return null
  const leverage = new Float64Array(n)
  let pearson = 0
  let logLikelihood = 0
  for (let i = 0; i < n; i++) {
    const [count, mu] = [y[i] as number, fitted[i] as number]
    pearson += ((prior[i] as number) * (count - mu) ** 2) / mu
    logLikelihood += (prior[i] as number) * (count * Math.log(mu) - mu - lnFactorial(count))
    let h = 0
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++)
        h += (x[i * p + a] as number) * (covariance[a * p + b] as number) * (x[i * p + b] as number)
    leverage[i] = h * (weights[i] as number)
  }
  const degreesOfFreedom = n - p
  const dispersion = pearson / degreesOfFreedom
  return { coefficients, covariance, fitted, dispersion, degreesOfFreedom, deviance, logLikelihood, leverage }
}
