import type { Divided } from './divided.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { type Heaping, heapingOf, writtenTimes } from './time-heaping.ts'
import { type TimeTests, timeTestsJob } from './time-pattern-tests.ts'
import type { Minute, WallClock } from './wall-clock.ts'
import { addToMonths, dayAndWeek, exposureOf, WEEK_HOURS, weekClock } from './week-clock.ts'
import { blocksOf } from './week-steps.ts'

/** Events by when they happened at the earliest and at the latest: minutes since 1970 UTC. */
export interface TimedEvents {
  from: ArrayLike<number>
  /** As `from` where the time is exact. */
  to: ArrayLike<number>
  /** The type of each, from 0. */
  group: ArrayLike<number>
  /** 1 where only the day was written; such times are not asked about heaping. */
  isDay?: ArrayLike<number>
}

export interface TimePatternOptions {
  clock: WallClock
  groups: number
  /** What was under watch; else from the day of the first to the day of the last. */
  span?: { from: Minute; to: Minute }
  /** Windows longer than so many hours are left out. */
  longestHours?: number
  /** Exact times of 00:00 and 12:00 are taken for some time of that day. */
  areRoundTimesUnknown?: boolean
  /** What belongs together: single events, or those of a type that began on one day or in one week. */
  together?: 'event' | 'day' | 'week'
  permutations?: number
  seed?: number
}

/** What happened in a part of the day, the week or the year. */
export interface TimePart {
  /** Aoristic: parts of events, by parts of their windows. */
  events: number
  /** Hours under watch. */
  hours: number
  /** Events an hour over the mean of all hours under watch; null where none was. */
  relative: number | null
}

export interface TimePattern {
  n: number
  /** Windows longer than the longest, not counted. */
  leftOut: number
  /** Exact times of 00:00 or 12:00 that were taken for the day. */
  madeDays: number
  span: { from: Minute; to: Minute } | null
  /** Of those counted. */
  windows: { exact: number; overDay: number; overWeek: number; medianHours: number | null }
  /** 168, from Monday 00:00. */
  week: TimePart[]
  hours: TimePart[]
  weekdays: TimePart[]
  months: TimePart[]
  heaping: Heaping[]
  byGroup: { n: number; hours: Float64Array; weekdays: Float64Array }[]
  /**
   * Variance over mean of how many of a type begin on a day; null with fewer than two days. Far above 1 they come in series, and tests that move
   * them one by one see a pattern in that.
   */
  dispersion: number | null
  tests: TimeTests
}

const [HOUR, DAY] = [60, 1440]
/** Ten years: a longer window tells nothing. */
const LONGEST = 10 * 366 * DAY

/**
 * When things happen: the aoristic week clock, the months, heaping of times, and whether types differ or the week is even. A job whose
 * permutations may be shared.
 *
 * @throws StatisticsInvalid
 */
