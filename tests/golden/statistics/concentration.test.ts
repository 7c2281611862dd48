import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { concentration, concentrationJob } from '../../../src/statistics/concentration.ts'
import { countByGrid } from '../../../src/statistics/grid-counts.ts'
import { concentrationMethod } from '../../../src/statistics/interface/concentration.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'

const golden = JSON.parse(readFileSync(new URL('concentration.json', import.meta.url), 'utf8')) as {
  counts: number[]
  gini: number
  generalised: number
  holding: number[]
  randomMean: number
  randomSd: number
}[]

describe('hur samlade händelserna är', () => {
  it.each(golden)('ger samma Gini och samma platser som R: $gini', (one) => {
    const got = concentration(one.counts, { replicates: 4000 })
    expect(got?.gini).toBeCloseTo(one.gini, 10)
    expect(got?.generalisedGini).toBeCloseTo(one.generalised, 10)
    expect(got?.holding.map(({ places }) => places)).toEqual(one.holding)
    expect(Math.abs((got?.giniAtRandom.mean ?? 0) - one.randomMean)).toBeLessThan((5 * one.randomSd) / Math.sqrt(4000))
  })

  it('säger till om så många omgångar att svaret inte kommer, och räknar med färre', () => {
    const call = (replicates: number) => () => concentrationJob([20_000_000], { places: 100_000_000, replicates })
    expect(call(999)).toThrow(/replicates: expected at most 83 with so many events and places/)
    expect(call(83)).not.toThrow()
  })

  it('ger de publicerade värdena', () => {
    expect(concentration([10, 8, 2, 0, 0, 0, 0, 0, 0, 0])?.gini).toBeCloseTo(0.78, 12)
    const sparse = concentration([5, 2, 1, 0, 0, 0, 0, 0, 0, 0])
    expect([sparse?.gini, sparse?.generalisedGini].map((value) => value?.toFixed(10))).toEqual([
      '0.8000000000',
      '0.7500000000',
    ])
  })

  it('räknar tomma platser som inte är uppräknade', () => {
    expect(concentration([5, 2, 1], { places: 10 })).toEqual(concentration([0, 5, 0, 0, 2, 0, 0, 1, 0, 0]))
  })

  it('kallar inte få händelser på många platser samlade, fast de flesta platser är tomma', () => {
    const counts = Array.from({ length: 100 }, (_, i) => (i < 20 ? 1 : 0))
    const got = concentration(counts)
    expect(got?.gini).toBeCloseTo(0.8, 10)
    expect(got?.generalisedGini).toBeCloseTo(0, 10)
    expect(got?.p).toBe(1)
  })

  it('drar slumpens världar lika väl med många händelser som med få', () => {
    // 100 places with 50 events each at random: the Gini of a Poisson of mean 50 is about σ / (μ√π) = 0.0798.
    const got = concentration(new Float64Array(100).fill(50), { replicates: 2000 })
    expect(Math.abs((got?.giniAtRandom.mean ?? 0) - 0.0793)).toBeLessThan(0.0015)
  })

  it.each([
    ['en enda plats', [7]],
    ['alla på en plats', [7, 0, 0]],
    ['en enda händelse', [0, 1, 0]],
    ['lika på alla', [3, 3, 3, 3]],
  ])('klarar %s utan NaN', (_what, counts) => {
    const got = concentration(counts, { replicates: 19 })
    expect(JSON.stringify(got)).not.toMatch(/NaN|Infinity|null/)
    expect(got?.gini).toBeGreaterThanOrEqual(0)
  })

  it('svarar inte där ingenting har hänt', () => {
    expect(concentration([0, 0, 0])).toBeNull()
    expect(concentration([], { places: 5 })).toBeNull()
  })

  it('beror bara av data, parametrar och frö', () => {
    const run = (seed: number) => concentration([5, 2, 1, 0, 0], { seed, replicates: 99 })
    expect(run(5)).toEqual(run(5))
    expect(run(5)).not.toEqual(run(6))
  })

  it('räknar i rutor som ligger på jämna mått, med nedre och vänstra kanten', () => {
    const grid = countByGrid([-1, 0, 99.9, 100, 250], [0, 0, 0, 100, 0], 100)
    expect(grid).toMatchObject({ minX: -100, minY: 0, columns: 4, rows: 2 })
    expect([...grid.counts]).toEqual([1, 2, 0, 1, 0, 0, 1, 0])
  })

  it('tar händelser med områdets namn, områden med antal, eller punkter', () => {
    const run = (input: object): unknown => runMethod(concentrationMethod, { replicates: 9, ...input }, 'sv')
    const byName = { result: { events: 3 }, places: [{ name: 'Berga', count: 2 }, { name: 'Alby' }, { name: 'Dalen' }] }
    const areas = ['Alby', 'Berga', 'Berga'].map((name) => ({ name }))
    expect(run({ areas: [...areas, { name: 'Dalen', count: 0 }] })).toMatchObject(byName)
    expect(run({ points: [{ x: 5, y: 5 }], size: 100 })).toMatchObject({
      places: [{ x: 50, y: 50, count: 1 }],
      result: { places: 1 },
    })
    expect(() => run({})).toThrow(/areas/)
    expect(() => run({ points: [{ x: 5, y: 5 }] })).toThrow(/size/)
  })

  it('säger var det är fel', () => {
    expect(() => concentration([1, -1])).toThrow(/counts\[1\]/)
    expect(() => concentration([1, 2], { places: 1 })).toThrow(/places: expected a whole number from 2/)
    expect(() => concentration([1, 2], { shares: [0] })).toThrow(/shares\[0\]/)
    expect(() => countByGrid([1], [1], 0)).toThrow(/size/)
    expect(() => countByGrid([], [], 100)).toThrow(/points/)
    expect(() => countByGrid([0, 1e9], [0, 1e9], 1)).toThrow(/size.*squares/)
    expect(() => countByGrid([5], [50], 10, { minX: 0, minY: 0, maxX: 20, maxY: 20 })).toThrow(/points\[0\]/)
  })
})
