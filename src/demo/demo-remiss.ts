/** What a point in a reply says. A point may be of several kinds. */
export const DEMO_SYNPUNKT_KINDS = [
  'instammer',
  'oklart',
  'komplettering',
  'andring',
  'avstyrker',
  'fraga',
  'ovrigt',
] as const
export type DemoSynpunktKind = (typeof DEMO_SYNPUNKT_KINDS)[number]

/** What a point is about. A `quote` stands exactly once in the passage's plain text; offsets are computed from it. */
export type DemoAnkare =
  | { type: 'passage'; passage: string; quote: string }
  | { type: 'avsnitt'; avsnitt: string }
  | { type: 'helheten' }
  /** Something that the programme lacks: where it should stand and what it should say. */
  | { type: 'saknas'; avsnitt: string | null; proposal: string }

export interface DemoSynpunkt {
  kinds: DemoSynpunktKind[]
  text: string
  ankare: DemoAnkare
}

export type DemoSvarForm = 'namndbeslut' | 'kontorsyttrande' | 'styrelsebeslut'

export interface DemoRemissvar {
  /** The instance that answers, and its own diary number beside the sender's. */
  aktor: string
  dnr: string
  form: DemoSvarForm
  beslutOn: string
  /** Null where the form has no numbered paragraph (a company's board). */
  paragraf: string | null
  /** When the reply reached the sender, ISO 8601 with offset; a test compares it with the reply-by date. */
  receivedAt: string
  sammanfattning: string
  synpunkter: DemoSynpunkt[]
}

export interface DemoFraga {
  key: string
  /** The chapter that the question is about; null = the whole programme. */
  avsnitt: string | null
  text: string
}

export interface DemoRemissBase {
  key: string
  avsandare: string
  dnr: string
  program: string
  title: string
  /** Covering text (Markdown subset). */
  missiv: string
  questions: DemoFraga[]
}

/** Not yet sent: the visitor of the demo chooses the instances. The reply-by date is counted from the demo's `today`. */
export interface DemoRemissUtkast extends DemoRemissBase {
  status: 'utkast'
  replyByDaysFromToday: number
}

export interface DemoRemissAvslutad extends DemoRemissBase {
  status: 'avslutad'
  sentOn: string
  /** The last day for replies, to the end of that day in Swedish time. */
  replyByOn: string
  closedOn: string
  /** Every actor that was asked; one without a reply among `svar` was silent. */
  instanser: { aktor: string; dnr: string | null }[]
  svar: DemoRemissvar[]
}
