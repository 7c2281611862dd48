import type { Document } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import { type Section, sectionOf } from './headings.ts'
import { latin } from './latin.ts'
import { capitalised, fold, PARTY_CODE, splitList } from './vocabulary.ts'
import { bareParties } from './yrkanden.ts'

/** A row of a replies table. */
export interface Reply {
  body: string
  stance?: 'tillstyrker' | 'avstyrker' | 'tillstyrker-delvis' | 'avstyrker-delvis' | 'avstår'
  vote?: true
  reservations?: string[]
}

/** Head of an Utlåtande (to fullmäktige) or a PM (to the board): serial number, office, diary numbers. */
export function readSeries(doc: Document, kind: DocumentKind): void {
  const head = latin(
    /(?<!\p{L})(?:Utlåtande|PM)(?:\s+(?<number>(?:19|20)\d{2}:\d{1,4}))?(?:\s+(?:Rotel\s+|R)(?<rotel>[IVX]{1,5}))?(?![\p{L}\d])/u,
  ).exec(doc.text.slice(0, 3000))
  if (!head) return
  const put = (name: string, value: string | undefined): void => {
    if (!value) return
    const start = head.index + head[0].lastIndexOf(value)
    doc.out.put(name, value, doc.span(start, start + value.length), 0.95)
  }
  put('number', head.groups?.number)
  put('rotel', head.groups?.rotel)
  readSeriesTitle(doc, kind, head.index + head[0].length)
}

/** The title after the numbers, before "Motion (…) av" or the proposal; a title printed twice in a row counts once. */
function readSeriesTitle(doc: Document, kind: DocumentKind, from: number): void {
  const window = doc.text.slice(from, from + 600)
  const lead =
    /^\s*(?:\((?:Dnr|dnr|Diarienummer)[^)]*\))?\s*(?:Motion\s+\(\d{4}:\d+\)\s+(?!av\s))?/u.exec(window)?.[0].length ?? 0
  const end = window
    .slice(lead)
    .search(
      latin(/\s(?:Motion\s+(?:\(\d{4}:\d+\)\s+)?av\s|\p{L}{1,40}(?:\s\p{L}{1,40})?\s+föreslår\s|Remiss från|\(Dnr)/u),
    )
  const raw = window.slice(lead, end < 0 ? undefined : lead + end)
  const title = once(fold(raw))
  if (end < 0 || title.length < 6 || title.length > 250 || kind === 'protokoll') return
  const start = from + lead
  doc.out.put('title', title, doc.span(start, start + raw.trimEnd().length), 0.7)
}

function once(title: string): string {
  const half = title.length / 2
  if (Number.isInteger(half) && title.slice(0, half) === title.slice(half)) return title.slice(0, half)
  const spaced = (title.length - 1) / 2
  return Number.isInteger(spaced) && title.slice(0, spaced) === title.slice(spaced + 1) ? title.slice(0, spaced) : title
}

const SENTENCE = '[^.\\n]{3,1500}?'

/**
 * Who was asked, who did not answer, who abstained, who answered together or by their office; and the table of replies.
 */
export function readCompilation(doc: Document, sections: readonly Section[]): void {
  const text = doc.text.slice(0, 400_000)
  const asked = latin(
    `(?:har\\s+(?:remitterats|skickats\\s+på\\s+remiss|varit\\s+på\\s+remiss|sänts\\s+på\\s+remiss|gått\\s+(?:ut\\s+)?på\\s+remiss)|remitterades|skickades\\s+på\\s+remiss)(?:\\s+ut)?(?:\\s+den)?(?:\\s+\\d{1,2}\\s+\\p{L}{1,40}\\s+\\d{4})?\\s+till\\s+(?<list>${SENTENCE})(?=\\.(?:\\s|$)|\\n\\s*\\n|\\s\\[)`,
    'iu',
  ).exec(text)
  const bodies = asked?.groups ? splitList(asked.groups.list!) : []
  if (asked?.groups && bodies.length > 0) {
    const from = asked.index + asked[0].length - asked.groups.list!.length
    const clean = bodies.filter((one) => one.text.length <= 90)
    doc.out.putList(
      'remissinstanser',
      clean.map((one) => ({ value: one.text, span: doc.span(from + one.start, from + one.end) })),
      0.85,
    )
  }
  const names = bodies.map((one) => one.text)
  const status = (field: string, said: string, confidence: number): void => {
    const match = latin(`(?:^|[.\\]]\\s+|\\n)(?<who>\\p{Lu}${SENTENCE})\\s+(?:har\\s+)?(?:${said})`, 'u').exec(text)
    const who = match?.groups?.who
    if (!match || !who || who.length > 900) return
    const from = match.index + match[0].indexOf(who)
    const list = splitList(who).map((one) => ({
      value: asPrinted(one.text, names),
      span: doc.span(from + one.start, from + one.end),
    }))
    doc.out.putList(field, list, confidence)
  }
  status(
    'noReply',
    '(?:ej|inte)\\s+(?:inkommit\\s+med|lämnat|avgett|besvarat)\\s*(?:något\\s+)?(?:svar|remissvar|yttrande|remissen)?|inte\\s+svarat',
    0.85,
  )
  status(
    'abstained',
    '(?:avstått\\s+från\\s+att\\s+(?:svara|yttra|besvara|lämna|avge)|avstår\\s+från\\s+att|avböjt\\s+att|valt\\s+att\\s+inte)',
    0.85,
  )
  status(
    'jointReply',
    '(?:inkommit\\s+med|lämnat|avgett|svarat\\s+med)\\s+(?:ett\\s+)?gemensam(?:t|ma)\\s+(?:svar|yttrande|remissvar|tjänsteutlåtande)',
    0.85,
  )
  status(
    'kontorsyttrande',
    '(?:inkommit\\s+med|lämnat|avgett|svarat\\s+med|svarat\\s+genom)\\s+(?:ett\\s+|sitt\\s+)?kontorsyttrande\\p{L}{0,2}',
    0.85,
  )
  readReplies(doc, sections, names)
}

