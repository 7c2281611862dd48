import { dayNumber, daysIn } from './civil-days.ts'

const TENS = Float64Array.from({ length: 16 }, (_, k) => 10 ** k)
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * Puts a decimal number of ASCII bytes into `out[place]`; false where it is none, or needs {@link numberFromText}. Up to 15 digits are a whole number without
 * rounding, and one division by a power of ten rounds once: the same number as JavaScript reads. (Returned, each number would be an object.)
 */
export function putNumber(
  bytes: Uint8Array,
  from: number,
  to: number,
  hasDecimalComma: boolean,
  out: Float64Array,
  place: number,
): boolean {
  let at = from
  const sign = at < to ? bytes[at] : 0
  if (sign === 45 || sign === 43) at++
  const first = at
  let whole = 0
  let point = -1
  for (; at < to; at++) {
    const c = bytes[at] as number
    const digit = c - 48
    if (digit >= 0 && digit <= 9) whole = 10 * whole + digit
    else if (point < 0 && (c === 46 || (c === 44 && hasDecimalComma))) point = at
    else return false
  }
  const digits = to - first - (point < 0 ? 0 : 1)
  if (digits <= 0 || digits > 15) return false
  const value = point < 0 ? whole : whole / (TENS[to - point - 1] as number)
  out[place] = sign === 45 ? -value : value
  return true
}

/** The same for what has more digits, an exponent or a typographic minus (U+2212). NaN where it is no number or has no end. */
export function numberFromText(text: string, hasDecimalComma: boolean): number {
  const plain = text.replace(/^\u2212/, '-')
  const decimal = hasDecimalComma ? plain.replace(',', '.') : plain
  const value = DECIMAL.test(decimal) ? Number(decimal) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}

/**
 * Days from 1970-01-01 of YYYY-MM-DD or YYYYMMDD, also with a time of day (13:45, 13:45:10) after a space or a T: the day as it is written. NaN where it is
 * no day. A time zone is not taken: the day could be another.
 */
export function dayFromBytes(bytes: Uint8Array, from: number, to: number): number {
  const isDashed = to - from >= 10 && bytes[from + 4] === 45 && bytes[from + 7] === 45
  const length = isDashed ? 10 : 8
  if (to - from < length) return Number.NaN
  const year = whole(bytes, from, 4)
  const month = whole(bytes, from + (isDashed ? 5 : 4), 2)
  const day = whole(bytes, from + (isDashed ? 8 : 6), 2)
  const isDay = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  if (!isDay || !isTime(bytes, from + length, to)) return Number.NaN
  return dayNumber(year, month, day)
}

function isTime(bytes: Uint8Array, from: number, to: number): boolean {
  if (from === to) return true
  const length = to - from
  if (bytes[from] !== 32 && bytes[from] !== 84) return false
  if (length !== 6 && length !== 9) return false
  if (bytes[from + 3] !== 58 || !isUpTo(bytes, from + 1, 23) || !isUpTo(bytes, from + 4, 59)) return false
  return length === 6 || (bytes[from + 6] === 58 && isUpTo(bytes, from + 7, 59))
}

function isUpTo(bytes: Uint8Array, from: number, most: number): boolean {
  const value = whole(bytes, from, 2)
  return value >= 0 && value <= most
}

/** −1 where there is something else than digits. */
function whole(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0
  for (let at = from; at < from + digits; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit < 0 || digit > 9) return -1
    value = 10 * value + digit
  }
  return value
}
