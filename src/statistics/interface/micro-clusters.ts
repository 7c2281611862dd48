import { z } from 'zod'
import { demand } from '../invalid.ts'
import { microClusters } from '../micro-clusters.ts'
import { VERDICTS } from '../verdict.ts'
import { method } from './stat-method.ts'

export const microClustersMethod = method({
  name: 'micro-clusters',
  data: ['events'],
  paths: {
    x: 'events[].x',
    y: 'events[].y',
    weights: 'events[].weight',
    'time.days': 'events[].day',
    'time.from': 'period.from',
    'time.split': 'period.split',
    'time.to': 'period.to',
  },
  about: [
    'Vilka små områden samlar händelserna, och blir de fler eller färre där?',
    'Which small areas gather the events, and do they become more or fewer there?',
  ],
  input: z.strictObject({
    events: z.array(
      z.strictObject({
        x: z.number().describe('metres, SWEREF 99 TM'),
        y: z.number().describe('metres'),
        weight: z.number().default(1).describe('events on the spot, whole'),
        day: z.number().optional().describe('time in days, any origin; needed with period'),
      }),
    ),
    radius: z.number().default(100).describe('metres between events of a cluster, the edge counted'),
    least: z.number().default(5).describe('events within the radius that make a core'),
    margin: z.number().optional().describe('metres around the hull; half the radius where not given'),
    leastForHull: z.number().default(5).describe('clusters with fewer events have no hull'),
    period: z
      .strictObject({ from: z.number(), split: z.number(), to: z.number() })
      .optional()
      .describe('days: the events from split on are compared with those before it'),
  }),
  output: z.object({
    n: z.number(),
    alone: z.number().describe('events in no cluster'),
    clusters: z
      .array(
        z.object({
          n: z.number(),
          spots: z.number().describe('different spots; 1 is a single address'),
          share: z.number().describe('of all events'),
          x: z.number(),
          y: z.number(),
          hull: z
            .array(z.tuple([z.number(), z.number()]))
            .nullable()
            .describe(
              'closed and counter-clockwise; null with too few events, or where it has no area (margin 0 and all in a row)',
            ),
          trend: z
            .object({
              before: z.number(),
              after: z.number(),
              ratio: z.number().nullable(),
              p: z.number(),
              q: z.number().describe('p with the number of clusters counted'),
              verdict: z.enum(VERDICTS),
            })
            .nullable(),
        }),
      )
      .describe('from the most events'),
    of: z.array(z.number()).describe('the cluster of each event, from 0; −1 is none'),
  }),
  csv: { field: 'events', required: ['x', 'y'], optional: ['weight', 'day'] },
  run: ({ events, radius, least, margin, leastForHull, period }) => {
    const without = period ? events.findIndex((event) => event.day === undefined) : -1
    demand(without < 0, `events[${without}].day`, undefined, ['en dag, eftersom period är given', 'a day, with period'])
    const days = Float64Array.from(events, (event) => event.day ?? 0)
    const found = microClusters(
      Float64Array.from(events, (event) => event.x),
      Float64Array.from(events, (event) => event.y),
      {
        radius,
        least,
        leastForHull,
        weights: Float64Array.from(events, (event) => event.weight),
        ...(margin !== undefined && { margin }),
        ...(period && { time: { ...period, days } }),
      },
    )
    return { ...found, of: [...found.of] }
  },
})
