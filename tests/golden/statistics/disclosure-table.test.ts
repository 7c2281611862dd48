import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditPublications, type ProtectedTable, protectTable } from '../../../src/statistics/disclosure-table.ts'
import { disclosureAuditMethod, disclosureTableMethod } from '../../../src/statistics/interface/disclosure-table.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { PRIME } from '../../../src/statistics/modular-rows.ts'
import { Random } from '../../../src/statistics/random.ts'
import { auditSums, suppress } from '../../../src/statistics/suppression.ts'
import type { TableDimension, TableRow } from '../../../src/statistics/table-cells.ts'
import { boundsOf } from './lp-attacker.ts'
import { attackOn, solvedBy, worlds } from './table-attacks.ts'

const golden = JSON.parse(readFileSync(new URL('disclosure-table.json', import.meta.url), 'utf8')) as {
  audits: {
    rows: number
    columns: number
    k: number
    counts: number[]
    shown: number[]
    sums: number[][]
    alone: number[][]
    ones: boolean
  }[]
  tables: { rows: number; columns: number; k: number; counts: number[]; primary: number; least: number }[]
}

/** Sets of inner cells of a table with rows, columns and all their sums, totals first. */
function setsOf(rows: number, columns: number): number[][] {
  const range = (n: number) => Array.from({ length: n }, (_, i) => i)
  return [-1, ...range(rows)].flatMap((i) =>
    [-1, ...range(columns)].map((j) =>
      (i < 0 ? range(rows) : [i]).flatMap((r) => (j < 0 ? range(columns) : [j]).map((c) => r * columns + c)),
    ),
  )
}

