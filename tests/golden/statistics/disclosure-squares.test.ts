import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapUnit } from '../../../src/statistics/disclosure-map.ts'
import { squaresBesideUnits } from '../../../src/statistics/disclosure-squares.ts'
import { disclosureMapMethod } from '../../../src/statistics/interface/disclosure-map.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { Random } from '../../../src/statistics/random.ts'
import { auditSums } from '../../../src/statistics/suppression.ts'
import { boundsOf, isSolved, type ShownSum } from './lp-attacker.ts'

const nameOf = (i: number) => `a${String(i).padStart(2, '0')}`

describe('områden och rutor på samma karta', () => {
  it('lägger ihop rutor som bredvid områdena skulle röja ett litet antal', () => {
    // Unit of seven with six of them in one square: the difference is one event.
    const units: MapUnit[] = [7, 20].map((count, u) => ({ areas: [nameOf(u)], count, isApart: false }))
    const square = (count: number, q: number) => {
      const [minX, minY] = [50 * (q % 2), 50 * (q >> 1)]
      return { minX, minY, size: 50, depth: 1, count, way: `${q}` }
    }
    const squares = [6, 21, 0, 0].map(square)
    const unitOf = [...Array(7).fill(0), ...Array(20).fill(1)]
    const squareOf = [...Array(6).fill(0), ...Array(21).fill(1)]
    expect(squaresBesideUnits(squares, units, unitOf, squareOf, { k: 5 })).toEqual([
      { minX: 0, minY: 0, size: 100, depth: 0, count: 27, way: '' },
    ])
    const same = [7, 20, 0, 0].map(square)
    expect(squaresBesideUnits(same, units, unitOf, unitOf, { k: 5 })).toEqual(same)
  })

  it('lägger hellre ihop de minsta rutorna än de stora', () => {
    // A unit of twenty with ten in a small square, eight in a large one and two elsewhere: either will do, and the small one has more in it.
    const units: MapUnit[] = [20, 36].map((count, u) => ({ areas: [nameOf(u)], count, isApart: false }))
    const square = (way: string, count: number) => ({
      minX: 0,
      minY: 0,
      size: 100 / 2 ** way.length,
      depth: way.length,
      count,
      way,
    })
    const squares = [
      square('00', 30),
      square('01', 10),
      square('02', 0),
      square('03', 0),
      square('1', 8),
      square('2', 8),
      square('3', 0),
    ]
    const shared = [
      { unit: 0, square: 1, n: 10 },
      { unit: 0, square: 4, n: 8 },
      { unit: 0, square: 5, n: 2 },
      { unit: 1, square: 0, n: 30 },
      { unit: 1, square: 5, n: 6 },
    ]
    const of = (key: 'unit' | 'square') => shared.flatMap((one) => Array<number>(one.n).fill(one[key]))
    const found = squaresBesideUnits(squares, units, of('unit'), of('square'), { k: 5 })
    expect(found.map(({ way, size, count }) => [way, size, count])).toEqual([
      ['0', 50, 40],
      ['1', 50, 8],
      ['2', 50, 8],
      ['3', 50, 0],
    ])
  })

  it('röjer inget när områden och rutor läggs på varandra, varken rakt fram eller med linjär programmering', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 250 }), fc.constantFrom(3, 5, 8), fc.integer(), (n, k, seed) => {
        const random = new Random(seed)
        const points = Array.from({ length: n }, () => {
          const [x, y] = [800 * random.uniform() ** 1.5, 800 * random.uniform()]
          return { x, y, area: nameOf(Math.floor(x / 230) * 4 + Math.floor(y / 230)) }
        })
        const areas = Array.from({ length: 16 }, (_, i) => ({
          name: nameOf(i),
          x: 230 * Math.floor(i / 4) + 115,
          y: 230 * (i % 4) + 115,
        }))
        const input = { areas, points, reach: 240, square: { minX: 0, minY: 0, size: 800 }, depth: 4, k }
        const { counts, told } = overlaid(input)
        expect(
          auditSums(
            counts,
            told.map(({ inner }) => inner),
            counts.map((_, i) => [i]),
            { k },
          ).filter(({ kind }) => kind === 'sum'),
        ).toEqual([])
        expect(solvedOf(counts, told, k)).toEqual([])
      }),
      { seed: 20261128, numRuns: 15 },
    )
  })

  it('röjer inget heller för den som räknar i hela tal och vet att en avdelad ruta har minst k', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 110 }), fc.constantFrom(2, 3, 5), fc.integer(), (n, k, seed) => {
        const random = new Random(seed)
        const [east, north] = [20 + random.below(60), 20 + random.below(60)]
        const points = Array.from({ length: n }, () => {
          const [x, y] = [100 * random.uniform() ** 1.5, 100 * random.uniform() ** 1.3]
          return { x, y, area: nameOf((x < east ? 0 : 1) + (y < north ? 0 : 2)) }
        })
        const areas = [0, 1, 2, 3].map((i) => ({ name: nameOf(i), neighbours: [nameOf(i ^ 1), nameOf(i ^ 2)] }))
        const input = { areas, points, square: { minX: 0, minY: 0, size: 100 }, depth: 3, k }
        const { counts, told } = overlaid(input)
        expect(solvedOf(counts, told, k, true)).toEqual([])
      }),
      { seed: 20261129, numRuns: 500 },
    )
  })

  it('visar inte områden och rutor tillsammans där nollor inte får visas', () => {
    const points = [
      ...[7, 8, 9, 6].flatMap((count, i) =>
        Array.from({ length: count }, () => ({
          x: [10, 60, 60, 40][i] as number,
          y: [10, 10, 60, 60][i] as number,
          area: i === 0 ? 'A' : 'B',
        })),
      ),
    ]
    const areas = [{ name: 'A', neighbours: ['B'] }, { name: 'B' }]
    const input = { areas, points, square: { minX: 0, minY: 0, size: 100 }, depth: 1, k: 5 }
    // That A has nothing but in the south-west is told by its count and that of the quarter.
    expect(
      auditSums([7, 8, 9, 6, 0], [[0, 4], [1, 2, 3], [0], [1], [2], [3, 4]], [], { k: 5, mayNotShowZeros: true }),
    ).toContainEqual({ inner: [4], sum: 0, kind: 'sum' })
    expect(() => runMethod(disclosureMapMethod, { ...input, mayNotShowZeros: true }, 'sv')).toThrow(
      /mayNotShowZeros: expected areas or square, not both/,
    )
    expect(runMethod(disclosureMapMethod, input, 'sv')).toMatchObject({
      squares: [7, 8, 6, 9].map((count) => ({ count })),
    })
    const { square, ...only } = input
    expect(runMethod(disclosureMapMethod, { ...only, mayNotShowZeros: true }, 'sv')).toMatchObject({ squares: null })
  })
})

