/**
 * Formatted text as data. Blocks are JSON; people edit them as a small Markdown subset that round-trips (`markdown.ts`). Offsets
 * into a text are UTF-16 over `plainText(blocks)`, which is always NFC.
 */

/** A run of text with the same marks. `href` is set only on links. */
export interface Inline {
  text: string
  strong?: true
  em?: true
  href?: string
}

export type Block =
  | { type: 'paragraph'; content: Inline[] }
  | { type: 'heading'; content: Inline[] }
  | { type: 'quote'; content: Inline[] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }

function inlineText(content: Inline[]): string {
  return content.map((run) => run.text).join('')
}

/** The text that anchors count in: blocks and list items joined by a line feed, NFC. */
export function plainText(blocks: Block[]): string {
  return blocks
    .flatMap((block) => (block.type === 'list' ? block.items.map(inlineText) : [inlineText(block.content)]))
    .join('\n')
    .normalize('NFC')
}
