import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { perturbed, perturbedTable, recordKeys } from '../../../src/statistics/cell-key.ts'
import { cellKeyMethod } from '../../../src/statistics/interface/cell-key.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { perturbationTable } from '../../../src/statistics/perturbation-table.ts'
import { Random } from '../../../src/statistics/random.ts'
import { sipHash } from '../../../src/statistics/siphash.ts'

const golden = JSON.parse(readFileSync(new URL('cell-key.json', import.meta.url), 'utf8')) as {
  maxDeviation: number
  variance: number
  neverShown: number
  rows: { count: number; changes: number[]; chances: number[]; entropy: number }[]
}[]
const SECRET = '000102030405060708090a0b0c0d0e0f'
const OPTIONS = { maxDeviation: 5, variance: 3, neverShown: 2 }
const TABLE = perturbationTable(OPTIONS)

const dimensions = [
  { name: 'område', levels: ['a', 'b', 'c'].map((code) => [code]) },
  { name: 'typ', levels: ['x', 'y'].map((code) => [code]) },
]
const recordsOf = (n: number, seed = 1) => {
  const random = new Random(seed)
  return Array.from({ length: n }, (_, i) => ({
    id: `händelse-${i}`,
    at: ['abc'[random.below(3)] as string, 'xy'[random.below(2)] as string],
  }))
}

