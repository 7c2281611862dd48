import { addDays, daysBetween } from './clock.ts'

/**
 * Swedish public holidays and working days. The days are those of lagen (1989:253) om allmänna helgdagar; when a last day may be
 * put off is lagen (1930:173) om beräkning av lagstadgad tid. Both are law that the product is about, so they stand here in the open
 * and are tested against an independent library.
 */

/** Easter Sunday (Gregorian), by the anonymous algorithm that Meeus gives (Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  const day = (h + l - 7 * m + 33 * month + 19) % 32
  return iso(year, month, day)
}

function iso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** The Saturday in the seven days that begin with `from`. */
function saturdayFrom(from: string): string {
  return addDays(from, (6 - weekday(from) + 7) % 7)
}

/** The allmänna helgdagar of a year beside the Sundays, in the order of the calendar (1 § lagen 1989:253). */
export function helgdagarIn(year: number): string[] {
  const easter = easterSunday(year)
  return [
    iso(year, 1, 1),
    iso(year, 1, 6),
    addDays(easter, -2),
    easter,
    addDays(easter, 1),
    iso(year, 5, 1),
    addDays(easter, 39),
    addDays(easter, 49),
    iso(year, 6, 6),
    saturdayFrom(iso(year, 6, 20)),
    saturdayFrom(iso(year, 10, 31)),
    iso(year, 12, 25),
    iso(year, 12, 26),
  ].sort()
}

const known = new Map<number, Set<string>>()

function helgdagar(year: number): Set<string> {
  const made = known.get(year) ?? new Set(helgdagarIn(year))
  known.set(year, made)
  return made
}

/** Sunday or another allmän helgdag. */
export function isHelgdag(day: string): boolean {
  return weekday(day) === 0 || helgdagar(Number(day.slice(0, 4))).has(day)
}

/** Midsummer Eve, Christmas Eve, New Year's Eve: no helgdagar, but a last day is put off past them (2 § lagen 1930:173). */
function isEve(day: string): boolean {
  const midsummer = addDays(saturdayFrom(`${day.slice(0, 4)}-06-20`), -1)
  return day === midsummer || day.endsWith('-12-24') || day.endsWith('-12-31')
}

/** A day on which what law says must be done at the latest can be asked for: no Saturday, helgdag or one of the three eves. */
export function isArbetsdag(day: string): boolean {
  return weekday(day) !== 6 && !isHelgdag(day) && !isEve(day)
}

/** The day itself, or the next working day when a legal time ends on a day that puts it off (2 § lagen 1930:173). */
export function putOff(day: string): string {
  let to = day
  while (!isArbetsdag(to)) to = addDays(to, 1)
  return to
}

/** So many working days after a day (before it when negative); with 0 the day itself. */
export function addArbetsdagar(day: string, count: number): string {
  const step = Math.sign(count)
  let at = day
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step)
    if (isArbetsdag(at)) left--
  }
  return at
}

/** The last working day that is not after the day. */
export function arbetsdagBefore(day: string): string {
  let to = day
  while (!isArbetsdag(to)) to = addDays(to, -1)
  return to
}

/**
 * The last day of a time counted in weeks or days from a day that is not itself counted, put off when it must be: three weeks from
 * 24 October end on 14 November (1 and 2 §§ lagen 1930:173; the same weekday counts for weeks).
 */
export function lastDayOf(from: string, time: { weeks: number } | { days: number }): string {
  return putOff(addDays(from, 'weeks' in time ? time.weeks * 7 : time.days))
}

/** How many working days lie after `from` up to and including `to`; negative when `to` is earlier. */
export function arbetsdagarBetween(from: string, to: string): number {
  if (daysBetween(from, to) < 0) return -arbetsdagarBetween(to, from)
  let count = 0
  for (let day = from; day < to; ) {
    day = addDays(day, 1)
    if (isArbetsdag(day)) count++
  }
  return count
}
