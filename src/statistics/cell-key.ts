import { demand } from './invalid.ts'
import { type PerturbationOptions, type PerturbationRow, perturbationTable } from './perturbation-table.ts'
import { sipHash } from './siphash.ts'
import { TableCells, type TableDimension } from './table-cells.ts'

const WHOLE = 2 ** 32

/**
 * A number for each record from its lasting id and a secret (SipHash-2-4): the same record has the same number in every table, today and
 * next year, and without the secret nobody can tell which.
 *
 * @param secret 32 hexadecimal digits, drawn once and kept (`openssl rand -hex 16`). @throws StatisticsInvalid
 */
export function recordKeys(ids: readonly string[], secret: string): Uint32Array {
  demand(/^[0-9a-f]{32}$/i.test(secret), 'secret', `${secret.length} tecken`, [
    '32 hexadecimala siffror',
    '32 hexadecimal digits',
  ])
  const bytes = Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(secret.slice(2 * i, 2 * i + 2), 16))
  const half = (at: number): number => new DataView(bytes.buffer).getUint32(at, true)
  const key = Uint32Array.of(half(4), half(0), half(12), half(8))
  const encoder = new TextEncoder()
  return Uint32Array.from(ids, (id) => sipHash(key, encoder.encode(id))[0])
}

/**
 * A count as it is shown. The key of a cell is the sum of its records' numbers, so the same records are always changed alike: in whatever
 * table, by whatever name, in whatever order.
 *
 * @param cellKey whole, from 0 to 2^32 − 1.
 */
export function perturbed(count: number, cellKey: number, table: readonly PerturbationRow[]): number {
  if (count === 0) return 0
  const row = table[Math.min(count, table.length) - 1] as PerturbationRow
  const share = cellKey / WHOLE
  let below = 0
  for (let at = 0; at < row.changes.length - 1; at++) {
    below += row.chances[at] as number
    if (share < below) return count + (row.changes[at] as number)
  }
  return count + (row.changes.at(-1) as number)
}

export interface TableRecord {
  /** Lasting: the same record has it in every table. */
  id: string
  /** A code of each dimension. */
  at: readonly string[]
}

/** A cell in more sums than this would have its changes averaged out. */
const MOST_SUMS = 12

/**
 * The standard error of the best linear guess by somebody who knows every other cell exactly: each sum that the cell is in tells it once, and changes of
 * different records are uncorrelated. It holds for one set of groupings. Somebody who may ask for others gets more sums, and averages.
 *
 * @param variance of the change of a count. @throws StatisticsInvalid
 */
export function leastStandardError(dimensions: readonly TableDimension[], variance: number): number {
  return Math.sqrt(variance / demandFewSums(dimensions))
}

/** How many sums a cell is in, whatever of them is shown. */
function demandFewSums(dimensions: readonly TableDimension[]): number {
  const sums = dimensions.reduce(
    (product, { levels }, d) => product * (1 + demandNested(levels, `dimensions[${d}].levels`)),
    1,
  )
  demand(sums <= MOST_SUMS, 'dimensions', sums, [
    `högst ${MOST_SUMS} summor som en cell är med i (dimensionernas nivåer och totalt, gånger varandra)`,
    `at most ${MOST_SUMS} sums that a cell is in (levels and total of the dimensions, multiplied)`,
  ])
  return sums
}

/** The number of levels, each group within one of the next. Groups that overlap would be sums whose difference is a single code. */
function demandNested(levels: TableDimension['levels'], path: string): number {
  // A code that came with the records would be seen to have some, also where its cell has become 0.
  demand(levels !== undefined && levels.length > 0, path, levels, [
    'alla koder, också de utan händelser',
    'all codes, also those without events',
  ])
  const within = new Map<string, string | undefined>()
  levels.forEach((codes, row) => {
    codes.forEach((code, level) => {
      const isNested = !within.has(code) || within.get(code) === codes[level + 1]
      demand(isNested, `${path}[${row}][${level + 1}]`, codes[level + 1], [
        `${within.get(code) ?? 'ingen grupp'}, som ${code} hör till i en tidigare rad: grupper får inte överlappa`,
        `${within.get(code) ?? 'no group'}, to which ${code} belongs in an earlier row: groups must not overlap`,
      ])
      within.set(code, codes[level + 1])
    })
  })
  return levels[0]?.length ?? 0
}

/**
 * A table of records with all its margins, each cell changed by its own key: what is shown does not add up, and is not meant to.
 *
 * @param dimensions decided once by whoever publishes, all codes given, groups nested. @param records all of them: no selection that is asked for.
 * @throws StatisticsInvalid
 */
export function perturbedTable(
  dimensions: readonly TableDimension[],
  records: readonly TableRecord[],
  secret: string,
  options: PerturbationOptions,
): { at: string[]; value: number }[] {
  const table = perturbationTable(options)
  demandFewSums(dimensions)
  const ids = new Set<string>()
  records.forEach(({ id }, r) => {
    demand(id !== '' && !ids.has(id), `records[${r}].id`, id, [
      'ett id som bara finns en gång',
      'an id that is there once',
    ])
    ids.add(id)
  })
  const cells = new TableCells(
    dimensions,
    records.map(({ at }) => ({ at, count: 1 })),
    'records',
  )
  const keys = recordKeys(
    records.map(({ id }) => id),
    secret,
  )
  const sums = new Float64Array(cells.inner.length)
  cells.ofRow.forEach((inner, r) => {
    sums[inner] = ((sums[inner] as number) + (keys[r] as number)) % WHOLE
  })
  return cells.cells.map(({ at, inner }) => {
    let [count, key] = [0, 0]
    for (const i of inner) {
      count += cells.inner[i] as number
      key = (key + (sums[i] as number)) % WHOLE
    }
    return { at, value: perturbed(count, key, table) }
  })
}
