import { z } from 'zod'
import { effectPower } from '../effect-power.ts'
import { EFFECT_DATA, effectAreas, weight } from './effect-areas.ts'
import { method } from './stat-method.ts'

const area = z.strictObject({
  expected: z.number().describe('events in a period as long as the one that will be counted after the start'),
  weight,
})

export const effectPowerMethod = method({
  name: 'effect-power',
  data: EFFECT_DATA,
  about: [
    'Hur stor måste en minskning vara för att synas – innan åtgärden börjar och innan någon har tittat?',
    'How large must a reduction be to show – before the measure begins and before anybody has looked?',
  ],
  input: z.strictObject({
    ...effectAreas(area),
    reductions: z.array(z.number()).default([10, 20, 30, 40, 50]).describe('per cent, to tell the power of'),
    periods: z.number().default(1).describe('periods of that length before, and as many after'),
  }),
  output: z.object({
    se: z.number().describe('of the weighted displacement difference where nothing changes'),
    dispersion: z.number(),
    leastReductionPercent: z
      .number()
      .nullable()
      .describe('found in four cases of five; null where not even 100 % would be'),
    curve: z.array(z.object({ reductionPercent: z.number(), power: z.number() })),
    periodsFor20Percent: z
      .number()
      .nullable()
      .describe('periods before and after until 20 % less is found in four cases of five; null beyond 100'),
    verdict: z.enum(['kan-visas', 'gar-inte-att-avgora']),
  }),
  run: ({ displacementTreated, displacementControl, ...input }) =>
    effectPower({
      ...input,
      ...(displacementTreated && { displacementTreated }),
      ...(displacementControl && { displacementControl }),
    }),
})
