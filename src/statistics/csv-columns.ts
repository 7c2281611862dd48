import { CsvCell } from './csv-cell.ts'
import { CsvCells, MOST_ROW_BYTES } from './csv-cells.ts'
import { type CsvErrorKind, type CsvErrors, ErrorLog } from './csv-errors.ts'
import { type ColumnKind, CsvStore, type CsvValues, type Fail } from './csv-store.ts'
import { type CsvEncoding, CsvText } from './csv-text.ts'

export interface CsvColumn {
  name: string
  /** text: a code for each different text. */
  kind: ColumnKind
  /** An empty cell is then missing: NaN, NO_DAY or the empty text. Else it is an error. */
  mayBeEmpty?: boolean
  /** The file need not have the column. */
  isOptional?: boolean
}

export interface CsvOptions {
  columns: readonly CsvColumn[]
  /** Else a semicolon where the first line has one outside quotation marks, else a tab, else a comma. */
  separator?: ';' | ',' | '\t'
  /** Else as {@link CsvText} finds. */
  encoding?: CsvEncoding
  /** Rows may have fewer cells than the header, which are empty, and more if those are empty: a decimal comma among commas is told. */
  mayBeRagged?: boolean
  /** Errors that are told one by one; all are counted. 100. */
  keptErrors?: number
  /** First rows that are shown as they stand, also those with errors. 20. */
  previewRows?: number
  /** Different texts of a column. 1,000,000. */
  mostTexts?: number
}

export interface CsvTable {
  /** Rows without an error, in the order of the file. */
  rows: number
  /** Rows with an error: in no column. */
  rejected: number
  header: string[]
  separator: string
  encoding: CsvEncoding
  preview: { line: number; cells: string[] }[]
  /** By name, the optional ones that the file has too. */
  columns: Map<string, CsvValues>
  errors: CsvErrors
}

/** A chunk is taken in pieces, so that what is held beside the columns is this and a row that is not whole. */
const PIECE = 2 ** 18
const SEPARATORS = [';', '\t', ','] as const

/**
 * Reads a CSV file into typed columns, bytes in any pieces. Quotation marks as RFC 4180 has them (doubled ones, separators and line breaks inside); lines end with
 * LF or CRLF; spaces around a cell are left out; decimal comma where semicolons part; empty lines are left out.
 *
 * Nothing in a file makes it throw: what is wrong is counted and told with line and column, and the row is left out. Only a missing column and UTF-16 end the reading.
 * A quotation mark that is not closed costs its own line: reading goes on with the next.
 */
export class CsvReader {
  private readonly cells = new CsvCells()
  private readonly text: CsvText
  private readonly errors: ErrorLog
  private readonly preview: { line: number; cells: string[] }[] = []
  private store: CsvStore | null = null
  private header: string[] | null = null
  private separator = ','
  private rejected = 0
  private isStarted = false
  private isOver = false
  private readonly cell: CsvCell
  private readonly failIn: Fail = (...error) => this.errors.add(this.cells.line, ...error)

