import { inverse, PRIME, product } from './modular-rows.ts'

/** A combination of rows that is 1 or 0 in every cell, with a small sum. */
export interface Combination {
  vector: Int32Array
  cells: number[]
  sum: number
  /** Not looked through to the end: the row itself stands here. */
  isUnsearched: boolean
}

/** Steps from one row on; combinations that need more are rare, and their first row is then taken for known. */
const MOST_STEPS = 20_000

/** A row by the cells where it is not 0. */
interface SparseRow {
  lead: number
  cells: Int32Array
  values: Int32Array
}

/**
 * Rows in reduced form that hang together, each led by a cell with a count. In a combination of ones and noughts a row is in or not, as
 * its lead is; and since each lead counts, a small sum has few rows. A cell that has come to anything but 0 or 1 must be mended by another
 * row that holds it, and where none can there is no such combination.
 */
export class RowPart {
  private readonly rows: SparseRow[]
  private readonly touching: number[][]
  /** What the chosen rows add up to, by cell. */
  private readonly value: Int32Array

  /**
   * @param rows in reduced form, by cell, each with its leading cell. @param counts by cell.
   * @param known 1 for a cell that is known and does not matter. @param most the largest small sum.
   */
  constructor(
    rows: readonly { row: Int32Array; lead: number }[],
    private readonly counts: ArrayLike<number>,
    private readonly known: Uint8Array,
    private readonly most: number,
  ) {
    this.value = new Int32Array(counts.length)
    this.touching = Array.from({ length: counts.length }, () => [])
    this.rows = rows.map(({ row, lead }, r) => {
      const cells = Int32Array.from([...row.keys()].filter((c) => row[c] !== 0))
      for (const c of cells) (this.touching[c] as number[]).push(r)
      return { lead, cells, values: cells.map((c) => row[c] as number) }
    })
  }

  /** All of them that have no smaller one inside. */
  small(): Combination[] {
    return this.from([...this.rows.keys()])
  }

  /**
   * Those that whoever is alone in a cell can solve and others cannot: the cell does not matter then. If it leads a row another cell of
   * that row leads it instead.
   */
  smallFor(alone: number): Combination[] {
    const { rows, touching, known } = this
    const near = [...(touching[alone] as number[])]
    const led = near.find((r) => rows[r]?.lead === alone)
    known[alone] = 1
    let found: Combination[]
    if (led === undefined) found = this.from(near)
    else found = this.withoutLead(led)
    known[alone] = 0
    return found
  }

  private withoutLead(led: number): Combination[] {
    const { rows, known, touching } = this
    const own = rows[led] as SparseRow
    let next = -1
    for (const c of own.cells) if (!known[c] && (next < 0 || this.count(c) > this.count(next))) next = c
    if (next < 0) return []
    if (this.count(next) === 0) {
      // What is left of the row is nothing but zeros, and so those are known too.
      const zeros = own.cells.filter((c) => !known[c])
      for (const c of zeros) known[c] = 1
      const near = new Set([...zeros].flatMap((c) => touching[c] as number[]))
      near.delete(led)
      const found = this.from([...near], led)
      for (const c of zeros) known[c] = 0
      return found
    }
    const scale = inverse(own.values[own.cells.indexOf(next)] as number)
    const lead: SparseRow = { lead: next, cells: own.cells, values: own.values.map((value) => product(scale, value)) }
    const changed = (touching[next] as number[]).filter((r) => r !== led)
    const kept = changed.map((r) => rows[r] as SparseRow)
    rows[led] = lead
    for (const r of changed) this.replace(r, this.minus(rows[r] as SparseRow, lead))
    const found = this.from([led, ...changed])
    changed.forEach((r, at) => {
      this.replace(r, kept[at] as SparseRow)
    })
    rows[led] = own
    return found
  }

  /** A row without the leading cell of another. */
  private minus(row: SparseRow, lead: SparseRow): SparseRow {
    const { value } = this
    const factor = PRIME - (row.values[row.cells.indexOf(lead.lead)] as number)
    this.add(row, 1)
    this.add(lead, factor)
    const cells = Int32Array.from(new Set([...row.cells, ...lead.cells])).filter((c) => value[c] !== 0)
    const sum: SparseRow = { lead: row.lead, cells, values: cells.map((c) => value[c] as number) }
    this.add(sum, PRIME - 1)
    return sum
  }

  private replace(r: number, row: SparseRow): void {
    for (const c of (this.rows[r] as SparseRow).cells) {
      const list = this.touching[c] as number[]
      list.splice(list.indexOf(r), 1)
    }
    for (const c of row.cells) (this.touching[c] as number[]).push(r)
    this.rows[r] = row
  }