/** The name as the list of the asked prints it; sentences begin with a capital letter that is not part of the name. */
function asPrinted(name: string, names: readonly string[]): string {
  return names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name
}

const STANCES: readonly (readonly [Reply['stance'], RegExp])[] = [
  ['avstyrker-delvis', /^\s*(?:Avstyrker delvis|Delvis avstyrker|Avstyrker i del)/iu],
  ['tillstyrker-delvis', /^\s*(?:Tillstyrker delvis|Delvis tillstyrker|Tillstyrker i del)/iu],
  ['avstyrker', /^\s*Avstyrker(?!\s*\/)/iu],
  ['tillstyrker', /^\s*Tillstyrker(?!\s*\/)/iu],
  ['avstår', /^\s*Avstår/iu],
]

/** A table "Remissinstans | Tillstyrker/Avstyrker | Anteckning", also when rows and columns ran together. */
function readReplies(doc: Document, sections: readonly Section[], names: readonly string[]): void {
  const label =
    /Remissinstans\s+(?:Tillstyrker\s*\/\s*Avstyrker|Inställning|Ställningstagande|Svar|Yttrande)(?:\s+(?:Anteckning|Kommentar)(?:ar)?)?/iu.exec(
      doc.text,
    )
  const section = sectionOf(sections, 'remissinstanser')
  if (!label && !section) return
  const from = label ? label.index + label[0].length : section!.start
  const region = doc.text.slice(from, from + 20_000)
  const starts = [...names, ...rowNames(region)]
    .flatMap((name) => {
      const at = region.toLocaleLowerCase('sv').indexOf(name.toLocaleLowerCase('sv'))
      const after = at < 0 ? '' : region.slice(at + name.length, at + name.length + 40)
      const stance = STANCES.find(([, regex]) => regex.test(after))?.[0]
      return at >= 0 && stance ? [{ name: region.slice(at, at + name.length), stance, at }] : []
    })
    .sort((a, b) => a.at - b.at)
    .filter((row, index, all) => index === 0 || row.at > all[index - 1]!.at)
  const rows = starts.map((row, index) => {
    const end = starts[index + 1]?.at ?? Math.min(region.length, row.at + 1500)
    const note = region.slice(row.at + row.name.length, end)
    const reservations = reservedIn(note)
    const value: Reply = {
      body: capitalised(fold(row.name)),
      stance: row.stance,
      ...(latin(/(?<!\p{L})[Vv]otering/u).test(note) ? { vote: true as const } : {}),
      ...(reservations.length > 0 ? { reservations } : {}),
    }
    return { value, span: doc.span(from + row.at, from + end) }
  })
  doc.out.putList('replies', rows, 0.8)
}

/** Rows of a table that kept its tabs need no list of names. */
function rowNames(region: string): string[] {
  return [...region.matchAll(/(?:^|\n)[ ]*([^\t\n]{3,80})\t+(?=Tillstyrker|Avstyrker|Avstår|Delvis)/giu)].map((match) =>
    match[1]!.trim(),
  )
}

function reservedIn(note: string): string[] {
  const bracketed = latin(
    `[Rr]eserv(?:ation|erar sig)[^.[\\]]{0,10}((?:\\((?:${PARTY_CODE})\\)[, och]{0,6})+)`,
    'u',
  ).exec(note)
  if (bracketed) return [...bracketed[1]!.matchAll(latin(/\((\p{L}{1,2})\)/gu))].map((one) => one[1]!.toUpperCase())
  return bareParties(note)
}
