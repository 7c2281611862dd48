import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hullWithMargin } from '../../../src/statistics/hull.ts'
import { microClustersMethod } from '../../../src/statistics/interface/micro-clusters.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { type MicroClustersOptions, microClusters } from '../../../src/statistics/micro-clusters.ts'
import { Random } from '../../../src/statistics/random.ts'

const golden = JSON.parse(readFileSync(new URL('micro-clusters.json', import.meta.url), 'utf8')) as {
  x: number[]
  y: number[]
  weights: number[]
  cases: { radius: number; least: number; weighted: boolean; cluster: number[]; core: number[] }[]
  hull: number[]
}
const square = { x: [0, 10, 10, 0, 5, 400], y: [0, 0, 10, 10, 5, 400] }

describe('mikrokluster', () => {
  it.each(golden.cases)(
    'har samma kluster och samma ensamma som R: $radius m, minst $least, vikter $weighted',
    ({ radius, least, weighted, cluster, core }) => {
      const options = { radius, least, ...(weighted && { weights: golden.weights }) }
      const { of, clusters } = microClusters(golden.x, golden.y, options)
      expect(clusters).toHaveLength(Math.max(...cluster))
      expect([...of].map((at) => at < 0)).toEqual(cluster.map((at) => at === 0))
      // The two number their clusters each in its own way: a core's number here goes with one number there.
      const pairs = new Set(core.flatMap((isCore, i) => (isCore ? [`${of[i]} ${cluster[i]}`] : [])))
      expect(pairs.size).toBe(clusters.length)
      of.forEach((at, i) => {
        if (at < 0 || core[i]) return
        const isNear = golden.x.some(
          (x, j) =>
            core[j] === 1 &&
            of[j] === at &&
            Math.hypot(x - (golden.x[i] as number), (golden.y[j] as number) - (golden.y[i] as number)) <= radius,
        )
        expect(isNear).toBe(true)
      })
    },
  )

  it('beror inte av i vilken ordning händelserna står', () => {
    const order = new Random(2).shuffle(golden.x.map((_, i) => i))
    const pick = (values: number[]) => order.map((i) => values[i] as number)
    for (const { radius, least } of golden.cases) {
      const straight = microClusters(golden.x, golden.y, { radius, least, weights: golden.weights })
      const mixed = microClusters(pick(golden.x), pick(golden.y), { radius, least, weights: pick(golden.weights) })
      expect([...mixed.of]).toEqual(order.map((i) => straight.of[i]))
      expect(mixed.clusters).toEqual(straight.clusters)
    }
  })

  it('är detsamma med en punkt för varje händelse som med en för varje adress', () => {
    const one = microClusters([0, 30, 200], [0, 0, 0], { radius: 50, least: 5, weights: [3, 2, 4] })
    const many = microClusters([0, 0, 0, 30, 30, 200, 200, 200, 200], new Float64Array(9), { radius: 50, least: 5 })
    expect(many.clusters).toEqual(one.clusters)
    expect(one).toMatchObject({ n: 9, alone: 4, clusters: [{ n: 5, spots: 2, share: 5 / 9, x: 12, y: 0 }] })
  })

  it('ritar samma hölje som R', () => {
    const ring = hullWithMargin(golden.x, golden.y, 0) ?? []
    const corners = golden.hull.map((i) => `${golden.x[i]} ${golden.y[i]}`).sort()
    expect(
      ring
        .slice(1)
        .map(([x, y]) => `${x} ${y}`)
        .sort(),
    ).toEqual(corners)
    expect(ring[0]).toEqual(ring.at(-1))
  })

  it('har inget hölje där det inte skulle ha någon yta', () => {
    for (const x of [[5], [5, 5, 5], [0, 50], [0, 20, 50]]) expect(hullWithMargin(x, x, 0)).toBeNull()
    expect(hullWithMargin([0, 50, 0], [0, 0, 50], 0)).toHaveLength(4)
    const { clusters } = microClusters([0, 0, 10, 10, 20], [0, 0, 10, 10, 20], { radius: 20, least: 3, margin: 0 })
    expect(clusters).toMatchObject([{ n: 5, hull: null }])
  })

  it('ritar hölje bara när händelserna är tillräckligt många', () => {
    const hulls = (leastForHull: number) =>
      microClusters(square.x, square.y, { radius: 20, least: 3, leastForHull }).clusters.map(
        ({ hull }) => hull !== null,
      )
    expect(hulls(5)).toEqual([true])
    expect(hulls(6)).toEqual([false])
  })

  it.each([
    ['en punkt blir en skiva', [5], [5], Math.PI * 100],
    ['två blir en kapsel', [0, 50], [0, 0], Math.PI * 100 + 50 * 20],
    ['radade likaså', [0, 20, 50], [0, 20, 50], Math.PI * 100 + Math.hypot(50, 50) * 20],
    ['en kvadrat får runda hörn', [0, 50, 50, 0], [0, 0, 50, 50], Math.PI * 100 + 4 * 500 + 2500],
  ])('%s med tio meters marginal', (_what, x, y, area) => {
    const ring = hullWithMargin(x, y, 10) ?? []
    let twice = 0
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]] as [[number, number], [number, number]]
      twice += ax * by - bx * ay
    }
    expect(twice / 2).toBeLessThan(area)
    expect(twice / 2).toBeGreaterThan(area * 0.985)
  })

  it('jämför två perioder i varje kluster, med antalet kluster inräknat', () => {
    const at = (place: number, count: number, day: number) => Array.from({ length: count }, () => [place, day])
    const events = [...at(0, 12, 10), ...at(0, 30, 150), ...at(500, 20, 20), ...at(500, 20, 120), ...at(900, 3, 99)]
    const result = microClusters(
      events.map(([x]) => x as number),
      new Float64Array(events.length),
      { radius: 50, least: 3, time: { days: events.map(([, day]) => day as number), from: 0, split: 100, to: 200 } },
    )
    expect(result.clusters.map(({ n, trend }) => [n, trend?.before, trend?.after, trend?.verdict])).toEqual([
      [42, 12, 30, 'okning-trolig'],
      [40, 20, 20, 'ingen-tydlig-skillnad'],
      [3, 3, 0, 'gar-inte-att-avgora'],
    ])
    for (const { trend } of result.clusters) expect(trend?.q).toBeGreaterThanOrEqual(trend?.p ?? 1)
  })

  it.each([
    ['inga punkter', [], []],
    ['en punkt', [3], [3]],
    ['alla på samma punkt', [3, 3, 3, 3, 3], [3, 3, 3, 3, 3]],
    ['på en linje', [0, 10, 20, 30, 40], [0, 0, 0, 0, 0]],
    ['alla långt isär', [0, 1e5, 2e5], [0, 0, 0]],
  ])('klarar %s utan NaN', (_what, x, y) => {
    const input = { events: x.map((value, i) => ({ x: value, y: y[i] })), radius: 15, least: 3 }
    expect(JSON.stringify(runMethod(microClustersMethod, input, 'sv'))).not.toMatch(/NaN|Infinity/)
  })

  it('tar händelser med dag och säger vilken som saknar den', () => {
    const period = { from: 0, split: 10, to: 20 }
    const events = [1, 2, 15].map((day) => ({ x: 0, y: 0, day }))
    expect(runMethod(microClustersMethod, { events, radius: 10, least: 2, period }, 'sv')).toMatchObject({
      clusters: [{ n: 3, trend: { before: 2, after: 1 } }],
      of: [0, 0, 0],
    })
    expect(() =>
      runMethod(microClustersMethod, { events: [...events, { x: 1, y: 1 }], radius: 10, least: 2, period }, 'sv'),
    ).toThrow(/events\[3\]\.day/)
  })

  it('tar inga meter, dagar eller antal som inte finns', () => {
    const call = (x: number[], more: object = {}) => microClusters(x, [0, 0], { radius: 10, least: 2, ...more })
    const days = [0, 1]
    expect(() => call([0, 1e20])).toThrow(/x\[1\]/)
    expect(() => call([0, 1], { time: { days, from: 0, split: 1, to: 1e308 } })).toThrow(/time\.to/)
    expect(() => call([0, 1], { time: { days, from: 0, split: 1e-300, to: 1 } })).toThrow(/time\.split/)
    expect(() => call([0, 1], { weights: [1e9, 1] })).toThrow(/weights.*10⁹/)
  })

  it('säger var det är fel', () => {
    const call = (more: Partial<MicroClustersOptions>) =>
      microClusters([1, 2], [1, 2], { radius: 10, least: 3, ...more })
    expect(() => call({ radius: 0 })).toThrow(/radius/)
    expect(() => call({ least: 1 })).toThrow(/least/)
    expect(() => call({ weights: [1, 0] })).toThrow(/weights\[1\]/)
    expect(() => call({ margin: -1 })).toThrow(/margin/)
    expect(() => call({ time: { days: [1, 9], from: 0, split: 4, to: 8 } })).toThrow(/time\.days\[1\]/)
    expect(() => call({ time: { days: [1, 2], from: 5, split: 4, to: 8 } })).toThrow(
      /time\.split: expected more than 5/,
    )
  })
})
