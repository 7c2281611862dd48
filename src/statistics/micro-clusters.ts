import { Buckets, GrowingInts } from './buckets.ts'
import { demandCoordinates, demandDay } from './coordinates.ts'
import { hullWithMargin, type Ring } from './hull.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'
import { correct } from './multiple-testing.ts'
import { mergeSpots, type Spots } from './spots.ts'
import { twoPeriods } from './two-periods.ts'
import type { Verdict } from './verdict.ts'

export interface MicroClustersOptions {
  /** How far from each other events may be, in metres, the edge counted. */
  radius: number
  /** So many events within the radius of a spot, those on it counted, make it a core. */
  least: number
  /** Events each point stands for. */
  weights?: ArrayLike<number>
  /** Metres around the hull. */
  margin?: number
  /** Clusters with fewer events are told without a hull. */
  leastForHull?: number
  /** When each event was, and the two periods that are compared: from `from` up to `split`, and from there up to `to`. */
  time?: { days: ArrayLike<number>; from: number; split: number; to: number }
}

export interface MicroCluster {
  n: number
  /** Different spots among them: 1 is a single address. */
  spots: number
  /** Of all events. */
  share: number
  /** Mean position. */
  x: number
  y: number
  hull: Ring | null
  trend: { before: number; after: number; ratio: number | null; p: number; q: number; verdict: Verdict } | null
}

export interface MicroClusters {
  n: number
  /** Events in no cluster. */
  alone: number
  /** From the most events. */
  clusters: MicroCluster[]
  /** The cluster of each point in the order given, −1 for none. */
  of: Int32Array
}

/**
 * Small areas where events lie close: DBSCAN (Ester, Kriegel, Sander and Xu 1996; Schubert et al. 2017) with weights. An event that is
 * within reach of cores of several clusters goes to the nearest core, so that the answer does not depend on the order of the events.
 *
 * @param x metres (SWEREF 99 TM). @param y metres. @throws StatisticsInvalid
 */
export function microClusters(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: MicroClustersOptions,
): MicroClusters {
  demandInput(x, y, options)
  const { radius, least, weights, margin = radius / 2, leastForHull = 5, time } = options
  const spots = mergeSpots(x, y, weights)
  const label = cluster(spots, radius, least)
  const number = numbered(spots, label)
  const of = Int32Array.from(spots.of, (spot) => number[label[spot] as number] ?? -1)
  const members: number[][] = number.map(() => [])
  for (let spot = 0; spot < label.length; spot++) members[number[label[spot] as number] ?? -1]?.push(spot)
  const all = spots.weight.reduce((a, b) => a + b, 0)
  const clusters = members.map((ids): MicroCluster => {
    const pick = (values: Float64Array): Float64Array => Float64Array.from(ids, (id) => values[id] as number)
    const [px, py, w] = [pick(spots.x), pick(spots.y), pick(spots.weight)]
    const n = w.reduce((a, b) => a + b, 0)
    // From the first spot, so that coordinates of seven figures lose nothing.
    const mean = (values: Float64Array): number => {
      const first = values[0] as number
      return first + values.reduce((sum, value, k) => sum + (w[k] as number) * (value - first), 0) / n
    }
    return {
      n,
      spots: ids.length,
      share: n / all,
      x: mean(px),
      y: mean(py),
      hull: n >= leastForHull ? hullWithMargin(px, py, margin) : null,
      trend: null,
    }
  })
  if (time) addTrends(clusters, of, weights, time)
  const clustered = clusters.reduce((sum, { n }) => sum + n, 0)
  return { n: all, alone: all - clustered, clusters, of }
}

function demandInput(x: ArrayLike<number>, y: ArrayLike<number>, options: MicroClustersOptions): void {
  const { radius, least, weights, margin = 0, leastForHull = 5, time } = options
  demandSameLength(x, y, 'y', 'x')
  demandCoordinates(x, y, ['x', 'y'])
  demandNumber(radius, 'radius', { min: Number.MIN_VALUE })
  demandNumber(least, 'least', { min: 2 })
  demandNumber(margin, 'margin', { min: 0 })
  demandNumber(leastForHull, 'leastForHull', { min: 1 })
  if (weights) {
    demandSameLength(x, weights, 'weights', 'x')
    demandNumbers(weights, 'weights', { ...COUNT, min: 1 })
    let all = 0
    for (let i = 0; i < weights.length; i++) all += weights[i] as number
    demand(all <= COUNT.max, 'weights', all, ['högst 10⁹ händelser sammanlagt', 'at most 10⁹ events in all'])
  }
  if (!time) return
  demandDay(time.from, 'time.from')
  demandDay(time.split, 'time.split')
  demandDay(time.to, 'time.to')
  demand(time.split - time.from >= EXPOSURE.min, 'time.split', time.split, [
    `mer än ${time.from}`,
    `more than ${time.from}`,
  ])
  demand(time.to - time.split >= EXPOSURE.min, 'time.to', time.to, [`mer än ${time.split}`, `more than ${time.split}`])
  demandSameLength(x, time.days, 'time.days', 'x')
  demandNumbers(time.days, 'time.days', { min: time.from, max: time.to })
}

