import { crossFilter } from '../../../src/statistics/cross-filter.ts'
import type { CrossDimension } from '../../../src/statistics/cross-filter-codes.ts'
import { line, milliseconds, random } from '../beside-peer.ts'

const HOUR = 0
const AREA = 1

/** Rows with an hour of the week, an area, a type, a month and the weekday of the hour; some areas and types have most of them. */
export function measureCrossFilter(): void {
  for (const n of [100_000, 1_000_000, 10_000_000]) {
    const hour = Uint8Array.from({ length: n }, () => random.below(168))
    const skewed = (size: number) => Uint8Array.from({ length: n }, () => Math.floor(size * random.uniform() ** 2))
    const dimensions: CrossDimension[] = [
      { codes: hour, cardinality: 168 },
      { codes: skewed(20), cardinality: 20 },
      { codes: skewed(12), cardinality: 12 },
      { codes: Uint8Array.from({ length: n }, () => random.below(60)), cardinality: 60 },
      { codes: hour.map((code) => Math.floor(code / 24)), cardinality: 7 },
    ]
    const filter = crossFilter(dimensions)
    filter.select(AREA, { values: [0, 3, 7] })
    filter.select(3, { ranges: [[12, 47]] })
    const definition = () => milliseconds(1, () => written(dimensions, { 0: window(9), 1: [0, 3, 7], 3: months }))
    let from = 0
    const step = (one: typeof filter) => () => {
      from = (from + 1) % 120
      one.select(HOUR, { ranges: [[from, from + 24]] })
      return dimensions.map((_, d) => one.counts(d))
    }
    step(filter)()
    const isTarget = n === 10_000_000
    line({
      what: `cross-filter ${n} rows, 5 views, a step of a brush (${filter.engine})`,
      own: slowest(100, step(filter)),
      ...(isTarget && { promised: 16 }),
      definition,
    })
    let isEven = false
    line({
      what: `cross-filter ${n} rows, first step in another dimension (${filter.cells} cells)`,
      own: milliseconds(6, () => {
        isEven = !isEven
        filter.select(isEven ? AREA : HOUR, isEven ? { values: [0, 3, 7] } : { ranges: [[9, 33]] })
        return dimensions.map((_, d) => filter.counts(d))
      }),
      definition,
    })
    line({ what: `cross-filter ${n} rows, made`, own: milliseconds(1, () => crossFilter(dimensions)) })
    const scan = crossFilter(dimensions, { engine: 'scan' })
    scan.select(AREA, { values: [0, 3, 7] })
    scan.select(3, { ranges: [[12, 47]] })
    step(scan)()
    line({ what: `cross-filter ${n} rows, 5 views, a step by the scan`, own: median(21, step(scan)), definition })
  }
}

const months = Array.from({ length: 36 }, (_, k) => 12 + k)
const window = (from: number) => Array.from({ length: 25 }, (_, k) => from + k)

/** A promise for a step holds for all of them. */
function slowest(steps: number, step: () => unknown): number {
  let worst = 0
  for (let s = 0; s < steps; s++) worst = Math.max(worst, milliseconds(1, step))
  return worst
}

function median(steps: number, step: () => unknown): number {
  return Array.from({ length: steps }, () => milliseconds(1, step)).sort((a, b) => a - b)[steps >> 1] as number
}

/** The definition: for each view each row that is in the selections of all others. */
function written(dimensions: readonly CrossDimension[], selections: Record<number, number[]>): Float64Array[] {
  const chosen = dimensions.map((_, d) => selections[d] && new Set(selections[d]))
  return dimensions.map(({ codes, cardinality }, v) => {
    const counts = new Float64Array(cardinality)
    for (let i = 0; i < codes.length; i++) {
      const isIn = dimensions.every((other, d) => d === v || !chosen[d] || chosen[d].has(other.codes[i] as number))
      if (isIn) counts[codes[i] as number] = (counts[codes[i] as number] as number) + 1
    }
    return counts
  })
}
