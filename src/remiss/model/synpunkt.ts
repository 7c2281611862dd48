/**
 * A synpunkt is one point in a reply: what kind it is, what it says and what in the programme it is about. Codes are
 * stable and are shown through the text catalogue.
 */
export const SYNPUNKT_KINDS = [
  'instammer',
  'oklart',
  'komplettering',
  'andring',
  'avstyrker',
  'fraga',
  'ovrigt',
] as const

/** One of {@link SYNPUNKT_KINDS}; a point may have several. */
export type SynpunktKind = (typeof SYNPUNKT_KINDS)[number]

/** What a point is about, as the reply says it; not yet tied to a version of the programme. */
export type FoundAnchor =
  | { type: 'helheten' }
  | { type: 'avsnitt'; title: string }
  | { type: 'passage'; section?: string; quote: string }
  | { type: 'saknas'; proposedPlace: string }

/** A point found in a reply. `span`: UTF-16 offsets, half-open, in the reading's text. A person confirms every one. */
export interface FoundSynpunkt {
  kinds: SynpunktKind[]
  text: string
  span: [number, number]
  /** 0–1: low where only the place in the document tells that it is a point. */
  confidence: number
  anchor: FoundAnchor
}
