import {
  betaBelow,
  lnFactorial,
  lnGamma,
  negativeBinomialAtMost,
  negativeBinomialQuantile,
  normalAbove,
  normalQuantile,
  poissonAtLeast,
  poissonAtMost,
} from './distributions.ts'

/** Chances of a count, beside what it is set against. */
export interface Tails {
  /** P(Y ≥ y). */
  atLeast: number
  /** P(Y ≤ y). */
  atMost: number
  /** P(Y = y); 0 where the count is taken as continuous. */
  at: number
}

/** Of a count with a known mean and a variance of `dispersion` times it: negative binomial, Poisson at 1. */
export function pluginTails(y: number, mean: number, dispersion: number): Tails {
  if (dispersion <= 1) {
    const [atLeast, atMost] = [poissonAtLeast(y, mean), poissonAtMost(y, mean)]
    return { atLeast, atMost, at: Math.max(0, atLeast + atMost - 1) }
  }
  const size = mean / (dispersion - 1)
  const atMost = negativeBinomialAtMost(y, size, mean)
  const below = negativeBinomialAtMost(y - 1, size, mean)
  return { atLeast: 1 - below, atMost, at: atMost - below }
}

/** The least count that holds a share of the distribution of {@link pluginTails}; null where it is beyond all counts. */
export function pluginQuantile(share: number, mean: number, dispersion: number): number | null {
  if (!(mean < MOST)) return null
  if (dispersion > 1) return negativeBinomialQuantile(share, mean / (dispersion - 1), mean)
  return leastWhere((k) => poissonAtMost(k, mean) >= share, Math.ceil(mean))
}

/**
 * Of a count beside what has been seen: `events` in so many periods alike. Given the two together, the count is a share of them
 * (binomial for Poisson: Przyborowski and Wilenski 1940; beta-binomial for the negative binomial), so what is not known of the mean is
 * counted, and nothing needs to be large. The dispersion is taken as known.
 *
 * @param events need not be whole, nor `periods`: the distribution is carried on between. @param dispersion variance over mean, from 1.
 */
export function conditionalTails(y: number, events: number, periods: number, dispersion: number): Tails {
  const all = y + events
  if (all <= 0) return { atLeast: 1, atMost: 1, at: 1 }
  const mean = all / (periods + 1)
  const excess = dispersion - 1
  const share = 1 / (periods + 1)
  // Below this the beta-binomial differs from the binomial by less than the arithmetic does.
  if (excess < 1e-9 * (1 + mean)) {
    const atLeast = y === 0 ? 1 : betaBelow(share, y, events + 1)
    const above = events === 0 ? 0 : betaBelow(share, y + 1, events)
    return { atLeast, atMost: 1 - above, at: Math.max(0, atLeast - above) }
  }
  const size = mean / excess
  const rest = periods * size
  if (40 * (dispersion + Math.sqrt(dispersion * mean)) > MOST_TERMS) return shareTails(y, all, share, size + rest)
  // Chance of k + 1 over that of k.
  const up = (k: number): number => ((k + size) * (all - k)) / ((k + 1) * (rest + all - k - 1))
  const at = Math.exp(lnChoose(all, y) + lnBeta(y + size, events + rest) - lnBeta(size, rest))
  // The shorter tail is added up; the other is what is left.
  let sum = at
  let term = at
  if (y >= mean) {
    for (let k = y; k + 1 <= all && term > 1e-17 * sum; k++) {
      term *= up(k)
      sum += term
    }
    const atLeast = Math.min(1, sum)
    return { atLeast, atMost: Math.min(1, 1 - atLeast + at), at }
  }
  for (let k = y - 1; k >= 0 && term > 1e-17 * sum; k--) {
    term /= up(k)
    sum += term
  }
  const atMost = Math.min(1, sum)
  return { atLeast: Math.min(1, 1 - atMost + at), atMost, at }
}

/** More terms than this are not added up. */
const MOST_TERMS = 20_000

/** The same for counts so large that they are as good as continuous: the share is beta, with the beta-binomial's variance. */
function shareTails(y: number, all: number, share: number, both: number): Tails {
  // So clumped that a share is all or nothing has a precision of next to none, and rounding could take it below.
  const precision = Math.max(1e-12, (all * (both + 1)) / (all + both) - 1)
  const [a, b] = [share * precision, (1 - share) * precision]
  const below = betaBelow((y - 0.5) / all, a, b)
  const upTo = betaBelow((y + 0.5) / all, a, b)
  const above = betaBelow(1 - (y - 0.5) / all, b, a)
  return { atLeast: y === 0 ? 1 : above, atMost: upTo, at: Math.max(0, upTo - below) }
}

const lnChoose = (n: number, k: number): number => lnGamma(n + 1) - lnFactorial(k) - lnGamma(n - k + 1)
const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b)

/** The largest count from 0 that is not beyond something that stays true once it is true; null where none is within reach. */
export function largestBelow(isBeyond: (count: number) => boolean, near: number): number | null {
  const first = leastWhere(isBeyond, Math.ceil(near))
  return first > MOST ? null : first - 1
}

/** No count is looked for beyond this. */
const MOST = 1e9

/** How a count is made to look normal before its bound is drawn. */
export const POWERS = ['2/3', '1/2', 'none'] as const
export type Power = (typeof POWERS)[number]
const EXPONENT: Record<Power, number> = { '2/3': 2 / 3, '1/2': 1 / 2, none: 1 }

/** Farrington's bound by the delta rule (1996, section 3.7), and the tail of a count beyond it. */
export class DeltaBound {
  private readonly exponent: number
  private readonly centre: number
  private readonly se: number

  constructor(expected: number, logSe: number, dispersion: number, power: Power) {
    this.exponent = EXPONENT[power]
    this.centre = expected ** this.exponent
    // Variance of the count and of its expectation, over the mean.
    const tau = dispersion + expected * logSe * logSe
    this.se = this.exponent * expected ** (this.exponent - 0.5) * Math.sqrt(tau)
  }

  upper(alpha: number): number {
    return Math.max(0, this.centre + normalQuantile(1 - alpha) * this.se) ** (1 / this.exponent)
  }

  tails(y: number): Tails {
    const z = (y ** this.exponent - this.centre) / this.se
    return { atLeast: normalAbove(z), atMost: normalAbove(-z), at: 0 }
  }
}

/** The least whole number from 0 for which something that stays true once it is true is true. */
function leastWhere(isTrue: (k: number) => boolean, near: number): number {
  let high = Math.max(1, near)
  while (!isTrue(high) && high <= MOST) high *= 2
  let low = -1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isTrue(middle)) high = middle
    else low = middle
  }
  return high
}
