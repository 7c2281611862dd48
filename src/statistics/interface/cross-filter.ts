import { z } from 'zod'
import { crossFilter, type Selection } from '../cross-filter.ts'
import type { Codes } from '../cross-filter-codes.ts'
import { demand, demandNumber } from '../invalid.ts'
import { method } from './stat-method.ts'
import { CODES } from './table-rows.ts'

const category = z.union([z.string(), z.number()])

const row = z.strictObject({
  at: z.array(category).optional().describe('a category of each dimension; in CSV columns d1, d2, … instead'),
  ...(Object.fromEntries(CODES.map((name) => [name, category.optional()])) as Record<
    (typeof CODES)[number],
    z.ZodOptional<typeof category>
  >),
  count: z.number().default(1).describe('how many the row stands for'),
})

const filter = z.strictObject({
  dimension: z.string(),
  values: z.array(category).optional().describe('categories that are let through; [] lets nothing through'),
  ranges: z
    .array(z.tuple([category, category]))
    .optional()
    .describe('instead: from and to in the order of the categories, both let through'),
})

type Dimension = z.output<typeof dimension>
const dimension = z.strictObject({
  name: z.string(),
  categories: z
    .array(category)
    .optional()
    .describe(
      'in their order, also those no row has; else those of the rows: numbers rising, then texts by their letters',
    ),
})

export const crossFilterMethod = method({
  name: 'cross-filter',
  data: ['rows'],
  about: [
    'Hur många händelser har varje timme, plats och sort, när de andra är begränsade till det valda?',
    'How many events has each hour, place and kind, with the others limited to what is chosen?',
  ],
  input: z.strictObject({
    dimensions: z.array(dimension).min(1).max(16).describe('in the order of the categories of a row'),
    rows: z.array(row),
    filters: z.array(filter).default([]).describe('at most one for each dimension'),
    views: z.array(z.string()).optional().describe('dimensions to count; all'),
    engine: z
      .enum(['auto', 'cube', 'scan'])
      .default('auto')
      .describe('the numbers are the same; auto takes the cube where it is small enough'),
  }),
  output: z.object({
    engine: z.enum(['cube', 'scan']),
    rows: z.number(),
    total: z.number().describe('of all counts'),
    passing: z.number().describe('of the counts that all filters let through'),
    views: z.array(
      z.object({
        dimension: z.string(),
        counts: z
          .array(z.object({ category, count: z.number() }))
          .describe('under the filters of all other dimensions, not its own'),
      }),
    ),
  }),
  csv: {
    field: 'rows',
    required: ['d1'],
    optional: [...CODES.slice(1), 'count'],
    text: [...CODES],
  },
  run: ({ dimensions, rows, filters, views, engine }) => {
    const numbers = new Map(dimensions.map(({ name }, d) => [name, d]))
    demand(numbers.size === dimensions.length, 'dimensions', dimensions.map(({ name }) => name).join(), [
      'olika namn',
      'different names',
    ])
    const numberOf = (name: string, path: string): number => {
      const found = numbers.get(name)
      demand(found !== undefined, path, name, [`någon av ${[...numbers.keys()]}`, `one of ${[...numbers.keys()]}`])
      return found
    }
    const cells = rows.map((one, r) => categoriesOf(one, dimensions.length, `rows[${r}]`))
    const made = dimensions.map((one, d) => coded(one, d, cells))
    const weights = rows.map(({ count }) => count)
    for (const [r, count] of weights.entries()) demandNumber(count, `rows[${r}].count`, { min: 0, isWhole: true })
    const found = crossFilter(
      made.map(({ codes, categories }) => ({ codes, cardinality: categories.length })),
      { engine, ...(weights.some((count) => count !== 1) && { weights }) },
    )
    const filtered = new Set<number>()
    for (const [f, one] of filters.entries()) {
      const d = numberOf(one.dimension, `filters[${f}].dimension`)
      demand(!filtered.has(d), `filters[${f}].dimension`, one.dimension, [
        'högst ett filter för varje dimension',
        'at most one filter for each dimension',
      ])
      filtered.add(d)
      found.select(d, selectionOf(one, made[d]?.codeOf ?? new Map(), `filters[${f}]`))
    }
    const shown = views?.map((name, v) => numberOf(name, `views[${v}]`)) ?? dimensions.map((_, d) => d)
    return {
      engine: found.engine,
      rows: rows.length,
      total: weights.reduce((sum, count) => sum + count, 0),
      passing: found.passing(),
      views: shown.map((d) => {
        const counts = found.counts(d)
        return {
          dimension: dimensions[d]?.name ?? '',
          counts: (made[d]?.categories ?? []).map((one, code) => ({ category: one, count: counts[code] ?? 0 })),
        }
      }),
    }
  },
})

