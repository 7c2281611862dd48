import { z } from 'zod'
import { comparison, similarUnits } from '../comparison.ts'
import { demand, demandNumber } from '../invalid.ts'
import { COUNT, EXPOSURE } from '../limits.ts'
import { method } from './stat-method.ts'

export const comparisonMethod = method({
  name: 'comparison',
  data: ['units'],
  paths: {
    counts: 'units[].count',
    exposures: 'units[].exposure',
    traits: 'units[].traits',
    unit: 'similarTo',
    wanted: 'similar',
  },
  about: [
    'Skiljer sig en kommun från liknande kommuner mer än slumpen?',
    'Does a municipality differ from similar ones by more than chance?',
  ],
  input: z.strictObject({
    units: z
      .array(
        z.strictObject({
          name: z.string(),
          count: z.number().describe('events, whole, from 0'),
          exposure: z.number().describe('population or person-years'),
          traits: z
            .array(z.number())
            .optional()
            .describe('what tells which units are alike; in the same order for all'),
        }),
      )
      .describe('in any order; results come in the same, there is no ranking'),
    target: z.number().optional().describe('rate to compare with; the units together where not given'),
    levels: z.array(z.number()).default([0.95, 0.998]),
    similarTo: z.string().optional().describe('compare only with the units most like this one'),
    similar: z.number().default(10).describe('how many of them'),
  }),
  output: z.object({
    target: z.number(),
    winsorisedDispersion: z.number().describe('as published (Spiegelhalter 2005)'),
    dispersion: z.number().describe('with what the winsorising takes away given back; this widens the limits'),
    isOverdispersed: z.boolean(),
    shrinkage: z.object({ mean: z.number(), variance: z.number() }),
    units: z.array(
      z.object({
        name: z.string(),
        rate: z.number().nullable(),
        expected: z.number(),
        limits: z.array(z.object({ level: z.number(), low: z.number(), high: z.number() })).nullable(),
        z: z.number().nullable(),
        p: z.number().nullable(),
        shrunk: z.number().nullable(),
      }),
    ),
  }),
  csv: { field: 'units', required: ['name', 'count', 'exposure'], text: ['name'] },
  run: ({ units, target, levels, similarTo, similar }) => {
    // Before some are chosen, so that an error tells the unit by its place in the input.
    units.forEach(({ count, exposure }, i) => {
      demandNumber(count, `units[${i}].count`, COUNT)
      demandNumber(exposure, `units[${i}].exposure`, { min: 0, max: EXPOSURE.max })
    })
    const chosen = similarTo === undefined ? units : alike(units, similarTo, similar)
    const result = comparison({
      counts: chosen.map(({ count }) => count),
      exposures: chosen.map(({ exposure }) => exposure),
      levels,
      ...(target !== undefined && { target }),
    })
    return { ...result, units: result.units.map((unit, i) => ({ name: chosen[i]?.name ?? '', ...unit })) }
  },
})

/** The named unit and those most like it, in the order they were given. */
function alike<U extends { name: string; traits?: number[] | undefined }>(
  units: readonly U[],
  name: string,
  similar: number,
): U[] {
  const own = units.findIndex((unit) => unit.name === name)
  demand(own >= 0, 'similarTo', name, ['namnet på en av enheterna', 'the name of one of the units'])
  const again = units.findIndex((unit, i) => i > own && unit.name === name)
  demand(again < 0, `units[${again}].name`, name, ['ett namn som bara finns en gång', 'a name that is there once'])
  demand((units[own]?.traits ?? []).length > 0, `units[${own}].traits`, units[own]?.traits, [
    'minst en egenskap, som säger vilka som är lika',
    'at least one, to tell which are alike',
  ])
  const found = similarUnits(
    units.map((unit) => unit.traits ?? []),
    own,
    Math.min(similar, units.length - 1),
  )
  return [own, ...found].sort((a, b) => a - b).flatMap((i) => units[i] ?? [])
}
