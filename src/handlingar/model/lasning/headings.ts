import type { Document, ViewLine } from './document.ts'
import { latin } from './latin.ts'
import { fold, PERSON, TITLE_LINE, TITLE_WORD } from './vocabulary.ts'

/** What a section is about, as far as its heading tells. */
export type SectionKind =
  | 'forslag'
  | 'beslut'
  | 'sammanfattning'
  | 'bakgrund'
  | 'arendet'
  | 'beredning'
  | 'synpunkter'
  | 'bilagor'
  | 'attest'
  | 'distribution'
  | 'underlag'
  | 'remissinstanser'
  | 'yrkanden'
  | 'reservation'
  | 'rekommendationer'
  | 'ovrigt'

/** A heading with the text up to the next one. Offsets are in the view. */
export interface Section {
  title: string
  kind: SectionKind
  titleStart: number
  titleEnd: number
  /** Where the text under the heading starts; `end` is where the next heading starts. */
  start: number
  end: number
  /** True when the heading is a word of the form, false when it was told by its place alone. */
  isKnown: boolean
}

/** Who: "Förvaltningens ", "Kommunstyrelsens förvaltnings ", "Hamn AB:s ". */
const WHOSE = '(?:\\p{Lu}[\\p{L}&-]{0,40}(?: [\\p{L}&-]{1,40}){0,3}?:?s )?'

/** Headings of the form. `strong` ones are so particular that they are headings also in the middle of a line. */
const HEADINGS: readonly { kind: SectionKind; strong?: string; plain?: string }[] = [
  { kind: 'forslag', strong: `${WHOSE}[Ff]örslag till beslut|Beslutsförslag`, plain: `${WHOSE}[Ff]örslag` },
  { kind: 'sammanfattning', strong: 'Sammanfattning av ärendet', plain: 'Sammanfattning' },
  { kind: 'bakgrund', plain: 'Bakgrund(?: (?:till ärendet|och syfte|och uppdrag))?' },
  { kind: 'arendet', strong: 'Beskrivning av ärendet|Ärendebeskrivning', plain: 'Ärendet' },
  { kind: 'beredning', strong: 'Ärendets beredning', plain: 'Beredning(?: av ärendet)?' },
  {
    kind: 'synpunkter',
    strong: `${WHOSE}[Ss]ynpunkter och (?:förslag|bedömning|ställningstaganden?)`,
    plain: `${WHOSE}(?:[Ss]ynpunkter|[Öö]verväganden?|[Bb]edömning(?:ar)?|[Ss]tällningstaganden?|[Yy]ttrande|[Ss]var|[Kk]ommentarer|[Aa]nalys)(?: (?:och (?:förslag|bedömning|analys|slutsatser)|på remissen|över (?:remissen|förslaget|programmet)))?`,
  },
  { kind: 'bilagor', plain: 'Bilag(?:a|or)(?: till (?:ärendet|tjänsteutlåtandet|tjänsteskrivelsen))?' },
  {
    kind: 'attest',
    strong: 'Attesterat av|Detta dokument har godkänts digitalt',
    plain: 'Attest(?:er(?:ing)?)?|Godkänt av',
  },
  {
    kind: 'distribution',
    strong:
      'Beslut(?:et)? (?:ska )?(?:sänds|skickas|expedieras|delges|meddelas|sändas|skickas|expedieras)(?: till)?|Protokollsutdrag (?:skickas |sänds )?till|Utdrag (?:skickas |sänds )?till|Yttrandet (?:sänds|skickas) till',
    plain: 'Expedieras(?: till)?|Expediering|Sändlista|Delges|Kopia(?: till)?|Skickas till',
  },
  { kind: 'underlag', plain: 'Beslutsunderlag(?:et)?|Underlag(?: för beslut)?|Handlingar i ärendet' },
  { kind: 'remissinstanser', plain: 'Remissinstanser(?:na)?|Remissammanställning|Remissvar|Remisser' },
  {
    kind: 'yrkanden',
    strong: 'Förslag under sammanträdet|Förslag och yrkanden',
    plain: 'Yrkanden?|Propositions?(?:ordning)?|Beslutsgång|Omröstning',
  },
  {
    kind: 'reservation',
    strong: 'Särskilt (?:uttalande|yttrande)|Särskilda (?:uttalanden|yttranden)',
    plain: 'Reservation(?:er)?|Ersättaryttrande|Protokollsanteckning(?:ar)?',
  },
  { kind: 'rekommendationer', plain: 'Rekommendationer|Revisionens? rekommendationer' },
  { kind: 'beslut', plain: `${WHOSE}[Bb]eslut` },
  {
    kind: 'ovrigt',
    strong:
      'Bedömning ur \\p{L}{1,40} dimension|Ekonomiska konsekvenser|Juridiska konsekvenser|Konsekvenser för barn|Facklig samverkan',
    plain:
      'Ekonomi|Barnperspektiv(?:et)?|Barnrättsperspektiv(?:et)?|Barnkonsekvensanalys|Prövning av barn(?:et|en)s bästa|Jämställdhet(?:sanalys|sperspektiv)?|Jämlikhet|Konsekvenser(?: .{3,40})?|Genomförande|Tidplan|Uppföljning|Syfte|Inledning|Motionen|Slutsats(?:er)?|Revisionsfrågor?|Iakttagelser|Granskning(?:en|sresultat)?|Metod|Avgränsning|Miljökonsekvenser|Hållbarhet|Samråd|Remissen|Uppdraget|Ärendets gång|Tidigare beslut|Folkhälsa|Säkerhet|Tillgänglighet|Närvarande|Beslutande|Information',
  },
]

