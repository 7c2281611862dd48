import {
  incbet as betaInc,
  compiled,
  erfc,
  igam as gammaInc,
  igamc as gammaIncUpper,
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
  // There the library multiplies Γ(a) with Γ(b), which overflows though Γ(a + b) does not: one step further it takes logarithms.
  if (Math.min(a, b) < 1 && a + b > 150 && a + b < 171.7) {
    const term = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + lnGamma(a + b) - lnGamma(a) - lnGamma(b))
    return a < 1 ? betaBelow(x, a, b + 1) - term / b : betaBelow(x, a + 1, b) + term / a
  }
  return orEdge(() => betaInc(a, b, x), x < a / (a + b) ? 0 : 1)
}

/**
 * The x with I_x(a, b) = p: Newton's method between two bounds on the log odds of x. The library's own inverse throws on its
 * way for some large a and b, and is wrong for small ones.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  // On the side where x is the smaller of x and 1 − x nothing is lost.
  const isAbove = betaBelow(0.5, a, b) < p
  const tail = isAbove ? 1 - p : p
  const below = (odds: number): number => 1 / (1 + Math.exp(-odds))
  const lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b)
  const odds = rootOf(
    (t) => (isAbove ? tail - betaBelow(below(-t), b, a) : betaBelow(below(t), a, b) - tail),
    // The density of the log odds, x (1 − x) times that of x.
    (t) => Math.exp(-a * Math.log1p(Math.exp(-t)) - b * Math.log1p(Math.exp(t)) - lnBeta),
    Math.max(-700, Math.min(36, Math.log(a / b) + normalQuantile(p) * Math.sqrt(1 / a + 1 / b))),
    [-745, 745],
  )
  return below(odds)
}

/**
 * Where something that rises is 0, by Newton's method, and by halves where that would leave the bounds that are known. Ends where a step is no
 * shorter than the one before: what is left is rounding.
 */
function rootOf(
  value: (x: number) => number,
  slope: (x: number) => number,
  start: number,
  bounds: readonly [low: number, high: number],
): number {
  let [low, high] = bounds
  let x = start
  let last = Number.POSITIVE_INFINITY
  for (let round = 0; round < 200; round++) {
    const error = value(x)
    if (error === 0) return x
    if (error > 0) high = x
    else low = x
    let next = x - error / slope(x)
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * x : (low + high) / 2
    const step = Math.abs(next - x)
    const scale = Math.abs(x)
    if (step <= 1e-15 * scale || (step >= last && step < 1e-9 * scale)) return next
    last = step
    x = next
  }
  return x
}

/** P(X ≤ x) for a gamma of a shape, scale 1. */
export function gammaBelow(x: number, shape: number): number {
  return x <= 0 ? 0 : orEdge(() => gammaInc(shape, x), x < shape ? 0 : 1)
}

/** P(X > x) for a gamma of a shape, scale 1. */
export function gammaAbove(x: number, shape: number): number {
  return x <= 0 ? 1 : orEdge(() => gammaIncUpper(shape, x), x < shape ? 1 : 0)
}

/**
 * The x below which a share p lies, for a gamma of a shape, scale 1: Newton's method between two bounds on the shorter tail. The library's own
 * inverse throws on its way for every fifth large shape, and has lost the digits of a small p.
 */
export function gammaQuantile(p: number, shape: number): number {
  if (p <= 0) return 0
  if (p >= 1) return Number.POSITIVE_INFINITY
  const isAbove = p > 0.5
  const tail = isAbove ? 1 - p : p
  const tooFar = (x: number): number => (isAbove ? tail - gammaAbove(x, shape) : gammaBelow(x, shape) - tail)
  return rootOf(tooFar, (x) => Math.exp((shape - 1) * Math.log(x) - x - lnGamma(shape)), nearGammaQuantile(p, shape), [
    0,
    Number.POSITIVE_INFINITY,
  ])
}

/** Wilson and Hilferty's (1931), or where that is far off the first term of the series. */
function nearGammaQuantile(p: number, shape: number): number {
  const root = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape))
  if (shape >= 1 && root > 0.1) return shape * root ** 3
  return Math.max(Number.MIN_VALUE, Math.exp((Math.log(p) + lnGamma(shape + 1)) / shape))
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
