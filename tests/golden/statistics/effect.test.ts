import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { studentQuantile } from '../../../src/statistics/distributions.ts'
import { effect } from '../../../src/statistics/effect.ts'
import { effectPower } from '../../../src/statistics/effect-power.ts'
import { interruptedSeriesMethod } from '../../../src/statistics/interface/effect.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { type InterruptedSeries, interruptedSeries } from '../../../src/statistics/interrupted-series.ts'
import { poissonRegression } from '../../../src/statistics/poisson-regression.ts'
import { Random } from '../../../src/statistics/random.ts'
import { SHARED } from '../golden-documents.ts'
import { publishedColumns } from './published.ts'

const golden = JSON.parse(readFileSync(new URL('effect.json', import.meta.url), 'utf8')) as {
  counts: number[]
  exposure: number[]
  start: number
  harmonics: number
  dispersion: number
  df: number
  ratio: number
  poisson: [number, number]
  quasi: [number, number]
  student: [number, number]
  p: number
}[]

const area = (before: number, after: number, weight?: number) => ({ before, after, ...(weight && { weight }) })

describe('vad en åtgärd har gett', () => {
  it('ger den viktade förflyttningsskillnaden som i källan', () => {
    const result = effect({
      control: area(308, 318),
      treated: area(207, 110),
      displacementControl: area(150, 140),
      displacementTreated: area(178, 157),
    })
    expect(result.difference).toBe(-118)
    expect(result.se ** 2).toBeCloseTo(1568, 9)
    expect(result.z).toBeCloseTo(-2.98, 2)
    expect([Math.round(result.interval.low), Math.round(result.interval.high)]).toEqual([-196, -40])
    expect(result).toMatchObject({ local: -107, displacement: -11, verdict: 'minskning-trolig' })
  })

  it('räknar per yta när ytor är givna', () => {
    const result = effect({
      control: area(308, 318, 0.9),
      treated: area(207, 110, 1.2),
      displacementControl: area(150, 140, 1.6),
      displacementTreated: area(178, 157, 1.5),
    })
    expect(result.difference).toBeCloseTo(-99.6944, 4)
    expect(result.se).toBeCloseTo(35.4281, 4)
  })

  it('ger kvoten mellan kvoterna', () => {
    const result = effect({ treated: area(50, 30), control: area(60, 55) })
    expect(result.rateRatio?.ratio).toBeCloseTo(0.6545, 4)
    expect(result.displacement).toBeNull()
  })

  it.each([
    ['ingenting före', area(0, 3), area(0, 2), 'gar-inte-att-avgora'],
    ['bara nollor', area(0, 0), area(0, 0), 'gar-inte-att-avgora'],
    ['för få för att ens allt borta skulle synas', area(5, 3), area(6, 6), 'gar-inte-att-avgora'],
    ['många och lika', area(400, 395), area(380, 390), 'ingen-tydlig-skillnad'],
    ['många fler', area(200, 400), area(300, 290), 'okning-trolig'],
    ['borta, men för få för att det skulle ha gått att räkna med', area(8, 0), area(3, 3), 'gar-inte-att-avgora'],
    ['många fler där inget kunde minska', area(0, 30), area(40, 41), 'okning-trolig'],
  ])('%s', (_what, treated, control, verdict) => {
    const result = effect({ treated, control })
    expect(result.verdict).toBe(verdict)
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
  })

  it('säger samma styrka som före åtgärden: vad som kom efter ändrar den inte', () => {
    const history = [30, 52, 41, 28, 60, 39, 47, 35, 44, 55]
    for (const [before, other, more] of [
      [40, 40, {}],
      [40, 80, {}],
      [90, 60, { history }],
    ] as const) {
      const { leastReductionPercent, curve } = effectPower({
        treated: { expected: before },
        control: { expected: other },
        reductions: [20],
        ...more,
      })
      for (const after of [0, before, 3 * before]) {
        const { power } = effect({ treated: area(before, after), control: area(other, other), ...more })
        expect(power).toEqual({ leastReductionPercent, of20Percent: curve[0]?.power })
      }
    }
  })

  it('säger var det är fel', () => {
    const good = area(5, 5)
    expect(() => effect({ treated: area(-1, 2), control: good })).toThrow(/treated\.before.*-1/)
    expect(() => effect({ treated: good, control: area(1, 2, -3) })).toThrow(/control\.weight/)
    expect(() => effect({ treated: good, control: good, displacementTreated: good })).toThrow(/displacementControl/)
    expect(() => effect({ treated: good, control: good, history: [1, 2] })).toThrow(/history/)
  })
})

