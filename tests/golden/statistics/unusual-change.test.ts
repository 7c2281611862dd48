import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { conditionalTails, type Power } from '../../../src/statistics/count-bounds.ts'
import { farringtonExpected } from '../../../src/statistics/farrington.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { unusualChangeMethod } from '../../../src/statistics/interface/unusual-change.ts'
import { Random } from '../../../src/statistics/random.ts'
import { type CountSeries, type UnusualChangeOptions, unusualChange } from '../../../src/statistics/unusual-change.ts'
import type { Threshold } from '../../../src/statistics/unusual-point.ts'
import { fromR } from './from-r.ts'

type Numbers = (number | null)[]

const golden = JSON.parse(readFileSync(new URL('unusual-change.json', import.meta.url), 'utf8')) as {
  series: Record<string, Numbers>
  population: number[]
  farrington: {
    series: string
    periodsPerYear: number
    hasDates: boolean
    hasPopulation: boolean
    b: number
    w: number
    noPeriods: number
    threshold: number
    past: number
    trendThreshold: number
    method: Threshold
    alpha: number
    power: Power
    hasTrend: boolean
    hasReweighting: boolean
    limit54: [number, number]
    range: number[]
    upper: Numbers
    mu0: Numbers
    phi: Numbers
    alarm: Numbers
    trendCoefficient: Numbers
    p: Numbers
  }[]
  ears: {
    series: string
    method: 'C1' | 'C2' | 'C3'
    baseline: number
    minSigma: number
    alpha: number
    range: number[]
    upper: Numbers
    alarm: number[]
  }[]
  papers: { series: string; hasTrend: boolean; expected: number; logSe: number; dispersion: number }[]
  tails: [y: number, events: number, periods: number, dispersion: number, atLeast: number, atMost: number, at: number][]
}
const countsOf = (name: string): Numbers => golden.series[name] as Numbers

function expectNear(got: Numbers, wanted: Numbers, what: string, digits = 7): void {
  wanted.forEach((value, i) => {
    const own = got[i] ?? null
    if (value === null || own === null) expect(own, `${what} ${i}`).toBe(value)
    else
      expect(own / Math.max(1, Math.abs(value)), `${what} ${i}`).toBeCloseTo(
        value / Math.max(1, Math.abs(value)),
        digits,
      )
  })
}

