import { demand, demandNumber, demandNumbers } from './invalid.ts'
import type { Neighbours } from './neighbours.ts'

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
