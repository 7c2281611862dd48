import { lnFactorial, lnGamma } from './distributions.ts'

/**
 * What reweighting takes away where nothing has happened. A count is weighed down where its standardised Anscombe residual is beyond the
 * threshold; in a skew distribution that is more than chance of a normal one, and both the mean and the dispersion come out too low
 * (Noufaily et al. 2013 chose 2.58 for that reason; with variances of some times the mean it is not enough). Solves for the mean and the
 * dispersion of a negative binomial that the reweighting would have turned into those found.
 *
 * @param mean found for the period. @param typical mean of the whole baseline, to which the dispersion belongs.
 */
export function beforeReweighting(
  mean: number,
  typical: number,
  dispersion: number,
  threshold: number,
): { mean: number; dispersion: number } {
  let [own, all, phi] = [mean, typical, Math.max(1, dispersion)]
  for (let round = 0; round < ROUNDS; round++) {
    const [ownBias, bias] = [biasAt(own, phi, threshold), biasAt(all, phi, threshold)]
    own = mean / kept(ownBias.mean)
    all = typical / kept(bias.mean)
    phi = Math.max(1, dispersion / kept(bias.dispersion))
  }
  return { mean: own, dispersion: phi }
}

const ROUNDS = 6

/** Where events are so rare that each of them looks like an outbreak, nearly nothing is left and what was there cannot be told back. */
const LEAST_KEPT = 0.05
const kept = (share: number): number => (share > LEAST_KEPT ? Math.min(1, share) : LEAST_KEPT)
/** The tail of a count falls at least geometrically; further out than this there is nothing of it. */
const MOST_TERMS = 100_000

/** The share of the mean and of the dispersion that is left. */
function biasAt(mean: number, dispersion: number, threshold: number): { mean: number; dispersion: number } {
  if (!(mean > 0)) return { mean: 1, dispersion: 1 }
  const scale = 1.5 / Math.sqrt(dispersion * Math.cbrt(mean))
  const root = Math.cbrt(mean * mean)
  let y = Math.floor((root + threshold / scale) ** 1.5) + 1
  let chance = pointChance(y, mean, dispersion)
  // What is lost of the weights, of the counts and of their squares.
  let [weights, counts, squares] = [0, 0, 0]
  for (let term = 0; term < MOST_TERMS; term++) {
    const s = scale * (Math.cbrt(y * y) - root)
    const lost = s > threshold ? (1 - 1 / (s * s)) * chance : 0
    weights += lost
    counts += lost * y
    squares += lost * y * y
    if (lost * y * y < 1e-9 * (squares + mean)) break
    chance *= nextOver(y, mean, dispersion)
    y++
  }
  const left = 1 - weights
  const newMean = (mean - counts) / left
  const newSquare = (mean * dispersion + mean * mean - squares) / left
  return { mean: newMean / mean, dispersion: (newSquare - newMean * newMean) / newMean / dispersion }
}

function pointChance(y: number, mean: number, dispersion: number): number {
  if (dispersion <= 1) return Math.exp(y * Math.log(mean) - mean - lnFactorial(y))
  const size = mean / (dispersion - 1)
  if (size > 1e9) return pointChance(y, mean, 1)
  const log = lnGamma(y + size) - lnGamma(size) - lnFactorial(y) - size * Math.log(dispersion)
  return Math.exp(log + y * Math.log1p(-1 / dispersion))
}

/** Chance of y + 1 over that of y. */
function nextOver(y: number, mean: number, dispersion: number): number {
  if (dispersion <= 1) return mean / (y + 1)
  return (((mean / (dispersion - 1) + y) / (y + 1)) * (dispersion - 1)) / dispersion
}