describe('ovanlig förändring', () => {
  it.each(golden.farrington)(
    'ger samma gränser som R: $series, $method $alpha, b $b, w $w, $noPeriods delar, trend under $trendThreshold',
    (one) => {
      const { points } = unusualChange(
        [
          {
            name: one.series,
            counts: countsOf(one.series),
            ...(one.hasPopulation && { exposure: golden.population }),
          },
        ],
        {
          method: 'farrington',
          periodsPerYear: one.periodsPerYear,
          test: one.range.length,
          ...(one.hasDates && { startsOn: '2004-01-05' }),
          alpha: one.alpha,
          pValue: 'published',
          least: { events: one.limit54[0], periods: one.limit54[1] },
          farrington: {
            yearsBack: one.b,
            halfWindow: one.w,
            seasonLevels: one.noPeriods,
            pastExcluded: one.past,
            hasReweighting: one.hasReweighting,
            weightsThreshold: one.threshold,
            hasTrend: one.hasTrend,
            trendThreshold: one.trendThreshold,
            threshold: one.method,
            power: one.power,
          },
        },
      )
      expect(points.map(({ index }) => index)).toEqual(one.range)
      // Where R's bound lies beyond all counts (muan on next to nothing) nothing is told here.
      const isMissing = points.map(({ count, reason }) => count === null || reason === 'no-fit')
      const known = (values: Numbers): Numbers => values.map((value, i) => (isMissing[i] ? null : value))
      expectNear(
        points.map(({ upperBound }) => upperBound),
        one.upper,
        'bound',
      )
      // Where nothing has happened before there is no regression in R, and here an expectation of 0 with a dispersion of 1.
      const hasFit = (i: number): boolean => one.phi[i] !== null
      expectNear(
        points.map(({ dispersion }, i) => (hasFit(i) ? dispersion : null)),
        known(one.phi),
        'dispersion',
      )
      expectNear(
        points.map(({ trend }) => trend),
        known(one.trendCoefficient),
        'trend',
        9,
      )
      expect(points.map(({ isAboveBound }) => Number(isAboveBound))).toEqual(one.alarm.map((alarm) => alarm ?? 0))
      if (one.method === 'nbPlugin')
        expectNear(
          points.map(({ expected }, i) => (hasFit(i) ? expected : null)),
          known(one.mu0),
          'expected',
        )
      expectNear(
        points.map(({ p }, i) => (hasFit(i) ? p : null)),
        known(one.p),
        'p',
      )
    },
  )

  it.each(golden.ears)('ger samma gränser som R: $series, EARS $method, $baseline perioder, $alpha', (one) => {
    const { points } = unusualChange([{ name: one.series, counts: countsOf(one.series).slice(0, 130) }], {
      method: `ears-${one.method.toLowerCase()}` as 'ears-c1',
      test: one.range.length,
      alpha: one.alpha,
      ears: { baseline: one.baseline, minSigma: one.minSigma },
    })
    expect(points.map(({ index }) => index)).toEqual(one.range)
    // The package's C3 draws its bound from the count itself where its manual, and the paper, have the mean: set back before they are compared.
    const isC3 = one.method === 'C3'
    expectNear(
      points.map(({ upperBound, expected, count }, i) =>
        isC3 && upperBound !== null && one.upper[i] !== null
          ? // Where ours stopped at 0 the package's lies no higher than the count less the mean.
            upperBound === 0
            ? Math.min(one.upper[i] as number, Math.max(0, (count ?? 0) - (expected ?? 0)))
            : Math.max(0, upperBound - (expected ?? 0) + (count ?? 0))
          : isC3 && one.upper[i] === null
            ? null
            : upperBound,
      ),
      one.upper,
      'bound',
    )
    if (isC3) return
    // In R a count on the bound itself is an alarm in some versions: told apart only where it is above.
    points.forEach(({ count, upperBound, isAboveBound }, i) => {
      if (count !== upperBound) expect(Number(isAboveBound), `${i}`).toBe(one.alarm[i])
    })
  })

  it.each(golden.papers)('har artiklarnas medelfel: $series, trend $hasTrend', (one) => {
    const counts = Float64Array.from(countsOf(one.series), (count) => count ?? Number.NaN)
    const found = farringtonExpected(counts, 329, null, (years) => 329 - 52 * years, {
      yearsBack: 5,
      halfWindow: 3,
      seasonLevels: 10,
      pastExcluded: 26,
      hasReweighting: true,
      weightsThreshold: 2.58,
      hasTrend: one.hasTrend,
      trendThreshold: 1,
      scale: 'quasi-poisson',
    })
    expect(found?.trend === null).toBe(!one.hasTrend)
    expect(found?.expected).toBeCloseTo(one.expected, 7)
    expect(found?.logSe).toBeCloseTo(one.logSe, 7)
    expect(found?.scaledLogSe).toBeCloseTo(one.logSe, 7)
    expect(found?.dispersion).toBeCloseTo(one.dispersion, 7)
  })

  it('har svansarna av binomial- och betabinomialfördelningen', () => {
    for (const [y, events, periods, dispersion, atLeast, atMost, at] of golden.tails) {
      const tails = conditionalTails(y, events, periods, dispersion)
      expect(tails.atLeast / atLeast).toBeCloseTo(1, 8)
      expect(tails.atMost / atMost).toBeCloseTo(1, 8)
      expect(tails.at / at).toBeCloseTo(1, 8)
    }
  })

  const weeks = (n: number, mean: number, seed: number): number[] => {
    const random = new Random(seed)
    return Array.from({ length: n }, () => random.poisson(mean))
  }
  const one = (series: Partial<CountSeries> & { counts: Numbers }, options: UnusualChangeOptions = {}) => {
    const result = unusualChange([{ name: 'inbrott', ...series }], { correction: 'raw', ...options })
    return { ...result, point: result.points.at(-1) as (typeof result.points)[number] }
  }

  it('väljer metod efter hur långt tillbaka serien går, och säger vilken', () => {
    const of = (n: number, options?: UnusualChangeOptions) => one({ counts: weeks(n, 4, 1) }, options).point
    expect(of(300)).toMatchObject({ method: 'farrington', yearsBack: 5 })
    expect(of(164)).toMatchObject({ method: 'farrington', yearsBack: 3 })
    expect(of(159)).toMatchObject({ method: 'ears-c1', yearsBack: null })
    expect(of(16)).toMatchObject({ method: 'ears-c1' })
    expect(of(15)).toMatchObject({
      method: 'none',
      reason: 'history-too-short',
      verdict: 'gar-inte-att-avgora',
      p: null,
    })
    expect(of(15, { method: 'ears-c1' })).toMatchObject({ method: 'ears-c1' })
    expect(of(159, { shortMethod: 'ears-c3' })).toMatchObject({ method: 'ears-c3' })
    expect(of(159, { method: 'farrington' })).toMatchObject({ method: 'farrington', yearsBack: 2 })
    expect(of(1)).toMatchObject({ method: 'none' })
  })

  it('läser inget före ett brott i serien, och inget av de ofullständiga perioderna', () => {
    const counts = weeks(400, 4, 2)
    const strange = counts.map((count, t) => (t < 150 ? 90 + count : count))
    const broken = one({ counts: strange, breakAt: 150 }, { test: 3 })
    expect(broken.points).toEqual(
      one({ counts: strange.map((count, t) => (t < 150 ? null : count)) }, { test: 3 }).points,
    )
    expect(broken.point).toMatchObject({ method: 'farrington', yearsBack: 4 })
    expect(one({ counts: strange, breakAt: 350 }).point.method).toBe('ears-c1')
    const late = [...counts, 0, 0, 500]
    expect(one({ counts: late }, { incomplete: 3, test: 2 }).points).toEqual(one({ counts }, { test: 2 }).points)
  })

  it('finner samma vecka tidigare år också över år med 53 veckor', () => {
    const start = Date.UTC(2017, 0, 2)
    const monday = (t: number): Date => new Date(start + t * 7 * 86_400_000)
    // One week a year stands out: the one whose Monday lies nearest to 30 December.
    const isLast = (t: number): boolean => {
      const day = monday(t)
      const year = day.getUTCMonth() === 0 ? day.getUTCFullYear() - 1 : day.getUTCFullYear()
      return Math.abs(day.getTime() - Date.UTC(year, 11, 30)) <= 3 * 86_400_000
    }
    const last = Math.round((Date.UTC(2024, 11, 30) - start) / (7 * 86_400_000))
    const counts = Array.from({ length: last + 1 }, (_, t) => (isLast(t) ? 30 : 4))
    const options = { farrington: { halfWindow: 0, seasonLevels: 52 } }
    const { point } = one({ counts }, { ...options, startsOn: '2017-01-02' })
    expect(point.period).toBe('2024-12-30')
    expect(point.expected).toBeGreaterThan(25)
    // Counted as 52 weeks each, the years before slide away from it.
    expect(one({ counts }, options).point.expected).toBeLessThan(25)
  })

  it('larmar inte för få fall, men räknar dem i listan', () => {
    const quiet: number[] = Array(300).fill(0)
    const of = (last: number[]) => one({ counts: [...quiet.slice(last.length), ...last] }).point
    expect(of([4])).toMatchObject({ isTooFew: true, isAlarm: false, upperBound: null, q: 1 })
    expect(of([4]).p).toBeLessThan(1e-6)
    // Never anything before: R has no answer, but so long a silence is one.
    expect(of([6])).toMatchObject({ isTooFew: false, isAlarm: true, expected: 0, verdict: 'okning-trolig' })
    expect(of([0])).toMatchObject({ p: 1, isAlarm: false, verdict: 'ingen-tydlig-skillnad' })
  })

  it.each([
    ['bara nollor', Array(320).fill(0)],
    ['alla lika', Array(320).fill(7)],
    ['en händelse', [...Array(319).fill(0), 1]],
    ['bara händelser för länge sedan', [...Array(60).fill(9), ...Array(260).fill(0)]],
    ['en säsong utan händelser', Array.from({ length: 320 }, (_, t) => (t % 52 < 13 ? 5 : 0))],
    ['luckor överallt', Array.from({ length: 320 }, (_, t) => (t % 3 === 0 ? null : t % 5))],
    ['ingenting känt', Array(320).fill(null)],
    ['senaste saknas', [...Array(319).fill(3), null]],
    ['stora tal', Array.from({ length: 320 }, (_, t) => 1_000_000 + 1000 * (t % 7))],
    ['rak stigning', Array.from({ length: 320 }, (_, t) => t)],
  ])('klarar %s utan NaN', (_what, counts) => {
    for (const method of ['auto', 'ears-c1', 'ears-c2', 'ears-c3'] as const)
      for (const pValue of ['conditional', 'published-mid'] as const)
        for (const threshold of ['nbPlugin', 'delta', 'muan'] as const) {
          const input = {
            series: [{ name: 'serie', counts }],
            test: 5,
            method,
            pValue,
            direction: 'both',
            farrington: { threshold },
          }
          const { points } = runMethod(unusualChangeMethod, input, 'sv') as { points: { p: number | null }[] }
          for (const { p } of points) expect(p === null || (p >= 0 && p <= 1)).toBe(true)
        }
  })

  it('C3 larmar inte för ett antal som inte är fler än väntat, vad som än kom perioderna före', () => {
    const counts = [...weeks(60, 8, 9), 40, 60, 0]
    for (const pValue of ['conditional', 'published'] as const)
      for (const direction of ['higher', 'both'] as const)
        for (const last of [0, 3, 7]) {
          const { point } = one(
            { counts: [...counts.slice(0, -1), last] },
            { method: 'ears-c3', pValue, direction, alpha: 0.05 },
          )
          expect(point.expected).toBeGreaterThan(last)
          expect(point.upperBound).toBeGreaterThanOrEqual(0)
          expect(point).toMatchObject({ isAboveBound: false, isHigher: false })
          expect(point.verdict).not.toBe('okning-trolig')
        }
    const { point } = one({ counts: [...counts.slice(0, -1), 20] }, { method: 'ears-c3', alpha: 0.05 })
    expect(point).toMatchObject({ isAboveBound: true, isHigher: true, isAlarm: true })
  })

  it('säger att det är spridning som saknas, inte historik, där C3 inte har någon att dela med', () => {
    const of = (counts: number[], pValue: 'published' | 'conditional') =>
      one({ counts }, { method: 'ears-c3', pValue, alpha: 0.05 }).point
    const still = [...Array(30).fill(4), 6, 5, 4, 4, 7]
    expect(of([...Array(30).fill(4), 4, 6, 5], 'published')).toMatchObject({ reason: 'no-spread', p: null })
    expect(of([...Array(30).fill(4), 4, 6, 5], 'conditional').p).toBeGreaterThan(0)
    expect(of(still, 'published').reason).toBeNull()
    for (const method of ['ears-c1', 'ears-c2', 'ears-c3'] as const) {
      const flat = (counts: (number | null)[], ears = {}) =>
        one({ counts }, { method, pValue: 'published', alpha: 0.05, least: { events: 0, periods: 1 }, ...ears }).point
      expect(flat([...Array(20).fill(4), 5])).toMatchObject({ reason: 'no-spread', isAlarm: false, p: null })
      expect(flat([...Array(20).fill(4), 5], { ears: { minSigma: 1 } }).p).toBeGreaterThan(0)
      expect(flat([...Array(16).fill(4), null, 5, 4, 5])).toMatchObject({ reason: 'history-too-short' })
    }
    expect(of([4, 5, 4, 6, 4, 5, 7, 4], 'published')).toMatchObject({ reason: 'history-too-short' })
  })

  it('svarar också när en enda vecka har allt, och anpassningen skenar', () => {
    const lone = (n: number, at: Record<number, number>) => Array.from({ length: n }, (_, t) => at[t] ?? 0)
    expect(one({ counts: lone(317, { 85: 69_218 }) }).point).toMatchObject({ count: 0, isAlarm: false })
    const far = { farrington: { yearsBack: 8 } }
    expect(one({ counts: lone(394, { 20: 2, 26: 24_620 }) }, far).point).toMatchObject({ count: 0, isAlarm: false })
    const lumps = lone(173, { 12: 9, 14: 253_065, 21: 1035, 22: 6194 })
    const few = { farrington: { seasonLevels: 3, yearsBack: 3, halfWindow: 2 }, test: 100 }
    for (const { p } of unusualChange([{ name: 'a', counts: lumps }], few).points)
      expect(p === null || (p >= 0 && p <= 1)).toBe(true)
  })

  it.each([1e6, 1e7, 9e8])('avgör också serier som alltid är %i', (count) => {
    const still = one({ counts: Array(330).fill(count) }, { method: 'farrington' }).point
    expect(still).toMatchObject({ method: 'farrington', isAlarm: false })
    expect((still.expected as number) / count).toBeCloseTo(1, 6)
    const jump = Math.min(1e9, 2 * count)
    expect(one({ counts: [...Array(330).fill(count), jump] }, { method: 'farrington' }).point.isAlarm).toBe(true)
    const nearly = Array.from({ length: 330 }, (_, t) => count + ((t * 7) % 3))
    expect(one({ counts: nearly }, { method: 'farrington' }).point.method).toBe('farrington')
  })

  it('ser också det som är färre, när det frågas', () => {
    const counts = [...weeks(300, 20, 3), 3]
    expect(one({ counts }).point).toMatchObject({ isAlarm: false, usualFrom: null })
    const { point } = one({ counts }, { direction: 'both' })
    expect(point).toMatchObject({ isAlarm: true, isHigher: false, verdict: 'minskning-trolig' })
    const edge = (count: number) => one({ counts: [...counts.slice(0, -1), count] }, { direction: 'both' }).point.p
    expect(edge(point.usualFrom as number)).toBeGreaterThan(0.01)
    expect(edge((point.usualFrom as number) - 1)).toBeLessThanOrEqual(0.01)
    expect(edge(point.usualUpTo as number)).toBeGreaterThan(0.01)
    expect(edge((point.usualUpTo as number) + 1)).toBeLessThanOrEqual(0.01)
  })

  it('har det vanliga upp till ett antal vars p är över nivån, för varje metod', () => {
    const counts = weeks(300, 6, 4)
    for (const method of ['farrington', 'ears-c1', 'ears-c2', 'ears-c3'] as const) {
      const of = (count: number) => one({ counts: [...counts, count] }, { method, alpha: 0.05 }).point
      const { usualUpTo } = of(6)
      expect(of(usualUpTo as number).p).toBeGreaterThan(0.05)
      expect(of((usualUpTo as number) + 1).p).toBeLessThanOrEqual(0.05)
    }
  })

  it('tar rader med typ, område och datum, också månader', () => {
    const counts = weeks(120, 5, 6)
    counts[119] = 30
    const rows = counts.flatMap((count, t) => {
      const period = new Date(Date.UTC(2014, t, 1)).toISOString().slice(0, 10)
      return count === 0 ? [] : [{ type: 'klotter', area: 'Centrum', period, count }]
    })
    const input = { rows, periodsPerYear: 12, correction: 'raw' }
    const run = (more = {}) =>
      runMethod(unusualChangeMethod, { ...input, ...more }, 'sv') as ReturnType<typeof unusualChange>
    const [point] = run().points
    expect(point).toMatchObject({ series: 'klotter · Centrum', period: '2023-12-01', index: 119, isAlarm: true })
    expect(point).toEqual(
      unusualChange([{ name: 'klotter · Centrum', counts }], {
        ...input,
        startsOn: '2014-01-01',
        correction: 'raw',
      }).points[0],
    )
    expect(run({ breaks: { klotter: '2023-01-15' } }).points[0]).toMatchObject({ method: 'none' })
    expect(() => run({ breaks: { inbrott: '2023-01-15' } })).toThrow(/breaks\.inbrott/)
    expect(() => run({ periodsPerYear: 52 })).toThrow(/rows\[1\]\.period: expected whole periods/)
  })

  it('säger var det är fel', () => {
    const series = (counts: Numbers, more = {}) => [{ name: 'a', counts, ...more }]
    const call = (input: CountSeries[], options?: UnusualChangeOptions) => () => unusualChange(input, options)
    expect(call([])).toThrow(/series: expected at least one series/)
    expect(call(series([1, -2]))).toThrow(
      /series\[0\]\.counts\[1\]: expected a whole number from 0 to 1000000000, got -2/,
    )
    expect(call(series([1, 2.5]))).toThrow(/counts\[1\]/)
    expect(call(series([1, 1e15]))).toThrow(/counts\[1\].*1000000000/)
    expect(call(series([1, 2], { exposure: [1, 1e20] }))).toThrow(/exposure\[1\]/)
    expect(call([...series([1, 2]), ...series([1, 2])])).toThrow(/series\[1\]\.name/)
    expect(call([...series([1, 2]), { name: 'b', counts: [1] }])).toThrow(/series\[1\]\.counts: expected as many as/)
    expect(call(series([1, 2], { exposure: [1, 0] }))).toThrow(/exposure\[1\]/)
    expect(call(series([1, 2]), { incomplete: 2 })).toThrow(/test: expected at most 0 periods, got 1/)
    expect(call(series([1, 2]), { startsOn: '2024-13-01' })).toThrow(/startsOn: expected a date/)
    expect(call(series([1, 2]), { alpha: 0 })).toThrow(/alpha/)
    expect(call(series([1, 2]), { budget: { atMost: -1, perPeriods: 1 } })).toThrow(/budget\.atMost/)
    expect(call(series([1, 2]), { farrington: { seasonLevels: 60 } })).toThrow(/seasonLevels/)
    const twice = { series: 'a', period: '1', disposition: 'open' as const }
    expect(call(series([1, 2]), { dispositions: [twice, twice] })).toThrow(/dispositions\[1\]/)
    expect(() => runMethod(unusualChangeMethod, {}, 'sv')).toThrow(/series: expected either series or rows/)
  })
})

