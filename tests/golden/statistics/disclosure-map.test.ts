import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeAreas } from '../../../src/statistics/disclosure-map.ts'
import { splitSquares } from '../../../src/statistics/disclosure-squares.ts'
import { disclosureMapMethod } from '../../../src/statistics/interface/disclosure-map.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { neighboursOf } from '../../../src/statistics/neighbours.ts'
import { Random } from '../../../src/statistics/random.ts'

const golden = JSON.parse(readFileSync(new URL('disclosure-map.json', import.meta.url), 'utf8')) as {
  maps: { x: number[]; y: number[]; counts: number[]; reach: number; k: number; unit: number[] }[]
  squares: { x: number[]; y: number[]; k: number; depth: number; squares: number[][] }[]
}

const nameOf = (i: number) => `a${String(i).padStart(2, '0')}`
const areasOf = (x: number[], y: number[], counts: number[]) =>
  counts.map((count, i) => ({ name: nameOf(i), count, x: x[i] as number, y: y[i] as number }))
/** Areas in a row, each beside the next. */
const lineOf = (n: number) =>
  neighboursOf(new Float64Array(n), new Float64Array(n), {
    kind: 'list',
    of: Array.from({ length: n }, (_, i) => (i + 1 < n ? [i + 1] : [])),
  })

