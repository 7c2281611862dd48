import { addCounts, type Divided } from './divided.ts'
import { monteCarloTwoSidedP } from './monte-carlo.ts'
import type { Neighbours } from './neighbours.ts'
import { Random } from './random.ts'

/**
 * Is the sum over a place's neighbours large or small beside what it would be if everybody else's values were dealt out anew (Anselin
 * 1995)? The place keeps its own value, so Gi, Gi* and local Moran have the same p.
 *
 * A replicate deals one order for all places. A random order from which a place is taken away is a random order of the others, so the
 * first m that are not the place itself are m others drawn at random: its p is as it would be with an order of its own. What is
 * shared is the error of having few replicates, and the speed allows many.
 *
 * @param values of each place. @returns a job over the permutations that gives the two-sided p of each place; NaN where one has no neighbours.
 */
export function conditionalPermutationJob(
  values: Float64Array,
  neighbours: Neighbours,
  permutations: number,
  seed: number,
): Divided<PermutationTails, Float64Array> {
  const n = values.length
  const { from, to } = neighbours
  const observed = new Float64Array(n)
  const count = new Int32Array(n)
  let [most, largest] = [0, 0]
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let at = from[i] as number; at < (from[i + 1] as number); at++) sum += values[to[at] as number] as number
    observed[i] = sum
    count[i] = (from[i + 1] as number) - (from[i] as number)
    most = Math.max(most, count[i] as number)
    largest = Math.max(largest, Math.abs(values[i] as number))
  }
  // Sums of the same values in another order are the same sum.
  const tolerance = 1e-12 * largest * (most + 1)
  return {
    units: permutations,
    part: (first, beyond) => tailsOf({ values, observed, count, most, tolerance, seed }, first, beyond),
    join: (parts) => {
      const atLeast = addCounts(
        parts.map((part) => part.atLeast),
        n,
      )
      const atMost = addCounts(
        parts.map((part) => part.atMost),
        n,
      )
      return Float64Array.from(count, (m, i) =>
        m > 0 ? monteCarloTwoSidedP(atLeast[i] as number, atMost[i] as number, permutations) : Number.NaN,
      )
    },
  }
}

/** In how many permutations the sum at each place is at least, and at most, what was observed. */
export interface PermutationTails {
  atLeast: Int32Array
  atMost: Int32Array
}

interface Dealing {
  values: Float64Array
  observed: Float64Array
  /** Neighbours of each place, and the most that any has. */
  count: Int32Array
  most: number
  tolerance: number
  seed: number
}

function tailsOf(dealing: Dealing, first: number, beyond: number): PermutationTails {
  const { values, observed, count, most, tolerance, seed } = dealing
  const n = values.length
  const groups = groupsOf(observed, count, most)
  const atLeast = new Int32Array(n)
  const atMost = new Int32Array(n)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const drawn = new Int32Array(Math.min(n, most + 1))
  const swapped = new Int32Array(drawn.length)
  const sums = new Float64Array(most + 1)
  for (let r = first; r < beyond; r++) {
    const random = new Random(seed, r)
    for (let k = 0; k < drawn.length; k++) {
      const j = k + random.below(n - k)
      const id = order[j] as number
      order[j] = order[k] as number
      order[k] = id
      swapped[k] = j
      drawn[k] = id
      if (k < most) sums[k + 1] = (sums[k] as number) + (values[id] as number)
    }
    for (const group of groups) group.add(sums[group.count] as number, tolerance)
    // The few places that were dealt to themselves take the next in the order instead.
    for (let k = 0; k < drawn.length; k++) {
      const i = drawn[k] as number
      const m = count[i] as number
      if (k >= m) continue
      const sum = sums[m] as number
      const own = sum - (values[i] as number) + (values[drawn[m] as number] as number)
      const goal = observed[i] as number
      atLeast[i] = (atLeast[i] as number) + Number(own >= goal - tolerance) - Number(sum >= goal - tolerance)
      atMost[i] = (atMost[i] as number) + Number(own <= goal + tolerance) - Number(sum <= goal + tolerance)
    }
    // The order is put back: replicate r is the same whichever were drawn before it.
    for (let k = drawn.length - 1; k >= 0; k--) {
      const j = swapped[k] as number
      const id = order[k] as number
      order[k] = order[j] as number
      order[j] = id
    }
  }
  for (const group of groups) group.addTo(atLeast, atMost)
  return { atLeast, atMost }
}

function groupsOf(observed: Float64Array, count: Int32Array, most: number): Group[] {
  const members: number[][] = Array.from({ length: most + 1 }, () => [])
  for (let i = 0; i < count.length; i++) members[count[i] as number]?.push(i)
  return members.flatMap((ids, m) => (m > 0 && ids.length > 0 ? [new Group(m, ids, observed)] : []))
}

/** Places with as many neighbours: a dealt sum is told from all their observed ones at once. */
class Group {
  private readonly ids: Int32Array
  private readonly sorted: Float64Array
  /** At k: dealt sums at least as large as the k-th observed one but not the next. */
  private readonly above: Int32Array
  /** At k: dealt sums at most as large as the k-th observed one but not the one before. */
  private readonly below: Int32Array
  readonly count: number

  constructor(count: number, ids: readonly number[], observed: Float64Array) {
    this.count = count
    this.ids = Int32Array.from(ids).sort((a, b) => (observed[a] as number) - (observed[b] as number) || a - b)
    this.sorted = Float64Array.from(this.ids, (i) => observed[i] as number)
    this.above = new Int32Array(ids.length + 1)
    this.below = new Int32Array(ids.length + 1)
  }

  add(sum: number, tolerance: number): void {
    const last = this.firstAbove(sum, tolerance)
    const first = this.firstAtLeast(sum, tolerance)
    this.above[last] = (this.above[last] as number) + 1
    this.below[first] = (this.below[first] as number) + 1
  }

  /** How many observed sums the dealt one is at least as large as. */
  private firstAbove(sum: number, tolerance: number): number {
    let [low, high] = [0, this.sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sum >= (this.sorted[middle] as number) - tolerance) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The first observed sum that the dealt one is at most as large as. */
  private firstAtLeast(sum: number, tolerance: number): number {
    let [low, high] = [0, this.sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sum <= (this.sorted[middle] as number) + tolerance) high = middle
      else low = middle + 1
    }
    return low
  }

  addTo(atLeast: Int32Array, atMost: Int32Array): void {
    let sum = 0
    for (let k = 0; k < this.ids.length; k++) {
      sum += this.below[k] as number
      const i = this.ids[k] as number
      atMost[i] = (atMost[i] as number) + sum
    }
    sum = 0
    for (let k = this.ids.length; k > 0; k--) {
      sum += this.above[k] as number
      const i = this.ids[k - 1] as number
      atLeast[i] = (atLeast[i] as number) + sum
    }
  }
}
