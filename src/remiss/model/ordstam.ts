import { latin } from '../../handlingar/model/lasning/latin.ts'

/**
 * Words compared lightly: lower case, and Swedish endings taken off so that "arbetet", "arbete" and "arbetets" are one
 * word. Not a stemmer for search (that lives in the database): here a wrong merge only moves a similarity figure that a
 * person confirms.
 */

/** A word of a text with its place. Offsets are UTF-16 in the text it was read from. */
export interface Token {
  stem: string
  start: number
  end: number
  /** Small words tell little about what a sentence is about. */
  weight: number
}

/** Longest first; what is left must have four letters or more. */
const ENDINGS = [
  'heterna',
  'arnas',
  'ernas',
  'ornas',
  'andet',
  'arna',
  'erna',
  'orna',
  'aren',
  'ades',
  'ats',
  'ets',
  'ens',
  'ade',
  'are',
  'as',
  'at',
  'es',
  'et',
  'en',
  'ar',
  'er',
  'or',
  'na',
  'a',
  'e',
  'n',
  's',
  't',
]
const MIN_STEM = 4

const SMALL_WORDS = new Set(
  'och att det som en ett i på är av för med till den har de inte om men så kan ska skall vid från under över även också eller samt där när då hur vad vem vi man sig sin sitt sina dess deras detta denna dessa vara blir bli finns inom utan mot genom mellan efter än åt'.split(
    ' ',
  ),
)
const SMALL_WEIGHT = 0.25

/** @param word one word in any case. */
export function stemOf(word: string): string {
  let stem = word.normalize('NFC').toLowerCase()
  for (let pass = 0; pass < 2; pass += 1) {
    const ending = ENDINGS.find((one) => stem.endsWith(one) && stem.length - one.length >= MIN_STEM)
    if (!ending) break
    stem = stem.slice(0, -ending.length)
  }
  return stem
}

/** The words of a text in order. Linear. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(latin(/[\p{L}\p{N}]+(?:[-:'’][\p{L}\p{N}]+)*/gu))].map((match) => {
    const lower = match[0].toLowerCase()
    const isSmall = SMALL_WORDS.has(lower)
    return {
      stem: isSmall ? lower : stemOf(match[0]),
      start: match.index,
      end: match.index + match[0].length,
      weight: isSmall ? SMALL_WEIGHT : 1,
    }
  })
}

/** Weighted F1 of two bags of words: 0 nothing in common, 1 the same words. Order does not count. */
export function similarity(a: readonly Token[], b: readonly Token[]): number {
  const shared = sharedWeight(a, b)
  const total = weightOf(a) + weightOf(b)
  return total === 0 ? 0 : (2 * shared) / total
}

/** The share of the words of `a` that are also in `b`; 1 when `b` says all that `a` says. */
export function containment(a: readonly Token[], b: readonly Token[]): number {
  const own = weightOf(a)
  return own === 0 ? 0 : sharedWeight(a, b) / own
}

function sharedWeight(a: readonly Token[], b: readonly Token[]): number {
  const counts = new Map<string, number>()
  for (const token of b) counts.set(token.stem, (counts.get(token.stem) ?? 0) + 1)
  let shared = 0
  for (const token of a) {
    const left = counts.get(token.stem) ?? 0
    if (left === 0) continue
    counts.set(token.stem, left - 1)
    shared += token.weight
  }
  return shared
}

/** The sum of the weights. */
export function weightOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + token.weight, 0)
}
