import { dateAfterPhrase } from './dates.ts'
import type { Document } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import { type Section, sectionOf } from './headings.ts'
import { latin } from './latin.ts'
import { listPoints } from './numbered-list.ts'
import { BODY, capitalised, fold, OFFICE, smallNumber, splitList, withoutGenitive } from './vocabulary.ts'

type Found = { value: unknown; span: [number, number] }

/** What plans and audits hold: goals, local focus areas, problems, parties, assignments, recommendations. */
export function readPlan(doc: Document, kind: DocumentKind, sections: readonly Section[]): void {
  if (kind === 'åtgärdsplan') readAtgardsplan(doc)
  if (kind === 'möteshandlingar' || kind === 'åtgärdsplan') {
    doc.out.putList('goals', countedList(doc, '(?:inriktningsmål|målområden|mål)'), 0.75)
    doc.out.putList('localFocus', countedList(doc, '(?:fokusområden|prioriterade områden|prioriteringar)'), 0.8)
  }
  readAssignments(doc, kind)
  if (kind === 'revisionsrapport') readRecommendations(doc, sections)
  // In minutes and agendas these belong to the item, not to the document.
  if (kind === 'protokoll' || kind === 'möteshandlingar' || kind === 'ärendelista' || kind === 'kallelse') return
  readRemissDates(doc)
}

function readRemissDates(doc: Document): void {
  const sent = dateAfterPhrase(
    doc.text,
    '(?:gått (?:ut )?på remiss|skickades på remiss|sändes på remiss|remitterades|remitterats|på remiss(?: den)?)',
    12,
  )
  if (sent) doc.out.put('remissSent', sent.date, doc.span(sent.start, sent.end), 0.75)
  const due = dateAfterPhrase(
    doc.text,
    '(?:svarstid(?:en)?(?: går ut)?|remisstid(?:en)?(?: går ut)?|remissvar(?:et)?[^.\\n]{0,60}senast|för yttrande senast|svar(?:et)? senast|(?:ska|skall) (?:vara|ha inkommit|lämnas|skickas|inkomma|besvaras)[^.\\n]{0,80}senast|svar(?:et)? (?:ska|skall)[^.\\n]{0,60}senast|besvaras senast|yttra sig senast|sista (?:svars)?dag(?:en)?(?: för (?:svar|yttrande))?)',
    30,
  )
  if (due) doc.out.put('replyDue', due.date, doc.span(due.start, due.end), 0.85)
}

/** "fem fokusområden:" followed by a list; the number said before it tells how long the list is. */
function countedList(doc: Document, what: string): Found[] {
  const match = latin(`(?<!\\p{L})(?<count>\\p{L}{2,5}|\\d{1,2})\\s+${what}\\s*:\\s*[\\])]?[ \\t]*\\n`, 'u').exec(
    doc.text,
  )
  const count = smallNumber(match?.groups?.count ?? '')
  if (!match || count === null || count === 0) return []
  const from = match.index + match[0].length
  const lines = doc.lines.filter((line) => line.start >= from && line.text.length < 200).slice(0, count)
  if (lines.length < count) return []
  return lines.map((line) => {
    const bare = line.text.replace(/^(?:[•–-]|\d{1,2}[.)])\s*/, '')
    return { value: fold(bare).replace(/[.;,]$/, ''), span: doc.span(line.end - bare.length, line.end) }
  })
}

/** A joint action plan: year and parties on the cover, problems in the table of contents. */
function readAtgardsplan(doc: Document): void {
  const contents = latin(/(?<!\p{L})Innehåll/u).exec(doc.text.slice(0, 600))
  const cover = doc.text.slice(0, contents?.index ?? 400)
  const title = latin(
    /(?:\p{Lu}\p{Ll}{1,40} )?(?:[Åå]tgärdsplan|[Hh]andlingsplan|[Ss]amverkansplan)(?: för)? (?<year>(?:19|20)\d{2})(?:\s*[-–]\s*(?:19|20)?\d{2})?/u,
  ).exec(cover)
  if (title?.groups) {
    const end = title.index + title[0].length
    const start = title.index + title[0].indexOf(title.groups.year!)
    doc.out.put('year', Number(title.groups.year), doc.span(start, start + 4), 0.9)
    const names = latin(
      `(?:Lokalpolisområde|Polisområde|Polisregion) \\p{Lu}\\p{L}{1,40}(?:-\\p{Lu}\\p{L}{1,40})?|(?<![\\p{L}-])(?:${OFFICE}|${BODY})|\\p{Lu}\\p{L}{1,40} (?:kommun|stad)(?!\\p{L})`,
      'gu',
    )
    const parties = [...cover.slice(end).matchAll(names)].map((match) => ({
      value: fold(match[0]),
      span: doc.span(end + match.index, end + match.index + match[0].length),
    }))
    doc.out.putList('parties', distinctValues(parties).slice(0, 8), 0.8)
  }
  readProblems(doc)
}

