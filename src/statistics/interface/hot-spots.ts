import { z } from 'zod'
import { HEAVY_JOBS } from '../heavy-jobs.ts'
import { QUADRANTS } from '../hot-spots.ts'
import { demand } from '../invalid.ts'
import { CORRECTIONS } from '../multiple-testing.ts'
import { heavyMethod } from './stat-method.ts'

export const hotSpotsMethod = heavyMethod({
  name: 'hot-spots',
  data: ['places'],
  paths: { x: 'places[].x', y: 'places[].y', counts: 'places[].count', expected: 'places[].expected' },
  about: [
    'Vilka platser har med sina grannar tydligt fler eller färre händelser än slumpen ger?',
    'Which places have, with their neighbours, clearly more or fewer events than chance gives?',
  ],
  input: z.strictObject({
    places: z
      .array(
        z.strictObject({
          x: z.number().describe('metres, SWEREF 99 TM; the middle of a square or of an area'),
          y: z.number().describe('metres'),
          count: z.number().describe('events, from 0; places without events belong to the list'),
          expected: z.number().optional().describe('population or expected count, for all places or for none'),
        }),
      )
      .describe('each on a spot of its own'),
    neighbours: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('queen'), size: z.number().describe('side of the squares in metres') }),
      z.strictObject({ kind: z.literal('band'), distance: z.number().describe('metres, the edge counted') }),
      z.strictObject({ kind: z.literal('nearest'), k: z.number().describe('as far away as the last enter with it') }),
      z.strictObject({
        kind: z.literal('list'),
        of: z
          .array(z.array(z.number()))
          .describe(
            'for each place the others, counted from 0, that are its neighbours, each once; taken as said, also where one names another that does not name it',
          ),
      }),
    ]),
    permutations: z.number().default(9999).describe('0 takes p from the normal distribution'),
    correction: z.enum(CORRECTIONS).default('bh'),
    seed: z.number().default(1),
  }),
  output: z.object({
    n: z.number(),
    tested: z.number().describe('places that took part: those with 0 expected do not'),
    permutations: z.number(),
    correction: z.enum(CORRECTIONS),
    global: z
      .object({ g: z.number(), expected: z.number(), z: z.number().nullable(), p: z.number().nullable() })
      .nullable()
      .describe(
        'Getis and Ord’s G of the whole map, places without neighbours counted (spdep leaves them out); null with `expected`, with fewer than four places, without neighbours or without two places with events',
      ),
    places: z
      .array(
        z.object({
          z: z.number().nullable().describe('Gi*'),
          p: z.number().nullable().describe('two-sided; null where there is nothing to compare with'),
          q: z.number().nullable().describe('p with the number of places counted'),
          effect: z.number().nullable().describe('mean of the place and its neighbours over the mean of all'),
          zWithoutSelf: z.number().nullable().describe('Gi: the neighbours alone against all other places'),
          neighbours: z.number().describe('how many, the place itself not counted'),
          moran: z
            .object({
              i: z.number(),
              z: z.number().nullable(),
              quadrant: z
                .enum(QUADRANTS)
                .nullable()
                .describe('the place and its neighbours, each above (high) or below the mean'),
            })
            .nullable(),
        }),
      )
      .describe('in the order of the input'),
  }),
  csv: { field: 'places', required: ['x', 'y', 'count'], optional: ['expected'] },
  jobOf: ({ places, ...options }) => {
    const given = places.filter((place) => place.expected !== undefined).length
    const without = places.findIndex((place) => place.expected === undefined)
    demand(given === 0 || given === places.length, `places[${without}].expected`, undefined, [
      `ett tal, som för ${given} av platserna`,
      `a number, as for ${given} of the places`,
    ])
    return {
      x: Float64Array.from(places, (place) => place.x),
      y: Float64Array.from(places, (place) => place.y),
      counts: Float64Array.from(places, (place) => place.count),
      options: {
        ...options,
        ...(given > 0 && { expected: Float64Array.from(places, (place) => place.expected ?? 0) }),
      },
    }
  },
  divide: HEAVY_JOBS['hot-spots'],
  outputOf: (found, { correction }) => ({ ...found, correction }),
})
