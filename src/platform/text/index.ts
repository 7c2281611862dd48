export { type Block, type Inline, plainText } from './blocks.ts'
export { fromMarkdown, toMarkdown } from './markdown.ts'
