import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { EXPOSURE } from './limits.ts'

/** Units of a map: squares or areas. */
export interface MapUnits {
  /** What the map foresaw in each, in any unit. */
  predicted: ArrayLike<number>
  /** What happened afterwards. */
  observed: ArrayLike<number>
  /** Size of each, in any unit; all alike where not given. */
  area?: ArrayLike<number>
  /** What had happened in each before, for the recapture rate. */
  before?: ArrayLike<number>
}

/** What the foreseen part of the area held. Null where nothing has happened, so that there is nothing to divide by. */
export interface MapScore {
  /** Of the area. */
  share: number
  /** Events in it; a part of a unit that is cut, or of units that are alike, has that part of their events. */
  hits: number
  hitRate: number | null
  /** Prediction accuracy index: hit rate over share of the area (Chainey, Tompson and Uhlig 2008). */
  pai: number | null
  /** Prediction efficiency index: hits over the most that any map could have in as large an area (Hunt 2016). */
  pei: number | null
  /** Recapture rate index: hits after over before in it, over the same everywhere (Levine 2008). */
  rri: number | null
}

/**
 * How much of what happened lay in the part of the map that was foreseen to have most. Units are taken by what is foreseen for their size;
 * those that are alike are taken together, each with the same part of it, so that the order in which they come plays no part.
 *
 * @param shares of the area, each above 0 and at most 1. @throws StatisticsInvalid
 */
export function scoreMap(units: MapUnits, shares: readonly number[]): MapScore[] {
  const { predicted, observed, before } = units
  demandSameLength(predicted, observed, 'observed', 'predicted')
  demand(predicted.length > 0, 'units', 0, ['minst en enhet', 'at least one unit'])
  demandNumbers(predicted, 'predicted', { min: 0, max: MOST })
  demandNumbers(observed, 'observed', { min: 0, max: MOST })
  const area = units.area ?? new Float64Array(predicted.length).fill(1)
  demandSameLength(predicted, area, 'area', 'predicted')
  demandNumbers(area, 'area', EXPOSURE)
  if (before) {
    demandSameLength(predicted, before, 'before', 'predicted')
    demandNumbers(before, 'before', { min: 0, max: MOST })
  }
  demandShares(shares)
  const chosen = gainOf(predicted, area, before ? [observed, before] : [observed], shares)
  const best = gainOf(observed, area, [observed], shares)
  const events = sumOf(observed)
  const past = before ? sumOf(before) : 0
  return shares.map((share, s) =>
    scored({
      share,
      hits: chosen[s]?.[0] as number,
      most: best[s]?.[0] as number,
      events,
      ...(before && { hitsBefore: chosen[s]?.[1] as number, eventsBefore: past }),
    }),
  )
}

export function demandShares(shares: readonly number[]): void {
  demand(shares.length >= 1 && shares.length <= 50, 'shares', shares.length, ['1–50 andelar', '1–50 shares'])
  shares.forEach((share, s) => {
    demandNumber(share, `shares[${s}]`, { min: 1e-6, max: 1 })
  })
}

/** The indexes from hits and totals, of one map or of several together. */
export function scored(sums: {
  share: number
  hits: number
  most: number
  events: number
  hitsBefore?: number
  eventsBefore?: number
}): MapScore {
  const { share, hits, most, events, hitsBefore = 0, eventsBefore = 0 } = sums
  const hitRate = events > 0 ? hits / events : null
  return {
    share,
    hits,
    hitRate,
    pai: hitRate === null ? null : hitRate / share,
    pei: most > 0 ? hits / most : null,
    rri: hitsBefore > 0 && events > 0 ? hits / hitsBefore / (events / eventsBefore) : null,
  }
}

/** Foreseen and counted alike: over the least area it is still a number. */
const MOST = 1e15

/** Values nearer each other than this part of the largest are alike: what rounding does must not rank. */
const STEPS = 1e10

/**
 * What lies in the top of a ranking.
 *
 * @param value ranks, over the area. @param counted what is added up, each by unit. @returns for each share the sums of these.
 */
export function gainOf(
  value: ArrayLike<number>,
  area: ArrayLike<number>,
  counted: readonly ArrayLike<number>[],
  shares: readonly number[],
): number[][] {
  const n = value.length
  let [highest, whole] = [0, 0]
  for (let i = 0; i < n; i++) {
    highest = Math.max(highest, (value[i] as number) / (area[i] as number))
    whole += area[i] as number
  }
  // The step and the unit in one number, so that they are sorted as numbers are.
  const wide = 2 ** Math.ceil(Math.log2(n + 1))
  const keys = new Float64Array(n)
  const steps = Math.min(STEPS, 2 ** 52 / wide)
  for (let i = 0; i < n; i++) {
    const part = highest > 0 ? (value[i] as number) / (area[i] as number) / highest : 0
    keys[i] = Math.round(part * steps) * wide + i
  }
  keys.sort()
  const order = shares.map((_, s) => s).sort((a, b) => (shares[a] as number) - (shares[b] as number))
  const result: number[][] = shares.map(() => [])
  const sums = counted.map(() => 0)
  const group = counted.map(() => 0)
  let [taken, next] = [0, 0]
  for (let at = n - 1; at >= 0 && next < order.length; ) {
    const step = Math.floor((keys[at] as number) / wide)
    let size = 0
    group.fill(0)
    do {
      const i = (keys[at] as number) % wide
      size += area[i] as number
      for (let c = 0; c < counted.length; c++)
        group[c] = (group[c] as number) + ((counted[c] as ArrayLike<number>)[i] as number)
      at--
    } while (at >= 0 && Math.floor((keys[at] as number) / wide) === step)
    for (; next < order.length; next++) {
      const s = order[next] as number
      const wanted = (shares[s] as number) * whole
      // The whole area is not lost to the last digit of a sum.
      if (wanted > (taken + size) * (1 + 1e-12) && at >= 0) break
      const part = Math.min(1, (wanted - taken) / size)
      result[s] = sums.map((sum, c) => sum + part * (group[c] as number))
    }
    taken += size
    for (let c = 0; c < counted.length; c++) sums[c] = (sums[c] as number) + (group[c] as number)
  }
  return result
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}
