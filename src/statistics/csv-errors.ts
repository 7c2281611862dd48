export type CsvErrorKind =
  | 'missing-column'
  | 'duplicate-column'
  | 'encoding'
  | 'unclosed-quote'
  | 'too-long'
  | 'cells'
  | 'empty'
  | 'number'
  | 'whole'
  | 'day'
  | 'nul'
  | 'too-many-texts'

export interface CsvError {
  /** Line of the file, where the row starts; the header is line 1. */
  line: number
  /** Null where it is of the row. */
  column: string | null
  kind: CsvErrorKind
  /** What stood there, cut. */
  value: string
  expected: readonly [sv: string, en: string]
}

export interface CsvErrors {
  count: number
  byKind: Partial<Record<CsvErrorKind, number>>
  /** In the order of the file. */
  first: CsvError[]
}

/** Counts all errors and keeps the first. */
export class ErrorLog {
  private readonly first: CsvError[] = []
  private readonly byKind: Partial<Record<CsvErrorKind, number>> = {}
  private count = 0

  constructor(private readonly kept: number) {}

  /** @param shown asked only for an error that is kept. */
  add(
    line: number,
    column: string | null,
    kind: CsvErrorKind,
    shown: () => string,
    expected: readonly [sv: string, en: string],
  ): void {
    this.count++
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1
    if (this.first.length < this.kept) this.first.push({ line, column, kind, value: shown(), expected })
  }

  told(): CsvErrors {
    return { count: this.count, byKind: this.byKind, first: this.first }
  }
}
