import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stl } from '../../../src/statistics/stl.ts'
import { mannKendall, trend } from '../../../src/statistics/trend.ts'
import { fromR } from './from-r.ts'

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

  it('räknar med de största tal som tas emot, och säger till om större', () => {
    const call = (more: object) => trend({ counts: Array(36).fill(2e7), periodsPerYear: 12, ...more })
    expect(JSON.stringify(call({}))).not.toMatch(/NaN|Infinity/)
    expect(() => call({ counts: [1e15] })).toThrow(/counts\[0\]/)
    expect(() => call({ counts: [6e8, 6e8] })).toThrow(/counts: expected at most 10⁹ events in all/)
    expect(() => call({ counts: [1], exposures: [1e20] })).toThrow(/exposures\[0\]/)
  })

  it('jämför inget med det som kom före ett brott i lag eller kodning', () => {
    const after = Array.from({ length: 40 }, (_, t) => 12 + ((t * 7) % 5))
    const result = trend({ counts: [...Array(20).fill(90), ...after], periodsPerYear: 12, breakAt: 20 })
    // Twenty periods on the first of the series is no longer the first of its year.
    const alone = trend({ counts: after, periodsPerYear: 12, firstOfYear: 8 })
    expect(result.monotone).toEqual(alone.monotone)
    expect(result.decomposition).toEqual(alone.decomposition)
    expect(result.yearToDate).toEqual(alone.yearToDate)
    expect(result.periods[19]).toMatchObject({ count: 90, isBeforeBreak: true })
    expect(result.periods[20]?.isBeforeBreak).toBe(false)
  })

  it('en period som saknas är ingen nolla', () => {
    const counts = Array.from({ length: 30 }, (_, t) => (t === 4 ? null : 10 + t))
    const { monotone, decomposition, periods } = trend({ counts, periodsPerYear: 1 })
    expect(monotone).toMatchObject({ s: (29 * 28) / 2, slope: 1 })
    expect(decomposition).toBeNull()
    expect(periods[4]).toMatchObject({ count: null, rate: null, interval: null })
    const monthly = trend({ counts: counts.map((count, t) => (t === 29 ? null : count)), periodsPerYear: 12 })
    expect(monthly.yearToDate).toEqual([])
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

const nile = fromR('cat(sprintf("[%s]", paste(as.numeric(Nile), collapse = ",")))') as number[] | null

describe.skipIf(!nile)('mot Nilens flöde 1871–1970 (delat underlag: när R finns)', () => {
  it('ger publicerade tal för Mann–Kendall och lutning', () => {
    const { s, z, slope } = mannKendall(nile ?? [])
    expect(s).toBe(-1387)
    expect(z).toBeCloseTo(-4.128067, 6)
    expect(slope).toBeCloseTo(-2.6, 10)
  })
})
