/** Half-open UTF-16 offsets into the text of a reading. */
export type Span = [start: number, end: number]

/**
 * One field that was found: what it says, where, and how sure the rule is (0–1; a person corrects what is below about
 * 0.7).
 */
export interface ReadField {
  value: unknown
  span: Span
  confidence: number
}

/**
 * The result of reading a document. Names and shapes of the fields are those that
 * `tests/golden/documents/*.expected.json` show. A field the document does not have is absent: never guessed, never
 * empty text.
 */
export interface Reading {
  /** The document's text in NFC; all spans count in it. */
  text: string
  fields: Record<string, ReadField>
}

/** Collects fields; the first rule to give a field a value wins unless a later one is surer. */
export class FieldCollector {
  readonly fields: Record<string, ReadField> = {}

  put(name: string, value: unknown, span: Span, confidence: number): void {
    if (value === undefined || value === null || value === '') return
    const earlier = this.fields[name]
    if (earlier && earlier.confidence >= confidence) return
    this.fields[name] = { value, span, confidence }
  }

  /** Puts a list unless it is empty; the span runs from the first element to the last. */
  putList(name: string, found: readonly { value: unknown; span: Span }[], confidence: number): void {
    if (found.length === 0) return
    const span: Span = [Math.min(...found.map((one) => one.span[0])), Math.max(...found.map((one) => one.span[1]))]
    this.put(
      name,
      found.map((one) => one.value),
      span,
      confidence,
    )
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined
  }

  value<T>(name: string): T | undefined {
    return this.fields[name]?.value as T | undefined
  }
}
