import { z } from 'zod'
import { poissonAtLeast } from '../distributions.ts'
import { demand } from '../invalid.ts'
import { scanProbability, scanWindow } from '../scan-window.ts'
import { method } from './stat-method.ts'

export const scanWindowMethod = method({
  name: 'scan-window',
  data: ['events'],
  paths: {
    times: 'events[].day',
    lengths: 'chance.windows',
    mean: 'chance.mean',
    count: 'chance.count',
    exact: 'chance.exact',
  },
  about: [
    'Är den största anhopningen av händelser inom en viss tid mer än slumpen?',
    'Is the largest cluster of events within a length of time more than chance?',
  ],
  input: z.strictObject({
    events: z
      .array(z.strictObject({ day: z.number().describe('time in days (or any unit), any origin') }))
      .optional()
      .describe('the time of each event; give width, total and start too'),
    width: z.number().optional().describe('length of the window, in the unit of day; both ends belong to it'),
    total: z.number().optional().describe('length of the whole stretch'),
    start: z.number().default(0).describe('where the stretch begins; every event is from start to start + total'),
    rate: z
      .number()
      .optional()
      .describe('events per unit of time, where it is known beforehand; else that of the events'),
    chance: z
      .strictObject({
        windows: z.number().describe('the whole stretch in window lengths (total / width)'),
        mean: z.number().describe('events expected in a window'),
        count: z.number().describe('events in the fullest window'),
        exact: z
          .number()
          .default(2)
          .describe(
            'lengths taken off the exponent: 2 in Naus (1982). scanw(L, k, mu, n) is windows L, exact k, mean mu, count n',
          ),
      })
      .optional()
      .describe('instead of events: only the chance'),
  }),
  output: z.object({
    events: z.number().nullable(),
    rate: z.number().nullable(),
    isRateGiven: z.boolean().nullable(),
    largest: z.number().describe('most events in a window'),
    from: z.number().nullable().describe('time of the first of them, and of the last'),
    to: z.number().nullable(),
    p: z.number().nullable().describe('chance that some window holds as many; null where nothing has happened'),
    pOfOneWindow: z.number().nullable().describe('chance for one window chosen beforehand'),
  }),
  csv: { field: 'events', required: ['day'] },
  run: ({ events, chance, width, total, start, rate }) => {
    const hasOne = (events === undefined) !== (chance === undefined)
    demand(hasOne, 'events', events?.length, ['antingen events eller chance', 'either events or chance'])
    if (chance) {
      for (const [name, value] of Object.entries({ width, total, rate }))
        demand(value === undefined, name, value, ['bara med events', 'only with events'])
      const { windows, mean, count, exact } = chance
      const p = scanProbability(windows, mean, count, exact)
      const none = { events: null, rate: null, isRateGiven: null, from: null, to: null }
      return { ...none, largest: count, p, pOfOneWindow: poissonAtLeast(count, mean) }
    }
    demand(width !== undefined, 'width', width, ['fönstrets längd', 'the length of the window'])
    demand(total !== undefined, 'total', total, ['hela tidens längd', 'the length of the whole time'])
    return scanWindow(
      (events ?? []).map(({ day }) => day),
      { width, total, start, ...(rate !== undefined && { rate }) },
    )
  },
})
