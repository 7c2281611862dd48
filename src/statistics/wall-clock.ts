import { dayNumber, daysIn } from './civil-days.ts'
import { demand } from './invalid.ts'

/** Minutes since 1970-01-01 00:00 UTC; whole. */
export type Minute = number

const DAY = 1440
const FIRST_YEAR = 1970
const LAST_YEAR = 2099

/** What the clocks on the wall show in a time zone: where they are put forward or back, and how far they are from UTC. */
export class WallClock {
  /** Rising; before the first and after the last the clocks are not put forward or back. */
  readonly changes: Minute[] = []
  /** Minutes ahead of UTC before the first change, between it and the second, and so on. */
  private readonly offsets: number[] = []
  private at = 0

  /** @throws StatisticsInvalid where there is no such zone. */
  static of(zone: string): WallClock {
    const known = CLOCKS.get(zone)
    if (known) return known
    const made = new WallClock(zone)
    CLOCKS.set(zone, made)
    return made
  }

  private constructor(zone: string) {
    const offsetOf = offsetReader(zone)
    let before = Date.UTC(FIRST_YEAR, 0, 1) / 60_000
    const end = Date.UTC(LAST_YEAR + 1, 0, 1) / 60_000
    let offset = offsetOf(before)
    this.offsets.push(offset)
    // No zone has put its clocks forward and back again within two weeks.
    for (let after = before + 14 * DAY; after < end; before = after, after += 14 * DAY) {
      const next = offsetOf(after)
      if (next === offset) continue
      let [low, high] = [before, after]
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (offsetOf(middle) === offset) low = middle
        else high = middle
      }
      this.changes.push(high)
      this.offsets.push(next)
      offset = next
    }
  }

  /** Minutes ahead of UTC, and until when. */
  ahead(utc: Minute): { offset: number; until: Minute } {
    const { changes } = this
    // Asked for in turn: most often the same stretch as before, or one beside it.
    while (this.at > 0 && utc < (changes[this.at - 1] as number)) this.at--
    while (this.at < changes.length && utc >= (changes[this.at] as number)) this.at++
    return { offset: this.offsets[this.at] as number, until: changes[this.at] ?? Number.POSITIVE_INFINITY }
  }

  /** What the wall shows, as minutes since 1970-01-01 00:00 there. */
  local(utc: Minute): Minute {
    return utc + this.ahead(utc).offset
  }

  /**
   * When the wall shows a time. A time that is skipped in spring is what it would be had the clocks not been put forward (02:30 is 03:30);
   * one that comes twice in autumn is the first.
   */
  utc(local: Minute): Minute {
    const first = local - this.ahead(local - 2 * DAY).offset
    if (this.local(first) === local) return first
    const second = local - this.ahead(local + 2 * DAY).offset
    return this.local(second) === local ? second : first
  }
}

const CLOCKS = new Map<string, WallClock>()

function offsetReader(zone: string): (utc: Minute) => number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  } catch {
    demand(false, 'timeZone', zone, ['en tidszon, som Europe/Stockholm', 'a time zone, such as Europe/Stockholm'])
    throw new Error(zone)
  }
  return (utc) => {
    const parts = new Map<string, number>(
      format.formatToParts(utc * 60_000).map(({ type, value }) => [type, Number(value)]),
    )
    const part = (type: string): number => parts.get(type) ?? 0
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / 60_000 - utc
  }
}

/** A moment as it was written. */
export interface Moment {
  utc: Minute
  /** Only a day: it begins here, and `next` is where the next one does. */
  next: Minute | null
}

/**
 * Reads `2026-03-29T02:30`, with a space for the T, with seconds, with `Z` or an offset; without an offset it is the wall's time. A day
 * alone is the whole of it.
 *
 * @throws StatisticsInvalid
 */
export function readMoment(text: string, clock: WallClock, path: string): Moment {
  const digits = (at: number, count: number): number => {
    let value = 0
    for (let i = at; i < at + count; i++) {
      const digit = text.charCodeAt(i) - 48
      if (!(digit >= 0 && digit <= 9)) return Number.NaN
      value = 10 * value + digit
    }
    return value
  }
  const [year, month, day] = [digits(0, 4), digits(5, 2), digits(8, 2)]
  const isDay =
    text[4] === '-' && text[7] === '-' && year >= FIRST_YEAR + 1 && year < LAST_YEAR && month >= 1 && day >= 1
  if (!isDay || month > 12 || day > daysIn(year, month)) return unreadable(text, path)
  const midnight = dayNumber(year, month, day) * DAY
  if (text.length === 10) return { utc: clock.utc(midnight), next: clock.utc(midnight + DAY) }
  const [hour, minute] = [digits(11, 2), digits(14, 2)]
  const isTime = (text[10] === 'T' || text[10] === ' ') && text[13] === ':' && hour < 24 && minute < 60
  if (!isTime) return unreadable(text, path)
  const local = midnight + 60 * hour + minute
  if (text.length === 16) return { utc: clock.utc(local), next: null }
  const rest = /^(?::[0-5]\d(?:[.,]\d+)?)?(?:(Z)|([+-])([01]\d):?([0-5]\d))?$/.exec(text.slice(16))
  if (!rest) return unreadable(text, path)
  const [, isUtc, sign, hours, minutes] = rest
  if (isUtc) return { utc: local, next: null }
  if (!sign) return { utc: clock.utc(local), next: null }
  const ahead = 60 * Number(hours) + Number(minutes)
  return { utc: local - (sign === '-' ? -ahead : ahead), next: null }
}

function unreadable(text: string, path: string): never {
  demand(false, path, text, [
    `en tid 1971–2098, som 2026-03-29T02:30, med Z eller +01:00 om den inte är väggklockans`,
    `a time in 1971–2098, such as 2026-03-29T02:30, with Z or +01:00 where it is not that of the wall`,
  ])
  throw new Error(text)
}