describe('vad som kan visas på en karta', () => {
  it.each(golden.maps)(
    'slår ihop samma områden som R, med k $k inom $reach meter',
    ({ x, y, counts, reach, k, unit }) => {
      const units = mergeAreas(areasOf(x, y, counts), neighboursOf(x, y, { kind: 'band', distance: reach }), { k })
      const groups = new Map<number, string[]>()
      unit.forEach((own, i) => {
        groups.set(own, [...(groups.get(own) ?? []), nameOf(i)])
      })
      const sorted = (all: string[][]) => all.map((names) => [...names].sort().join()).sort()
      expect(sorted(units.map(({ areas }) => areas))).toEqual(sorted([...groups.values()]))
      for (const { areas, count } of units)
        expect(count).toBe(areas.reduce((sum, name) => sum + (counts[Number(name.slice(1))] as number), 0))
    },
  )

  it.each(golden.squares)(
    'delar samma rutor som R, med k $k och högst $depth delningar',
    ({ x, y, k, depth, squares }) => {
      const found = splitSquares(x, y, { minX: 0, minY: 0, size: 8000 }, { k, depth })
      expect(found.squares.map(({ minX, minY, size, count }) => [minX, minY, size, count])).toEqual(squares)
    },
  )

  it('visar bara enheter med 0 eller minst k, och tappar ingen händelse', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 2, max: 10 }),
        fc.boolean(),
        fc.integer(),
        (counts, k, mayNotShowZeros, seed) => {
          const random = new Random(seed)
          const [x, y] = [counts.map((_, i) => 100 * i + random.below(50)), counts.map(() => random.below(300))]
          const near = neighboursOf(x, y, { kind: 'band', distance: 150 })
          const units = mergeAreas(areasOf(x, y, counts), near, { k, mayNotShowZeros })
          const all = counts.reduce((a, b) => a + b)
          for (const { count } of units)
            if (count === null) expect(units).toHaveLength(1)
            else expect(count >= k || (count === 0 && !mayNotShowZeros)).toBe(true)
          if (units[0]?.count !== null) expect(units.reduce((sum, one) => sum + (one.count ?? 0), 0)).toBe(all)
          expect(units.flatMap(({ areas }) => areas).sort()).toEqual(counts.map((_, i) => nameOf(i)))
        },
      ),
      { seed: 20261126, numRuns: 300 },
    )
  })

  it('har alltid mer än ett sätt att ha fyra områden på rad med 0–11 händelser, när k är 5 och bara enheterna visas', () => {
    // All ways to have up to eleven events in each of four areas, told apart only by what is shown of them.
    const [k, most] = [5, 12]
    for (const spread of [
      [0, 100, 190, 320],
      [0, 100, 200, 300],
    ]) {
      const worlds = new Map<string, Set<number>[]>()
      for (let code = 0; code < most ** 4; code++) {
        const counts = [0, 1, 2, 3].map((i) => Math.floor(code / most ** i) % most)
        const units = mergeAreas(areasOf(spread, [0, 0, 0, 0], counts), lineOf(4), { k })
        // Larger sums could come of more events than were tried.
        if (units.some(({ areas, count }) => areas.length > 1 && (count ?? 0) >= most)) continue
        const key = units.map(({ areas, count }) => `${areas.join()}=${count}`).join(' ')
        const values = worlds.get(key) ?? counts.map(() => new Set<number>())
        counts.forEach((count, i) => {
          values[i]?.add(count)
        })
        worlds.set(key, values)
      }
      for (const [key, values] of worlds)
        for (const own of values) {
          const [only = 0] = own
          if (own.size === 1 && only > 0 && only < k) expect(key).toBe('not told')
        }
    }
  })

  it('tar en tom granne bara när ingen annan finns, och en ö till den närmaste', () => {
    const call = (counts: number[], near = lineOf(counts.length), more = {}) =>
      mergeAreas(
        counts.map((count, i) => ({ name: nameOf(i), count })),
        near,
        { k: 5, ...more },
      )
    expect(call([2, 0, 9, 0]).map(({ areas, count }) => [areas.length, count])).toEqual([
      [3, 11],
      [1, 0],
    ])
    const alone = neighboursOf([0, 0, 0], [0, 0, 0], { kind: 'list', of: [[], [2], []] })
    expect(call([2, 0, 9], alone)).toEqual([
      { areas: [nameOf(0), nameOf(2)], count: 11, isApart: true },
      { areas: [nameOf(1)], count: 0, isApart: false },
    ])
    expect(call([2, 0, 1])).toEqual([{ areas: [0, 1, 2].map(nameOf), count: null, isApart: false }])
    expect(call([0, 0, 0]).map(({ count }) => count)).toEqual([0, 0, 0])
    expect(call([0, 0, 9], lineOf(3), { mayNotShowZeros: true }).map(({ count }) => count)).toEqual([9])
    expect(call([])).toEqual([])
  })

  it('beror inte av i vilken ordning områdena står', () => {
    const [{ x, y, counts, reach, k }] = golden.maps as [(typeof golden.maps)[number]]
    const areas = areasOf(x, y, counts).reverse()
    const near = neighboursOf([...x].reverse(), [...y].reverse(), { kind: 'band', distance: reach })
    const straight = mergeAreas(areasOf(x, y, counts), neighboursOf(x, y, { kind: 'band', distance: reach }), { k })
    expect(mergeAreas(areas, near, { k })).toEqual(straight)
  })

  it('delar en ruta bara där ingen del är ett litet antal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 2, max: 9 }), fc.integer(), (n, k, seed) => {
        const random = new Random(seed)
        const draw = () => Array.from({ length: n }, () => Math.floor(800 * random.uniform() ** 2))
        const [x, y] = [draw(), draw()]
        const { squares, of } = splitSquares(x, y, { minX: 0, minY: 0, size: 800 }, { k, depth: 8 })
        const counts = new Float64Array(squares.length)
        for (const s of of) counts[s] = (counts[s] as number) + 1
        squares.forEach(({ count, depth }, s) => {
          const own = counts[s] as number
          expect(count).toBe(own === 0 || own >= k ? own : null)
          if (depth > 0) expect(own === 0 || own >= k).toBe(true)
        })
        expect(squares.reduce((area, { size }) => area + size * size, 0)).toBeCloseTo(800 * 800, 6)
      }),
      { seed: 20261127, numRuns: 100 },
    )
  })

  it('går att köra från kommandoraden, och säger var det är fel', () => {
    const run = (input: object) => runMethod(disclosureMapMethod, input, 'sv')
    const areas = [
      { name: 'Norr', count: 2, neighbours: ['Söder'] },
      { name: 'Söder', count: 7 },
      { name: 'Öster', count: 0 },
    ]
    expect(run({ areas })).toMatchObject({
      units: [
        { areas: ['Norr', 'Söder'], count: 9 },
        { areas: ['Öster'], count: 0 },
      ],
      squares: null,
    })
    const square = { minX: 0, minY: 0, size: 100 }
    expect(run({ points: [{ x: 1, y: 1 }], square })).toMatchObject({ units: null, squares: [{ count: null }] })
    expect(run({ points: [], square })).toMatchObject({ squares: [{ count: 0, depth: 0 }] })
    expect(run({ areas: [] })).toMatchObject({ units: [] })
    const same = Array.from({ length: 9 }, () => ({ x: 100, y: 100 }))
    expect(run({ points: same, square, depth: 3 })).toMatchObject({ squares: { length: 10 } })
    expect(() => run({ points: [] })).toThrow(/areas: expected areas/)
    expect(() => run({ points: [{ x: 101, y: 1 }], square })).toThrow(
      /points\[0\]\.x: expected a number from 0 to 100, got 101/,
    )
    expect(() => run({ areas: [{ name: 'a', neighbours: ['b'] }] })).toThrow(/areas\[0\]\.count/)
    expect(() => run({ areas: [{ name: 'a', count: 1, neighbours: ['b'] }] })).toThrow(
      /areas\[0\]\.neighbours\[0\].*"b"/,
    )
    expect(() => run({ areas: [areas[1], areas[1]].map((one) => ({ ...one, neighbours: [] })) })).toThrow(
      /areas\[1\]\.name/,
    )
    expect(() =>
      run({
        areas: [
          { name: 'a', count: 1 },
          { name: 'b', count: 1 },
        ],
      }),
    ).toThrow(/areas\[0\]\.x.*neighbours/)
    expect(() => run({ areas: [{ name: 'a' }], points: [{ x: 1, y: 1 }], square })).toThrow(/points\[0\]\.area/)
    expect(() => run({ areas, k: 1 })).toThrow(/k: expected/)
  })
})
