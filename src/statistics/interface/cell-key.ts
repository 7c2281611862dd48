import { z } from 'zod'
import { perturbedTable } from '../cell-key.ts'
import { demand } from '../invalid.ts'
import { perturbationTable } from '../perturbation-table.ts'
import { method } from './stat-method.ts'
import { codes, codesOf, columnsOf } from './table-rows.ts'

export const cellKeyMethod = method({
  name: 'cell-key',
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
        z.strictObject({
          name: z.string(),
          levels: z.array(z.array(z.string())).optional().describe('a hierarchy as rows of codes, finest first'),
          total: z.string().optional(),
          show: z.enum(['all', 'inner', 'groups', 'total']).optional(),
        }),
      )
      .optional()
      .describe('of the table; without records only the distributions are given'),
    records: z
      .array(z.strictObject({ id: z.string().describe('lasting, the same in every table'), ...codes }))
      .optional()
      .describe('events, each with its codes'),
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
    cells: z
      .array(z.object({ at: z.array(z.string()), value: z.number() }))
      .nullable()
      .describe('changed counts; they do not add up'),
  }),
  csv: { field: 'records', ...withId() },
  run: ({ dimensions, records, secret, ...options }) => {
    const distributions = perturbationTable(options)
    if (!records) return { distributions, cells: null }
    demand(dimensions !== undefined, 'dimensions', undefined, ['tabellens dimensioner', 'the dimensions of the table'])
    demand(secret !== undefined, 'secret', undefined, ['32 hexadecimala siffror', '32 hexadecimal digits'])
    const cells = perturbedTable(
      dimensions.map(({ name, levels, total, show }) => ({
        name,
        ...(levels && { levels }),
        ...(total !== undefined && { total }),
        ...(show && { show }),
      })),
      records.map((record, r) => ({ id: record.id, at: codesOf(record, `records[${r}]`) })),
      secret,
      options,
    )
    return { distributions, cells }
  },
})

function withId(): { required: string[]; optional: string[]; text: string[] } {
  const { required, optional, text } = columnsOf()
  return { required: ['id', ...required], optional, text: ['id', ...text] }
}
