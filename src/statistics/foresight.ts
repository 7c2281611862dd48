import { demandCoordinates, demandDay, demandDays, FURTHEST } from './coordinates.ts'
import type { Edge } from './density.ts'
import type { Kernel } from './density-kernels.ts'
import type { Divided } from './divided.ts'
import { type ForesightWay, type Grid, gridOf, Maps, waysOf } from './foresight-maps.ts'
import type { Interval } from './intervals.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { demandShares, gainOf, type MapScore, scored } from './map-score.ts'
import { signFlips } from './sign-flips.ts'
import { isClear } from './verdict.ts'

export interface ForesightOptions {
  /** Side of the squares in metres. */
  size: number
  /** The area that is divided; else the rectangle that holds the points. */
  bounds?: { minX: number; minY: number; maxX: number; maxY: number }
  /** How many days back a map looks, and how many days on it is asked about. */
  trainDays: number
  horizonDays: number
  /** The first day and the day after the last; else those of the points. */
  days?: { from: number; to: number }
  /** Standard deviations of the kernels that are tried, in metres. */
  bandwidths: readonly number[]
  /** In so many days an event comes to count half; with these the counts and densities are tried so weighted too. */
  halfLives?: readonly number[]
  kernel?: Kernel
  edge?: Edge
  /** Parts of the area that are asked about, and the one that decides. */
  shares?: readonly number[]
  decideAt?: number
  /** Part of the rounds in which the map is picked; the others have not been seen then. */
  pickShare?: number
  level?: number
  permutations?: number
  seed?: number
}

export const FORESIGHT_VERDICTS = ['battre', 'samre', 'ingen-tydlig-skillnad', 'gar-inte-att-avgora'] as const
export type ForesightVerdict = (typeof FORESIGHT_VERDICTS)[number]

export interface Foresight {
  columns: number
  rows: number
  minX: number
  minY: number
  rounds: { picking: number; unseen: number }
  /** What was tried, and how it did in the rounds for picking; the simple count first. */
  tried: (ForesightWay & { score: MapScore })[]
  /** The best of them but for the simple count; null where there were no rounds to pick in. */
  chosen: string | null
  /** In the rounds not seen, by share: the simple count and the chosen. */
  unseen: { count: MapScore; chosen: MapScore }[]
  /** Each of these at the share that decides. */
  byRound: { day: number; events: number; count: number; chosen: number }[]
  /** Hit rate of the chosen less that of the simple count; null where too few rounds are left to tell. */
  difference: { hitRate: number; interval: Interval; p: number } | null
  verdict: ForesightVerdict
}

/** What a round tells: events after and before, the most that any map could have hit, and each way's hits after and before. */
interface Layout {
  width: number
  most(share: number): number
  hits(way: number, share: number): number
  before(way: number, share: number): number
}

/**
 * Does the map foresee? At one day after the other maps are made of what had happened by then and asked how much of what happened next lay
 * where they had most (rolling origin). The bandwidth is picked in the earlier rounds and tried in the later ones, beside the simple count by square. A
 * job whose rounds may be shared.
 *
 * @param x metres (SWEREF 99 TM). @param y metres. @param days time in days, any origin. @throws StatisticsInvalid
 */
export function foresightJob(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  days: ArrayLike<number>,
  options: ForesightOptions,
): Divided<Float64Array, Foresight> {
  const settings = demandForesight(x, y, days, options)
  const { shares, decideAt, rounds, first, grid } = settings
  const { trainDays, horizonDays, pickShare = 0.5, level = 0.95, permutations = 999, seed = 1 } = options
  const ways = waysOf(options)
  const asked = [...shares, decideAt]
  const layout = layoutOf(ways.length, asked.length)
  const dayOf = (round: number): number => first + trainDays + round * horizonDays
  return {
    units: rounds,
    part: (from, to) => {
      const told = new Float64Array(layout.width * (to - from))
      const maps = new Maps(x, y, days, grid, options)
      for (let r = from; r < to; r++) {
        const own = told.subarray(layout.width * (r - from), layout.width * (r - from + 1))
        const cutoff = dayOf(r)
        const after = maps.counts(cutoff, cutoff + horizonDays)
        const before = maps.counts(cutoff - trainDays, cutoff)
        own[0] = after.total
        own[1] = before.total
        gainOf(after.squares, maps.area, [after.squares], asked).forEach(([most = 0], s) => {
          own[layout.most(s)] = most
        })
        ways.forEach((way, w) => {
          const value = maps.map(way, cutoff - trainDays, cutoff)
          gainOf(value, maps.area, [after.squares, before.squares], asked).forEach(([hits = 0, past = 0], s) => {
            own[layout.hits(w, s)] = hits
            own[layout.before(w, s)] = past
          })
        })
      }
      return told
    },
    join: (parts) => {
      const told: Float64Array[] = []
      for (const part of parts)
        for (let at = 0; at < part.length; at += layout.width) told.push(part.subarray(at, at + layout.width))
      const picking = rounds < 2 ? 0 : Math.max(1, Math.floor(rounds * pickShare))
      const [seen, unseen] = [told.slice(0, picking), told.slice(picking)]
      const last = asked.length - 1
      const tried = ways.map((way, w) => ({ ...way, score: together(seen, layout, w, last, decideAt) }))
      let chosen = -1
      tried.forEach(({ score }, w) => {
        if (w > 0 && picking > 0 && (chosen < 0 || score.hits > (tried[chosen]?.score.hits ?? 0))) chosen = w
      })
      const hits = (one: Float64Array, w: number): number => (w < 0 ? 0 : (one[layout.hits(w, last)] as number))
      const flips =
        chosen < 0
          ? null
          : signFlips(
              unseen.map((one) => hits(one, chosen) - hits(one, 0)),
              unseen.map((one) => one[0] as number),
              { level, permutations, seed },
            )
      return {
        columns: grid.columns,
        rows: grid.rows,
        minX: grid.minX,
        minY: grid.minY,
        rounds: { picking, unseen: unseen.length },
        tried,
        chosen: tried[chosen]?.name ?? null,
        unseen:
          chosen < 0
            ? []
            : shares.map((share, s) => ({
                count: together(unseen, layout, 0, s, share),
                chosen: together(unseen, layout, chosen, s, share),
              })),
        byRound: unseen.map((one, r) => ({
          day: dayOf(picking + r),
          events: one[0] as number,
          count: hits(one, 0),
          chosen: hits(one, chosen),
        })),
        difference: flips && { hitRate: flips.difference, interval: flips.interval, p: flips.p },
        verdict: !flips
          ? 'gar-inte-att-avgora'
          : !isClear(flips.p, level)
            ? 'ingen-tydlig-skillnad'
            : flips.difference > 0
              ? 'battre'
              : 'samre',
      }
    },
  }
}

