import {
  ATTEST_BOOKMARK,
  ATTEST_SENTENCE,
  avsnittBookmark,
  BILAGOR_BOOKMARK,
  FORSLAG_BOOKMARK,
  synpunktBookmark,
} from '../../handlingar/model/dokument.ts'
import type { LastDocx, LastStycke } from '../../handlingar/model/last-docx.ts'
import { printable } from '../../handlingar/model/tryckt-dokument.ts'
import { type Block, fromMarkdown, type Inline, toMarkdown } from '../../platform/text/index.ts'
import { partsOf, type UtlatandeSection, type UtlatandeText } from './utlatande.ts'

/** Something in the file that a person should know before it is saved. `value` is a heading or a number. */
export interface WordNote {
  key:
    | 'ny-rubrik'
    | 'saknad-rubrik'
    | 'tabell'
    | 'saknad-synpunkt'
    | 'borttagen-synpunkt'
    | 'okand-synpunkt'
    | 'bokmarke-borta'
    | 'citat-andrat'
    | 'utanfor'
  value: string
}

/** What a Word file says of a tjänsteutlåtande, in the parts that the version it was made from has. */
export interface WordUtlatande {
  title: string
  /** Null where the file lacks the heading. */
  forslag: string[] | null
  /** Markdown by the section's key; a section that the file lacks is not here. */
  sections: Map<string, string>
  /** Text by the point's number. */
  points: Map<number, string>
  bilagor: string[] | null
  notes: WordNote[]
}

type Place = { kind: 'head' | 'forslag' | 'bilagor' | 'attest' } | { kind: 'section'; section: UtlatandeSection }

const HEAD: Place = { kind: 'head' }

/** Our own styles above the text: what the document answers, and what stands on every page. */
const ABOVE = new Set(['subtitle', 'header', 'footer'])
const LABEL = /^\s*synpunkt\s+(\d{1,4})\b/i

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

function textOf(paragraph: LastStycke): string {
  return paragraph.runs.map((run) => run.text).join('')
}

/** Letters only: what is left of a heading when somebody has put a number or a colon at it. */
function bare(heading: string): string {
  return oneLine(heading)
    .toLowerCase()
    .replace(/^[\d.\s]+|[\s:.]+$/g, '')
}

/**
 * The address that stands after a link on paper is no text of its own; the rest keeps its marks. A line break inside a paragraph is a
 * blank, as it is in the text that people write.
 */
function inlinesOf(paragraph: LastStycke): Inline[] {
  const runs = paragraph.runs.map((run) => ({ ...run, text: run.text.replace(/\s+/g, ' ') }))
  runs.forEach((run, at) => {
    const link = runs[at - 1]?.href
    if (link === undefined || run.href !== undefined) return
    const address = ` (${link.replace(/^(?:https?:\/\/|mailto:)/i, '')})`
    for (const form of [address, address.replace(/\/\)$/, ')')])
      if (run.text.startsWith(form)) run.text = run.text.slice(form.length)
  })
  return runs.filter((run) => run.text !== '')
}

/** Neighbouring lists of one kind as one: programs number them as they like, and a reader sees one list. */
function joined(blocks: readonly Block[]): Block[] {
  const out: Block[] = []
  for (const block of blocks) {
    const last = out.at(-1)
    if (block.type === 'list' && last?.type === 'list' && last.ordered === block.ordered)
      last.items.push(...block.items)
    else out.push(block.type === 'list' ? { ...block, items: [...block.items] } : block)
  }
  return out
}

/** Running text being gathered: paragraphs to blocks, and the places of points between them. */
class Flow {
  readonly parts: string[] = []
  private blocks: Block[] = []

  add(paragraph: LastStycke): void {
    const content = inlinesOf(paragraph)
    if (oneLine(content.map((run) => run.text).join('')) === '') return
    const { list } = paragraph
    if (list) this.blocks.push({ type: 'list', ordered: list.ordered, items: [content] })
    else if (paragraph.level > 0) this.blocks.push({ type: 'heading', content })
    else this.blocks.push({ type: paragraph.style === 'quote' ? 'quote' : 'paragraph', content })
  }

