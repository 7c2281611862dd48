import { grown } from './csv-dictionary.ts'
/** A row, all its cells with their quotation marks, may take so much; beyond it a quotation mark was not closed. */
export const MOST_ROW_BYTES = 16 * 2 ** 20

const NEWLINE = 10
const QUOTE = 34
const NO_END = -1
const OPEN = -2

/**
 * - row: one was read.
 * - more: the next is not whole, and more may come.
 * - end: there is no more.
 * - long, unclosed: the row has no end within {@link MOST_ROW_BYTES}, or within the file after a quotation mark.
 */
export type CsvStep = 'row' | 'more' | 'end' | 'long' | 'unclosed'

/** Bytes of CSV cut into rows and cells. Holds only the row that is not whole yet. */
export class CsvCells {
  /** The cells of the row that was read: from `starts` up to `ends` in `bytes`; a quoted one with its marks, see {@link unquoted}. */
  bytes = new Uint8Array(2 ** 16)
  starts = new Int32Array(64)
  ends = new Int32Array(64)
  isQuoted = new Uint8Array(64)
  count = 0
  /** Where the row starts in the file; the first line is 1. */
  line = 1
  separator = 0
  private from = 0
  private to = 0
  private nextLine = 1
  private isSkipping = false
  /** A row that was not whole is not looked at again until it has doubled: else a long cell costs its square. */
  private least = 0
  private lines = 0

  add(chunk: Uint8Array): void {
    const kept = this.to - this.from
    if (kept + chunk.length > this.bytes.length) {
      const grown = new Uint8Array(2 * (kept + chunk.length))
      grown.set(this.bytes.subarray(this.from, this.to))
      this.bytes = grown
    } else this.bytes.copyWithin(0, this.from, this.to)
    this.bytes.set(chunk, kept)
    this.from = 0
    this.to = kept + chunk.length
  }

  /** What is there of the file before its first row is read. */
  unread(): Uint8Array {
    return this.bytes.subarray(this.from, this.to)
  }

  /** Leaves out bytes before the first row: a byte order mark. */
  leaveOut(bytes: number): void {
    this.from += bytes
  }

  next(isLast: boolean): CsvStep {
    if (this.isSkipping) this.skipLine()
    if (this.from === this.to) return isLast ? 'end' : 'more'
    const length = this.to - this.from
    if (!isLast && length < this.least) return 'more'
    this.line = this.nextLine
    const end = this.cut(isLast)
    if (end < 0) {
      if (length > MOST_ROW_BYTES) return 'long'
      if (isLast && end === OPEN) return 'unclosed'
      this.least = Math.min(2 * length, MOST_ROW_BYTES + 1)
      return 'more'
    }
    this.from = end
    this.nextLine = this.line + this.lines
    this.least = 0
    return 'row'
  }

  /** After a row without end: goes on after its first line. */
  skipLine(): void {
    const at = this.bytes.subarray(0, this.to).indexOf(NEWLINE, this.from)
    this.isSkipping = at < 0
    this.from = at < 0 ? this.to : at + 1
    if (at >= 0) this.nextLine++
    this.least = 0
  }

  /** Cuts one row, and tells where the next starts; {@link NO_END} or {@link OPEN} where this one does not end. */
  private cut(isLast: boolean): number {
    const { bytes, to, separator } = this
    let { starts, ends, isQuoted } = this
    let at = this.from
    let count = 0
    this.lines = 1
    for (;;) {
      if (count === starts.length) {
        this.widen()
        starts = this.starts
        ends = this.ends
        isQuoted = this.isQuoted
      }
      starts[count] = at
      const hasMark = at < to && bytes[at] === QUOTE
      if (hasMark) {
        at = this.closed(at + 1)
        if (at < 0) return OPEN
      }
      let c = -1
      while (at < to) {
        c = bytes[at] as number
        if (c === separator || c === NEWLINE) break
        at++
      }
      ends[count] = at
      isQuoted[count++] = hasMark ? 1 : 0
      if (at === to || c === NEWLINE) {
        this.count = count
        if (at < to) return at + 1
        return isLast ? to : NO_END
      }
      at++
    }
  }

  /** Where a quotation mark has been closed, after it; −1 where it is not. */
  private closed(from: number): number {
    const { bytes, to } = this
    for (let at = from; at < to; at++) {
      const c = bytes[at]
      if (c === NEWLINE) this.lines++
      else if (c === QUOTE) {
        if (at + 1 === to || bytes[at + 1] !== QUOTE) return at + 1
        at++
      }
    }
    return -1
  }

  private widen(): void {
    const length = 2 * this.starts.length
    this.starts = grown(this.starts, new Int32Array(length))
    this.ends = grown(this.ends, new Int32Array(length))
    this.isQuoted = grown(this.isQuoted, new Uint8Array(length))
  }
}

/**
 * The content of a cell that starts with a quotation mark, into `out`: two marks inside are one, and what follows the closing mark is kept.
 *
 * @returns how many bytes.
 */
export function unquoted(bytes: Uint8Array, start: number, end: number, out: Uint8Array): number {
  let isOpen = true
  let length = 0
  for (let at = start + 1; at < end; at++) {
    const c = bytes[at] as number
    if (isOpen && c === QUOTE) {
      if (at + 1 < end && bytes[at + 1] === QUOTE) at++
      else {
        isOpen = false
        continue
      }
    }
    out[length++] = c
  }
  return length
}
