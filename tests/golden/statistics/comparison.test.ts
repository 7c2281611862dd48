import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { comparison, similarUnits } from '../../../src/statistics/comparison.ts'
import { comparisonMethod } from '../../../src/statistics/interface/comparison.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'

const golden = JSON.parse(readFileSync(new URL('comparison.json', import.meta.url), 'utf8')) as {
  counts: number[]
  exposures: number[]
  target: number
  dispersion: number
  shrunk: number[]
  mean: number
  variance: number
  low: number[]
  high: number[]
}[]

describe('jämförelse med liknande kommuner', () => {
  it.each(golden.map((one, at) => [at + 1, one] as const))('fall %i ger samma tal som R', (_nr, one) => {
    const result = comparison(one)
    const near = (got: number, wanted: number) =>
      expect(Math.abs(got - wanted)).toBeLessThan(1e-9 * Math.max(1e-3, wanted))
    near(result.target, one.target)
    near(result.winsorisedDispersion, one.dispersion)
    near(result.shrinkage.mean, one.mean)
    near(result.shrinkage.variance, one.variance)
    result.units.forEach((unit, i) => {
      near(unit.shrunk ?? Number.NaN, one.shrunk[i] as number)
      if (result.isOverdispersed) return
      near(unit.limits?.[0]?.low ?? Number.NaN, one.low[i] as number)
      near(unit.limits?.[0]?.high ?? Number.NaN, one.high[i] as number)
    })
  })

  it('vidgar tratten när enheterna skiljer sig mer än slumpen, och bara då', () => {
    expect(golden.map((one) => comparison(one).isOverdispersed)).toEqual([false, true, true])
  })

  it('säger ingenting om ordning: enheterna kommer som de gavs', () => {
    const [one] = golden
    if (!one) throw new Error('no case')
    const turned = comparison({ counts: [...one.counts].reverse(), exposures: [...one.exposures].reverse() })
    expect(turned.units.reverse().map((unit) => unit.rate)).toEqual(comparison(one).units.map((unit) => unit.rate))
    expect(JSON.stringify(turned)).not.toMatch(/rank/i)
  })

  it.each([
    ['alla noll', [0, 0, 0], [10, 20, 30]],
    ['en utan folk', [0, 3, 4], [0, 20, 30]],
    ['lika', [5, 5, 5], [10, 10, 10]],
    ['två', [1, 2], [5, 5]],
  ])('klarar %s utan NaN', (_what, counts, exposures) => {
    const result = comparison({ counts, exposures })
    for (const unit of result.units)
      for (const value of [
        unit.rate,
        unit.z,
        unit.p,
        unit.shrunk,
        ...(unit.limits ?? []).flatMap((limit) => [limit.low, limit.high]),
      ])
        expect(value === null || Number.isFinite(value)).toBe(true)
  })

  it('har inga gränser under noll, hur få som än är att vänta', () => {
    for (const [counts, exposures] of [
      [
        [0, 3, 1],
        [2400, 950000, 120000],
      ],
      [
        [0, 0, 2],
        [1, 1, 1e6],
      ],
    ] as const)
      for (const unit of comparison({ counts, exposures, levels: [0.5, 0.95, 0.998, 0.9999] }).units)
        for (const { low, high } of unit.limits ?? []) {
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeGreaterThanOrEqual(low)
        }
    // One event where 0.02 were expected comes by chance in fewer than 2.5 cases of a hundred: it lies outside.
    const [rare] = comparison({ counts: [1, 100], exposures: [1, 5000], target: 0.02 }).units
    expect(rare?.rate).toBeGreaterThan(rare?.limits?.[0]?.high as number)
    expect(rare?.p).toBeLessThan(0.05)
  })

  it('väljer inte liknande enheter utan något som säger vilka som liknar', () => {
    const units = ['Ekhamn', 'Norrby', 'Soderby'].map((name) => ({ name, count: 5, exposure: 100 }))
    expect(() => runMethod(comparisonMethod, { units, similarTo: 'Ekhamn', similar: 1 }, 'sv')).toThrow(
      /^units\[0\]\.traits: expected at least one/,
    )
    const alike = units.map((unit) => ({ ...unit, traits: [3, 4] }))
    expect(() => runMethod(comparisonMethod, { units: alike, similarTo: 'Ekhamn', similar: 1 }, 'sv')).toThrow(
      /traits: expected at least one trait that tells the units apart/,
    )
    const twice = [...alike, { name: 'Ekhamn', count: 1, exposure: 9, traits: [1, 2] }]
    expect(() => runMethod(comparisonMethod, { units: twice, similarTo: 'Ekhamn' }, 'sv')).toThrow(
      /units\[3\]\.name: expected a name that is there once/,
    )
  })

  it('räknar med de största tal som tas emot, och säger till om större', () => {
    const large = comparison({ counts: [1e9, 1e9 - 1e5], exposures: [1e12, 1e12] })
    expect(large.units[0]?.limits?.[0]?.low).toBeLessThan(1e-3)
    expect(JSON.stringify(large)).not.toMatch(/NaN|Infinity/)
    expect(() => comparison({ counts: [1e15, 1], exposures: [1, 1] })).toThrow(/counts\[0\]/)
    expect(() => comparison({ counts: [1, 1], exposures: [1e20, 1] })).toThrow(/exposures\[0\]/)
    expect(() => comparison({ counts: [1, 1], exposures: [1, 1e-20] })).toThrow(/exposures\[1\]/)
    expect(() => comparison({ counts: [1, 1], exposures: [1e12, 1], target: 1 })).toThrow(/target.*0\.001/)
  })

  it('säger var det är fel', () => {
    expect(() => comparison({ counts: [1], exposures: [1] })).toThrow(/units.*at least two/)
    expect(() => comparison({ counts: [1, 2], exposures: [1, 0] })).toThrow(/exposures\[1\].*0/)
    expect(() => comparison({ counts: [1, -2], exposures: [1, 1] })).toThrow(/counts\[1\].*-2/)
    expect(() => comparison({ counts: [0, 0], exposures: [0, 0] })).toThrow(/exposures/)
  })

  it('hittar de kommuner som är mest lika, oavsett vilken enhet egenskaperna mäts i', () => {
    const traits = [
      [10_000, 0.2],
      [10_500, 0.21],
      [90_000, 0.2],
      [9_800, 0.4],
      [11_000, 0.19],
    ]
    expect(similarUnits(traits, 0, 2)).toEqual([1, 4])
    expect(
      similarUnits(
        traits.map(([a = 0, b = 0]) => [a / 1000, b * 100]),
        0,
        2,
      ),
    ).toEqual([1, 4])
    expect(() => similarUnits(traits, 9, 2)).toThrow(/unit/)
  })
})
