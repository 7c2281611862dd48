import { dateAfterPhrase, type FoundDate, findDates } from './dates.ts'
import { type FoundNumber, findDiarienummer } from './diarienummer-i-text.ts'
import type { Document } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import type { Section } from './headings.ts'
import { latin } from './latin.ts'
import { findPhones, readHandlaggare } from './people.ts'
import { BODY, capitalised, fold, OFFICE, STATE, withoutGenitive } from './vocabulary.ts'

/** Where the head ends and the title may begin; offsets in the view. */
export interface Head {
  titleFrom: number
  /** The first heading of the form; the title stands before it. */
  limit: number
}

/** Kinds with a head: who, to whom, when, which number. */
export const STATEMENTS: readonly DocumentKind[] = [
  'tjänsteutlåtande',
  'tjänsteskrivelse',
  'remissyttrande',
  'revisionsrapport',
]

const MAX_HEAD = 2500

/** Reads the head of a statement: officer, addressee, dates, numbers, administration. */
export function readHead(doc: Document, kind: DocumentKind, sections: readonly Section[]): Head {
  const firstSection = sections.find(
    (section) => section.isKnown && section.kind !== 'attest' && section.kind !== 'bilagor',
  )
  const limit = Math.min(firstSection?.titleStart ?? MAX_HEAD, MAX_HEAD, doc.text.length)
  const top = doc.text.slice(0, limit)
  let titleFrom = 0
  const passed = (end: number): void => {
    titleFrom = Math.max(titleFrom, end)
  }
  const people = readHandlaggare(doc.text, limit)
  if (people) {
    doc.out.put('handlaggare', people.people, doc.span(people.start, people.end), 0.9)
    passed(people.end)
  }
  const addressee = readAddressee(doc, top, kind, people?.end ?? null)
  if (addressee) passed(addressee.end)
  const dates = readDates(doc, top, addressee?.end ?? null)
  if (dates) passed(dates)
  for (const number of readNumbers(doc, limit))
    if (number.end <= limit && number.role !== 'remiss' && isHeadPlace(top, number)) passed(number.end)
  passed(lastContact(top, titleFrom))
  readIssuer(doc, top, sections)
  return { titleFrom: Math.min(titleFrom, limit), limit }
}

/** Phones, mail addresses and bare domains of the letterhead that stand after what has been read already. */
function lastContact(top: string, from: number): number {
  let end = from
  const contacts = [
    ...top.matchAll(
      latin(/[\p{L}\d._-]{1,60}@[\p{L}\d.-]{3,60}|(?<![\p{L}.])(?:www\.)?[\p{L}\d-]{2,40}\.se(?!\p{L})/gu),
    ),
  ].map((one) => one.index + one[0].length)
  for (const contact of [...contacts, ...findPhones(top).map((phone) => phone.end)]) end = Math.max(end, contact)
  return end
}

/**
 * What may stand between the officer and the addressee in a letterhead: labels, phones, mail addresses, dates and
 * numbers.
 */
const BETWEEN = latin(
  /[\s,:;|]+|(?:Till|TILL|E-post|Telefon|Tel|Tfn|Datum|Dnr)(?!\p{L})|[\p{L}\d._-]{1,60}@[\p{L}\d.-]{3,60}|[A-ZÅÄÖ]{1,6} ?\d{2,4}\/\d{1,6}|[\d/.-]+/uy,
)

/** Token by token, so that no text makes it try the same stretch in many ways. */
function skipContacts(text: string, from: number, reach: number): number {
  let at = from
  while (at < from + reach) {
    BETWEEN.lastIndex = at
    const match = BETWEEN.exec(text)
    if (!match || match[0] === '') break
    at += match[0].length
  }
  return at
}

