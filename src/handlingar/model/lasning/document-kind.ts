import type { Document } from './document.ts'
import type { Section } from './headings.ts'
import { latin } from './latin.ts'
import type { Span } from './reading.ts'

/**
 * The kinds of document the reader tells apart; the Swedish words are the codes (they are what the documents call
 * themselves).
 */
export const DOCUMENT_KINDS = [
  'tjänsteutlåtande',
  'tjänsteskrivelse',
  'remissyttrande',
  'protokoll',
  'protokollsutdrag',
  'möteshandlingar',
  'ärendelista',
  'kallelse',
  'utlåtande',
  'PM',
  'åtgärdsplan',
  'revisionsrapport',
] as const

/** One of {@link DOCUMENT_KINDS}. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** A kind with what gave it away. `span` is in the source. */
export interface FoundKind {
  kind: DocumentKind
  span: Span
  confidence: number
}

/** How much of the text is "the top", where a document says what it is. */
const TOP = 1200

/**
 * Titles in the order they decide. An extract of minutes also says "protokoll", a summons also says "tjänsteutlåtande"
 * (of its enclosures), so the more particular stand first. Upper case or a place at a line's beginning tells a title
 * from a mention.
 */
const TITLES: readonly { kind: DocumentKind; regex: RegExp; confidence: number }[] = [
  {
    kind: 'protokollsutdrag',
    regex: latin(
      /(?<!\p{L})(?:protokollsutdrag(?! (?:skickas|sänds|till))|utdrag (?:ur|från|av) (?:\p{L}{1,40} )?(?:sammanträdes)?protokoll|PROTOKOLLSUTDRAG|UTDRAG UR (?:SAMMANTRÄDES)?PROTOKOLL)/iu,
    ),
    confidence: 0.95,
  },
  { kind: 'utlåtande', regex: latin(/(?<!\p{L})Utlåtande (?:\d{4}:\d{1,4}|Rotel)/iu), confidence: 0.95 },
  { kind: 'PM', regex: /(?:^|[\s\d])PM(?: Rotel| \d{4}:\d{1,4}| R[IVX]+)/u, confidence: 0.95 },
  {
    kind: 'kallelse',
    regex: latin(
      /(?:^|\n|(?<=\p{Lu} ))(?:KALLELSE|Kallelse(?: till| och föredragningslista)?|Föredragningslista|FÖREDRAGNINGSLISTA)(?!\p{L})/u,
    ),
    confidence: 0.92,
  },
  {
    kind: 'revisionsrapport',
    regex: latin(
      /(?<!\p{L})(?:revisionsrapport|granskningsrapport|revisionsskrivelse|revisionspromemoria|stadsrevisionens? (?:rapport|granskning))/iu,
    ),
    confidence: 0.92,
  },
  {
    kind: 'tjänsteskrivelse',
    regex: /(?:^|\n|\t| )(?:TJÄNSTESKRIVELSE|Tjänsteskrivelse)(?= ?(?:\n|\t|\d{1,2} ?\(|Datum|Sida|Dnr|$))/u,
    confidence: 0.95,
  },
  {
    kind: 'tjänsteutlåtande',
    regex:
      /(?:^|\n|\t| )(?:TJÄNSTEUTLÅTANDE|Tjänsteutlåtande)(?= ?(?:\n|\t|\d{1,2} ?\(|DATUM|Datum|Sid|Dnr|Diarie|Utfärdat|$))/u,
    confidence: 0.95,
  },
  {
    kind: 'åtgärdsplan',
    regex: latin(/^[^\n.]{0,60}(?<!\p{L})(?:åtgärdsplan|handlingsplan|samverkansplan)(?!\p{L})/iu),
    confidence: 0.85,
  },
  {
    kind: 'protokoll',
    regex: latin(/(?:(?:^|\n)\s*(?:Sammanträdesprotokoll|PROTOKOLL|Protokoll)|SAMMANTRÄDESPROTOKOLL)(?!\p{L})/u),
    confidence: 0.92,
  },
  {
    kind: 'remissyttrande',
    regex:
      /(?:^|\n)\s*(?:REMISSYTTRANDE|Remissyttrande|REMISSVAR|Remissvar|YTTRANDE|Yttrande)(?= ?(?:\n|\t|\d{1,2} ?\(|Datum|Dnr|över|angående|$))/u,
    confidence: 0.8,
  },
]

/** Signs in the running text, each worth a weight, for documents that never say what they are. */
const SIGNS: readonly { kind: DocumentKind; regex: RegExp; weight: number }[] = [
  {
    kind: 'protokoll',
    regex:
      /(?:öppnade sammanträdet|förklarade sammanträdet (?:öppnat|avslutat)|att justera dagens protokoll|justering av protokollet)/iu,
    weight: 2,
  },
  {
    kind: 'protokoll',
    regex: latin(/(?<!\p{L})(?:yrkade|yrkar bifall|Beslutsgång|Propositionsordning|reserverade sig)(?!\p{L})/u),
    weight: 1.5,
  },
  { kind: 'protokoll', regex: latin(/(?<!\p{L})(?:nämnden|styrelsen|rådet) beslutade?(?!\p{L})/iu), weight: 0.5 },
  { kind: 'tjänsteutlåtande', regex: latin(/(?<!\p{L})tjänsteutlåtande/iu), weight: 1 },
  { kind: 'tjänsteskrivelse', regex: latin(/(?<!\p{L})tjänsteskrivelse/iu), weight: 1 },
  {
    kind: 'revisionsrapport',
    regex: latin(/(?<!\p{L})(?:revisionsfråga|vi har granskat|revisorerna rekommenderar|vi rekommenderar)/iu),
    weight: 2,
  },
  {
    kind: 'remissyttrande',
    regex: latin(/(?<!\p{L})(?:Er beteckning|Er referens|Ert dnr|Er ref|Ert diarienummer)(?!\p{L})/u),
    weight: 1.2,
  },
  {
    kind: 'remissyttrande',
    regex: latin(
      /(?<!\p{L})(?:har beretts tillfälle att yttra sig|har getts möjlighet att yttra sig|lämnar följande (?:remiss)?(?:svar|yttrande)|översänder (?:härmed )?följande yttrande)/iu,
    ),
    weight: 2,
  },
]

/**
 * @returns null when nothing in the text tells what it is; no default, since a wrong kind asks for the wrong fields.
 */
export function readDocumentKind(doc: Document, sections: readonly Section[]): FoundKind | null {
  const top = doc.text.slice(0, TOP)
  const hasForm = sections.some((section) => section.kind === 'forslag')
  for (const { kind, regex, confidence } of TITLES) {
    const match = regex.exec(top)
    if (!match) continue
    // "Yttrande över remiss …" is also the title of a statement with a proposed decision.
    if (kind === 'remissyttrande' && hasForm) continue
    // An action plan that is put before a committee comes in a statement; the statement's head decides.
    if (kind === 'åtgärdsplan' && hasForm) continue
    if (kind === 'protokoll' && isExtract(doc))
      return { kind: 'protokollsutdrag', span: spanOfWord(doc, match), confidence: 0.75 }
    return { kind, span: spanOfWord(doc, match), confidence }
  }
  for (const header of doc.source.furniture) {
    const match = latin(/^(tjänsteutlåtande|tjänsteskrivelse|protokollsutdrag|protokoll|kallelse)(?!\p{L})/iu).exec(
      header.text,
    )
    if (match) return { kind: match[1]!.toLowerCase() as DocumentKind, span: header.span, confidence: 0.9 }
  }
  return byMeetingList(doc, sections) ?? bySigns(doc, sections)
}

/** Pages out of the minutes with one paragraph and a box for certifying the extract. */
function isExtract(doc: Document): boolean {
  const signs = new Set([...doc.text.slice(0, 100_000).matchAll(/§[ \t]*(\d{1,4})(?!\d)/g)].map((match) => match[1]))
  const hasBox =
    /utdragsbestyrkande|utdraget bestyrks/i.test(doc.text) ||
    doc.source.furniture.some((line) => /utdrag/i.test(line.text))
  return signs.size === 1 && hasBox
}

function spanOfWord(doc: Document, match: RegExpExecArray): Span {
  const lead = match[0].length - match[0].trimStart().length
  return doc.span(match.index + lead, match.index + match[0].length)
}

/**
 * A page about one meeting: minutes when it tells what happened, a list when items only carry numbers, else the papers.
 */
function byMeetingList(doc: Document, sections: readonly Section[]): FoundKind | null {
  const { address } = doc.source
  const heading = /(?:^|\n|> )(?:Sammanträde|Möte) \d{4}-\d{2}-\d{2}/u.exec(doc.text.slice(0, TOP))
  const isMeetingAddress =
    address !== null && /(?:mote|meeting|sammantrade|protokoll)[-/?=&a-z]*\d{4}-\d{2}-\d{2}/i.test(address.text)
  if (!heading && !isMeetingAddress) return null
  if (
    sections.some((section) => section.kind === 'forslag' && section.isKnown) &&
    !heading &&
    signWeight(doc, 'protokoll') < 1.5
  )
    return null
  const span: Span = heading
    ? doc.span(heading.index + heading[0].search(/Samman|Möte/), heading.index + heading[0].length)
    : (address?.span ?? [0, 0])
  const numbered = doc.text.match(latin(/(?:^|\n)\d{1,3} \p{Lu}/gu))?.length ?? 0
  if (signWeight(doc, 'protokoll') >= 1.5 && !/Sammanträde \d{4}/.test(heading?.[0] ?? ''))
    return { kind: 'protokoll', span, confidence: 0.85 }
  if (heading && numbered >= 2 && /Sammanträde/.test(heading[0])) return { kind: 'ärendelista', span, confidence: 0.85 }
  return { kind: 'möteshandlingar', span, confidence: 0.8 }
}

function signWeight(doc: Document, kind: DocumentKind): number {
  return SIGNS.filter((sign) => sign.kind === kind && sign.regex.test(doc.text)).reduce(
    (sum, sign) => sum + sign.weight,
    0,
  )
}

function bySigns(doc: Document, sections: readonly Section[]): FoundKind | null {
  const form = sections.find((section) => section.kind === 'forslag')
  const weights = new Map<DocumentKind, number>()
  for (const sign of SIGNS) {
    if (sign.regex.test(doc.text)) weights.set(sign.kind, (weights.get(sign.kind) ?? 0) + sign.weight)
  }
  // The form with a proposed decision is a statement whatever it is called; the name used in the text decides which.
  if (form) {
    for (const kind of ['tjänsteutlåtande', 'tjänsteskrivelse'] as const)
      weights.set(kind, (weights.get(kind) ?? 0) + (kind === 'tjänsteutlåtande' ? 2.1 : 2))
  }
  const best = [...weights].sort((a, b) => b[1] - a[1])[0]
  if (!best || best[1] < 1.5) return null
  const evidence = SIGNS.filter((sign) => sign.kind === best[0])
    .map((sign) => sign.regex.exec(doc.text))
    .find((match) => match !== null)
  const span = evidence
    ? doc.span(evidence.index, evidence.index + evidence[0].length)
    : doc.span(form?.titleStart ?? 0, form?.titleEnd ?? 0)
  return { kind: best[0], span, confidence: Math.min(0.85, 0.45 + best[1] * 0.1) }
}
