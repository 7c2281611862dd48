/**
 * Swedish dates as people write them in documents and forms. Pure: no clock, no time zone. A date is always
 * `YYYY-MM-DD`.
 */

/** The result of {@link parseSwedishDate}. */
export type ParsedDate =
  | { ok: true; date: string }
  | { ok: false; reason: 'format' | 'no-such-day' | 'ambiguous' | 'empty' }

const MONTHS_SV = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
] as const

const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/**
 * Month names and their usual abbreviations, for use inside other patterns (case-insensitive, without capture groups).
 */
export const MONTH_PATTERN =
  '(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

/** @returns 1–12, or null when the word is no Swedish month name or abbreviation. */
export function monthNumber(word: string): number | null {
  const name = word.toLowerCase().replace(/\.$/, '')
  if (!new RegExp(`^${MONTH_PATTERN}$`).test(name)) return null
  const at = MONTHS_SV.findIndex((month) => month.startsWith(name.slice(0, 3)))
  return at < 0 ? null : at + 1
}

/** True when the proleptic Gregorian calendar has the day; years 1–9999. */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return false
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day <= days
}

/**
 * Two-digit years in six-digit dates: 00–69 → 2000s, 70–99 → 1900s. Documents about crime prevention are not older, and
 * a fixed pivot means that a document reads the same in ten years.
 */
function fullYear(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits
}

function checked(year: number, month: number, day: number): ParsedDate {
  if (!isRealDate(year, month, day)) return { ok: false, reason: 'no-such-day' }
  const pad = (value: number, width: number): string => String(value).padStart(width, '0')
  return { ok: true, date: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` }
}

/**
 * Reads `2023-10-12`, `20231012`, `231012`, `12 oktober 2023`, `12 okt 2023`, `den 12 oktober 2023`. Spaces of any kind
 * and any dash (U+2212 too) are tolerated.
 *
 * @returns `ambiguous` for day and month in unknown order (`12/10/23`, `12.10.2023`), `no-such-day` for `2027-02-29`,
 * `format` for everything else (Excel serials, week numbers, a date without a year).
 */
export function parseSwedishDate(input: string): ParsedDate {
  const text = input
    .slice(0, 100)
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
  if (text === '') return { ok: false, reason: 'empty' }
  if (input.length > 100) return { ok: false, reason: 'format' }
  const digits = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (digits) return checked(Number(digits[1]), Number(digits[2]), Number(digits[3]))
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (short) return checked(fullYear(Number(short[1])), Number(short[2]), Number(short[3]))
  const words = /^(?:den )?(\d{1,2})(?::?e|:a)? ([a-z]{3,9})\.?,? (\d{4})$/.exec(text)
  if (words) {
    const month = monthNumber(words[2] ?? '')
    return month === null ? { ok: false, reason: 'format' } : checked(Number(words[3]), month, Number(words[1]))
  }
  if (/^\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})$/.test(text)) return { ok: false, reason: 'ambiguous' }
  return { ok: false, reason: 'format' }
}

/**
 * `2026-11-27` → `27 november 2026` (or `27 November 2026`).
 *
 * @param date `YYYY-MM-DD`.
 * @throws RangeError when it is not a real date, since the caller then holds something that was never checked.
 */
export function formatSwedishDate(date: string, language: 'sv' | 'en' = 'sv'): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const [year, month, day] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])]
  if (!parts || !isRealDate(year, month, day)) throw new RangeError('not a date in the form YYYY-MM-DD')
  const names = language === 'sv' ? MONTHS_SV : MONTHS_EN
  return `${day} ${names[month - 1]} ${year}`
}
