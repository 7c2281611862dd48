import {
  BookmarkEnd,
  BookmarkStart,
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { synpunktBookmark } from '../model/dokument.ts'
import type { TrycktBlock, TrycktDokument, TrycktRun } from '../model/tryckt-dokument.ts'
import { BULLETS, HAIR, INK, mm, NO_BORDERS, ORDERED, SOFT, THREAD } from './docx-styles.ts'

/** Width of the text in A4 with our margins, and of the head's right column. */
const TEXT_WIDTH = mm(144)
const RIGHT_WIDTH = mm(58)

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const

/** A list of numbers begins anew with each `instance`; bookmarks are numbered through the document. */
export class DocxParts {
  private lists = 0
  private readonly marked = new Set<string>()

  /** `bookmark` names the heading, so that what stands below it is known when the file comes back. */
  heading(text: string | ParagraphChild[], depth: number, bookmark: string | null = null): Paragraph {
    const heading = HEADINGS[Math.min(depth, HEADINGS.length) - 1] ?? HeadingLevel.HEADING_4
    const children = typeof text === 'string' ? [new TextRun(text)] : text
    if (bookmark !== null) this.mark(bookmark, children, children)
    return new Paragraph({ heading, children })
  }

  /** Puts a bookmark from the beginning of one paragraph to the end of another; a name stands only once in a file. */
  private mark(name: string, first: ParagraphChild[], last: ParagraphChild[]): void {
    if (this.marked.has(name)) return
    this.marked.add(name)
    const id = this.marked.size
    first.unshift(new BookmarkStart(name, id) as unknown as ParagraphChild)
    last.push(new BookmarkEnd(id) as unknown as ParagraphChild)
  }

  list(items: ParagraphChild[][], ordered: boolean): Paragraph[] {
    const instance = ++this.lists
    return items.map(
      (children, at) =>
        new Paragraph({
          style: 'ListParagraph',
          ...(at === items.length - 1 && { spacing: { after: 140 } }),
          numbering: { reference: ordered ? ORDERED : BULLETS, level: 0, instance: ordered ? instance : 0 },
          children,
        }),
    )
  }

  block(block: TrycktBlock): Paragraph[] {
    switch (block.type) {
      case 'paragraph':
        return [new Paragraph({ children: block.runs.map(run) })]
      case 'quote':
        return [new Paragraph({ style: 'Quote', children: block.runs.map(run) })]
      case 'heading':
        return [this.heading(block.runs.map(run), block.level)]
      case 'list':
        return this.list(
          block.items.map((item) => item.map(run)),
          block.ordered,
        )
      case 'synpunkt':
        return this.synpunkt(block)
    }
  }

  /** The bookmark lies around the whole point: what is between its ends when the file comes back is the point's text. */
  private synpunkt(point: Extract<TrycktBlock, { type: 'synpunkt' }>): Paragraph[] {
    const head: ParagraphChild[] = [new TextRun({ text: point.label, bold: true })]
    if (point.about !== '') head.push(new TextRun({ text: `  ·  ${point.about}`, color: SOFT }))
    const rows: { style?: string; children: ParagraphChild[] }[] = [
      { style: 'Synpunkt', children: head },
      ...point.paragraphs.map((paragraph) => ({ children: lineRuns(paragraph) })),
      ...(point.quote === null ? [] : [{ style: 'Quote', children: [new TextRun(point.quote)] }]),
    ]
    this.mark(synpunktBookmark(point.nr), head, rows.at(-1)?.children ?? head)
    return rows.map((row) => new Paragraph(row))
  }
}

/** Text with line breaks where somebody has made them. */
function lineRuns(text: string): TextRun[] {
  return text.split('\n').map((part, at) => new TextRun(at === 0 ? { text: part } : { text: part, break: 1 }))
}

function run({ text, strong, em, href }: TrycktRun): ParagraphChild {
  const options = { text, bold: strong || undefined, italics: em || undefined }
  if (href === null) return new TextRun(options)
  return new ExternalHyperlink({ link: href, children: [new TextRun({ ...options, style: 'Hyperlink' })] })
}

const huvud = (children: TextRun[]): Paragraph => new Paragraph({ style: 'Huvud', children })
const plain = (text: string): Paragraph => huvud([new TextRun(text)])
const strong = (text: string, more: { allCaps?: boolean; characterSpacing?: number } = {}): Paragraph =>
  huvud([new TextRun({ text, bold: true, size: 23, ...more })])
const small = (text: string): Paragraph => huvud([new TextRun({ text, size: 18, color: SOFT })])

/** Who writes on the left, what it is on the right; below, whom to ask and who it goes to. */
export function headTable(doc: TrycktDokument): Table {
  const named = (part: { heading: string; lines: string[] } | null): Paragraph[] =>
    part ? [small(part.heading), ...part.lines.map(plain)] : [plain('')]
  const left = [strong(doc.sender.organisation), ...doc.sender.lines.map(plain)]
  // The word stays as it is written, and only looks like capitals: a screen reader would spell it.
  const right = [
    strong(doc.kind, { allCaps: true, characterSpacing: 10 }),
    ...(doc.dnr ? [plain(doc.dnr)] : []),
    plain(doc.date.text),
  ]
  const cells = (parts: Paragraph[][], isFirst: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      children: parts.map(
        (children, at) =>
          new TableCell({
            children,
            width: { size: at === 0 ? TEXT_WIDTH - RIGHT_WIDTH : RIGHT_WIDTH, type: WidthType.DXA },
            margins: { top: isFirst ? 0 : mm(4), bottom: isFirst ? mm(4) : 0, left: 0, right: at === 0 ? mm(8) : 0 },
            ...(isFirst && { borders: { bottom: { style: BorderStyle.SINGLE, size: 4, color: HAIR } } }),
          }),
      ),
    })
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [TEXT_WIDTH - RIGHT_WIDTH, RIGHT_WIDTH],
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: [cells([left, right], true), cells([named(doc.handlaggare), named(doc.recipient)], false)],
  })
}

