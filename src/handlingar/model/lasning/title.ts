import type { Document, Piece } from './document.ts'
import { paragraphsOf, pieceOf } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import type { Head } from './head.ts'
import { latin } from './latin.ts'
import { BODY, capitalised, fold, OFFICE, PARTY_CODE, STATE, withoutGenitive } from './vocabulary.ts'

/** Title, kind of case and who asks, of a statement. */
export function readTitle(doc: Document, kind: DocumentKind, head: Head): void {
  if (kind === 'revisionsrapport') readAuditTitle(doc, head)
  const region = paragraphsOf(doc.text, head.titleFrom, head.limit)
  const title = region.map((piece) => titlePart(doc, piece)).find((piece) => piece !== null)
  if (title) doc.out.put('title', title.text, doc.span(title.start, title.end), 0.85)
  readSender(doc, head)
  // A reply that goes straight to an authority answers that authority.
  const addressee = doc.out.fields.addressee
  if (kind === 'remissyttrande' && addressee && !doc.out.has('remittent'))
    doc.out.put('remittent', addressee.value, addressee.span, 0.7)
  readCaseType(doc, kind, title ?? null, head)
  readSource(doc)
}

/** An audit's cover names the matter ("Granskning av …") above the municipality and the month. */
function readAuditTitle(doc: Document, head: Head): void {
  const word = /(?:^|\n)[ \t]*[Rr]evisionsrapport[ \t]*\n/.exec(doc.text.slice(0, head.limit))
  const below = word
    ? paragraphsOf(doc.text, word.index + word[0].length, head.limit).find((piece) => isTitle(piece.text))
    : undefined
  if (below && below.text.length < 200) doc.out.put('title', below.text, doc.span(below.start, below.end), 0.86)
  const line = doc.lines.find(
    (one) =>
      one.start < head.limit &&
      latin(/^(?:\p{Lu}\p{Ll}{0,30})?[Gg]ranskning\p{Ll}{0,4} (?:av|inom|om)(?!\p{L})/u).test(one.text),
  )
  if (line) doc.out.put('title', fold(line.text), doc.span(line.start, line.end), 0.88)
}

