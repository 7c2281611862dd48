import { latin } from '../../handlingar/model/lasning/latin.ts'

/** A sentence with its place in the text it was cut from. */
export interface Mening {
  text: string
  start: number
  end: number
}

/** Full stops after these do not end a sentence. */
const ABBREVIATION = latin(
  /(?:^|[\s(])(?:t\.ex|bl\.a|m\.m|m\.fl|s\.k|d\.v\.s|dvs|f\.d|fr\.o\.m|t\.o\.m|o\.s\.v|osv|etc|ca|kl|nr|kap|jfr|resp|inkl|exkl|st|dnr|tel|ev|max|min|prop|sid|s|p|\p{Lu})$/iu,
)

/**
 * Sentences end at `.`, `!` or `?` (perhaps with a closing quotation mark) before a capital letter, a quotation mark or
 * the end.
 */
export function meningarOf(text: string): Mening[] {
  const found: Mening[] = []
  let from = 0
  const push = (end: number): void => {
    const raw = text.slice(from, end)
    const lead = raw.length - raw.trimStart().length
    const trimmed = raw.trim()
    if (trimmed !== '')
      found.push({ text: trimmed.replace(/\s+/g, ' '), start: from + lead, end: from + lead + trimmed.length })
    from = end
  }
  for (const match of text.matchAll(latin(/[.!?]["”’»*)\]]{0,2}(?=\s+["”“«»*([]{0,2}[\p{Lu}\d])/gu))) {
    const before = text.slice(Math.max(from, match.index - 12), match.index)
    if (match[0].startsWith('.') && ABBREVIATION.test(before)) continue
    push(match.index + match[0].length)
  }
  push(text.length)
  return found
}