function demandForesight(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  days: ArrayLike<number>,
  options: ForesightOptions,
): { shares: readonly number[]; decideAt: number; rounds: number; first: number; grid: Grid } {
  const { size, trainDays, horizonDays, bandwidths, halfLives = [] } = options
  const { shares = [0.01, 0.02, 0.05, 0.1], decideAt = 0.05, pickShare = 0.5, level = 0.95 } = options
  demandSameLength(x, y, 'y', 'x')
  demandSameLength(x, days, 'days', 'x')
  demand(x.length > 0, 'points', 0, ['minst en punkt', 'at least one point'])
  demandCoordinates(x, y, ['x', 'y'])
  demandDays(days, 'days')
  demandNumber(size, 'size', { min: 1e-3, max: FURTHEST })
  demandNumber(trainDays, 'trainDays', { min: 1e-3, max: FURTHEST })
  demandNumber(horizonDays, 'horizonDays', { min: 1e-3, max: FURTHEST })
  demand(bandwidths.length >= 1 && bandwidths.length <= 20, 'bandwidths', bandwidths.length, [
    '1–20 bandbredder',
    '1–20 bandwidths',
  ])
  demandNumbers(bandwidths, 'bandwidths', { min: Number.MIN_VALUE })
  demand(halfLives.length <= 5, 'halfLives', halfLives.length, ['högst fem', 'at most five'])
  demandNumbers(halfLives, 'halfLives', { min: Number.MIN_VALUE })
  demandShares(shares)
  demandNumber(decideAt, 'decideAt', { min: 1e-6, max: 1 })
  demandNumber(pickShare, 'pickShare', { min: 0.05, max: 0.95 })
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  demandNumber(options.permutations ?? 1, 'permutations', { min: 1, max: 99_999, isWhole: true })
  demandNumber(options.seed ?? 1, 'seed', { isWhole: true })
  const grid = gridOf(x, y, options)
  const inside = (i: number): boolean => {
    const column = Math.floor(((x[i] as number) - grid.minX) / size)
    const row = Math.floor(((y[i] as number) - grid.minY) / size)
    return column >= 0 && row >= 0 && column < grid.columns && row < grid.rows
  }
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < days.length; i++) {
    demand(inside(i), `points[${i}]`, [x[i], y[i]], ['en punkt inom rektangeln', 'a point inside the rectangle'])
    least = Math.min(least, days[i] as number)
    most = Math.max(most, days[i] as number)
  }
  const first = options.days?.from ?? Math.floor(least)
  const end = options.days?.to ?? Math.floor(most) + 1
  demandDay(first, 'days.from')
  demandDay(end, 'days.to')
  demand(end > first, 'days.to', end, [`en dag efter ${first}`, `a day after ${first}`])
  const rounds = Math.max(0, Math.floor((end - first - trainDays) / horizonDays + 1e-9))
  demand(rounds <= 2000, 'horizonDays', horizonDays, ['högst 2000 omgångar', 'at most 2000 rounds'])
  return { shares, decideAt, rounds, first, grid }
}

function layoutOf(ways: number, shares: number): Layout {
  return {
    width: 2 + shares + 2 * ways * shares,
    most: (s) => 2 + s,
    hits: (w, s) => 2 + shares + 2 * (w * shares + s),
    before: (w, s) => 3 + shares + 2 * (w * shares + s),
  }
}

/** One way's score over some rounds together. */
function together(told: readonly Float64Array[], layout: Layout, way: number, s: number, share: number): MapScore {
  const sum = (at: number): number => told.reduce((total, one) => total + (one[at] as number), 0)
  return scored({
    share,
    hits: sum(layout.hits(way, s)),
    most: sum(layout.most(s)),
    events: sum(0),
    hitsBefore: sum(layout.before(way, s)),
    eventsBefore: sum(1),
  })
}
