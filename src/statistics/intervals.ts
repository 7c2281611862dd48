import { betaQuantile, gammaQuantile, normalQuantile } from './distributions.ts'
import { demandNumber } from './invalid.ts'

/** A lower and an upper limit. */
export interface Interval {
  low: number
  high: number
}

/** An interval held to where what it is of can lie. */
export function heldWithin({ low, high }: Interval, least: number, most: number): Interval {
  const held = (value: number): number => Math.max(least, Math.min(most, value))
  return { low: held(low), high: held(high) }
}

/**
 * Exact limits for the mean of a Poisson count (Garwood 1936, by the gamma distribution).
 *
 * @param count whole, from 0. @param level share covered, in (0, 1). @returns in counts.
 * @throws StatisticsInvalid
 */
export function poissonInterval(count: number, level = 0.95): Interval {
  demandNumber(count, 'count', { min: 0, isWhole: true })
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  const tail = (1 - level) / 2
  return {
    low: count === 0 ? 0 : gammaQuantile(tail, count),
    high: gammaQuantile(1 - tail, count + 1),
  }
}

/**
 * Wilson's score limits for a share (Wilson 1927).
 *
 * @param count of `n`. @returns shares. @throws StatisticsInvalid
 */
export function wilsonInterval(count: number, n: number, level = 0.95): Interval {
  demandShare(count, n)
  const z = normalQuantile(1 - (1 - level) / 2)
  const p = count / n
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return { low: count === 0 ? 0 : centre - half, high: count === n ? 1 : centre + half }
}

/**
 * Exact limits for a share (Clopper and Pearson 1934). `n` need not be whole: a survey's effective sample is not.
 *
 * @returns shares. @throws StatisticsInvalid
 */
export function clopperPearsonInterval(count: number, n: number, level = 0.95): Interval {
  demandShare(count, n)
  const tail = (1 - level) / 2
  return {
    low: count <= 0 ? 0 : betaQuantile(tail, count, n - count + 1),
    high: count >= n ? 1 : betaQuantile(1 - tail, count + 1, n - count),
  }
}

function demandShare(count: number, n: number): void {
  demandNumber(n, 'n', { min: Number.MIN_VALUE })
  demandNumber(count, 'count', { min: 0, max: n })
}
