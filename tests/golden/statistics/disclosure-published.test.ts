import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  auditPublications,
  type ProtectedTable,
  type Publication,
  protectTable,
} from '../../../src/statistics/disclosure-table.ts'
import { Random } from '../../../src/statistics/random.ts'
import { TableCells, type TableDimension } from '../../../src/statistics/table-cells.ts'
import { type Attack, attackOn, placesOf, solvedBy, worlds } from './table-attacks.ts'

describe('vad som måste döljas när något redan är publicerat', () => {
  it('låter ingen räkna ut ett litet antal ur två indelningar av samma händelser, när den andra vet vad den första visade', () => {
    fc.assert(
      fc.property(worlds, ({ dimensions, rows, k }) => {
        const regrouped = dimensions.map(({ name, levels = [] }) => ({
          name,
          levels: levels.map(([code = ''], i) => [code, `${name}:${i % 2}`]),
          show: 'groups' as const,
        }))
        const first = protectTable(regrouped, rows, { k })
        const before = first.cells.map(({ at, value }, c) => ({
          at: placesOf(new TableCells(regrouped, rows), c),
          value,
          was: at,
        }))
        const second = protectTable(dimensions, rows, { k, published: [{ cells: before }] })
        // What the first table gave whoever is alone in a finer cell, or knows that no zero is hidden in the second, is told.
        const kinds = new Set(second.knownBefore.map(({ kind }) => kind))
        expect(kinds).not.toContain('sum')
        const attacks = [attackOn(dimensions, rows, second), attackOn(regrouped, rows, first)]
        expect(solvedBy(attacks, k, 2, !kinds.has('ones'))).toEqual([])
      }),
      { seed: 20261127, numRuns: 25 },
    )
  })

  it('inte heller ur två indelningar som korsar varandra, för den som är ensam i en cell som den första dolde', () => {
    const areas = [1, 4, 20, 30].map((count, i) => ({ at: ['abcd'[i] as string], count }))
    const levels = [...'abcd'].map((code, i) => [code, i < 2 ? 'G1' : 'G2'])
    const first = protectTable([{ name: 'område', levels: levels.map(([code = '']) => [code]) }], areas)
    expect(first.cells.map(({ value }) => value)).toEqual([55, null, null, null, 30])
    const second = protectTable([{ name: 'område', levels, show: 'groups' }], areas, { published: [first] })
    expect(second.knownBefore).toEqual([])
    expect(second.cells.map(({ value }) => value)).toEqual([55, null, null])

    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 1e9 }), fc.boolean(), ({ rows, k, dimensions }, seed, areTwo) => {
        const random = new Random(seed)
        const shapeOf = (g: number): TableDimension[] =>
          dimensions.map(({ name, levels = [] }) => ({
            name,
            levels: levels.map(([code = '']) => [code, `${name}:${g}:${random.below(3)}`]),
            show: areTwo || random.below(2) === 0 ? 'groups' : 'all',
          }))
        const [one, other] = [shapeOf(1), shapeOf(2)]
        const placed = (shape: TableDimension[], published: Publication[]) => {
          const result = protectTable(shape, rows, { k, published })
          const table = new TableCells(shape, rows)
          const cells = result.cells.map(({ value }, c) => ({ at: placesOf(table, c), value }))
          return { result, publication: { cells } }
        }
        const before = placed(one, [])
        const { result, publication } = placed(other, [before.publication])
        const told = new Set(result.knownBefore.map((sum) => JSON.stringify(sum)))
        const audit = auditPublications(dimensions, rows, [before.publication, publication], { k })
        expect(audit.filter((sum) => !told.has(JSON.stringify(sum)))).toEqual([])
      }),
      { seed: 20261131, numRuns: 400 },
    )
  })

  it('inte heller ur hopräknade månader, där varje ny månad är skillnaden mot den förra', () => {
    fc.assert(
      fc.property(worlds, ({ dimensions, rows, k }) => {
        const [months, ...others] = dimensions as [TableDimension, ...TableDimension[]]
        const codes = (months.levels ?? []).map(([code]) => [code as string])
        const shape = [{ name: 'månad', levels: codes, show: 'total' as const }, ...others]
        const published: { only: (string[] | null)[]; cells: ProtectedTable['cells'] }[] = []
        const attacks: Attack[] = []
        for (let until = 1; until <= codes.length; until++) {
          const only = codes.slice(0, until).map(([code]) => code as string)
          const counted = rows.map((row) => (only.includes(row.at[0] as string) ? row : { ...row, count: 0 }))
          const result = protectTable(shape, counted, { k, published })
          expect(result.knownBefore.filter(({ kind }) => kind === 'sum')).toEqual([])
          published.push({ only: [only, ...others.map(() => null)], cells: result.cells })
          const { shown } = attackOn(shape, counted, result)
          const isIn = new Set(new TableCells(shape, rows).placed([only, ...others.map(() => null)], ''))
          attacks.push({
            table: new TableCells(shape, rows),
            shown: shown.map(({ inner, value }) => ({ inner: inner.filter((i) => isIn.has(i)), value })),
          })
        }
        const kinds = new Set(auditPublications(shape, rows, published, { k }).map(({ kind }) => kind))
        expect(kinds).not.toContain('sum')
        expect(solvedBy(attacks, k, 3, !kinds.has('ones'))).toEqual([])
      }),
      { seed: 20261128, numRuns: 20 },
    )
  })

  it('säger vad som redan var känt, när inget mer hjälper', () => {
    const dimensions = [{ name: 'område' }]
    const rows = [7, 2, 30].map((count, i) => ({ at: ['abc'[i] as string], count }))
    const published = [{ cells: [{ at: ['b'] }] }]
    expect(protectTable(dimensions, rows, { published }).knownBefore).toEqual([{ at: [['b']], sum: 2, kind: 'sum' }])
  })

  it('nekar ett publicerat tal som inte är vad raderna ger, och säger hur sena händelser anges', () => {
    const dimensions = [{ name: 'område' }]
    const rows = [8, 20].map((count, i) => ({ at: ['ab'[i] as string], count }))
    const told = (at: string, value: number) => [
      {
        cells: [
          { at: ['b'], value: 20 },
          { at: [at], value },
        ],
      },
    ]
    for (const [at, value] of [
      ['a', 7],
      ['a', 999],
      ['Totalt', -3],
    ] as const) {
      const expected = new RegExp(
        `published\\[0\\]\\.cells\\[1\\]\\.value: expected ${at === 'a' ? 8 : 28} .*registered.*got ${value}`,
      )
      expect(() => protectTable(dimensions, rows, { published: told(at, value) })).toThrow(expected)
      expect(() => auditPublications(dimensions, rows, told(at, value))).toThrow(/publications.*value/)
    }
    expect(protectTable(dimensions, rows, { published: told('a', 8) }).shown).toBe(3)
  })

  it('röjer inte den händelse som kom till mellan två publiceringar, när det sägs vad som fanns då', () => {
    const dimensions = [
      { name: 'område' },
      { name: 'registrerad', levels: [['maj'], ['juni']], show: 'total' as const },
    ]
    const may = [7, 20].map((count, i) => ({ at: ['ab'[i] as string, 'maj'], count }))
    const first = protectTable(dimensions, may)
    expect(first.cells.map(({ value }) => value)).toEqual([27, 7, 20])
    const published = [{ cells: first.cells, only: [null, 'maj'] }]
    const rows = [...may, { at: ['a', 'juni'], count: 1 }]
    const june = protectTable(dimensions, rows, { published })
    // b is what it was; a and the total would each give the one away.
    expect(june.cells.map(({ value }) => value)).toEqual([null, null, 20])
    expect(june.knownBefore).toEqual([])
    const audit = (cells: Publication['cells']) => auditPublications(dimensions, rows, [...published, { cells }])
    expect(audit(june.cells)).toEqual([])
    expect(audit([{ at: ['a', null], value: 8 }])).toEqual([{ at: [['a', 'juni']], sum: 1, kind: 'sum' }])
  })
})
