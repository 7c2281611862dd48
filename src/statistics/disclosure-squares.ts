import type { MapUnit } from './disclosure-map.ts'
import { demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { suppress } from './suppression.ts'

export interface MapSquare {
  minX: number
  minY: number
  /** Side in metres. */
  size: number
  /** How many times it came of a split. */
  depth: number
  /** Null where it is hidden: only the outermost ever is. */
  count: number | null
  /** The quarters that lead to it from the outermost, each 0–3 from south-west. */
  way: string
}

/**
 * A square split in four, and those in four, only where each of the four has 0 or at least k events: so no part of a square that is shown,
 * and no difference between squares of different size, is between. A square holds its lower and left edge.
 *
 * @param x metres. @param y metres. @param square the outermost; its upper and right edges belong to it.
 * @returns squares from south-west in the order of splitting, and the square of each point. @throws StatisticsInvalid
 */
export function splitSquares(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  square: { minX: number; minY: number; size: number },
  limits: { k: number; depth: number; mayNotShowZeros?: boolean },
): { squares: MapSquare[]; of: Int32Array } {
  const { minX, minY, size } = square
  const { k, depth: most, mayNotShowZeros = false } = limits
  demandNumber(k, 'k', { min: 2, max: 1000, isWhole: true })
  demandNumber(most, 'depth', { min: 0, max: 20, isWhole: true })
  demandNumbers([minX, minY], 'square')
  demandNumber(size, 'square.size', { min: Number.MIN_VALUE })
  demandSameLength(x, y, 'y', 'x')
  demandNumbers(x, 'x', { min: minX, max: minX + size })
  demandNumbers(y, 'y', { min: minY, max: minY + size })
  const squares: MapSquare[] = []
  const of = new Int32Array(x.length)
  const mayShow = (count: number): boolean => count >= k || (count === 0 && !mayNotShowZeros)
  const visit = (points: Int32Array, left: number, low: number, side: number, way: string): void => {
    const depth = way.length
    const half = side / 2
    if (depth < most && points.length > 0) {
      const parts = inFour(points, x, y, left + half, low + half)
      if (parts.every(({ length }) => mayShow(length))) {
        parts.forEach((part, q) => {
          visit(part, left + (q % 2) * half, low + (q >> 1) * half, half, `${way}${q}`)
        })
        return
      }
    }
    for (const i of points) of[i] = squares.length
    squares.push({
      minX: left,
      minY: low,
      size: side,
      depth,
      count: mayShow(points.length) ? points.length : null,
      way,
    })
  }
  visit(
    Int32Array.from({ length: x.length }, (_, i) => i),
    minX,
    minY,
    size,
    '',
  )
  return { squares, of }
}

function inFour(
  points: Int32Array,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  midX: number,
  midY: number,
): Int32Array[] {
  const quarter = (i: number): number => ((x[i] as number) < midX ? 0 : 1) + ((y[i] as number) < midY ? 0 : 2)
  const size = [0, 0, 0, 0]
  for (const i of points) size[quarter(i)] = (size[quarter(i)] as number) + 1
  const parts = size.map((length) => new Int32Array(length))
  const next = [0, 0, 0, 0]
  for (const i of points) {
    const q = quarter(i)
    ;(parts[q] as Int32Array)[next[q] as number] = i
    next[q] = (next[q] as number) + 1
  }
  return parts
}

/**
 * Squares that do not, together with units shown before them, give a small count away: as a square that is all of a unit but one or two
 * events would. Where a square would have to be hidden it is put together again with the three beside it, from the finest on. A hidden
 * one among squares that are shown would not do: everybody knows that it was split off with at least k, and so more than that counts are
 * not below 0.
 *
 * Who knows the map is taken to know where a unit and a square share nothing. Zeros that must not be known cannot be guarded so, and
 * there is no `mayNotShowZeros` here.
 *
 * @param squares as `splitSquares` gives them. @param unitOf the unit of each point. @param squareOf its square. @throws StatisticsInvalid
 */
export function squaresBesideUnits(
  squares: readonly MapSquare[],
  units: readonly MapUnit[],
  unitOf: ArrayLike<number>,
  squareOf: ArrayLike<number>,
  limits: { k: number },
): MapSquare[] {
  let [now, of] = [squares, Int32Array.from(squareOf)]
  for (;;) {
    const isShown = shownBesideUnits(now, units, unitOf, of, limits.k)
    const deepest = now.reduce((most, { depth }, s) => (isShown[s] ? most : Math.max(most, depth)), 0)
    if (deepest === 0) return now.map((square, s) => (isShown[s] ? square : { ...square, count: null }))
    const again = new Set(
      now.filter(({ depth }, s) => !isShown[s] && depth === deepest).map(({ way }) => way.slice(0, -1)),
    )
    const { squares: fewer, to } = together(now, again, deepest - 1)
    now = fewer
    of = of.map((s) => to[s] as number)
  }
}

/** What a unit and a square share are the inner cells. */
function shownBesideUnits(
  squares: readonly MapSquare[],
  units: readonly MapUnit[],
  unitOf: ArrayLike<number>,
  squareOf: ArrayLike<number>,
  k: number,
): boolean[] {
  const known = new Map<number, number>()
  const counts: number[] = []
  const ofUnit: number[][] = units.map(() => [])
  const ofSquare: number[][] = squares.map(() => [])
  for (let i = 0; i < unitOf.length; i++) {
    const [u, s] = [unitOf[i] as number, squareOf[i] as number]
    const at = known.get(u * squares.length + s) ?? counts.length
    if (at === counts.length) {
      known.set(u * squares.length + s, at)
      counts.push(0)
      ofUnit[u]?.push(at)
      ofSquare[s]?.push(at)
    }
    counts[at] = (counts[at] as number) + 1
  }
  const { fate } = suppress(counts, ofSquare, {
    k,
    published: ofUnit.filter((_, u) => units[u]?.count !== null),
    rank: squares.map(({ depth }) => depth),
  })
  return squares.map(({ count }, s) => count !== null && (fate[s] === 'shown' || count === 0))
}

/** All squares within some of a given depth put together. */
function together(
  squares: readonly MapSquare[],
  ways: ReadonlySet<string>,
  depth: number,
): { squares: MapSquare[]; to: Int32Array } {
  const whole = new Map<string, number>()
  const fewer: MapSquare[] = []
  const to = Int32Array.from(squares, (square) => {
    const way = square.way.slice(0, depth)
    if (square.depth < depth || !ways.has(way)) return fewer.push(square) - 1
    const at = whole.get(way)
    const own = fewer[at ?? -1]
    if (at !== undefined && own) {
      fewer[at] = { ...own, count: (own.count ?? 0) + (square.count ?? 0) }
      return at
    }
    // The first that comes is the one in the south-west corner.
    whole.set(way, fewer.length)
    return fewer.push({ ...square, size: square.size * 2 ** (square.depth - depth), depth, way }) - 1
  })
  return { squares: fewer, to }
}
