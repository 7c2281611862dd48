import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossFilter, isMerged, type Selection } from '../../../src/statistics/cross-filter.ts'
import type { Codes, CrossDimension } from '../../../src/statistics/cross-filter-codes.ts'
import { crossFilterMethod } from '../../../src/statistics/interface/cross-filter.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { Random } from '../../../src/statistics/random.ts'

/** The definition: for each view the rows that are in the selections of all other dimensions. */
function written(
  dimensions: readonly CrossDimension[],
  selections: readonly (Selection | null)[],
  weights?: readonly number[],
): { counts: number[][]; passing: number } {
  const isIn = (d: number, row: number): boolean => {
    const selection = selections[d] ?? null
    const code = dimensions[d]?.codes[row] as number
    if (selection === null) return true
    if ('values' in selection) return selection.values.includes(code)
    return selection.ranges.some(([from, to]) => code >= from && code <= to)
  }
  const rows = [...(dimensions[0]?.codes.keys() ?? [])]
  const sum = (some: number[]) => some.reduce((total, row) => total + (weights?.[row] ?? 1), 0)
  return {
    counts: dimensions.map(({ codes, cardinality }, v) =>
      Array.from({ length: cardinality }, (_, code) =>
        sum(rows.filter((row) => codes[row] === code && dimensions.every((_other, d) => d === v || isIn(d, row)))),
      ),
    ),
    passing: sum(rows.filter((row) => dimensions.every((_, d) => isIn(d, row)))),
  }
}

const ARRAYS = [Uint8Array, Uint16Array, Uint32Array]

/** Dimensions, and a row of selections after each other. */
const world = fc
  .record({
    cardinalities: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
    rows: fc.oneof(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 400 })),
    seed: fc.integer(),
    isWeighted: fc.boolean(),
  })
  .chain(({ cardinalities, rows, seed, isWeighted }) => {
    const random = new Random(seed)
    const dimensions = cardinalities.map((cardinality, d) => ({
      codes: (ARRAYS[Math.max((seed + d) % 3, 0)] as typeof Uint8Array).from({ length: rows }, () =>
        random.below(cardinality),
      ) as Codes,
      cardinality,
    }))
    const weights = isWeighted ? Array.from({ length: rows }, () => random.below(4)) : undefined
    const steps = fc.array(
      fc.integer({ min: 0, max: cardinalities.length - 1 }).chain((dimension) => {
        const code = fc.integer({ min: 0, max: (cardinalities[dimension] as number) - 1 })
        const range = fc.tuple(code, code).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
        const selection: fc.Arbitrary<Selection | null> = fc.oneof(
          fc.constant(null),
          fc.record({ values: fc.array(code, { maxLength: 4 }) }),
          fc.record({ ranges: fc.array(range, { maxLength: 2 }) }),
        )
        return fc.record({ dimension: fc.constant(dimension), selection })
      }),
      { maxLength: 8 },
    )
    return fc.record({ dimensions: fc.constant(dimensions), weights: fc.constant(weights), steps })
  })

