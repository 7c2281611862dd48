import { z } from 'zod'
import { demand } from '../invalid.ts'
import { smallAreas } from '../small-areas.ts'
import { method } from './stat-method.ts'

/** Columns of a file that are covariates, in their order. */
const COLUMNS = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6'] as const
const column = z.number().nullish()

const area = z.strictObject({
  area: z.string(),
  estimate: z.number().nullable().describe('from the answers of the area alone; null where it has none'),
  se: z.number().nullish().describe('standard error of the estimate, above 0'),
  effectiveN: z
    .number()
    .nullish()
    .describe('of a share, instead of se: the error is then smoothed, from the share of all areas together'),
  covariates: z.array(z.number()).optional().describe('known of every area, as many for all'),
  x1: column.describe('x1 … x6: covariates as columns, instead of the list'),
  x2: column,
  x3: column,
  x4: column,
  x5: column,
  x6: column,
})

const interval = z.object({ low: z.number(), high: z.number() })

export const smallAreasMethod = method({
  name: 'small-areas',
  data: ['areas'],
  about: [
    'Vad kan sägas om områden med få svar, när de lånar av områden som är som de?',
    'What can be said of areas with few answers, when they borrow from areas like them?',
  ],
  input: z.strictObject({
    areas: z.array(area),
    hasIntercept: z.boolean().default(true).describe('a covariate that is 1 everywhere, before the others'),
    level: z.number().default(0.95),
  }),
  output: z.object({
    verdict: z.enum(['gar-att-avgora', 'gar-inte-att-avgora']),
    result: z
      .object({
        betweenVariance: z.number().describe('A: variance of the areas around the regression (REML)'),
        isWithoutDifferences: z
          .boolean()
          .describe('A is 0: chance alone tells the areas from the regression, and all are shown as it says'),
        coefficients: z.array(z.object({ name: z.string(), estimate: z.number(), se: z.number() })),
        logLikelihood: z.number().describe('restricted'),
        degreesOfFreedom: z.number(),
        areas: z.array(
          z.object({
            area: z.string(),
            direct: z.number().nullable(),
            directSe: z.number().nullable(),
            synthetic: z.number().describe('from the covariates alone'),
            estimate: z.number().describe('EBLUP; the synthetic one where there is no direct one'),
            rootMse: z.number().describe('Prasad and Rao, Datta and Lahiri'),
            directWeight: z.number().describe('A / (A + D); 0 is all synthetic'),
            interval: interval
              .nullable()
              .describe(
                'by Student’s t and the larger of the errors at A by REML and at an A that is never 0 (Li and Lahiri): wider than rootMse alone says; null with fewer than three areas more than coefficients',
              ),
          }),
        ),
      })
      .nullable()
      .describe('null where there are no more areas with answers than coefficients'),
  }),
  csv: {
    field: 'areas',
    required: ['area', 'estimate'],
    optional: ['se', 'effectiveN', ...COLUMNS],
    text: ['area'],
    mayBeEmpty: ['estimate', 'se', 'effectiveN'],
  },
  run: ({ areas, ...options }) => {
    const result = smallAreas(
      areas.map(({ covariates, ...one }, i) => {
        const columns = columnsOf(one, i)
        demand(covariates === undefined || columns.length === 0, `areas[${i}].x1`, columns[0], [
          'covariates eller kolumnerna x1 … x6, inte båda',
          'covariates or the columns x1 … x6, not both',
        ])
        return { ...one, covariates: covariates ?? columns }
      }),
      options,
    )
    return { verdict: result ? ('gar-att-avgora' as const) : ('gar-inte-att-avgora' as const), result }
  },
})

/** The columns from x1 on as a list, without a gap. */
function columnsOf(one: Partial<Record<(typeof COLUMNS)[number], number | null | undefined>>, row: number): number[] {
  const values = COLUMNS.map((name) => one[name] ?? null)
  const count = values.findLastIndex((value) => value !== null) + 1
  return values.slice(0, count).map((value, k) => {
    demand(value !== null, `areas[${row}].x${k + 1}`, null, ['ett tal', 'a number'])
    return value
  })
}
