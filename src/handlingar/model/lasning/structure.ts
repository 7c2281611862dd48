import { dateAfterPhrase } from './dates.ts'
import { type Document, type Piece, paragraphsOf, pieceOf } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import { type Section, sectionOf } from './headings.ts'
import { latin } from './latin.ts'
import { listPoints } from './numbered-list.ts'
import { readSignatories } from './people.ts'
import { fold, PERSON, splitList, TITLE_WORD } from './vocabulary.ts'

/**
 * Headings, enclosures, distribution, preparation and signatures of a statement.
 *
 * @param signaturesFrom where the head ends: the officer named there is not a signatory by that.
 */
export function readStructure(doc: Document, sections: readonly Section[], signaturesFrom: number): void {
  const shown = sections.filter((section) => section.kind !== 'bilagor' && section.kind !== 'attest')
  doc.out.putList(
    'headings',
    shown.map((section) => ({ value: fold(section.title), span: doc.span(section.titleStart, section.titleEnd) })),
    0.85,
  )
  readAttachments(doc, sections)
  readDistribution(doc, sections)
  readPreparation(doc, sections)
  const attest = sectionOf(sections, 'attest')
  const signatories = readSignatories(doc, signaturesFrom, attest?.titleStart ?? doc.text.length)
  doc.out.putList(
    'signatories',
    signatories.map(({ value, start, end }) => ({ value, span: doc.span(start, end) })),
    0.85,
  )
}

const ENTRY = /^(?:[•–—*-]|\d{1,2}[.)]?|[Bb]ilaga \d{1,2}[.:]?)?\s*[-–.:]?\s*/

function entriesOf(doc: Document, section: Section, stop?: RegExp): Piece[] {
  const block = paragraphsOf(doc.text, section.start, Math.min(section.end, section.start + 8000))
  const entries: Piece[] = []
  for (const piece of block) {
    for (const line of doc.text.slice(piece.start, piece.end).split('\n')) {
      const at = doc.text.indexOf(line, entries.at(-1)?.end ?? piece.start)
      const bare = line.trim().replace(ENTRY, '')
      if (bare.length < 3 || stop?.test(bare)) continue
      const start = at + line.indexOf(bare)
      const isContinuation = entries.length > 0 && latin(/^\p{Ll}/u).test(bare) && bare === line.trim()
      const last = entries.at(-1)
      if (isContinuation && last) {
        last.text += ` ${fold(bare)}`
        last.end = start + bare.length
      } else entries.push({ text: fold(bare), start, end: start + bare.length })
    }
  }
  return entries
}

function readAttachments(doc: Document, sections: readonly Section[]): void {
  const section = sectionOf(sections, 'bilagor')
  if (!section) return
  const entries = attachmentEntries(doc, section).filter((entry) => entry.text.length < 250)
  // Signatures may follow without a heading: names alone, one or two to a line, or a title.
  const stop = entries.findIndex(
    (entry) => (TITLE_WORD.test(entry.text) && entry.text.split(' ').length < 3) || NAMES_ONLY.test(entry.text),
  )
  const kept = stop < 0 ? entries : entries.slice(0, stop)
  doc.out.putList(
    'attachments',
    kept
      .slice(0, 60)
      .map((entry) => ({ value: entry.text.replace(/[.;]$/, ''), span: doc.span(entry.start, entry.end) })),
    0.8,
  )
}

const NAMES_ONLY = latin(`^${PERSON}(?: ${PERSON})?$`)

/** One to a line, or numbered one after the other where the lines ran together. */
function attachmentEntries(doc: Document, section: Section): Piece[] {
  const lines = entriesOf(doc, section)
  const isRunTogether = lines.length === 1 && latin(/\s2[.)]?\s+\p{Lu}/u).test(lines[0]!.text)
  return isRunTogether ? listPoints(doc.text, section.start, Math.min(section.end, section.start + 8000)) : lines
}

function readDistribution(doc: Document, sections: readonly Section[]): void {
  const section = sectionOf(sections, 'distribution')
  if (!section) return
  const found = entriesOf(doc, section)
    .filter((entry) => entry.text.length < 120 && !/\d{4}-\d{2}-\d{2}/.test(entry.text))
    .flatMap((entry) =>
      entry.text.includes(',') ? splitList(entry.text).map((part) => ({ ...entry, text: part.text })) : [entry],
    )
  doc.out.putList(
    'distribution',
    found
      .slice(0, 60)
      .map((entry) => ({ value: entry.text.replace(/[.;,]$/, ''), span: doc.span(entry.start, entry.end) })),
    0.8,
  )
}

