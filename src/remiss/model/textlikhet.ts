import { latin } from '../../handlingar/model/lasning/latin.ts'
import { type Token, tokensOf, weightOf } from './ordstam.ts'

/** A stretch of a text that resembles a quote. Offsets are UTF-16 in that text. */
export interface Match {
  start: number
  end: number
  /** 0–1; 1 for an exact match. */
  score: number
}

/** A text folded for comparison, with the original offset of every character. */
interface Folded {
  text: string
  offsets: number[]
}

/**
 * Folds case, white space, quotation marks, dashes and soft hyphens, and drops asterisks (italics in plain text), so
 * that a quote is found however it was typed. Input must be NFC.
 */
function foldForMatch(text: string): Folded {
  const chars: string[] = []
  const offsets: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const char = foldChar(text[at] ?? '')
    if (char === '' || (char === ' ' && (chars.length === 0 || chars.at(-1) === ' '))) continue
    // Some letters grow when their case is folded; every part points at the same original.
    for (const part of char) {
      chars.push(part)
      offsets.push(at)
    }
  }
  return { text: chars.join(''), offsets }
}

function foldChar(char: string): string {
  if (/[\u00ad\u200b-\u200f\u2060\ufeff*]/.test(char)) return ''
  if (/\s/.test(char)) return ' '
  if (/[”“"„»«]/.test(char)) return '"'
  if (/[’‘´`]/.test(char)) return "'"
  if (/[\u2010-\u2015\u2212]/.test(char)) return '-'
  return char.toLowerCase()
}

/** All places where the quote stands word for word after folding. */
export function exactMatches(quote: string, text: string): Match[] {
  const wanted = foldForMatch(
    quote
      .normalize('NFC')
      .trim()
      .replace(/[.,;:]$/, ''),
  ).text.trim()
  if (wanted === '') return []
  const folded = foldForMatch(text)
  const found: Match[] = []
  for (let at = folded.text.indexOf(wanted); at >= 0 && found.length < 100; at = folded.text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const isWhole = !isWordChar(folded.text[at - 1]) && !isWordChar(folded.text[end])
    if (isWhole) found.push({ start: folded.offsets[at]!, end: folded.offsets[end - 1]! + 1, score: 1 })
  }
  return found
}

function isWordChar(char: string | undefined): boolean {
  return char !== undefined && latin(/[\p{L}\p{N}]/u).test(char)
}

/** Windows of these shares of the quote's length are tried: a quote may leave words out or take some in. */
const WINDOW_SHARES = [0.7, 0.85, 1, 1.2, 1.45]

/**
 * The stretch of a text that shares most words with a quote: weighted F1 over word stems in a sliding window, trimmed
 * to the first and last shared word. Order of words does not count (a quote may turn a clause round); that is why a
 * person confirms.
 *
 * @returns null when no word is shared. Linear in the length of the text for a given quote.
 */
export function bestWindow(
  quote: string | readonly Token[],
  text: string,
  textTokens: readonly Token[] = tokensOf(text),
): Match | null {
  const wanted = typeof quote === 'string' ? tokensOf(quote) : quote
  if (wanted.length === 0 || textTokens.length === 0) return null
  const counts = new Map<string, number>()
  for (const token of wanted) counts.set(token.stem, (counts.get(token.stem) ?? 0) + 1)
  const total = weightOf(wanted)
  let best: Match | null = null
  for (const share of WINDOW_SHARES) {
    const size = Math.max(1, Math.min(textTokens.length, Math.round(wanted.length * share)))
    const window = slide(textTokens, size, counts, total)
    if (window && window.score > (best?.score ?? 0)) best = window
  }
  return best
}

function slide(
  tokens: readonly Token[],
  size: number,
  wanted: ReadonlyMap<string, number>,
  total: number,
): Match | null {
  const inside = new Map<string, number>()
  let shared = 0
  let weight = 0
  let best: { score: number; at: number } | null = null
  for (let at = 0; at < tokens.length; at += 1) {
    const entering = tokens[at]!
    const had = inside.get(entering.stem) ?? 0
    inside.set(entering.stem, had + 1)
    weight += entering.weight
    if (had < (wanted.get(entering.stem) ?? 0)) shared += entering.weight
    if (at >= size) {
      const leaving = tokens[at - size]!
      const left = (inside.get(leaving.stem) ?? 0) - 1
      inside.set(leaving.stem, left)
      weight -= leaving.weight
      if (left < (wanted.get(leaving.stem) ?? 0)) shared -= leaving.weight
    }
    if (at < size - 1) continue
    const score = (2 * shared) / (weight + total)
    if (score > (best?.score ?? 0)) best = { score, at: at - size + 1 }
  }
  return best ? trimmed(tokens.slice(best.at, best.at + size), wanted, total) : null
}

/** Words at the edges that the quote does not have are cut off, and the score is taken anew. */
function trimmed(window: readonly Token[], wanted: ReadonlyMap<string, number>, total: number): Match {
  const first = window.findIndex((token) => wanted.has(token.stem))
  const last = window.findLastIndex((token) => wanted.has(token.stem))
  const kept = window.slice(Math.max(0, first), last + 1)
  const left = new Map(wanted)
  let shared = 0
  for (const token of kept) {
    const count = left.get(token.stem) ?? 0
    if (count === 0) continue
    left.set(token.stem, count - 1)
    shared += token.weight
  }
  return { start: kept[0]!.start, end: kept.at(-1)!.end, score: Math.min(1, (2 * shared) / (weightOf(kept) + total)) }
}
