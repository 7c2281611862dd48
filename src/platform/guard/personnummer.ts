import { isRealDate } from '../time/swedish-date.ts'

/**
 * Finds personnummer and samordningsnummer in free text, so that they can be stopped before they are stored or
 * published. A number counts when its date exists and its check digit is right (Luhn over the last ten digits,
 * Skatteverket SKV 704); one random ten-digit number in about 140 passes both, which is why what is found is shown to a
 * person and never deleted.
 */
export interface FoundPersonnummer {
  /** UTF-16 offsets, half-open. */
  start: number
  end: number
  kind: 'personnummer' | 'samordningsnummer'
}

/**
 * Eight or six digits, a separator or none, four digits. Not inside a longer run of digits; not joined by a dash, slash
 * or colon to more digits (case numbers, ranges). Without a separator a preceding "digit and full stop" marks a decimal
 * (coordinates).
 */
const CANDIDATE =
  /(?<![\d\u2022])(?<!\d[-\u2010-\u2015\u2212/:])(\d{6}|\d{8})([-\u2010-\u2015\u2212+ \u00a0\u202f]?)(\d{4})(?!\d|[-\u2010-\u2015\u2212/:]\d)/g

const PHONE_BEFORE = /(?:tel(?:efon)?|tfn|mobil(?:nummer)?|fax|v[äa]xel|ring|sms|\+46)[\s.:()-]{0,4}$/i

/** @returns the numbers in reading order, without overlaps. Linear in the length of the text. */
export function findPersonnummer(text: string): FoundPersonnummer[] {
  const found: FoundPersonnummer[] = []
  for (const match of text.matchAll(CANDIDATE)) {
    const [whole, date = '', separator = '', last = ''] = match
    const start = match.index
    if (separator === '' && isDecimal(text, start)) continue
    if (PHONE_BEFORE.test(text.slice(Math.max(0, start - 20), start))) continue
    const kind = kindOf(date, last)
    if (kind) found.push({ start, end: start + whole.length, kind })
  }
  return found
}

function isDecimal(text: string, start: number): boolean {
  return text[start - 1] === '.' && /\d/.test(text[start - 2] ?? '')
}

function kindOf(date: string, last: string): FoundPersonnummer['kind'] | null {
  const tenDigits = date.slice(-6) + last
  if (!hasLuhn(tenDigits)) return null
  const month = Number(date.slice(-4, -2))
  const day = Number(date.slice(-2))
  const shortYear = Number(date.slice(-6, -4))
  // Ten digits do not tell the century; a day that exists in one of them is enough (only 29 February of year 00
  // differs).
  const years = date.length === 8 ? [Number(date.slice(0, 4))] : [1900 + shortYear, 2000 + shortYear]
  if (date.length === 8 && (years[0]! < 1840 || years[0]! > 2099)) return null
  if (years.some((year) => isRealDate(year, month, day))) return 'personnummer'
  // Samordningsnummer: 60 is added to the day (lagen 2022:1697 om samordningsnummer; Skatteverket SKV 707).
  if (day > 60 && years.some((year) => isRealDate(year, month, day - 60))) return 'samordningsnummer'
  return null
}

function hasLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const doubled = Number(digits[at]) * (at % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/**
 * The text with every digit of the found numbers replaced by `•`. Same length and same offsets, so that anchors stay
 * where they are; separators stay too, so that a person sees what kind of thing was there.
 */
export function maskPersonnummer(text: string): string {
  let masked = ''
  let from = 0
  for (const { start, end } of findPersonnummer(text)) {
    masked += text.slice(from, start) + text.slice(start, end).replace(/\d/g, '•')
    from = end
  }
  return masked + text.slice(from)
}
