import type { Block } from '../../platform/text/index.ts'

/** What the document calls itself. */
export type DokumentKind =
  | 'Tjänsteutlåtande'
  | 'Tjänsteskrivelse'
  | 'Protokollsutdrag'
  | 'Delegationsbeslut'
  | 'Ordförandebeslut'
  | 'Beslut'
  | 'Remiss'

/** A synpunkt as it stands in a document: all of it in words, since a paper has nothing to look codes up in. */
export interface DokumentSynpunkt {
  nr: number
  /** In words: `Oklart`, `Komplettering`. */
  kinds: string[]
  /** Where in the programme, in words: `passage 2.4`, `saknas i kapitel 3`. */
  place: string
  text: string
  /** The words of the programme that it is about. */
  quote?: string | null
  /** What a file that is edited elsewhere carries along, so that the point is known again: its own id and its passage's. */
  ids?: { synpunkt: string; passage: string | null }
}

/** What a section consists of, in order. */
export type DokumentPart = { type: 'text'; blocks: Block[] } | { type: 'synpunkt'; synpunkt: DokumentSynpunkt }

export interface DokumentSection {
  /** 1 is the document's own headings: Sammanfattning, Bakgrund. */
  level: 1 | 2 | 3
  heading: string
  /** The section's name in the form, by which it is known when its heading has been changed. */
  key?: string
  parts: DokumentPart[]
}

/** One who stands under the document. */
export interface DokumentSignatory {
  name: string
  title: string
  /** The administration, as it is written under a name. */
  forvaltning: string
}

/**
 * A document on its way out of the house, without anything of how it looks: what PDF and DOCX are made from. Plain JSON, so that what
 * was sent can be kept and made again to the same bytes. Official text, so always Swedish.
 */
export interface Dokument {
  lang: 'sv'
  kind: DokumentKind
  /** The municipality and then its administration, unit: outermost first. */
  sender: { organisation: string; lines: string[] }
  diarienummer: string | null
  /** `YYYY-MM-DD`. It is also the PDF's own date: the same document gives the same file whenever it is made. */
  date: string
  handlaggare: { name: string; title: string; phone?: string | null; email?: string | null } | null
  /** Who it goes to, and the day of the meeting that takes it up (`YYYY-MM-DD`). */
  recipient: { body: string; meetingDate?: string | null } | null
  title: string
  /** The line under the title: `Remiss från kommunstyrelsen, KS 2026/112`. */
  subtitle: string | null
  /** Numbered points under a heading of their own: `Förvaltningens förslag till beslut`, in an extract `Beslut`. */
  forslag: { heading: string; points: string[] } | null
  sections: DokumentSection[]
  signatories: DokumentSignatory[]
  bilagor: string[]
  /** `date` is `YYYY-MM-DD`. */
  attest: { sentence: string; rows: { nameAndTitle: string; date: string }[] } | null
  /** For those who search among files; printed nowhere. */
  keywords: string[]
  /** Which version of which item this is, where the file can come back edited. */
  origin?: { id: string; version: number }
}

/** The usual sentence above the table of those who have attested. */
export const ATTEST_SENTENCE = 'Detta dokument har godkänts digitalt av följande personer:'

/** The name of the bookmark around a synpunkt in a file that is edited elsewhere and comes back. */
export function synpunktBookmark(nr: number): string {
  return `synpunkt_${nr}`
}

/** The bookmark at the heading of a section; the parts around the sections have names of their own. Word allows 40 characters. */
export function avsnittBookmark(key: string): string {
  return `avsnitt_${key.replace(/[^\p{L}\p{N}_]/gu, '_').slice(0, 32)}`
}

export const FORSLAG_BOOKMARK = 'samsyn_forslag'
export const BILAGOR_BOOKMARK = 'samsyn_bilagor'
export const ATTEST_BOOKMARK = 'samsyn_attest'

/** The file's own properties, by which it is known when it comes back. */
export const ORIGIN_PROPERTY = 'samsyn-utlatande'
export const VERSION_PROPERTY = 'samsyn-version'

/** The property that holds the id of a synpunkt, and the one for its passage. */
export function synpunktProperty(nr: number, of: 'synpunkt' | 'passage'): string {
  return of === 'synpunkt' ? synpunktBookmark(nr) : `${synpunktBookmark(nr)}_passage`
}