  private count(c: number): number {
    return this.counts[c] as number
  }

  private add(row: SparseRow, factor: number): void {
    const { value } = this
    const { cells, values } = row
    for (let at = 0; at < cells.length; at++) {
      const c = cells[at] as number
      const sum = (value[c] as number) + (factor === 1 ? (values[at] as number) : product(factor, values[at] as number))
      value[c] = sum >= PRIME ? sum - PRIME : sum
    }
  }

  /** Combinations with at least one of some rows in them, and without one that takes no part. */
  private from(starts: readonly number[], without = -1): Combination[] {
    const isOut = new Uint8Array(this.rows.length)
    if (without >= 0) isOut[without] = 1
    const search: Search = { isOut, chosen: [], leadSum: 0, steps: 0, found: [] }
    const unsearched: number[] = []
    for (const start of starts) {
      search.steps = 0
      this.take(start, search)
      if (search.steps > MOST_STEPS) unsearched.push(start)
      // Those with this row are found: from here on it is left out.
      isOut[start] = 1
    }
    const { found } = search
    const least = found.filter((one) => !found.some((other) => other !== one && isWithin(other.rows, one.rows)))
    return [
      ...least.map(({ rows, sum }) => this.combined(rows, sum, false)),
      ...unsearched.map((r) => this.combined([r], 0, true)),
    ]
  }

  private take(r: number, search: Search): void {
    const row = this.rows[r] as SparseRow
    const lead = this.count(row.lead)
    if (search.leadSum + lead > this.most) return
    this.add(row, 1)
    search.chosen.push(r)
    search.isOut[r] = 1
    search.leadSum += lead
    this.goOn(search)
    search.leadSum -= lead
    search.isOut[r] = 0
    search.chosen.pop()
    this.add(row, PRIME - 1)
  }

  private goOn(search: Search): void {
    if (++search.steps > MOST_STEPS) return
    const { value, known, most } = this
    let worst = -1
    let least = Number.POSITIVE_INFINITY
    for (const chosen of search.chosen)
      for (const c of (this.rows[chosen] as SparseRow).cells) {
        if ((value[c] as number) <= 1 || known[c]) continue
        const menders = this.countOpen(c, search, least)
        if (menders === 0) return
        if (menders < least) {
          least = menders
          worst = c
        }
      }
    let fewest = worst < 0 ? null : this.open(worst, search)
    if (!fewest) {
      const ones = new Set<number>()
      for (const chosen of search.chosen)
        for (const c of (this.rows[chosen] as SparseRow).cells) if (value[c] === 1 && !known[c]) ones.add(c)
      let sum = 0
      for (const c of ones) sum += this.count(c)
      if (sum <= most) {
        search.found.push({ rows: [...search.chosen], sum })
        return
      }
      // Only a row that takes away one of the cells makes it less.
      fewest = [...new Set([...ones].flatMap((c) => (this.count(c) > 0 ? this.open(c, search) : [])))]
    }
    for (const r of fewest) {
      this.take(r, search)
      search.isOut[r] = 1
    }
    for (const r of fewest) search.isOut[r] = 0
  }

  private open(c: number, search: Search): number[] {
    return (this.touching[c] as number[]).filter(
      (r) => !search.isOut[r] && search.leadSum + this.count((this.rows[r] as SparseRow).lead) <= this.most,
    )
  }

  /** How many of them, counted until there are as many as elsewhere. */
  private countOpen(c: number, { isOut, leadSum }: Search, enough: number): number {
    let count = 0
    for (const r of this.touching[c] as number[]) {
      if (isOut[r] || leadSum + this.count((this.rows[r] as SparseRow).lead) > this.most) continue
      if (++count >= enough) break
    }
    return count
  }

  private combined(rows: readonly number[], sum: number, isUnsearched: boolean): Combination {
    const vector = new Int32Array(this.counts.length)
    for (const r of rows) this.add(this.rows[r] as SparseRow, 1)
    vector.set(this.value)
    for (const r of rows) this.add(this.rows[r] as SparseRow, PRIME - 1)
    const cells = [...vector.keys()].filter((c) => vector[c] !== 0 && !this.known[c])
    return {
      vector,
      cells,
      sum: isUnsearched ? cells.reduce((total, c) => total + this.count(c), 0) : sum,
      isUnsearched,
    }
  }
}

interface Search {
  isOut: Uint8Array
  chosen: number[]
  leadSum: number
  steps: number
  found: { rows: number[]; sum: number }[]
}

function isWithin(inner: readonly number[], outer: readonly number[]): boolean {
  return inner.length < outer.length && inner.every((one) => outer.includes(one))
}
