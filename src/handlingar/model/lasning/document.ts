import { FieldCollector, type Span } from './reading.ts'
import { readSource, type SourceText } from './source-text.ts'
import { fold } from './vocabulary.ts'

/** A line of the view with its place among its neighbours. */
export interface ViewLine {
  text: string
  start: number
  end: number
  /** An empty line, or the beginning of the text, stands before it. */
  isFirst: boolean
  /** An empty line, or the end of the text, stands after it. */
  isLast: boolean
}

/**
 * What every rule works on: the view, its lines, and the fields found so far. Offsets are in the view until `span` is
 * asked.
 */
export interface Document {
  source: SourceText
  text: string
  lines: ViewLine[]
  out: FieldCollector
  span(start: number, end: number): Span
}

/** @param input extracted text of one document. */
export function openDocument(input: string): Document {
  const source = readSource(input)
  const text = source.view.text
  return {
    source,
    text,
    lines: linesOf(text),
    out: new FieldCollector(),
    span: (start, end) => source.view.toSource(start, end),
  }
}

function linesOf(text: string): ViewLine[] {
  const lines: ViewLine[] = []
  let from = 0
  let isFirst = true
  for (const raw of text.split('\n')) {
    const lead = raw.length - raw.trimStart().length
    const trimmed = raw.trim()
    if (trimmed === '') {
      const last = lines.at(-1)
      if (last) last.isLast = true
      isFirst = true
    } else {
      lines.push({ text: trimmed, start: from + lead, end: from + lead + trimmed.length, isFirst, isLast: false })
      isFirst = false
    }
    from += raw.length + 1
  }
  const last = lines.at(-1)
  if (last) last.isLast = true
  return lines
}

/** A piece of the view: folded text and the offsets of what is left after trimming. */
export interface Piece {
  text: string
  start: number
  end: number
}

/** Trims white space off a stretch of the view; null when nothing is left. */
export function pieceOf(text: string, start: number, end: number): Piece | null {
  const raw = text.slice(start, end)
  const lead = raw.length - raw.trimStart().length
  const trimmed = raw.trim()
  if (trimmed === '') return null
  return { text: fold(trimmed), start: start + lead, end: start + lead + trimmed.length }
}

/** The paragraphs (separated by empty lines) of a stretch of the view. */
export function paragraphsOf(text: string, start: number, end: number): Piece[] {
  const pieces: Piece[] = []
  let from = start
  for (const match of text.slice(start, end).matchAll(/\n[ \t]*\n\s*/g)) {
    const piece = pieceOf(text, from, start + match.index)
    if (piece) pieces.push(piece)
    from = start + match.index + match[0].length
  }
  const last = pieceOf(text, from, end)
  if (last) pieces.push(last)
  return pieces
}
