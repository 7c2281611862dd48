import { demand } from './invalid.ts'

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

/** More pairs than this do not fit in the memory a job may use (two 32-bit places each). */
const MOST_PAIRS = 100_000_000

function finiteEdges(edges: readonly number[]): number[] {
  return edges.filter(Number.isFinite)
}

export interface Pairs {
  i: Int32Array
  j: Int32Array
  /** Pairs of a band stand together: those of band b from `from[b]` to `from[b + 1]`. */
  from: number[]
}

/** All pairs within the last finite edge, by their band. */
export function nearPairs(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { distance, closed }: NearRepeatBands,
  metric: 'euclidean' | 'manhattan',
): Pairs {
  const edges = finiteEdges(distance)
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

/** Points in square cells at least as wide as the reach: a pair within reach lies in the same cell or in two that touch. */
class Grid {
  private readonly order: Int32Array
  private readonly starts: Map<number, [from: number, to: number]> = new Map()
  private readonly columns: number
  private readonly cells: Float64Array

  constructor(x: ArrayLike<number>, y: ArrayLike<number>, reach: number) {
    const n = x.length
    let [minX, minY, maxX, maxY] = [x[0] as number, y[0] as number, x[0] as number, y[0] as number]
    for (let k = 1; k < n; k++) {
      minX = Math.min(minX, x[k] as number)
      maxX = Math.max(maxX, x[k] as number)
      minY = Math.min(minY, y[k] as number)
      maxY = Math.max(maxY, y[k] as number)
    }
    // A little wider, so that rounding does not put two a reach apart two cells apart; and never so many cells that their numbers lose digits.
    const size = Math.max(reach * (1 + 1e-8), Math.max(maxX - minX, maxY - minY) / 2 ** 24)
    // Two columns of nothing between the rows, so that the cell beside the last is not the first of the next row.
    this.columns = Math.floor((maxX - minX) / size) + 3
    this.cells = new Float64Array(n)
    for (let k = 0; k < n; k++) {
      const column = Math.floor(((x[k] as number) - minX) / size) + 1
      this.cells[k] = Math.floor(((y[k] as number) - minY) / size) * this.columns + column
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
export class TimeBands {
  private readonly rows: number
  private readonly columns: number
  private readonly edges: number[]
  private readonly bandOf: (difference: number) => number
  /** Pairs of all points by time band. */
  private readonly byTime: Float64Array
  private readonly pairs: Pairs
  private readonly wholeBands: Uint8Array | null
  private readonly whole: Int32Array

  constructor(bands: NearRepeatBands, pairs: Pairs, n: number, days: ArrayLike<number>) {
    this.rows = bands.distance.length
    this.columns = bands.time.length
    this.edges = finiteEdges(bands.time)
    this.bandOf = bandFinder(this.edges, bands.closed)
    this.pairs = pairs
    this.byTime = this.allByTime(n, days, bands.closed)
    this.wholeBands = bandsOfWholeDays(days, this.edges.length, this.bandOf)
    this.whole = new Int32Array(this.wholeBands ? n : 0)
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
    const { rows, columns, edges, pairs } = this
    const counts = new Float64Array(rows * columns)
    const finite = edges.length
    // One more than the bands that end, for what lies beyond them.
    const found = new Int32Array(finite + 1)
    if (this.wholeBands) this.whole.set(days)
    for (let row = 0; row + 1 < pairs.from.length; row++) {
      found.fill(0)
      const [from, to] = [pairs.from[row] as number, pairs.from[row + 1] as number]
      if (this.wholeBands) this.countWhole(from, to, found, this.wholeBands)
      else this.countAny(days, from, to, found)
      const kept = columns > finite ? finite + 1 : finite
      for (let band = 0; band < kept; band++) counts[row * columns + band] = found[band] as number
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

  /** Whole days: the band of a difference is looked up. */
  private countWhole(from: number, to: number, found: Int32Array, bands: Uint8Array): void {
    const { i, j } = this.pairs
    const whole = this.whole
    // Every other pair has counters of its own: adding to the same place again and again has to wait for the last time.
    const other = new Int32Array(found.length)
    const even = to - ((to - from) & 1)
    for (let k = from; k < even; k += 2) {
      const a = bands[Math.abs((whole[i[k] as number] as number) - (whole[j[k] as number] as number))] as number
      const b = bands[Math.abs((whole[i[k + 1] as number] as number) - (whole[j[k + 1] as number] as number))] as number
      found[a] = (found[a] as number) + 1
      other[b] = (other[b] as number) + 1
    }
    if (even < to) {
      const a = bands[Math.abs((whole[i[even] as number] as number) - (whole[j[even] as number] as number))] as number
      found[a] = (found[a] as number) + 1
    }
    for (let band = 0; band < found.length; band++) found[band] = (found[band] as number) + (other[band] as number)
  }

  private countAny(days: Float64Array, from: number, to: number, found: Int32Array): void {
    const { i, j } = this.pairs
    const beyond = this.edges.length
    for (let k = from; k < to; k++) {
      const difference = (days[i[k] as number] as number) - (days[j[k] as number] as number)
      const band = this.bandOf(difference < 0 ? -difference : difference)
      const at = band < 0 ? beyond : band
      found[at] = (found[at] as number) + 1
    }
  }
}

/** Beyond this many days a table of every difference is no gain. */
const MOST_WHOLE_DAYS = 100_000

/** The band of each difference in whole days, the number of bands for those beyond them; null where days are not whole. */
function bandsOfWholeDays(
  days: ArrayLike<number>,
  finite: number,
  bandOf: (difference: number) => number,
): Uint8Array | null {
  let [least, most] = [Infinity, -Infinity]
  for (let k = 0; k < days.length; k++) {
    const day = days[k] as number
    if (!Number.isInteger(day)) return null
    least = Math.min(least, day)
    most = Math.max(most, day)
  }
  // Days are kept as 32-bit whole numbers.
  if (most - least > MOST_WHOLE_DAYS || most > 2 ** 31 - 1 || least < -(2 ** 31)) return null
  return Uint8Array.from({ length: most - least + 1 }, (_, difference) => {
    const band = bandOf(difference)
    return band < 0 ? finite : band
  })
}
