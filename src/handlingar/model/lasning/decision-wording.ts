import { latin } from './latin.ts'

/**
 * How decisions are worded, normalised to codes. Order matters: a decision that approves in part and adds something
 * also "godkänner"; the more particular wording stands first.
 */
export const FORMULAS = [
  'delvis',
  'hänvisas-till-pm',
  'anses-besvarad',
  'hänvisar-som-yttrande',
  'överlämnar-som-svar',
  'besvaras-med-tjut',
  'godkänner-som-svar',
  'tillstyrker',
  'noteras',
] as const

/** One of {@link FORMULAS}. */
export type Formula = (typeof FORMULAS)[number]

const STATEMENT =
  '(?:tjänsteutlåtandet?|tjänsteskrivelsen?|kontorets|förvaltningens|yttrandet?|utlåtandet?|förslag till (?:yttrande|svar|remissvar))'

const PATTERNS: readonly (readonly [Formula, RegExp])[] = [
  [
    'delvis',
    latin(
      /delvis\s+(?:bifalla?|godkänn\p{L}{0,30}|bifaller)|därutöver\s+(?:anför\p{L}{0,30}|framför\p{L}{0,30})|delvis\s+bifall/iu,
    ),
  ],
  [
    'hänvisas-till-pm',
    latin(/hänvisas?\s+till\s+vad\s+som\s+(?:sägs|anförs|framgår)\s+(?:i|av)\s+(?:denna\s+)?promemoria\p{L}{0,30}/iu),
  ],
  ['anses-besvarad', /anses?\s+(?:(?:därmed|härmed)\s+)?(?:vara\s+)?besvara[dt]e?/iu],
  [
    'hänvisar-som-yttrande',
    latin(
      `hänvisar?\\s+till\\s+(?:\\p{L}{1,40}\\s+){0,4}?${STATEMENT}[^.\\n]{0,80}?som\\s+(?:sitt\\s+|sin\\s+|nämndens\\s+|styrelsens\\s+)?(?:eget\\s+)?(?:yttrande|svar|remissvar)`,
      'iu',
    ),
  ],
  [
    'överlämnar-som-svar',
    latin(
      `(?:överlämna(?:r|s)?|översän(?:der|da|ds|des)|avge(?:r|s)?|lämnas)\\s+(?:\\p{L}{1,40}\\s+){0,6}?${STATEMENT}?[^.\\n]{0,100}?som\\s+(?:sitt\\s+|sin\\s+|eget\\s+|nämndens\\s+|styrelsens\\s+|kommunens\\s+|bolagets\\s+)?(?:yttrande|svar|remissvar)`,
      'iu',
    ),
  ],
  [
    'överlämnar-som-svar',
    latin(/avger?\s+(?:\p{L}{1,40}\s+)?yttrande\s+(?:till\s+[^.\n]{3,60}\s+)?(?:enligt|i\s+enlighet\s+med)/iu),
  ],
  [
    'besvaras-med-tjut',
    latin(
      `(?:remissen|motionen|skrivelsen|ärendet)\\s+besvaras\\s+med\\s+(?:hänvisning\\s+till\\s+)?(?:\\p{L}{1,40}\\s+){0,3}?${STATEMENT}`,
      'iu',
    ),
  ],
  [
    'godkänner-som-svar',
    latin(
      `(?:godkänner|godkänna|åberopar|åberopa|godkänns|antar|anta|ställer sig bakom)\\s+(?:\\p{L}{1,40}\\s+){0,5}?${STATEMENT}[^.\\n]{0,80}?som\\s+(?:sitt\\s+|sin\\s+|nämndens\\s+|styrelsens\\s+|kommunens\\s+|bolagets\\s+)?(?:yttrande|svar|remissvar|egna?|eget)|(?:godkänner|godkänna)\\s+(?:\\p{L}{1,40}\\s+){0,3}?(?:yttrandet|svaret|remissvaret|förslag(?:et)?\\s+till\\s+(?:yttrande|svar|remissvar))`,
      'iu',
    ),
  ],
  ['tillstyrker', latin(/tillstyrk(?:er|a|s)(?!\p{L})/iu)],
  [
    'noteras',
    latin(
      /(?:informationen|anmälan|redovisningen|rapporten|ärendet)\s+(?:noteras|läggs?\s+till\s+handlingarna|antecknas)|noterar\s+(?:informationen|redovisningen|anmälan)|lägg(?:er|a)\s+(?:\p{L}{1,40}\s+){0,3}till\s+handlingarna/iu,
    ),
  ],
]

