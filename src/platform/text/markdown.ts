import type { Block, Inline } from './blocks.ts'

/**
 * The Markdown subset that passages are written in where no editor script runs: paragraphs, `### heading`, `> quote`,
 * `- item`, `1. item`, `**strong**`, `*em*`, `[text](https://…)`. `toMarkdown(fromMarkdown(s))` is a fixed point, and
 * `fromMarkdown(toMarkdown(blocks))` gives the blocks back (property-tested). Anything else is ordinary text.
 */
export function fromMarkdown(source: string): Block[] {
  const text = source.normalize('NFC').replace(/\r\n?/g, '\n')
  const chunks = text
    .split(/\n[ \t]*\n+/)
    .map((chunk) => chunk.trim())
    .filter((chunk) => chunk !== '')
  return chunks.flatMap(chunkToBlocks)
}

// With `s`, since text pasted from a word processor may hold U+2028, which is no line break here.
const LIST_ITEM = /^(?:(-)|(\d{1,3})\.)[ \t]+(.*)$/s

function chunkToBlocks(chunk: string): Block[] {
  const lines = chunk.split('\n').map((line) => line.trim())
  const first = lines[0] ?? ''
  if (lines.length === 1 && /^###[ \t]+\S/.test(first)) {
    return [{ type: 'heading', content: parseInline(first.replace(/^###[ \t]+/, '')) }]
  }
  if (lines.every((line) => line.startsWith('>')) && lines.some((line) => line.length > 1)) {
    return [{ type: 'quote', content: parseInline(joinLines(lines.map((line) => line.slice(1).trim()))) }]
  }
  const items = lines.map((line) => LIST_ITEM.exec(line))
  if (items[0]) {
    return listBlocks(lines, items)
  }
  return [{ type: 'paragraph', content: parseInline(joinLines(lines)) }]
}

/** A list starts at the chunk's first line; a line that is no item continues the item above it. */
function listBlocks(lines: string[], items: (RegExpExecArray | null)[]): Block[] {
  const blocks: { ordered: boolean; items: string[] }[] = []
  lines.forEach((line, index) => {
    const item = items[index]
    const last = blocks.at(-1)
    if (item) {
      const ordered = item[2] !== undefined
      if (last && last.ordered === ordered) last.items.push(item[3] ?? '')
      else blocks.push({ ordered, items: [item[3] ?? ''] })
    } else if (last) {
      last.items[last.items.length - 1] += ` ${line}`
    }
  })
  return blocks.map((block) => ({ type: 'list', ordered: block.ordered, items: block.items.map(parseInline) }))
}

function joinLines(lines: string[]): string {
  return lines.filter((line) => line !== '').join(' ')
}

// A backslash counts as a slash in a browser's address: `/\example.org` would lead away from here.
const SAFE_HREF = /^(?:https?:\/\/|mailto:|\/(?!\/))[^\s()<>"\\]+$/
// An asterisk with a blank on its inner side marks nothing, so that `2 * 3 ** 4` is a sum; a marked text that does begin or end with
// a blank is written with a backslash before it.
const INLINE =
  /\\([\\*[\]#>\-.\d])|\*\*(?!\s)((?:\\.|[^*\\])*(?:\\.|[^*\\\s]))\*\*|\*(?!\s)((?:\\.|[^*\\])*(?:\\.|[^*\\\s]))\*|\[((?:\\.|[^[\]\\])+)\]\(([^\s()]+)\)/gs

function parseInline(source: string): Inline[] {
  const runs: Inline[] = []
  let plainFrom = 0
  let pending = ''
  const flush = (): void => {
    if (pending !== '') push(runs, { text: pending })
    pending = ''
  }
  for (const match of source.matchAll(INLINE)) {
    pending += source.slice(plainFrom, match.index)
    plainFrom = match.index + match[0].length
    const [whole, escaped, strong, em, label, href] = match
    if (escaped !== undefined) pending += escaped
    else if (strong !== undefined) {
      flush()
      push(runs, { text: markedText(strong), strong: true })
    } else if (em !== undefined) {
      flush()
      push(runs, { text: markedText(em), em: true })
    } else if (label !== undefined && href !== undefined && SAFE_HREF.test(href)) {
      flush()
      push(runs, { text: withoutEscapes(label), href })
    } else pending += whole
  }
  pending += source.slice(plainFrom)
  flush()
  return runs.length > 0 ? runs : [{ text: '' }]
}

function push(runs: Inline[], run: Inline): void {
  const last = runs.at(-1)
  if (last && last.strong === run.strong && last.em === run.em && last.href === undefined && run.href === undefined) {
    last.text += run.text
  } else runs.push(run)
}

function withoutEscapes(text: string): string {
  return text.replace(/\\([\\*[\]#>\-.\d])/g, '$1')
}

/** The text between two asterisks, where a blank can be escaped too. */
function markedText(text: string): string {
  return text.replace(/\\([\\*[\]#>\-.\d\s])/g, '$1')
}

/** The inverse of {@link fromMarkdown}; escapes what would otherwise be read as markup. */
export function toMarkdown(blocks: Block[]): string {
  return blocks.map(blockToMarkdown).join('\n\n')
}

function blockToMarkdown(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `### ${inlineToMarkdown(block.content)}`
    case 'quote':
      return `> ${inlineToMarkdown(block.content)}`
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${inlineToMarkdown(item)}`).join('\n')
    case 'paragraph':
      return escapeLineStart(inlineToMarkdown(block.content))
  }
}

function escapeLineStart(line: string): string {
  return line.replace(/^(#|>|-)/, '\\$1').replace(/^(\d{1,3})\.([ \t])/, '$1\\.$2')
}

function inlineToMarkdown(content: Inline[]): string {
  return content
    .map((run) => {
      const text = run.text.replace(/[\\*[\]]/g, '\\$&')
      if (run.href !== undefined) return `[${text}](${run.href})`
      const marked = text.replace(/^\s|\s$/g, '\\$&')
      if (run.strong) return `**${marked}**`
      if (run.em) return `*${marked}*`
      return text
    })
    .join('')
}