/** A label for each spot, −1 outside every cluster. */
function cluster({ x, y, weight }: Spots, radius: number, least: number): Int32Array {
  const n = x.length
  const label = new Int32Array(n).fill(-1)
  if (n === 0) return label
  const buckets = new Buckets(x, y, radius)
  const found = new GrowingInts()
  const isCore = new Uint8Array(n)
  const near = (spot: number): Int32Array => {
    buckets.within(x[spot] as number, y[spot] as number, radius, found)
    return found.values.subarray(0, found.length)
  }
  for (let spot = 0; spot < n; spot++) {
    let sum = 0
    for (const other of near(spot)) sum += weight[other] as number
    isCore[spot] = sum >= least ? 1 : 0
  }
  const waiting = new GrowingInts()
  let labels = 0
  for (let seed = 0; seed < n; seed++) {
    if (!isCore[seed] || label[seed] !== -1) continue
    label[seed] = labels
    waiting.push(seed)
    while (waiting.length > 0) {
      const spot = waiting.values[--waiting.length] as number
      for (const other of near(spot)) {
        if (!isCore[other] || label[other] !== -1) continue
        label[other] = labels
        waiting.push(other)
      }
    }
    labels++
  }
  for (let spot = 0; spot < n; spot++) {
    if (isCore[spot]) continue
    let [nearest, least] = [-1, Infinity]
    for (const other of near(spot)) {
      if (!isCore[other]) continue
      const far = ((x[other] as number) - (x[spot] as number)) ** 2 + ((y[other] as number) - (y[spot] as number)) ** 2
      // As near: the one furthest west, then south, which is the order of the spots.
      if (far < least || (far === least && other < nearest)) [nearest, least] = [other, far]
    }
    if (nearest >= 0) label[spot] = label[nearest] as number
  }
  return label
}

/** The place of each label among clusters from the most events; as many: from the west. */
function numbered({ weight }: Spots, label: Int32Array): number[] {
  const sums: number[] = []
  label.forEach((one, spot) => {
    if (one >= 0) sums[one] = (sums[one] ?? 0) + (weight[spot] as number)
  })
  const order = sums.map((_, one) => one).sort((a, b) => (sums[b] as number) - (sums[a] as number) || a - b)
  const number = new Array<number>(sums.length)
  order.forEach((one, place) => {
    number[one] = place
  })
  return number
}

function addTrends(
  clusters: MicroCluster[],
  of: Int32Array,
  weights: ArrayLike<number> | undefined,
  time: NonNullable<MicroClustersOptions['time']>,
): void {
  const counts = clusters.map(() => ({ before: 0, after: 0 }))
  of.forEach((at, i) => {
    const count = counts[at]
    if (count) count[(time.days[i] as number) < time.split ? 'before' : 'after'] += weights ? (weights[i] as number) : 1
  })
  const tests = counts.map(({ before, after }) =>
    twoPeriods({ count: before, exposure: time.split - time.from }, { count: after, exposure: time.to - time.split }),
  )
  const q = correct(
    tests.map(({ p }) => p),
    'bh',
  )
  clusters.forEach((one, at) => {
    const test = tests[at] as ReturnType<typeof twoPeriods>
    const isClear = (q[at] as number) < 0.05
    const isChange = test.verdict === 'minskning-trolig' || test.verdict === 'okning-trolig'
    one.trend = {
      ...(counts[at] as { before: number; after: number }),
      ratio: test.ratio,
      p: test.p,
      q: q[at] as number,
      // Among many clusters some change by chance.
      verdict: isChange && !isClear ? 'ingen-tydlig-skillnad' : test.verdict,
    }
  })
}
