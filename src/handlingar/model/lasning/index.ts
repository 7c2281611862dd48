import { dateFromAttest, readAttest } from './attest.ts'
import { readCompilation, readSeries } from './compilation.ts'
import { dateAfterPhrase } from './dates.ts'
import { readDecision } from './decision.ts'
import { findDiarienummer } from './diarienummer-i-text.ts'
import { type Document, openDocument } from './document.ts'
import { type DocumentKind, readDocumentKind } from './document-kind.ts'
import { readDissent, readExtract } from './extract.ts'
import { readHead, STATEMENTS } from './head.ts'
import { findSections, type Section } from './headings.ts'
import { readItems } from './items.ts'
import { MEETINGS, readMeeting } from './meeting.ts'
import { readMunicipality } from './municipality.ts'
import { readAuditAddressees, readPlan } from './plan.ts'
import type { Reading } from './reading.ts'
import { readEmbedded, readQuotations, readStructure } from './structure.ts'
import { readMotion, readTitle } from './title.ts'

export { openDocument, type Piece, paragraphsOf } from './document.ts'
export { findSections, type Section, type SectionKind } from './headings.ts'
export type { ReadField, Reading } from './reading.ts'

/**
 * Reads a Swedish municipal document: what kind it is, from whom to whom, numbers, dates, decisions, people, items.
 * Pure and deterministic; nothing is looked up and nothing leaves the machine.
 *
 * @param text extracted text (from TXT, DOCX, PDF or HTML), any line ends.
 * @returns the text in NFC and the fields found, each with its span (UTF-16 offsets, half-open, into the returned text)
 * and a confidence. A field the document lacks is absent; damaged values are flagged (`dnrDamaged`), never completed.
 * Never throws.
 */
export function readDocument(text: string): Reading {
  const doc = openDocument(text)
  const sections = findSections(doc)
  const kind = readDocumentKind(doc, sections)
  const municipality = readMunicipality(doc)
  if (municipality)
    doc.out.put(
      'municipality',
      municipality.name,
      doc.span(municipality.start, municipality.end),
      municipality.confidence,
    )
  if (kind) {
    doc.out.put('docType', kind.kind, kind.span, kind.confidence)
    readByKind(doc, kind.kind, sections)
  }
  return { text: doc.source.source, fields: doc.out.fields }
}

function readByKind(doc: Document, kind: DocumentKind, sections: readonly Section[]): void {
  readEmbedded(doc, kind)
  if (STATEMENTS.includes(kind)) readStatement(doc, kind, sections)
  if (kind === 'utlåtande' || kind === 'PM') readOpinion(doc, kind, sections)
  if (MEETINGS.includes(kind)) {
    readMeeting(doc, kind)
    if (kind === 'protokollsutdrag') readExtract(doc, sections)
    else readItems(doc, kind)
    if (kind === 'protokoll') readDissent(doc)
  }
  readPlan(doc, kind, sections)
}

function readStatement(doc: Document, kind: DocumentKind, sections: readonly Section[]): void {
  const head = readHead(doc, kind, sections)
  readTitle(doc, kind, head)
  readDecision(doc, kind, sections)
  readStructure(doc, sections, head.titleFrom)
  readAttest(doc, sections)
  if (kind === 'revisionsrapport') readAuditAddressees(doc)
  if (kind === 'tjänsteutlåtande' || kind === 'tjänsteskrivelse') {
    const self = dateAfterPhrase(
      doc.text.slice(0, 20_000),
      `(?:denna |detta )?${kind}[^\\s.,]{0,3},?\\s+(?:är\\s+)?(?:daterat|daterad)(?:\\s+den)?`,
    )
    if (self && !doc.out.has('date')) doc.out.put('date', self.date, doc.span(self.start, self.end), 0.65)
  }
  dateFromAttest(doc)
  readQuotations(doc)
  readCompilation(doc, sections)
}

function readOpinion(doc: Document, kind: DocumentKind, sections: readonly Section[]): void {
  readSeries(doc, kind)
  const numbers = findDiarienummer(doc.text.slice(0, 1500)).filter((one) => one.role === 'own')
  const whole = numbers.filter(
    (one, at) => !one.isDamaged && numbers.findIndex((other) => other.value === one.value) === at,
  )
  doc.out.putList(
    'dnr',
    whole.map((one) => ({ value: one.value, span: doc.span(one.start, one.end) })),
    0.9,
  )
  const damaged = numbers.find((one) => one.isDamaged)
  if (damaged) doc.out.put('dnrDamaged', true, doc.span(damaged.start, damaged.end), 0.9)
  readMotion(doc, doc.text.slice(0, 1200), 0)
  readDecision(doc, kind, sections)
  readCompilation(doc, sections)
  readDissent(doc)
}
