import { latin } from './latin.ts'
import { classifyFurniture, type Furniture, INLINE_PAGE_NUMBER, type SourceLine } from './page-furniture.ts'
import type { Span } from './reading.ts'
import { foldCharacters, type TextView, ViewBuilder } from './text-view.ts'

/** A document made ready for the rules. */
export interface SourceText {
  /** NFC; spans count in it. */
  source: string
  /**
   * Running text without page furniture, words and sentences whole again. Paragraphs are separated by an empty line.
   */
  view: TextView
  /** Page headers and footers that were taken out of the view: case numbers and signing boxes stand there. */
  furniture: { text: string; span: Span; kind: Furniture }[]
  /** The address on the first line of a saved web page. */
  address: { text: string; span: Span } | null
}

/**
 * No document that a committee handles is longer: 2 million characters are some 700 pages. What comes after is kept in
 * the text but not searched, so that a hostile file of many megabytes costs no more than a big one.
 */
const MAX_CHARS = 2_000_000
const MAX_LINES = 60_000

/** @param input extracted text with any line ends. Linear. */
export function readSource(input: string): SourceText {
  const source = input.normalize('NFC')
  const shadow = foldCharacters(source.slice(0, MAX_CHARS))
  const lines = splitLines(shadow)
  const { address, bodyAt } = readFrontMatter(lines)
  const body = lines.slice(bodyAt)
  const kinds = classifyFurniture(body)
  const furniture: SourceText['furniture'] = []
  const builder = new ViewBuilder(shadow)
  const joiner = new LineJoiner(builder, shadow)
  const seenPrefixes = new Set<string>()
  body.forEach((raw, at) => {
    const line = withoutFooter(raw, shadow, beginsPage(body, kinds, at))
    const kind = kinds[at] ?? null
    if (kind !== null) {
      furniture.push({ text: line.text, span: [line.start, line.end], kind })
      joiner.skipFurniture()
    } else if (line.text === '') joiner.blank()
    else joiner.line(line, cutInlinePages(line, seenPrefixes))
  })
  return { source, view: builder.build(), furniture, address }
}

function splitLines(shadow: string): SourceLine[] {
  const lines: SourceLine[] = []
  let from = 0
  let isNewPage = false
  for (const end of shadow.matchAll(/[\n\f]/g)) {
    if (lines.length >= MAX_LINES) return lines
    lines.push(trimmed(shadow, from, end.index, isNewPage))
    // A form feed is a page break and a line end; the line after it begins a page.
    isNewPage = end[0] === '\f'
    from = end.index + 1
  }
  lines.push(trimmed(shadow, from, shadow.length, isNewPage))
  return lines
}

function trimmed(shadow: string, from: number, to: number, afterPageBreak: boolean): SourceLine {
  let start = from
  let end = to
  while (start < end && (shadow[start] === ' ' || shadow[start] === '\t')) start += 1
  while (end > start && (shadow[end - 1] === ' ' || shadow[end - 1] === '\t')) end -= 1
  return { start, end, text: shadow.slice(start, end), afterPageBreak }
}

/**
 * A saved page may begin with the address it was fetched from, comment lines about the file (`# …`) and a rule. They
 * are about the file, not of the document; only the address says something a reader may use (a meeting date, a
 * committee).
 */
function readFrontMatter(lines: readonly SourceLine[]): { address: SourceText['address']; bodyAt: number } {
  const first = lines[0]
  if (!first || !/^https?:\/\/\S{4,2000}$/.test(first.text)) return { address: null, bodyAt: 0 }
  let at = 1
  while (at < lines.length && lines[at]!.text.startsWith('#')) at += 1
  if (/^-{3,}$/.test(lines[at]?.text ?? '')) at += 1
  return { address: { text: first.text, span: [first.start, first.end] }, bodyAt: at }
}

/** The next filled line is, or begins with, a page number. */
function beginsPage(lines: readonly SourceLine[], kinds: readonly (Furniture | null)[], at: number): boolean {
  for (let next = at + 1; next < lines.length && next <= at + 3; next += 1) {
    if (lines[next]!.text === '') continue
    return kinds[next] === 'page' || /^(?:sida|sid)\.?:?\s*\d/i.test(lines[next]!.text)
  }
  return false
}

/** A page's last line may run on into its footer, whose end is the authority's address on the web. */
function withoutFooter(line: SourceLine, shadow: string, isLastOfPage: boolean): SourceLine {
  const footer = isLastOfPage
    ? latin(/ (?:\p{Lu}\p{L}{2,40} )?(?:www\.)?[\p{L}\d-]{2,40}\.se$/u).exec(line.text.slice(-130))
    : null
  if (!footer) return line
  const end = line.end - footer[0].length
  return { ...line, end, text: shadow.slice(line.start, end) }
}