describe('ändrade celler i tabeller som frågas fram', () => {
  it.each(golden)(
    'har samma fördelningar som R: D $maxDeviation, V $variance, js $neverShown',
    ({ rows, ...options }) => {
      const table = perturbationTable(options)
      expect(table).toHaveLength(rows.length)
      table.forEach(({ count, changes, chances }, r) => {
        expect([count, changes]).toEqual([rows[r]?.count, rows[r]?.changes])
        chances.forEach((chance, at) => {
          expect(chance).toBeCloseTo(rows[r]?.chances[at] as number, 9)
        })
        const entropy = -chances.reduce((sum, chance) => sum + chance * Math.log(chance), 0)
        expect(entropy).toBeCloseTo(rows[r]?.entropy as number, 8)
      })
    },
  )

  it('ändrar i medeltal ingenting, och sprider precis så mycket som sägs', () => {
    for (let maxDeviation = 2; maxDeviation <= 12; maxDeviation++)
      for (let neverShown = 0; neverShown < maxDeviation - 1; neverShown++) {
        // In the middle of the largest gap around what is never shown the variance cannot be less.
        const least = Math.floor((neverShown + 1) ** 2 / 4)
        if (least >= maxDeviation) continue
        const variance = least + 0.3 * (maxDeviation - least)
        for (const { count, changes, chances } of perturbationTable({ maxDeviation, variance, neverShown })) {
          const moment = (power: number) =>
            changes.reduce((sum, v, at) => sum + (chances[at] as number) * v ** power, 0)
          expect(moment(0)).toBeCloseTo(1, 10)
          expect(moment(1)).toBeCloseTo(0, 9)
          expect(moment(2)).toBeCloseTo(variance, 9)
          for (const v of changes) {
            expect(Math.abs(v)).toBeLessThanOrEqual(maxDeviation)
            expect(count + v === 0 || count + v > neverShown).toBe(true)
          }
        }
      }
  })

  it('tar de två ändringar som är kvar när variansen är den minsta eller största som går', () => {
    expect(perturbationTable({ maxDeviation: 5, variance: 2, neverShown: 2 })[0]).toEqual({
      count: 1,
      changes: [-1, 2],
      chances: [2 / 3, 1 / 3],
    })
    expect(perturbationTable({ maxDeviation: 5, variance: 5, neverShown: 0 })[0]?.changes).toEqual([-1, 5])
  })

  it('räknar SipHash som dess upphovsmän', () => {
    const key = Uint32Array.of(0x07060504, 0x03020100, 0x0f0e0d0c, 0x0b0a0908)
    const of = (n: number) =>
      sipHash(
        key,
        Uint8Array.from({ length: n }, (_, i) => i),
      )
    expect(of(15)).toEqual([0xa129ca61, 0x49be45e5])
    expect(of(0)).toEqual([0x726fdb47, 0xdd0e0e31])
    expect(of(8)).toEqual([0x93f5f579, 0x9a932462])
    expect(recordKeys([String.fromCharCode(...Array(8).keys())], SECRET)[0]).toBe(0x93f5f579)
  })

  it('ger samma poster samma svar i varje fråga, i vilken ordning de än står', () => {
    const records = recordsOf(60)
    const whole = perturbedTable(dimensions, records, SECRET, OPTIONS)
    expect(perturbedTable(dimensions, [...records].reverse(), SECRET, OPTIONS)).toEqual(whole)
    // The same cell by another road: only the events of one type, as a table of one dimension.
    const [areas] = dimensions
    const ofX = records.filter(({ at }) => at[1] === 'x').map(({ id, at }) => ({ id, at: [at[0] as string] }))
    const alone = perturbedTable([areas as (typeof dimensions)[number]], ofX, SECRET, OPTIONS)
    for (const { at, value } of alone)
      expect(whole.find((one) => one.at[0] === at[0] && one.at[1] === 'x')?.value).toBe(value)
    expect(perturbedTable(dimensions, records, SECRET.replace('0f', '1f'), OPTIONS)).not.toEqual(whole)
  })

  it('visar aldrig 1 eller 2, låter 0 vara 0 och ändrar aldrig mer än det största', () => {
    const random = new Random(5)
    for (let count = 0; count <= 20; count++)
      for (let draw = 0; draw < 500; draw++) {
        const shown = perturbed(count, random.next(), TABLE)
        if (count === 0) expect(shown).toBe(0)
        expect(shown === 0 || shown > 2).toBe(true)
        expect(Math.abs(shown - count)).toBeLessThanOrEqual(5)
      }
    expect([0, 2 ** 32 - 1].map((key) => perturbed(7, key, TABLE))).toEqual([3, 12])
  })

  it('sprider postnycklarna så jämnt att ändringarna har sin fördelning', () => {
    const keys = recordKeys(
      Array.from({ length: 60_000 }, (_, i) => `2026-${i}`),
      SECRET,
    )
    for (const count of [1, 3, 12]) {
      const { changes, chances } = TABLE[Math.min(count, TABLE.length) - 1] as (typeof TABLE)[number]
      const seen = new Map<number, number>()
      const cells = Math.floor(keys.length / count)
      for (let cell = 0; cell < cells; cell++) {
        let key = 0
        for (let i = 0; i < count; i++) key = (key + (keys[cell * count + i] as number)) % 2 ** 32
        const change = perturbed(count, key, TABLE) - count
        seen.set(change, (seen.get(change) ?? 0) + 1)
      }
      const chi = changes.reduce((sum, v, at) => {
        const expected = cells * (chances[at] as number)
        return sum + ((seen.get(v) ?? 0) - expected) ** 2 / expected
      }, 0)
      // 99.99 % of chi-squared with at most ten degrees of freedom.
      expect(chi).toBeLessThan(35.6)
    }
  })

  it('röjer inte en händelse för den som drar två svar från varandra, hur många frågor som än ställs', () => {
    // Twelve events and the same without one of them, each asked for twenty times: the difference shows the one in few worlds only.
    let right = 0
    for (let world = 0; world < 1000; world++) {
      const keys = recordKeys(
        Array.from({ length: 12 }, (_, i) => `${world}-${i}`),
        SECRET,
      )
      const shown = (from: number) => {
        const key = keys.subarray(from).reduce((total, one) => (total + one) % 2 ** 32, 0)
        const answers = new Set(Array.from({ length: 20 }, () => perturbed(12 - from, key, TABLE)))
        expect(answers.size).toBe(1)
        return [...answers][0] as number
      }
      if (shown(0) - shown(1) === 1) right++
    }
    // Two changes are alike with the sum of their squared chances.
    const { chances } = TABLE.at(-1) as (typeof TABLE)[number]
    const alike = chances.reduce((sum, chance) => sum + chance * chance, 0)
    expect(Math.abs(right / 1000 - alike)).toBeLessThan(0.05)
    expect(alike).toBeLessThan(0.2)
  })

  it('säger att marginalerna inte går jämnt upp', () => {
    const cells = perturbedTable(dimensions, recordsOf(200, 4), SECRET, OPTIONS)
    const value = (a: string, b: string) => cells.find(({ at }) => at[0] === a && at[1] === b)?.value as number
    const rows = ['a', 'b', 'c'].map((a) => value(a, 'x') + value(a, 'y') - value(a, 'Totalt'))
    expect(rows.some((difference) => difference !== 0)).toBe(true)
  })

  it('kan också bara visa fördelningarna, och säger var det är fel', () => {
    expect(runMethod(cellKeyMethod, OPTIONS, 'sv')).toMatchObject({ cells: null, distributions: { length: 8 } })
    const call = (more: object) => runMethod(cellKeyMethod, { ...OPTIONS, dimensions, secret: SECRET, ...more }, 'sv')
    const [one] = recordsOf(1)
    expect(call({ records: [{ id: 'a', d1: 'a', d2: 'x' }] })).toMatchObject({ cells: { length: 12 } })
    expect(call({ records: [] })).toMatchObject({ cells: Array(12).fill({ value: 0 }) })
    expect(() => call({ records: [one, one] })).toThrow(/records\[1\]\.id.*once/)
    expect(() => call({ records: [{ id: 'a', at: ['a', 'z'] }] })).toThrow(/records\[0\]\.at\[1\].*"z"/)
    expect(() => call({ records: [one], secret: 'hemligt' })).toThrow(/secret.*32 hexa/)
    expect(() => call({ records: [one], dimensions: [{ name: 'a' }, { name: 'b' }] })).toThrow(
      /dimensions\[0\]\.levels/,
    )
    expect(() => runMethod(cellKeyMethod, { maxDeviation: 3, variance: 9 }, 'sv')).toThrow(
      /variance: expected from 2 to 3/,
    )
    expect(() => runMethod(cellKeyMethod, { maxDeviation: 2, variance: 1 }, 'sv')).toThrow(/maxDeviation/)
    expect(() => runMethod(cellKeyMethod, { maxDeviation: 5, variance: 0 }, 'sv')).toThrow(/variance/)
  })
})
