import { conditionalPermutationJob, type PermutationTails } from './conditional-permutation.ts'
import { canonicalOrder, demandCoordinates } from './coordinates.ts'
import { normalTwoSided } from './distributions.ts'
import { type Divided, inOnePart } from './divided.ts'
import { type GlobalG, globalG } from './global-g.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { type Correction, correct } from './multiple-testing.ts'
import { type NeighbourRule, type Neighbours, neighboursAmong } from './neighbours.ts'

export interface HotSpotsOptions {
  neighbours: NeighbourRule
  /** What each count is measured against, in any unit: population, dwellings, an expected count. Places with 0 take no part. */
  expected?: ArrayLike<number>
  /** 0 takes p from the normal distribution of z instead. */
  permutations?: number
  correction?: Correction
  seed?: number
}

export const QUADRANTS = ['high-high', 'low-low', 'high-low', 'low-high'] as const

/** Null wherever there is nothing to compare: no neighbours, all values alike, nobody lives there. */
export interface HotSpot {
  /** Gi*: the place and its neighbours against all places. */
  z: number | null
  p: number | null
  /** p with the number of places counted. */
  q: number | null
  /** Mean of the place and its neighbours over the mean of all: 2 is twice as many as elsewhere. */
  effect: number | null
  /** Gi: the neighbours alone, against all other places. */
  zWithoutSelf: number | null
  neighbours: number
  moran: { i: number; z: number | null; quadrant: (typeof QUADRANTS)[number] | null } | null
}

export interface HotSpots {
  n: number
  /** Places that took part. */
  tested: number
  permutations: number
  /** Getis and Ord's G of the whole map: above its expectation where high values lie together. */
  global: GlobalG | null
  places: HotSpot[]
}

/** All of Sweden in squares of half a kilometre is fewer; each has an answer of its own, and ten million do not fit in memory. */
const MOST_PLACES = 2_000_000

/**
 * Places that with their neighbours have more, or fewer, than chance gives: Gi* (Ord and Getis 1995) and local Moran (Anselin 1995),
 * with p by conditional permutation. With `expected` the values are rates, standardised so that a small population does not make
 * them uncertain in its own way (the empirical Bayes index of Assunção and Reis 1999).
 *
 * @param x metres (SWEREF 99 TM). @param y metres. @param counts of each place, from 0; places with none belong to the list.
 * @throws StatisticsInvalid
 */
export function hotSpots(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  counts: ArrayLike<number>,
  options: HotSpotsOptions,
): HotSpots {
  return inOnePart(hotSpotsJob(x, y, counts, options))
}

/** The same as a job whose permutations may be shared. */
export function hotSpotsJob(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  counts: ArrayLike<number>,
  options: HotSpotsOptions,
): Divided<PermutationTails | null, HotSpots> {
  const { expected, permutations = 9999, correction = 'bh', seed = 1 } = options
  const n = counts.length
  demand(n >= 3 && n <= MOST_PLACES, 'counts', n, [`3 till ${MOST_PLACES} platser`, `3 to ${MOST_PLACES} places`])
  demandSameLength(counts, x, 'x', 'counts')
  demandSameLength(counts, y, 'y', 'counts')
  demandCoordinates(x, y, ['x', 'y'])
  demandNumbers(counts, 'counts', { min: 0 })
  demandNumber(permutations, 'permutations', { min: 0, max: 99_999, isWhole: true })
  demandNumber(seed, 'seed', { isWhole: true })
  if (expected) {
    demandSameLength(counts, expected, 'expected', 'counts')
    demandNumbers(expected, 'expected', { min: 0 })
  }
  // Values are dealt out to places in their order: another order of the places would be other worlds.
  const order = expected ? canonicalOrder(n, x, y, counts, expected) : canonicalOrder(n, x, y, counts)
  const members = order.filter((i) => !expected || (expected[i] as number) > 0)
  const places: HotSpot[] = Array.from({ length: n }, () => ({
    z: null,
    p: null,
    q: null,
    effect: null,
    zWithoutSelf: null,
    neighbours: 0,
    moran: null,
  }))
  if (members.length < 3)
    return {
      units: 1,
      part: () => null,
      join: () => ({ n, tested: members.length, permutations, global: null, places }),
    }
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(members, (i) => values[i] as number)
  const neighbours = neighboursAmong(x, y, options.neighbours, members)
  const own = pick(counts)
  const per = expected ? pick(expected) : new Float64Array(own.length).fill(1)
  const values = expected ? empiricalBayesIndex(own, per) : own
  const job = localStatisticsJob(values, neighbours, { permutations, correction, seed })
  return {
    ...job,
    join: (parts) => {
      const overall = sumOf(own) / sumOf(per)
      job.join(parts).forEach((one, k) => {
        places[members[k] as number] = { ...one, effect: effectOf(own, per, neighbours, k, overall) }
      })
      return { n, tested: members.length, permutations, global: globalG(values, neighbours), places }
    },
  }
}

