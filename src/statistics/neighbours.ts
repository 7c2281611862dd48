import { Buckets, GrowingInts } from './buckets.ts'
import { canonicalOrder, demandCoordinates } from './coordinates.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'

/** Who is whose neighbour: those of place i stand in `to` from `from[i]` to `from[i + 1]`, rising, never i itself. */
export interface Neighbours {
  from: Int32Array
  to: Int32Array
}

/** How neighbours are found: from where the places lie or from a map, never from the order they come in. */
export type NeighbourRule =
  /** All within a distance in metres, the edge counted. */
  | { kind: 'band'; distance: number }
  /** The k nearest; those as far away as the last of them enter together with it. */
  | { kind: 'nearest'; k: number }
  /** Squares of a grid, by the middles of the squares: the up to eight that touch. */
  | { kind: 'queen'; size: number }
  /** Said for each place by the places' indexes: areas that share a border. */
  | { kind: 'list'; of: readonly (readonly number[])[] }

/** More pairs than this do not fit in the memory a job may use. */
const MOST_PAIRS = 100_000_000

/**
 * Neighbours of places.
 *
 * @param x metres (SWEREF 99 TM). @param y metres. Two places never lie on one spot. @param given the index by which an error tells each
 * place; where it stands here if not given. @throws StatisticsInvalid
 */
export function neighboursOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  rule: NeighbourRule,
  given?: ArrayLike<number>,
): Neighbours {
  demandSameLength(x, y, 'y', 'x')
  demandCoordinates(x, y, ['x', 'y'])
  if (rule.kind === 'list') return listedNeighbours(rule.of, x.length)
  const known = given ?? Int32Array.from({ length: x.length }, (_, i) => i)
  if (rule.kind === 'queen') return queenNeighbours(x, y, rule.size, known)
  demandDistinct(x, y, known)
  if (rule.kind === 'band') demandNumber(rule.distance, 'neighbours.distance', { min: Number.MIN_VALUE })
  else demandNumber(rule.k, 'neighbours.k', { min: 1, max: Math.max(1, x.length - 1), isWhole: true })
  if (x.length === 0) return { from: new Int32Array(1), to: new Int32Array(0) }
  const buckets = new Buckets(x, y, rule.kind === 'band' ? rule.distance : 0)
  const found = new GrowingInts()
  return collect(x.length, (i, push) => {
    const [px, py] = [x[i] as number, y[i] as number]
    if (rule.kind === 'band') buckets.within(px, py, rule.distance, found)
    else nearest(buckets, x, y, i, rule.k, found)
    for (let at = 0; at < found.length; at++) {
      const j = found.values[at] as number
      if (j !== i) push(j)
    }
  })
}

/**
 * Neighbours among some of the places, by their order there; errors tell a place by its index among all. A list is taken as it is said: a
 * place may name one that does not name it.
 */
export function neighboursAmong(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  rule: NeighbourRule,
  members: Int32Array,
): Neighbours {
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(members, (i) => values[i] as number)
  if (rule.kind !== 'list') return neighboursOf(pick(x), pick(y), rule, members)
  if (rule.of.length === x.length) rule.of.forEach(demandOthers)
  const all = neighboursOf(x, y, rule)
  const place = new Int32Array(x.length).fill(-1)
  members.forEach((i, k) => {
    place[i] = k
  })
  const of = Array.from(members, (i) =>
    Array.from(all.to.subarray(all.from[i], all.from[i + 1]), (j) => place[j] as number).filter((k) => k >= 0),
  )
  return neighboursOf(pick(x), pick(y), { kind: 'list', of })
}

/** A place is no neighbour of its own, and each other one is named once. */
function demandOthers(own: readonly number[], i: number): void {
  const seen = new Set<number>()
  own.forEach((j, k) => {
    const path = `neighbours.of[${i}][${k}]`
    demand(j !== i, path, j, ['en annan plats än den själv', 'another place than itself'])
    demand(!seen.has(j), path, j, ['en plats som inte redan står där', 'a place that is not there already'])
    seen.add(j)
  })
}

function listedNeighbours(of: readonly (readonly number[])[], n: number): Neighbours {
  demand(of.length === n, 'neighbours.of', of.length, [
    `en lista för varje plats (${n})`,
    `a list for each place (${n})`,
  ])
  return collect(n, (i, push) => {
    const own = [...new Set(of[i] as readonly number[])]
    demandNumbers(own, `neighbours.of[${i}]`, { min: 0, max: n - 1, isWhole: true })
    for (const j of own) if (j !== i) push(j)
  })
}

