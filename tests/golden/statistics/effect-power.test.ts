import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { effectPower } from '../../../src/statistics/effect-power.ts'

const golden = JSON.parse(readFileSync(new URL('effect-power.json', import.meta.url), 'utf8')) as {
  expected: number[]
  weights: number[]
  reduction: number
  periods: number
  power: number
}[]

function planned({ expected, weights }: Pick<(typeof golden)[number], 'expected' | 'weights'>) {
  const area = (k: number) => ({ expected: expected[k] as number, weight: weights[k] as number })
  return {
    treated: area(0),
    control: area(1),
    ...(expected.length > 2 && { displacementTreated: area(2), displacementControl: area(3) }),
  }
}

describe('styrka innan någon har tittat', () => {
  it('hittar bara den minskning som frågas: utan någon är chansen den nivån ger åt det hållet', () => {
    for (const level of [0.9, 0.95, 0.99]) {
      const { curve } = effectPower({ treated: { expected: 6 }, control: { expected: 200 }, level, reductions: [0] })
      expect(curve[0]?.power).toBeCloseTo((1 - level) / 2, 9)
    }
  })

  it('tar inga antal eller ytor som inte finns', () => {
    const call = (treated: object) => () =>
      effectPower({ treated: { expected: 9, ...treated }, control: { expected: 9 } })
    expect(call({ expected: 1e15 })).toThrow(/treated\.expected/)
    expect(call({ weight: 1e-20 })).toThrow(/treated\.weight/)
    expect(JSON.stringify(call({ expected: 1e12, weight: 1e-12 })())).not.toMatch(/NaN|Infinity/)
  })

  it.each(golden)('$reduction % av $expected hittas så ofta som i R:s slumpvärldar, $periods perioder', (one) => {
    const { curve } = effectPower({ ...planned(one), reductions: [one.reduction], periods: one.periods })
    expect(Math.abs((curve[0]?.power ?? 0) - one.power)).toBeLessThan(0.015)
  })

  it('den minsta minskningen är den som hittas i fyra fall av fem', () => {
    const input = planned(golden[0] as (typeof golden)[number])
    const { leastReductionPercent } = effectPower(input)
    const [point] = effectPower({ ...input, reductions: [leastReductionPercent as number] }).curve
    expect(point?.power).toBeCloseTo(0.8, 6)
  })

  it('säger hur länge det måste pågå för att en femtedel färre ska synas', () => {
    const input = planned(golden[0] as (typeof golden)[number])
    const enough = effectPower(input).periodsFor20Percent as number
    const at = (periods: number) => effectPower({ ...input, reductions: [20], periods }).curve[0]?.power ?? 0
    expect(at(enough)).toBeGreaterThanOrEqual(0.8)
    expect(at(enough - 1)).toBeLessThan(0.8)
  })

  it('säger att det inte går att avgöra när inte ens allt borta hade synts', () => {
    const none = effectPower({ treated: { expected: 2 }, control: { expected: 50 } })
    expect(none).toMatchObject({ leastReductionPercent: null, verdict: 'gar-inte-att-avgora' })
    expect(effectPower({ treated: { expected: 0 }, control: { expected: 0 } })).toMatchObject({
      verdict: 'gar-inte-att-avgora',
      periodsFor20Percent: null,
    })
  })

  it('kräver mer när händelser kommer i klump', () => {
    const input = planned(golden[0] as (typeof golden)[number])
    const clumped = effectPower({ ...input, history: [180, 260, 150, 230, 300, 120, 220, 190, 170, 280] })
    expect(clumped.dispersion).toBeGreaterThan(5)
    expect(clumped.leastReductionPercent ?? 100).toBeGreaterThan(effectPower(input).leastReductionPercent as number)
  })

  it('säger var det är fel', () => {
    const input = { treated: { expected: 10 }, control: { expected: 10 } }
    expect(() => effectPower({ ...input, treated: { expected: -1 } })).toThrow(/treated\.expected.*-1/)
    expect(() => effectPower({ ...input, reductions: [120] })).toThrow(/reductions\[0\].*120/)
    expect(() => effectPower({ ...input, periods: 0 })).toThrow(/periods/)
    expect(() => effectPower({ ...input, displacementTreated: { expected: 3 } })).toThrow(/displacementControl/)
  })
})