/** "Ärendet har beretts inom X, i samråd med Y, vid Z": the unit, and who was consulted. */
function readPreparation(doc: Document, sections: readonly Section[]): void {
  const section = sectionOf(sections, 'beredning')
  const from = section?.start ?? 0
  const region = doc.text.slice(from, section ? Math.min(section.end, from + 3000) : Math.min(doc.text.length, 60_000))
  const prepared =
    /(?:beretts|har\s+beretts|handlagts|tagits\s+fram|beretts\s+gemensamt)\s+(?:inom|av|på|vid|i)\s+(?<unit>[^.,;\n]{3,90}?)(?=,|\.|;|\n|\s+i\s+(?:samråd|samverkan|samarbete|dialog)\s+med)/iu.exec(
      region,
    )
  if (
    !prepared?.groups ||
    (!section && !/ärendet/iu.test(region.slice(Math.max(0, prepared.index - 40), prepared.index)))
  )
    return
  const consulted =
    /(?:i\s+(?:samråd|samverkan|samarbete|dialog)\s+med|samråd\s+har\s+skett\s+med)\s+(?<who>[^.;\n]{3,250}?)(?=,\s+(?:vid|inom)\s|\.|;|\n\s*\n|$)/iu.exec(
      region.slice(prepared.index),
    )
  const unit = fold(prepared.groups.unit!)
  const who = consulted?.groups ? splitList(consulted.groups.who!).map((part) => part.text) : []
  const end = prepared.index + prepared[0].length
  const last = consulted ? prepared.index + consulted.index + consulted[0].length : end
  doc.out.put(
    'preparation',
    { unit, ...(who.length > 0 ? { consulted: who } : {}) },
    doc.span(from + prepared.index, from + Math.max(end, last)),
    0.85,
  )
}

const OPEN_QUOTE = '[”“"»«„]'
const CLOSE_QUOTE = '[”“"»«]'
const LONG_QUOTE = latin(
  `\\*(?<italic>[^*\\n]{25,600})\\*|${OPEN_QUOTE}(?<quoted>[^”“"»«„\\n]{25,600})${CLOSE_QUOTE}`,
  'gu',
)
const NAME_QUOTE = latin(`${OPEN_QUOTE}(?<name>\\p{Lu}[^”“"»«„\\n]{2,80})${CLOSE_QUOTE}`, 'gu')

/** Programme text quoted in italics or quotation marks, with the section named in quotation marks just before it. */
export function readQuotations(doc: Document): void {
  const found: { value: { section?: string; text: string }; span: [number, number] }[] = []
  for (const match of doc.text.slice(0, 400_000).matchAll(LONG_QUOTE)) {
    const text = match.groups?.italic ?? match.groups?.quoted ?? ''
    if (fold(text).split(' ').length < 5 || found.length >= 100) continue
    const start = match.index + 1
    const before = doc.text.slice(Math.max(0, match.index - 250), match.index)
    const paragraph = before.slice(before.lastIndexOf('\n\n') + 1)
    const section = [...paragraph.matchAll(NAME_QUOTE)].at(-1)?.groups?.name
    found.push({
      value: { ...(section ? { section: fold(section) } : {}), text: fold(text).replace(/[.]$/, '') },
      span: doc.span(start, start + text.length),
    })
  }
  doc.out.putList('quotations', found, 0.85)
}

/**
 * Other documents in the same file: a paragraph that opens with a document's head after the first page of something
 * else.
 */
export function readEmbedded(doc: Document, kind: DocumentKind | undefined): void {
  const found: { value: { docType: string; tjutDate?: string; date?: string }; span: [number, number] }[] = []
  const head =
    /(?:^|\n)[ \t]*[^\n]{0,80}?(?<word>TJÄNSTEUTLÅTANDE|Tjänsteutlåtande|TJÄNSTESKRIVELSE|Tjänsteskrivelse|PROTOKOLLSUTDRAG|Protokollsutdrag)[ \t\n]+(?:DATUM|Datum|Dnr|DIARIE|Diarie|Sid|SID|Utfärdat|\d{1,2} ?\()/gu
  for (const match of doc.text.matchAll(head)) {
    const docType = match.groups!.word!.toLowerCase()
    if (docType === kind || match.index < 300 || found.length >= 50) continue
    const start = match.index + match[0].indexOf(match.groups!.word!)
    const after = doc.text.slice(start, start + 2500)
    const tjutDate = dateAfterPhrase(
      after,
      '(?:tjänsteutlåtande|tjänsteskrivelse)\\p{L}{0,3},?\\s+(?:är\\s+)?(?:daterat|daterad)(?:\\s+den)?',
    )
    const piece = pieceOf(doc.text, start, start + docType.length)
    if (!piece) continue
    found.push({
      value: { docType, ...(tjutDate ? { tjutDate: tjutDate.date } : {}) },
      span: doc.span(piece.start, piece.end),
    })
  }
  doc.out.putList('embedded', found, 0.75)
}