/** A paragraph of the head's end that can be a title, cut before a second thought ("… Svar på remiss från …"). */
function titlePart(doc: Document, piece: Piece): Piece | null {
  const cut = latin(/(?:^|\s)(?:Svar på remiss|Remiss) från (?:\p{L}{1,40})/u).exec(piece.text)
  if (cut && cut.index > 0) {
    const inner = pieceOf(
      doc.text,
      piece.start,
      piece.start + doc.text.slice(piece.start, piece.end).search(/(?:Svar på remiss|Remiss)\s+från/u),
    )
    return inner && isTitle(inner.text) ? inner : null
  }
  // Where line breaks were lost the text goes on: "… i staden Motionen föreslår", "… i staden Motionen [".
  const source = doc.text.slice(piece.start, piece.end)
  const runOn = latin(
    /(?<=[^.:!?\s]) (?:Motionen|Remissen|Skrivelsen|Förslaget|Medborgarförslaget)(?= (?:\[|\p{Ll}))/u,
  ).exec(source)
  const limited = runOn ? pieceOf(doc.text, piece.start, piece.start + runOn.index) : piece
  return limited && limited.text.length <= 300 && isTitle(limited.text) ? limited : null
}

function isTitle(text: string): boolean {
  if (text.length < 6 || !latin(/^[\p{Lu}\d”"]/u).test(text)) return false
  if (
    latin(
      /^(?:Dnr|Diarienummer|Telefon|Tel|E-post|Sida?|Datum|Till|För kännedom|Handläggare|Box|Besöksadress|Remiss från|Svar på remiss från|Remisstid|Er (?:beteckning|referens)|Vår)(?!\p{L})/u,
    ).test(text)
  )
    return false
  // Form codes ("UBK1005, v2.0, 2014-11-03"), addresses and lone names have no ordinary word of any length.
  const words = text
    .split(' ')
    .filter((word) => latin(/^\p{Ll}{3,}/u).test(word) || latin(/^\p{Lu}\p{Ll}{5,}/u).test(word))
  return (
    words.length > 0 &&
    !/@|\.se(?:\s|$)|^\d{3} ?\d{2} /u.test(text) &&
    !latin(`^(?:${BODY}|${OFFICE}|${STATE})$`, 'u').test(text)
  )
}

/** Who sent the remiss. */
export function readSender(doc: Document, head: Head): void {
  const top = doc.text.slice(0, head.limit + 2500)
  const sender = `(?<who>${BODY}|${STATE}|${OFFICE})`
  const patterns = [
    `[Rr]emiss(?:en)?\\s+från\\s+${sender}`,
    `${sender}\\s+(?:i\\s+\\p{Lu}\\p{L}{1,40}\\s+stad\\s+)?har\\s+(?:remitterat|skickat|översänt|berett|gett)(?!\\p{L})`,
    `(?:[Yy]ttrande|[Ss]var)\\s+till\\s+${sender}\\s+(?:över|på)`,
  ]
  for (const [at, pattern] of patterns.entries()) {
    const match = latin(`(?<![\\p{L}-])${pattern}`, 'u').exec(top)
    const who = match?.groups?.who
    if (!match || !who) continue
    const start = match.index + match[0].indexOf(who)
    doc.out.put(
      'remittent',
      capitalised(withoutGenitive(fold(who))),
      doc.span(start, start + who.length),
      at === 0 ? 0.9 : 0.75,
    )
    return
  }
}

const CASE_TYPES: readonly (readonly [type: string, pattern: RegExp])[] = [
  [
    'remissvar',
    latin(
      /(?:yttrande|svar)\s+(?:över|på|till|angående|om|avseende)\s+(?:\p{L}{1,40}\s+){0,3}(?:remiss|betänkande|promemoria)|remissvar|remissyttrande|remiss från|^remiss(?:en)?[: ]/iu,
    ),
  ],
  ['medborgarförslag', /medborgarförslag/iu],
  ['interpellation', /interpellation/iu],
  ['motion', latin(/(?<!\p{L})(?:motion|motionen)(?!\p{L})/iu)],
]

/** What kind of case the title and its line speak of. */
export function readCaseType(doc: Document, kind: DocumentKind, title: Piece | null, head: Head): void {
  if (kind === 'revisionsrapport') return
  const from = title?.start ?? head.titleFrom
  const near = doc.text.slice(from, Math.max(head.limit, from))
  for (const [type, pattern] of CASE_TYPES) {
    const match = pattern.exec(near)
    if (!match) continue
    doc.out.put('caseType', type, doc.span(from + match.index, from + match.index + match[0].length), 0.85)
    break
  }
  if (kind === 'remissyttrande' && !doc.out.has('caseType'))
    doc.out.put('caseType', 'remissvar', doc.span(from, title?.end ?? from), 0.7)
  readMotion(doc, near, from)
}

/** "Motion (2017:8) av Klara Ek (C)", "Motion från Helga Oden (L) om …". `near` begins at `from` in the view. */
export function readMotion(doc: Document, near: string, from: number): void {
  const number = /[Mm]otion\s+\(?((?:19|20)\d{2}:\d{1,4})\)?/u.exec(near)
  if (number) {
    const start = from + number.index + number[0].indexOf(number[1]!)
    doc.out.put('motion', number[1], doc.span(start, start + number[1]!.length), 0.95)
  }
  const party = latin(
    `[Mm]otion(?:en)?[^.\\n]{0,60}?(?:av|från|väckt av)\\s[^.()\\n]{3,80}\\((?:(?:båda|samtliga|alla) )?(${PARTY_CODE})\\)`,
    'u',
  ).exec(near)
  if (party) {
    const start = from + party.index + party[0].length - party[1]!.length - 1
    doc.out.put('motionParty', party[1]!.toUpperCase(), doc.span(start, start + party[1]!.length), 0.9)
  }
}

/** The state inquiry that is answered: "SOU 2021:49", "Ds 2021:30". */
export function readSource(doc: Document): void {
  const match = latin(/(?<!\p{L})(?:SOU|Ds)\s(?:19|20)\d{2}:\d{1,3}(?!\d)/u).exec(doc.text.slice(0, 4000))
  if (match) doc.out.put('source', fold(match[0]), doc.span(match.index, match.index + match[0].length), 0.9)
}
