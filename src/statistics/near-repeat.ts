import { canonicalOrder, demandCoordinates, demandDays } from './coordinates.ts'
import { type Divided, inOnePart } from './divided.ts'
import { demand, demandNumber, demandSameLength } from './invalid.ts'
import { monteCarloP } from './monte-carlo.ts'
import { type NearRepeatBands, nearPairs, TimeBands } from './near-repeat-pairs.ts'
import { Random } from './random.ts'

export interface NearRepeatOptions {
  bands: NearRepeatBands
  metric?: 'euclidean' | 'manhattan'
  permutations?: number
  seed?: number
}

/** One cell of the table: pairs so far apart in space and in time. */
export interface NearRepeatCell {
  pairs: number
  /** Mean and median over the permutations. */
  expected: number
  median: number
  /** Observed over the median; null where the median is 0. */
  ratio: number | null
  /** Share of permutations with at least so many pairs, with the observed one among them. */
  p: number
}

export interface NearRepeat {
  n: number
  permutations: number
  /** Row by distance band, column by time band. */
  cells: NearRepeatCell[][]
}

/**
 * Do events come in pairs close in space that are also close in time (Knox 1964; Monte Carlo by permuting the times, Besag and Diggle
 * 1977; near-repeat tables after Ratcliffe 2009)? Permuting keeps where and when events happen and breaks only what ties the two.
 *
 * @param x metres (SWEREF 99 TM). @param y metres. @param days time in days, any origin.
 * @throws StatisticsInvalid
 */
export function nearRepeat(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  days: ArrayLike<number>,
  options: NearRepeatOptions,
): NearRepeat {
  return inOnePart(nearRepeatJob(x, y, days, options))
}

/** The same as a job whose permutations may be shared; a part holds so many counts of all cells for each of its permutations. */
export function nearRepeatJob(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  days: ArrayLike<number>,
  options: NearRepeatOptions,
): Divided<Float64Array, NearRepeat> {
  const { bands, metric = 'euclidean', permutations = 999, seed = 1 } = options
  demandPoints(x, y, days)
  demandEdges(bands.distance, 'bands.distance')
  demandEdges(bands.time, 'bands.time')
  demandNumber(permutations, 'permutations', { min: 1, max: 99_999, isWhole: true })
  demandNumber(seed, 'seed', { isWhole: true })
  const n = x.length
  const [rows, columns] = [bands.distance.length, bands.time.length]
  const size = rows * columns
  // Times are dealt out to places in their order: another order of the events would be other worlds.
  const order = canonicalOrder(n, x, y, days)
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(order, (i) => values[i] as number)
  const near = nearPairs(pick(x), pick(y), bands, metric)
  const given = pick(days)
  const counter = new TimeBands(bands, near, n, given)
  return {
    units: permutations,
    part: (from, to) => {
      const drawn = new Float64Array(size * (to - from))
      const dealt = new Float64Array(n)
      for (let r = from; r < to; r++) {
        dealt.set(given)
        drawn.set(counter.count(new Random(seed, r).shuffle(dealt)), size * (r - from))
      }
      return drawn
    },
    join: (parts) => {
      const observed = counter.count(given)
      const cell = (at: number): NearRepeatCell => {
        const drawn = new Float64Array(permutations)
        let r = 0
        for (const part of parts) for (let k = at; k < part.length; k += size) drawn[r++] = part[k] as number
        return cellOf(observed[at] as number, drawn)
      }
      const cells = Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => cell(row * columns + column)),
      )
      return { n, permutations, cells }
    },
  }
}

function cellOf(pairs: number, drawn: Float64Array): NearRepeatCell {
  let sum = 0
  let atLeast = 0
  for (const count of drawn) {
    sum += count
    if (count >= pairs) atLeast++
  }
  const sorted = drawn.slice().sort()
  const middle = sorted.length >> 1
  const median =
    sorted.length % 2 === 1
      ? (sorted[middle] as number)
      : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
  return {
    pairs,
    expected: sum / drawn.length,
    median,
    ratio: median === 0 ? null : pairs / median,
    p: monteCarloP(atLeast, drawn.length),
  }
}

function demandPoints(x: ArrayLike<number>, y: ArrayLike<number>, days: ArrayLike<number>): void {
  demandSameLength(x, y, 'y', 'x')
  demandSameLength(x, days, 'days', 'x')
  demand(x.length >= 2, 'points', x.length, ['minst två punkter', 'at least two points'])
  demandCoordinates(x, y, ['x', 'y'])
  demandDays(days, 'days')
}

function demandEdges(edges: readonly number[], path: string): void {
  demand(edges.length >= 1 && edges.length <= 40, path, edges.length, ['1–40 gränser', '1–40 edges'])
  edges.forEach((edge, i) => {
    const before = i === 0 ? 0 : (edges[i - 1] as number)
    demand(edge > before, `${path}[${i}]`, edge, [`mer än ${before}`, `more than ${before}`])
  })
  demand(Number.isFinite(edges[0] as number), `${path}[0]`, edges[0], ['ett ändligt tal', 'a finite number'])
}