/** The title and what the document answers, held together by the thread. */
export function titleParagraphs(doc: TrycktDokument): Paragraph[] {
  const gap = new Paragraph({
    spacing: { before: 0, after: 480, line: 240, lineRule: LineRuleType.AUTO },
    children: [],
  })
  const title = { heading: HeadingLevel.TITLE, children: [new TextRun(doc.title)] } as const
  if (doc.subtitle === null) return [gap, new Paragraph(title)]
  const border = { left: { style: BorderStyle.SINGLE, size: 12, color: THREAD, space: 10 } }
  const indent = { left: mm(4.2) }
  return [
    gap,
    new Paragraph({
      ...title,
      border,
      indent,
      spacing: { before: 0, after: 0, line: 228, lineRule: LineRuleType.AUTO },
    }),
    new Paragraph({ style: 'Subtitle', border, indent, children: [new TextRun(doc.subtitle)] }),
  ]
}

/** Two names beside each other, kept whole on one page. */
export function signatoryTable(doc: TrycktDokument): Table {
  const rows: TableRow[] = []
  const width = Math.floor(TEXT_WIDTH / 2)
  for (let at = 0; at < doc.signatories.length; at += 2) {
    const pair = [doc.signatories[at] ?? [], doc.signatories[at + 1] ?? []]
    rows.push(
      new TableRow({
        cantSplit: true,
        children: pair.map(
          ([name = '', ...rest]) =>
            new TableCell({
              width: { size: width, type: WidthType.DXA },
              margins: { top: mm(at === 0 ? 10 : 7), bottom: 0, left: 0, right: mm(6) },
              children: [huvud([new TextRun({ text: name, bold: true })]), ...rest.map(plain)],
            }),
        ),
      }),
    )
  }
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [width, width],
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows,
  })
}

/** The one table that is a table: its first row is a header and is repeated on every page it reaches. */
export function attestTable(attest: NonNullable<TrycktDokument['attest']>): Table {
  const widths = [TEXT_WIDTH - mm(34), mm(34)]
  const row = (cells: readonly string[], isHeader: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      tableHeader: isHeader,
      children: cells.map(
        (text, at) =>
          new TableCell({
            width: { size: widths[at] ?? 0, type: WidthType.DXA },
            margins: { top: mm(1.6), bottom: mm(1.6), left: 0, right: mm(3) },
            borders: {
              bottom: { style: BorderStyle.SINGLE, size: isHeader ? 8 : 4, color: isHeader ? INK : HAIR },
            },
            children: [huvud([new TextRun({ text, bold: isHeader })])],
          }),
      ),
    })
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: [row(attest.columns, true), ...attest.rows.map((cells) => row(cells, false))],
  })
}
