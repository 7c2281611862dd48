import type { Block, Inline } from '../../platform/text/index.ts'
import { formatSwedishDate } from '../../platform/time/swedish-date.ts'
import type { Dokument, DokumentPart, DokumentSection } from './dokument.ts'

/** A piece of running text. `href` leads out of the document: a relative address leads nowhere on paper. */
export interface TrycktRun {
  text: string
  strong: boolean
  em: boolean
  href: string | null
}

export type TrycktBlock =
  | { type: 'paragraph' | 'quote'; runs: TrycktRun[] }
  | { type: 'heading'; level: number; runs: TrycktRun[] }
  | { type: 'list'; ordered: boolean; items: TrycktRun[][] }
  | { type: 'synpunkt'; nr: number; label: string; about: string; paragraphs: string[]; quote: string | null }

/** A document with every word that will be printed, in order: what both the PDF and the DOCX are drawn from. */
export interface TrycktDokument {
  lang: 'sv'
  kind: string
  title: string
  subtitle: string | null
  /** Who the file says has made it. */
  author: string
  keywords: string[]
  date: { year: number; month: number; day: number; text: string }
  /** `Dnr KS 2026/112`, or nothing where there is no number. */
  dnr: string | null
  sender: { organisation: string; lines: string[] }
  handlaggare: { heading: string; lines: string[] } | null
  recipient: { heading: string; lines: string[] } | null
  forslag: { heading: string; points: string[] } | null
  sections: { level: number; heading: string; key: string | null; blocks: TrycktBlock[] }[]
  signatories: string[][]
  bilagor: { heading: string; items: string[] } | null
  attest: { heading: string; sentence: string; columns: [string, string]; rows: [string, string][] } | null
}

/** A heading that is followed by nothing, nor by anything below it, is not printed. */
function written(sections: readonly DokumentSection[]): DokumentSection[] {
  return sections.filter((section, at) => {
    if (section.parts.some((part) => part.type === 'synpunkt' || part.blocks.length > 0)) return true
    const rest = sections.slice(at + 1)
    const end = rest.findIndex((later) => later.level <= section.level)
    const below = end < 0 ? rest : rest.slice(0, end)
    return below.some((later) => later.parts.some((part) => part.type === 'synpunkt' || part.blocks.length > 0))
  })
}

