import type { Codes, CrossDimension } from './cross-filter-codes.ts'

/** Cells looked at before those that pass are counted: their numbers stay in the nearest cache. */
const BLOCK = 4096

/** Histograms from tables of pairs: the dimension that is brushed against each of the others, under the selections of the rest. */
export class FilterCube {
  readonly cells: number
  private readonly codes: Codes[]
  private readonly cardinalities: number[]
  private readonly amounts: Float64Array | Uint32Array | null
  private readonly chosen: Uint8Array[]
  /** A bit for each dimension but the brushed one, set where a cell fails its selection. */
  private readonly fails: Uint16Array
  private brushed = -1
  private own = new Float64Array(0)
  private pairs: Float64Array[] = []

  constructor(dimensions: readonly CrossDimension[], weights: Float64Array | null, isMerged: boolean) {
    this.cardinalities = dimensions.map(({ cardinality }) => cardinality)
    this.chosen = this.cardinalities.map((cardinality) => new Uint8Array(cardinality).fill(1))
    const rows = dimensions.map(({ codes }) => codes)
    const { codes, amounts } = isMerged ? merged(rows, this.cardinalities, weights) : { codes: rows, amounts: weights }
    this.codes = codes
    this.amounts = amounts
    this.cells = codes[0]?.length ?? 0
    this.fails = new Uint16Array(this.cells)
    this.brush(0)
  }

  select(dimension: number, chosen: Uint8Array): void {
    if (dimension !== this.brushed) this.brush(dimension)
    this.chosen[dimension] = chosen
  }

  counts(dimension: number): Float64Array {
    if (dimension === this.brushed) return this.own.slice()
    const chosen = this.chosen[this.brushed] as Uint8Array
    const table = this.pairs[dimension] as Float64Array
    const cardinality = this.cardinalities[dimension] as number
    const counts = new Float64Array(cardinality)
    for (let code = 0; code < chosen.length; code++) {
      if (chosen[code] === 0) continue
      const from = code * cardinality
      for (let c = 0; c < cardinality; c++) counts[c] = (counts[c] as number) + (table[from + c] as number)
    }
    return counts
  }

  passing(): number {
    const chosen = this.chosen[this.brushed] as Uint8Array
    return this.own.reduce((sum, count, code) => sum + count * (chosen[code] as number), 0)
  }

  /** Counts the pairs for a dimension that is about to be brushed. Its own selection is left out: a step applies it. */
  private brush(dimension: number): void {
    const before = this.brushed >= 0 ? this.brushed : dimension
    this.brushed = dimension
    this.own = new Float64Array(this.cardinalities[dimension] as number)
    this.pairs = this.cardinalities.map(
      (cardinality, v) => new Float64Array(v === dimension ? 0 : this.own.length * cardinality),
    )
    const failing = (this.chosen[before] as Uint8Array).map((is) => 1 - is)
    const at = new Uint32Array(BLOCK)
    for (let from = 0; from < this.cells; from += BLOCK) {
      const to = Math.min(this.cells, from + BLOCK)
      const { fails } = this
      mark(fails, this.codes[before] as Codes, failing, before, ~(1 << dimension), from, to)
      this.countBlock(at, from, to)
    }
  }

  /** A cell counts in the table of a view where it fails no selection, or that of the view alone. */
  private countBlock(at: Uint32Array, from: number, to: number): void {
    const { fails, amounts, cardinalities } = this
    const codes = this.codes[this.brushed] as Codes
    let passing = 0
    for (let i = from; i < to; i++) {
      const failed = fails[i] as number
      if (failed === 0) at[passing++] = i
      else if ((failed & (failed - 1)) === 0) {
        const v = 31 - Math.clz32(failed)
        const table = this.pairs[v] as Float64Array
        const cell = (codes[i] as number) * (cardinalities[v] as number) + ((this.codes[v] as Codes)[i] as number)
        table[cell] = (table[cell] as number) + (amounts === null ? 1 : (amounts[i] as number))
      }
    }
    if (passing === 0) return
    for (const [v, view] of this.codes.entries()) {
      if (v === this.brushed) addCells(this.own, codes, null, 0, at, passing, amounts)
      else addCells(this.pairs[v] as Float64Array, codes, view, cardinalities[v] as number, at, passing, amounts)
    }
  }
}

/** Sets the bit of the dimension that was brushed before, and takes away that of the one to come. */
function mark(
  fails: Uint16Array,
  codes: Codes,
  failing: Uint8Array,
  shift: number,
  kept: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++)
    fails[i] = ((fails[i] as number) | ((failing[codes[i] as number] as number) << shift)) & kept
}

function addCells(
  table: Float64Array,
  codes: Codes,
  view: Codes | null,
  cardinality: number,
  at: Uint32Array,
  n: number,
  amounts: Float64Array | Uint32Array | null,
): void {
  for (let k = 0; k < n; k++) {
    const i = at[k] as number
    const code = codes[i] as number
    const cell = view === null ? code : code * cardinality + (view[i] as number)
    table[cell] = (table[cell] as number) + (amounts === null ? 1 : (amounts[i] as number))
  }
}

/** Rows with the same codes as one: counted in the cross product, of which the empty cells (a weekday that its hour cannot have) are dropped. */
function merged(
  rows: readonly Codes[],
  cardinalities: readonly number[],
  weights: Float64Array | null,
): { codes: Codes[]; amounts: Float64Array | Uint32Array } {
  const size = cardinalities.reduce((product, cardinality) => product * cardinality, 1)
  const counts = weights ? new Float64Array(size) : new Uint32Array(size)
  const cellOf = new Uint32Array(4096)
  const n = rows[0]?.length ?? 0
  for (let from = 0; from < n; from += cellOf.length) {
    const to = Math.min(n, from + cellOf.length)
    cellOf.fill(0)
    for (const [d, codes] of rows.entries()) addCode(cellOf, codes, cardinalities[d] as number, from, to)
    for (let i = from; i < to; i++) {
      const cell = cellOf[i - from] as number
      counts[cell] = (counts[cell] as number) + (weights ? (weights[i] as number) : 1)
    }
  }
  let filled = 0
  for (let cell = 0; cell < size; cell++) if (counts[cell] !== 0) filled++
  const amounts = weights ? new Float64Array(filled) : new Uint32Array(filled)
  const isSmall = Math.max(...cardinalities) <= 256
  const codes = cardinalities.map(() => (isSmall ? new Uint8Array(filled) : new Uint32Array(filled)))
  const last = cardinalities.length - 1
  let at = 0
  for (let cell = 0; cell < size; cell++) {
    if (counts[cell] === 0) continue
    amounts[at] = counts[cell] as number
    let rest = cell
    for (let d = last; d >= 0; d--) {
      const cardinality = cardinalities[d] as number
      ;(codes[d] as Codes)[at] = rest % cardinality
      rest = Math.floor(rest / cardinality)
    }
    at++
  }
  return { codes, amounts }
}

function addCode(cellOf: Uint32Array, codes: Codes, cardinality: number, from: number, to: number): void {
  for (let i = from; i < to; i++) cellOf[i - from] = (cellOf[i - from] as number) * cardinality + (codes[i] as number)
}