const newport = fromR(
  'suppressMessages(library(surveillance)); data(salmNewport); n <- aggregate(salmNewport, by = "unit"); cat(sprintf(\'{"counts":[%s],"startsOn":"%s","at":[%s]}\', paste(observed(n), collapse = ","), epoch(n)[1], paste(which(format(epoch(n, as.Date = TRUE), "%G") == "2011") - 1, collapse = ",")))',
) as { counts: number[]; startsOn: string; at: number[] } | null

describe.skipIf(!newport)('salmonella Newport i Tyskland 2011 (delat underlag: när R finns)', () => {
  const { counts = [], startsOn = '2004-01-05', at = [] } = newport ?? {}
  const run = (options: UnusualChangeOptions) =>
    unusualChange([{ name: 'Newport', counts: counts.slice(0, (at.at(-1) as number) + 1) }], {
      startsOn,
      test: at.length,
      alpha: 0.05,
      ...options,
    }).points.map(({ upperBound }) => upperBound)

  it('Farrington flexible, negativ binomial', () => {
    for (const trendThreshold of [0.05, 1])
      expect(run({ method: 'farrington', farrington: { yearsBack: 4, trendThreshold } }).slice(0, 8)).toEqual([
        4,
        null,
        3,
        4,
        3,
        3,
        3,
        null,
      ])
  })

  it('EARS C1', () => {
    expectNear(run({ method: 'ears-c1' }).slice(0, 4), [3.278854, 3.278854, 3.436517, 3.855617], 'bound', 6)
  })
})