/** Leaves in `found` the k nearest of place i and those as far away as the last of them. */
function nearest(
  buckets: Buckets,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  i: number,
  k: number,
  found: GrowingInts,
): void {
  found.length = 0
  if (x.length <= k) return
  // Twice as far each time, from about the distance at which k would lie if they were spread evenly.
  let reach = buckets.diagonal * Math.sqrt(k / x.length) || 1
  do {
    buckets.within(x[i] as number, y[i] as number, reach, found)
    reach *= 2
  } while (found.length <= k)
  const squared = (j: number): number =>
    ((x[j] as number) - (x[i] as number)) ** 2 + ((y[j] as number) - (y[i] as number)) ** 2
  const distances = Float64Array.from(found.values.subarray(0, found.length), squared).sort()
  // Place i is the first of them. As far away, give or take what coordinates lose when they are rounded to doubles.
  const last = (distances[k] as number) * (1 + 1e-12)
  let kept = 0
  for (let at = 0; at < found.length; at++) {
    const j = found.values[at] as number
    if (squared(j) <= last) found.values[kept++] = j
  }
  found.length = kept
}

function queenNeighbours(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  size: number,
  given: ArrayLike<number>,
): Neighbours {
  demandNumber(size, 'neighbours.size', { min: Number.MIN_VALUE })
  const n = x.length
  const squares = new Map<number, number>()
  const [minX, minY] = [leastOf(x), leastOf(y)]
  const wide = 2 ** 26
  const key = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const column = squareOf(x[i] as number, minX, size, `x[${given[i]}]`)
    const row = squareOf(y[i] as number, minY, size, `y[${given[i]}]`)
    // One of nothing before the first, so that the one beside the last is not the first of the next row.
    key[i] = row * wide + column + 1
    const other = squares.get(key[i] as number)
    if (other !== undefined) sameSpot(given[i] as number, given[other] as number)
    squares.set(key[i] as number, i)
  }
  return collect(n, (i, push) => {
    for (const row of [-wide, 0, wide])
      for (let column = -1; column <= 1; column++) {
        const j = squares.get((key[i] as number) + row + column)
        if (j !== undefined && j !== i) push(j)
      }
  })
}

/** Which column or row a middle lies in. */
function squareOf(value: number, least: number, size: number, path: string): number {
  const exact = (value - least) / size
  const whole = Math.round(exact)
  demand(Math.abs(exact - whole) < 1e-3 && whole < 2 ** 26 - 2, path, value, [
    `mitten av en ruta i ett rutnät med sidan ${size} från ${least}`,
    `the middle of a square in a grid of side ${size} from ${least}`,
  ])
  return whole
}

function leastOf(values: ArrayLike<number>): number {
  let least = Infinity
  for (let i = 0; i < values.length; i++) least = Math.min(least, values[i] as number)
  return least
}

function demandDistinct(x: ArrayLike<number>, y: ArrayLike<number>, given: ArrayLike<number>): void {
  const order = canonicalOrder(x.length, x, y)
  for (let at = 1; at < order.length; at++) {
    const [a, b] = [order[at - 1] as number, order[at] as number]
    if (x[a] === x[b] && y[a] === y[b]) sameSpot(given[b] as number, given[a] as number)
  }
}

function sameSpot(i: number, other: number): void {
  demand(false, `places[${i}]`, `places[${other}]`, [
    'en egen plats: slå ihop dem som ligger på samma punkt',
    'a place of its own: merge those on the same spot',
  ])
}

function collect(n: number, neighbours: (i: number, push: (j: number) => void) => void): Neighbours {
  const from = new Int32Array(n + 1)
  const all = new GrowingInts()
  const push = (j: number): void => all.push(j)
  for (let i = 0; i < n; i++) {
    neighbours(i, push)
    all.values.subarray(from[i], all.length).sort()
    from[i + 1] = all.length
    demand(all.length <= MOST_PAIRS, 'neighbours', all.length, [
      `en regel som ger högst ${MOST_PAIRS} par`,
      `a rule that gives at most ${MOST_PAIRS} pairs`,
    ])
  }
  return { from, to: all.values.slice(0, all.length) }
}