function distinctValues(found: readonly Found[]): Found[] {
  return found.filter((one, at) => found.findIndex((other) => other.value === one.value) === at)
}

/**
 * In the contents of an action plan a problem stands directly above its goal, on the same page. Pages with one or
 * several entries are about something else. Dotted leaders tell entries apart also where the lines ran together.
 */
function readProblems(doc: Document): void {
  const label = latin(/(?<!\p{L})(?:Innehåll(?:sförteckning)?)(?!\p{L})\s*/u).exec(doc.text)
  if (!label) return
  const from = label.index + label[0].length
  const region = doc.text.slice(from, from + 8000)
  const entries = [
    ...region.matchAll(latin(/(?<text>\p{Lu}[^\d.[\]]{2,120}?)\s*(?:\.{2,}|…|[ \t])\s*(?<page>\d{1,3})(?=\s|$)/gu)),
  ].map((match) => ({
    text: fold(match.groups!.text!),
    page: Number(match.groups!.page),
    start: from + match.index,
    end: from + match.index + match.groups!.text!.length,
  }))
  const problems = entries.filter(
    (entry, at) =>
      entries[at + 1]?.page === entry.page && entries.filter((other) => other.page === entry.page).length === 2,
  )
  doc.out.putList(
    'problems',
    problems.map((entry) => ({ value: entry.text, span: doc.span(entry.start, entry.end) })),
    0.6,
  )
}

/** "X får i uppdrag att i samarbete med Y och Z …". */
function readAssignments(doc: Document, kind: DocumentKind): void {
  if (kind === 'protokoll' || kind === 'möteshandlingar') return
  const pattern = latin(
    `(?<to>(?:${BODY}|${OFFICE}|[Ff]örvaltningen|[Kk]ontoret|[Ss]amtliga nämnder|\\p{L}{3,30}direktören))\\s+(?:får\\s+i\\s+uppdrag|ges\\s+i\\s+uppdrag|uppdras|får\\s+uppdraget)\\s+att\\s+(?:i\\s+(?:samarbete|samråd|samverkan)\\s+med\\s+(?<with>[^.,;]{3,200}?)\\s+(?=\\p{Ll}{1,40}[ae]\\s))?`,
    'gu',
  )
  const found: Found[] = []
  for (const match of doc.text.slice(0, 60_000).matchAll(pattern)) {
    const companions = match.groups?.with ? splitList(match.groups.with).map((one) => one.text) : []
    const to = capitalised(fold(match.groups!.to!))
    found.push({
      value: { to, ...(companions.length > 0 ? { with_: companions } : {}) },
      span: doc.span(match.index, match.index + match[0].length),
    })
  }
  doc.out.putList('assignments', found, 0.75)
}

/** "Vi rekommenderar kommunstyrelsen att:" with a list, or a section of recommendations. */
function readRecommendations(doc: Document, sections: readonly Section[]): void {
  const phrase =
    /(?:[Vv]i rekommenderar|[Rr]ekommenderar vi|[Rr]evisorerna rekommenderar|[Rr]ekommenderas|lämnar (?:vi )?följande rekommendationer)[^.:\n]{0,160}:/u.exec(
      doc.text,
    )
  const section = sectionOf(sections, 'rekommendationer')
  const from = phrase ? phrase.index + phrase[0].length : section?.start
  if (from === undefined) return
  const end = sections.find((one) => one.titleStart > from)?.titleStart ?? doc.text.length
  const points = listPoints(doc.text, from, Math.min(end, from + 8000))
  doc.out.putList(
    'recommendations',
    points.map((point) => ({ value: point.text, span: doc.span(point.start, point.end) })),
    0.75,
  )
}

/** The addressees of an audit: "Till: kommunstyrelsen", "För kännedom: kommunfullmäktige". */
export function readAuditAddressees(doc: Document): void {
  const label =
    /(?:^|\n)[ \t]*(?:Till|TILL)[ \t]*:?[ \t]*\n?(?<list>[^\n]{3,200}(?:\n(?!\s*\n)[^\n]{3,100}){0,6})/u.exec(
      doc.text.slice(0, 3000),
    )
  if (!label?.groups) return
  const found = [...label.groups.list!.matchAll(latin(BODY, 'gu'))].map((match) =>
    capitalised(withoutGenitive(fold(match[0]))),
  )
  if (found.length === 0) return
  const start = label.index + label[0].indexOf(label.groups.list!)
  const span = doc.span(start, start + label.groups.list!.length)
  if (found.length > 1) doc.out.put('addressees', found, span, 0.8)
  doc.out.put('addressee', found[0], span, 0.8)
}
