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
 * The p where no more replicates are drawn than are needed (Besag and Clifford 1991, *Biometrika* 78): when `enough` of them have been at least
 * as large as what was observed it is `enough` over those drawn until then, and what was drawn after that changes nothing. So it is the same however many
 * were drawn beyond, and by how many workers.
 *
 * @param drawn the statistic of the replicates in their order, as many as there are so far. @param limits `enough` of ∞ draws them all.
 */
export function stoppedP(
  observed: number,
  drawn: Float64Array,
  limits: { replicates: number; enough: number },
): { p: number; drawn: number; isStopped: boolean } {
  let atLeast = 0
  for (let r = 0; r < Math.min(drawn.length, limits.replicates); r++) {
    if ((drawn[r] as number) >= observed) atLeast++
    if (atLeast >= limits.enough) return { p: atLeast / (r + 1), drawn: r + 1, isStopped: true }
  }
  return { p: monteCarloP(atLeast, limits.replicates), drawn: limits.replicates, isStopped: false }
}