describe('histogram som filtrerar varandra', () => {
  it('ger samma antal ur kuben, genomgången och definitionen, efter varje val', () => {
    fc.assert(
      fc.property(world, ({ dimensions, weights, steps }) => {
        const filters = (['cube', 'scan'] as const).map((engine) =>
          crossFilter(dimensions, { engine, ...(weights && { weights }) }),
        )
        const selections: (Selection | null)[] = dimensions.map(() => null)
        for (const step of [null, ...steps]) {
          if (step) {
            selections[step.dimension] = step.selection
            for (const filter of filters) filter.select(step.dimension, step.selection)
          }
          const expected = written(dimensions, selections, weights)
          for (const filter of filters) {
            expect(dimensions.map((_, d) => [...filter.counts(d)])).toEqual(expected.counts)
            expect(filter.passing()).toBe(expected.passing)
          }
        }
      }),
      { numRuns: 300, seed: 20261205 },
    )
  })

  it('räknar lika över blockens gränser, med sexton dimensioner och med en timme som bestämmer veckodagen', () => {
    const random = new Random(7)
    const hour = Uint8Array.from({ length: 9000 }, () => random.below(168))
    const many = Array.from({ length: 14 }, () => ({
      codes: Uint8Array.from({ length: 9000 }, () => random.below(2)),
      cardinality: 2,
    }))
    const day = { codes: hour.map((code) => Math.floor(code / 24)), cardinality: 7 }
    for (const dimensions of [
      [{ codes: hour, cardinality: 168 }, day],
      [{ codes: hour, cardinality: 168 }, day, ...many],
    ]) {
      const last = dimensions.length - 1
      const selections: (Selection | null)[] = dimensions.map(() => null)
      const choose = (d: number, selection: Selection) => {
        selections[d] = selection
        for (const filter of filters) filter.select(d, selection)
      }
      const filters = (['cube', 'scan'] as const).map((engine) => crossFilter(dimensions, { engine }))
      choose(last, { values: [1] })
      choose(0, { ranges: [[20, 60]] })
      choose(1, { values: [1, 2] })
      const expected = written(dimensions, selections)
      for (const filter of filters) expect(dimensions.map((_, d) => [...filter.counts(d)])).toEqual(expected.counts)
    }
  })

  it('slår ihop rader när kuben är liten nog, och tar genomgången när paren är för många', () => {
    expect(isMerged([168, 20, 12, 60, 7], 10_000_000)).toBe(true)
    expect(isMerged([168, 20, 12, 60, 7], 1_000_000)).toBe(false)
    expect(isMerged([168, 20, 12, 60, 7, 2], 100_000_000)).toBe(false)
    const codes = Uint32Array.of(0, 4000, 1)
    const wide = [
      { codes, cardinality: 5000 },
      { codes, cardinality: 5000 },
    ]
    expect(crossFilter(wide).engine).toBe('scan')
    expect(() => crossFilter(wide, { engine: 'cube' })).toThrow(
      /engine: expected scan: the dimensions give 25000000 pairs/,
    )
    expect(crossFilter([{ codes: Uint8Array.of(1, 1, 0, 1, 1, 1), cardinality: 2 }]).cells).toBe(2)
  })

  it('nekar koder utanför, olika längder och val som inte finns', () => {
    const one = { codes: Uint8Array.of(0, 2), cardinality: 3 }
    expect(() => crossFilter([])).toThrow(/dimensions: expected 1 to 16/)
    expect(() => crossFilter([{ ...one, cardinality: 2 }])).toThrow(
      /dimensions\[0\]\.codes\[1\]: expected a whole number from 0 to 1, got 2/,
    )
    expect(() => crossFilter([one, { codes: Uint8Array.of(0), cardinality: 1 }])).toThrow(/as many as/)
    expect(() => crossFilter([one], { weights: [1, -1] })).toThrow(/weights\[1\]/)
    const filter = crossFilter([one])
    expect(() => filter.select(1, null)).toThrow(/dimension: expected a whole number from 0 to 0, got 1/)
    expect(() => filter.select(0, { values: [3] })).toThrow(/selection\.values\[0\]/)
    expect(() => filter.select(0, { ranges: [[2, 1]] })).toThrow(/selection\.ranges\[0\]\[1\]/)
    expect(() => filter.counts(5)).toThrow(/dimension/)
  })
})

describe('samsyn stat cross-filter', () => {
  const rows = [
    { d1: '9', d2: 'Berga' },
    { d1: '10', d2: 'Berga' },
    { d1: '10', d2: 'Ekängen', count: 3 },
  ]
  const run = (more: object) =>
    runMethod(crossFilterMethod, { dimensions: [{ name: 'timme' }, { name: 'plats' }], rows, ...more }, 'sv')

  it('räknar varje vy utan dess eget filter, tal i talordning', () => {
    expect(run({ filters: [{ dimension: 'plats', values: ['Berga'] }] })).toEqual({
      engine: 'cube',
      rows: 3,
      total: 5,
      passing: 2,
      views: [
        {
          dimension: 'timme',
          counts: [
            { category: '9', count: 1 },
            { category: '10', count: 1 },
          ],
        },
        {
          dimension: 'plats',
          counts: [
            { category: 'Berga', count: 2 },
            { category: 'Ekängen', count: 3 },
          ],
        },
      ],
    })
    const ranged = run({
      dimensions: [{ name: 'timme', categories: [8, 9, 10] }, { name: 'plats' }],
      filters: [{ dimension: 'timme', ranges: [[8, 9]] }],
      views: ['plats'],
    })
    expect(ranged).toMatchObject({ passing: 1, views: [{ counts: [{ count: 1 }, { count: 0 }] }] })
    expect(run({ rows: [] })).toMatchObject({ total: 0, views: [{ counts: [] }, { counts: [] }] })
  })

  it('säger vilket filter, vilken rad eller vilken vy som är fel', () => {
    expect(() => run({ filters: [{ dimension: 'plats', values: ['Bergaa'] }] })).toThrow(/filters\[0\]\.values\[0\]/)
    expect(() => run({ filters: [{ dimension: 'ort', values: [] }] })).toThrow(/filters\[0\]\.dimension/)
    expect(() => run({ filters: [{ dimension: 'plats' }] })).toThrow(/either values or ranges/)
    expect(() => run({ filters: [{ dimension: 'timme', ranges: [['10', '9']] }] })).toThrow(/two ranges/)
    expect(() => run({ views: ['ort'] })).toThrow(/views\[0\]: expected one of timme,plats/)
    expect(() => run({ rows: [{ d1: '9' }] })).toThrow(/rows\[0\]: expected a category for each of the 2/)
    expect(() => run({ dimensions: [{ name: 'timme', categories: ['9'] }, { name: 'plats' }] })).toThrow(
      /rows\[1\]\.at\[0\]/,
    )
  })
})