/**
 * Text that any font, XML and PDF can hold: NFC, no half surrogates, no control characters and no directions that turn the text around
 * it (U+202A–E, U+2066–9). Characters for private use mean nothing outside the computer where they were written and become ◊, as does what no typeface has.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u000b\u000c\u0085]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(
      /[\u0000-\u0009\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|\ufe0e|\ufe0f/g,
      '',
    )
    .replace(/\p{Co}|\p{Noncharacter_Code_Point}/gu, '\u25ca')
}

/** Text that stands on one line, however it was typed. */
function line(text: string): string {
  return printable(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}

function lines(...texts: (string | null | undefined)[]): string[] {
  return texts.map((text) => line(text ?? '')).filter((text) => text !== '')
}

const OUTWARD = /^(?:https?:\/\/|mailto:)[^\s<>"\\]+$/i

/** On paper nobody can follow a link, so its address is written out after it, unless the text is the address. */
function runsOf(content: readonly Inline[]): TrycktRun[] {
  return content.flatMap((inline) => {
    const run = { text: printable(inline.text), strong: inline.strong ?? false, em: inline.em ?? false, href: null }
    const href = inline.href && OUTWARD.test(inline.href) ? printable(inline.href) : null
    if (href === null) return run.text === '' ? [] : [run]
    const address = href.replace(/^(?:https?:\/\/|mailto:)/i, '')
    const isWritten =
      run.text.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '') === address.replace(/\/$/, '')
    const linked = { ...run, href }
    return isWritten ? [linked] : [linked, { ...run, text: ` (${address})` }]
  })
}

function blockOf(block: Block, level: number): TrycktBlock[] {
  switch (block.type) {
    case 'list': {
      const items = block.items.map(runsOf).filter((item) => item.length > 0)
      return items.length === 0 ? [] : [{ type: 'list', ordered: block.ordered, items }]
    }
    case 'heading':
      return [{ type: 'heading', level: level + 1, runs: runsOf(block.content) }]
    default:
      return [{ type: block.type, runs: runsOf(block.content) }]
  }
}

function partOf(part: DokumentPart, level: number): TrycktBlock[] {
  if (part.type === 'text') {
    return part.blocks
      .flatMap((block) => blockOf(block, level))
      .filter((block) => block.type === 'list' || !('runs' in block) || block.runs.length > 0)
  }
  const { synpunkt } = part
  const quote = line(synpunkt.quote ?? '')
  return [
    {
      type: 'synpunkt',
      nr: synpunkt.nr,
      label: `Synpunkt ${synpunkt.nr}`,
      about: lines(synpunkt.kinds.map(line).join(', '), synpunkt.place).join(' · '),
      paragraphs: printable(synpunkt.text)
        .split(/\n[^\S\n]*\n\s*/)
        .map((paragraph) => paragraph.trim())
        .filter((paragraph) => paragraph !== ''),
      quote: quote === '' ? null : `”${quote.replace(/^["”“»']+|["”“«']+$/g, '')}”`,
    },
  ]
}

/** A heading may go one step down at a time, or a reader who steps between headings falls through. */
function steppedSections(sections: readonly DokumentSection[]): TrycktDokument['sections'] {
  let depth = 0
  return written(sections).map((section) => {
    depth = Math.min(section.level, depth + 1)
    return {
      level: depth,
      heading: line(section.heading) || 'Utan rubrik',
      key: section.key ?? null,
      blocks: section.parts.flatMap((part) => partOf(part, depth)),
    }
  })
}

/** Every word of a document as it is printed. */
export function trycktDokument(dokument: Dokument): TrycktDokument {
  const [year = 0, month = 0, day = 0] = dokument.date.split('-').map(Number)
  const { handlaggare, recipient, forslag, attest } = dokument
  const points = forslag ? lines(...forslag.points) : []
  const bilagor = lines(...dokument.bilagor)
  const senderLines = lines(...dokument.sender.lines)
  const organisation = line(dokument.sender.organisation)
  const meeting = recipient?.meetingDate ? `den ${formatSwedishDate(recipient.meetingDate)}` : null
  return {
    lang: dokument.lang,
    kind: dokument.kind,
    title: line(dokument.title) || dokument.kind,
    subtitle: line(dokument.subtitle ?? '') || null,
    author: lines(organisation, senderLines[0]).join(', '),
    keywords: lines(...dokument.keywords),
    date: { year, month, day, text: dokument.date },
    dnr: dokument.diarienummer ? `Dnr ${line(dokument.diarienummer)}` : null,
    sender: { organisation, lines: senderLines },
    handlaggare: handlaggare && {
      heading: 'Handläggare',
      lines: lines(
        handlaggare.name,
        handlaggare.title,
        handlaggare.phone ? `Telefon: ${handlaggare.phone}` : null,
        handlaggare.email,
      ),
    },
    recipient: recipient && { heading: 'Till', lines: lines(recipient.body, meeting) },
    forslag: forslag && points.length > 0 ? { heading: line(forslag.heading), points } : null,
    sections: steppedSections(dokument.sections),
    signatories: dokument.signatories.map((one) => lines(one.name, one.title, one.forvaltning)),
    bilagor: bilagor.length > 0 ? { heading: bilagor.length === 1 ? 'Bilaga' : 'Bilagor', items: bilagor } : null,
    attest:
      attest && attest.rows.length > 0
        ? {
            heading: 'Attesterat av',
            sentence: line(attest.sentence),
            columns: ['Namn, titel', 'Datum'],
            rows: attest.rows.map((row) => [line(row.nameAndTitle), line(row.date)]),
          }
        : null,
  }
}
