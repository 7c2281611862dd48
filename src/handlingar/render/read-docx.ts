import type { Inline } from '../../platform/text/index.ts'
import type { DocxLoss, LastDocx, LastStycke } from '../model/last-docx.ts'
import { readXml, unpackDocx } from './docx-package.ts'

/** So many bookmarks round one text nobody makes; each paragraph remembers its own, and a file built to harm would fill the memory. */
const MAX_MARKS = 500
/** As long as an address may be, and as deep as fields lie in fields. */
const MAX_INSTRUCTION = 4_000
const MAX_FIELDS = 50

/** What a style is called and what it says of its paragraphs. */
interface Style {
  name: string
  numId: string | null
}

/**
 * Reads a DOCX as Word, LibreOffice and others save it: paragraphs with their styles, lists, marks and bookmarks. Changes that are
 * tracked are read as accepted. Pure: nothing is fetched, and no file outside the document is followed.
 *
 * @throws Error where it is no DOCX or is broken; what it says is for the log, not for a person.
 */
export function readDocx(bytes: Uint8Array): LastDocx {
  const part = unpackDocx(bytes)
  const body = new BodyReader(
    stylesOf(part('word/styles.xml')),
    orderedLists(part('word/numbering.xml')),
    targetsOf(part('word/_rels/document.xml.rels')),
  )
  readXml(part('word/document.xml') ?? '', body)
  return {
    paragraphs: body.paragraphs,
    properties: propertiesOf(part('docProps/custom.xml')),
    losses: [...body.losses],
  }
}

/** `w:val`, which is false only when it says so. */
function isOn(attributes: Record<string, string>): boolean {
  return !['0', 'false', 'off', 'none'].includes(attributes['w:val'] ?? '')
}

function stylesOf(xml: string | null): Map<string, Style> {
  const styles = new Map<string, Style>()
  let current: Style | null = null
  if (xml !== null)
    readXml(xml, {
      open: (name, attributes) => {
        const value = attributes['w:val'] ?? ''
        if (name === 'w:style') {
          current = { name: '', numId: null }
          styles.set(attributes['w:styleId'] ?? '', current)
        } else if (current && name === 'w:name') current.name = value.toLowerCase()
        else if (current && name === 'w:numId') current.numId = value
      },
      close: (name) => {
        if (name === 'w:style') current = null
      },
    })
  return styles
}

/** The lists whose first level counts; the rest have marks of some kind. */
function orderedLists(xml: string | null): Set<string> {
  const formats = new Map<string, string>()
  const ordered = new Set<string>()
  let abstractId = ''
  let level = ''
  let numId = ''
  if (xml !== null)
    readXml(xml, {
      open: (name, attributes) => {
        const value = attributes['w:val'] ?? ''
        if (name === 'w:abstractNum') abstractId = attributes['w:abstractNumId'] ?? ''
        else if (name === 'w:lvl') level = attributes['w:ilvl'] ?? ''
        else if (name === 'w:numFmt' && level === '0' && numId === '') formats.set(abstractId, value)
        else if (name === 'w:num') numId = attributes['w:numId'] ?? ''
        else if (name === 'w:abstractNumId' && !['bullet', 'none', undefined].includes(formats.get(value)))
          ordered.add(numId)
      },
      close: (name) => {
        if (name === 'w:num') numId = ''
      },
    })
  return ordered
}

function targetsOf(xml: string | null): Map<string, string> {
  const targets = new Map<string, string>()
  if (xml !== null)
    readXml(xml, {
      open: (name, attributes) => {
        if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '')
      },
    })
  return targets
}

function propertiesOf(xml: string | null): Record<string, string> {
  const properties: Record<string, string> = Object.create(null)
  let current: string | null = null
  if (xml !== null)
    readXml(xml, {
      open: (name, attributes) => {
        if (name === 'property') current = attributes.name ?? null
      },
      close: (name) => {
        if (name === 'property') current = null
      },
      text: (text) => {
        if (current !== null && text.trim() !== '') properties[current] = (properties[current] ?? '') + text
      },
    })
  return properties
}

/** Elements whose content is no running text of the document. */
const SKIPPED: Record<string, DocxLoss | null> = {
  'w:del': 'sparade-andringar',
  'w:moveFrom': 'sparade-andringar',
  'w:drawing': 'bilder',
  'w:pict': 'bilder',
  'w:object': 'bilder',
  'mc:Fallback': null,
  'w:pPrChange': 'sparade-andringar',
  'w:rPrChange': 'sparade-andringar',
  'w:sectPr': null,
}

const TOLD: Record<string, DocxLoss> = {
  'w:ins': 'sparade-andringar',
  'w:moveTo': 'sparade-andringar',
  'w:commentReference': 'kommentarer',
  'w:footnoteReference': 'fotnoter',
  'w:endnoteReference': 'fotnoter',
}

/** What stands for a character of its own. */
const CHARACTERS: Record<string, string> = {
  'w:tab': ' ',
  'w:cr': '\n',
  'w:noBreakHyphen': '\u2011',
  'w:sym': '\u25ca',
}

/** `HYPERLINK "address" \\o "tip"`: a link as a field; one to a place in the document (`\\l`) has no address. */
function addressOf(instruction: string): string | null {
  return /^\s*HYPERLINK\s+"([^"\\]+)"/i.exec(instruction)?.[1] ?? null
}

class BodyReader {
  readonly paragraphs: LastStycke[] = []
  readonly losses = new Set<DocxLoss>()
  private paragraph: (LastStycke & { numId: string | null; isIn: Set<string> }) | null = null
  private run: { strong: boolean; em: boolean } | null = null
  private link: string | null = null
  /** Fields that have begun and not ended: what they say to do, and, once their result has begun, the link around it. */
  private readonly fields: { instruction: string; href: string | null }[] = []
  /** The same for fields that are one element. */
  private readonly simple: (string | null)[] = []
  private isInstruction = false
  private isText = false
  private inProperties = false
  private tables = 0
  private skipping = 0
  private readonly marks = new Map<string, string>()