  constructor(private readonly options: CsvOptions) {
    this.text = new CsvText(options.encoding ?? null)
    this.cell = new CsvCell(this.cells, this.text)
    this.errors = new ErrorLog(options.keptErrors ?? 100)
  }

  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length && !this.isOver; from += PIECE) {
      this.cells.add(chunk.subarray(from, from + PIECE))
      this.read(false)
    }
  }

  finish(): CsvTable {
    if (!this.isOver) this.read(true)
    if (this.header === null && !this.isOver) this.open([''])
    this.isOver = true
    return {
      rows: this.store?.rows ?? 0,
      rejected: this.rejected,
      header: this.header ?? [],
      separator: this.separator,
      encoding: this.text.found(),
      preview: this.preview,
      columns: this.store?.finish() ?? new Map(),
      errors: this.errors.told(),
    }
  }

  private read(isLast: boolean): void {
    if (!this.isStarted && !this.start(isLast)) return
    while (!this.isOver) {
      const step = this.cells.next(isLast)
      if (step === 'row') this.row()
      else if (step === 'more' || step === 'end') return
      else this.endless(step)
    }
  }

  /** Byte order mark, encoding and separator, from the first line. */
  private start(isLast: boolean): boolean {
    const bytes = this.cells.unread()
    const newline = bytes.indexOf(10)
    if (newline < 0 && !isLast && bytes.length <= MOST_ROW_BYTES) return false
    this.isStarted = true
    const [a, b, c] = bytes
    const isWide =
      (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (bytes.length > 1 && (a === 0) !== (b === 0))
    if (isWide) {
      this.fail('encoding', 'UTF-16', ['UTF-8 eller Latin-1', 'UTF-8 or Latin-1'])
      this.isOver = true
      return false
    }
    const mark = a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0
    this.cells.leaveOut(mark)
    const first = outsideQuotes(bytes.subarray(mark, newline < 0 ? bytes.length : newline))
    this.separator = this.options.separator ?? SEPARATORS.find((one) => first.has(one.charCodeAt(0))) ?? ','
    this.cells.separator = this.separator.charCodeAt(0)
    return true
  }

  private row(): void {
    const { cells } = this
    if (this.header === null) {
      this.open(this.shown())
      return
    }
    if (cells.count === 1 && this.isBlank()) return
    if (this.preview.length < (this.options.previewRows ?? 20))
      this.preview.push({ line: cells.line, cells: this.shown() })
    const wanted = this.header.length
    const isWhole = cells.count === wanted || (this.options.mayBeRagged && this.isEmptyFrom(wanted))
    if (!isWhole)
      this.fail('cells', String(cells.count), [`${wanted} celler som i rubriken`, `${wanted} cells as in the header`])
    if (!isWhole || !this.store?.take(this.cell, this.failIn)) this.rejected++
  }

  /** A line with nothing, not even a space. */
  private isBlank(): boolean {
    const { starts, ends, bytes } = this.cells
    const length = (ends[0] as number) - (starts[0] as number)
    return length === 0 || (length === 1 && bytes[starts[0] as number] === 13)
  }

  private isEmptyFrom(column: number): boolean {
    for (let k = column; k < this.cells.count; k++) {
      this.cell.find(k)
      if (this.cell.from !== this.cell.to) return false
    }
    return true
  }

  private shown(): string[] {
    return Array.from({ length: this.cells.count }, (_, k) => {
      this.cell.find(k)
      return this.cell.shown()
    })
  }

  private fail(kind: CsvErrorKind, value: string, expected: readonly [sv: string, en: string], column?: string): void {
    this.errors.add(this.cells.line, column ?? null, kind, () => value, expected)
  }

  /** Columns from the header. */
  private open(header: string[]): void {
    this.header = header
    const isThere = ({ name }: CsvColumn): boolean => header.includes(name)
    const missing = this.options.columns.filter((column) => !column.isOptional && !isThere(column))
    for (const { name } of missing)
      this.fail('missing-column', header.join(this.separator), [`kolumnen ${name}`, `the column ${name}`], name)
    const twice = this.options.columns.filter(({ name }) => header.indexOf(name) !== header.lastIndexOf(name))
    for (const { name } of twice)
      this.fail('duplicate-column', header.join(this.separator), [`en kolumn ${name}`, `one column ${name}`], name)
    if (missing.length + twice.length > 0) this.isOver = true
    else
      this.store = new CsvStore(
        this.options.columns.filter(isThere).map(({ name, kind, mayBeEmpty = false }) => {
          const at = header.indexOf(name)
          return { name, kind, mayBeEmpty, at }
        }),
        this.separator === ';',
        this.options.mostTexts ?? 1_000_000,
      )
  }

  private endless(step: 'long' | 'unclosed'): void {
    const what = this.text.shown(this.cells.unread(), 0, 60)
    if (step === 'unclosed')
      this.fail('unclosed-quote', what, ['ett citattecken som slutar cellen', 'a quotation mark that ends the cell'])
    else
      this.fail('too-long', what, [
        `en rad om högst ${MOST_ROW_BYTES} byte (ett citattecken som inte slutar?)`,
        `a row of at most ${MOST_ROW_BYTES} bytes (a quotation mark not closed?)`,
      ])
    if (this.header === null) this.isOver = true
    else this.rejected++
    this.cells.skipLine()
  }
}

/** The bytes of a line that stand outside quotation marks. */
function outsideQuotes(line: Uint8Array): Set<number> {
  let isQuoted = false
  const found = new Set<number>()
  for (const c of line) {
    if (c === 34) isQuoted = !isQuoted
    else if (!isQuoted) found.add(c)
  }
  return found
}
