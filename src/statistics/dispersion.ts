import { demand, demandNumbers } from './invalid.ts'
import { COUNT } from './limits.ts'

/** Fewer periods than this say nothing of how counts vary. */
export const LEAST_HISTORY = 8

export interface Dispersion {
  /** Variance over mean, never under 1: less than Poisson is chance. */
  dispersion: number
  /** Degrees of freedom of Student's t for what is divided by it; ∞ (the normal) without a history. */
  df: number
}

/**
 * How much more than Poisson counts vary, from earlier periods alike.
 *
 * @param history none, or at least {@link LEAST_HISTORY} counts. @throws StatisticsInvalid
 */
export function dispersionOf(history: readonly number[]): Dispersion {
  demandNumbers(history, 'history', COUNT)
  if (history.length === 0) return { dispersion: 1, df: Number.POSITIVE_INFINITY }
  demand(history.length >= LEAST_HISTORY, 'history', history.length, [
    `inga eller minst ${LEAST_HISTORY} perioder`,
    `none or at least ${LEAST_HISTORY} periods`,
  ])
  const df = history.length - 1
  const mean = history.reduce((sum, count) => sum + count, 0) / history.length
  if (mean === 0) return { dispersion: 1, df }
  const variance = history.reduce((sum, count) => sum + (count - mean) ** 2, 0) / df
  return { dispersion: Math.max(1, variance / mean), df }
}
