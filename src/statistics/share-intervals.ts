import { betaQuantile, studentQuantile } from './distributions.ts'
import type { Interval } from './intervals.ts'
import { type DomainMean, effectiveN } from './survey-mean.ts'

/**
 * Student's limits for a mean; null without degrees of freedom.
 *
 * @param planned effective n where every cluster has the same mean though the answers differ: a variance of 0 then says as little as none at all.
 */
export function studentInterval(domain: DomainMean, level: number, planned: number): Interval | null {
  const { mean, spread, variance, degreesOfFreedom, isCensus } = domain
  if (variance === null) return null
  if (variance === 0 && (isCensus || spread === 0)) return { low: mean, high: mean }
  if (degreesOfFreedom < 1) return null
  const told = variance === 0 ? spread / planned : variance
  const half = studentQuantile(1 - (1 - level) / 2, degreesOfFreedom) * Math.sqrt(told)
  return { low: mean - half, high: mean + half }
}

/**
 * Exact limits for a share from a survey (Korn and Graubard 1998): Clopper and Pearson's with an effective n that is also made smaller for the few degrees of
 * freedom that the variance is known with. As R's `svyciprop(method = "beta")`.
 *
 * @param planned effective n where all answers are alike and the variance says nothing. @param mayExceedN as in R; else no more than n.
 */
export function kornGraubardInterval(
  domain: DomainMean,
  level: number,
  planned: number,
  mayExceedN: boolean,
): Interval | null {
  const { n, mean, degreesOfFreedom, isCensus } = domain
  if (isCensus) return { low: mean, high: mean }
  if (degreesOfFreedom < 1 || domain.variance === null) return null
  const tail = (1 - level) / 2
  // A variance of 0 among answers that are not alike (every cluster has the same share) says as little as none at all.
  const told = effectiveN(domain) ?? planned
  const adjusted = told * (studentQuantile(tail, n - 1) / studentQuantile(tail, degreesOfFreedom)) ** 2
  const size = mayExceedN ? adjusted : Math.min(n, adjusted)
  const yes = size * mean
  // With an effective n of 10¹⁷ the limits are the share itself, and only rounding could set them on the wrong side of it.
  return {
    low: mean <= 0 ? 0 : Math.min(mean, betaQuantile(tail, yes, size - yes + 1)),
    high: mean >= 1 ? 1 : Math.max(mean, betaQuantile(1 - tail, yes + 1, size - yes)),
  }
}

/** Limits that are Student's on the log odds, as R's `svyciprop(method = "logit")`; null where the share is 0 or 1. */
export function logitInterval({ mean, variance, degreesOfFreedom }: DomainMean, level: number): Interval | null {
  if (variance === null || variance === 0 || mean <= 0 || mean >= 1 || degreesOfFreedom < 1) return null
  const odds = Math.log(mean / (1 - mean))
  const half = (studentQuantile(1 - (1 - level) / 2, degreesOfFreedom) * Math.sqrt(variance)) / (mean * (1 - mean))
  const share = (x: number): number => 1 / (1 + Math.exp(-x))
  return { low: share(odds - half), high: share(odds + half) }
}
