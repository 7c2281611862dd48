import { z } from 'zod'
import { EDGES } from '../density.ts'
import { KERNELS } from '../density-kernels.ts'
import { FORESIGHT_VERDICTS, type Foresight } from '../foresight.ts'
import { HEAVY_JOBS } from '../heavy-jobs.ts'
import { demand } from '../invalid.ts'
import { scoreMap } from '../map-score.ts'
import { heavyMethod, method } from './stat-method.ts'

const score = z.object({
  share: z.number().describe('of the area'),
  hits: z.number().describe('events in it'),
  hitRate: z.number().nullable(),
  pai: z.number().nullable().describe('prediction accuracy index: hit rate over share of the area'),
  pei: z.number().nullable().describe('prediction efficiency index: hits over the most that any map could have had'),
  rri: z.number().nullable().describe('recapture rate index: hits after over before, over the same everywhere'),
})

const shares = z.array(z.number()).describe('parts of the area, from the highest down')

export const foresightScoreMethod = method({
  name: 'foresight-score',
  data: ['units'],
  paths: {
    predicted: 'units[].predicted',
    observed: 'units[].observed',
    area: 'units[].area',
    before: 'units[].before',
  },
  about: [
    'Hur mycket av det som hände låg där kartan sade att det skulle hända?',
    'How much of what happened lay where the map said that it would?',
  ],
  input: z.strictObject({
    units: z.array(
      z.strictObject({
        predicted: z.number().describe('what the map foresaw in the unit; ranked by this over its area'),
        observed: z.number().describe('what happened afterwards'),
        area: z.number().optional().describe('for all units or none; all alike where not given'),
        before: z
          .number()
          .optional()
          .describe('what had happened before, for the recapture rate: for all units or none'),
      }),
    ),
    shares: shares.default([0.01, 0.02, 0.05, 0.1]),
  }),
  output: z.object({ units: z.number(), events: z.number(), scores: z.array(score) }),
  csv: { field: 'units', required: ['predicted', 'observed'], optional: ['area', 'before'] },
  run: ({ units, shares }) => {
    const column = (name: 'area' | 'before'): Float64Array | null => {
      if (units.every((unit) => unit[name] === undefined)) return null
      return Float64Array.from(units, (unit, u) => {
        const value = unit[name]
        demand(value !== undefined, `units[${u}].${name}`, value, [
          'ett tal, som för de andra',
          'a number, as for others',
        ])
        return value
      })
    }
    const [area, before] = [column('area'), column('before')]
    const observed = Float64Array.from(units, (unit) => unit.observed)
    const scores = scoreMap(
      {
        predicted: Float64Array.from(units, (unit) => unit.predicted),
        observed,
        ...(area && { area }),
        ...(before && { before }),
      },
      shares,
    )
    return { units: units.length, events: observed.reduce((sum, one) => sum + one, 0), scores }
  },
})

export const foresightMethod = heavyMethod({
  name: 'foresight',
  data: ['points'],
  paths: { x: 'points[].x', y: 'points[].y', days: 'points[].day' },
  about: [
    'Förutser kartan var det händer, bättre än antalet i varje ruta?',
    'Does the map foresee where it happens, better than the count in each square?',
  ],
  input: z.strictObject({
    points: z.array(
      z.strictObject({
        x: z.number().describe('metres, SWEREF 99 TM'),
        y: z.number().describe('metres'),
        day: z.number().describe('time in days, any origin'),
      }),
    ),
    size: z.number().default(250).describe('side of the squares in metres'),
    bounds: z
      .strictObject({ minX: z.number(), minY: z.number(), maxX: z.number(), maxY: z.number() })
      .optional()
      .describe(
        'the area that is divided; else the rectangle that holds the points. Either way out to whole multiples of size',
      ),
    trainDays: z.number().default(365).describe('how many days back a map looks'),
    horizonDays: z.number().default(28).describe('how many days on it is asked about, and from one round to the next'),
    days: z
      .strictObject({ from: z.number(), to: z.number() })
      .optional()
      .describe('the first day and the day after the last; else those of the points'),
    bandwidths: z
      .array(z.number())
      .optional()
      .describe('standard deviations in metres that are tried; else once, twice and four times the side of a square'),
    halfLives: z
      .array(z.number())
      .default([])
      .describe('days in which an event comes to count half: counts and densities are tried so weighted too'),
    kernel: z.enum(KERNELS).default('quartic'),
    edge: z.enum(EDGES).default('uniform').describe('what is done about the part of a kernel outside the rectangle'),
    shares: shares.default([0.01, 0.02, 0.05, 0.1]),
    decideAt: z.number().default(0.05).describe('the share by which the map is picked and judged'),
    pickShare: z.number().default(0.5).describe('part of the rounds, the earlier, in which the map is picked'),
    level: z.number().default(0.95),
    permutations: z.number().default(999).describe('signs drawn, where more than ten rounds are not seen'),
    seed: z.number().default(1),
  }),
  output: z.object({
    columns: z.number(),
    rows: z.number(),
    minX: z.number(),
    minY: z.number(),
    rounds: z.object({ picking: z.number(), unseen: z.number() }),
    tried: z
      .array(
        z.object({
          name: z.string(),
          sigma: z.number().nullable(),
          halfLifeDays: z.number().nullable(),
          score: score.describe('in the rounds for picking, all together, at decideAt'),
        }),
      )
      .describe('the simple count first'),
    chosen: z.string().nullable().describe('most hits in the rounds for picking, the simple count aside'),
    unseen: z
      .array(z.object({ count: score, chosen: score }))
      .describe('by share, in the rounds not seen, all together'),
    byRound: z
      .array(
        z.object({
          day: z.number(),
          events: z.number(),
          count: z.number().describe('hits of the simple count at decideAt'),
          chosen: z.number(),
        }),
      )
      .describe('the rounds not seen'),
    difference: z
      .object({
        hitRate: z.number().describe('of the chosen less that of the simple count'),
        interval: z.object({ low: z.number(), high: z.number() }),
        p: z.number(),
      })
      .nullable()
      .describe('null with fewer than six rounds not seen that have events'),
    verdict: z.enum(FORESIGHT_VERDICTS).describe('the chosen map beside the simple count'),
  }),
  csv: { field: 'points', required: ['x', 'y', 'day'] },
  jobOf: ({ points, bounds, days, bandwidths, ...options }) => ({
    x: Float64Array.from(points, (point) => point.x),
    y: Float64Array.from(points, (point) => point.y),
    days: Float64Array.from(points, (point) => point.day),
    options: {
      ...options,
      bandwidths: bandwidths ?? [1, 2, 4].map((times) => times * options.size),
      ...(bounds && { bounds }),
      ...(days && { days }),
    },
  }),
  divide: HEAVY_JOBS.foresight,
  outputOf: (result: Foresight) => result,
})