  constructor(
    private readonly styles: Map<string, Style>,
    private readonly ordered: Set<string>,
    private readonly targets: Map<string, string>,
  ) {}

  open(name: string, attributes: Record<string, string>): void {
    if (this.skipping > 0 || Object.hasOwn(SKIPPED, name)) {
      const loss = SKIPPED[name]
      // A deleted paragraph mark in the properties of a run has no content and is no loss of its own.
      if (this.skipping === 0 && loss) this.losses.add(loss)
      this.skipping++
      return
    }
    if (Object.hasOwn(TOLD, name) && TOLD[name]) this.losses.add(TOLD[name])
    const value = attributes['w:val'] ?? ''
    switch (name) {
      case 'w:tbl':
        this.tables++
        break
      case 'w:p':
        this.paragraph = {
          style: 'normal',
          level: 0,
          list: null,
          runs: [],
          marks: [],
          inTable: this.tables > 0,
          numId: null,
          isIn: new Set(),
        }
        break
      case 'w:pPr':
      case 'w:rPr':
        this.inProperties = true
        break
      case 'w:pStyle':
        if (this.paragraph) this.styled(value)
        break
      case 'w:numId':
        if (this.paragraph) this.paragraph.numId = value
        break
      case 'w:r':
        this.run = { strong: false, em: false }
        break
      case 'w:b':
        if (this.run) this.run.strong = isOn(attributes)
        break
      case 'w:i':
        if (this.run) this.run.em = isOn(attributes)
        break
      case 'w:hyperlink':
        this.link = this.targets.get(attributes['r:id'] ?? '') ?? null
        break
      case 'w:fldSimple':
        this.simple.push(addressOf(attributes['w:instr'] ?? ''))
        break
      case 'w:fldChar':
        this.field(attributes['w:fldCharType'] ?? '')
        break
      case 'w:instrText':
        this.isInstruction = true
        break
      case 'w:bookmarkStart':
        if (this.marks.size >= MAX_MARKS) throw new Error('more bookmarks than a document has')
        this.marks.set(attributes['w:id'] ?? '', attributes['w:name'] ?? '')
        break
      case 'w:bookmarkEnd':
        this.unmark(attributes['w:id'] ?? '')
        break
      case 'w:t':
        this.isText = true
        break
      case 'w:br':
        if (!['page', 'column'].includes(attributes['w:type'] ?? '')) this.put('\n')
        break
      default:
        if (Object.hasOwn(CHARACTERS, name) && !this.inProperties) this.put(CHARACTERS[name] ?? '')
    }
  }

  close(name: string): void {
    if (this.skipping > 0) {
      this.skipping--
      return
    }
    if (name === 'w:t') this.isText = false
    else if (name === 'w:r') this.run = null
    else if (name === 'w:hyperlink') this.link = null
    else if (name === 'w:fldSimple') this.simple.pop()
    else if (name === 'w:instrText') this.isInstruction = false
    else if (name === 'w:pPr' || name === 'w:rPr') this.inProperties = false
    else if (name === 'w:tbl') this.tables--
    else if (name === 'w:p') this.finish()
  }

  text(text: string): void {
    if (this.skipping > 0) return
    const field = this.fields.at(-1)
    if (this.isInstruction) {
      if (field && field.instruction.length < MAX_INSTRUCTION) field.instruction += text
    } else if (this.isText) this.put(text)
  }

  /** A field says what it is between its beginning and its middle, and what came of it between there and its end. */
  private field(type: string): void {
    if (type === 'begin' && this.fields.length < MAX_FIELDS) this.fields.push({ instruction: '', href: null })
    else if (type === 'end') this.fields.pop()
    const field = this.fields.at(-1)
    if (type === 'separate' && field) field.href = addressOf(field.instruction)
  }

  private get href(): string | null {
    return this.link ?? this.simple.findLast(Boolean) ?? this.fields.findLast(({ href }) => href !== null)?.href ?? null
  }

  private styled(id: string): void {
    const style = this.styles.get(id)
    if (!this.paragraph) return
    this.paragraph.style = style?.name || id.toLowerCase()
    this.paragraph.level = Number(/^heading ([1-9])$/.exec(this.paragraph.style)?.[1] ?? 0)
    this.paragraph.numId ??= style?.numId ?? null
  }

  /** By its name: LibreOffice begins a bookmark over several paragraphs twice, and ends the later one. */
  private unmark(id: string): void {
    const name = this.marks.get(id)
    for (const [other, named] of this.marks) if (named === name) this.marks.delete(other)
  }

  private put(text: string): void {
    const { paragraph, run } = this
    if (!paragraph || text === '') return
    for (const mark of this.marks.values()) paragraph.isIn.add(mark)
    // One mark each: a link that is bold is a link.
    const next: Inline = { text }
    const { href } = this
    if (href !== null) next.href = href
    else if (run?.strong) next.strong = true
    else if (run?.em) next.em = true
    const last = paragraph.runs.at(-1)
    if (last && last.href === next.href && last.strong === next.strong && last.em === next.em) last.text += text
    else paragraph.runs.push(next)
  }

  private finish(): void {
    if (!this.paragraph) return
    const { numId, isIn, ...paragraph } = this.paragraph
    // Zero says that a paragraph of a list's style is in no list.
    if (numId !== null && numId !== '0' && paragraph.level === 0) paragraph.list = { ordered: this.ordered.has(numId) }
    this.paragraphs.push({ ...paragraph, marks: [...isIn] })
    this.paragraph = null
  }
}