  place(nr: number): void {
    this.flush()
    this.parts.push(`[Synpunkt ${nr}]`)
  }

  flush(): void {
    if (this.blocks.length > 0) this.parts.push(toMarkdown(joined(this.blocks)))
    this.blocks = []
  }

  markdown(): string {
    this.flush()
    return this.parts.join('\n\n')
  }
}

/**
 * Finds the parts of a tjänsteutlåtande in a Word file that was made from it: by our bookmarks, and where somebody has rubbed them
 * out by the headings. Nothing is dropped in silence: what has no place is in the notes.
 */
export function fromWord(docx: LastDocx, base: UtlatandeText): WordUtlatande {
  const reader = new WordReader(base)
  for (const paragraph of docx.paragraphs) reader.take(paragraph)
  return reader.finish()
}

class WordReader {
  private readonly flows = new Map<string, Flow>()
  private readonly points = new Map<number, string[]>()
  private readonly quotes = new Map<number, string[]>()
  private readonly lists: { forslag: string[] | null; bilagor: string[] | null } = { forslag: null, bilagor: null }
  private readonly notes: WordNote[] = []
  private readonly titles: string[] = []
  private place: Place = HEAD
  /** The point whose bookmark is gone, known by its label: it goes on to the next heading, label or quotation. */
  private loose: number | null = null

  constructor(private readonly base: UtlatandeText) {}

  take(paragraph: LastStycke): void {
    if (this.isFurniture(paragraph)) return
    const text = oneLine(textOf(paragraph))
    if (paragraph.style === 'title' && this.place.kind === 'head') {
      if (text !== '') this.titles.push(text)
      return
    }
    if (paragraph.level === 1 && text !== '') {
      this.enter(paragraph, text)
      return
    }
    if (this.isOfPoint(paragraph, text)) return
    if (text === '') {
      if (this.place.kind === 'section') this.flow(this.place.section).add(paragraph)
      return
    }
    this.running(paragraph, text)
  }

  /** What is drawn around the text: the head, signatories, the table of attest. The same styles in the text are somebody's own. */
  private isFurniture({ style, inTable }: LastStycke): boolean {
    return (style === 'huvud' && inTable) || (ABOVE.has(style) && this.place.kind === 'head')
  }