/** The stretches of a line that are text, when page numbers stand in the middle of it. */
function cutInlinePages(line: SourceLine, seenPrefixes: Set<string>): Span[] {
  const keep: Span[] = []
  let from = 0
  for (const match of line.text.matchAll(INLINE_PAGE_NUMBER)) {
    const before = line.text.slice(from, match.index)
    // The words before the number are the page's header when an earlier page began with the same ones.
    const key = before.replace(/\d+/g, '0').trim().toLowerCase()
    const isRepeatedHeader = from === 0 && key !== '' && key.length < 150 && seenPrefixes.has(key)
    if (!isRepeatedHeader && before.trim() !== '') keep.push([line.start + from, line.start + match.index])
    if (from === 0) seenPrefixes.add(key)
    from = match.index + match[0].length
  }
  if (from < line.text.length) keep.push([line.start + from, line.end])
  return keep
}

/** Words after which a hyphen at the end of a line is part of the writing: "in- och utrikes". */
const CONJUNCTIONS = latin(/^(?:och|eller|samt|respektive|resp|till|men|som)(?!\p{L})/u)
const SPLIT_NAME = latin(/(?<=\p{Lu}\p{L}{1,40}-) (?=\p{Lu}\p{Ll})/gu)
const SPLIT_WORD = latin(/(?<=\p{Ll}{2})- (?!(?:och|eller|samt|respektive|resp|till|men|som)(?!\p{L}))(?=\p{Ll}{2})/gu)

/** Puts lines together again: hyphenated words, and sentences that a page break cut in two. */
class LineJoiner {
  private readonly builder: ViewBuilder
  private readonly shadow: string
  private previous: SourceLine | null = null
  private previousEnd = 0
  private gap: 'none' | 'blank' | 'furniture' = 'none'

  constructor(builder: ViewBuilder, shadow: string) {
    this.builder = builder
    this.shadow = shadow
  }

  blank(): void {
    if (this.gap === 'none') this.gap = 'blank'
  }

  skipFurniture(): void {
    this.gap = 'furniture'
  }

  line(line: SourceLine, keep: readonly Span[]): void {
    const first = keep[0]
    if (!first) {
      this.skipFurniture()
      return
    }
    const previous = this.previous
    if (previous) this.join(previous, line)
    keep.forEach(([start, end], at) => {
      if (at > 0) this.builder.separator(' ', start)
      this.copyWithoutSplits(start, this.endWithoutHyphen(start, end))
    })
    this.previous = line
    this.gap = 'none'
  }

  /** The hyphen at a line's end is copied by the join, once it is known what follows. */
  private endWithoutHyphen(start: number, end: number): number {
    this.previousEnd = end
    return end - 1 > start && this.shadow[end - 1] === '-' && latin(/\p{L}/u).test(this.shadow[end - 2] ?? '')
      ? end - 1
      : end
  }

  private join(previous: SourceLine, line: SourceLine): void {
    const end = this.previousEnd
    const hasHyphen = this.shadow[end - 1] === '-' && latin(/\p{L}/u).test(this.shadow[end - 2] ?? '')
    if (hasHyphen) {
      if (latin(/^\p{Ll}/u).test(line.text) && !CONJUNCTIONS.test(line.text)) return
      this.builder.copy(end - 1, end)
      if (latin(/^\p{Lu}\p{Ll}/u).test(line.text) && latin(/\p{Lu}\p{L}{1,40}-$/u).test(previous.text.slice(-45)))
        return
    }
    if (this.gap === 'none') this.builder.separator('\n', end)
    else if (isCutSentence(previous.text, line.text, this.gap)) this.builder.separator(' ', end)
    else this.builder.separator('\n\n', end)
  }

  private copyWithoutSplits(start: number, end: number): void {
    const text = this.shadow.slice(start, end)
    const splits = [...text.matchAll(SPLIT_NAME), ...text.matchAll(SPLIT_WORD)].sort((a, b) => a.index - b.index)
    let from = 0
    for (const split of splits) {
      this.builder.copy(start + from, start + split.index)
      from = split.index + split[0].length
    }
    this.builder.copy(start + from, end)
  }
}

/** The line above is running text without an end, and the line below goes on in lower case. */
function isCutSentence(above: string, below: string, gap: 'blank' | 'furniture'): boolean {
  if (!latin(/^\p{Ll}/u).test(below) || /^(?:att|dels) /.test(below)) return false
  const tail = above.slice(-200)
  const words = tail.split(/\s+/).length
  return words >= (gap === 'furniture' ? 3 : 6) && latin(/[\p{L}\d,)”"-]$/u).test(tail)
}
