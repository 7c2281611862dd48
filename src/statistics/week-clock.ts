import type { Minute, WallClock } from './wall-clock.ts'

const HOUR = 60
const DAY = 1440
export const WEEK = 7 * DAY
export const WEEK_HOURS = 168

/** Events by when they happened at the earliest and at the latest, in minutes since 1970 UTC; an exact time is a window of its minute. */
export interface Windows {
  from: Float64Array
  /** Not in the window itself. */
  to: Float64Array
}

/** Minutes of the week since Monday 00:00, from minutes since 1970-01-01, a Thursday. */
export function weekMinute(local: Minute): number {
  const since = (local + 3 * DAY) % WEEK
  return since < 0 ? since + WEEK : since
}

/**
 * Calls for each stretch of a window between two times that the clocks were put forward or back, with what the wall shows at its beginning.
 */
export function eachStretch(
  from: Minute,
  to: Minute,
  clock: WallClock,
  visit: (local: Minute, minutes: number) => void,
): void {
  for (let at = from; at < to; ) {
    const { offset, until } = clock.ahead(at)
    const end = until < to ? until : to
    visit(at + offset, end - at)
    at = end
  }
}

/**
 * Adds minutes of the wall's week to its hours, each with a weight: what goes around the whole week and what is left of it.
 *
 * @param touched is handed the hours that were added to, some of them perhaps twice.
 */
export function addToHours(
  hours: Float64Array,
  start: number,
  minutes: number,
  weight: number,
  touched?: number[],
): void {
  const rounds = Math.floor(minutes / WEEK)
  if (rounds > 0)
    for (let h = 0; h < WEEK_HOURS; h++) {
      hours[h] = (hours[h] as number) + rounds * HOUR * weight
      touched?.push(h)
    }
  let left = minutes - rounds * WEEK
  let hour = Math.floor(start / HOUR)
  let inHour = Math.min(left, (hour + 1) * HOUR - start)
  while (left > 0) {
    hours[hour] = (hours[hour] as number) + inHour * weight
    touched?.push(hour)
    left -= inHour
    hour = hour + 1 === WEEK_HOURS ? 0 : hour + 1
    inHour = Math.min(left, HOUR)
  }
}

/**
 * The aoristic week clock (Ratcliffe 2000): each event's weight of 1 is spread evenly over the minutes of its window, and the minutes are
 * added up by what the wall showed.
 *
 * @returns events by hour of the week from Monday 00:00.
 */
export function weekClock(windows: Windows, clock: WallClock, which?: Int32Array): Float64Array {
  const hours = new Float64Array(WEEK_HOURS)
  const count = which ? which.length : windows.from.length
  for (let at = 0; at < count; at++) {
    const i = which ? (which[at] as number) : at
    const [from, to] = [windows.from[i] as number, windows.to[i] as number]
    const weight = 1 / (to - from)
    const { offset, until } = clock.ahead(from)
    // Nearly all windows lie between two changes.
    if (to <= until) addToHours(hours, weekMinute(from + offset), to - from, weight)
    else eachStretch(from, to, clock, (local, minutes) => addToHours(hours, weekMinute(local), minutes, weight))
  }
  return hours
}

/** Minutes of a span of time by hour of the week: in a week when the clocks are put forward an hour is missing. */
export function exposureOf(from: Minute, to: Minute, clock: WallClock): Float64Array {
  const hours = new Float64Array(WEEK_HOURS)
  eachStretch(from, to, clock, (local, minutes) => addToHours(hours, weekMinute(local), minutes, 1))
  return hours
}

/** The same by month of the year, January first. @param weightOf what a minute of a window counts. */
export function addToMonths(months: Float64Array, from: Minute, to: Minute, clock: WallClock, weight: number): void {
  eachStretch(from, to, clock, (local, minutes) => {
    for (let left = minutes, at = local; left > 0; ) {
      const date = new Date(at * 60_000)
      const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 60_000
      const inMonth = Math.min(left, next - at)
      const month = date.getUTCMonth()
      months[month] = (months[month] as number) + inMonth * weight
      left -= inMonth
      at += inMonth
    }
  })
}

/** Hours of the day and days of the week from hours of the week. */
export function dayAndWeek(hours: ArrayLike<number>): { hours: Float64Array; weekdays: Float64Array } {
  const ofDay = new Float64Array(24)
  const weekdays = new Float64Array(7)
  for (let h = 0; h < WEEK_HOURS; h++) {
    const value = hours[h] as number
    ofDay[h % 24] = (ofDay[h % 24] as number) + value
    weekdays[(h / 24) | 0] = (weekdays[(h / 24) | 0] as number) + value
  }
  return { hours: ofDay, weekdays }
}
