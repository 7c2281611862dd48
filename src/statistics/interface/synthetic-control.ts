import { z } from 'zod'
import { syntheticControl } from '../synthetic-control.ts'
import { VERDICTS } from '../verdict.ts'
import { method } from './stat-method.ts'

export const syntheticControlMethod = method({
  name: 'synthetic-control',
  data: ['treated', 'donors'],
  about: [
    'Vad hade hänt utan åtgärden, enligt en blandning av områden som inte hade den?',
    'What would have happened without the measure, by a mix of areas that did not have it?',
  ],
  input: z.strictObject({
    treated: z
      .array(z.number())
      .describe('outcome of the treated area, period by period: a rate, or counts of areas alike'),
    donors: z
      .array(z.strictObject({ name: z.string(), values: z.array(z.number()).describe('the same periods') }))
      .describe('areas without the measure, and out of its reach; 19 or more for a test at 5 %'),
    start: z.number().describe('index, from 0, of the first period with the measure; at least 6'),
    level: z.number().default(0.95),
    worstFit: z
      .number()
      .default(0.25)
      .describe('root mean square gap before the start over the treated mean; beyond it nothing is said'),
  }),
  output: z.object({
    weights: z.array(z.object({ name: z.string(), weight: z.number() })).describe('by name; they add up to 1'),
    synthetic: z.array(z.number()),
    gap: z.array(z.number()).describe('treated less synthetic'),
    fitBefore: z.number(),
    fitAfter: z.number(),
    relativeFit: z.number().nullable().describe('fitBefore over the treated mean before'),
    effect: z.number().describe('sum of the gaps after the start: fewer (−) or more (+)'),
    ratio: z.number().nullable().describe('treated over synthetic after the start'),
    growth: z.number().nullable().describe('fitAfter over fitBefore; null where the fit before is exact'),
    p: z.number().describe('share of areas, the treated one among them, whose gap grew as much from the same donors'),
    leastP: z.number().describe('no p can be smaller with so few areas'),
    placebos: z
      .array(
        z.object({
          name: z.string(),
          growth: z.number().nullable(),
          effect: z.number(),
          treatedGrowth: z.number().nullable().describe('of the treated area with the same donors'),
        }),
      )
      .describe('each donor as if it had been the treated one'),
    verdict: z.enum(VERDICTS),
  }),
  run: (input) => syntheticControl(input),
})
