import { z } from 'zod'
import { leastStandardError, perturbedTable } from '../cell-key.ts'
import { demand } from '../invalid.ts'
import { perturbationTable } from '../perturbation-table.ts'
import { method } from './stat-method.ts'
import { named, tableDimension } from './table-dimensions.ts'
import { codes, codesOf, columnsOf } from './table-rows.ts'

export const cellKeyMethod = method({
  name: 'cell-key',
  data: ['records'],
  secret: 'secret',
  about: [
    'Hur visas tabeller som vem som helst kan fråga fram, utan att någon enskild händelse går att utläsa?',
    'How are tables shown that anybody may ask for, so that no single event can be read from them?',
  ],
  input: z.strictObject({
    maxDeviation: z.number().describe('D: the largest change of a count'),
    variance: z.number().describe('V: of the change'),
    neverShown: z.number().default(2).describe('js: no cell shows from 1 to this many; 0 is no such rule'),
    dimensions: z
      .array(
        tableDimension.extend({
          levels: z
            .array(z.array(z.string()))
            .optional()
            .describe(
              'all codes as rows, finest first, then the group it belongs to, level by level; each group within one of the next level',
            ),
        }),
      )
      .optional()
      .describe(
        'the groupings of the table: decided once by whoever publishes and the same for ever, never taken from whoever asks, who with groupings of their own could average the changes out. A cell may be in at most 12 sums: the levels of each dimension and its total, multiplied. Without records only the distributions are given',
      ),
    records: z
      .array(z.strictObject({ id: z.string().describe('lasting, the same in every table'), ...codes }))
      .optional()
      .describe('events, each with its codes: always all of them, never a selection that somebody asks for'),
    secret: z
      .string()
      .optional()
      .describe('32 hexadecimal digits, drawn once and never changed nor published; with records'),
  }),
  output: z.object({
    distributions: z
      .array(
        z.object({
          count: z.number().describe('the last is for all from it on'),
          changes: z.array(z.number()),
          chances: z.array(z.number()),
        }),
      )
      .describe('how a count is changed; 0 never is'),
    leastStandardError: z
      .number()
      .nullable()
      .describe('of the best linear guess at a cell by somebody who knows every other cell; null without dimensions'),
    cells: z
      .array(z.object({ at: z.array(z.string()), value: z.number() }))
      .nullable()
      .describe('changed counts; they do not add up'),
  }),
  csv: { field: 'records', ...withId() },
  run: ({ dimensions, records, secret, ...options }) => {
    const distributions = perturbationTable(options)
    const left = dimensions ? leastStandardError(named(dimensions), options.variance) : null
    if (!records) return { distributions, leastStandardError: left, cells: null }
    demand(dimensions !== undefined, 'dimensions', undefined, ['tabellens dimensioner', 'the dimensions of the table'])
    demand(secret !== undefined, 'secret', undefined, ['32 hexadecimala siffror', '32 hexadecimal digits'])
    const cells = perturbedTable(
      named(dimensions),
      records.map((record, r) => ({ id: record.id, at: codesOf(record, `records[${r}]`) })),
      secret,
      options,
    )
    return { distributions, leastStandardError: left, cells }
  },
})

function withId(): { required: string[]; optional: string[]; text: string[] } {
  const { required, optional, text } = columnsOf()
  return { required: ['id', ...required], optional, text: ['id', ...text] }
}
