/**
 * Arithmetic modulo a prime, and rows of a matrix in it. Whether a sum can be solved from others is asked with it, since nothing is
 * rounded: a false answer needs this very prime to divide a determinant of the table. It is the largest below 2^26, so that products are
 * whole in a double and sums fit in 32 bits.
 */
export const PRIME = 67_108_859

export function product(a: number, b: number): number {
  const exact = a * b
  const rest = exact - Math.floor(exact / PRIME) * PRIME
  return rest < 0 ? rest + PRIME : rest >= PRIME ? rest - PRIME : rest
}

export function inverse(a: number): number {
  let [low, high] = [a, PRIME]
  let [x, y] = [1, 0]
  while (low > 1) {
    const times = Math.floor(high / low)
    ;[low, high] = [high - times * low, low]
    ;[x, y] = [y - times * x, x]
  }
  return x < 0 ? x + PRIME : x
}

/** Rows whose columns are taken away one by one: a column that is solved, or that leads a row that everybody knows. */
export class ModularRows {
  readonly columns: number
  readonly count: number
  private readonly values: Int32Array
  /** Entries that are not 0, by row and by column. */
  readonly inRow: Int32Array
  private readonly inColumn: Int32Array
  private readonly isRowGone: Uint8Array
  private readonly isColumnGone: Uint8Array

  constructor(rows: readonly ArrayLike<number>[], columns: number) {
    this.columns = columns
    this.count = rows.length
    this.values = new Int32Array(rows.length * columns)
    this.inRow = new Int32Array(rows.length)
    this.inColumn = new Int32Array(columns)
    this.isRowGone = new Uint8Array(rows.length)
    this.isColumnGone = new Uint8Array(columns)
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r] as ArrayLike<number>
      for (let c = 0; c < columns; c++) if (row[c] !== 0) this.set(r, c, row[c] as number)
    }
  }

  private set(row: number, column: number, value: number): void {
    const at = row * this.columns + column
    const change = (value === 0 ? 0 : 1) - (this.values[at] === 0 ? 0 : 1)
    this.values[at] = value
    this.inRow[row] = (this.inRow[row] as number) + change
    this.inColumn[column] = (this.inColumn[column] as number) + change
  }

  at(row: number, column: number): number {
    return this.values[row * this.columns + column] as number
  }

  copyOf(row: number): Int32Array {
    return this.values.slice(row * this.columns, (row + 1) * this.columns)
  }

  /** The columns where a row is not 0. */
  support(row: number): number[] {
    const found: number[] = []
    const left = this.inRow[row] as number
    for (let c = 0; found.length < left; c++) if (this.at(row, c) !== 0) found.push(c)
    return found
  }

  /** Whether a row is a multiple of another whose support is given. */
  isMultiple(row: number, of: number, support: readonly number[]): boolean {
    if (this.inRow[row] !== support.length) return false
    const first = support[0] as number
    const factor = product(this.at(row, first), inverse(this.at(of, first)))
    if (factor === 0) return false
    return support.every((c) => this.at(row, c) === product(factor, this.at(of, c)))
  }

  /** The column is known: it is left out of every row. */
  dropColumn(column: number): void {
    if (this.isColumnGone[column]) return
    this.isColumnGone[column] = 1
    for (let r = 0; r < this.count; r++) if (this.at(r, column) !== 0) this.set(r, column, 0)
  }

  /** The row is known: what it is a part of is written without it. Led by the column in fewest rows, so that the rest stay short. */
  takeRow(row: number): void {
    const support = this.support(row)
    let lead = support[0] as number
    for (const c of support) if ((this.inColumn[c] as number) < (this.inColumn[lead] as number)) lead = c
    this.eliminate(row, lead, support)
  }

  /** The rows without a column; null when it is in none of them. The shortest row is used up for it. */
  eliminateColumn(column: number): void {
    let shortest = -1
    for (let r = 0; r < this.count; r++)
      if (!this.isRowGone[r] && this.at(r, column) !== 0)
        if (shortest < 0 || (this.inRow[r] as number) < (this.inRow[shortest] as number)) shortest = r
    if (shortest >= 0) this.eliminate(shortest, column, this.support(shortest))
  }

  private eliminate(row: number, lead: number, support: readonly number[]): void {
    const { columns, values, inRow, inColumn } = this
    const own = row * columns
    const scale = inverse(values[own + lead] as number)
    this.isRowGone[row] = 1
    const pivot = new Int32Array(support.length)
    for (let s = 0; s < support.length; s++) pivot[s] = product(scale, values[own + (support[s] as number)] as number)
    for (const c of support) this.set(row, c, 0)
    for (let r = 0; r < this.count; r++) {
      const offset = r * columns
      const entry = values[offset + lead] as number
      if (entry === 0) continue
      const factor = PRIME - entry
      for (let s = 0; s < support.length; s++) {
        const c = support[s] as number
        const before = values[offset + c] as number
        const sum = before + product(factor, pivot[s] as number)
        const after = sum >= PRIME ? sum - PRIME : sum
        if (before === after) continue
        values[offset + c] = after
        const change = (after === 0 ? 0 : 1) - (before === 0 ? 0 : 1)
        inRow[r] = (inRow[r] as number) + change
        inColumn[c] = (inColumn[c] as number) + change
      }
    }
    this.isColumnGone[lead] = 1
  }
}

/**
 * The reduced echelon form of some rows by an order of columns: each row led by a 1 that no other has. Columns that are not in the order
 * are carried along and lead nothing; rows that have nothing else are left out.
 */
export function reduced(rows: readonly Int32Array[], order: readonly number[]): { row: Int32Array; lead: number }[] {
  const all = rows.map((row) => row.slice())
  const leadOf = new Int32Array(all.length).fill(-1)
  const done: { row: Int32Array; lead: number }[] = []
  for (const column of order) {
    if (done.length === all.length) break
    const at = all.findIndex((row, r) => leadOf[r] === -1 && row[column] !== 0)
    if (at < 0) continue
    const row = all[at] as Int32Array
    leadOf[at] = column
    const scale = inverse(row[column] as number)
    const support: number[] = []
    for (let c = 0; c < row.length; c++)
      if (row[c] !== 0) {
        row[c] = product(scale, row[c] as number)
        support.push(c)
      }
    for (const other of all) {
      const entry = other[column] as number
      if (entry === 0 || other === row) continue
      for (const c of support) {
        const sum = (other[c] as number) + product(PRIME - entry, row[c] as number)
        other[c] = sum >= PRIME ? sum - PRIME : sum
      }
    }
    done.push({ row, lead: column })
  }
  return done
}