/** The normalised wording of a decision, with its place in the given text; null when no known wording is there. */
export function readFormula(text: string): { code: Formula; start: number; end: number } | null {
  const window = text.slice(0, 20_000)
  for (const [code, regex] of PATTERNS) {
    const match = regex.exec(window)
    if (match) return { code, start: match.index, end: match.index + match[0].length }
  }
  return null
}

/** The ways of deciding that a paragraph is adjusted at once (5 kap. 69 § and 6 kap. 35 § kommunallagen). */
const IMMEDIATE = latin(
  /omedelbar\s+justering|omedelbart\s+juster\p{L}{0,30}|(?:justera\p{L}{0,30}|justeras)\s+(?:(?:ärendet|paragrafen|punkten|beslutet|protokollet|§\s*\d+)\s+){0,2}omedelbart|förklara\p{L}{0,30}\s+(?:\p{L}{1,40}\s+|§\s*\d+\s+){0,4}omedelbart\s+justera[dt]/iu,
)

/** Where a text says that a paragraph is or shall be adjusted at once. */
export function readImmediateAdjustment(text: string): { start: number; end: number } | null {
  const match = IMMEDIATE.exec(text)
  return match ? { start: match.index, end: match.index + match[0].length } : null
}

/** A stance towards what is proposed. Only a proposal: a person confirms it. */
export type Stance = 'tillstyrker' | 'avstyrker' | 'avstyrker-delvis' | 'positiv-med-synpunkter' | 'synpunkter'

const NEGATIVE = latin(
  /(?<!\p{L})(?:avstyrker|ställer sig inte bakom|är negativ|ställer sig negativ|motsätter sig)(?!\p{L})/iu,
)
const NO_NEED = latin(
  /(?<!\p{L})(?:ser (?:dock )?(?:inte|inget|ej) (?:något )?behov|bedömer (?:inte|ej) att|vill invänta|anser inte att)/iu,
)
const POSITIVE = latin(
  /(?<!\p{L})(?:positiv[at]?|instämmer|tillstyrker|välkomnar|väl (?:strukturera\p{L}|genomarbeta\p{L}|avväg\p{L})|delar (?:\p{L}{1,40} ){0,3}(?:uppfattning|syn|bild|bedömning)|ställer sig bakom|ser positivt)/iu,
)
const REMARK = latin(
  /(?<!\p{L})(?:men|dock|behöver|bör|efterfrågar|saknar|synpunkt(?:er)?|vill att|önskar|förtydlig\p{L}{0,30}|komplettera\p{L}{0,30})(?!\p{L})/iu,
)

/** The stance a summary takes, when its words tell. */
export function readStance(text: string): { stance: Stance; start: number; end: number } | null {
  const at = (regex: RegExp): { start: number; end: number } | null => {
    const match = regex.exec(text)
    return match ? { start: match.index, end: match.index + match[0].length } : null
  }
  const negative = at(NEGATIVE)
  const positive = at(POSITIVE)
  const noNeed = at(NO_NEED)
  if (negative)
    return {
      stance:
        /avstyrker\s+(?:delvis|i\s+del)|delvis\s+avstyrker/iu.test(text) || positive ? 'avstyrker-delvis' : 'avstyrker',
      ...negative,
    }
  if (positive && noNeed) return { stance: 'avstyrker-delvis', ...noNeed }
  const remark = at(REMARK)
  if (positive && remark) return { stance: 'positiv-med-synpunkter', ...positive }
  const supports = at(latin(/(?<!\p{L})tillstyrker(?!\p{L})/iu))
  if (supports) return { stance: 'tillstyrker', ...supports }
  return null
}
