import {
  incbet as betaInc,
  incbi as betaIncInv,
  compiled,
  erfc,
  igam as gammaInc,
  igamc as gammaIncUpper,
  igami as gammaIncUpperInv,
  lgam as logGamma,
  ndtri,
} from 'cephes'

/**
 * Distributions by their usual names, over the special functions of the Cephes library (Moshier 1989; npm `cephes`). What is asked of
 * them here agrees with R to ten figures (`tests/golden/statistics/distributions.test.ts`).
 */

await compiled

/** The library throws where a value is too small for a double; that value is 0, or 1 on the other side of the mean. */
function orEdge(work: () => number, edge: number): number {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && /underflow/.test(error.message)) return edge
    throw error
  }
}

/** P(Z ≤ z). */
export function normalBelow(z: number): number {
  return normalAbove(-z)
}

/** P(Z > z), without loss far out. */
export function normalAbove(z: number): number {
  return orEdge(() => 0.5 * erfc(z / Math.SQRT2), z > 0 ? 0 : 1)
}

/** P(|Z| ≥ |z|). */
export function normalTwoSided(z: number): number {
  return 2 * normalAbove(Math.abs(z))
}

/** The z below which a share p lies; −∞ and ∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  return ndtri(p)
}

/** ln Γ(x), x > 0. */
export function lnGamma(x: number): number {
  const result = logGamma(x)
  return typeof result === 'number' ? result : result[0]
}

/** ln n!. */
export function lnFactorial(n: number): number {
  return n < 2 ? 0 : lnGamma(n + 1)
}

/** The regularised incomplete beta function I_x(a, b). */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return orEdge(() => betaInc(a, b, x), x < a / (a + b) ? 0 : 1)
}

/** The x with I_x(a, b) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  return betaIncInv(a, b, p)
}

/** P(X ≤ x) for a gamma of a shape, scale 1. */
export function gammaBelow(x: number, shape: number): number {
  return x <= 0 ? 0 : orEdge(() => gammaInc(shape, x), x < shape ? 0 : 1)
}

/** P(X > x) for a gamma of a shape, scale 1. */
export function gammaAbove(x: number, shape: number): number {
  return x <= 0 ? 1 : orEdge(() => gammaIncUpper(shape, x), x < shape ? 1 : 0)
}

/** The x below which a share p lies, for a gamma of a shape, scale 1. */
export function gammaQuantile(p: number, shape: number): number {
  if (p <= 0) return 0
  if (p >= 1) return Number.POSITIVE_INFINITY
  if (p > 0.5) return gammaIncUpperInv(shape, 1 - p)
  // 1 − p has lost the digits of a small p: Newton's method from there on, or from the first term of the series where nothing is left.
  let x = p > 1e-12 ? gammaIncUpperInv(shape, 1 - p) : Math.exp((Math.log(p) + lnGamma(shape + 1)) / shape)
  for (let round = 0; round < 8; round++) {
    const step = (gammaBelow(x, shape) - p) / Math.exp((shape - 1) * Math.log(x) - x - lnGamma(shape))
    if (!Number.isFinite(step)) break
    const next = x - step
    x = next > 0 ? next : x / 2
    if (Math.abs(step) <= 1e-14 * x) break
  }
  return x
}

/** P(X > x) for chi-squared. */
export function chiSquaredAbove(x: number, df: number): number {
  return gammaAbove(x / 2, df / 2)
}

/** P(X ≤ k) for Poisson of a mean. */
export function poissonAtMost(k: number, mean: number): number {
  if (k < 0) return 0
  return mean === 0 ? 1 : gammaAbove(mean, Math.floor(k) + 1)
}

/** P(X ≥ k) for Poisson of a mean. */
export function poissonAtLeast(k: number, mean: number): number {
  if (k <= 0) return 1
  return mean === 0 ? 0 : gammaBelow(mean, Math.ceil(k))
}

/** P(X = k) for Poisson of a mean. */
export function poissonAt(k: number, mean: number): number {
  if (k < 0) return 0
  if (mean === 0) return k === 0 ? 1 : 0
  return Math.exp(k * Math.log(mean) - mean - lnFactorial(k))
}

/** P(X ≤ k) for binomial. */
export function binomialAtMost(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  return betaBelow(1 - p, n - k, k + 1)
}

/** P(X ≤ k) for a negative binomial of a size and a mean (R: pnbinom(k, size, mu)). */
export function negativeBinomialAtMost(k: number, size: number, mean: number): number {
  if (k < 0) return 0
  return betaBelow(size / (size + mean), size, Math.floor(k) + 1)
}

/** The least k with P(X ≤ k) ≥ p for a negative binomial of a size and a mean. */
export function negativeBinomialQuantile(p: number, size: number, mean: number): number {
  let high = Math.max(1, Math.ceil(mean))
  while (negativeBinomialAtMost(high, size, mean) < p) high *= 2
  let low = -1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (negativeBinomialAtMost(middle, size, mean) >= p) high = middle
    else low = middle
  }
  return high
}

/** P(T ≤ t) for Student's t; df need not be whole. */
export function studentBelow(t: number, df: number): number {
  if (!Number.isFinite(df)) return normalBelow(t)
  const tail = 0.5 * betaBelow(df / (df + t * t), df / 2, 0.5)
  return t > 0 ? 1 - tail : tail
}

/** The t below which a share p lies; df need not be whole. */
export function studentQuantile(p: number, df: number): number {
  if (!Number.isFinite(df)) return normalQuantile(p)
  if (p === 0.5) return 0
  const x = betaQuantile(2 * Math.min(p, 1 - p), df / 2, 0.5)
  const t = Math.sqrt((df * (1 - x)) / x)
  return p < 0.5 ? -t : t
}
