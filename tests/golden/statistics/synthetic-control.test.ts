import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../src/statistics/random.ts'
import { simplexWeights } from '../../../src/statistics/simplex-weights.ts'
import { syntheticControl } from '../../../src/statistics/synthetic-control.ts'

const golden = JSON.parse(readFileSync(new URL('synthetic-control.json', import.meta.url), 'utf8')) as {
  start: number
  treated: number[]
  donors: number[][]
  weights: number[]
  gap: number[]
  growth: number
  placebos: number[]
  p: number
}[]
/** Names whose order is that of the file. */
const named = (donors: readonly number[][]) =>
  donors.map((values, j) => ({ name: `område ${String(j).padStart(2, '0')}`, values }))

describe('syntetisk kontroll', () => {
  it.each(golden.map((one, at) => [at + 1, one] as const))('fall %i ger samma vikter, gap och p som R', (_nr, one) => {
    const found = syntheticControl({ treated: one.treated, donors: named(one.donors), start: one.start })
    found.weights.forEach(({ weight }, j) => {
      expect(weight).toBeCloseTo(one.weights[j] as number, 6)
    })
    found.gap.forEach((gap, t) => {
      expect(gap).toBeCloseTo(one.gap[t] as number, 5)
    })
    expect(found.growth).toBeCloseTo(one.growth, 5)
    found.placebos.forEach(({ growth }, j) => {
      expect((growth as number) / (one.placebos[j] as number)).toBeCloseTo(1, 4)
    })
    expect(found.p).toBeCloseTo(one.p, 12)
  })

  it('hittar en inlagd minskning, och säger inget när områdena är för få', () => {
    const [few, clear] = golden
    if (!few || !clear) throw new Error('no cases')
    expect(syntheticControl({ ...clear, donors: named(clear.donors) })).toMatchObject({
      verdict: 'minskning-trolig',
      leastP: 1 / 21,
    })
    expect(syntheticControl({ ...few, donors: named(few.donors) }).verdict).toBe('gar-inte-att-avgora')
  })

  it('nio områden räcker på nivån 0,9: det minsta p är en tiondel', () => {
    const random = new Random(3)
    const draw = () => Array.from({ length: 24 }, () => 20 + random.poisson(4))
    const donors = named(Array.from({ length: 9 }, draw))
    const treated = Array.from({ length: 24 }, (_, t) => {
      const mean = donors.reduce((sum, { values }) => sum + (values[t] as number), 0) / 9
      return t < 18 ? mean + (t % 2) / 10 : mean / 2
    })
    expect(syntheticControl({ treated, donors, start: 18, level: 0.9 })).toMatchObject({
      p: 0.1,
      leastP: 0.1,
      verdict: 'minskning-trolig',
    })
    expect(syntheticControl({ treated, donors, start: 18, level: 0.91 }).verdict).toBe('gar-inte-att-avgora')
  })

  it('säger inget när blandningen inte liknar området före åtgärden', () => {
    const clear = golden[1]
    if (!clear) throw new Error('no case')
    const treated = clear.treated.map((value, t) => (t % 2 === 0 ? 3 * value : 0))
    expect(syntheticControl({ ...clear, treated, donors: named(clear.donors) })).toMatchObject({
      verdict: 'gar-inte-att-avgora',
    })
  })

  it('har vikter från noll som blir ett, och ingen annan blandning ligger närmare', () => {
    const random = new Random(7)
    for (const [n, rows] of [
      [2, 6],
      [5, 8],
      [12, 30],
      [40, 10],
    ] as const) {
      const columns = Array.from({ length: n }, () => Array.from({ length: rows }, () => random.normal()))
      const target = Array.from({ length: rows }, () => 0.3 * random.normal())
      const weights = simplexWeights(target, columns)
      const far = (w: readonly number[]): number =>
        target.reduce(
          (sum, goal, t) =>
            sum + (goal - columns.reduce((all, c, j) => all + (c[t] as number) * (w[j] as number), 0)) ** 2,
          0,
        )
      expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
      const best = far(weights)
      for (let k = 0; k < 300; k++) {
        const other = weights.map(() => -Math.log(1 - random.uniform()))
        const sum = other.reduce((a, b) => a + b)
        const mix = weights.map((w, j) => 0.95 * w + (0.05 * (other[j] as number)) / sum)
        expect(far(mix)).toBeGreaterThanOrEqual(best - 1e-9)
      }
    }
  })

  it('beror inte av i vilken ordning områdena står', () => {
    const one = golden[2]
    if (!one) throw new Error('no case')
    const straight = syntheticControl({ ...one, donors: named(one.donors) })
    expect(syntheticControl({ ...one, donors: named(one.donors).reverse() })).toEqual(straight)
  })

  it.each([
    ['alla lika', Array(12).fill(5), [Array(12).fill(5), Array(12).fill(5), Array(12).fill(5)]],
    ['bara nollor', Array(12).fill(0), [Array(12).fill(0), Array(12).fill(0)]],
    ['två likadana', [1, 2, 3, 4, 5, 6, 7, 8, 9], [Array(9).fill(3), Array(9).fill(3)]],
    ['exakt som ett annat', [1, 2, 3, 4, 5, 6, 7, 8, 9], [[1, 2, 3, 4, 5, 6, 7, 8, 9], Array(9).fill(3)]],
  ])('klarar %s utan NaN', (_what, treated, values) => {
    const found = syntheticControl({ treated, donors: named(values), start: 6 })
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/)
    for (const value of [...found.synthetic, ...found.gap, found.p]) expect(Number.isFinite(value)).toBe(true)
  })

  it('säger var det är fel', () => {
    const one = {
      treated: [1, 2, 3, 4, 5, 6, 7],
      donors: named([
        [1, 2, 3, 4, 5, 6, 7],
        [2, 2, 2, 2, 2, 2, 2],
      ]),
      start: 6,
    }
    expect(() => syntheticControl({ ...one, start: 3 })).toThrow(/start.*from 6 to 6, got 3/)
    expect(() => syntheticControl({ ...one, donors: one.donors.slice(1) })).toThrow(/donors.*2–500 areas/)
    expect(() => syntheticControl({ ...one, treated: [1, 2] })).toThrow(
      /donors\[0\]\.values: expected as many as treated/,
    )
    const twice = one.donors.map((donor) => ({ ...donor, name: 'a' }))
    expect(() => syntheticControl({ ...one, donors: twice })).toThrow(/donors\[1\]\.name/)
  })
})
