import { densitySurface, type Edge } from './density.ts'
import { type Kernel, KernelShape, type Rectangle } from './density-kernels.ts'
import { demand, demandNumbers } from './invalid.ts'

/** A way to make a map: `count` is what happened in each square. */
export interface ForesightWay {
  name: string
  /** Null counts by square. */
  sigma: number | null
  halfLifeDays: number | null
}

/** The simple count, and what is tried beside it. */
export function waysOf({
  bandwidths,
  halfLives = [],
}: {
  bandwidths: readonly number[]
  halfLives?: readonly number[]
}): ForesightWay[] {
  const ways: ForesightWay[] = [{ name: 'count', sigma: null, halfLifeDays: null }]
  for (const sigma of bandwidths) ways.push({ name: `density ${sigma} m`, sigma, halfLifeDays: null })
  for (const halfLifeDays of halfLives) {
    ways.push({ name: `count, half in ${halfLifeDays} days`, sigma: null, halfLifeDays })
    for (const sigma of bandwidths)
      ways.push({ name: `density ${sigma} m, half in ${halfLifeDays} days`, sigma, halfLifeDays })
  }
  return ways
}

const MOST_SQUARES = 4_000_000
/** As many as a density has columns or rows. */
const MOST_ACROSS = 20_000

export interface Grid {
  minX: number
  minY: number
  columns: number
  rows: number
}

/** Squares on even multiples of their side, as `countByGrid` has them. */
export function gridOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { size, bounds }: { size: number; bounds?: { minX: number; minY: number; maxX: number; maxY: number } },
): Grid {
  let { minX, minY, maxX, maxY } = bounds ?? { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  if (bounds) demandNumbers([minX, minY, maxX, maxY], 'bounds')
  else
    for (let i = 0; i < x.length; i++) {
      ;[minX, maxX] = [Math.min(minX, x[i] as number), Math.max(maxX, x[i] as number)]
      ;[minY, maxY] = [Math.min(minY, y[i] as number), Math.max(maxY, y[i] as number)]
    }
  const [left, low] = [Math.floor(minX / size), Math.floor(minY / size)]
  const columns = Math.floor(maxX / size) - left + 1
  const rows = Math.floor(maxY / size) - low + 1
  const isMap = columns >= 1 && rows >= 1 && Math.max(columns, rows) <= MOST_ACROSS && columns * rows <= MOST_SQUARES
  demand(isMap, 'size', size, [
    `en sida som ger 1–${MOST_SQUARES} rutor, högst ${MOST_ACROSS} åt vart håll (nu ${columns} × ${rows}: ligger någon punkt långt bort?)`,
    `a side that gives 1–${MOST_SQUARES} squares, at most ${MOST_ACROSS} each way (now ${columns} × ${rows}: is some point far off?)`,
  ])
  return { minX: left * size, minY: low * size, columns, rows }
}

/** The maps of a day: what had happened from one day until another, by square or smoothed. */
export class Maps {
  readonly area: Float64Array
  private readonly order: Int32Array
  private readonly sorted: Float64Array
  private readonly square: Int32Array
  private readonly masses = new Map<number, Float64Array>()

  constructor(
    private readonly x: ArrayLike<number>,
    private readonly y: ArrayLike<number>,
    days: ArrayLike<number>,
    private readonly grid: Grid,
    private readonly options: { size: number; kernel?: Kernel; edge?: Edge },
  ) {
    const { size } = options
    this.area = new Float64Array(grid.columns * grid.rows).fill(1)
    // By day, then by place, so that sums do not depend on the order in which points come.
    this.order = Int32Array.from({ length: x.length }, (_, i) => i).sort(
      (a, b) =>
        (days[a] as number) - (days[b] as number) ||
        (x[a] as number) - (x[b] as number) ||
        (y[a] as number) - (y[b] as number),
    )
    this.sorted = Float64Array.from(this.order, (i) => days[i] as number)
    this.square = Int32Array.from(this.order, (i) => {
      const column = Math.floor(((x[i] as number) - grid.minX) / size)
      return Math.floor(((y[i] as number) - grid.minY) / size) * grid.columns + column
    })
  }

  /** The events from one day up to another, by their places in the order. */
  private between(from: number, to: number): [first: number, end: number] {
    const before = (day: number): number => {
      let [low, high] = [0, this.sorted.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((this.sorted[middle] as number) < day) low = middle + 1
        else high = middle
      }
      return low
    }
    return [before(from), before(to)]
  }

  counts(from: number, to: number): { squares: Float64Array; total: number } {
    const [first, end] = this.between(from, to)
    return { squares: this.bySquare(first, end, null), total: end - first }
  }

  map({ sigma, halfLifeDays }: ForesightWay, from: number, to: number): Float64Array {
    const [first, end] = this.between(from, to)
    const weights =
      halfLifeDays === null
        ? null
        : Float64Array.from(
            { length: end - first },
            (_, k) => 2 ** (((this.sorted[first + k] as number) - to) / halfLifeDays),
          )
    if (sigma === null) return this.bySquare(first, end, weights)
    const { grid, options } = this
    const own = this.order.subarray(first, end)
    const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(own, (i) => values[i] as number)
    const { kernel = 'quartic', edge = 'uniform' } = options
    const window = {
      minX: grid.minX,
      minY: grid.minY,
      maxX: grid.minX + grid.columns * options.size,
      maxY: grid.minY + grid.rows * options.size,
    }
    const { values } = densitySurface(pick(this.x), pick(this.y), grid, {
      window,
      sigma,
      kernel,
      edge: edge === 'uniform' ? 'none' : edge,
      ...(weights && { weights }),
    })
    if (edge !== 'uniform') return values
    const inside = this.inside(sigma, kernel, window)
    return values.map((value, s) => value / (inside[s] as number))
  }

  /** The share of a kernel that lies inside, by square: the same in every round. */
  private inside(sigma: number, kernel: Kernel, window: Rectangle): Float64Array {
    const known = this.masses.get(sigma)
    if (known) return known
    const { columns } = this.grid
    const shape = new KernelShape(kernel, sigma, 1e-9)
    const masses = this.area.map((_, s) =>
      shape.massInside(
        window.minX + ((s % columns) + 0.5) * this.options.size,
        window.minY + (Math.floor(s / columns) + 0.5) * this.options.size,
        window,
      ),
    )
    this.masses.set(sigma, masses)
    return masses
  }

  private bySquare(first: number, end: number, weights: Float64Array | null): Float64Array {
    const squares = new Float64Array(this.area.length)
    for (let k = first; k < end; k++) {
      const s = this.square[k] as number
      squares[s] = (squares[s] as number) + (weights ? (weights[k - first] as number) : 1)
    }
    return squares
  }
}
