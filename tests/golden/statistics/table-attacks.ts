import fc from 'fast-check'
import type { ProtectedTable } from '../../../src/statistics/disclosure-table.ts'
import { Random } from '../../../src/statistics/random.ts'
import { TableCells, type TableDimension, type TableRow } from '../../../src/statistics/table-cells.ts'
import { boundsOf, isSolved, type ShownSum } from './lp-attacker.ts'

export interface World {
  dimensions: TableDimension[]
  rows: TableRow[]
  k: number
}

/** Tables of two or three dimensions, some with a hierarchy, with many zeros and ones. */
export const worlds = fc
  .record({
    sizes: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 3 }),
    mean: fc.constantFrom(0.3, 1, 3, 8),
    grouped: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    k: fc.constantFrom(2, 3, 4, 5, 10),
    seed: fc.integer({ min: 0, max: 1e9 }),
  })
  .map(({ sizes, mean, grouped, k, seed }): World => {
    const random = new Random(seed)
    const codes = sizes.map((size, d) => Array.from({ length: size }, (_, i) => `${'abc'[d]}${i}`))
    const dimensions = codes.map((own, d) => ({
      name: `d${d}`,
      levels: own.map((code, i) => (grouped[d] ? [code, `${'ABC'[d]}${i < own.length / 2 ? 0 : 1}`] : [code])),
    }))
    const places = codes.reduce<string[][]>((all, own) => all.flatMap((at) => own.map((code) => [...at, code])), [[]])
    return { dimensions, k, rows: places.map((at) => ({ at, count: random.negativeBinomial(mean, 2) })) }
  })

export interface Attack {
  table: TableCells
  shown: ShownSum[]
}

export function attackOn(dimensions: TableDimension[], rows: TableRow[], result: ProtectedTable): Attack {
  const table = new TableCells(dimensions, rows)
  const shown = table.cells.flatMap(({ inner }, c) => {
    const value = result.cells[c]?.value ?? null
    return value === null ? [] : [{ inner: [...inner], value }]
  })
  return { table, shown }
}

/** Small cells of some tables, and small sums of two hidden cells, that linear programming pins to one whole number. */
export function solvedBy(attacks: Attack[], k: number, seed: number, mayKnowZerosShown = true): number[][] {
  const [first] = attacks as [Attack]
  const shown = attacks.flatMap((one) => one.shown)
  const sumOf = (inner: readonly number[]) => inner.reduce((sum, i) => sum + (first.table.inner[i] as number), 0)
  const isSmall = (inner: readonly number[]) => sumOf(inner) > 0 && sumOf(inner) < k
  const known = new Set(shown.map(({ inner }) => inner.join()))
  const cells = attacks.flatMap(({ table }) => table.cells.map(({ inner }) => [...inner]))
  const hidden = [
    ...new Map(cells.filter((inner) => !known.has(inner.join())).map((one) => [one.join(), one])).values(),
  ]
  const random = new Random(seed)
  const pairs = Array.from({ length: hidden.length }, () => {
    const [a = [], b = []] = [hidden[random.below(hidden.length)], hidden[random.below(hidden.length)]]
    return [...new Set([...a, ...b])].sort((one, other) => one - other)
  })
  const singles = new Set(hidden.filter(({ length }) => length === 1).map(([i]) => i as number))
  const areZerosShown = mayKnowZerosShown && [...singles].every((i) => (first.table.inner[i] as number) > 0)
  return [...hidden, ...pairs].filter(isSmall).filter((target) => {
    const bounds = boundsOf(target, shown)
    if (isSolved(bounds)) return true
    if (!areZerosShown) return false
    // Where all zeros are shown what is hidden is at least 1.
    const more = boundsOf(target, shown, { least: (i) => (singles.has(i) ? 1 : 0) })
    return more.high - more.low < 1e-6
  })
}

/** A cell of regrouped dimensions, by the finest codes that it holds. */
export function placesOf(table: TableCells, cell: number): string[][] {
  const names = [...(table.cells[cell]?.inner ?? [])].map((i) => table.nameOf(i))
  return (names[0] ?? []).map((_, d) => [...new Set(names.map((name) => name[d] as string))])
}
