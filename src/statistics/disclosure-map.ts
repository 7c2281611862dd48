import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import type { Neighbours } from './neighbours.ts'
import { suppress } from './suppression.ts'

export interface MapArea {
  name: string
  count: number
  /** A spot in the area, in metres: for all areas or none. */
  x?: number
  y?: number
}

export interface MapUnit {
  /** The areas that are shown as one. */
  areas: string[]
  /** Null where the whole map has too few. */
  count: number | null
  /** Parts of it do not touch: an island with too few was joined to the nearest. */
  isApart: boolean
}

interface Unit {
  areas: number[]
  count: number
  isApart: boolean
  beside: Set<Unit>
}

/**
 * Areas joined with their neighbours until every unit has 0 or at least k events. The smallest goes first and is joined to the nearest
 * neighbour with events, or where no coordinates are given to the one of fewest areas; an empty one is taken only where there is no other. How many
 * events a neighbour has plays no part, so that the choice tells nothing of it. Ties go by where areas lie, and after that by name: never by
 * the order in which they come.
 *
 * @param neighbours who borders on whom, in either direction. @param limits `mayNotShowZeros` joins empty areas as well.
 * @throws StatisticsInvalid
 */
export function mergeAreas(
  areas: readonly MapArea[],
  neighbours: Neighbours,
  limits: { k: number; mayNotShowZeros?: boolean },
): MapUnit[] {
  const { k, mayNotShowZeros = false } = limits
  demandNumber(k, 'k', { min: 2, max: 1000, isWhole: true })
  demandAreas(areas)
  const place = inPlace(areas)
  const units: Unit[] = areas.map(({ count }, i) => ({ areas: [i], count, isApart: false, beside: new Set() }))
  units.forEach((unit, i) => {
    for (const j of neighbours.to.subarray(neighbours.from[i], neighbours.from[i + 1])) {
      unit.beside.add(units[j] as Unit)
      ;(units[j] as Unit).beside.add(unit)
    }
  })
  const left = new Set(units)
  const isSmall = ({ count }: Unit): boolean => count < k && (count > 0 || mayNotShowZeros)
  for (;;) {
    const small = leastOf([...left].filter(isSmall), (a, b) => a.count - b.count || byPlace(a, b, place))
    if (!small || left.size === 1) break
    const hasTouching = small.beside.size > 0
    const all = hasTouching ? [...small.beside] : [...left].filter((unit) => unit !== small)
    const filled = all.filter(({ count }) => count > 0)
    const chosen = leastOf(
      filled.length > 0 ? filled : all,
      (a, b) =>
        apart(small, a, areas) - apart(small, b, areas) || a.areas.length - b.areas.length || byPlace(a, b, place),
    ) as Unit
    join(chosen, small, !hasTouching)
    left.delete(small)
  }
  return [...left]
    .sort((a, b) => byPlace(a, b, place))
    .map((unit) => ({
      areas: unit.areas
        .sort((a, b) => (place[a] as number) - (place[b] as number))
        .map((i) => (areas[i] as MapArea).name),
      count: isSmall(unit) ? null : unit.count,
      isApart: unit.isApart,
    }))
}

function demandAreas(areas: readonly MapArea[]): void {
  demandNumbers(
    areas.map(({ count }) => count),
    'areas.count',
    { min: 0, isWhole: true },
  )
  const names = new Set<string>()
  const hasPlace = areas[0]?.x !== undefined
  areas.forEach(({ name, x, y }, i) => {
    demand(!names.has(name), `areas[${i}].name`, name, ['ett namn som bara finns en gång', 'a name that is there once'])
    names.add(name)
    demand((x !== undefined) === hasPlace && (y !== undefined) === hasPlace, `areas[${i}].x`, x, [
      'koordinater för alla områden eller inget',
      'coordinates for all areas or none',
    ])
    if (x !== undefined && y !== undefined) demandNumbers([x, y], `areas[${i}]`)
  })
}

function leastOf<T>(all: readonly T[], order: (a: T, b: T) => number): T | undefined {
  let least = all[0]
  for (const one of all) if (order(one, least as T) < 0) least = one
  return least
}

/** The rank of each area from south-west, else by name. */
function inPlace(areas: readonly MapArea[]): Int32Array {
  const order = [...areas.keys()].sort((a, b) => {
    const [one, other] = [areas[a] as MapArea, areas[b] as MapArea]
    return (one.x ?? 0) - (other.x ?? 0) || (one.y ?? 0) - (other.y ?? 0) || (one.name < other.name ? -1 : 1)
  })
  const rank = new Int32Array(areas.length)
  order.forEach((area, at) => {
    rank[area] = at
  })
  return rank
}

function byPlace(a: Unit, b: Unit, place: Int32Array): number {
  const first = ({ areas }: Unit): number => areas.reduce((least, i) => Math.min(least, place[i] as number), Infinity)
  return first(a) - first(b)
}

/** The least distance between the spots of two units, squared; 0 where there are no coordinates. */
function apart(a: Unit, b: Unit, areas: readonly MapArea[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const i of a.areas)
    for (const j of b.areas) {
      const [one, other] = [areas[i] as MapArea, areas[j] as MapArea]
      least = Math.min(least, ((one.x ?? 0) - (other.x ?? 0)) ** 2 + ((one.y ?? 0) - (other.y ?? 0)) ** 2)
    }
  return least
}

function join(target: Unit, gone: Unit, isApart: boolean): void {
  target.areas.push(...gone.areas)
  target.count += gone.count
  target.isApart ||= gone.isApart || isApart
  for (const other of gone.beside) {
    other.beside.delete(gone)
    if (other === target) continue
    other.beside.add(target)
    target.beside.add(other)
  }
}

export interface MapSquare {
  minX: number
  minY: number
  /** Side in metres. */
  size: number
  /** How many times it came of a split. */
  depth: number
  /** Null where it is hidden. */
  count: number | null
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
  const visit = (points: Int32Array, left: number, low: number, side: number, depth: number): void => {
    const half = side / 2
    if (depth < most && points.length > 0) {
      const parts = inFour(points, x, y, left + half, low + half)
      if (parts.every(({ length }) => mayShow(length))) {
        parts.forEach((part, q) => {
          visit(part, left + (q % 2) * half, low + (q >> 1) * half, half, depth + 1)
        })
        return
      }
    }
    for (const i of points) of[i] = squares.length
    squares.push({ minX: left, minY: low, size: side, depth, count: mayShow(points.length) ? points.length : null })
  }
  visit(
    Int32Array.from({ length: x.length }, (_, i) => i),
    minX,
    minY,
    size,
    0,
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
 * Squares hidden that together with units shown before them would give a small count away: a square that is all of a unit but one or two
 * events.
 *
 * @param unitOf the unit of each point. @param squareOf its square. @throws StatisticsInvalid
 */
export function squaresBesideUnits(
  squares: readonly MapSquare[],
  units: readonly MapUnit[],
  unitOf: ArrayLike<number>,
  squareOf: ArrayLike<number>,
  limits: { k: number; mayNotShowZeros?: boolean },
): MapSquare[] {
  // Inner cells are what a unit and a square share. Who knows the map knows where they share nothing, so empty ones are left out.
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
    ...limits,
    published: ofUnit.filter((_, u) => units[u]?.count !== null),
    rank: squares.map(({ depth }) => depth),
  })
  return squares.map((square, s) => (fate[s] === 'shown' || square.count === 0 ? square : { ...square, count: null }))
}