describe('avbruten tidsserie', () => {
  it.each(golden.map((one, at) => [at + 1, one] as const))('serie %i ger samma tal som R', (_nr, one) => {
    const result = interruptedSeries(one)
    if (!result) throw new Error('the series was not fitted')
    const near = (got: number, wanted: number) => expect(got / wanted).toBeCloseTo(1, 7)
    near(result.dispersion, one.dispersion)
    expect(result.degreesOfFreedom).toBe(one.df)
    near(result.step.poisson.ratio, one.ratio)
    for (const [got, [low, high]] of [
      [result.step.poisson, one.poisson],
      [result.step.quasiPoisson, one.quasi],
      [result.step.student, one.student],
    ] as const) {
      near(got.low, low)
      near(got.high, high)
    }
    near(result.step.p, one.p)
  })

  it('en serie med bara nollor går inte att avgöra', () => {
    expect(interruptedSeries({ counts: Array(30).fill(0), start: 15 })).toBeNull()
  })

  it('tar inga antal som inte finns, och inga fler vågor än som beskriver en säsong', () => {
    const call = (more: object) => () => interruptedSeries({ counts: Array(40).fill(5), start: 20, ...more })
    expect(call({ counts: [1e15, ...Array(39).fill(5)] })).toThrow(/counts\[0\].*1000000000/)
    expect(call({ exposure: [1e-20, ...Array(39).fill(5)] })).toThrow(/exposure\[0\]/)
    expect(call({ periodsPerYear: 1e9, harmonics: 1e8 })).toThrow(/periodsPerYear.*10000/)
    expect(call({ periodsPerYear: 365, harmonics: 50 })).toThrow(/harmonics.*20/)
    const area = { before: 1, after: 1 }
    expect(() => effect({ treated: { ...area, before: 1e12 }, control: area })).toThrow(/treated\.before/)
  })

  it.each([1, 5, 7, 20, 100, 250, 1e5, 1e9])('ser inget brott i en serie som alltid är %i', (count) => {
    for (const harmonics of [0, 1, 2])
      for (const [periods, start] of [
        [24, 12],
        [60, 30],
        [13, 6],
      ] as const) {
        const input = { counts: Array(periods).fill(count), start, harmonics }
        const run = runMethod(interruptedSeriesMethod, input, 'sv') as { verdict: string; result: InterruptedSeries }
        expect(run.verdict).toBe('ingen-tydlig-skillnad')
        expect(run.result.step.student.ratio).toBeCloseTo(1, 6)
        expect(run.result.step.p).toBeGreaterThan(0.9)
      }
  })

  it('är aldrig säkrare än Poisson, hur lite en serie än varierar', () => {
    const steps = [[...Array(10).fill(5), ...Array(10).fill(4)], Array.from({ length: 30 }, (_, t) => 10 + (t % 2))]
    for (const counts of steps) {
      const found = interruptedSeries({ counts, start: 10, harmonics: 0, hasSlopeChange: true })
      if (!found) throw new Error('the series was not fitted')
      const { poisson, quasiPoisson, student, p } = found.step
      expect(found.dispersion).toBeLessThan(0.2)
      expect(quasiPoisson.high).toBeLessThan(poisson.high)
      expect(student.high).toBeGreaterThan(poisson.high)
      expect(student.low).toBeLessThan(poisson.low)
      expect(p).toBeGreaterThan(0.05)
      for (const one of [found.slope, found.trendPerPeriod]) expect(one?.low ?? 1).toBeLessThan(1)
    }
  })

  it('går inte att avgöra när händelserna är så få att säsongen tar isär dem, eller perioderna färre än termerna', () => {
    const rare = [0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 1, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0]
    const input = { counts: rare, start: 12, harmonics: 2 }
    expect(runMethod(interruptedSeriesMethod, input, 'sv')).toEqual({ verdict: 'gar-inte-att-avgora', result: null })
    for (const [counts, start, harmonics] of [
      [[8, 0, 0, 0, 0, 1, 0, 0, 0, 0, 582, ...Array(21).fill(0)], 7, 1],
      [[0, 1, 0, 0, 0, 3, 1, 0, 1, 1, 3, 3, 0], 6, 2],
      [[2, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0], 8, 2],
    ] as const)
      expect(runMethod(interruptedSeriesMethod, { counts, start, harmonics, hasSlopeChange: true }, 'sv')).toEqual({
        verdict: 'gar-inte-att-avgora',
        result: null,
      })
    const short = { counts: Array(12).fill(4), start: 6, harmonics: 5, hasSlopeChange: true }
    expect(runMethod(interruptedSeriesMethod, short, 'sv')).toEqual({ verdict: 'gar-inte-att-avgora', result: null })
  })

  it('har samma avvikelse som formeln, och gränser för trenden efter samma spridning som för steget', () => {
    const random = new Random(2026_1431)
    const counts = Array.from({ length: 40 }, () => random.poisson(12))
    const design = Float64Array.from(counts.flatMap((_, t) => [1, t]))
    const fit = poissonRegression(counts, design, 2)
    if (!fit) throw new Error('no fit')
    const direct = counts.reduce((sum, y, i) => {
      const mu = fit.fitted[i] as number
      return sum + 2 * ((y > 0 ? y * Math.log(y / mu) : 0) - (y - mu))
    }, 0)
    expect(fit.deviance / direct).toBeCloseTo(1, 10)
    const even = [...Array(15).fill(10), ...Array(15).fill(11)]
    const found = interruptedSeries({ counts: even, start: 15, harmonics: 0 })
    if (!found) throw new Error('no fit')
    // The same covariance: half a width on Student's t over the standard error at a dispersion of 1.
    const x = Float64Array.from(even.flatMap((_, t) => [1, t + 1, t >= 15 ? 1 : 0]))
    const covariance = poissonRegression(even, x, 3)?.covariance as Float64Array
    const half = Math.log(found.trendPerPeriod.high / found.trendPerPeriod.ratio)
    expect(half / Math.sqrt(covariance[4] as number)).toBeCloseTo(studentQuantile(0.975, 27), 6)
  })

  it('klarar serier av stora tal, också sådana som nästan är vad modellen säger', () => {
    const random = new Random(2026_1430)
    const worlds = [
      Array.from({ length: 40 }, (_, t) => 1e6 + 10 * t),
      Array.from({ length: 40 }, (_, t) => Math.round(1e6 * 1.01 ** t)),
      ...[1e5, 1e7, 9e8].map((mean) => Array.from({ length: 40 }, () => random.poisson(mean))),
    ]
    for (const counts of worlds) expect(interruptedSeries({ counts, start: 20 })?.step.student.ratio).toBeCloseTo(1, 2)
  })

  it('räknar med en säsong om inget annat sägs, och säger att en serie av år inte har någon', () => {
    const counts = Array.from({ length: 40 }, (_, t) => 50 + 7 * (t % 4) + (t % 3))
    const columns = (more: object) =>
      counts.length - (interruptedSeries({ counts, start: 20, ...more })?.degreesOfFreedom as number)
    expect([columns({}), columns({ periodsPerYear: 4 }), columns({ harmonics: 0 })]).toEqual([5, 5, 3])
    expect(() => columns({ periodsPerYear: 1 })).toThrow(/harmonics.*from 0 to 0.*1/)
    expect(columns({ periodsPerYear: 1, harmonics: 0 })).toBe(3)
  })

  it('kräver sex perioder på var sida, och säger det', () => {
    expect(() => interruptedSeries({ counts: Array(30).fill(3), start: 3 })).toThrow(/start.*from 6 to 24.*3/)
  })
})

const SICILY = `${SHARED}/data/stats/sicily.csv`

describe.skipIf(!existsSync(SICILY))('mot rökförbudet på Sicilien 2005 (delat underlag)', () => {
  it('ger publicerade kvoter och publicerad överspridning, utan säsong', () => {
    const column = publishedColumns(SICILY)
    const [counts, exposure, start] = [column('aces'), column('stdpop'), column('smokban').indexOf(1)]
    const found = interruptedSeries({ counts, exposure, start, harmonics: 0 })
    const published = (value: number | undefined, digits: number, wanted: number) =>
      expect(value).toBeCloseTo(wanted, digits)
    published(found?.step.poisson.ratio, 4, 0.8944)
    published(found?.step.poisson.low, 4, 0.8647)
    published(found?.step.poisson.high, 4, 0.9251)
    published(found?.step.quasiPoisson.low, 4, 0.8392)
    published(found?.step.quasiPoisson.high, 4, 0.9532)
    published(found?.dispersion, 3, 3.559)
  })
})
