import { demandCoordinates, demandDays, FURTHEST } from './coordinates.ts'
import { type Divided, inOnePart } from './divided.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { EXPOSURE } from './limits.ts'
import { stoppedP } from './monte-carlo.ts'
import { Random } from './random.ts'
import { apart } from './scan-apart.ts'
import { ScanCircles, type ScanPlaces } from './scan-circles.ts'
import { bernoulliWorld, permutationWorld, poissonWorld, type ScanEvents, type ScanWorld } from './scan-models.ts'
import { type RecentEvents, ScanWindows } from './scan-windows.ts'
import { mergeSpots } from './spots.ts'

export interface EmergingClustersInput {
  /** Metres (SWEREF 99 TM), and the day as a whole number of any origin. With controls: of cases and controls. */
  x: ArrayLike<number>
  y: ArrayLike<number>
  days: ArrayLike<number>
  /** How many events each row stands for; 1 where not given. 0 names a place where nothing has happened: a circle may have its middle there. */
  counts?: ArrayLike<number>
  /** 1 for a case, 0 for a control; gives the Bernoulli model. */
  isCase?: ArrayLike<number>
  /** People where they live; gives the Poisson model. Every case is counted where the nearest of these are. */
  population?: { x: ArrayLike<number>; y: ArrayLike<number>; people: ArrayLike<number> }
}

export interface EmergingClustersOptions {
  /** Largest radius of a circle, in metres, the edge counted. */
  radius: number
  /** Longest cluster in days, up to and with the last day. */
  longest: number
  /** Fewest cases of a cluster. */
  least?: number
  /** No circle holds more than this share of all cases (or people). */
  mostShare?: number
  /** First and last day of the study; those of the events where not given. */
  from?: number
  to?: number
  replicates?: number
  /** No more worlds are drawn for a cluster when so many of them have had one as remarkable: its p is then known well enough. All are drawn where not given. */
  enough?: number
  /** Days between two analyses like this one, for the recurrence interval. */
  everyDays?: number
  /** How many clusters to tell at most; those after the first share no place with one before. */
  most?: number
  seed?: number
}

export interface EmergingCluster {
  x: number
  y: number
  /** To the place furthest out. */
  radius: number
  from: number
  to: number
  cases: number
  expected: number
  /** Cases over expected. */
  ratio: number
  llr: number
  p: number
  /** Worlds that p is by: `replicates`, or fewer with `enough`. */
  worlds: number
  /** So many days pass on average between clusters this remarkable where nothing has happened. */
  recurrenceDays: number
  /** Rows of the input (of the population where it is given) whose places lie in the circle. */
  members: number[]
}

export interface EmergingClusters {
  model: 'permutation' | 'poisson' | 'bernoulli'
  /** Cases, and places they are at. */
  n: number
  places: number
  from: number
  to: number
  replicates: number
  clusters: EmergingCluster[]
  /** Furthest that a case was moved to where people live; null without a population. */
  furthestMove: number | null
}

/**
 * Clusters that are going on: cylinders of places and last days with more cases than the rest tells to expect, by the prospective
 * space-time scan statistic (Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005, *PLoS Medicine* 2:e59; Kulldorff 2001,
 * *JRSS A* 164). The p of the largest counts all places, radii and lengths that were looked at.
 *
 * @throws StatisticsInvalid
 */
export function emergingClusters(input: EmergingClustersInput, options: EmergingClustersOptions): EmergingClusters {
  return inOnePart(emergingClustersJob(input, options))
}

