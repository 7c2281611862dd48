import { describe, expect, it } from 'vitest'
import { negativeBinomialAtMost, negativeBinomialQuantile } from '../../../src/statistics/distributions.ts'
import { clopperPearsonInterval, poissonInterval, wilsonInterval } from '../../../src/statistics/intervals.ts'
import { stoppedP } from '../../../src/statistics/monte-carlo.ts'
import { correct } from '../../../src/statistics/multiple-testing.ts'
import { Random } from '../../../src/statistics/random.ts'

describe('gränser för antal och andelar', () => {
  it('ger de publicerade värdena', () => {
    const near = ({ low, high }: { low: number; high: number }, wanted: [number, number]) => {
      expect(low).toBeCloseTo(wanted[0], 7)
      expect(high).toBeCloseTo(wanted[1], 7)
    }
    near(wilsonInterval(8, 50), [0.08337421, 0.28514216])
    near(clopperPearsonInterval(8, 50), [0.07170077, 0.29112631])
    near(poissonInterval(12), [6.2005751, 20.961585])
  })

  it('inga händelser har en övre gräns, och alla har en undre', () => {
    expect(poissonInterval(0).low).toBe(0)
    expect(poissonInterval(0).high).toBeCloseTo(3.688879454, 8)
    expect(clopperPearsonInterval(0, 20).low).toBe(0)
    expect(clopperPearsonInterval(20, 20).high).toBe(1)
    expect(wilsonInterval(20, 20).high).toBe(1)
  })

  it('täcker minst så ofta som de säger', () => {
    let inside = 0
    for (let run = 0; run < 2000; run++) {
      const { low, high } = poissonInterval(new Random(11, run).poisson(7))
      if (low <= 7 && 7 <= high) inside++
    }
    expect(inside / 2000).toBeGreaterThan(0.95)
  })

  it('den negativa binomialens kvantil är det minsta antal som räcker', () => {
    for (const p of [0.5, 0.95, 0.999]) {
      const k = negativeBinomialQuantile(p, 2.5, 12)
      expect(negativeBinomialAtMost(k, 2.5, 12)).toBeGreaterThanOrEqual(p)
      expect(negativeBinomialAtMost(k - 1, 2.5, 12)).toBeLessThan(p)
    }
  })
})

describe('Monte Carlo', () => {
  it('slutar när fler omgångar inget ändrar, och svaret är detsamma varje gång', () => {
    const limits = { replicates: 9999, enough: 20 }
    const drawn = Float64Array.from({ length: 500 }, (_, r) => new Random(3, r).uniform())
    const stopped = stoppedP(0.5, drawn, limits)
    expect(stopped.isStopped).toBe(true)
    expect(stopped.p).toBe(20 / stopped.drawn)
    expect(drawn.slice(0, stopped.drawn).filter((one) => one >= 0.5)).toHaveLength(20)
    expect(stoppedP(0.5, drawn.slice(0, stopped.drawn), limits)).toEqual(stopped)
    expect(stoppedP(0.5, drawn.slice(0, stopped.drawn - 1), limits).isStopped).toBe(false)
    expect(stoppedP(2, drawn, { replicates: 99, enough: 20 })).toEqual({ p: 0.01, drawn: 99, isStopped: false })
  })

  it('q-värden som R:s p.adjust, och det som inte prövades räknas inte', () => {
    const p = [0.01, 0.04, 0.03, Number.NaN, 0.5]
    expect([...correct(p, 'bh')].map((q) => Math.round(q * 1e6) / 1e6)).toEqual([
      0.04,
      0.053333,
      0.053333,
      Number.NaN,
      0.5,
    ])
    expect(correct(p, 'by')[0]).toBeCloseTo(0.04 * (1 + 1 / 2 + 1 / 3 + 1 / 4), 12)
    expect(correct(p, 'bonferroni')[4]).toBe(1)
  })
})