describe('vad som måste döljas i en tabell', () => {
  it('finner samma lösbara småtal som R finner genom att pröva alla delmängder', () => {
    for (const one of golden.audits) {
      const sets = setsOf(one.rows, one.columns)
      const found = auditSums(
        one.counts,
        one.shown.map((s) => sets[s] as number[]),
        sets,
        one,
      )
      const least = one.sums.filter(
        (set) => !one.sums.some((other) => other.length < set.length && other.every((i) => set.includes(i))),
      )
      const own = found.filter(({ kind }) => kind === 'sum').map(({ inner }) => inner)
      expect(own.map(String).sort(), JSON.stringify(one)).toEqual(least.map(String).sort())
      expect(found.length > 0, JSON.stringify(one)).toBe(one.sums.length + one.alone.length > 0 || one.ones)
    }
  })

  it('döljer inte mycket mer än det minsta som räcker, som R finner genom att pröva alla mönster', () => {
    let [own, least] = [0, 0]
    for (const one of golden.tables) {
      const sets = setsOf(one.rows, one.columns)
      const { fate } = suppress(one.counts, sets, { k: one.k, rank: sets.map((set) => -set.length) })
      const count = (wanted: string) => fate.filter((each) => each === wanted).length
      expect(count('primary')).toBe(one.primary)
      expect(count('secondary')).toBeGreaterThanOrEqual(one.least)
      own += count('secondary')
      least += one.least
    }
    expect(own).toBeLessThanOrEqual(1.5 * least)
  })

  it('låter ingen räkna ut ett litet antal, varken rakt fram, med att inget är under noll eller med linjär programmering', () => {
    fc.assert(
      fc.property(worlds, ({ dimensions, rows, k }) => {
        const result = protectTable(dimensions, rows, { k })
        expect(solvedBy([attackOn(dimensions, rows, result)], k, 1)).toEqual([])
        expect(auditPublications(dimensions, rows, [result], { k })).toEqual([])
      }),
      { seed: 20261126, numRuns: 20 },
    )
  })

  it('finner skillnaden mellan två visade summor där den ena ligger i den andra', () => {
    const dimensions = [{ name: 'område', levels: [['a'], ['b'], ['c']] }]
    const rows = [7, 2, 30].map((count, i) => ({ at: ['abc'[i] as string], count }))
    const shown = (...at: (string | string[])[]) => [{ cells: at.map((one) => ({ at: [one] })) }]
    const audit = (...at: (string | string[])[]) => auditPublications(dimensions, rows, shown(...at))
    expect(audit('a', ['a', 'b'])).toEqual([{ at: [['b']], sum: 2, kind: 'sum' }])
    expect(audit('a', ['a', 'b', 'c'])).toEqual([])
    expect(audit('a', 'c', 'Totalt')).toEqual([{ at: [['b']], sum: 2, kind: 'sum' }])
  })

  it('låter inte den som är ensam i en cell räkna ut de andras', () => {
    // The sum of 1 and 4 is no small sum, but whoever is the one knows the four.
    const audit = (counts: number[]) => auditSums(counts, [[0, 1, 2], [2]], [[0], [1]], { k: 5 })
    expect(audit([1, 4, 9])).toEqual([{ inner: [1], sum: 4, kind: 'contributor' }])
    expect(audit([2, 3, 9])).toEqual([])
    const { fate } = suppress([1, 4, 9], [[0, 1, 2], [0], [1], [2]], { k: 5 })
    expect(fate).toEqual(['shown', 'primary', 'primary', 'secondary'])
  })

  it('säger vad som var för mycket att söka igenom', () => {
    const random = new Random(1)
    const counts = Array.from({ length: 60 }, () => 2 + random.below(2))
    const sets = Array.from({ length: 20 }, () => [...counts.keys()].filter(() => random.uniform() < 0.2))
    const kinds = (shown: number[][]) => auditSums(counts, shown, [], { k: 200 }).map(({ kind }) => kind)
    expect(kinds(sets)).toContain('unsearched')
  })

  it('finner med en gissning i förväg samma som utan, med färre varv', () => {
    const counts = [2, 2, 9]
    const sets = [[0, 1, 2], [0], [1], [2]]
    const guessed = suppress(counts, sets, { k: 5, alsoHide: [[0, 1]] })
    const plain = suppress(counts, sets, { k: 5 })
    expect(guessed.fate).toEqual(plain.fate)
    expect([guessed.rounds, plain.rounds]).toEqual([1, 2])
    const rows = counts.map((count, i) => ({ at: ['abc'[i] as string], count }))
    expect(protectTable([{ name: 'område' }], rows).rounds).toBe(1)
  })

  it('låter inte fem celler med summan fem visa att var och en är ett, där nollor visas', () => {
    const sets = [[0, 1, 2, 3, 4, 5], [0], [1], [2], [3], [4], [5]]
    const { fate } = suppress([1, 1, 1, 1, 1, 20], sets, { k: 5 })
    expect(fate.filter((one) => one === 'secondary')).toHaveLength(1)
  })

  it('döljer nollor bara där de inte får visas, och då går de inte att räkna ut', () => {
    fc.assert(
      fc.property(worlds, ({ dimensions, rows, k }) => {
        const result = protectTable(dimensions, rows, { k, mayNotShowZeros: true })
        const { table, shown } = attackOn(dimensions, rows, result)
        expect(shown.every(({ value }) => value >= k)).toBe(true)
        const hidden = table.cells.filter((_, c) => result.cells[c]?.fate === 'primary')
        for (const { inner } of hidden) {
          const { low, high } = boundsOf([...inner], shown)
          expect(high - low).toBeGreaterThan(1e-6)
        }
      }),
      { seed: 20261129, numRuns: 15 },
    )
    const shown = protectTable(
      [{ name: 'a' }],
      [
        { at: ['x'], count: 0 },
        { at: ['y'], count: 9 },
      ],
    )
    expect(shown.cells.map(({ value }) => value)).toEqual([9, 0, 9])
  })

  it('visar klart mer än att dölja varje summa med en liten cell i', () => {
    const random = new Random(20261130)
    let [own, naive] = [0, 0]
    for (let round = 0; round < 5; round++) {
      const result = protectTable(...bigTable(random, [8, 6, 3], 12))
      own += result.shown
      naive += result.shownIfSumsHidden
    }
    expect(own / naive).toBeGreaterThan(1.25)
  })

  it('beror inte av radernas ordning', () => {
    const [dimensions, rows] = bigTable(new Random(7), [5, 4, 3], 5)
    expect(protectTable(dimensions, [...rows].reverse())).toEqual(protectTable(dimensions, rows))
  })

  it('räknar med ett primtal', () => {
    for (let factor = 2; factor * factor <= PRIME; factor++) expect(PRIME % factor).not.toBe(0)
  })

  it.each([
    ['inga rader', []],
    ['bara nollor', [{ at: ['x', 'y'], count: 0 }]],
    ['en cell', [{ at: ['x', 'y'], count: 3 }]],
    ['en stor cell', [{ at: ['x', 'y'], count: 300 }]],
    [
      'samma cell två gånger',
      [
        { at: ['x', 'y'], count: 3 },
        { at: ['x', 'y'], count: 4 },
      ],
    ],
  ])('klarar %s', (_what, rows) => {
    const dimensions = ['x', 'y'].map((code) => ({ name: code, levels: [[code]] }))
    const { cells, knownBefore } = protectTable(dimensions, rows)
    expect(knownBefore).toEqual([])
    const sum = rows.reduce((total, { count }) => total + count, 0)
    for (const { value } of cells) expect(value).toBe(sum > 0 && sum < 5 ? null : sum)
  })

  it('går att köra från kommandoraden, och säger var det är fel', () => {
    const dimensions = [{ name: 'område' }, { name: 'typ' }]
    const rows = [
      { d1: 'a', d2: 'x', count: 3 },
      { at: ['a', 'y'], count: 12 },
      { at: ['b', 'x'], count: 11 },
      { at: ['b', 'y'], count: 14 },
    ]
    const run = (more: object) =>
      runMethod(disclosureTableMethod, { dimensions, rows, ...more }, 'sv') as ProtectedTable
    const result = run({})
    expect(result).toMatchObject({ shown: 5, primary: 1, secondary: 3, shownIfSumsHidden: 5 })
    const audit = { dimensions, rows, publications: [{ cells: result.cells }] }
    expect(runMethod(disclosureAuditMethod, audit, 'sv')).toEqual({ isSafe: true, found: [] })
    const whole = { dimensions, rows, publications: [{ cells: result.cells.map(({ at }) => ({ at })) }] }
    expect(runMethod(disclosureAuditMethod, whole, 'sv')).toMatchObject({ isSafe: false, found: [{ sum: 3 }] })
    expect(() => run({ rows: [{ d1: 'a', d3: 'x', count: 3 }] })).toThrow(/rows\[0\]\.d2: expected a code.*d3/)
    expect(() => run({ rows: [{ d2: 'x', count: 3 }] })).toThrow(/rows\[0\]\.d1/)
    expect(() => run({ rows: [{ count: 3 }] })).toThrow(/rows\[0\]\.at/)
    expect(() => run({ rows: [{ at: ['a'], count: 3 }] })).toThrow(/rows\[0\]\.at.*each of 2/)
    expect(() => run({ rows: [{ at: ['a', 'x'], count: 1.5 }] })).toThrow(/rows\[0\]\.count/)
    expect(() => run({ rows: [{ at: ['a', 'x'], d1: 'b', count: 3 }] })).toThrow(
      /rows\[0\]\.at: expected at or the columns/,
    )
    expect(() => run({ rows: [] })).toThrow(/dimensions\[0\]\.levels: expected at least one code/)
    expect(() => run({ k: 1 })).toThrow(/k: expected/)
    expect(() => run({ published: [{ cells: [{ at: ['a', 'q'] }] }] })).toThrow(
      /published\[0\]\.cells\[0\]\.at\[1\].*"q"/,
    )
    expect(() => run({ dimensions: [{ name: 'a', levels: [['a', 'g'], ['b']] }, { name: 'b' }] })).toThrow(
      /levels.*2 codes/,
    )
    expect(() => run({ dimensions: [] })).toThrow(/dimensions/)
  })
})

function bigTable(random: Random, sizes: number[], mean: number): [TableDimension[], TableRow[]] {
  const codes = sizes.map((size, d) => Array.from({ length: size }, (_, i) => `${d}.${i}`))
  const places = codes.reduce<string[][]>((all, own) => all.flatMap((at) => own.map((code) => [...at, code])), [[]])
  const rows = places.map((at) => ({ at, count: random.negativeBinomial(random.gamma(1, mean), 1.5) }))
  return [sizes.map((_, d) => ({ name: `d${d}` })), rows]
}