/** The same as a job whose replicates may be shared; a part holds the largest ratio of each of its worlds. */
export function emergingClustersJob(
  input: EmergingClustersInput,
  options: EmergingClustersOptions,
): Divided<Float64Array, EmergingClusters> {
  const { radius, longest, least = 3, mostShare = 0.5, replicates = 999, everyDays = 1, most = 5, seed = 1 } = options
  const { enough = Number.POSITIVE_INFINITY } = options
  const { from, to } = demandInput(input, options)
  demandNumber(radius, 'radius', { min: 0 })
  demandNumber(longest, 'longest', { min: 1, max: Math.min(to - from + 1, 1000), isWhole: true })
  demandNumber(least, 'least', { min: 2, isWhole: true })
  demandNumber(mostShare, 'mostShare', { min: 0.001, max: 1 })
  demandNumber(replicates, 'replicates', { min: 1, max: 99_999, isWhole: true })
  if (options.enough !== undefined) demandNumber(enough, 'enough', { min: 1, isWhole: true })
  demandNumber(everyDays, 'everyDays', { min: 1e-3 })
  demandNumber(most, 'most', { min: 1, isWhole: true })
  demandNumber(seed, 'seed', { isWhole: true })
  const { places, rowsOf, events, furthestMove } = placesOf(input, to)
  const model = input.population ? 'poisson' : input.isCase ? 'bernoulli' : 'permutation'
  const n = events.isCase ? events.isCase.reduce((sum, one) => sum + one, 0) : events.place.length
  const common = { model, n, places: places.x.length, from, to, replicates, furthestMove } as const
  if (n < least) return { units: 1, part: () => new Float64Array(0), join: () => ({ ...common, clusters: [] }) }
  const world: ScanWorld =
    model === 'poisson'
      ? poissonWorld(events, places.weight, longest, to - from + 1)
      : model === 'bernoulli'
        ? bernoulliWorld(events, longest)
        : permutationWorld(events, longest)
  const weight = places.weight.reduce((a, b) => a + b, 0)
  const circles = new ScanCircles(places, radius, mostShare * weight)
  const windows = new ScanWindows(circles, world.likelihood, { longest, least, mostCases: world.mostCases })
  let told: ReturnType<typeof apart> | undefined
  const found = () => {
    told ??= apart(windows.bestOfEach(world.observed), circles, places, most)
    return told
  }
  // The same cylinder of other cases is the same ratio, give or take rounding.
  const pOf = (llr: number, drawn: Float64Array) => stoppedP(llr - 1e-9, drawn, { replicates, enough })
  return {
    units: replicates,
    ...(enough < replicates && {
      // Whatever has had worlds enough for the most remarkable has them for the others.
      isEnough: (parts: readonly Float64Array[]) => {
        const largest = Math.max(...found().map(({ cylinder }) => cylinder.llr))
        return !Number.isFinite(largest) || pOf(largest, oneAfterAnother(parts)).isStopped
      },
    }),
    part: (first, beyond) => {
      const drawn = roomFor(world)
      return Float64Array.from({ length: beyond - first }, (_, k) => {
        world.draw(new Random(seed, first + k), drawn)
        return windows.largest(drawn)
      })
    },
    join: (parts) => {
      const drawn = oneAfterAnother(parts)
      const clusters = found().map(({ cylinder, ids, radius }): EmergingCluster => {
        const { p, drawn: worlds } = pOf(cylinder.llr, drawn)
        const expected = model === 'bernoulli' ? (cylinder.against * n) / events.place.length : cylinder.against
        return {
          x: places.x[cylinder.centre] as number,
          y: places.y[cylinder.centre] as number,
          radius,
          from: to - cylinder.days + 1,
          to,
          cases: cylinder.cases,
          expected,
          ratio: cylinder.cases / expected,
          llr: cylinder.llr,
          p,
          worlds,
          recurrenceDays: everyDays / p,
          members: ids.flatMap((s) => rowsOf[s] ?? []),
        }
      })
      return { ...common, clusters }
    },
  }
}