const LINE_PATTERNS = HEADINGS.map(({ kind, strong, plain }) => ({
  kind,
  regex: latin(`^(?:\\d{1,2}(?:\\.\\d{1,2})*\\.? )?(?<title>${[strong, plain].filter(Boolean).join('|')}) ?:?$`, 'u'),
}))

const STRONG = latin(
  `(?<=^|[\\s\\]])(?:${HEADINGS.filter((one) => one.strong)
    .map((one) => `(?<${one.kind}>${one.strong})`)
    .join('|')})(?=:?(?:\\s|$))(?! (?:som|har|för|är|om|i|av|att|enligt|och|ska|kan)(?!\\p{L}))`,
  'gu',
)

/** In text whose line breaks are lost a heading word stands after the end of a sentence and before a new one. */
const FLAT_WORDS = latin(
  /(?:(?<=[.:\])!?] |^)(?:Ärendet|Beredning|Remissinstanser|Motionen|Bilaga|Ekonomi|Yrkanden|Beslut|Reservation(?:er)?|\p{Lu}\p{L}{2,40}s synpunkter)|(?<= |^)(?:\p{Lu}?\p{L}{0,40}(?:nämndens|styrelsens|fullmäktiges|utskotts) beslut|Sammanfattning(?: av ärendet)?|Bakgrund|Bilagor|Barnperspektiv|Beslutsunderlag))(?= (?:[[(•]|\d|\p{Lu}))/gu,
)

/** Lines longer than this were not written as lines; their headings are searched for inside. */
const FLAT_LINE = 200

/** Finds the sections of a document in reading order. */
export function findSections(doc: Document): Section[] {
  const found: Omit<Section, 'end'>[] = []
  doc.lines.forEach((line) => {
    if (line.text.length <= 100) {
      const known = matchLine(line)
      if (known) {
        found.push(known)
        return
      }
    }
    found.push(...strongInside(line))
    if (line.text.length > FLAT_LINE) found.push(...flatInside(line))
  })
  const distinct = found
    .sort((a, b) => a.titleStart - b.titleStart)
    .filter((one, at, all) => at === 0 || one.titleStart >= all[at - 1]!.titleEnd)
  const all = [...distinct, ...unknownHeadings(doc, distinct)].sort((a, b) => a.titleStart - b.titleStart)
  return all.map((one, at) => ({ ...one, end: all[at + 1]?.titleStart ?? doc.text.length }))
}

function matchLine(line: ViewLine): Omit<Section, 'end'> | null {
  for (const { kind, regex } of LINE_PATTERNS) {
    const title = regex.exec(line.text)?.groups?.title
    if (title === undefined) continue
    const titleStart = line.start + line.text.indexOf(title)
    return { title, kind, titleStart, titleEnd: titleStart + title.length, start: line.end, isKnown: true }
  }
  return null
}

function strongInside(line: ViewLine): Omit<Section, 'end'>[] {
  const found: Omit<Section, 'end'>[] = []
  for (const match of line.text.matchAll(STRONG)) {
    const kind = HEADINGS.find((one) => match.groups?.[one.kind] !== undefined)?.kind
    if (!kind || !isHeadingPlace(line.text, match.index, match[0])) continue
    const title = inlineTitle(match[0])
    const titleEnd = line.start + match.index + match[0].length
    found.push({ title, kind, titleStart: titleEnd - title.length, titleEnd, start: titleEnd, isKnown: true })
  }
  return found
}

/**
 * "… kriminalitet Förslag till beslut 1. …" is a heading, "yrkade bifall till förvaltningens förslag till beslut." is
 * not.
 */
function isHeadingPlace(text: string, at: number, match: string): boolean {
  const after = text.slice(at + match.length, at + match.length + 10)
  if (/^\s*[.,;]/.test(after) || !latin(/^\p{Lu}/u).test(match)) return false
  return !/(?:till|enligt|med|av|om|på|för|i|och) $/.test(text.slice(Math.max(0, at - 8), at))
}

/** In running text the words before the genitive may belong to the title above; only one word of the owner is kept. */
function inlineTitle(match: string): string {
  const words = match.split(' ')
  const whose = words.findLastIndex((word) => latin(/^\p{Lu}/u).test(word))
  return words.slice(Math.max(0, whose)).join(' ')
}

function flatInside(line: ViewLine): Omit<Section, 'end'>[] {
  return [...line.text.matchAll(FLAT_WORDS)].map((match) => {
    const titleStart = line.start + match.index
    const title = match[0]
    return {
      title,
      kind: LINE_PATTERNS.find(({ regex }) => regex.test(title))?.kind ?? 'ovrigt',
      titleStart,
      titleEnd: titleStart + title.length,
      start: titleStart + title.length,
      isKnown: true,
    }
  })
}

/** Kinds whose text is lists of names: a short line there is an entry, not a heading. */
const LISTS: readonly SectionKind[] = ['bilagor', 'attest', 'distribution', 'underlag', 'forslag', 'beslut']

/** Headings that are no words of the form: a short line by itself after the first section, with running text below. */
function unknownHeadings(doc: Document, known: readonly Omit<Section, 'end'>[]): Omit<Section, 'end'>[] {
  const found: Omit<Section, 'end'>[] = []
  const firstAt = known[0]?.titleStart
  if (firstAt === undefined) return found
  let section = 0
  doc.lines.forEach((line, at) => {
    while (section + 1 < known.length && known[section + 1]!.titleStart <= line.start) section += 1
    const inside = known[section]!
    if (line.start <= firstAt || inside.titleStart === line.start || LISTS.includes(inside.kind)) return
    if (inside.titleEnd > line.start && inside.titleStart <= line.end) return
    const next = doc.lines[at + 1]
    if (!line.isFirst || !line.isLast || !next || !isHeadingText(line.text) || !isRunning(next.text)) return
    const before = doc.lines[at - 1]
    if (before && !/[.:!?\])]$|^[•–-]/.test(before.text)) return
    found.push({
      title: fold(line.text),
      kind: 'ovrigt',
      titleStart: line.start,
      titleEnd: line.end,
      start: line.end,
      isKnown: false,
    })
  })
  return found
}

const NAME_LINE = latin(`^${PERSON}$`, 'u')

function isHeadingText(text: string): boolean {
  if (text.length > 70 || text.length < 4 || /[.,:;!?\t@|]$|\t|@|https?:/.test(text)) return false
  if (!latin(/^(?:\d{1,2}(?:\.\d{1,2})*\.? )?\p{Lu}/u).test(text) || !latin(/\p{Ll}{3}/u).test(text)) return false
  if (/\d{4}-\d{2}-\d{2}|\d{3}/.test(text)) return false
  return (
    !(NAME_LINE.test(text) && text.split(' ').length <= 3) &&
    !(TITLE_WORD.test(text) && TITLE_LINE.test(text) && text.split(' ').length < 3)
  )
}

function isRunning(text: string): boolean {
  return (
    latin(/^[[\p{Lu}]/u).test(text) &&
    (text.length >= 60 || (text.length >= 35 && /[.!?]$/.test(text)) || /^\[/.test(text))
  )
}

/** The first section of one of the kinds. */
export function sectionOf(sections: readonly Section[], ...kinds: SectionKind[]): Section | undefined {
  return sections.find((section) => kinds.includes(section.kind))
}