export function timePatternJob(events: TimedEvents, options: TimePatternOptions): Divided<Float64Array, TimePattern> {
  const { clock, groups, together = 'event', permutations = 999, seed = 1 } = options
  demandEvents(events, options)
  demandNumber(permutations, 'permutations', { min: 1, max: 99_999, isWhole: true })
  demandNumber(seed, 'seed', { isWhole: true })
  const counted = countedEvents(events, options)
  const span = options.span ?? spanOf(counted.from, counted.to, clock)
  const exposure = span ? exposureOf(span.from, span.to, clock) : new Float64Array(WEEK_HOURS)
  const blocks = blocksOf(counted, counted.group, membersOf(counted, clock, together), clock)
  const tests = timeTestsJob(blocks, groups, exposure, permutations, seed)
  return {
    units: tests.units,
    part: tests.part,
    join: (parts) => {
      const { from, to, group } = counted
      const minutes = from.map((start, i) => (to[i] as number) - start)
      const sorted = minutes.slice().sort()
      const share = (isSo: (length: number) => boolean): number =>
        minutes.length === 0 ? 0 : minutes.reduce((sum, one) => sum + (isSo(one) ? 1 : 0), 0) / minutes.length
      const week = weekClock(counted, clock)
      const both = dayAndWeek(week)
      const watched = dayAndWeek(exposure)
      const months = new Float64Array(12)
      from.forEach((start, i) => {
        addToMonths(months, start, to[i] as number, clock, 1 / (minutes[i] as number))
      })
      const watchedMonths = new Float64Array(12)
      if (span) addToMonths(watchedMonths, span.from, span.to, clock, 1)
      const middle = sorted.length >> 1
      return {
        n: from.length,
        leftOut: counted.leftOut,
        madeDays: counted.madeDays,
        span,
        windows: {
          exact: share((length) => length <= 1),
          overDay: share((length) => length > DAY),
          overWeek: share((length) => length > 7 * DAY),
          medianHours:
            sorted.length === 0
              ? null
              : ((sorted[middle] as number) + (sorted[(sorted.length - 1) >> 1] as number)) / 2 / HOUR,
        },
        week: partsOf(week, exposure),
        hours: partsOf(both.hours, watched.hours),
        weekdays: partsOf(both.weekdays, watched.weekdays),
        months: partsOf(months, watchedMonths),
        heaping: heapingOf(writtenTimes(events, clock)),
        byGroup: Array.from({ length: groups }, (_, g) => {
          const own = Int32Array.from([...group.keys()].filter((i) => group[i] === g))
          return { n: own.length, ...dayAndWeek(weekClock(counted, clock, own)) }
        }),
        dispersion: span ? dispersionByDay(counted, groups, span, clock) : null,
        tests: tests.join(parts),
      }
    },
  }
}

function demandEvents(
  { from, to, group, isDay }: TimedEvents,
  { groups, span, longestHours }: TimePatternOptions,
): void {
  demandSameLength(from, to, 'to', 'from')
  demandSameLength(from, group, 'group', 'from')
  if (isDay) demandSameLength(from, isDay, 'isDay', 'from')
  demandNumber(groups, 'groups', { min: 1, max: 200, isWhole: true })
  demandNumbers(group, 'group', { min: 0, max: groups - 1, isWhole: true })
  demandNumbers(from, 'from', { isWhole: true })
  demandNumbers(to, 'to', { isWhole: true })
  if (longestHours !== undefined) demandNumber(longestHours, 'longestHours', { min: 1 / 60 })
  for (let i = 0; i < from.length; i++) {
    const length = (to[i] as number) - (from[i] as number)
    if (length < 0 || length > LONGEST)
      demand(false, `events[${i}].to`, length / HOUR, [
        'en tid som inte är före from, och högst tio år efter (timmar emellan)',
        'a time not before from, and at most ten years after (hours between)',
      ])
    if (span && ((from[i] as number) < span.from || (to[i] as number) > span.to))
      demand(false, `events[${i}]`, new Date((from[i] as number) * 60_000).toISOString(), [
        'en händelse inom span',
        'an event within the span',
      ])
  }
  if (span)
    demand(span.to > span.from, 'span.to', new Date(span.to * 60_000).toISOString(), [
      'en tid efter from',
      'a time after from',
    ])
}

interface Counted {
  from: Float64Array
  to: Float64Array
  group: Int32Array
  leftOut: number
  madeDays: number
}

/** The events that count, by time and type, so that sums do not depend on the order in which they come. */
function countedEvents(events: TimedEvents, options: TimePatternOptions): Counted {
  const { clock, longestHours = Number.POSITIVE_INFINITY, areRoundTimesUnknown = false } = options
  const n = events.from.length
  const [from, to] = [new Float64Array(n), new Float64Array(n)]
  const kept = new Int32Array(n)
  let [count, madeDays] = [0, 0]
  for (let i = 0; i < n; i++) {
    let [start, end] = [events.from[i] as number, events.to[i] as number]
    if (start === end) {
      const local = clock.local(start)
      const ofDay = ((local % DAY) + DAY) % DAY
      if (areRoundTimesUnknown && ofDay % (DAY / 2) === 0) {
        start = clock.utc(local - ofDay)
        end = clock.utc(local - ofDay + DAY)
        madeDays++
      } else end = start + 1
    }
    if (end - start > longestHours * HOUR) continue
    from[i] = start
    to[i] = end
    kept[count++] = i
  }
  const order = sortedBy(kept.subarray(0, count), from, to, events.group)
  return {
    from: Float64Array.from(order, (i) => from[i] as number),
    to: Float64Array.from(order, (i) => to[i] as number),
    group: Int32Array.from(order, (i) => events.group[i] as number),
    leftOut: n - count,
    madeDays,
  }
}

