import { z } from 'zod'
import { HEAVY_JOBS } from '../heavy-jobs.ts'
import { heavyMethod } from './stat-method.ts'

const edges = (unit: string) =>
  z.array(z.number().nullable()).describe(`upper edges in ${unit}, rising; null as the last one is without end`)

const withoutEnd = (values: readonly (number | null)[]): number[] =>
  values.map((value) => value ?? Number.POSITIVE_INFINITY)

export const nearRepeatMethod = heavyMethod({
  name: 'near-repeat',
  data: ['points'],
  paths: { x: 'points[].x', y: 'points[].y', days: 'points[].day' },
  about: [
    'Kommer händelser som ligger nära varandra också nära i tid?',
    'Do events that are close in space also come close in time?',
  ],
  input: z.strictObject({
    points: z.array(
      z.strictObject({
        x: z.number().describe('metres, SWEREF 99 TM'),
        y: z.number().describe('metres'),
        day: z.number().describe('time in days, any origin'),
      }),
    ),
    bands: z
      .strictObject({
        distance: edges('metres').default([0.1, 100, 200, 300, 400]),
        time: edges('days').default([7, 14, 21, 28]),
        closed: z
          .enum(['left', 'right'])
          .default('right')
          .describe('right: a band is (a, b]; left: [a, b). The first always holds 0'),
      })
      .prefault({}),
    metric: z.enum(['euclidean', 'manhattan']).default('euclidean'),
    permutations: z.number().default(999),
    seed: z.number().default(1),
  }),
  output: z.object({
    n: z.number(),
    permutations: z.number(),
    bands: z.object({
      distance: z.array(z.string()),
      time: z.array(z.string()),
    }),
    cells: z
      .array(
        z.array(
          z.object({
            pairs: z.number(),
            expected: z.number(),
            median: z.number(),
            ratio: z.number().nullable().describe('pairs over the median; null where the median is 0'),
            p: z.number(),
          }),
        ),
      )
      .describe('a row for each distance band, a column for each time band'),
  }),
  csv: { field: 'points', required: ['x', 'y', 'day'] },
  jobOf: ({ points, bands, ...options }) => ({
    x: Float64Array.from(points, (point) => point.x),
    y: Float64Array.from(points, (point) => point.y),
    days: Float64Array.from(points, (point) => point.day),
    options: {
      ...options,
      bands: { distance: withoutEnd(bands.distance), time: withoutEnd(bands.time), closed: bands.closed },
    },
  }),
  divide: HEAVY_JOBS['near-repeat'],
  outputOf: (result, { bands }) => {
    const named = (values: readonly (number | null)[]): string[] => bandNames(withoutEnd(values), bands.closed)
    return { ...result, bands: { distance: named(bands.distance), time: named(bands.time) } }
  },
})

/** Bands as they are written in mathematics, so that nobody has to guess which end belongs. */
function bandNames(edges: readonly number[], closed: 'left' | 'right'): string[] {
  return edges.map((edge, at) => {
    const from = at === 0 ? 0 : edges[at - 1]
    const to = Number.isFinite(edge) ? String(edge) : '∞'
    const open = at === 0 || closed === 'left' ? '[' : '('
    return `${open}${from}, ${to}${closed === 'right' && to !== '∞' ? ']' : ')'}`
  })
}
