import { z } from 'zod'
import { DERIVATIONS } from '../derived-sums.ts'
import { auditPublications, protectTable } from '../disclosure-table.ts'
import { method } from './stat-method.ts'
import { named, tableDimension } from './table-dimensions.ts'
import { columnsOf, tableRow, tableRows } from './table-rows.ts'

const place = z
  .array(z.union([z.string(), z.array(z.string())]).nullable())
  .describe('for each dimension a code (also of a group or the total), several codes added up, or null for all')

const publication = z.strictObject({
  cells: z
    .array(
      z.strictObject({
        at: place,
        value: z.number().nullable().optional().describe('null: was hidden; a number must be what the rows give'),
        fate: z.string().optional().describe('as an earlier run printed it; the value is what counts'),
      }),
    )
    .describe('the cells that were shown; what an earlier run printed can be given as it is'),
  only: place
    .optional()
    .describe(
      'the codes it was made from, where not all: the months until then; events registered later are left out by a dimension for when they were registered',
    ),
})

const shared = {
  dimensions: z.array(tableDimension).describe('in the order of the codes of a row'),
  rows: z.array(tableRow).describe('inner cells with their counts; those that are not there are 0'),
  k: z.number().default(5).describe('counts from 1 to k − 1 are small'),
  mayNotShowZeros: z.boolean().default(false).describe('0 is small too'),
}

const smallSum = z.object({
  at: z.array(z.array(z.string())).describe('the inner cells of the small sum, by their codes'),
  sum: z.number(),
  kind: z
    .enum(DERIVATIONS)
    .describe(
      'sum: published or solved; contributor: solved by whoever is alone in a cell; ones: as many as there are cells, so that each is 1 where no zero is hidden; zeros: hidden zeros; unsearched: too many combinations, taken for known',
    ),
})

export const disclosureTableMethod = method({
  name: 'disclosure-table',
  data: ['rows', 'published'],
  about: [
    'Vilka celler i en tabell måste döljas för att inget litet antal ska gå att räkna ut?',
    'Which cells of a table must be hidden so that no small count can be worked out?',
  ],
  input: z.strictObject({ ...shared, published: z.array(publication).default([]).describe('already published') }),
  output: z.object({
    cells: z.array(
      z.object({
        at: z.array(z.string()),
        value: z.number().nullable().describe('null is hidden'),
        fate: z.enum(['shown', 'primary', 'secondary']).describe('for those who work with it: never to be published'),
      }),
    ),
    shown: z.number(),
    primary: z.number().describe('hidden since they are small'),
    secondary: z.number().describe('hidden so that the small ones cannot be solved'),
    shownIfSumsHidden: z.number().describe('how many would be shown if each sum with a small cell in it were hidden'),
    knownBefore: z.array(smallSum).describe('small sums that earlier publications have made known'),
  }),
  csv: { field: 'rows', ...columnsOf('count') },
  run: ({ dimensions, rows, ...options }) => protectTable(named(dimensions), tableRows(rows), options),
})

export const disclosureAuditMethod = method({
  name: 'disclosure-audit',
  data: ['rows', 'publications'],
  about: [
    'Går små antal att räkna ut ur flera publiceringar tillsammans?',
    'Can small counts be worked out from several publications together?',
  ],
  input: z.strictObject({ ...shared, publications: z.array(publication) }),
  output: z.object({
    isSafe: z.boolean(),
    found: z.array(smallSum),
  }),
  csv: { field: 'rows', ...columnsOf('count') },
  run: ({ dimensions, rows, publications, ...options }) => {
    const found = auditPublications(named(dimensions), tableRows(rows), publications, options)
    return { isSafe: found.length === 0, found }
  },
})
