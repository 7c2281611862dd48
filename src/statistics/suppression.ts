import { type DerivedSum, derivedSums, type SumLimits } from './derived-sums.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'
import { ModularRows } from './modular-rows.ts'

export interface SuppressionOptions {
  /** Cells with 1 to k − 1 are hidden. */
  k: number
  /** Whether cells with 0 are hidden too. */
  mayNotShowZeros?: boolean
  /** Which cells are the last to be hidden for another's sake: lower goes first. All alike where not given. */
  rank?: ArrayLike<number>
  /** What is published already, as sets of inner cells. */
  published?: readonly ArrayLike<number>[]
  /** What was hidden then: whoever is alone in one of these knows its count. */
  hiddenBefore?: readonly ArrayLike<number>[]
  /**
   * Sets of inner cells whose sum is small and must not be solved. Nothing is safer for it: they are found all the same, in a later round.
   * What is given here is found at once, which makes large tables up to twice as fast.
   */
  alsoHide?: readonly ArrayLike<number>[]
}

export const FATES = ['shown', 'primary', 'secondary'] as const
export type Fate = (typeof FATES)[number]

export interface Suppression {
  /** By cell. `primary` is hidden for its own sake, `secondary` for another's; the two are never told apart outside. */
  fate: Fate[]
  /**
   * Small sums that were known already by what is published, as sets of inner cells: no sum that is hidden now helps. Those of kind `ones` are
   * known only to whoever knows that no zero is hidden, those of kind `contributor` only to whoever is alone in a cell.
   */
  knownBefore: { inner: number[]; sum: number; kind: DerivedSum['kind'] }[]
  /** How many times the cells were gone through. */
  rounds: number
}

/** More entries than this do not fit in the memory a job may use. */
const MOST_ENTRIES = 60_000_000

/**
 * Which cells of a table are hidden so that no small count can be solved from those that are shown, or from those together with what was
 * published before. Gaussian elimination in the order of importance (Langsrud 2024, *Privacy in Statistical Databases*): a cell is shown unless
 * that would solve a vector that is to be hidden. Then every small sum that can be solved after all (`derivedSums`) is hidden as well,
 * and the cells are gone through again.
 *
 * @param inner counts of inner cells. @param cells each a set of inner cells, by their indexes. @throws StatisticsInvalid
 */
export function suppress(
  inner: ArrayLike<number>,
  cells: readonly ArrayLike<number>[],
  options: SuppressionOptions,
): Suppression {
  const { k, mayNotShowZeros = false, published = [], hiddenBefore = [], alsoHide = [] } = options
  demandCells(inner, cells, 'cells')
  demandCells(inner, published, 'published')
  demandCells(inner, hiddenBefore, 'hiddenBefore')
  demandNumber(k, 'k', { min: 2, max: 1000, isWhole: true })
  const limits: SumLimits = { k, mayNotShowZeros }
  const isEmpty = emptyCells(inner, mayNotShowZeros || published.length + hiddenBefore.length > 0 ? [] : cells)
  const classes = new Classes(inner, [...cells, ...published, ...hiddenBefore, ...alsoHide], isEmpty)
  const { counts } = classes
  const entries = (cells.length + published.length) * counts.length
  demand(entries <= MOST_ENTRIES, 'cells', cells.length, [
    `högst ${MOST_ENTRIES} celler gånger inre celler`,
    `at most ${MOST_ENTRIES} cells times inner cells`,
  ])
  const rows = cells.map((cell) => classes.vectorOf(cell))
  const before = published.map((cell) => classes.vectorOf(cell))
  const sums = rows.map((row) => sumOf(row, counts))
  const isPrimary = sums.map((sum) => sum < k && (sum > 0 || mayNotShowZeros))
  const order = orderOf(sums, isPrimary, options.rank ?? new Float64Array(cells.length))
  const hidden = distinct([...rows.filter((_, c) => isPrimary[c]), ...alsoHide.map((cell) => classes.vectorOf(cell))])
  // Each round keeps at least one more combination from being solved, so there are never more rounds than combinations of cells; in
  // practice a handful.
  for (let round = 1; round <= 10_000; round++) {
    const isShown = showInOrder(rows, order, hidden, before, counts)
    const known = derivedSums([...before, ...rows.filter((_, c) => isShown[c])], counts, limits)
    const isNew = known.map((one) => !isSpanned(one.vector, before, counts))
    hidden.push(...distinct(known.filter((_, at) => isNew[at]).map((one) => one.vector)))
    if (isNew.includes(true)) continue
    return {
      fate: rows.map((_, c) => (isShown[c] ? 'shown' : isPrimary[c] ? 'primary' : 'secondary')),
      knownBefore: distinctSums(known).map(({ cells, sum, kind }) => ({ inner: classes.innerOf(cells), sum, kind })),
      rounds: round,
    }
  }
  throw new Error('the hidden cells of a table do not come to rest')
}

