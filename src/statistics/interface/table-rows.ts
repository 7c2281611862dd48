import { z } from 'zod'
import { demand } from '../invalid.ts'

/** Codes in columns d1, d2 …, so that a table can come as CSV. */
export const CODES = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8'] as const

export const codes = {
  at: z.array(z.string()).optional().describe('a code of each dimension; in CSV columns d1, d2, … instead'),
  ...(Object.fromEntries(CODES.map((name) => [name, z.string().optional()])) as Record<
    (typeof CODES)[number],
    z.ZodOptional<z.ZodString>
  >),
}

export const tableRow = z.strictObject({ ...codes, count: z.number() })

/** The codes of a row, however they were given. @throws StatisticsInvalid */
export function codesOf(row: z.output<z.ZodObject<typeof codes>>, path: string): string[] {
  if (row.at === undefined)
    CODES.reduceRight((last, name) => {
      demand(last === '' || row[name] !== undefined, `${path}.${name}`, undefined, [
        `en kod, eftersom ${last} har en`,
        `a code, since ${last} has one`,
      ])
      return row[name] === undefined ? last : name
    }, '')
  const columns = CODES.flatMap((name) => row[name] ?? [])
  demand(row.at === undefined || columns.length === 0, `${path}.at`, row.at, [
    'at eller kolumnerna d1, d2 …, inte båda',
    'at or the columns d1, d2 …, not both',
  ])
  const found = row.at ?? columns
  demand(found.length > 0, `${path}.at`, undefined, ['en kod för varje dimension', 'a code for each dimension'])
  return found
}

export function tableRows(rows: readonly z.output<typeof tableRow>[]): { at: string[]; count: number }[] {
  return rows.map((row, r) => ({ at: codesOf(row, `rows[${r}]`), count: row.count }))
}

/** The columns of such rows in a CSV file. */
export function columnsOf(...numbers: string[]): { required: string[]; optional: string[]; text: string[] } {
  return { required: ['d1', ...numbers], optional: CODES.slice(1), text: [...CODES] }
}
