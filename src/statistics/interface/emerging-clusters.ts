import { z } from 'zod'
import { HEAVY_JOBS } from '../heavy-jobs.ts'
import { demand } from '../invalid.ts'
import { SCAN_MODELS } from '../scan-models.ts'
import { heavyMethod } from './stat-method.ts'

export const emergingClustersMethod = heavyMethod({
  name: 'emerging-clusters',
  data: ['events', 'population'],
  paths: {
    x: 'events[].x',
    y: 'events[].y',
    days: 'events[].day',
    counts: 'events[].count',
    isCase: 'events[].isCase',
    points: 'events',
    'population.x': 'population[].x',
    'population.y': 'population[].y',
    'population.people': 'population[].people',
  },
  about: [
    'Är det just nu fler händelser än väntat någonstans, och hur ovanligt är det?',
    'Are there more events than expected somewhere just now, and how unusual is it?',
  ],
  input: z.strictObject({
    events: z
      .array(
        z.strictObject({
          x: z.number().describe('metres, SWEREF 99 TM'),
          y: z.number().describe('metres'),
          day: z.number().describe('a whole number of days, any origin'),
          count: z
            .number()
            .default(1)
            .describe('events that the row stands for; 0 names a place where nothing has happened'),
          isCase: z.number().optional().describe('1 a case, 0 a control; for all rows or none'),
          name: z.string().optional().describe('of the place'),
        }),
      )
      .describe(
        'of the whole study period: what happened before tells what is expected. A place where nothing has happened takes part only if it is named with count 0',
      ),
    population: z
      .array(z.strictObject({ x: z.number(), y: z.number(), people: z.number(), name: z.string().optional() }))
      .optional()
      .describe('gives the Poisson model; without it, and without controls, the days are dealt out anew (permutation)'),
    radius: z.number().describe('largest radius in metres'),
    longest: z.number().describe('longest cluster in days, up to and with the last day'),
    least: z.number().default(3).describe('fewest cases of a cluster'),
    mostShare: z.number().default(0.5).describe('no circle holds more than this share of all cases or people'),
    from: z.number().optional().describe('first day of the study; that of the first event where not given'),
    to: z.number().optional().describe('last day of the study; that of the last event where not given'),
    replicates: z.number().default(999),
    enough: z
      .number()
      .optional()
      .describe(
        'stop rule (Besag and Clifford 1991): when so many worlds have had a cluster as remarkable no more are drawn; 20 is usual. Most days nothing is going on, and the answer comes sooner',
      ),
    everyDays: z.number().default(1).describe('days between two analyses like this one'),
    most: z.number().default(5).describe('clusters to tell at most'),
    seed: z.number().default(1),
  }),
  output: z.object({
    model: z.enum(SCAN_MODELS),
    n: z.number().describe('cases'),
    places: z.number().describe('different spots'),
    from: z.number(),
    to: z.number(),
    replicates: z.number(),
    clusters: z
      .array(
        z.object({
          x: z.number().describe('the middle'),
          y: z.number(),
          radius: z.number().describe('to the place furthest out'),
          from: z.number(),
          to: z.number(),
          cases: z.number(),
          expected: z.number(),
          ratio: z.number(),
          llr: z.number().describe('logarithm of the likelihood ratio'),
          p: z.number().describe('with all places, radii and lengths counted'),
          worlds: z.number().describe('that p is by: replicates, or fewer with enough'),
          recurrenceDays: z
            .number()
            .describe('so many days pass between clusters this remarkable where nothing happens'),
          members: z.array(z.number()).describe('rows of the input, from 0 (of the population where it is given)'),
          names: z.array(z.string()).describe('of the places, the nearest first'),
        }),
      )
      .describe('from the most remarkable; none shares a place with one before it'),
    furthestMove: z.number().nullable().describe('metres that a case was moved to where people live, at most'),
  }),
  csv: { field: 'events', required: ['x', 'y', 'day'], optional: ['count', 'isCase', 'name'], text: ['name'] },
  jobOf: ({ events, population, ...options }) => {
    const given = events.filter((event) => event.isCase !== undefined).length
    const without = events.findIndex((event) => event.isCase === undefined)
    demand(given === 0 || given === events.length, `events[${without}].isCase`, undefined, [
      `0 eller 1, som för ${given} av raderna`,
      `0 or 1, as for ${given} of the rows`,
    ])
    return {
      input: {
        x: Float64Array.from(events, (event) => event.x),
        y: Float64Array.from(events, (event) => event.y),
        days: Float64Array.from(events, (event) => event.day),
        counts: Float64Array.from(events, (event) => event.count),
        ...(given > 0 && { isCase: Float64Array.from(events, (event) => event.isCase ?? 0) }),
        ...(population && {
          population: {
            x: Float64Array.from(population, (one) => one.x),
            y: Float64Array.from(population, (one) => one.y),
            people: Float64Array.from(population, (one) => one.people),
          },
        }),
      },
      options: withoutUndefined(options),
    }
  },
  divide: HEAVY_JOBS['emerging-clusters'],
  outputOf: (result, { events, population }) => {
    const rows = population ?? events
    return {
      ...result,
      clusters: result.clusters.map((cluster) => ({
        ...cluster,
        names: [...new Set(cluster.members.flatMap((row) => rows[row]?.name ?? []))],
      })),
    }
  },
})

/** Without the options that were not given, so that their defaults hold. */
function withoutUndefined<
  T extends { from?: number | undefined; to?: number | undefined; enough?: number | undefined },
>({ from, to, enough, ...rest }: T) {
  return {
    ...rest,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(enough !== undefined && { enough }),
  }
}