function oneAfterAnother(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function roomFor(world: ScanWorld): RecentEvents {
  const size = Math.max(world.mostCases, world.observed.length)
  return {
    place: new Int32Array(size),
    age: new Uint16Array(size),
    isCase: world.observed.isCase && new Uint8Array(size),
    length: 0,
  }
}

function demandInput(input: EmergingClustersInput, options: EmergingClustersOptions): { from: number; to: number } {
  const { x, y, days, counts, isCase, population } = input
  demandSameLength(x, y, 'y', 'x')
  demandSameLength(x, days, 'days', 'x')
  demandCoordinates(x, y, ['x', 'y'])
  demandDays(days, 'days', { isWhole: true })
  demand(x.length > 0, 'points', x.length, ['minst en händelse', 'at least one event'])
  if (counts) {
    demandSameLength(x, counts, 'counts', 'x')
    demandNumbers(counts, 'counts', { min: 0, max: 1e6, isWhole: true })
    let all = 0
    for (let i = 0; i < counts.length; i++) all += counts[i] as number
    demand(all <= 1e7, 'counts', all, ['högst 10⁷ händelser', 'at most 10⁷ events'])
  }
  demand(!isCase || !population, 'population', population?.x.length, [
    'antingen kontroller eller befolkning',
    'either controls or a population',
  ])
  if (isCase) {
    demandSameLength(x, isCase, 'isCase', 'x')
    demandNumbers(isCase, 'isCase', { min: 0, max: 1, isWhole: true })
  }
  if (population) {
    demandSameLength(population.x, population.y, 'population.y', 'population.x')
    demandSameLength(population.x, population.people, 'population.people', 'population.x')
    demandCoordinates(population.x, population.y, ['population.x', 'population.y'])
    demandNumbers(population.people, 'population.people', { min: 0, max: EXPOSURE.max })
    const somebody = Array.from(population.people).some((people) => people > 0)
    demand(somebody, 'population', population.x.length, ['någon som bor någonstans', 'somebody who lives somewhere'])
  }
  let [first, last] = [Infinity, -Infinity]
  for (let i = 0; i < days.length; i++) {
    first = Math.min(first, days[i] as number)
    last = Math.max(last, days[i] as number)
  }
  const { from = first, to = last } = options
  demandNumber(from, 'from', { min: -FURTHEST, max: first, isWhole: true })
  demandNumber(to, 'to', { min: last, max: FURTHEST, isWhole: true })
  return { from, to }
}

interface Placed {
  places: ScanPlaces
  /** Rows of the input that each place was made of. */
  rowsOf: number[][]
  events: ScanEvents
  furthestMove: number | null
}

/** Places from the west, and events in their order: nothing that follows depends on the order of the input. */
function placesOf(input: EmergingClustersInput, to: number): Placed {
  const { x, y, days, counts, isCase, population } = input
  const inhabited =
    population &&
    Int32Array.from(Array.from(population.people).keys()).filter((i) => (population.people[i] as number) > 0)
  const spots =
    population && inhabited
      ? mergeSpots(
          Float64Array.from(inhabited, (i) => population.x[i] as number),
          Float64Array.from(inhabited, (i) => population.y[i] as number),
          Float64Array.from(inhabited, (i) => population.people[i] as number),
        )
      : mergeSpots(x, y, counts)
  const rowsOf: number[][] = Array.from(spots.x, () => [])
  spots.of.forEach((s, i) => {
    rowsOf[s]?.push(inhabited ? (inhabited[i] as number) : i)
  })
  let furthest = 0
  const placeOf = (i: number): number => {
    if (!population) return spots.of[i] as number
    let [nearest, least] = [0, Infinity]
    for (let s = 0; s < spots.x.length; s++) {
      const far = Math.hypot((spots.x[s] as number) - (x[i] as number), (spots.y[s] as number) - (y[i] as number))
      if (far < least) [nearest, least] = [s, far]
    }
    furthest = Math.max(furthest, least)
    return nearest
  }
  const events: { place: number; age: number; isCase: number }[] = []
  for (let i = 0; i < x.length; i++) {
    const one = { place: placeOf(i), age: to - (days[i] as number), isCase: isCase ? (isCase[i] as number) : 1 }
    for (let k = 0; k < (counts ? (counts[i] as number) : 1); k++) events.push(one)
  }
  events.sort((a, b) => a.place - b.place || a.age - b.age || b.isCase - a.isCase)
  return {
    places: { x: spots.x, y: spots.y, weight: spots.weight },
    rowsOf,
    events: {
      place: Int32Array.from(events, (one) => one.place),
      age: Int32Array.from(events, (one) => one.age),
      isCase: isCase ? Uint8Array.from(events, (one) => one.isCase) : null,
    },
    furthestMove: population ? furthest : null,
  }
}
