import { z } from 'zod'
import { demand, StatisticsInvalid } from '../invalid.ts'
import { PUBLISH_REASONS, PUBLISH_VERDICTS } from '../publish-rule.ts'
import { survey } from '../survey.ts'
import { CHANGE_DOUBTS, surveyChange } from '../survey-change.ts'
import { LONELY_RULES } from '../survey-design.ts'
import { VERDICTS } from '../verdict.ts'
import { type CsvShape, method } from './stat-method.ts'

const id = z.union([z.string(), z.number()]).nullish()

const row = z.strictObject({
  answer: z.number().nullable().describe('a number, or 0/1 for a share; null is no answer, and stays in the design'),
  weight: z
    .number()
    .nullish()
    .describe('people that the row stands for, from 0; in every row or in none (then fpc / drawn, or 1)'),
  stratum: id,
  cluster: id.describe(
    'drawn first (house, person in a panel); a name belongs to its stratum; without: the row itself',
  ),
  fpc: z
    .number()
    .nullish()
    .describe('size of the stratum in what was drawn first: clusters where there are clusters, else people'),
  area: z.string().nullish(),
})

const csv: CsvShape = {
  field: 'rows',
  required: ['answer'],
  optional: ['weight', 'stratum', 'cluster', 'fpc', 'area'],
  text: ['stratum', 'cluster', 'area'],
  mayBeEmpty: ['answer', 'stratum', 'cluster', 'fpc', 'area'],
}

const options = {
  kind: z
    .enum(['share', 'mean'])
    .optional()
    .describe(
      'from the answers where not given: only 0 and 1 is a share, and where all but a few are (5 %) it has to be said',
    ),
  level: z.number().default(0.95),
  lonely: z
    .enum(LONELY_RULES)
    .default('adjust')
    .describe(
      'a stratum with one cluster: against the mean of all, as the other strata on average, as certain, or not at all',
    ),
  mayExceedN: z.boolean().default(true).describe("Korn and Graubard's effective n may be more than n, as in R"),
  clusterCorrelation: z
    .number()
    .default(0.05)
    .describe('how alike answers within a cluster are taken to be before they are seen, or where all are alike'),
  publish: z
    .strictObject({
      leastEffectiveN: z.number().default(30),
      widest: z.number().default(0.3).describe('an interval this wide is not shown'),
      narrow: z.number().default(0.05).describe('one this narrow is not too wide for its size'),
      widestRelative: z.number().default(1.3).describe('width over the smaller of the share and the rest, at most'),
      leastDegreesOfFreedom: z.number().default(8).describe('fewer: looked at by a person'),
      leastOfOneKind: z
        .number()
        .default(5)
        .describe('fewer effective answers of the rarer kind, or from fewer clusters: looked at by a person'),
    })
    .prefault({}),
  areas: z.array(z.string()).default([]).describe('areas to report though nobody answered there'),
  hierarchy: z
    .array(z.strictObject({ area: z.string(), into: z.string() }))
    .default([])
    .describe('given before the answers: an area and its group, a group and its own group'),
  leastPerArea: z
    .number()
    .default(30)
    .describe('effective n by weights and clusters alone; below, all areas of the group are reported together'),
}

const interval = z.object({ low: z.number(), high: z.number() }).nullable()
const estimate = {
  n: z.number(),
  missing: z.number(),
  population: z.number().describe('sum of weights'),
  clusters: z.number(),
  strata: z.number(),
  degreesOfFreedom: z.number().describe('clusters less strata with answers'),
  estimate: z.number().nullable(),
  se: z.number().nullable().describe('null where no cluster can be compared with another'),
  designEffect: z
    .number()
    .nullable()
    .describe('against simple random sampling without replacement; with, where weights add up to no more than n'),
  effectiveN: z.number().nullable().describe('may be more than n; where all are alike, as weights and clusters say'),
  interval: interval.describe('Korn and Graubard for a share, Student for a mean'),
  kornGraubard: interval,
  logit: interval,
  student: interval,
  publish: z.object({
    verdict: z.enum(PUBLISH_VERDICTS),
    reasons: z.array(z.enum(PUBLISH_REASONS)),
  }),
}
const reported = { name: z.string(), areas: z.array(z.string()), isMerged: z.boolean() }

