import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../../src/statistics/distributions.ts'
import { mannKendall } from '../../../src/statistics/mann-kendall.ts'
import { Random } from '../../../src/statistics/random.ts'
import { stl } from '../../../src/statistics/stl.ts'
import { trend } from '../../../src/statistics/trend.ts'
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

  it('har exakta gränser för alla antal som tas emot', () => {
    const counts = [7484, 7659, 7805, 1_786_721, 4_496_981, 5_328_760, 10_000_000]
    for (let power = 3; power < 8.9; power += 0.02) counts.push(Math.round(10 ** power))
    for (const level of [0.5, 0.9, 0.95, 0.9999])
      for (const count of counts) {
        const [period] = trend({ counts: [count], periodsPerYear: 12, level }).periods
        const half = normalQuantile(1 - (1 - level) / 2) * Math.sqrt(count)
        expect(period?.interval?.low).toBeGreaterThan(count - 1.2 * half - 2)
        expect(period?.interval?.low).toBeLessThan(count)
        expect(period?.interval?.high).toBeGreaterThan(count)
        expect(period?.interval?.high).toBeLessThan(count + 1.2 * half + 3)
      }
  })

  it('ser inga avvikare i det som är avrundning, när serien är säsong och inget annat', () => {
    const counts = Array.from({ length: 60 }, (_, t) => 1 + (t % 2))
    expect(trend({ counts, periodsPerYear: 12 }).decomposition?.weights.every((weight) => weight > 0.99)).toBe(true)
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

  it('kallar inte lika många i en stad som växer för en minskning', () => {
    const grown = (n: number, people: (t: number) => number) => Array.from({ length: n }, (_, t) => people(t))
    for (const [count, n, people] of [
      [3, 36, (t: number) => 100_000 + 50 * t],
      [300, 24, (t: number) => 100_000 + t],
      [1, 120, (t: number) => Math.round(50_000 * 1.01 ** (t / 12))],
    ] as const) {
      const result = trend({ counts: Array(n).fill(count), exposures: grown(n, people), periodsPerYear: 12 })
      expect(result.verdict).not.toBe('minskning-trolig')
      expect(JSON.stringify(result.monotone)).not.toMatch(/NaN|Infinity/)
    }
  })

  it('prövar takter som antal när alla är lika stora, och som vanliga takter när antalen är stora', () => {
    const random = new Random(2026_0104)
    const few = Array.from({ length: 40 }, () => random.poisson(2))
    expect(mannKendall(few, 4, Array(40).fill(7))).toMatchObject({ s: mannKendall(few, 4).s, p: mannKendall(few, 4).p })
    const many = Array.from({ length: 40 }, () => random.poisson(5000))
    const people = many.map(() => 1000 + random.below(500))
    const rates = many.map((count, t) => count / (people[t] as number))
    expect(mannKendall(many, 1, people)).toEqual(mannKendall(rates))
  })

  it('räknar ett par så mycket som det hellre stiger än faller när varje antal är en halv händelse osäkert', () => {
    const random = new Random(2026_0105)
    const [counts, people] = [
      [2, 2, 3, 2, 1, 2],
      [10, 11, 13, 14, 10, 12],
    ]
    const rounds = 40_000
    let sum = 0
    for (let round = 0; round < rounds; round++)
      sum += mannKendall(counts.map((count, t) => (count + random.uniform() - 0.5) / (people[t] as number))).s
    const spread = mannKendall(counts, 1, people)
    expect(spread.s).toBeCloseTo(sum / rounds, 1)
    // The variance is that of the counts with their ties; less than a whole pair is no evidence at all.
    expect(spread.variance).toBe(mannKendall(counts).variance)
    const still = mannKendall([1, 1, 1, 1, 1, 2], 1, [100, 101, 100, 101, 100, 200])
    expect(Math.abs(still.s) < 1 ? still.z : 0).toBe(0)
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
