import { type Block, fromMarkdown } from '../../platform/text/index.ts'

/** A chapter as it is written in one text field: a title and its passages, without ids. */
export interface SourceAvsnitt {
  title: string
  passages: Block[][]
}

/** Ten times the longest programme; also what one page can draw and one insert can hold. */
const MAX_PASSAGES = 2000

/**
 * Reads a whole programme from one text: a line `# Title` begins a chapter, an empty line ends a passage. A list after a
 * paragraph that ends with a colon belongs to the same passage. Numbers are given by place, so a number before a title is taken
 * away.
 *
 * @returns the chapters, or what is wrong: no chapter at all, text before the first one, a chapter without text, or more passages
 * than a programme can have.
 */
export function readProgramSource(
  source: string,
):
  | { ok: true; avsnitt: SourceAvsnitt[] }
  | { ok: false; reason: 'no-avsnitt' | 'text-first' | 'empty-avsnitt' | 'too-many'; title?: string } {
  const chapters: { title: string; lines: string[] }[] = []
  for (const line of source.normalize('NFC').replace(/\r\n?/g, '\n').split('\n')) {
    const title = /^#[ \t]+(?:\d+(?:\.\d+)*\.?[ \t]+)?(\S.*)$/.exec(line.trim())
    if (title) chapters.push({ title: (title[1] ?? '').trim(), lines: [] })
    else if (chapters.length > 0) chapters.at(-1)?.lines.push(line)
    else if (line.trim() !== '') return { ok: false, reason: 'text-first' }
  }
  if (chapters.length === 0) return { ok: false, reason: 'no-avsnitt' }
  const avsnitt = chapters.map(({ title, lines }) => ({ title, passages: passagesOf(lines.join('\n')) }))
  // A chapter without a passage would have no place to put one after.
  const empty = avsnitt.find(({ passages }) => passages.length === 0)
  const count = avsnitt.reduce((sum, { passages }) => sum + passages.length, 0)
  if (count > MAX_PASSAGES) return { ok: false, reason: 'too-many' }
  return empty ? { ok: false, reason: 'empty-avsnitt', title: empty.title } : { ok: true, avsnitt }
}

function passagesOf(text: string): Block[][] {
  const passages: Block[][] = []
  for (const chunk of text.split(/\n[ \t]*\n+/)) {
    const trimmed = chunk.trim()
    if (trimmed === '') continue
    const blocks = fromMarkdown(trimmed)
    const last = passages.at(-1)
    const lastBlock = last?.at(-1)
    const endsWithColon = lastBlock?.type === 'paragraph' && /:$/.test(lastBlock.content.at(-1)?.text ?? '')
    if (last && endsWithColon && blocks[0]?.type === 'list') last.push(...blocks)
    else passages.push(blocks)
  }
  return passages
}
