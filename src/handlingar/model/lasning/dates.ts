import { MONTH_PATTERN, parseSwedishDate } from '../../../platform/time/swedish-date.ts'
import { latin } from './latin.ts'

/** A date in running text; offsets are those of the string that was searched. */
export interface FoundDate {
  date: string
  start: number
  end: number
  /** `long`: with the month's name; `iso`: 2023-10-12; `compact`: 20231012 or 231012. */
  form: 'long' | 'iso' | 'compact'
}

const LONG_OR_ISO = latin(
  `(?<![\\d/-])(?:(?<iso>(?:19|20)\\d{2}\\s?-\\s?\\d{2}\\s?-\\s?\\d{2})(?![\\d/-])|(?<long>\\d{1,2}(?::e)?\\s+${MONTH_PATTERN}\\.?\\s+(?:19|20)\\d{2})(?!\\d))`,
  'giu',
)

/**
 * Dates in a text, also when they are broken over lines ("den 24\noktober 2023"). Six and eight digits in a row are
 * dates only after a word that says so, since they are also amounts and numbers.
 */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = []
  for (const match of text.matchAll(LONG_OR_ISO)) {
    const written = match.groups?.iso?.replace(/\s/g, '') ?? match[0].replace(/:e/, '')
    const parsed = parseSwedishDate(written)
    if (!parsed.ok) continue
    const form = match.groups?.iso ? 'iso' : 'long'
    found.push({ date: parsed.date, start: match.index, end: match.index + match[0].length, form })
  }
  for (const match of text.matchAll(COMPACT)) {
    const parsed = parseSwedishDate(match[1] ?? '')
    if (!parsed.ok) continue
    const end = match.index + match[0].length
    found.push({ date: parsed.date, start: end - (match[1]?.length ?? 0), end, form: 'compact' })
  }
  return found.sort((a, b) => a.start - b.start)
}

const COMPACT = latin(
  /(?<!\p{L})(?:daterat|daterad|daterade|datum:?|den|utfärdat|senast|smtr|sammanträde|dat\.?)\s+((?:20)?\d{6})(?![\d/-])/giu,
)

/** The first date at or after `from`, not further than `reach` characters away. */
export function dateAfter(text: string, from: number, reach: number): FoundDate | null {
  const window = text.slice(from, from + reach + 30)
  // The phrase just before has said that a date follows, so six digits are one.
  const compact = /^\s*:?\s*(?:den\s+)?((?:20)?\d{6})(?![\d/-])/u.exec(window)
  const parsed = compact ? parseSwedishDate(compact[1] ?? '') : null
  if (compact && parsed?.ok) {
    const end = from + compact[0].length
    return { date: parsed.date, start: end - compact[1]!.length, end, form: 'compact' }
  }
  const first = findDates(window)[0]
  if (!first || first.start > reach) return null
  return { ...first, start: first.start + from, end: first.end + from }
}

/** The first date after a phrase, e.g. `justeras senast`. The phrase is a pattern with the flag `u`; `i` is added. */
export function dateAfterPhrase(text: string, phrase: string, reach = 12): FoundDate | null {
  const match = latin(phrase, 'iu').exec(text)
  return match ? dateAfter(text, match.index + match[0].length, reach) : null
}