export const surveyMethod = method({
  name: 'survey',
  data: ['rows'],
  about: [
    'Vad svarade folk, i hela kommunen och i varje område, och får siffran visas?',
    'What did people answer, in all and in each area, and may the figure be shown?',
  ],
  input: z.strictObject({ rows: z.array(row), ...options }),
  output: z.object({
    kind: z.enum(['share', 'mean']),
    total: z.object(estimate),
    areas: z.array(z.object({ ...reported, ...estimate })),
    merged: z
      .array(
        z.object({
          into: z.string(),
          areas: z.array(z.object({ area: z.string(), plannedEffectiveN: z.number() })),
        }),
      )
      .describe('reported together: too small a base, never because of what was answered'),
  }),
  csv,
  run: ({ rows, ...rest }) => survey(rows, rest),
})

const change = {
  before: z.object(estimate),
  after: z.object(estimate),
  difference: z.number().nullable().describe('after minus before'),
  se: z.number().nullable(),
  degreesOfFreedom: z.number().nullable(),
  interval: interval.describe('of the difference'),
  t: z.number().nullable(),
  p: z.number().nullable(),
  correlation: z.number().describe('of the two estimates, through clusters asked in both waves'),
  sharedClusters: z.number(),
  leastChange: z.number().nullable().describe('found in four cases of five'),
  verdict: z.enum(VERDICTS),
  doubts: z.array(z.enum(CHANGE_DOUBTS)),
}

const waveRow = row.extend({ wave: z.union([z.string(), z.number()]).describe('year or name of the wave') })

export const surveyChangeMethod = method({
  name: 'survey-change',
  data: ['rows'],
  about: ['Har svaren ändrats mellan två mätningar?', 'Have the answers changed between two waves of a survey?'],
  input: z.strictObject({
    rows: z.array(waveRow),
    waves: z
      .array(z.union([z.string(), z.number()]))
      .length(2)
      .optional()
      .describe('the first and the second; where not given the two that there are, by name'),
    overlap: z
      .enum(['by-id', 'none'])
      .default('by-id')
      .describe('by-id: the same cluster in both waves is the same people; none: names say nothing across waves'),
    hasBreak: z.boolean().default(false).describe('wording, mode or sampling was changed between the waves'),
    mayIgnoreBreak: z.boolean().default(false).describe('judge all the same; whoever says so answers for it'),
    leastEffectiveN: z.number().default(30).describe('of each wave; below, nothing is said'),
    ...options,
  }),
  output: z.object({
    waves: z.array(z.string()),
    kind: z.enum(['share', 'mean']),
    total: z.object(change),
    areas: z.array(
      z.object({
        ...reported,
        ...change,
        q: z.number().nullable().describe('p for all areas together (BH); the verdict is by it'),
      }),
    ),
    merged: z.array(z.object({ into: z.string(), areas: z.array(z.string()) })),
  }),
  csv: {
    ...csv,
    required: ['wave', 'answer'],
    text: [...(csv.text ?? []), 'wave'],
  },
  run: ({ rows, waves, ...rest }) => {
    const names = waves?.map(String) ?? wavesOf(rows)
    demand(names[0] !== names[1], 'waves', names, [
      'två mätningar som inte är samma',
      'two waves that are not the same',
    ])
    const at = names.map((name) => rows.flatMap(({ wave }, i) => (String(wave) === name ? [i] : [])))
    const [before = [], after = []] = at.map((own) => own.flatMap((i) => rows[i] ?? []))
    return byRows(at, () => ({ waves: names, ...surveyChange(before, after, rest) }))
  },
})

/** Tells an error of a row by where it stands among all, not in its wave. */
function byRows<Result>(at: readonly (readonly number[])[], work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof StatisticsInvalid)) throw error
    const [, wave, index, rest = ''] = /^(before|after)(?:\[(\d+)\](.*))?$/.exec(error.path) ?? []
    if (wave === undefined) throw error
    const own = at[wave === 'before' ? 0 : 1]?.[Number(index)]
    throw new StatisticsInvalid(own === undefined ? 'waves' : `rows[${own}]${rest}`, error.value, error.expected)
  }
}

/** Years come in their order, whichever way they are written. */
function wavesOf(rows: readonly { wave: string | number }[]): string[] {
  const names = [...new Set(rows.map(({ wave }) => String(wave)))]
  if (names.length !== 2)
    throw new StatisticsInvalid('waves', names, ['två mätningar, eller vilka två', 'two waves, or which two'])
  return names.sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1))
}