type Category = z.output<typeof category>

function categoriesOf(one: z.output<typeof row>, dimensions: number, path: string): Category[] {
  const found = one.at ?? CODES.slice(0, dimensions).flatMap((name) => one[name] ?? [])
  demand(found.length === dimensions, one.at ? `${path}.at` : path, found.length, [
    `en kategori för var och en av de ${dimensions} dimensionerna`,
    `a category for each of the ${dimensions} dimensions`,
  ])
  return found
}

/** A code for each row, and what the codes stand for. 3 and "3" are one category: a CSV file cannot tell them apart. */
function coded(
  one: Dimension,
  d: number,
  cells: readonly Category[][],
): { codes: Codes; categories: Category[]; codeOf: Map<string, number> } {
  const categories = one.categories ?? inOrder(cells.map((at) => at[d] as Category))
  const codeOf = new Map(categories.map((name, code) => [String(name), code]))
  demand(codeOf.size === categories.length, `dimensions[${d}].categories`, categories.join(), [
    'olika kategorier',
    'different categories',
  ])
  const codes = new Uint32Array(cells.length)
  for (const [r, at] of cells.entries()) codes[r] = codeIn(codeOf, at[d] as Category, `rows[${r}].at[${d}]`)
  return { codes, categories, codeOf }
}

function codeIn(codeOf: ReadonlyMap<string, number>, name: Category, path: string): number {
  const code = codeOf.get(String(name))
  const known = [...codeOf.keys()].slice(0, 5).join(', ')
  demand(code !== undefined, path, name, [`någon av kategorierna (${known} …)`, `one of the categories (${known} …)`])
  return code
}

function inOrder(names: readonly Category[]): Category[] {
  const unique = [...new Map(names.map((name) => [String(name), name])).values()]
  const numberIn = (name: Category): number => (String(name).trim() === '' ? Number.NaN : Number(name))
  return unique.sort((a, b) => {
    const [x, y] = [numberIn(a), numberIn(b)]
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
    if (x !== y && !Number.isNaN(x)) return x < y ? -1 : 1
    return String(a) < String(b) ? -1 : 1
  })
}

function selectionOf(one: z.output<typeof filter>, codeOf: ReadonlyMap<string, number>, path: string): Selection {
  demand((one.values === undefined) !== (one.ranges === undefined), path, one.dimension, [
    'antingen values eller ranges',
    'either values or ranges',
  ])
  if (one.values) return { values: one.values.map((name, v) => codeIn(codeOf, name, `${path}.values[${v}]`)) }
  return {
    ranges: (one.ranges ?? []).map(([from, to], r) => {
      const codes = [
        codeIn(codeOf, from, `${path}.ranges[${r}][0]`),
        codeIn(codeOf, to, `${path}.ranges[${r}][1]`),
      ] as const
      demand(
        codes[0] <= codes[1],
        `${path}.ranges[${r}]`,
        [from, to],
        [
          'från före till i kategoriernas ordning (ett varv runt veckan är två ranges)',
          'from before to in the order of the categories (past the end of a week is two ranges)',
        ],
      )
      return codes
    }),
  }
}