function readAddressee(
  doc: Document,
  top: string,
  kind: DocumentKind,
  afterPeople: number | null,
): { end: number } | null {
  const name = kind === 'remissyttrande' ? `(?:${STATE}|${BODY})` : BODY
  const list = `(?<name>${name}(?:\\s*(?:,|\\n|och)\\s*${name}){0,5})`
  const tries: (RegExpExecArray | null)[] = [latin(`(?<!\\p{L})(?:Till|TILL)\\s*:?\\s*${list}`, 'u').exec(top)]
  if (afterPeople !== null) {
    const at = skipContacts(top, afterPeople, 400)
    const near = latin(`^${list}`, 'u').exec(top.slice(at, at + 400))
    if (near) {
      near.index += at
      tries.push(near)
    }
  }
  tries.push(latin(`(?:\\d{4}-\\d{2}-\\d{2}|\\d/\\d+)[ \\t]+${list}(?=\\s|$)`, 'u').exec(top))
  tries.push(latin(`(?:^|\\n)[ \\t]*${list}[ \\t]*(?=\\n|$)`, 'u').exec(top))
  const match = tries.find((one) => one !== null)
  const printed = match?.groups?.name
  if (!match || !printed) return null
  const start = match.index + match[0].lastIndexOf(printed)
  const end = start + printed.length
  const names = [...printed.matchAll(latin(name, 'gu'))].map((one) => withoutGenitive(fold(one[0])))
  const span = doc.span(start, end)
  doc.out.put('addressee', capitalised(names[0] ?? ''), span, 0.9)
  if (names.length > 1) doc.out.put('addressees', names.map(capitalised), span, 0.85)
  const isOwnBody = latin(`^${BODY}$`, 'u').test(names[0] ?? '') && !/fullmäktige$/.test(names[0] ?? '')
  if (isOwnBody && (kind === 'tjänsteutlåtande' || kind === 'tjänsteskrivelse'))
    doc.out.put('body', capitalised(names[0] ?? ''), span, 0.75)
  return { end }
}

/** @returns where the last date of the head ends, so that a title is not searched before it. */
function readDates(doc: Document, top: string, addresseeEnd: number | null): number | null {
  const dates = findDates(top)
  let end: number | null = null
  const labelledMeeting = dateAfterPhrase(
    top,
    '(?<!\\p{L})(?:sammanträdesdatum|sammanträde(?:t)?|nämndsammanträde|möte(?:sdatum)?)\\s*:?\\s*(?:den)?',
  )
  const meeting =
    dates.find((one) => addresseeEnd !== null && isMeetingDate(top, one, addresseeEnd)) ??
    labelledMeeting ??
    secondDate(top, dates, addresseeEnd)
  if (meeting) {
    doc.out.put('meetingDate', meeting.date, doc.span(meeting.start, meeting.end), 0.9)
    end = meeting.end
  }
  const labelled = dateAfterPhrase(top, '(?<!\\p{L})(?:utfärdat|upprättad|daterad|daterat|datum)\\s*:?', 4)
  const own = labelled ?? dates.find((one) => one.start !== meeting?.start && isOwnDate(top, one))
  if (own && own.start !== meeting?.start) {
    doc.out.put('date', own.date, doc.span(own.start, own.end), labelled ? 0.95 : 0.85)
    // A date in the title ("Verksamhetsplan 2026-01-01 …") must not swallow it; the head's date stands near the
    // addressee.
    if (addresseeEnd === null || own.start < addresseeEnd + 60) end = Math.max(end ?? 0, own.end)
  }
  return end
}

/** "Till … nämnden den 24 oktober 2023" (also broken over lines) and "nämndens sammanträde den …". */
function isMeetingDate(top: string, date: FoundDate, addresseeEnd: number): boolean {
  if (date.start < addresseeEnd || date.start > addresseeEnd + 60) return false
  return /^\s*,?\s*(?:sammanträde(?:t)?|s sammanträde)?\s*(?:den\s*)$/u.test(top.slice(addresseeEnd, date.start))
}

/**
 * "2013-04-22 … Till Norrby stadsdelsnämnd 2013-05-16": the first date is the document's, the one after the name the
 * meeting's.
 */
function secondDate(top: string, dates: readonly FoundDate[], addresseeEnd: number | null): FoundDate | null {
  if (addresseeEnd === null) return null
  const after = dates.find((one) => one.start >= addresseeEnd && /^[\s,]*$/.test(top.slice(addresseeEnd, one.start)))
  return after && dates.some((one) => one.end < addresseeEnd && isOwnDate(top, one)) ? after : null
}

function isOwnDate(top: string, date: FoundDate): boolean {
  const before = top.slice(Math.max(0, date.start - 40), date.start)
  if (
    latin(
      /(?:sammanträde\p{L}{0,30}|möte|remiss\p{L}{0,30}|beslutade?|giltig\p{L}{0,30}|reviderad|version|v\d[\d.]*,?)[^\n]{0,15}$/iu,
    ).test(before)
  )
    return false
  return date.form !== 'compact'
}

