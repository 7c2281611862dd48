import { z } from 'zod'
import { EDGES, relativeRisk } from '../density.ts'
import { KERNELS } from '../density-kernels.ts'
import { HEAVY_JOBS } from '../heavy-jobs.ts'
import { demand } from '../invalid.ts'
import { heavyMethod } from './stat-method.ts'

export const densityMethod = heavyMethod({
  name: 'density',
  data: ['points', 'population', 'mask'],
  paths: { x: 'points[].x', y: 'points[].y', weights: 'points[].weight', 'population.people': 'population[].people' },
  about: [
    'Hur tätt ligger händelserna, och hur tätt för dem som bor där?',
    'How dense are the events, and how dense for those who live there?',
  ],
  input: z.strictObject({
    points: z.array(
      z.strictObject({
        x: z.number().describe('metres, SWEREF 99 TM'),
        y: z.number().describe('metres'),
        weight: z.number().default(1).describe('events on the spot'),
      }),
    ),
    window: z.strictObject({ minX: z.number(), minY: z.number(), maxX: z.number(), maxY: z.number() }),
    columns: z.number().default(320),
    rows: z.number().default(240),
    kernel: z.enum(KERNELS).default('quartic'),
    sigma: z.number().describe('bandwidth in metres: standard deviation along each axis, not the radius'),
    edge: z
      .enum(EDGES)
      .default('none')
      .describe('what is done about the part of a kernel outside the window; not none: no point may lie outside it'),
    tolerance: z.number().optional().describe('gaussian only: where it is cut, as a share of its height; 1e-9'),
    isMerged: z
      .boolean()
      .default(false)
      .describe(
        'a preview of very many points: those of one square count as one, and largestError says how far off that can be',
      ),
    mask: z
      .array(z.union([z.literal(0), z.literal(1)]))
      .optional()
      .describe('0 leaves a square out (water), row by row from below'),
    population: z
      .array(z.strictObject({ x: z.number(), y: z.number(), people: z.number() }))
      .optional()
      .describe('gives the relative risk too'),
    leastPeople: z
      .number()
      .default(50)
      .describe(
        'fewer within the radius, or so near its rim that the kernel counts them as fewer, and no risk is told',
      ),
  }),
  output: z.object({
    columns: z.number(),
    rows: z.number(),
    sigma: z.number(),
    radius: z.number().describe('metres from a point to where its kernel ends'),
    outside: z
      .number()
      .describe(
        'points outside the window: their kernels may reach in; all of them is x and y swapped. With an edge correction they are refused',
      ),
    largestError: z.number().describe('no value is further from the true one; 0 is exact'),
    caption: z.string(),
    values: z.array(z.number().nullable()).describe('events per km², row by row from below; null where masked'),
    relative: z.array(z.number().nullable()).optional().describe('events per person over the whole window’s'),
    overall: z.number().optional().describe('events per person in the whole window'),
  }),
  csv: { field: 'points', required: ['x', 'y'], optional: ['weight'] },
  jobOf: ({ points, window, columns, rows, mask, kernel, sigma, edge, tolerance, isMerged }) => {
    demand(tolerance === undefined || kernel === 'gaussian', 'tolerance', tolerance, [
      'kärnan gaussian: de andra är exakta',
      'the gaussian kernel: the others are exact',
    ])
    return {
      x: Float64Array.from(points, (point) => point.x),
      y: Float64Array.from(points, (point) => point.y),
      // Shared between the threads, where a list of numbers would be copied to each.
      raster: { columns, rows, ...(mask && { mask: Uint8Array.from(mask, (value) => (value === 0 ? 0 : 1)) }) },
      options: {
        window,
        kernel,
        sigma,
        edge,
        isMerged,
        weights: Float64Array.from(points, (point) => point.weight),
        ...(tolerance !== undefined && { tolerance }),
      },
    }
  },
  divide: HEAVY_JOBS.density,
  outputOf: (surface, { points, columns, rows, mask, population, leastPeople, tolerance, ...rest }) => {
    const x = Float64Array.from(points, (point) => point.x)
    const y = Float64Array.from(points, (point) => point.y)
    const weights = Float64Array.from(points, (point) => point.weight)
    const options = { ...rest, weights, ...(tolerance !== undefined && { tolerance }) }
    const raster = { columns, rows, ...(mask && { mask }) }
    const isShown = (at: number): boolean => mask?.[at] !== 0
    const people = population ?? []
    const risk = population
      ? relativeRisk(
          { x, y },
          {
            x: Float64Array.from(people, (one) => one.x),
            y: Float64Array.from(people, (one) => one.y),
            people: Float64Array.from(people, (one) => one.people),
          },
          raster,
          { ...options, leastPeople },
        )
      : null
    demand(!population || risk !== null, 'population', people.length, [
      'minst en händelse och en invånare',
      'at least one event and one inhabitant',
    ])
    const inKm = (value: number): number => value * 1e6
    return {
      columns,
      rows,
      sigma: rest.sigma,
      radius: surface.radius,
      outside: points.filter(
        ({ x, y }) => x < rest.window.minX || x > rest.window.maxX || y < rest.window.minY || y > rest.window.maxY,
      ).length,
      largestError: inKm(surface.largestError),
      caption: `${rest.kernel}, σ ${round(rest.sigma)} m, radie ${round(surface.radius)} m, kanter: ${rest.edge}`,
      values: Array.from(surface.values, (value, at) => (isShown(at) ? inKm(value) : null)),
      ...(risk && {
        relative: Array.from(risk.relative, (value, at) => (isShown(at) && !Number.isNaN(value) ? value : null)),
        overall: risk.overall,
      }),
    }
  },
})

/** The caption is Swedish, as the map that it stands under. */
function round(metres: number): string {
  return String(Number(metres.toPrecision(4))).replace('.', ',')
}
