import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { empiricalBayesIndex, type HotSpots, hotSpots, localStatistics } from '../../../src/statistics/hot-spots.ts'
import { hotSpotsMethod } from '../../../src/statistics/interface/hot-spots.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { type NeighbourRule, neighboursOf } from '../../../src/statistics/neighbours.ts'
import { Random } from '../../../src/statistics/random.ts'
import { SHARED } from '../golden-documents.ts'
import { fromR } from './from-r.ts'
import { utm } from './utm.ts'

const golden = JSON.parse(readFileSync(new URL('hot-spots.json', import.meta.url), 'utf8')) as {
  x: number[]
  y: number[]
  count: number[]
  population: number[]
  cases: {
    rule: NeighbourRule
    global: [g: number, expected: number, z: number]
    gi: number[]
    z: number[]
    bh: number[]
    by: number[]
    moran: number[]
    moranZ: number[]
  }[]
  index: number[]
  indexMoran: number
  indexZ: number[]
  value: number[]
  place: number[]
  atLeast: number[]
  atMost: number[]
}

function expectNear(got: readonly (number | null | undefined)[], wanted: readonly number[], digits = 9): void {
  expect(got).toHaveLength(wanted.length)
  wanted.forEach((value, i) => {
    expect(got[i], `${i}`).toBeCloseTo(value, digits)
  })
}

