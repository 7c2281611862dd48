import { z } from 'zod'
import { effect } from '../effect.ts'
import { interruptedSeries } from '../interrupted-series.ts'
import { isClear, VERDICTS } from '../verdict.ts'
import { EFFECT_DATA, effectAreas, weight } from './effect-areas.ts'
import { method } from './stat-method.ts'

const area = z.strictObject({
  before: z.number().describe('events before the start, whole, from 0'),
  after: z.number().describe('events after the start, over as long a time'),
  weight,
})
const interval = z.object({ low: z.number(), high: z.number() })
const rateRatio = z.object({ ratio: z.number(), low: z.number(), high: z.number() })

export const effectMethod = method({
  name: 'effect',
  data: EFFECT_DATA,
  about: [
    'Ändrade en åtgärd antalet händelser, jämfört med ett kontrollområde och med hänsyn till förflyttning?',
    'Did a measure change the number of events, beside a control area and with displacement counted?',
  ],
  input: z.strictObject({
    ...effectAreas(area),
  }),
  output: z.object({
    difference: z.number().describe('weighted displacement difference: events fewer (−) or more (+)'),
    se: z.number(),
    z: z.number(),
    p: z.number(),
    interval,
    local: z.number(),
    displacement: z.number().nullable(),
    rateRatio: z.object({ ratio: z.number(), interval }).nullable(),
    dispersion: z.number(),
    power: z.object({
      leastReductionPercent: z.number().nullable().describe('found in four cases of five; null beyond 100 %'),
      of20Percent: z.number().describe('chance of finding a reduction of 20 %'),
    }),
    verdict: z.enum(VERDICTS),
  }),
  run: ({ displacementTreated, displacementControl, ...input }) =>
    effect({
      ...input,
      ...(displacementTreated && { displacementTreated }),
      ...(displacementControl && { displacementControl }),
    }),
})

export const interruptedSeriesMethod = method({
  name: 'interrupted-series',
  data: ['counts', 'exposure'],
  about: [
    'Bröts en serie när åtgärden började, med trend och säsong borträknade?',
    'Was a series broken when the measure began, trend and season taken away?',
  ],
  input: z.strictObject({
    counts: z.array(z.number()).describe('events of each period, in order'),
    start: z.number().describe('index, from 0, of the first period with the measure in place'),
    exposure: z.array(z.number()).optional().describe('population or days of each period'),
    periodsPerYear: z.number().default(12),
    harmonics: z
      .number()
      .default(1)
      .describe('pairs of sine and cosine for the seasons; 0 is none, as with fewer than four periods a year'),
    hasSlopeChange: z.boolean().default(false),
    level: z.number().default(0.95),
  }),
  output: z.object({
    verdict: z.enum(VERDICTS),
    result: z
      .object({
        step: z
          .object({ poisson: rateRatio, quasiPoisson: rateRatio, student: rateRatio, p: z.number() })
          .describe(
            'rate right after the start over what it would have been; p and the verdict go by student, the widest: never a dispersion under 1',
          ),
        slope: rateRatio
          .nullable()
          .describe('how many times as fast the rate changes each period after the start; null without hasSlopeChange'),
        trendPerPeriod: rateRatio.describe('times the rate of the period before'),
        dispersion: z
          .number()
          .describe('variance over mean; 1 is Poisson, and under 1 quasiPoisson alone is narrower for it'),
        degreesOfFreedom: z.number(),
        fitted: z.array(z.number()).describe('events of each period'),
        counterfactual: z
          .array(z.number())
          .describe('events of each period, also those before, had the measure not come'),
      })
      .nullable()
      .describe(
        'null where the series cannot be fitted: nothing but zeros on one side, fewer periods than terms, or so few events that the terms take them apart',
      ),
  }),
  run: ({ exposure, ...input }) => {
    const result = interruptedSeries({ ...input, ...(exposure && { exposure }) })
    if (!result) return { verdict: 'gar-inte-att-avgora' as const, result }
    const { p, student } = result.step
    if (!isClear(p, input.level)) return { verdict: 'ingen-tydlig-skillnad' as const, result }
    return { verdict: student.ratio < 1 ? ('minskning-trolig' as const) : ('okning-trolig' as const), result }
  },
})
