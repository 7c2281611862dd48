import type { Inline } from '../../platform/text/index.ts'

/** A paragraph of a Word file that was read. */
export interface LastStycke {
  /** The style's own name in lower case, which is the same in every language of Word: `heading 1`, `quote`, `title`, `synpunkt`. */
  style: string
  /** Level of a heading, 1–9; 0 is no heading. */
  level: number
  list: { ordered: boolean } | null
  runs: Inline[]
  /** Names of the bookmarks that lie around some of its text. */
  marks: string[]
  inTable: boolean
}

/** What a Word file can hold that the Markdown subset cannot; a person is told what was left out. */
export const DOCX_LOSSES = ['sparade-andringar', 'kommentarer', 'fotnoter', 'bilder'] as const
export type DocxLoss = (typeof DOCX_LOSSES)[number]

/** A Word file as paragraphs, with what our own files carry along: bookmarks and properties. */
export interface LastDocx {
  paragraphs: LastStycke[]
  /** The file's own properties, by name. */
  properties: Record<string, string>
  losses: DocxLoss[]
}
