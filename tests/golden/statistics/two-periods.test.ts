import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { eTest, twoPeriods } from '../../../src/statistics/two-periods.ts'

const golden = JSON.parse(readFileSync(new URL('two-periods.json', import.meta.url), 'utf8')) as {
  before: [number, number]
  after: [number, number]
  p: number
  low: number
  high: number | null
}[]
const over = ([count, exposure]: [number, number]) => ({ count, exposure })

describe('jämförelse av två perioder', () => {
  it('ger samma p och samma gränser som R', () => {
    for (const { before, after, p, low, high } of golden) {
      const got = twoPeriods(over(before), over(after))
      expect(got.p).toBeCloseTo(p, 9)
      expect(got.interval.low).toBeCloseTo(low, 8)
      if (high === null) expect(got.interval.high).toBeNull()
      else expect((got.interval.high ?? 0) / high).toBeCloseTo(1, 8)
    }
  })

  it('ger de publicerade värdena för (0, 3) och (6, 2)', () => {
    expect(Math.abs(eTest(0, 1, 3, 1) - 0.0884)).toBeLessThan(5e-4)
    expect(Math.abs(eTest(6, 1, 2, 1) - 0.1749)).toBeLessThan(5e-4)
  })

  it.each([
    [0, 0, 'gar-inte-att-avgora'],
    [0, 3, 'gar-inte-att-avgora'],
    [20, 21, 'ingen-tydlig-skillnad'],
    [60, 20, 'minskning-trolig'],
    [0, 12, 'okning-trolig'],
  ])('%i före och %i efter: %s', (a, b, verdict) => {
    const result = twoPeriods({ count: a, exposure: 1 }, { count: b, exposure: 1 })
    expect(result.verdict).toBe(verdict)
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
    for (const value of [result.p, result.rootDifference, result.interval.low])
      expect(Number.isFinite(value)).toBe(true)
  })

  it('är oberoende av vilken enhet tiden mäts i och vilken period som kallas den första', () => {
    const days = twoPeriods({ count: 30, exposure: 365 }, { count: 12, exposure: 90 })
    const years = twoPeriods({ count: 30, exposure: 1 }, { count: 12, exposure: 90 / 365 })
    expect(years.p).toBeCloseTo(days.p, 10)
    expect(twoPeriods({ count: 12, exposure: 90 }, { count: 30, exposure: 365 }).p).toBeCloseTo(days.p, 10)
  })

  it('räknar stora tal på en gång', () => {
    expect(twoPeriods({ count: 1_000_000, exposure: 1 }, { count: 1_002_000, exposure: 1 }).p).toBeCloseTo(0.157, 2)
  })

  it('säger aldrig att det ändrats när intervallet rymmer att det inte har det', () => {
    // The E-test and the exact limits are two tests, and near the limit they may differ.
    const close = twoPeriods({ count: 100, exposure: 1 }, { count: 130, exposure: 1 })
    expect(close.p).toBeLessThan(0.05)
    expect(close.interval.low).toBeLessThan(1)
    expect(close.verdict).toBe('ingen-tydlig-skillnad')
    for (let a = 0; a < 40; a++)
      for (let b = 0; b < 40; b += 3) {
        const { verdict, interval, p } = twoPeriods({ count: a, exposure: 2 }, { count: b, exposure: 3 })
        if (verdict === 'okning-trolig') expect(p < 0.05 && interval.low > 1).toBe(true)
        if (verdict === 'minskning-trolig') expect(p < 0.05 && (interval.high ?? 9) < 1).toBe(true)
      }
  })

  it('räknar också så stora tal som tas emot, och inte större', () => {
    const large = twoPeriods({ count: 1e9, exposure: 1 }, { count: 1e9 - 1e5, exposure: 1 })
    expect(large.p).toBeCloseTo(0.02534, 4)
    expect(large.verdict).toBe('minskning-trolig')
    expect(() => twoPeriods({ count: 1, exposure: 1e20 }, { count: 1, exposure: 1 })).toThrow(/before\.exposure.*1e?/)
    expect(() => twoPeriods({ count: 1, exposure: 1 }, { count: 1, exposure: 1e-20 })).toThrow(/after\.exposure/)
    expect(() => twoPeriods({ count: 1, exposure: 1 }, { count: 2e9, exposure: 1 })).toThrow(/after\.count/)
  })

  it('glömmer inte att händelserna kommer i klump när en av perioderna inte har någon', () => {
    const history = [0, 40, 0, 50, 3, 0, 60, 0, 1, 30]
    const run = (a: number, b: number, more: number[] = history) =>
      twoPeriods({ count: a, exposure: 2 }, { count: b, exposure: 3 }, { history: more })
    // So few that nothing could have been clear, also where neither period is empty.
    expect(run(12, 1)).toMatchObject({ test: 'quasi-poisson', verdict: 'gar-inte-att-avgora' })
    expect(run(60, 60)).toMatchObject({ verdict: 'gar-inte-att-avgora' })
    expect(run(300, 400)).toMatchObject({ verdict: 'ingen-tydlig-skillnad' })
    expect(run(12, 0)).toMatchObject({ test: 'quasi-poisson', verdict: 'gar-inte-att-avgora' })
    expect(run(0, 0)).toMatchObject({ p: 1, interval: { low: 0, high: null }, verdict: 'gar-inte-att-avgora' })
    expect(run(900, 0)).toMatchObject({ verdict: 'minskning-trolig', interval: { low: 0 } })
    expect(run(0, 900)).toMatchObject({ verdict: 'okning-trolig', ratio: null, interval: { high: null } })
    // The limits are what the test does not refuse, in every such case.
    for (let count = 4; count < 2000; count = Math.ceil(count * 1.2))
      for (const { p, interval } of [run(count, 0), run(0, count)]) {
        expect(p > 0 && p <= 1).toBe(true)
        const isOutside = interval.low > 1 || (interval.high ?? 9) < 1
        expect(isOutside, `${count}`).toBe(p < 0.05)
      }
  })

  it('säger med nästan ingen överspridning detsamma som den exakta prövningen utan', () => {
    // Variance over mean 4000/3999: Student's t is then all but the normal.
    const history = Array.from({ length: 4000 }, (_, t) => (t % 2 ? 110 : 90))
    const quasi = twoPeriods({ count: 9, exposure: 1 }, { count: 0, exposure: 2 }, { history })
    const exact = twoPeriods({ count: 9, exposure: 1 }, { count: 0, exposure: 2 })
    expect(quasi.dispersion).toBeCloseTo(4000 / 3999, 9)
    expect(quasi.test).toBe('quasi-poisson')
    expect((quasi.interval.high ?? 0) / (exact.interval.high ?? 1)).toBeCloseTo(1, 2)
    expect(quasi.p / (2 * (1 / 3) ** 9)).toBeCloseTo(1, 1)
  })

  it('säger var det är fel och vad som väntades', () => {
    expect(() => twoPeriods({ count: -1, exposure: 1 }, { count: 2, exposure: 1 })).toThrow(/before\.count.*-1/)
    expect(() => twoPeriods({ count: 1.5, exposure: 1 }, { count: 2, exposure: 1 })).toThrow(/before\.count/)
    expect(() => twoPeriods({ count: 1, exposure: 0 }, { count: 2, exposure: 1 })).toThrow(/before\.exposure/)
    expect(() => twoPeriods({ count: 1, exposure: 1 }, { count: 2, exposure: 1 }, { history: [1, 2, 3] })).toThrow(
      /history/,
    )
    expect(() => twoPeriods({ count: Number.NaN, exposure: 1 }, { count: 2, exposure: 1 })).toThrow(/before\.count/)
  })
})
