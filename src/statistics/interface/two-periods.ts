import { z } from 'zod'
import { twoPeriods } from '../two-periods.ts'
import { VERDICTS } from '../verdict.ts'
import { method } from './stat-method.ts'

const period = z.strictObject({
  count: z.number().describe('events, a whole number from 0'),
  exposure: z.number().describe('length of the period, or time × population, in any unit that both share'),
})

export const twoPeriodsMethod = method({
  name: 'two-periods',
  data: ['before', 'after', 'history'],
  about: [
    'Har antalet händelser ändrats mellan två perioder?',
    'Has the number of events changed between two periods?',
  ],
  input: z.strictObject({
    before: period,
    after: period,
    level: z.number().default(0.95).describe('share covered by the interval'),
    history: z.array(z.number()).default([]).describe('counts of at least 8 earlier periods of one length'),
  }),
  output: z.object({
    ratio: z.number().nullable().describe('second rate over the first; null where the first count is 0'),
    interval: z.object({ low: z.number(), high: z.number().nullable() }),
    p: z.number(),
    rootDifference: z.number().describe('2(√b − √a), b at the exposure of a'),
    rootDifferenceSe: z.number(),
    dispersion: z.number().describe('variance over mean of the history; 1 is Poisson'),
    test: z.enum(['e-test', 'quasi-poisson']),
    verdict: z.enum(VERDICTS).describe('a change is likely where p is at most 1 − level and the interval leaves out 1'),
  }),
  run: ({ before, after, level, history }) => twoPeriods(before, after, { level, history }),
})