/**
 * Small sums that can be solved from a list of publications together: B within A both shown and A − B small, cumulative months, an area and
 * the squares in it.
 *
 * @param shown what was published, as sets of inner cells. @param hidden cells that were not: whoever is alone in one of them knows its
 * count. @throws StatisticsInvalid
 */
export function auditSums(
  inner: ArrayLike<number>,
  shown: readonly ArrayLike<number>[],
  hidden: readonly ArrayLike<number>[],
  limits: { k: number; mayNotShowZeros?: boolean },
): { inner: number[]; sum: number; kind: DerivedSum['kind'] }[] {
  demandCells(inner, shown, 'shown')
  demandNumber(limits.k, 'k', { min: 2, max: 1000, isWhole: true })
  demandCells(inner, hidden, 'hidden')
  const classes = new Classes(inner, [...shown, ...hidden])
  demand(shown.length * classes.counts.length <= MOST_ENTRIES, 'shown', shown.length, [
    `högst ${MOST_ENTRIES} celler gånger inre celler`,
    `at most ${MOST_ENTRIES} cells times inner cells`,
  ])
  const known = derivedSums(distinct(shown.map((cell) => classes.vectorOf(cell))), classes.counts, {
    mayNotShowZeros: false,
    ...limits,
  })
  return distinctSums(known).map(({ cells, sum, kind }) => ({ inner: classes.innerOf(cells), sum, kind }))
}

/**
 * Inner cells that a cell of 0 shows to be empty. Nothing that is hidden is solved by them where nothing is published before, so they are
 * left out from the start.
 */
function emptyCells(inner: ArrayLike<number>, cells: readonly ArrayLike<number>[]): Uint8Array {
  const isEmpty = new Uint8Array(inner.length)
  for (const cell of cells) {
    const all = Array.from(cell)
    if (all.every((i) => inner[i] === 0)) for (const i of all) isEmpty[i] = 1
  }
  return isEmpty
}

function demandCells(inner: ArrayLike<number>, cells: readonly ArrayLike<number>[], path: string): void {
  demandNumbers(inner, 'inner', { min: 0, isWhole: true })
  cells.forEach((cell, c) => {
    demandNumbers(cell, `${path}[${c}]`, { min: 0, max: inner.length - 1, isWhole: true })
  })
}

/** Zeros first, since a zero protects no sum; then by importance and from the largest. What is hidden for its own sake is not in it. */
function orderOf(sums: readonly number[], isPrimary: readonly boolean[], rank: ArrayLike<number>): number[] {
  const value = (c: number): number => sums[c] as number
  return sums
    .map((_, c) => c)
    .filter((c) => !isPrimary[c])
    .sort(
      (a, b) =>
        Number(value(a) > 0) - Number(value(b) > 0) ||
        (rank[a] as number) - (rank[b] as number) ||
        value(b) - value(a) ||
        a - b,
    )
}