/** What is shown of units and squares on one map, by what the two have together where they have something. */
function overlaid(input: { points: { x: number; y: number; area: string }[]; k: number }): {
  counts: number[]
  told: ShownSum[]
} {
  const shown = runMethod(disclosureMapMethod, input, 'sv') as {
    units: MapUnit[]
    squares: { minX: number; minY: number; size: number; depth: number; count: number | null }[]
  }
  const known = new Map<string, number>()
  const counts: number[] = []
  const sums = [...shown.units, ...shown.squares].map(({ count }) => ({ inner: [] as number[], value: count }))
  for (const { x, y, area } of input.points) {
    const u = shown.units.findIndex((unit) => unit.areas.includes(area))
    const s = shown.squares.findIndex(
      (one) => x >= one.minX && y >= one.minY && x < one.minX + one.size && y < one.minY + one.size,
    )
    const at = known.get(`${u} ${s}`) ?? counts.length
    if (at === counts.length) {
      known.set(`${u} ${s}`, at)
      counts.push(0)
      sums[u]?.inner.push(at)
      sums[shown.units.length + s]?.inner.push(at)
    }
    counts[at] = (counts[at] as number) + 1
  }
  const told = sums.flatMap(({ inner, value }, at) => {
    if (value) return [{ inner, value }]
    const square = shown.squares[at - shown.units.length]
    return value === null && square && square.depth > 0 ? [{ inner, value: input.k, isLeast: true }] : []
  })
  return { counts, told }
}

/** Small parts of units and squares that linear programming pins to one whole number. */
function solvedOf(counts: number[], told: ShownSum[], k: number, isWhole = false): number[] {
  const isTold = (i: number) => told.some(({ inner }) => inner.includes(i))
  return counts.filter((count, i) => count < k && isTold(i) && isSolved(boundsOf([i], told, { isWhole })))
}
