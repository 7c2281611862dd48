import { type CsvCells, unquoted } from './csv-cells.ts'
import type { CsvText } from './csv-text.ts'

/** One cell at a time of the row that was read: its bytes without quotation marks and spaces around. */
export class CsvCell {
  bytes = new Uint8Array(0)
  from = 0
  to = 0
  private scratch = new Uint8Array(1024)

  constructor(
    private readonly cells: CsvCells,
    readonly text: CsvText,
  ) {}

  /** Goes to cell k; one that the row does not have is empty. */
  find(k: number): void {
    const { cells } = this
    if (k >= cells.count) {
      this.from = 0
      this.to = 0
      return
    }
    let bytes = cells.bytes
    let from = cells.starts[k] as number
    let to = cells.ends[k] as number
    if (cells.isQuoted[k] === 1) {
      if (to - from > this.scratch.length) this.scratch = new Uint8Array(2 * (to - from))
      to = unquoted(bytes, from, to, this.scratch)
      from = 0
      bytes = this.scratch
    }
    while (from < to && isSpace(bytes[from] as number)) from++
    while (to > from && isSpace(bytes[to - 1] as number)) to--
    this.bytes = bytes
    this.from = from
    this.to = to
    if (from < to && ((bytes[from] as number) | (bytes[to - 1] as number)) >= 0x80) {
      this.from += this.text.spaceAt('start', bytes, from, to)
      this.to -= this.text.spaceAt('end', bytes, this.from, to)
    }
  }

  /** Null where the bytes are no text in the encoding of the file. */
  decoded(): string | null {
    return this.text.decode(this.bytes, this.from, this.to)
  }

  shown(): string {
    return this.text.shown(this.bytes, this.from, this.to)
  }
}

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13)
}
