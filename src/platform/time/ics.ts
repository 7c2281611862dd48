import { addDays } from './clock.ts'

/** A day, or a time of a day, in somebody's calendar. */
export interface CalendarDay {
  /** The same at every fetch, so that a calendar changes the event instead of making a second one. */
  uid: string
  /** `YYYY-MM-DD`. */
  day: string
  title: string
  /** Null where the address of the program is not known. */
  url: string | null
  /** The instant when it begins; a day without one is a whole day. How long it lasts nobody has said. */
  startsAt?: Date
  place?: string
  /** Called off: a calendar that has it already shows so. */
  isCancelled?: boolean
}

/** RFC 5545 3.3.11: what means something in a value is written with a backslash; other control characters are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
}

const encoder = new TextEncoder()

/** RFC 5545 3.1: no line is longer than 75 octets; it goes on after a line break and a space, never inside a character. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const char of line) {
    const size = encoder.encode(char).length
    if (octets + size > 75) {
      lines.push(current)
      // The space that begins the next line counts.
      current = ' '
      octets = 1
    }
    current += char
    octets += size
  }
  return [...lines, current].join('\r\n')
}

/** A calendar of days and times (RFC 5545). METHOD is left out: it is a published calendar, no invitation that asks for an answer. */
export function toIcs(name: string, days: readonly CalendarDay[], at: Date): string {
  const instant = (one: Date): string => one.toISOString().replace(/[-:]|\.\d+/g, '')
  const compact = (day: string): string => day.replaceAll('-', '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samsyn//SV',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    ...days.flatMap((one) => [
      'BEGIN:VEVENT',
      `UID:${escaped(one.uid)}`,
      `DTSTAMP:${instant(at)}`,
      ...(one.startsAt
        ? [`DTSTART:${instant(one.startsAt)}`]
        : [
            `DTSTART;VALUE=DATE:${compact(one.day)}`,
            // The end is the day after: it is not itself part of the event.
            `DTEND;VALUE=DATE:${compact(addDays(one.day, 1))}`,
          ]),
      `SUMMARY:${escaped(one.title)}`,
      ...(one.place ? [`LOCATION:${escaped(one.place)}`] : []),
      ...(one.isCancelled ? ['STATUS:CANCELLED'] : []),
      ...(one.url === null ? [] : [`URL:${one.url.replace(/[^\x21-\x7E]/g, '')}`]),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