  private running(paragraph: LastStycke, text: string): void {
    switch (this.place.kind) {
      case 'head':
        this.note('utanfor', text.slice(0, 80))
        return
      case 'attest':
        if (!paragraph.inTable && text !== ATTEST_SENTENCE) this.note('utanfor', text.slice(0, 80))
        return
      case 'forslag':
      case 'bilagor':
        this.lists[this.place.kind]?.push(text.replace(/^(?:\d+[.)]|[-•–])\s+/, ''))
        return
      case 'section':
        if (paragraph.inTable) this.note('tabell', this.place.section.heading)
        this.flow(this.place.section).add(paragraph)
    }
  }

  private enter(paragraph: LastStycke, heading: string): void {
    this.loose = null
    const place = this.placeOf(paragraph, heading)
    if (place) {
      this.place = place
      if (place.kind === 'section') this.flow(place.section)
      else if (place.kind === 'forslag' || place.kind === 'bilagor') this.lists[place.kind] ??= []
      return
    }
    this.note('ny-rubrik', heading.slice(0, 80))
    if (this.place.kind === 'section') this.flow(this.place.section).add(paragraph)
  }

  private placeOf(paragraph: LastStycke, heading: string): Place | null {
    const has = (mark: string): boolean => paragraph.marks.includes(mark)
    if (has(FORSLAG_BOOKMARK)) return { kind: 'forslag' }
    if (has(BILAGOR_BOOKMARK)) return { kind: 'bilagor' }
    if (has(ATTEST_BOOKMARK)) return { kind: 'attest' }
    const word = bare(heading)
    const section =
      this.base.sections.find(({ key }) => has(avsnittBookmark(key))) ??
      this.base.sections.find((one) => bare(one.heading) === word)
    if (section) return { kind: 'section', section }
    if (/förslag till beslut$/.test(word)) return { kind: 'forslag' }
    if (word === 'bilaga' || word === 'bilagor') return { kind: 'bilagor' }
    return word === 'attesterat av' ? { kind: 'attest' } : null
  }

  /** Whether the paragraph belongs to a point: inside its bookmark, or after a label that has lost it. */
  private isOfPoint(paragraph: LastStycke, text: string): boolean {
    if (this.place.kind !== 'section' || !this.place.section.hasPoints) return false
    const isLabel = paragraph.style === 'synpunkt' && LABEL.test(text)
    const marked = this.base.points.find((point) => paragraph.marks.includes(synpunktBookmark(point.nr)))?.nr ?? null
    if (marked === null && isLabel) this.loose = this.lostLabel(text)
    else if (marked !== null) this.loose = null
    const nr = marked ?? this.loose
    if (nr === null) return false
    const paragraphs = this.paragraphsOf(nr, this.place.section)
    const point = this.base.points.find((one) => one.nr === nr)
    if (isLabel) paragraphs.push(...afterLabel(text, point?.place ?? ''))
    if (isLabel || text === '') return true
    if (paragraph.style === 'quote' && point?.quote) {
      this.quotes.set(nr, [...(this.quotes.get(nr) ?? []), text])
      if (marked === null) this.loose = null
      return true
    }
    // Line breaks that somebody has made inside a point are the point's own.
    paragraphs.push(
      textOf(paragraph)
        .replace(/[^\S\n]+/g, ' ')
        .trim(),
    )
    return true
  }

  /** The paragraphs of a point; the first time also its place in the section. */
  private paragraphsOf(nr: number, section: UtlatandeSection): string[] {
    const known = this.points.get(nr)
    if (known) return known
    const paragraphs: string[] = []
    this.points.set(nr, paragraphs)
    this.flow(section).place(nr)
    return paragraphs
  }

  private lostLabel(text: string): number | null {
    const nr = Number(LABEL.exec(text)?.[1] ?? 0)
    const isKnown = this.base.points.some((point) => point.nr === nr)
    this.note(isKnown ? 'bokmarke-borta' : 'okand-synpunkt', isKnown ? String(nr) : text.slice(0, 80))
    return isKnown ? nr : null
  }

  finish(): WordUtlatande {
    for (const section of this.base.sections)
      if (!this.flows.has(section.key) && partsOf(section, this.base.points).length > 0)
        this.note('saknad-rubrik', section.heading)
    const missing = (items: readonly string[], found: string[] | null): boolean => items.length > 0 && found === null
    if (missing(this.base.forslag, this.lists.forslag)) this.note('saknad-rubrik', 'Förslag till beslut')
    if (missing(this.base.bilagor, this.lists.bilagor)) this.note('saknad-rubrik', 'Bilagor')
    for (const { nr, quote } of this.base.points) {
      if (!this.points.has(nr)) this.note('saknad-synpunkt', String(nr))
      const found = this.quotes.get(nr)?.join(' ')
      if (quote !== null && found !== undefined && unquoted(found) !== unquoted(quote))
        this.note('citat-andrat', String(nr))
    }
    return {
      title: this.titles.join(' ') || this.base.title,
      ...this.lists,
      sections: new Map([...this.flows].map(([key, flow]) => [key, flow.markdown()])),
      points: new Map([...this.points].map(([nr, paragraphs]) => [nr, paragraphs.join('\n\n')])),
      notes: this.notes,
    }
  }

  private flow(section: UtlatandeSection): Flow {
    const flow = this.flows.get(section.key) ?? new Flow()
    this.flows.set(section.key, flow)
    return flow
  }

  private note(key: WordNote['key'], value: string): void {
    if (!this.notes.some((note) => note.key === key && note.value === value)) this.notes.push({ key, value })
  }
}

/** What somebody has typed on the line of the label: what stands after its last words, the place. */
function afterLabel(text: string, place: string): string[] {
  const words = oneLine(printable(place))
  const at = words === '' ? -1 : text.indexOf(words)
  const rest = at < 0 ? '' : text.slice(at + words.length).trim()
  return /[\p{L}\p{N}]/u.test(rest) ? [rest] : []
}

