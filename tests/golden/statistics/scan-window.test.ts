import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scanWindowMethod } from '../../../src/statistics/interface/scan-window.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { scanProbability, scanWindow } from '../../../src/statistics/scan-window.ts'

const golden = JSON.parse(readFileSync(new URL('scan-window.json', import.meta.url), 'utf8')) as {
  runs: number
  cases: { lengths: number; mean: number; count: number; hits: number }[]
}

describe('anhopning i tiden', () => {
  it('ger de publicerade sannolikheterna', () => {
    expect(scanProbability(208, 0.6, 6)).toBeCloseTo(0.039, 3)
    // The known function takes its second argument off the exponent; with one length in place of two it gives 0.487.
    expect(scanProbability(260, 1, 6, 1)).toBeCloseTo(0.487, 3)
    expect(scanProbability(260, 1, 6)).toBeCloseTo(0.4856, 4)
  })

  it.each(golden.cases.filter(({ lengths }) => lengths >= 2))(
    'ger samma sannolikhet som simulerade händelser: $count i ett fönster av $lengths, $mean väntade',
    ({ lengths, mean, count, hits }) => {
      const share = hits / golden.runs
      const error = Math.sqrt((share * (1 - share)) / golden.runs)
      expect(Math.abs(scanProbability(lengths, mean, count) - share)).toBeLessThan(4 * error + 0.002)
    },
  )

  it('är hellre för stor än för liten där hela tiden är kortare än två fönster', () => {
    const { lengths, mean, count, hits } = golden.cases.at(-1) as (typeof golden.cases)[number]
    expect(lengths).toBeLessThan(2)
    expect(scanProbability(lengths, mean, count)).toBeGreaterThan(hits / golden.runs)
  })

  it('är exakt för ett fönster med en händelse, och faller med antalet och stiger med tiden', () => {
    expect(scanProbability(10, 0.2, 1)).toBeCloseTo(1 - Math.exp(-2), 12)
    for (const mean of [0.01, 0.5, 3, 40]) {
      const of = (lengths: number) => Array.from({ length: 200 }, (_, k) => scanProbability(lengths, mean, k + 1))
      const [short, long] = [of(5), of(50)]
      short.forEach((p, k) => {
        expect(p).toBeGreaterThanOrEqual(0)
        // A chance is what is left of 1 by sums of chances: nine decimals of it are sure.
        expect(p).toBeLessThanOrEqual((long[k] as number) + 1e-9)
        expect(p).toBeLessThanOrEqual((short[k - 1] ?? 1) + 1e-9)
      })
    }
  })

  it('faller med antalet också där chansen är mycket liten, och behåller sina siffror', () => {
    const of = (k: number) => scanProbability(10, 5000, k)
    for (let k = 5300; k < 5560; k++) expect(of(k + 1)).toBeLessThan(of(k))
    for (const mean of [1e-6, 0.01, 0.3, 2, 17])
      for (const lengths of [1.5, 2, 2.5, 10, 300])
        for (let k = 1; k < 60; k++)
          expect(scanProbability(lengths, mean, k + 1)).toBeLessThanOrEqual(scanProbability(lengths, mean, k))
    // Two events, one of which is seldom: there are so many pairs, and each is as near as this with chance 2w/T − (w/T)².
    const [lengths, mean] = [2, 1e-7]
    const near = 2 / lengths - 1 / lengths ** 2
    expect(scanProbability(lengths, mean, 2) / (((lengths * mean) ** 2 / 2) * near)).toBeCloseTo(1, 5)
  })

  it('tar två tider på fönstrets avstånd tillsammans, också när deras summor har avrundats', () => {
    expect(3 * 0.1).toBeGreaterThan(0.3)
    expect(scanWindow([0, 3 * 0.1], { width: 0.3, total: 10 })).toMatchObject({ largest: 2 })
    expect(scanWindow([0, 0.3 + 1e-9], { width: 0.3, total: 10 })).toMatchObject({ largest: 1 })
  })

  it('hittar det fullaste fönstret i vilken ordning händelserna än står', () => {
    const times = [40, 1, 12.5, 14, 13, 19.5, 60]
    const found = scanWindow(times, { width: 7, total: 70 })
    expect(found).toMatchObject({ events: 7, rate: 0.1, largest: 4, from: 12.5, to: 19.5 })
    expect(found.p).toBeCloseTo(scanProbability(10, 0.7, 4), 12)
    expect(scanWindow([...times].reverse(), { width: 7, total: 70 })).toEqual(found)
  })

  it('klarar inga händelser, en, och alla på en gång', () => {
    const options = { width: 7, total: 364 }
    expect(scanWindow([], options)).toMatchObject({ events: 0, largest: 0, p: null, from: null })
    expect(scanWindow([3], options).p).toBeCloseTo(1 - Math.exp(-1), 12)
    expect(scanWindow(Array(50).fill(9), options).p).toBeLessThan(1e-12)
    expect(scanWindow([0, 10], { width: 10, total: 10 })).toMatchObject({ largest: 2 })
  })

  it('tar händelser eller bara talen', () => {
    const run = (input: object) => runMethod(scanWindowMethod, input, 'sv')
    expect(run({ chance: { windows: 208, mean: 0.6, count: 6 } })).toMatchObject({ events: null, largest: 6 })
    const events = [1, 2, 3, 90].map((day) => ({ day }))
    expect(run({ events, width: 7, total: 100 })).toMatchObject({ events: 4, largest: 3, isRateGiven: false })
    expect(() => run({})).toThrow(/events: expected either events or chance/)
    expect(() => run({ events, total: 100 })).toThrow(/width/)
    expect(() => run({ events, width: 7, total: 100, rate: 1e9 })).toThrow(/^rate: .*now 7000000000\), got 1000000000/)
    expect(() => run({ events, width: 200, total: 100 })).toThrow(/total: expected a number of at least 200, got 100/)
    expect(() => run({ events, width: 7, total: 50 })).toThrow(
      /events\[3\]\.day: expected a number from 0 to 50, got 90/,
    )
    expect(() => run({ chance: { windows: 5, mean: 1, count: 2.5 } })).toThrow(/count/)
  })
})
