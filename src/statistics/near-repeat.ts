import { type Divided, inOnePart } from './divided.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { monteCarloP } from './monte-carlo.ts'
import { Random } from './random.ts'

export interface NearRepeatBands {
  /** Upper edges in metres, rising; Infinity may be the last. A first edge next to 0 keeps the same place apart. */
  distance: readonly number[]
  /** Upper edges in days, rising; Infinity may be the last. */
  time: readonly number[]
  /**
   * Which end of a band belongs to it: `right` is (a, b], `left` is [a, b). The first band always holds 0. Stated with every result,
   * since seven days apart is in the first week by one and in the second by the other.
   */
  closed: 'left' | 'right'
}

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

/** More pairs than this do not fit in the memory a job may use (two 32-bit places each). */
const MOST_PAIRS = 100_000_000

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
  const near = nearPairs(x, y, finiteEdges(bands.distance), bands.closed, metric)
  const given = Float64Array.from(days)
  const counter = new TimeBands(bands, near, n, given)
  return {
    units: permutations,
    part: (from, to) => {
      const drawn = new Float64Array(size * (to - from))
      const order = new Float64Array(n)
      for (let r = from; r < to; r++) {
        order.set(given)
        drawn.set(counter.count(new Random(seed, r).shuffle(order)), size * (r - from))
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
  demandNumbers(x, 'x')
  demandNumbers(y, 'y')
  demandNumbers(days, 'days')
}

function demandEdges(edges: readonly number[], path: string): void {
  demand(edges.length >= 1 && edges.length <= 40, path, edges.length, ['1–40 gränser', '1–40 edges'])
  edges.forEach((edge, i) => {
    const before = i === 0 ? 0 : (edges[i - 1] as number)
    demand(edge > before, `${path}[${i}]`, edge, [`mer än ${before}`, `more than ${before}`])
  })
  demand(Number.isFinite(edges[0] as number), `${path}[0]`, edges[0], ['ett ändligt tal', 'a finite number'])
}

function finiteEdges(edges: readonly number[]): number[] {
  return edges.filter(Number.isFinite)
}

interface Pairs {
  i: Int32Array
  j: Int32Array
  /** Pairs of a band stand together: those of band b from `from[b]` to `from[b + 1]`. */
  from: number[]
}

/** All pairs within the last finite edge, by their band. */
function nearPairs(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  edges: readonly number[],
  closed: 'left' | 'right',
  metric: 'euclidean' | 'manhattan',
): Pairs {
  const reach = edges.at(-1) as number
  const grid = new Grid(x, y, reach)
  const found = edges.map(() => new Growing())
  let total = 0
  const bandOf = bandFinder(edges, closed)
  grid.pairs((i, j) => {
    const dx = Math.abs((x[i] as number) - (x[j] as number))
    const dy = Math.abs((y[i] as number) - (y[j] as number))
    const band = bandOf(metric === 'euclidean' ? Math.sqrt(dx * dx + dy * dy) : dx + dy)
    if (band < 0) return
    found[band]?.push(i, j)
    if (++total > MOST_PAIRS)
      demand(false, 'bands.distance', reach, [
        `avstånd som ger högst ${MOST_PAIRS} par`,
        `distances that give at most ${MOST_PAIRS} pairs`,
      ])
  })
  const i = new Int32Array(total)
  const j = new Int32Array(total)
  const from = [0]
  let at = 0
  for (const band of found) {
    for (let k = 0; k < band.length; k += 2) {
      i[at] = band.values[k] as number
      j[at++] = band.values[k + 1] as number
    }
    from.push(at)
  }
  return { i, j, from }
}

/** The band of a difference, −1 beyond the last edge. */
function bandFinder(edges: readonly number[], closed: 'left' | 'right'): (difference: number) => number {
  const last = edges.length
  if (closed === 'right')
    return (difference) => {
      for (let b = 0; b < last; b++) if (difference <= (edges[b] as number)) return b
      return -1
    }
  return (difference) => {
    for (let b = 0; b < last; b++) if (difference < (edges[b] as number)) return b
    return -1
  }
}

/** An array of whole numbers that grows. */
class Growing {
  values = new Int32Array(1024)
  length = 0

  push(a: number, b: number): void {
    if (this.length + 2 > this.values.length) {
      const larger = new Int32Array(this.values.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = a
    this.values[this.length++] = b
  }
}

/** Points in square cells as wide as the reach: a pair within reach lies in the same cell or in two that touch. */
class Grid {
  private readonly order: Int32Array
  private readonly starts: Map<number, [from: number, to: number]> = new Map()
  private readonly columns: number
  private readonly cells: Float64Array

  constructor(x: ArrayLike<number>, y: ArrayLike<number>, reach: number) {
    const n = x.length
    let [minX, minY, maxX] = [x[0] as number, y[0] as number, x[0] as number]
    for (let k = 1; k < n; k++) {
      minX = Math.min(minX, x[k] as number)
      maxX = Math.max(maxX, x[k] as number)
      minY = Math.min(minY, y[k] as number)
    }
    // Two columns of nothing between the rows, so that the cell beside the last is not the first of the next row.
    this.columns = Math.floor((maxX - minX) / reach) + 3
    this.cells = new Float64Array(n)
    for (let k = 0; k < n; k++) {
      const column = Math.floor(((x[k] as number) - minX) / reach) + 1
      this.cells[k] = Math.floor(((y[k] as number) - minY) / reach) * this.columns + column
    }
    this.order = Int32Array.from({ length: n }, (_, k) => k).sort(
      (a, b) => (this.cells[a] as number) - (this.cells[b] as number) || a - b,
    )
    for (let from = 0; from < n; ) {
      const cell = this.cells[this.order[from] as number] as number
      let to = from + 1
      while (to < n && this.cells[this.order[to] as number] === cell) to++
      this.starts.set(cell, [from, to])
      from = to
    }
  }

  /** Calls for each pair of points that may be within reach, once. */
  pairs(visit: (i: number, j: number) => void): void {
    const { order, columns } = this
    for (const [cell, [from, to]] of this.starts) {
      for (let a = from; a < to; a++) for (let b = a + 1; b < to; b++) visit(order[a] as number, order[b] as number)
      // Right, and the three below: the other half of the neighbours has this cell among theirs.
      for (const beside of [cell + 1, cell + columns - 1, cell + columns, cell + columns + 1]) {
        const other = this.starts.get(beside)
        if (!other) continue
        for (let a = from; a < to; a++)
          for (let b = other[0]; b < other[1]; b++) visit(order[a] as number, order[b] as number)
      }
    }
  }
}

/** Counts pairs by both bands for one order of the times; bands without an end are what is left of a total that no order changes. */
class TimeBands {
  private readonly rows: number
  private readonly columns: number
  private readonly edges: number[]
  private readonly bandOf: (difference: number) => number
  /** Pairs of all points by time band. */
  private readonly byTime: Float64Array
  private readonly pairs: Pairs

  constructor(bands: NearRepeatBands, pairs: Pairs, n: number, days: ArrayLike<number>) {
    this.rows = bands.distance.length
    this.columns = bands.time.length
    this.edges = finiteEdges(bands.time)
    this.bandOf = bandFinder(this.edges, bands.closed)
    this.pairs = pairs
    this.byTime = this.allByTime(n, days, bands.closed)
  }

  /** Pairs by time band over all points, from the sorted times. */
  private allByTime(n: number, days: ArrayLike<number>, closed: 'left' | 'right'): Float64Array {
    const sorted = Float64Array.from(days).sort()
    const within = this.edges.map((edge) => {
      let count = 0
      let low = 0
      for (let high = 0; high < n; high++) {
        const isOut = (): boolean => {
          const difference = (sorted[high] as number) - (sorted[low] as number)
          return closed === 'right' ? difference > edge : difference >= edge
        }
        while (isOut()) low++
        count += high - low
      }
      return count
    })
    const counts = new Float64Array(this.columns)
    let before = 0
    within.forEach((count, band) => {
      counts[band] = count - before
      before = count
    })
    if (this.columns > within.length) counts[this.columns - 1] = (n * (n - 1)) / 2 - before
    return counts
  }

  count(days: Float64Array): Float64Array {
    const { rows, columns, edges, bandOf, pairs } = this
    const counts = new Float64Array(rows * columns)
    const finite = edges.length
    for (let row = 0; row + 1 < pairs.from.length; row++) {
      const from = pairs.from[row] as number
      const to = pairs.from[row + 1] as number
      const offset = row * columns
      let inside = 0
      for (let k = from; k < to; k++) {
        const difference = (days[pairs.i[k] as number] as number) - (days[pairs.j[k] as number] as number)
        const band = bandOf(difference < 0 ? -difference : difference)
        if (band >= 0) {
          inside++
          counts[offset + band] = (counts[offset + band] as number) + 1
        }
      }
      if (columns > finite) counts[offset + columns - 1] = to - from - inside
    }
    if (rows > pairs.from.length - 1) {
      for (let column = 0; column < columns; column++) {
        let near = 0
        for (let row = 0; row < rows - 1; row++) near += counts[row * columns + column] as number
        counts[(rows - 1) * columns + column] = (this.byTime[column] as number) - near
      }
    }
    return counts
  }
}