/** The head's own, foreign and damaged numbers; a repeated page header may hold the only one. */
function readNumbers(doc: Document, limit: number): FoundNumber[] {
  const inHead = findDiarienummer(doc.text.slice(0, limit))
  const own = inHead.filter((one) => one.role === 'own' && (one.isLabelled || isHeadPlace(doc.text, one)))
  const spans = own.map((one) => ({ ...one, span: doc.span(one.start, one.end) }))
  for (const header of doc.source.furniture) {
    for (const one of findDiarienummer(header.text)) {
      if (one.role !== 'own') continue
      spans.push({ ...one, span: [header.span[0] + one.start, header.span[0] + one.end] })
    }
  }
  const hasYourColumn = /er(?:t)? (?:beteckning|referens|dnr|diarienummer)/iu.test(doc.text.slice(0, limit))
  const whole = distinct(spans.filter((one) => !one.isDamaged))
  if (hasYourColumn && whole.length === 2 && whole.every((one) => !one.isLabelled)) {
    const your = whole.pop()!
    doc.out.put('yourRef', your.value, your.span, 0.7)
  }
  const damaged = distinct(spans.filter((one) => one.isDamaged))
  doc.out.putList('dnr', whole, 0.9)
  if (damaged.length > 0) doc.out.put('dnrDamaged', true, damaged[0]!.span, 0.9)
  const first = (role: FoundNumber['role'], among: readonly FoundNumber[]): void => {
    const one = among.find((candidate) => candidate.role === role && !candidate.isDamaged)
    if (one) doc.out.put(role === 'remiss' ? 'remissDnr' : 'yourRef', one.value, doc.span(one.start, one.end), 0.9)
  }
  first('your', inHead)
  first('remiss', findDiarienummer(doc.text.slice(0, limit + 3000)))
  return inHead
}

/**
 * An unlabelled number belongs to the head only near the top or beside a date, not in a title that mentions another
 * matter.
 */
function isHeadPlace(text: string, number: FoundNumber): boolean {
  if (number.isLabelled)
    return !/(?:motion|ärende)[^\n]{0,80},? $/iu.test(text.slice(Math.max(0, number.start - 90), number.start))
  const before = text.slice(Math.max(0, number.start - 60), number.start)
  return /(?:^|\n|\d{4}-\d{2}-\d{2}|sida|diarienr|beteckning|dnr)[ \t]*$/iu.test(before) && !/remiss/iu.test(before)
}

function distinct<T extends { value: string }>(numbers: readonly T[]): T[] {
  return numbers.filter((one, at) => numbers.findIndex((other) => other.value === one.value) === at)
}

/** Who wrote it: the letterhead, or else the owner of "…förvaltningens förslag till beslut". */
function readIssuer(doc: Document, top: string, sections: readonly Section[]): void {
  const office = latin(`(?<![\\p{L}-])${OFFICE}(?![\\p{L}-])`, 'u').exec(top)
  if (office) {
    doc.out.put('issuer', capitalised(fold(office[0])), doc.span(office.index, office.index + office[0].length), 0.85)
    return
  }
  // Letterheads in capitals: the same words, told by their form in lower case.
  const capitals = latin(/(?<!\p{L})\p{Lu}{5,40}(?: \p{Lu}{3,30}){0,3}(?!\p{L})/gu)
  for (const match of top.slice(0, 300).matchAll(capitals)) {
    const lower = match[0].toLocaleLowerCase('sv')
    const inside = latin(
      `^(?:kommunstyrelsens förvaltning|\\p{L}{3,40}(?:förvaltningen|kontoret)|\\p{L}{1,40} stadsdelsförvaltning)`,
      'u',
    ).exec(lower)
    if (!inside) continue
    doc.out.put('issuer', capitalised(inside[0]), doc.span(match.index, match.index + inside[0].length), 0.75)
    return
  }
  const owner = latin(`^(${OFFICE})s `, 'u')
  for (const section of sections) {
    const match = owner.exec(section.title)
    if (!match) continue
    doc.out.put(
      'issuer',
      capitalised(withoutGenitive(match[1]!)),
      doc.span(section.titleStart, section.titleStart + match[1]!.length),
      0.8,
    )
    return
  }
}
