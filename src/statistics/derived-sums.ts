import { ModularRows, reduced } from './modular-rows.ts'
import { RowPart } from './small-combinations.ts'

/** How a small sum comes to be known. */
export const DERIVATIONS = [
  /** It is published, or is a sum and difference of what is published. */
  'sum',
  /** So it is for whoever is alone in a cell and knows that its count is 1. */
  'contributor',
  /** A sum of as many as there are cells: where no hidden cell is 0, each of them is 1. */
  'ones',
  /** Cells that hide zeros, and a sum or difference of nothing but those. */
  'zeros',
  /** A part of the table with too many combinations to look through: all of it counts as known. */
  'unsearched',
] as const
export type Derivation = (typeof DERIVATIONS)[number]

export interface DerivedSum {
  kind: Derivation
  /** The combination of cells that is known, modulo the prime: what has to be kept from being solved. */
  vector: Int32Array
  /** The cells of the small sum. */
  cells: number[]
  sum: number
}

export interface SumLimits {
  /** Sums from 1 to k − 1 are small. */
  k: number
  /** Whether 0 is small too. */
  mayNotShowZeros: boolean
}

/**
 * The small sums over cells that can be solved from published sums. Whoever solves may use that counts are never below 0; that counts
 * which are hidden are not 0, where zeros are shown; and own knowledge of being alone in a cell.
 *
 * A sum of cells is a vector of ones and noughts. It can be solved where it is a combination of published rows. A small sum contains no
 * cell with k or more, so these columns are eliminated first, and what is left of the rows is little. Non-negativity makes a sum known
 * only through cells that it forces to be 0; the support of every known combination of cells that are 0 is taken for known, which is
 * more than non-negativity gives and never less (Farkas).
 *
 * @param rows published sums, by cell 1 or 0. @param counts by cell.
 */
export function derivedSums(
  rows: readonly ArrayLike<number>[],
  counts: ArrayLike<number>,
  limits: SumLimits,
): DerivedSum[] {
  const columns = counts.length
  const left = new ModularRows(rows, columns)
  const found: DerivedSum[] = []
  rows.forEach((row, r) => {
    const cells = left.support(r)
    if (cells.length === 0 || cells.some((c) => (counts[c] as number) > 0)) return
    if (limits.mayNotShowZeros) found.push({ kind: 'sum', vector: Int32Array.from(row), cells, sum: 0 })
    for (const c of cells) left.dropColumn(c)
  })
  for (let isMore = true; isMore; ) {
    isMore = false
    for (let r = 0; r < left.count; r++) {
      if (left.inRow[r] !== 1) continue
      const [c] = left.support(r) as [number]
      if (isSmall(counts[c] as number, limits)) found.push(single(c, columns, counts[c] as number))
      left.dropColumn(c)
      isMore = true
    }
  }
  for (let c = 0; c < columns; c++) if ((counts[c] as number) >= limits.k) left.eliminateColumn(c)
  const small: Int32Array[] = []
  for (let r = 0; r < left.count; r++) if ((left.inRow[r] as number) > 0) small.push(left.copyOf(r))
  found.push(...fromSmallCells(small, counts, limits))
  return found
}

function isSmall(sum: number, { k, mayNotShowZeros }: SumLimits): boolean {
  return sum < k && (sum > 0 || mayNotShowZeros)
}

function single(cell: number, columns: number, sum: number): DerivedSum {
  const vector = new Int32Array(columns)
  vector[cell] = 1
  return { kind: 'sum', vector, cells: [cell], sum }
}

/** The same from rows that hold nothing but cells below k. */
function fromSmallCells(given: readonly Int32Array[], allCounts: ArrayLike<number>, limits: SumLimits): DerivedSum[] {
  const used = supportOf(given).sort((a, b) => (allCounts[b] as number) - (allCounts[a] as number) || a - b)
  const counts = used.map((c) => allCounts[c] as number)
  const wide = (row: Int32Array): Int32Array => {
    const vector = new Int32Array(allCounts.length)
    row.forEach((value, at) => {
      vector[used[at] as number] = value
    })
    return vector
  }
  const found: DerivedSum[] = []
  const report = (kind: Derivation, row: Int32Array, cells: readonly number[], sum: number): void => {
    found.push({ kind, vector: wide(row), cells: cells.map((at) => used[at] as number), sum })
  }
  const rows = given.map((row) => {
    const narrow = new Int32Array(used.length)
    for (let at = 0; at < used.length; at++) narrow[at] = row[used[at] as number] as number
    return narrow
  })
  // Cells with counts lead before those without, so that what is led by a zero holds nothing else.
  const all = reduced(rows, [...used.keys()])
  const known = new Uint8Array(used.length)
  for (const { row, lead } of all) {
    if ((counts[lead] as number) > 0) continue
    const cells = supportOf([row])
    for (const c of cells) known[c] = 1
    if (limits.mayNotShowZeros) report('zeros', row, cells, 0)
  }
  const positive = all.filter(({ lead }) => (counts[lead] as number) > 0)
  for (const part of connected(positive, (c) => known[c] === 0)) {
    const own = part.map(({ row }) => row)
    const cells = supportOf(own)
    const isOne = (c: number): boolean => counts[c] === 1
    const rowPart = new RowPart(part, counts, known, limits.k - 1)
    for (const { vector, cells, sum, isUnsearched } of rowPart.small())
      report(isUnsearched ? 'unsearched' : 'sum', vector, cells, sum)
    if (!limits.mayNotShowZeros) {
      // With no count below 1 a combination of cells that are all 1 holds only where each of them is.
      const unknown = cells.filter((c) => !known[c])
      for (const { row, lead } of reduced(own, [...unknown.filter((c) => !isOne(c)), ...unknown.filter(isOne)]))
        if (isOne(lead)) {
          const ones = supportOf([row]).filter((c) => !known[c])
          report('ones', row, ones, ones.length)
        }
    }
    for (const alone of cells.filter((c) => isOne(c) && !known[c]))
      for (const { vector, cells, sum, isUnsearched } of rowPart.smallFor(alone))
        report(isUnsearched ? 'unsearched' : 'contributor', vector, cells, sum)
  }
  return found
}

function supportOf(rows: readonly Int32Array[]): number[] {
  const found = new Set<number>()
  for (const row of rows) for (let c = 0; c < row.length; c++) if (row[c] !== 0) found.add(c)
  return [...found].sort((a, b) => a - b)
}

interface Led {
  row: Int32Array
  lead: number
}

/** Rows that share columns, directly or by others between them. */
function connected(rows: readonly Led[], doesCount: (column: number) => boolean): Led[][] {
  const parts: { rows: Led[]; columns: Set<number> }[] = []
  for (const led of rows) {
    const columns = new Set(supportOf([led.row]).filter(doesCount))
    const own = { rows: [led], columns }
    for (let p = parts.length - 1; p >= 0; p--) {
      const part = parts[p] as (typeof parts)[number]
      if (![...part.columns].some((c) => columns.has(c))) continue
      own.rows.push(...part.rows)
      for (const c of part.columns) columns.add(c)
      parts.splice(p, 1)
    }
    parts.push(own)
  }
  return parts.map((part) => part.rows)
}