function unquoted(text: string): string {
  return oneLine(text).replace(/^["”“»']+|["”“«']+$/g, '')
}

/** One part of the text in three versions: what the file was made from, what the file says, what is saved now. */
export interface WordPart {
  /** `rubrik`, `forslag`, `bilagor`, `avsnitt-<key>`, `synpunkt-<nr>`. */
  name: string
  /** The section's heading; '' where the name says all. */
  heading: string
  before: string
  file: string
  now: string
  /** `lika`: the file says nothing new · `filen`: only the file has changed it · `bada`: somebody else has changed it too. */
  state: 'lika' | 'filen' | 'bada'
}

/** Whether two texts say the same in the same paragraphs with the same marks, as far as a file can carry them. */
function sameText(a: string, b: string): boolean {
  const read = (markdown: string): string => sameLines(toMarkdown(joined(fromMarkdown(printable(markdown)))))
  return a === b || read(a) === read(b)
}

/** The same for text without marks. */
function samePlain(a: string, b: string): boolean {
  return a === b || sameLines(printable(a)) === sameLines(printable(b))
}

/** Lines without what nobody sees: blanks at their ends, and more than one empty line. */
function sameLines(text: string): string {
  return text
    .split('\n')
    .map(oneLine)
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim()
}

/** A section as its parts are printed: the points in their places, also those that have none in the text. */
function printed(section: UtlatandeSection, text: UtlatandeText): string {
  return partsOf(section, text.points)
    .map((part) => (part.type === 'text' ? toMarkdown(fromMarkdown(part.markdown)) : `[Synpunkt ${part.point.nr}]`))
    .join('\n\n')
}

/**
 * Sets what the file says beside the version it was made from and the one that is saved now. A part that the file lacks or has left
 * as it was keeps what is saved now: a person who edits in Word overwrites nobody who has gone on here.
 */
export function compareWord(word: WordUtlatande, base: UtlatandeText, now: UtlatandeText): WordPart[] {
  const lines = (items: readonly string[]): string => items.map(oneLine).filter(Boolean).join('\n')
  const found = (items: readonly string[] | null): string | undefined => (items === null ? undefined : lines(items))
  const part = (name: string, heading: string, before: string, file: string | undefined, current: string): WordPart => {
    const same = name.startsWith('avsnitt-') ? sameText : samePlain
    const isSame = file === undefined || same(file, before) || same(file, current)
    const state = isSame ? 'lika' : same(before, current) ? 'filen' : 'bada'
    return { name, heading, before, file: isSame ? current : (file ?? current), now: current, state }
  }
  const pointOf = (text: UtlatandeText, nr: number): string => text.points.find((point) => point.nr === nr)?.text ?? ''
  return [
    part('rubrik', '', base.title, word.title, now.title),
    part('forslag', '', lines(base.forslag), found(word.forslag), lines(now.forslag)),
    ...now.sections.map((section) => {
      const before = base.sections.find(({ key }) => key === section.key) ?? { ...section, markdown: '' }
      const file = word.sections.get(section.key)
      const known = part(`avsnitt-${section.key}`, section.heading, printed(before, base), file, printed(section, now))
      // As it is typed, not as it is printed, where nothing is new.
      return known.state === 'lika' ? { ...known, file: section.markdown, now: section.markdown } : known
    }),
    ...now.points
      .filter(({ nr }) => base.points.some((point) => point.nr === nr))
      .map(({ nr, text }) => part(`synpunkt-${nr}`, '', pointOf(base, nr), word.points.get(nr) || undefined, text)),
    part('bilagor', '', lines(base.bilagor), found(word.bilagor), lines(now.bilagor)),
  ]
}

/** Points that the file has new words for and that have been taken away in the reply since it was made: a person is told. */
export function pointsGone(word: WordUtlatande, base: UtlatandeText, now: UtlatandeText): WordNote[] {
  return base.points.flatMap(({ nr, text }): WordNote[] => {
    const file = word.points.get(nr)
    const isGone = !now.points.some((point) => point.nr === nr)
    return isGone && file && !samePlain(file, text) ? [{ key: 'borttagen-synpunkt', value: String(nr) }] : []
  })
}
