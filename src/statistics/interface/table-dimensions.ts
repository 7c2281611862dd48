import { z } from 'zod'
import type { TableDimension } from '../table-cells.ts'

export const tableDimension = z.strictObject({
  name: z.string(),
  levels: z
    .array(z.array(z.string()))
    .optional()
    .describe(
      'a hierarchy as rows of codes: finest code first, then what it belongs to, level by level (levels need not be nested)',
    ),
  total: z.string().optional().describe('what the sum over the dimension is called; Totalt'),
  show: z
    .enum(['all', 'inner', 'groups', 'total'])
    .optional()
    .describe('what of it is in the table; all. total: the dimension only serves to say what was published before'),
})

/** Without the fields that were not given, as the types demand. */
export function named(dimensions: readonly z.output<typeof tableDimension>[]): TableDimension[] {
  return dimensions.map(({ name, levels, total, show }) => ({
    name,
    ...(levels && { levels }),
    ...(total !== undefined && { total }),
    ...(show && { show }),
  }))
}
