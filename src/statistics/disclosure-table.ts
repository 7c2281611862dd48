import type { DerivedSum } from './derived-sums.ts'
import { demand, demandNumber } from './invalid.ts'
import { auditSums, type Fate, suppress } from './suppression.ts'
import { type CellPlace, TableCells, type TableDimension, type TableRow } from './table-cells.ts'

export interface DisclosureOptions {
  /** Counts from 1 to k − 1 are hidden. */
  k?: number
  /** Whether 0 is hidden too: where *nobody here* says something of those who live there, as in a survey. */
  mayNotShowZeros?: boolean
}

/**
 * A table that was shown: the cells that had a number. A cell with null was hidden. A number must be the sum of the rows it was made from:
 * events that came later are told apart by a dimension for when they were registered, and left out by `only`.
 */
export interface Publication {
  cells: readonly { at: CellPlace; value?: number | null }[]
  /** The codes it was made from, by dimension, where not all: the months until then. */
  only?: CellPlace
}

export interface ProtectedTable {
  cells: { at: string[]; value: number | null; fate: Fate }[]
  shown: number
  primary: number
  secondary: number
  /** How many would be shown if every sum that holds a small cell were hidden instead. */
  shownIfSumsHidden: number
  /** Small sums that earlier publications had made known already. */
  knownBefore: { at: string[][]; sum: number; kind: DerivedSum['kind'] }[]
  /** How many times the cells were gone through. */
  rounds: number
}

/**
 * A table with its margins, with cells hidden so that no count from 1 to k − 1, and no sum of hidden cells from 1 to k − 1, can be solved
 * from what is shown and what was published before (see `suppress`).
 *
 * @throws StatisticsInvalid
 */
export function protectTable(
  dimensions: readonly TableDimension[],
  rows: readonly TableRow[],
  options: DisclosureOptions & { published?: readonly Publication[] } = {},
): ProtectedTable {
  const { k = 5, mayNotShowZeros = false, published = [] } = options
  demandNumber(k, 'k', { min: 2, max: 1000, isWhole: true })
  const table = new TableCells(dimensions, rows)
  const sums = table.cells.map(({ inner }) => sumOf(table, inner))
  const isSmall = sums.map((sum) => sum < k && (sum > 0 || mayNotShowZeros))
  const before = published.map((one, p) => setsOf(table, one, `published[${p}]`))
  const { fate, knownBefore, rounds } = suppress(
    table.inner,
    table.cells.map(({ inner }) => inner),
    {
      k,
      mayNotShowZeros,
      rank: table.cells.map(({ rank }) => rank),
      published: before.flatMap(({ shown }) => shown),
      hiddenBefore: before.flatMap(({ hidden }) => hidden),
      alsoHide: smallRemainders(table, sums, isSmall, k),
    },
  )
  const count = (wanted: Fate): number => fate.filter((one) => one === wanted).length
  return {
    cells: table.cells.map(({ at }, c) => ({
      at,
      value: fate[c] === 'shown' ? (sums[c] as number) : null,
      fate: fate[c] as Fate,
    })),
    shown: count('shown'),
    primary: count('primary'),
    secondary: count('secondary'),
    shownIfSumsHidden: shownIfSumsHidden(table, isSmall),
    knownBefore: knownBefore.map(({ inner, sum, kind }) => ({ at: namesOf(inner, table), sum, kind })),
    rounds,
  }
}

/**
 * The small sums that can be solved from several publications about the same inner cells.
 *
 * @throws StatisticsInvalid
 */
export function auditPublications(
  dimensions: readonly TableDimension[],
  rows: readonly TableRow[],
  publications: readonly Publication[],
  options: DisclosureOptions = {},
): { at: string[][]; sum: number; kind: DerivedSum['kind'] }[] {
  const { k = 5, mayNotShowZeros = false } = options
  const table = new TableCells(
    dimensions.map((one) => ({ ...one, show: 'total' as const })),
    rows,
  )
  const sets = publications.map((one, p) => setsOf(table, one, `publications[${p}]`))
  const shown = sets.flatMap((one) => one.shown)
  const hidden = sets.flatMap((one) => one.hidden)
  return auditSums(table.inner, shown, hidden, { k, mayNotShowZeros }).map(({ inner, sum, kind }) => ({
    at: namesOf(inner, table),
    sum,
    kind,
  }))
}

function setsOf(
  table: TableCells,
  { cells, only }: Publication,
  path: string,
): { shown: Int32Array[]; hidden: Int32Array[] } {
  const within = only && new Set(table.placed(only, `${path}.only`))
  const sets: { shown: Int32Array[]; hidden: Int32Array[] } = { shown: [], hidden: [] }
  cells.forEach(({ at, value }, c) => {
    const all = table.placed(at, `${path}.cells[${c}].at`)
    const inner = within ? all.filter((i) => within.has(i)) : all
    if (typeof value === 'number') demandSum(value, sumOf(table, inner), `${path}.cells[${c}].value`)
    sets[value === null ? 'hidden' : 'shown'].push(inner)
  })
  return sets
}

function sumOf(table: TableCells, inner: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < inner.length; at++) sum += table.inner[inner[at] as number] as number
  return sum
}

/** A number that was shown about other events is no sum of these rows, and what it gives away with them cannot be told. */
function demandSum(value: number, sum: number, path: string): void {
  demand(value === sum, path, value, [
    `${sum} som i raderna; har händelser tillkommit sedan dess: en dimension för när de registrerades, och only för dem som fanns då`,
    `${sum} as in the rows; where events have come since then: a dimension for when they were registered, and only for those that were there`,
  ])
}

/** Inner cells by their codes, those with a count; the empty ones only where there are no others. */
function namesOf(inner: readonly number[], table: TableCells): string[][] {
  const filled = inner.filter((i) => (table.inner[i] as number) > 0)
  return (filled.length > 0 ? filled : inner).map((i) => table.nameOf(i))
}

/** The small cells of a line together, where they are still small: they would be what is left of the line's sum. Saves rounds, no more. */
function smallRemainders(
  table: TableCells,
  sums: readonly number[],
  isSmall: readonly boolean[],
  k: number,
): Int32Array[] {
  return table.lines().flatMap(({ children }) => {
    const small = children.filter((c) => isSmall[c])
    const filled = small.filter((c) => (sums[c] as number) > 0)
    const sum = filled.reduce((total, c) => total + (sums[c] as number), 0)
    // One who is alone in a cell takes away 1.
    const hasAlone = filled.some((c) => sums[c] === 1)
    if (filled.length < 2 || sum > (hasAlone ? k : k - 1)) return []
    return [Int32Array.from(small.flatMap((c) => [...(table.cells[c] as { inner: Int32Array }).inner]))]
  })
}

function shownIfSumsHidden(table: TableCells, isSmall: readonly boolean[]): number {
  const small = new Uint8Array(table.inner.length)
  const single = table.cells.map(({ inner }) => inner.length === 1)
  table.cells.forEach(({ inner }, c) => {
    if (single[c] && isSmall[c]) small[inner[0] as number] = 1
  })
  return table.cells.filter(({ inner }, c) => !isSmall[c] && inner.every((i) => small[i] === 0)).length
}
