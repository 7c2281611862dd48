import { z } from 'zod'
import { trend } from '../trend.ts'
import { VERDICTS } from '../verdict.ts'
import { method } from './stat-method.ts'

export const trendMethod = method({
  name: 'trend',
  data: ['counts', 'exposures'],
  about: [
    'Hur många är det, och blir det fler eller färre?',
    'How many are there, and are they becoming more or fewer?',
  ],
  input: z.strictObject({
    counts: z.array(z.number().nullable()).describe('events of each period, in order; null is a missing period'),
    exposures: z.array(z.number()).optional().describe('population or days of each period'),
    periodsPerYear: z.number().describe('12 for months, 52 for weeks'),
    firstOfYear: z.number().default(0).describe('which period of its year the first one is, from 0'),
    incomplete: z.number().default(0).describe('last periods that are not all in: marked, and left out of every test'),
    breakAt: z
      .number()
      .default(0)
      .describe(
        'index, from 0, of the first period of a new law or coding: nothing before it is compared with anything',
      ),
    level: z.number().default(0.95),
  }),
  output: z.object({
    periods: z.array(
      z.object({
        count: z.number().nullable(),
        rate: z.number().nullable(),
        interval: z.object({ low: z.number(), high: z.number() }).nullable(),
        isIncomplete: z.boolean(),
        isBeforeBreak: z.boolean(),
      }),
    ),
    monotone: z
      .object({
        s: z.number().describe('pairs that rise less pairs that fall; with exposures and many equal counts not whole'),
        variance: z.number(),
        z: z.number(),
        p: z.number(),
        slope: z.number().describe('Theil–Sen: change of rate a period'),
      })
      .nullable()
      .describe('Mann–Kendall, by season where there are more than two years; null with fewer than 8 periods'),
    yearToDate: z
      .array(
        z.object({
          yearsBack: z.number(),
          ratio: z.number().nullable(),
          p: z.number(),
          verdict: z.enum(VERDICTS),
        }),
      )
      .describe(
        'the last year so far beside the same part of each year before, by the test of two-periods; years with a missing or uncompared period are left out',
      ),
    decomposition: z
      .object({
        seasonal: z.array(z.number()),
        trend: z.array(z.number()),
        remainder: z.array(z.number()),
        weights: z.array(z.number()),
      })
      .nullable()
      .describe('of the periods from the break to the last complete one; null with two years or less or with gaps'),
    verdict: z.enum(VERDICTS).describe('by the p of monotone'),
  }),
  run: ({ exposures, ...input }) => {
    const result = trend({ ...input, ...(exposures && { exposures }) })
    const found = result.decomposition
    return {
      ...result,
      decomposition: found && {
        seasonal: [...found.seasonal],
        trend: [...found.trend],
        remainder: [...found.remainder],
        weights: [...found.weights],
      },
    }
  },
})
