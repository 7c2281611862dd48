export type CsvEncoding = 'utf-8' | 'latin-1'

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const LOOSE = new TextDecoder('utf-8', { ignoreBOM: true })
/** What is called Latin-1 is written by programs that also have the dashes and quotation marks of Windows-1252. */
const LATIN = new TextDecoder('windows-1252')
const ENCODER = new TextEncoder()

/** As much of a cell as is shown to a person. */
const SHOWN_BYTES = 200

/**
 * The text of cells. Where no encoding is declared, the first cell with a byte beyond ASCII decides for the whole file: it is UTF-8 if that
 * cell is, else Latin-1. A later cell that is not valid is an error, not a new guess.
 */
export class CsvText {
  constructor(private encoding: CsvEncoding | null) {}

  /** ASCII throughout is UTF-8. */
  found(): CsvEncoding {
    return this.encoding ?? 'utf-8'
  }

  /** Null where the bytes are no text in the encoding of the file. */
  decode(bytes: Uint8Array, from: number, to: number): string | null {
    const cell = bytes.subarray(from, to)
    if (this.encoding === 'latin-1') return LATIN.decode(cell)
    try {
      const text = STRICT.decode(cell)
      if (this.encoding === null && text.length < cell.length) this.encoding = 'utf-8'
      return text
    } catch {
      if (this.encoding === 'utf-8') return null
      this.encoding = 'latin-1'
      return LATIN.decode(cell)
    }
  }

  /** The same, cut and never null. */
  shown(bytes: Uint8Array, from: number, to: number): string {
    const end = Math.min(to, from + SHOWN_BYTES)
    const text = (end === to ? this.decode(bytes, from, end) : null) ?? this.loose(bytes.subarray(from, end))
    return end < to ? `${text}…` : text
  }

  private loose(cell: Uint8Array): string {
    return this.encoding === 'latin-1' ? LATIN.decode(cell) : LOOSE.decode(cell)
  }

  /**
   * How many bytes of spaces beyond ASCII (a no-break space) and any after them a cell starts or ends with. Letters are told apart by their first byte, without
   * decoding.
   */
  spaceAt(side: 'start' | 'end', bytes: Uint8Array, from: number, to: number): number {
    if (!mayBeSpace(side, bytes, from, to)) return 0
    const text = this.decode(bytes, from, to)
    if (text === null) return 0
    const space =
      side === 'start'
        ? text.slice(0, text.length - text.trimStart().length)
        : text.slice(text.trim() === '' ? 0 : text.trimEnd().length)
    return this.encoding === 'latin-1' ? space.length : ENCODER.encode(space).length
  }
}

/** A no-break space is A0 in Latin-1 and C2 A0 in UTF-8; the other spaces of Unicode start with E1, E2, E3 or EF. */
function mayBeSpace(side: 'start' | 'end', bytes: Uint8Array, from: number, to: number): boolean {
  if (side === 'start') {
    const c = bytes[from] as number
    return c === 0xa0 || c === 0xc2 || (c >= 0xe1 && c <= 0xe3) || c === 0xef
  }
  if (bytes[to - 1] === 0xa0) return true
  const c = to - 3 >= from ? (bytes[to - 3] as number) : 0
  return (c >= 0xe1 && c <= 0xe3) || c === 0xef
}
