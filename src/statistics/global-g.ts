import { normalTwoSided } from './distributions.ts'
import type { Neighbours } from './neighbours.ts'

export interface GlobalG {
  g: number
  expected: number
  z: number | null
  p: number | null
}

/**
 * Getis and Ord's global G (1992), with its moments when values are dealt out at random: are high values neighbours of high ones?
 *
 * @returns null for values below 0 (a rate's index), without neighbours, or with fewer than four places.
 */
export function globalG(values: Float64Array, { from, to }: Neighbours): GlobalG | null {
  const n = values.length
  const weight = to.length
  if (n < 4 || weight === 0 || values.some((value) => value < 0)) return null
  const power = (k: number): number => values.reduce((sum, value) => sum + value ** k, 0)
  const [m1, m2, m3, m4] = [power(1), power(2), power(3), power(4)]
  const pairs = m1 * m1 - m2
  if (!(pairs > 1e-12 * m1 * m1)) return null
  let products = 0
  const given = Float64Array.from({ length: n }, (_, i) => (from[i + 1] as number) - (from[i] as number))
  const received = new Float64Array(n)
  for (let i = 0; i < n; i++)
    for (let at = from[i] as number; at < (from[i + 1] as number); at++) {
      const j = to[at] as number
      products += (values[i] as number) * (values[j] as number)
      received[j] = (received[j] as number) + 1
    }
  const both = bothWays({ from, to }, received)
  // ½ Σ (w_ij + w_ji)², over pairs one way (1 each) and both ways (4 for two).
  const s1 = weight - both + 2 * both
  const s2 = given.reduce((sum, value, i) => sum + (value + (received[i] as number)) ** 2, 0)
  const w2 = weight * weight
  const b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * w2
  const b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * w2)
  const b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * w2)
  const b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * w2
  const b4 = s1 - s2 + w2
  const g = products / pairs
  const expected = weight / (n * (n - 1))
  const second =
    (b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1 ** 4) /
    (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3))
  const variance = second - expected * expected
  const z = variance > 1e-14 * expected * expected ? (g - expected) / Math.sqrt(variance) : null
  return { g, expected, z, p: z === null ? null : normalTwoSided(z) }
}

/** How many of the pairs (i, j), j a neighbour of i, are pairs the other way too. `received` is how many places each is a neighbour of. */
function bothWays({ from, to }: Neighbours, received: Float64Array): number {
  const n = received.length
  const start = new Int32Array(n + 1)
  for (let j = 0; j < n; j++) start[j + 1] = (start[j] as number) + (received[j] as number)
  const of = new Int32Array(to.length)
  const next = start.slice()
  for (let i = 0; i < n; i++)
    for (let at = from[i] as number; at < (from[i + 1] as number); at++) {
      const j = to[at] as number
      of[next[j] as number] = i
      next[j] = (next[j] as number) + 1
    }
  const seenBy = new Int32Array(n).fill(-1)
  let both = 0
  for (let i = 0; i < n; i++) {
    for (let at = from[i] as number; at < (from[i + 1] as number); at++) seenBy[to[at] as number] = i
    for (let at = start[i] as number; at < (start[i + 1] as number); at++) if (seenBy[of[at] as number] === i) both++
  }
  return both
}
