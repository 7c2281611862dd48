import { demandNumbers } from './invalid.ts'

/** How a list of tests is judged together. */
export const CORRECTIONS = ['raw', 'bh', 'by', 'bonferroni'] as const
export type Correction = (typeof CORRECTIONS)[number]

/**
 * Corrected p-values (q), in the order given. `bh` keeps the share of false finds (Benjamini and Hochberg 1995; as R's `p.adjust`), `by`
 * under any dependence (Benjamini and Yekutieli 2001), `bonferroni` the chance of a single false one.
 *
 * @param p in [0, 1]; NaN is no test, is not counted and stays NaN. @throws StatisticsInvalid
 */
export function correct(p: ArrayLike<number>, method: Correction): Float64Array {
  const tested: number[] = []
  for (let i = 0; i < p.length; i++) if (!Number.isNaN(p[i] as number)) tested.push(i)
  demandNumbers(
    tested.map((i) => p[i] as number),
    'p',
    { min: 0, max: 1 },
  )
  const m = tested.length
  const q = new Float64Array(p.length).fill(Number.NaN)
  if (method === 'raw' || method === 'bonferroni') {
    const factor = method === 'raw' ? 1 : m
    for (const i of tested) q[i] = Math.min(1, (p[i] as number) * factor)
    return q
  }
  let harmonic = 1
  if (method === 'by') for (let k = 2; k <= m; k++) harmonic += 1 / k
  tested.sort((a, b) => (p[b] as number) - (p[a] as number))
  let least = 1
  for (let at = 0; at < m; at++) {
    const i = tested[at] as number
    least = Math.min(least, ((p[i] as number) * m * harmonic) / (m - at))
    q[i] = least
  }
  return q
}