describe('heta och kalla platser', () => {
  it.each(golden.cases)(
    'ger samma Gi* och lokala Moran som R: $rule.kind',
    ({ rule, global, gi, z, bh, by, moran, moranZ }) => {
      const all = hotSpots(golden.x, golden.y, golden.count, { neighbours: rule, permutations: 0 })
      const run = (correction: 'bh' | 'by') =>
        hotSpots(golden.x, golden.y, golden.count, { neighbours: rule, permutations: 0, correction }).places
      const places = run('bh')
      expectNear([all.global?.g, all.global?.expected, all.global?.z], global)
      expectNear(
        places.map((one) => one.zWithoutSelf),
        gi,
      )
      expectNear(
        places.map((one) => one.z),
        z,
      )
      expectNear(
        places.map((one) => one.q),
        bh,
      )
      expectNear(
        run('by').map((one) => one.q),
        by,
      )
      expectNear(
        places.map((one) => one.moran?.i),
        moran,
      )
      expectNear(
        places.map((one) => one.moran?.z),
        moranZ,
      )
    },
  )

  it('ser inget mönster i avrundningen när alla platser har lika många för sin folkmängd', () => {
    const [x, y] = [0, 1].map((axis) =>
      Array.from({ length: 144 }, (_, i) => 100 * (axis ? Math.floor(i / 12) : i % 12)),
    )
    const counts = Array.from({ length: 144 }, (_, i) => 1 + (Math.floor(i / 12) % 6))
    for (let times = 0.3; times < 3; times += 0.1) {
      const expected = counts.map((count) => count * times)
      const found = hotSpots(x as number[], y as number[], counts, {
        neighbours: { kind: 'queen', size: 100 },
        expected,
        permutations: 99,
      })
      expect(found.places.every(({ z, p, q }) => z === null && p === null && q === null)).toBe(true)
    }
  })

  it('ger publicerade G för sex punkter inom femton', () => {
    const six = hotSpots([10, 20, 40, 15, 30, 30], [10, 10, 10, 20, 20, 30], [2, 3, 3.2, 5, 8, 7], {
      neighbours: { kind: 'band', distance: 15 },
      permutations: 0,
    })
    expect(six.global?.g).toBeCloseTo(0.55709779, 8)
    expect(six.places[0]?.zWithoutSelf).toBeCloseTo(-1.0136729, 7)
    expect(six.places[0]?.z).toBeCloseTo(-1.39727626, 8)
  })

  it('tar grannar som en lista, också när platser utan folk inte är med', () => {
    const near = neighboursOf(golden.x, golden.y, { kind: 'queen', size: 500 })
    const of = golden.x.map((_, i) => [...near.to.subarray(near.from[i], near.from[i + 1])])
    const expected = golden.population.map((people, i) => (i % 7 === 0 ? 0 : people))
    const counts = golden.count.map((count, i) => (i % 7 === 0 ? 0 : count))
    const run = (neighbours: NeighbourRule) =>
      hotSpots(golden.x, golden.y, counts, { neighbours, expected, permutations: 99 })
    expect(run({ kind: 'list', of })).toEqual(run({ kind: 'queen', size: 500 }))
    expect(() => run({ kind: 'list', of: of.slice(1) })).toThrow(/neighbours\.of: expected a list for each place/)
    expect(() => run({ kind: 'list', of: of.map(() => [400]) })).toThrow(/neighbours\.of\[0\]\[0\].*400/)
  })

  it('räknar mot folkmängden som R:s empiriska Bayesindex', () => {
    const index = empiricalBayesIndex(golden.count, golden.population)
    expectNear([...index], golden.index)
    const { from, to } = neighboursOf(golden.x, golden.y, { kind: 'queen', size: 500 })
    const mean = index.reduce((a, b) => a + b) / index.length
    let [products, squares] = [0, 0]
    index.forEach((value, i) => {
      squares += (value - mean) ** 2
      for (const j of to.subarray(from[i], from[i + 1])) products += (value - mean) * ((index[j] as number) - mean)
    })
    expect((index.length / to.length) * (products / squares)).toBeCloseTo(golden.indexMoran, 9)
    const result = hotSpots(golden.x, golden.y, golden.count, {
      neighbours: { kind: 'queen', size: 500 },
      expected: golden.population,
      permutations: 0,
    })
    expectNear(
      result.places.map((one) => one.z),
      golden.indexZ,
    )
  })

  it('har det p som alla sätt att dela ut grannarnas värden ger, så nära som antalet omkastningar räcker', () => {
    const permutations = 99_999
    const { places } = hotSpots(golden.place, new Float64Array(12), golden.value, {
      neighbours: { kind: 'band', distance: 20 },
      permutations,
    })
    places.forEach((one, i) => {
      const tail = Math.min(golden.atLeast[i] as number, golden.atMost[i] as number)
      const error = 2 * Math.sqrt((tail * (1 - tail)) / permutations)
      expect(Math.abs((one.p as number) - Math.min(1, 2 * tail))).toBeLessThan(4.5 * error + 4 / permutations)
    })
  })

  it('ger de publicerade värdena för sex punkter och band 15', () => {
    const [x, y] = [
      [10, 20, 40, 15, 30, 30],
      [10, 10, 10, 20, 20, 30],
    ]
    const values = Float64Array.of(2, 3, 3.2, 5, 8, 7)
    const { places } = hotSpots(x, y, values, { neighbours: { kind: 'band', distance: 15 }, permutations: 0 })
    expect(places[0]?.z).toBeCloseTo(-1.39727626, 8)
    const { from, to } = neighboursOf(x, y, { kind: 'band', distance: 15 })
    let [near, all] = [0, 0]
    values.forEach((a, i) => {
      for (const j of to.subarray(from[i], from[i + 1])) near += a * (values[j] as number)
      values.forEach((b, j) => {
        if (i !== j) all += a * b
      })
    })
    expect(near / all).toBeCloseTo(0.55709779, 8)
  })

  it('beror inte av i vilken ordning platserna står', () => {
    const order = new Random(4).shuffle(golden.x.map((_, i) => i))
    const pick = (values: number[]) => order.map((i) => values[i] as number)
    for (const { rule } of golden.cases) {
      const options = { neighbours: rule, permutations: 0 }
      const straight = hotSpots(golden.x, golden.y, golden.count, options).places
      const mixed = hotSpots(pick(golden.x), pick(golden.y), pick(golden.count), options).places
      expectNear(
        mixed.map((one) => one.z),
        order.map((i) => straight[i]?.z as number),
      )
    }
  })

  it('ger samma p i vilken ordning platserna än står', () => {
    const order = new Random(8).shuffle(golden.x.map((_, i) => i))
    const pick = (values: number[]) => order.map((i) => values[i] as number)
    for (const expected of [undefined, golden.population]) {
      const options = { neighbours: { kind: 'queen', size: 500 }, permutations: 99 } as const
      const straight = hotSpots(golden.x, golden.y, golden.count, { ...options, ...(expected && { expected }) })
      const mixed = hotSpots(pick(golden.x), pick(golden.y), pick(golden.count), {
        ...options,
        ...(expected && { expected: pick(expected) }),
      })
      expect(mixed).toEqual({ ...straight, places: order.map((i) => straight.places[i]) })
    }
  })

  it('tar en lista som den är sagd: en plats får nämna en som inte nämner den', () => {
    const of = [[1], [2], [0], [0, 1]]
    const counts = [5, 1, 2, 9]
    const run = (neighbours: NeighbourRule) =>
      hotSpots([0, 1, 2, 3], [0, 0, 0, 0], counts, { neighbours, permutations: 0 })
    const { places, global } = run({ kind: 'list', of })
    expect(places.map(({ neighbours }) => neighbours)).toEqual([1, 1, 1, 2])
    const [mean, variance] = [17 / 4, 111 / 4 - (17 / 4) ** 2]
    places.forEach(({ z }, i) => {
      const own = [i, ...(of[i] as number[])]
      const sum = own.reduce((total, j) => total + (counts[j] as number), 0)
      const spread = (variance * (4 * own.length - own.length ** 2)) / 3
      expect(z).toBeCloseTo((sum - mean * own.length) / Math.sqrt(spread), 10)
    })
    // Over all ways to deal the counts out.
    const deals = [0, 1, 2, 3].flatMap((a) =>
      [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].map((c) => [a, b, c, 6 - a - b - c])),
    )
    const orders = deals.filter((deal) => new Set(deal).size === 4)
    const gOf = (order: number[]) => {
      const value = (i: number) => counts[order[i] as number] as number
      return of.flatMap((own, i) => own.map((j) => value(i) * value(j))).reduce((a, b) => a + b) / (17 ** 2 - 111)
    }
    const all = orders.map(gOf)
    const expected = all.reduce((a, b) => a + b) / all.length
    const spread = Math.sqrt(all.reduce((sum, g) => sum + (g - expected) ** 2, 0) / all.length)
    expect(orders).toHaveLength(24)
    expect(global?.expected).toBeCloseTo(expected, 12)
    expect(global?.z).toBeCloseTo((gOf([0, 1, 2, 3]) - expected) / spread, 9)
    expect(() => run({ kind: 'list', of: [[1], [2, 1], [0], [0]] })).toThrow(
      /neighbours\.of\[1\]\[1\]: expected another place than itself, got 1/,
    )
    expect(() => run({ kind: 'list', of: [[1], [2], [0, 1, 0], [0]] })).toThrow(
      /neighbours\.of\[2\]\[2\]: expected a place that is not there already, got 0/,
    )
  })

  it('beror bara av data, parametrar och frö', () => {
    const run = (seed: number) =>
      hotSpots(golden.x, golden.y, golden.count, { neighbours: { kind: 'queen', size: 500 }, permutations: 99, seed })
    expect(run(5)).toEqual(run(5))
    expect(run(5)).not.toEqual(run(6))
  })

  const line = [0, 500, 1000, 1500]
  it.each([
    ['bara nollor', line, [0, 0, 0, 0], undefined],
    ['alla lika', line, [0.1, 0.1, 0.1, 0.1], undefined],
    ['ingen granne', [0, 5000, 10_000, 15_000], [1, 0, 0, 2], undefined],
    ['alla är grannar', [0, 1, 2, 3], [1, 5, 0, 2], undefined],
    ['ingen bor där', line, [1, 0, 3, 2], [0, 0, 0, 0]],
    ['två bebodda', line, [1, 0, 3, 2], [10, 0, 0, 10]],
    ['en obebodd med händelser', line, [1, 0, 3, 2], [10, 5, 0, 10]],
    ['inga händelser mot folkmängd', line, [0, 0, 0, 0], [10, 5, 3, 10]],
  ])('klarar %s utan NaN', (_what, x, counts, expected) => {
    for (const permutations of [0, 99]) {
      const result = hotSpots(x, [0, 0, 0, 0], counts, {
        neighbours: { kind: 'band', distance: 500 },
        permutations,
        ...(expected && { expected }),
      })
      for (const { z, p, q, effect, moran } of result.places)
        for (const value of [z, p, q, effect, moran?.i, moran?.z])
          expect(value === null || value === undefined || Number.isFinite(value)).toBe(true)
    }
  })

  it('ger inget p där allt är lika, och säger hur många gånger fler det är där det är fler', () => {
    const run = (counts: number[]): HotSpots =>
      hotSpots(line, [0, 0, 0, 0], counts, { neighbours: { kind: 'band', distance: 500 } })
    expect(run([3, 3, 3, 3]).places.map(({ z, p }) => [z, p])).toEqual(Array(4).fill([null, null]))
    expect(run([4, 4, 0, 0]).places.map(({ effect }) => effect)).toEqual([2, 4 / 3, 2 / 3, 0])
  })

  it('tar lika avlägsna grannar tillsammans', () => {
    const { from, to } = neighboursOf([0, 10, -10, 0, 30], [0, 0, 0, 10, 0], { kind: 'nearest', k: 1 })
    expect([...to.subarray(from[0], from[1])]).toEqual([1, 2, 3])
  })

  it('tar platser med folkmängd, för alla eller för ingen', () => {
    const places = line.map((x, i) => ({ x, y: 0, count: i, expected: 10 * i }))
    const input = { places, neighbours: { kind: 'queen', size: 500 }, permutations: 99 }
    const got = runMethod(hotSpotsMethod, input, 'sv') as HotSpots
    expect(got).toMatchObject({ n: 4, tested: 3, correction: 'bh' })
    expect(got.places[0]).toMatchObject({ z: null, p: null, q: null, effect: null, moran: null })
    const [first, ...rest] = places
    const without = { ...input, places: [...rest, { ...first, x: 9000, expected: undefined }] }
    expect(() => runMethod(hotSpotsMethod, without, 'sv')).toThrow(/places\[3\]\.expected.*as for 3 of the places/)
  })

  it('säger var det är fel', () => {
    const neighbours = { kind: 'queen', size: 500 } as const
    const call = (x: number[], counts: number[], more = {}) =>
      hotSpots(x, new Float64Array(x.length), counts, { neighbours, ...more })
    expect(() => call([0, 500], [1, 2])).toThrow(/counts: expected 3 to 2000000 places/)
    expect(() => call([0, 500, 760], [1, 2, 3])).toThrow(/x\[2\]: expected the middle of a square.*got 760/)
    expect(() => call([0, 500, 500], [1, 2, 3])).toThrow(/places\[2\].*merge/)
    expect(() => call([0, 500, 1000], [1, -2, 3])).toThrow(/counts\[1\]/)
    expect(() => call([0, 500, 1000], [1, 2, 3], { expected: [1, 2] })).toThrow(/expected: expected as many as counts/)
    expect(() => call([0, 500, 1000], [1, 2, 3], { neighbours: { kind: 'nearest', k: 3 } })).toThrow(/neighbours\.k/)
    expect(() => call([7, 7, 9], [1, 2, 3], { neighbours: { kind: 'band', distance: 3 } })).toThrow(/places\[1\]/)
    // The place is told by where it stands in the input, also where some before it take no part.
    const expected = [0, 1, 1, 1]
    expect(() => call([2000, 500, 0, 760], [0, 2, 3, 4], { expected })).toThrow(/x\[3\].*got 760/)
    expect(() => call([0, 500, 1e10], [1, 2, 3])).toThrow(/x\[2\].*1000000000/)
  })
})

