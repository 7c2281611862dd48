import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { leastStandardError, perturbed, perturbedTable, recordKeys } from '../../../src/statistics/cell-key.ts'
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

  it('lämnar den som räknar på alla summor i fasta indelningar det standardfel som sägs', () => {
    // Eight codes in pairs and fours: every code is in four sums.
    const levels = Array.from({ length: 8 }, (_, i) => [`k${i}`, `par${i >> 1}`, `fyra${i >> 2}`])
    const counts = [1, 4, 2, 7, 3, 1, 12, 5]
    const codes = counts.flatMap((count, i) => Array<string>(count).fill(`k${i}`))
    const sets = [0, 1, 2, 3].flatMap((level) =>
      Array.from({ length: 8 >> level }, (_, g) => counts.map((_, i) => Number(i >> level === g))),
    )
    const inverse = invert(counts.map((_, i) => counts.map((_, j) => dot(column(sets, i), column(sets, j)))))
    let [best, knowing] = [0, 0]
    const worlds = 1200
    for (let world = 0; world < worlds; world++) {
      const records = codes.map((code, r) => ({ id: `${world}-${r}`, at: [code] }))
      const cells = perturbedTable([{ name: 'område', levels }], records, SECRET, OPTIONS)
      const shown = (name: string) => cells.find(({ at }) => at[0] === name)?.value as number
      const values = sets.map((set, s) => {
        const first = set.indexOf(1)
        return shown(
          ['k', 'par', 'fyra'].map((name, level) => `${name}${first >> level}`)[s < 8 ? 0 : s < 12 ? 1 : 2] ?? '',
        )
      })
      values[14] = shown('Totalt')
      // Least squares on all sums, which is the best that is linear; and the mean of the four by whoever knows the seven others.
      const estimate = dot(
        inverse[0] ?? [],
        counts.map((_, i) => dot(column(sets, i), values)),
      )
      const own = sets.flatMap((set, s) => (set[0] ? [(values[s] as number) - dot(set, [0, ...counts.slice(1)])] : []))
      expect(own).toHaveLength(4)
      best += (estimate - 1) ** 2 / worlds
      knowing += (own.reduce((a, b) => a + b) / 4 - 1) ** 2 / worlds
    }
    const stated = leastStandardError([{ name: 'område', levels }], OPTIONS.variance)
    expect(stated).toBeCloseTo(Math.sqrt(3 / 4), 12)
    expect(Math.sqrt(knowing) / stated).toBeCloseTo(1, 1)
    expect(Math.sqrt(best) / Math.sqrt(3 * (inverse[0]?.[0] as number))).toBeCloseTo(1, 1)
    expect(Math.sqrt(best)).toBeGreaterThan(1.2)
  })

  it('räknas ut av den som själv väljer indelningar, och därför nekas grupper som överlappar', () => {
    const random = new Random(9)
    let error = 0
    const worlds = 40
    for (let world = 0; world < worlds; world++) {
      const keys = recordKeys(
        Array.from({ length: 61 }, (_, i) => `${world}-${i}`),
        SECRET,
      )
      const shown = (own: number[]) =>
        perturbed(
          own.length,
          own.reduce((total, i) => (total + (keys[i] as number)) % 2 ** 32, 0),
          TABLE,
        )
      let mean = 0
      for (let query = 0; query < 400; query++) {
        const others = Array.from({ length: 60 }, (_, i) => i + 1).filter(() => random.uniform() < 0.5)
        mean += (shown([0, ...others]) - shown(others)) / 400
      }
      error += (mean - 1) ** 2 / worlds
    }
    // What is left of 1.7 when anything may be asked for.
    expect(Math.sqrt(error)).toBeLessThan(0.2)
    const asked = (levels: string[][]) => perturbedTable([{ name: 'område', levels }], [], SECRET, OPTIONS)
    const overlapping = ['a', 'b', 'c'].map((code, i) => [code, i < 2 ? 'S' : 'T', i < 1 ? 'U' : 'V'])
    expect(() => asked(overlapping)).toThrow(
      /dimensions\[0\]\.levels\[1\]\[2\]: expected U, to which S belongs.*overlap.*"V"/,
    )
    expect(() =>
      asked([
        ['a', 'S'],
        ['b', 'S'],
        ['a', 'T'],
      ]),
    ).toThrow(/levels\[2\]\[1\].*overlap/)
    expect(
      asked([
        ['a', 'S', 'U'],
        ['b', 'S', 'U'],
        ['c', 'T', 'U'],
      ]),
    ).toHaveLength(7)
    const flat = (n: number) => Array.from({ length: n }, (_, d) => ({ name: `d${d}`, levels: [['a'], ['b']] }))
    expect(leastStandardError(flat(3), 3)).toBeCloseTo(Math.sqrt(3 / 8), 12)
    expect(() => perturbedTable(flat(4), [], SECRET, OPTIONS)).toThrow(/dimensions: expected at most 12 sums.*got 16/)
  })

  it('säger att marginalerna inte går jämnt upp', () => {
    const cells = perturbedTable(dimensions, recordsOf(200, 4), SECRET, OPTIONS)
    const value = (a: string, b: string) => cells.find(({ at }) => at[0] === a && at[1] === b)?.value as number
    const rows = ['a', 'b', 'c'].map((a) => value(a, 'x') + value(a, 'y') - value(a, 'Totalt'))
    expect(rows.some((difference) => difference !== 0)).toBe(true)
  })

  it('kan också bara visa fördelningarna, och säger var det är fel', () => {
    expect(runMethod(cellKeyMethod, OPTIONS, 'sv')).toMatchObject({
      cells: null,
      leastStandardError: null,
      distributions: { length: 8 },
    })
    const call = (more: object) => runMethod(cellKeyMethod, { ...OPTIONS, dimensions, secret: SECRET, ...more }, 'sv')
    const [one] = recordsOf(1)
    expect(call({ records: [{ id: 'a', d1: 'a', d2: 'x' }] })).toMatchObject({
      cells: { length: 12 },
      leastStandardError: Math.sqrt(3 / 4),
    })
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

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)
}

function column(rows: readonly number[][], i: number): number[] {
  return rows.map((row) => row[i] as number)
}

/** By Gauss and Jordan, of a matrix that is positive definite. */
function invert(matrix: readonly number[][]): number[][] {
  const all = matrix.map((row, i) => [...row, ...matrix.map((_, j) => Number(i === j))])
  for (let p = 0; p < all.length; p++) {
    const lead = (all[p] as number[]).map((value) => value / (all[p]?.[p] as number))
    all.forEach((row, r) => {
      all[r] = r === p ? lead : row.map((value, c) => value - (row[p] as number) * (lead[c] as number))
    })
  }
  return all.map((row) => row.slice(matrix.length))
}
