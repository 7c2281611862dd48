import { z } from 'zod'
import { countByGrid } from '../grid-counts.ts'
import { HEAVY_JOBS } from '../heavy-jobs.ts'
import { demand } from '../invalid.ts'
import { heavyMethod } from './stat-method.ts'

const atRandom = z
  .object({ mean: z.number(), low: z.number(), high: z.number() })
  .describe(
    'the same when events fall on places at random: the mean and where 95 of 100 worlds lie; of holding it is shareOfPlaces',
  )

export const concentrationMethod = heavyMethod({
  name: 'concentration',
  data: ['areas', 'points'],
  paths: { counts: 'areas[].count', x: 'points[].x', y: 'points[].y', places: 'among' },
  about: [
    'Hur många händelser har varje område eller ruta, och hur få platser samlar hälften av dem?',
    'How many events has each area or square, and how few places hold half of them?',
  ],
  input: z.strictObject({
    areas: z
      .array(z.strictObject({ name: z.string(), count: z.number().default(1) }))
      .optional()
      .describe(
        'named areas with their counts, or a row for each event; the same name is added up, 0 is an empty area',
      ),
    points: z
      .array(z.strictObject({ x: z.number().describe('metres, SWEREF 99 TM'), y: z.number() }))
      .optional()
      .describe('instead of areas: events, counted by square'),
    size: z.number().optional().describe('side of the squares in metres'),
    bounds: z
      .strictObject({ minX: z.number(), minY: z.number(), maxX: z.number(), maxY: z.number() })
      .optional()
      .describe('of the squares; else the rectangle that holds the points'),
    among: z.number().optional().describe('how many places there are, where more than those with a count'),
    shares: z.array(z.number()).default([0.25, 0.5]),
    replicates: z.number().default(999).describe('fewer where so many events or places would take many minutes'),
    seed: z.number().default(1),
  }),
  output: z.object({
    places: z
      .array(
        z.object({
          name: z.string().optional(),
          x: z.number().optional().describe('the middle of a square'),
          y: z.number().optional(),
          count: z.number(),
        }),
      )
      .describe('from the most events, those with as many in the order they came; empty squares are left out'),
    result: z
      .object({
        places: z.number(),
        events: z.number(),
        placesWithEvents: z.number(),
        replicates: z.number(),
        holding: z.array(
          z.object({ share: z.number(), places: z.number(), shareOfPlaces: z.number(), atRandom: atRandom }),
        ),
        gini: z.number(),
        giniAtRandom: atRandom,
        generalisedGini: z.number(),
        generalisedGiniAtRandom: atRandom,
        p: z.number(),
      })
      .nullable()
      .describe('null where nothing has happened'),
  }),
  csv: { field: 'areas', required: ['name'], optional: ['count'], text: ['name'] },
  jobOf: (input) => {
    const { shares, replicates, seed, among } = input
    const places = placesOf(input)
    // Where the number of squares that could have events is given, the empty ones beyond it (water, forest) do not count.
    const counts = among !== undefined && input.points ? places.counts.filter((count) => count > 0) : places.counts
    return { counts, options: { shares, replicates, seed, ...(among !== undefined && { places: among }) } }
  },
  divide: HEAVY_JOBS.concentration,
  outputOf: (result, input) => ({ places: placesOf(input).shown(), result }),
})

interface Places {
  counts: Float64Array
  /** Those with events by their names or middles, from the most; those with as many in the order they came. */
  shown(): { name?: string; x?: number; y?: number; count: number }[]
}

function placesOf({
  areas,
  points,
  size,
  bounds,
}: {
  areas?: { name: string; count: number }[] | undefined
  points?: { x: number; y: number }[] | undefined
  size?: number | undefined
  bounds?: Parameters<typeof countByGrid>[3] | undefined
}): Places {
  if (areas) {
    demand(points === undefined, 'points', points?.length, ['bara areas eller points', 'only areas or points'])
    for (const [name, value] of Object.entries({ size, bounds }))
      demand(value === undefined, name, value, ['bara med points', 'only with points'])
    const byName = new Map<string, number>()
    for (const { name, count } of areas) byName.set(name, (byName.get(name) ?? 0) + count)
    return {
      counts: Float64Array.from(byName.values()),
      shown: () => fromMost([...byName].map(([name, count]) => ({ name, count }))),
    }
  }
  demand(points !== undefined, 'areas', undefined, ['areas, eller points och size', 'areas, or points and size'])
  demand(size !== undefined, 'size', undefined, ['rutornas sida i meter', 'the side of the squares in metres'])
  const grid = countByGrid(
    Float64Array.from(points, (point) => point.x),
    Float64Array.from(points, (point) => point.y),
    size,
    bounds,
  )
  return {
    counts: grid.counts,
    shown: () =>
      fromMost(
        Array.from(grid.counts, (count, at) => ({
          x: grid.minX + size * ((at % grid.columns) + 0.5),
          y: grid.minY + size * (Math.floor(at / grid.columns) + 0.5),
          count,
        })).filter(({ count }) => count > 0),
      ),
  }
}

function fromMost<T extends { count: number }>(places: T[]): T[] {
  return places.sort((a, b) => b.count - a.count)
}