/** Which cells can be shown, one after the other, without solving what is hidden. */
function showInOrder(
  rows: readonly Int32Array[],
  order: readonly number[],
  hidden: readonly Int32Array[],
  before: readonly Int32Array[],
  counts: Float64Array,
): boolean[] {
  const sums = rows.map((row) => sumOf(row, counts))
  // A cell that is 0 shows that every inner cell of it is: a row for each of these.
  const empty = [...new Set(order.filter((c) => sums[c] === 0).flatMap((c) => supportOf(rows[c] as Int32Array)))]
  const units = empty.map((cell) => unitOf(cell, counts.length))
  const left = new ModularRows([...rows, ...hidden, ...units, ...before], counts.length)
  const firstUnit = rows.length + hidden.length
  takeAll(left, before, firstUnit + units.length, counts)
  // What is solved already is not kept from being solved.
  const guarded = hidden.map((_, h) => rows.length + h).filter((r) => (left.inRow[r] as number) > 0)
  const mayTake = (r: number): boolean => {
    const support = left.support(r)
    if (support.length === 0) return true
    if (guarded.some((one) => left.isMultiple(one, r, support))) return false
    left.takeRow(r)
    return true
  }
  const isKnownEmpty = new Map(empty.map((cell, at) => [cell, mayTake(firstUnit + at)]))
  const isShown = rows.map(() => false)
  for (const c of order)
    isShown[c] = sums[c] === 0 ? supportOf(rows[c] as Int32Array).every((cell) => isKnownEmpty.get(cell)) : mayTake(c)
  return isShown
}

function unitOf(cell: number, columns: number): Int32Array {
  const unit = new Int32Array(columns)
  unit[cell] = 1
  return unit
}

/** Makes sums known that stand from a row on. Those that are 0 go first: every cell in them is known then. */
function takeAll(left: ModularRows, sums: readonly Int32Array[], first: number, counts: Float64Array): void {
  const isZero = sums.map((row) => sumOf(row, counts) === 0)
  sums.forEach((row, at) => {
    if (isZero[at]) for (const c of supportOf(row)) left.dropColumn(c)
  })
  sums.forEach((_, at) => {
    if (!isZero[at] && (left.inRow[first + at] as number) > 0) left.takeRow(first + at)
  })
}

/** Whether a combination is known from some sums alone. */
function isSpanned(vector: Int32Array, sums: readonly Int32Array[], counts: Float64Array): boolean {
  if (sums.length === 0) return false
  const left = new ModularRows([vector, ...sums], counts.length)
  takeAll(left, sums, 1, counts)
  return left.inRow[0] === 0
}

function sumOf(row: Int32Array, counts: Float64Array): number {
  let sum = 0
  for (let c = 0; c < row.length; c++) if (row[c] !== 0) sum += counts[c] as number
  return sum
}

function supportOf(row: Int32Array): number[] {
  const found: number[] = []
  for (let c = 0; c < row.length; c++) if (row[c] !== 0) found.push(c)
  return found
}

function distinct(rows: readonly Int32Array[]): Int32Array[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

function keyOf(row: Int32Array): string {
  let key = ''
  for (let c = 0; c < row.length; c++) if (row[c] !== 0) key += `${c}:${row[c]} `
  return key
}

function distinctSums(known: readonly DerivedSum[]): DerivedSum[] {
  return [
    ...new Map(known.map((one) => [one.cells.join(), one]).reverse() as [string, DerivedSum][]).values(),
  ].reverse()
}

/** Inner cells that are in the same sets are one: nothing that is asked here tells them apart. */
class Classes {
  readonly counts: Float64Array
  private readonly of: Int32Array

  constructor(inner: ArrayLike<number>, sets: readonly ArrayLike<number>[], isLeftOut?: Uint8Array) {
    const members: number[][] = Array.from({ length: inner.length }, () => [])
    sets.forEach((set, s) => {
      for (const i of new Set(Array.from(set))) (members[i] as number[]).push(s)
    })
    const known = new Map<string, number>()
    this.of = Int32Array.from(members, (own, i) => {
      if (own.length === 0 || isLeftOut?.[i]) return -1
      const key = own.join()
      const found = known.get(key) ?? known.size
      known.set(key, found)
      return found
    })
    this.counts = new Float64Array(known.size)
    this.of.forEach((own, i) => {
      if (own >= 0) this.counts[own] = (this.counts[own] as number) + (inner[i] as number)
    })
  }

  vectorOf(set: ArrayLike<number>): Int32Array {
    const vector = new Int32Array(this.counts.length)
    for (let at = 0; at < set.length; at++) {
      const own = this.of[set[at] as number] as number
      if (own >= 0) vector[own] = 1
    }
    return vector
  }

  innerOf(classes: readonly number[]): number[] {
    const wanted = new Set(classes)
    return [...this.of.keys()].filter((i) => wanted.has(this.of[i] as number))
  }
}