/** Rates by how far they are from the overall one, each by its own standard deviation (Assunção and Reis 1999). */
export function empiricalBayesIndex(counts: ArrayLike<number>, population: ArrayLike<number>): Float64Array {
  const n = counts.length
  const [events, people] = [sumOf(counts), sumOf(population)]
  const overall = events / people
  let spread = 0
  for (let i = 0; i < n; i++)
    spread += (population[i] as number) * ((counts[i] as number) / (population[i] as number) - overall) ** 2
  // Where the rates vary less than chance alone would have them there is nothing between places. The paper lets this go below 0, which
  // leaves those with most people almost no variance of their own: they are then found 6 times of 100 where nothing has happened.
  const between = Math.max(0, spread / people - overall / (people / n))
  return Float64Array.from({ length: n }, (_, i) => {
    const variance = between + overall / (population[i] as number)
    const wanted = (population[i] as number) * overall
    const away = (counts[i] as number) - wanted
    // As many as the overall rate has, give or take rounding: where all places are so, what is left of them is no pattern.
    if (!(variance > 0) || Math.abs(away) <= 1e-12 * wanted) return 0
    return away / (population[i] as number) / Math.sqrt(variance)
  })
}

/** What is computed of values whose neighbours are known. */
export function localStatistics(
  values: Float64Array,
  neighbours: Neighbours,
  options: { permutations: number; correction: Correction; seed: number },
): Omit<HotSpot, 'effect'>[] {
  return inOnePart(localStatisticsJob(values, neighbours, options))
}

function localStatisticsJob(
  values: Float64Array,
  neighbours: Neighbours,
  options: { permutations: number; correction: Correction; seed: number },
): Divided<PermutationTails | null, Omit<HotSpot, 'effect'>[]> {
  const n = values.length
  const mean = sumOf(values) / n
  let squares = 0
  let largest = 0
  for (const value of values) {
    squares += (value - mean) ** 2
    largest = Math.max(largest, Math.abs(value))
  }
  const variance = squares / n
  // All alike, give or take rounding.
  const isFlat = variance <= (1e-13 * largest) ** 2 * n
  const isPermuted = options.permutations > 0 && !isFlat
  const dealt = isPermuted
    ? conditionalPermutationJob(values, neighbours, options.permutations, options.seed)
    : { units: 1, part: () => null, join: () => null }
  const join = (parts: readonly (PermutationTails | null)[]): Omit<HotSpot, 'effect'>[] => {
    const p = new Float64Array(n).fill(Number.NaN)
    const found = Array.from({ length: n }, (_, i) => {
      const m = (neighbours.from[i + 1] as number) - (neighbours.from[i] as number)
      const lag = isFlat ? 0 : lagOf(values, neighbours, i, mean)
      const own = (values[i] as number) - mean
      const spread = (n * (m + 1) - (m + 1) ** 2) / (n - 1)
      const z = isFlat || spread <= 0 ? null : (lag + own) / Math.sqrt(variance * spread)
      if (z !== null) p[i] = normalTwoSided(z)
      const zWithoutSelf = isFlat ? null : withoutSelf(own, lag, m, n, variance)
      return { z, zWithoutSelf, neighbours: m, moran: isFlat || m === 0 ? null : moranOf(own, lag, m, n, variance) }
    })
    const permuted = dealt.join(parts as readonly PermutationTails[])
    if (permuted) for (let i = 0; i < n; i++) if (!Number.isNaN(p[i] as number)) p[i] = permuted[i] as number
    const q = correct(p, options.correction)
    return found.map((one, i) => ({ ...one, p: orNull(p[i] as number), q: orNull(q[i] as number) }))
  }
  return { units: dealt.units, part: (from, to) => dealt.part(from, to), join }
}

/** Gi (Getis and Ord 1992): the neighbours alone, against all others. `own` and `lag` are differences from the mean of all. */
function withoutSelf(own: number, lag: number, m: number, n: number, variance: number): number | null {
  const othersMean = -own / (n - 1)
  const othersVariance = (n * variance - own * own) / (n - 1) - othersMean ** 2
  const spread = ((n - 1) * m - m * m) / (n - 2)
  if (spread <= 0 || othersVariance <= 1e-24 * variance) return null
  return (lag - m * othersMean) / Math.sqrt(othersVariance * spread)
}

/** Sum over the neighbours of how far they are from the mean. */
function lagOf(values: Float64Array, { from, to }: Neighbours, i: number, mean: number): number {
  let sum = 0
  for (let at = from[i] as number; at < (from[i + 1] as number); at++)
    sum += (values[to[at] as number] as number) - mean
  return sum
}

/** Row-standardised, with the moments it has when the others are dealt out anew (Sokal, Oden and Thomson 1998). */
function moranOf(own: number, lagSum: number, m: number, n: number, variance: number): NonNullable<HotSpot['moran']> {
  const lag = lagSum / m
  const i = (own * lag) / variance
  const othersMean = -own / (n - 1)
  const othersVariance = (n * variance - own * own) / (n - 1) - othersMean ** 2
  const lagVariance = (othersVariance / m) * ((n - 1 - m) / (n - 2))
  const z = ((lag - othersMean) * Math.sign(own)) / Math.sqrt(lagVariance)
  return {
    i,
    z: own !== 0 && lagVariance > 1e-24 * variance && Number.isFinite(z) ? z : null,
    quadrant: own * lag === 0 ? null : `${own > 0 ? 'high' : 'low'}-${lag > 0 ? 'high' : 'low'}`,
  }
}

function effectOf(
  counts: Float64Array,
  per: Float64Array,
  { from, to }: Neighbours,
  i: number,
  overall: number,
): number | null {
  if (overall === 0) return null
  let [events, exposed] = [counts[i] as number, per[i] as number]
  for (let at = from[i] as number; at < (from[i + 1] as number); at++) {
    events += counts[to[at] as number] as number
    exposed += per[to[at] as number] as number
  }
  return events / exposed / overall
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}