const ROBBERIES = `${SHARED}/data/points/memphis_robberies_2019.csv`

describe.skipIf(!existsSync(ROBBERIES))('mot rånen i Memphis 2019 (delat underlag)', () => {
  it('i rutor om 500 meter', () => {
    const [columns, rows] = [71, 59]
    const counts = new Float64Array(columns * rows)
    for (const row of readFileSync(ROBBERIES, 'utf8').trim().split(/\r?\n/).slice(1)) {
      const cells = row.split(',')
      const { x, y } = utm(Number(cells[3]), Number(cells[4]), 15)
      const at = Math.floor((y - 3_876_500) / 500) * columns + Math.floor((x - 762_000) / 500)
      counts[at] = (counts[at] as number) + 1
    }
    expect(counts.filter((count) => count > 0)).toHaveLength(960)
    expect(Math.max(...counts)).toBe(23)
    const x = Float64Array.from(counts, (_, i) => 762_250 + 500 * (i % columns))
    const y = Float64Array.from(counts, (_, i) => 3_876_750 + 500 * Math.floor(i / columns))
    const found = (correction: 'raw' | 'bh' | 'by' | 'bonferroni') => {
      const neighbours = { kind: 'queen', size: 500 } as const
      const { places } = hotSpots(x, y, counts, { neighbours, permutations: 0, correction })
      expect(Math.max(...places.map(({ z }) => z as number))).toBeCloseTo(17.506762, 6)
      return places.filter(({ q }) => (q as number) < 0.05).length
    }
    expect((['raw', 'bh', 'by', 'bonferroni'] as const).map(found)).toEqual([515, 382, 282, 182])
  })
})

