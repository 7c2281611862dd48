import { readDecision } from './decision.ts'
import { findDiarienummer } from './diarienummer-i-text.ts'
import { type Document, paragraphsOf } from './document.ts'
import type { Section } from './headings.ts'
import { latin } from './latin.ts'
import { readStructure } from './structure.ts'
import { readCaseType, readSender, readSource } from './title.ts'
import { readReservations } from './yrkanden.ts'

/** One paragraph out of the minutes: its number, title, decision, dissent and to whom it is sent. */
export function readExtract(doc: Document, sections: readonly Section[]): void {
  const numbers = findDiarienummer(doc.text.slice(0, 4000))
  const own = numbers.filter(
    (one, at) => one.role === 'own' && !one.isDamaged && numbers.findIndex((other) => other.value === one.value) === at,
  )
  doc.out.putList(
    'dnr',
    own.map((one) => ({ value: one.value, span: doc.span(one.start, one.end) })),
    0.85,
  )
  const damaged = numbers.find((one) => one.isDamaged)
  if (damaged) doc.out.put('dnrDamaged', true, doc.span(damaged.start, damaged.end), 0.85)
  const remiss = numbers.find((one) => one.role === 'remiss' && !one.isDamaged)
  if (remiss) doc.out.put('remissDnr', remiss.value, doc.span(remiss.start, remiss.end), 0.85)
  readHeadOfExtract(doc, sections)
  readDecision(doc, 'protokollsutdrag', sections)
  readStructure(doc, sections, sections.find((section) => section.isKnown)?.titleStart ?? 0)
  readDissent(doc)
}

/** Reservations and statements recorded with the decision. */
export function readDissent(doc: Document): void {
  const dissent = readReservations(doc.text.slice(0, 200_000))
  doc.out.putList(
    'reservations',
    dissent.map(({ value, start, end }) => ({ value, span: doc.span(start, end) })),
    0.8,
  )
}

/** The title stands between the paragraph's number and the first heading, beside or below the diary number. */
function readHeadOfExtract(doc: Document, sections: readonly Section[]): void {
  const limit = Math.min(sections.find((section) => section.isKnown)?.titleStart ?? 2500, 4000, doc.text.length)
  const sign = /§+[ \t]*\d{1,4}(?:[ \t]*[-–][ \t]*\d{1,4})?/u.exec(doc.text.slice(0, limit))
  const from = sign ? sign.index + sign[0].length : 0
  if (sign) {
    const title = paragraphsOf(doc.text, from, limit)
      .flatMap((piece) => {
        const lead =
          latin(/^(?:(?:Dnr|Diarienummer|Diarienr)?[\s.:]*[A-ZÅÄÖ\d][\p{L}\d./: -]*\d)?\s*/u).exec(
            doc.text.slice(piece.start, piece.end),
          )?.[0].length ?? 0
        const own = doc.text.slice(piece.start, piece.end)
        const hasNumber = /^(?:Dnr|Diarienummer|Diarienr|[A-ZÅÄÖ]{1,5}[ -]\d{4})/u.test(own)
        return paragraphsOf(doc.text, piece.start + (hasNumber ? lead : 0), piece.end)
      })
      .find(
        (piece) =>
          latin(/\p{Ll}{3}/u).test(piece.text) &&
          piece.text.length <= 300 &&
          !/^(?:Sida|Datum|Sammanträdesdatum)/u.test(piece.text),
      )
    // "… trygghetsprogram\nKSN-2017-1770": the number may stand below the title as well.
    const bare = title?.text.replace(latin(/\s+(?:Dnr:?\s*)?[A-ZÅÄÖ]{1,6}[ -]?\d{4}[-/]\d+$/u), '')
    if (title) doc.out.put('title', bare, doc.span(title.start, title.end), 0.8)
    readCaseType(doc, 'protokollsutdrag', title ?? null, { titleFrom: from, limit })
  }
  readSender(doc, { titleFrom: from, limit })
  readSource(doc)
}
