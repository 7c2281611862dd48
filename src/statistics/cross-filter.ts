import type { CrossDimension } from './cross-filter-codes.ts'
import { FilterCube } from './cross-filter-cube.ts'
import { FilterScan } from './cross-filter-scan.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'

/** What is chosen of a dimension: ranges of codes, both ends belonging to them, or codes one by one. Nothing listed is nothing chosen. */
export type Selection = { ranges: readonly (readonly [from: number, to: number])[] } | { values: readonly number[] }

/** Histograms that filter each other: each counts the rows that the selections of all *other* dimensions let through. */
export interface CrossFilter {
  engine: 'cube' | 'scan'
  /** Rows, or cells that hold rows, that a first step goes through. */
  cells: number
  /** Chooses of a dimension; null is all of it. */
  select(dimension: number, selection: Selection | null): void
  /** Rows in each category of a dimension, under the selections of the others. */
  counts(dimension: number): Float64Array
  /** Rows that all selections let through. */
  passing(): number
}

export interface CrossFilterOptions {
  /** auto follows the rule of {@link engineFor}. */
  engine?: 'auto' | 'cube' | 'scan'
  /** How many each row stands for; 1. */
  weights?: ArrayLike<number>
}

/** The cells of a cross product that may be counted at once: 134 MB of them while the cube is built (268 MB with weights). */
export const MOST_CELLS = 2 ** 25
/** The cells of the tables that one dimension makes with each of the others: 32 MB. */
export const MOST_PAIR_CELLS = 2 ** 22
/** A bit for each dimension. */
const MOST_DIMENSIONS = 16

/**
 * Linked histograms ("cross-filter"). Two engines, the same whole numbers:
 * - scan: each row carries a bit for each selection that it fails, and a changed selection touches the rows that it lets in or shuts out.
 * - cube: rows with the same codes are merged (a data cube, Gray et al. 1997). The first step in a dimension counts its pairs with each of the
 *   others; while the same dimension is brushed a step only adds rows of these tables, whatever the number of rows (Moritz, Howe and Heer 2019).
 *
 * The codes are read, never written, and must not change while the filter lives.
 *
 * @throws StatisticsInvalid where a code is outside its cardinality, lengths differ, or a forced cube would take more than its memory.
 */
export function crossFilter(dimensions: readonly CrossDimension[], options: CrossFilterOptions = {}): CrossFilter {
  const { engine = 'auto', weights } = options
  demand(dimensions.length >= 1 && dimensions.length <= MOST_DIMENSIONS, 'dimensions', dimensions.length, [
    `1 till ${MOST_DIMENSIONS} dimensioner`,
    `1 to ${MOST_DIMENSIONS} dimensions`,
  ])
  const rows = dimensions[0]?.codes.length ?? 0
  for (const [d, { codes, cardinality }] of dimensions.entries()) {
    demandNumber(cardinality, `dimensions[${d}].cardinality`, { min: 0, max: 2 ** 24, isWhole: true })
    demandSameLength(dimensions[0]?.codes ?? [], codes, `dimensions[${d}].codes`, 'dimensions[0].codes')
    for (let i = 0; i < rows; i++)
      if ((codes[i] as number) >= cardinality)
        demandNumber(codes[i] as number, `dimensions[${d}].codes[${i}]`, {
          min: 0,
          max: cardinality - 1,
          isWhole: true,
        })
  }
  if (weights) {
    demandSameLength(dimensions[0]?.codes ?? [], weights, 'weights', 'dimensions[0].codes')
    demandNumbers(weights, 'weights', { min: 0, isWhole: true })
  }
  const amounts = weights ? Float64Array.from(weights) : null
  const cardinalities = dimensions.map(({ cardinality }) => cardinality)
  if (engine === 'cube') demandFits(cardinalities)
  const chosen = engine === 'auto' ? engineFor(cardinalities) : engine
  const made =
    chosen === 'cube'
      ? new FilterCube(dimensions, amounts, isMerged(cardinalities, rows))
      : new FilterScan(dimensions, amounts)
  return {
    engine: chosen,
    cells: made.cells,
    select: (dimension, selection) => made.select(dimension, chosenOf(selection, cardinalities, dimension)),
    counts: (dimension) => {
      demandDimension(dimension, cardinalities)
      return made.counts(dimension)
    },
    passing: () => made.passing(),
  }
}

/** The cube where its tables of pairs fit in {@link MOST_PAIR_CELLS} whichever dimension is brushed, else the scan. */
export function engineFor(cardinalities: readonly number[]): 'cube' | 'scan' {
  return largestPairs(cardinalities) <= MOST_PAIR_CELLS ? 'cube' : 'scan'
}

/** Rows are merged into cells where the cross product is at most {@link MOST_CELLS} and four times the rows: above it most cells hold one row. */
export function isMerged(cardinalities: readonly number[], rows: number): boolean {
  const cells = cardinalities.reduce((product, cardinality) => product * cardinality, 1)
  return cells <= Math.min(MOST_CELLS, 4 * rows)
}

function largestPairs(cardinalities: readonly number[]): number {
  const sum = cardinalities.reduce((total, cardinality) => total + cardinality, 0)
  return Math.max(...cardinalities.map((cardinality) => cardinality * (sum - cardinality)))
}

function demandFits(cardinalities: readonly number[]): void {
  const cells = largestPairs(cardinalities)
  demand(cells <= MOST_PAIR_CELLS, 'engine', 'cube', [
    `scan: dimensionerna ger ${cells} par av kategorier, fler än ${MOST_PAIR_CELLS}`,
    `scan: the dimensions give ${cells} pairs of categories, more than ${MOST_PAIR_CELLS}`,
  ])
}

function demandDimension(dimension: number, cardinalities: readonly number[]): void {
  demandNumber(dimension, 'dimension', { min: 0, max: cardinalities.length - 1, isWhole: true })
}

/** 1 for each code that is chosen. */
function chosenOf(selection: Selection | null, cardinalities: readonly number[], dimension: number): Uint8Array {
  demandDimension(dimension, cardinalities)
  const cardinality = cardinalities[dimension] as number
  const chosen = new Uint8Array(cardinality)
  if (selection === null) return chosen.fill(1)
  const last = cardinality - 1
  if ('values' in selection) {
    demandNumbers(selection.values, 'selection.values', { min: 0, max: last, isWhole: true })
    for (const value of selection.values) chosen[value] = 1
    return chosen
  }
  for (const [r, [from, to]] of selection.ranges.entries()) {
    demandNumber(from, `selection.ranges[${r}][0]`, { min: 0, max: last, isWhole: true })
    demandNumber(to, `selection.ranges[${r}][1]`, { min: from, max: last, isWhole: true })
    chosen.fill(1, from, to + 1)
  }
  return chosen
}