const LIST = 'l <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]");'
const columbus = fromR(
  `${LIST} suppressMessages(library(spdep)); data(columbus); cat(sprintf('{"v":%s,"nb":[%s]}', l(columbus$CRIME), paste(sapply(col.gal.nb, l), collapse = ",")))`,
) as { v: number[]; nb: number[][] } | null
const getisord = fromR(
  `${LIST} suppressMessages(library(spData)); data(getisord); cat(sprintf('{"x":%s,"y":%s,"v":%s}', l(go_xyz$x), l(go_xyz$y), l(go_xyz$val)))`,
) as { x: number[]; y: number[]; v: number[] } | null

describe.skipIf(!columbus || !getisord)('mot paketens egna data (delat underlag: när R finns)', () => {
  it('columbus, grannar efter gräns', () => {
    const { v, nb } = columbus as NonNullable<typeof columbus>
    const from = Int32Array.from({ length: nb.length + 1 }, (_, i) => nb.slice(0, i).flat().length)
    const to = Int32Array.from(nb.flat(), (j) => j - 1)
    const found = localStatistics(Float64Array.from(v), { from, to }, { permutations: 0, correction: 'bh', seed: 1 })
    expectNear(
      found.slice(0, 5).map(({ z }) => z),
      [-1.43278, -1.340008, -0.771999, -0.131733, 0.891307],
      6,
    )
  })

  it('Getis och Ords satellitbild, inom 30 meter', () => {
    const { x, y, v } = getisord as NonNullable<typeof getisord>
    const found = (correction: 'raw' | 'bh' | 'by') =>
      hotSpots(x, y, v, { neighbours: { kind: 'band', distance: 30 }, permutations: 0, correction }).places
    expect(found('raw')[v.length - 137]?.z).toBeCloseTo(1.4507798, 7)
    expect(Math.max(...found('raw').map(({ z }) => z as number))).toBeCloseTo(4.3104074, 7)
    const below = (correction: 'raw' | 'bh' | 'by') => found(correction).filter(({ q }) => (q as number) < 0.05).length
    expect((['raw', 'bh', 'by'] as const).map(below)).toEqual([114, 78, 13])
  })
})
