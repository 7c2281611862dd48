import { demandNumber } from './invalid.ts'

/**
 * The p-value of a Monte Carlo test: what was observed counts as one of the replicates, so p is never 0 (Davison and Hinkley 1997).
 *
 * @param atLeast replicates at least as extreme. @param replicates all of them.
 */
export function monteCarloP(atLeast: number, replicates: number): number {
  return (atLeast + 1) / (replicates + 1)
}

/** Two-sided: twice the smaller of the two tails, at most 1. */
export function monteCarloTwoSidedP(atLeast: number, atMost: number, replicates: number): number {
  return Math.min(1, (2 * (Math.min(atLeast, atMost) + 1)) / (replicates + 1))
}

/**
 * Draws replicates until enough of them are as extreme that more would change nothing (Besag and Clifford 1991): after `enough` of them
 * the p is `enough / drawn`. Replicates are taken in their order, so the answer is the same for any number of workers.
 *
 * @param replicate the statistic of replicate r, from 0. @throws StatisticsInvalid
 */
export function stoppedMonteCarlo(
  observed: number,
  replicate: (r: number) => number,
  limits: { replicates: number; enough?: number },
): { p: number; drawn: number; isStopped: boolean } {
  demandNumber(limits.replicates, 'replicates', { min: 1, isWhole: true })
  const enough = limits.enough ?? Number.POSITIVE_INFINITY
  let atLeast = 0
  for (let r = 0; r < limits.replicates; r++) {
    if (replicate(r) >= observed) atLeast++
    if (atLeast >= enough) return { p: atLeast / (r + 1), drawn: r + 1, isStopped: true }
  }
  return { p: monteCarloP(atLeast, limits.replicates), drawn: limits.replicates, isStopped: false }
}