/** By beginning, end and type: a number for beginning and place is sorted as numbers are, and only those that begin together are compared. */
function sortedBy(kept: Int32Array, from: Float64Array, to: Float64Array, group: ArrayLike<number>): Int32Array {
  const least = kept.reduce((low, i) => Math.min(low, from[i] as number), Number.POSITIVE_INFINITY)
  const wide = 2 ** Math.ceil(Math.log2(kept.length + 1))
  const keys = Float64Array.from(kept, (i, at) => ((from[i] as number) - least) * wide + at).sort()
  const order = Int32Array.from(keys, (key) => kept[key % wide] as number)
  for (let at = 0; at < order.length; ) {
    let end = at + 1
    while (end < order.length && from[order[end] as number] === from[order[at] as number]) end++
    if (end - at > 1)
      order
        .subarray(at, end)
        .sort((a, b) => (to[a] as number) - (to[b] as number) || (group[a] as number) - (group[b] as number))
    at = end
  }
  return order
}

/** Whole days, from the first to the last. */
function spanOf(from: Float64Array, to: Float64Array, clock: WallClock): { from: Minute; to: Minute } | null {
  if (from.length === 0) return null
  const last = to.reduce((most, end) => Math.max(most, end), Number.NEGATIVE_INFINITY)
  const first = clock.local(from[0] as number)
  return {
    from: clock.utc(Math.floor(first / DAY) * DAY),
    to: clock.utc(Math.ceil(clock.local(last) / DAY) * DAY),
  }
}

function partsOf(events: Float64Array, minutes: Float64Array): TimePart[] {
  const mean = events.reduce((sum, one) => sum + one, 0) / minutes.reduce((sum, one) => sum + one, 0)
  return Array.from(events, (count, at) => {
    const watched = minutes[at] as number
    return {
      events: count,
      hours: watched / HOUR,
      relative: watched === 0 || !(mean > 0) ? null : count / watched / mean,
    }
  })
}

function dispersionByDay(
  { from, group }: Counted,
  groups: number,
  span: { from: Minute; to: Minute },
  clock: WallClock,
): number | null {
  const dayOf = (utc: Minute): number => Math.floor(clock.local(utc) / DAY)
  const days = dayOf(span.to - 1) - dayOf(span.from) + 1
  if (days < 2) return null
  const counts = new Map<number, number>()
  const sizes = new Float64Array(groups)
  from.forEach((start, i) => {
    const g = group[i] as number
    const key = dayOf(start) * 256 + g
    counts.set(key, (counts.get(key) ?? 0) + 1)
    sizes[g] = (sizes[g] as number) + 1
  })
  // Σ(c − m)²/m is Σc²/m − n, days without any included.
  let [sum, freedom] = [0, 0]
  for (const [key, count] of counts) sum += (count * count * days) / (sizes[key % 256] as number)
  for (const size of sizes)
    if (size > 0) {
      sum -= size
      freedom += days - 1
    }
  return sum / freedom
}

/** Which events are moved as one. */
function membersOf({ from, group }: Counted, clock: WallClock, together: 'event' | 'day' | 'week'): number[][] {
  if (together === 'event') return Array.from(from, (_, i) => [i])
  const of = new Map<number, number[]>()
  from.forEach((start, i) => {
    const day = Math.floor(clock.local(start) / DAY)
    // A week begins on a Monday; 1970-01-01 was a Thursday.
    const key = (together === 'day' ? day : Math.floor((day + 3) / 7)) * 256 + (group[i] as number)
    const block = of.get(key)
    if (block) block.push(i)
    else of.set(key, [i])
  })
  return [...of.values()]
}
