import type { Interval } from './intervals.ts'
import { monteCarloP } from './monte-carlo.ts'
import { Random } from './random.ts'
import { isClear } from './verdict.ts'

/** Fewer rounds with events than this have so few signs that no difference can be told at 5 %. */
const LEAST_ROUNDS = 6

/** Up to so many rounds all signs are gone through. */
const ALL_SIGNS = 10

export interface SignFlips {
  /** Sum of the differences over the sum of what they are out of. */
  difference: number
  /** Two-sided. */
  p: number
  /** The differences that are not told apart from what was seen. */
  interval: Interval
}

/**
 * Whether two maps differ over paired rounds (Fisher 1935): if neither is better, each round's difference might as well have had the
 * other sign. All signs where they are few, else drawn ones with +1. The interval holds what the same test does not reject.
 *
 * @returns null where no difference could be told at the level.
 * @param allDifferences of hits by round. @param allEvents what they are out of, by round: a round without any tells nothing.
 */
export function signFlips(
  allDifferences: readonly number[],
  allEvents: readonly number[],
  options: { level: number; permutations: number; seed: number },
): SignFlips | null {
  const differences = allDifferences.filter((_, r) => (allEvents[r] as number) > 0)
  const events = allEvents.filter((count) => count > 0)
  const rounds = differences.length
  const total = events.reduce((sum, one) => sum + one, 0)
  if (rounds < LEAST_ROUNDS) return null
  const signs = signsOf(rounds, options.permutations, options.seed)
  // All of one sign, whichever it is: with so few rounds even that may be no rare outcome at the level.
  if (!isClear(signs.isAll ? 2 / signs.rows.length : monteCarloP(0, signs.rows.length), options.level)) return null
  const pOf = (shift: number): number => {
    const moved = differences.map((difference, r) => difference - shift * (events[r] as number))
    const observed = Math.abs(moved.reduce((sum, one) => sum + one, 0))
    const size = moved.reduce((sum, one) => sum + Math.abs(one), 0)
    let atLeast = 0
    for (const sign of signs.rows) {
      let sum = 0
      for (let r = 0; r < rounds; r++) sum += (sign[r] as number) * (moved[r] as number)
      if (Math.abs(sum) >= observed - 1e-12 * size) atLeast++
    }
    return signs.isAll ? atLeast / signs.rows.length : monteCarloP(atLeast, signs.rows.length)
  }
  const difference = differences.reduce((sum, one) => sum + one, 0) / total
  const limit = (direction: -1 | 1): number => {
    // Hit rates differ by at most 1; there the test rejects, or nothing in the data does.
    let [inside, outside] = [difference, direction * 2]
    for (let round = 0; round < 40; round++) {
      const middle = (inside + outside) / 2
      if (isClear(pOf(middle), options.level)) outside = middle
      else inside = middle
    }
    return Math.max(-1, Math.min(1, inside))
  }
  return { difference, p: pOf(0), interval: { low: limit(-1), high: limit(1) } }
}

function signsOf(rounds: number, permutations: number, seed: number): { rows: Int8Array[]; isAll: boolean } {
  if (rounds <= ALL_SIGNS)
    return {
      isAll: true,
      rows: Array.from({ length: 2 ** rounds }, (_, code) =>
        Int8Array.from({ length: rounds }, (__, r) => ((code >> r) & 1 ? -1 : 1)),
      ),
    }
  return {
    isAll: false,
    rows: Array.from({ length: permutations }, (_, at) => {
      const random = new Random(seed, at)
      return Int8Array.from({ length: rounds }, () => (random.next() & 0x8000 ? -1 : 1))
    }),
  }
}
