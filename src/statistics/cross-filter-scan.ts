import type { Codes, CrossDimension } from './cross-filter-codes.ts'

/** Rows looked at before those that changed are counted: their numbers stay in the nearest cache. */
const BLOCK = 4096

/** Histograms kept up to date row by row: a row has a bit set for each dimension whose selection it fails. */
export class FilterScan {
  readonly cells: number
  private readonly fails: Uint16Array
  private readonly chosen: Uint8Array[]
  private readonly histograms: Float64Array[]
  private readonly at = new Uint32Array(BLOCK)
  private readonly by = new Float64Array(BLOCK)
  private readonly nearlyAt = new Uint32Array(BLOCK)
  private readonly nearlyBy = new Float64Array(BLOCK)
  private readonly nearlyIn = new Uint8Array(BLOCK)

  constructor(
    private readonly dimensions: readonly CrossDimension[],
    private readonly weights: Float64Array | null,
  ) {
    this.cells = dimensions[0]?.codes.length ?? 0
    this.fails = new Uint16Array(this.cells)
    this.chosen = dimensions.map(({ cardinality }) => new Uint8Array(cardinality).fill(1))
    this.histograms = dimensions.map(({ codes, cardinality }) => histogram(codes, cardinality, weights))
  }

  select(dimension: number, chosen: Uint8Array): void {
    const before = this.chosen[dimension] as Uint8Array
    const change = Int8Array.from(chosen, (is, code) => is - (before[code] as number))
    this.chosen[dimension] = chosen
    if (change.every((step) => step === 0)) return
    const { codes } = this.dimensions[dimension] as CrossDimension
    for (let from = 0; from < this.cells; from += BLOCK)
      this.turn(codes, change, 1 << dimension, from, Math.min(this.cells, from + BLOCK))
  }

  counts(dimension: number): Float64Array {
    return (this.histograms[dimension] as Float64Array).slice()
  }

  passing(): number {
    const [chosen, counts] = [this.chosen[0] as Uint8Array, this.histograms[0] as Float64Array]
    return counts.reduce((sum, count, code) => sum + count * (chosen[code] as number), 0)
  }

  /** Turns the bit of the rows that a selection lets in or shuts out. What counts is how many *other* selections they fail. */
  private turn(codes: Codes, change: Int8Array, bit: number, from: number, to: number): void {
    const { fails, weights, at, by, nearlyAt, nearlyBy, nearlyIn } = this
    let passing = 0
    let nearly = 0
    for (let i = from; i < to; i++) {
      const step = change[codes[i] as number] as number
      if (step === 0) continue
      const failed = fails[i] as number
      fails[i] = failed ^ bit
      const others = failed & ~bit
      const amount = weights === null ? step : step * (weights[i] as number)
      if (others === 0) {
        at[passing] = i
        by[passing++] = amount
      } else if ((others & (others - 1)) === 0) {
        nearlyAt[nearly] = i
        nearlyIn[nearly] = 31 - Math.clz32(others)
        nearlyBy[nearly++] = amount
      }
    }
    for (const [v, histogram] of this.histograms.entries()) {
      if (1 << v === bit) continue
      const { codes: view } = this.dimensions[v] as CrossDimension
      if (passing > 0) add(histogram, view, at, by, passing)
    }
    // A row that fails one selection alone belongs in the histogram of that dimension.
    for (let k = 0; k < nearly; k++) {
      const v = nearlyIn[k] as number
      const code = (this.dimensions[v] as CrossDimension).codes[nearlyAt[k] as number] as number
      const histogram = this.histograms[v] as Float64Array
      histogram[code] = (histogram[code] as number) + (nearlyBy[k] as number)
    }
  }
}

function add(histogram: Float64Array, codes: Codes, at: Uint32Array, by: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    const code = codes[at[k] as number] as number
    histogram[code] = (histogram[code] as number) + (by[k] as number)
  }
}

function histogram(codes: Codes, cardinality: number, weights: Float64Array | null): Float64Array {
  const counts = new Float64Array(cardinality)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number
    counts[code] = (counts[code] as number) + (weights === null ? 1 : (weights[i] as number))
  }
  return counts
}
