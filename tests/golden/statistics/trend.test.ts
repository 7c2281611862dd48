import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stl } from '../../../src/statistics/stl.ts'
import { mannKendall, trend } from '../../../src/statistics/trend.ts'

const golden = JSON.parse(readFileSync(new URL('trend.json', import.meta.url), 'utf8')) as {
  counts: number[]
  period: number
  seasonalWindow: number | 'periodic'
  isRobust: boolean
  seasonal: number[]
  trend: number[]
  weights: number[]
  kendall: [s: number, variance: number, z: number, p: number, slope: number]
}[]

describe('säsong och trend', () => {
  it.each(golden.map((one, at) => [at + 1, one] as const))('serie %i delas upp som i R', (_nr, one) => {
    const { seasonal, trend, weights } = stl(one.counts, one)
    for (const [got, wanted, digits] of [
      [seasonal, one.seasonal, 8],
      [trend, one.trend, 8],
      [weights, one.weights, 7],
    ] as const)
      for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, digits)
  })
})

describe('volym och trend', () => {
  it('Mann–Kendall med lika värden och Theil–Sens lutning ger samma tal som R', () => {
    for (const { counts, kendall } of golden) {
      const { s, variance, z, p, slope } = mannKendall(counts)
      for (const [got, wanted] of [s, variance, z, p, slope].map((value, i) => [value, kendall[i] as number] as const))
        expect(Math.abs(got - wanted)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)))
    }
  })

  it('de sista veckorna som inte är klara visas, märks och prövas inte', () => {
    const counts = [...Array.from({ length: 30 }, (_, t) => 20 + (t % 3)), 2, 1]
    const result = trend({ counts, periodsPerYear: 12, incomplete: 2 })
    expect(result.periods.map(({ isIncomplete }) => isIncomplete).lastIndexOf(false)).toBe(29)
    expect(result.monotone).toEqual(trend({ counts: counts.slice(0, 30), periodsPerYear: 12 }).monotone)
  })

  it('jämför året hittills med lika lång del av åren före', () => {
    const year = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]
    const result = trend({ counts: [...year, ...year, 30, 30], periodsPerYear: 12 })
    expect(result.yearToDate).toMatchObject([
      { yearsBack: 1, ratio: 3, verdict: 'okning-trolig' },
      { yearsBack: 2, ratio: 3, verdict: 'okning-trolig' },
    ])
  })

  it.each([
    ['en period', [3], 'gar-inte-att-avgora'],
    ['bara nollor', Array(30).fill(0), 'gar-inte-att-avgora'],
    ['alla lika', Array(30).fill(7), 'gar-inte-att-avgora'],
    ['alla lika, två år', Array(24).fill(7), 'gar-inte-att-avgora'],
    ['fem perioder', [1, 2, 3, 4, 5], 'gar-inte-att-avgora'],
    ['en som stiger', Array.from({ length: 20 }, (_, t) => t), 'okning-trolig'],
  ])('%s: utan NaN', (_what, counts, verdict) => {
    const result = trend({ counts, periodsPerYear: 12 })
    expect(result.verdict).toBe(verdict)
    expect(JSON.stringify(result)).not.toMatch(/NaN|null,null/)
  })

  it('säger var det är fel', () => {
    expect(() => trend({ counts: [], periodsPerYear: 12 })).toThrow(/counts.*0/)
    expect(() => trend({ counts: [1, 2.5], periodsPerYear: 12 })).toThrow(/counts\[1\].*2\.5/)
    expect(() => trend({ counts: [1, 2], periodsPerYear: 0 })).toThrow(/periodsPerYear/)
    expect(() => trend({ counts: [1, 2], periodsPerYear: 12, incomplete: 3 })).toThrow(/incomplete.*3/)
  })
})
