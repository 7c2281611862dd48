import { z } from 'zod'
import { HEAVY_JOBS } from '../heavy-jobs.ts'
import { demand } from '../invalid.ts'
import type { TimePart, TimePattern } from '../time-pattern.ts'
import { readMoment, WallClock } from '../wall-clock.ts'
import { heavyMethod } from './stat-method.ts'

const part = {
  events: z.number().describe('aoristic: parts of events, by parts of their windows'),
  hours: z.number().describe('hours under watch'),
  relative: z
    .number()
    .nullable()
    .describe('events an hour over the mean of all hours under watch; null where none was'),
}

const test = z.object({ statistic: z.number(), p: z.number() })

const time =
  'ISO with Z or an offset, else wall time; 02:30 on the day it is skipped is 03:30, and the first where it comes twice'

export const timePatternMethod = heavyMethod({
  name: 'time-pattern',
  data: ['events'],
  about: [
    'När på dygnet, i veckan och på året händer det, och skiljer sig sorterna åt?',
    'When in the day, the week and the year does it happen, and do the types differ?',
  ],
  input: z.strictObject({
    events: z.array(
      z.strictObject({
        from: z.string().describe(`when it happened at the earliest: ${time}. A day alone is the whole of it`),
        to: z.string().optional().describe('at the latest; without it (or empty) the time is exact'),
        type: z.string().default('').describe('types are compared'),
      }),
    ),
    timeZone: z.string().default('Europe/Stockholm'),
    span: z
      .strictObject({ from: z.string(), to: z.string() })
      .optional()
      .describe(
        'first and last day under watch, both counted, as dates in the time zone; else from the day of the first event to that of the last',
      ),
    longestHours: z.number().optional().describe('windows longer than so are left out, and counted'),
    areRoundTimesUnknown: z
      .boolean()
      .default(false)
      .describe('exact times of 00:00 and 12:00 are taken for some time of that day'),
    together: z
      .enum(['event', 'day', 'week'])
      .default('event')
      .describe(
        'what belongs together in the tests: events of a type on one day or in one week, where they come in series',
      ),
    permutations: z.number().default(999),
    seed: z.number().default(1),
  }),
  output: z.object({
    n: z.number(),
    leftOut: z.number().describe('windows longer than longestHours'),
    madeDays: z.number().describe('times of 00:00 or 12:00 taken for the day'),
    span: z
      .object({ from: z.string(), to: z.string() })
      .nullable()
      .describe('moments in UTC: midnight before the first day and after the last'),
    windows: z
      .object({
        exact: z.number(),
        overDay: z.number(),
        overWeek: z.number(),
        medianHours: z.number().nullable(),
      })
      .describe('shares of the events counted: exact times, windows over 24 hours, over seven days'),
    week: z
      .array(z.object({ weekday: z.number(), hour: z.number(), ...part }))
      .describe('168 hours; weekday 1 is Monday'),
    hours: z.array(z.object({ hour: z.number(), ...part })),
    weekdays: z.array(z.object({ weekday: z.number(), ...part })),
    months: z.array(z.object({ month: z.number(), ...part })),
    heaping: z
      .array(
        z.object({
          what: z.enum(['full-hours', '00:00', '12:00']),
          count: z.number(),
          of: z.number(),
          ratio: z.number().nullable().describe('times as often as if nobody rounded'),
          p: z.number(),
          isHeaped: z.boolean(),
        }),
      )
      .describe('full hours against one minute in sixty; 00:00 and 12:00 against the full hours before and after'),
    dispersion: z
      .number()
      .nullable()
      .describe('variance over mean of how many of a type begin on a day; from about 1.5 say what belongs together'),
    even: test.nullable().describe('against an even week; null when some hour of the week was never under watch'),
    types: test.nullable().describe('all types against each other; null where there are not two'),
    byType: z.array(
      z.object({
        type: z.string(),
        n: z.number(),
        hours: z.array(z.number()).describe('events by hour of the day'),
        weekdays: z.array(z.number()),
        p: z.number().nullable().describe('the type against all'),
        q: z.number().nullable().describe('p with the number of types counted'),
      }),
    ),
  }),
  csv: { field: 'events', required: ['from'], optional: ['to', 'type'], text: ['from', 'to', 'type'] },
  jobOf: ({ events, timeZone, span, longestHours, permutations, seed, ...options }) => {
    const clock = WallClock.of(timeZone)
    const types = typesOf(events)
    const numbers = new Map(types.map((type, g) => [type, g]))
    const [from, to] = [new Float64Array(events.length), new Float64Array(events.length)]
    const isDay = new Uint8Array(events.length)
    events.forEach((event, i) => {
      const begins = readMoment(event.from, clock, `events[${i}].from`)
      const ends = event.to ? readMoment(event.to, clock, `events[${i}].to`) : begins
      // A day alone lasts until the next one begins, which is where a window off by a day would begin and end.
      demand(ends.next === null || begins.utc < ends.next, `events[${i}].to`, event.to, [
        `en tid som inte är före from (${event.from})`,
        `a time not before from (${event.from})`,
      ])
      from[i] = begins.utc
      to[i] = ends.next ?? ends.utc
      isDay[i] = begins.next !== null || ends.next !== null ? 1 : 0
    })
    demand(types.length <= 200, 'events', types.length, ['högst 200 sorter', 'at most 200 types'])
    return {
      timeZone,
      events: { from, to, isDay, group: Int32Array.from(events, ({ type }) => numbers.get(type) as number) },
      options: {
        ...options,
        permutations,
        seed,
        groups: Math.max(1, types.length),
        ...(longestHours !== undefined && { longestHours }),
        ...(span && { span: spanOf(span, clock) }),
      },
    }
  },
  divide: HEAVY_JOBS['time-pattern'],
  outputOf: ({ span, week, hours, weekdays, months, byGroup, tests, ...rest }: TimePattern, { events }) => {
    const of = (one: TimePart) => ({ events: one.events, hours: one.hours, relative: one.relative })
    const types = typesOf(events)
    const iso = (utc: number): string => new Date(utc * 60_000).toISOString()
    return {
      ...rest,
      span: span && { from: iso(span.from), to: iso(span.to) },
      week: week.map((one, h) => ({ weekday: Math.floor(h / 24) + 1, hour: h % 24, ...of(one) })),
      hours: hours.map((one, hour) => ({ hour, ...of(one) })),
      weekdays: weekdays.map((one, d) => ({ weekday: d + 1, ...of(one) })),
      months: months.map((one, m) => ({ month: m + 1, ...of(one) })),
      even: tests.even,
      types: tests.groups,
      byType: types.map((type, g) => ({
        type,
        n: byGroup[g]?.n ?? 0,
        hours: [...(byGroup[g]?.hours ?? [])],
        weekdays: [...(byGroup[g]?.weekdays ?? [])],
        p: tests.byGroup[g]?.p ?? null,
        q: tests.byGroup[g]?.q ?? null,
      })),
    }
  },
})

function typesOf(events: readonly { type: string }[]): string[] {
  return [...new Set(events.map(({ type }) => type))].sort()
}

function spanOf(span: { from: string; to: string }, clock: WallClock): { from: number; to: number } {
  const ends = readMoment(span.to, clock, 'span.to')
  return { from: readMoment(span.from, clock, 'span.from').utc, to: ends.next ?? ends.utc }
}
