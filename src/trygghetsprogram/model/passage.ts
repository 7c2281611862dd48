import type { Block } from '../../platform/text/index.ts'

/**
 * The text model of a programme. A passage is an addressable piece of text: it keeps its id through every version of the
 * programme, while number, order and blocks may change. Blocks are JSON; people edit them as a small Markdown subset that
 * round-trips (`platform/text`). Anchors into a passage are UTF-16 offsets over `plainText(blocks)`, which is always NFC.
 */

/** `text`: ordinary programme text. `ansvar`: gives a body a responsibility. `exempel`: describes, binds nobody. */
export const PASSAGE_KINDS = ['text', 'ansvar', 'exempel'] as const
export type PassageKind = (typeof PASSAGE_KINDS)[number]

/** The four focus areas of a trygghetsprogram; other chapters have none. */
export const FOKUSOMRADEN = [
  'forebyggande-arbete',
  'riktade-sociala-insatser',
  'offentlig-miljo',
  'stadsutveckling',
] as const
export type Fokusomrade = (typeof FOKUSOMRADEN)[number]

export interface Passage {
  /** Stable through all versions of the programme (UUIDv7). */
  id: string
  /** Shown in the margin, e.g. `2.4`; unique within a version. */
  number: string
  kind: PassageKind
  blocks: Block[]
}

/** A chapter (numbered heading) with its passages in reading order. Its id is as stable as a passage's. */
export interface Avsnitt {
  id: string
  number: string
  title: string
  fokusomrade: Fokusomrade | null
  passages: Passage[]
}

/** What the reader needs of a programme version to anchor points in it. */
export interface ProgramText {
  avsnitt: Avsnitt[]
}
