import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inOnePart } from '../../../src/statistics/divided.ts'
import {
  type EmergingCluster,
  type EmergingClustersInput,
  emergingClusters,
  emergingClustersJob,
} from '../../../src/statistics/emerging-clusters.ts'
import { Random } from '../../../src/statistics/random.ts'
import { SHARED } from '../golden-documents.ts'
import { utm } from './utm.ts'

interface Reference {
  llr: number
  days: number
  cases: number
  expected: number
  radius: number
  x: number[]
}
type Model = 'permutation' | 'poisson' | 'bernoulli'
const golden = JSON.parse(readFileSync(new URL('emerging-clusters.json', import.meta.url), 'utf8')) as {
  x: number[]
  y: number[]
  people: number[]
  at: number[]
  day: number[]
  case: number[]
  clusters: Record<Model, Reference[]>
}
const events = {
  x: golden.at.map((s) => golden.x[s] as number),
  y: golden.at.map((s) => golden.y[s] as number),
  days: golden.day,
}
const INPUTS: Record<Model, EmergingClustersInput> = {
  permutation: events,
  poisson: { ...events, population: golden },
  bernoulli: { ...events, isCase: golden.case },
}
const limits = { radius: 1200, longest: 10, from: 1, to: 60, replicates: 99 }

/** The rows in another order. */
function shuffled(input: EmergingClustersInput): EmergingClustersInput {
  const order = new Random(4).shuffle(Array.from(input.days, (_, i) => i))
  const pick = (values: ArrayLike<number>) => order.map((i) => values[i] as number)
  return {
    ...input,
    x: pick(input.x),
    y: pick(input.y),
    days: pick(input.days),
    ...(input.isCase && { isCase: pick(input.isCase) }),
  }
}

describe('framväxande kluster', () => {
  it.each(Object.keys(INPUTS) as Model[])('hittar samma kluster som R när alla cirklar provas: %s', (model) => {
    const found = emergingClusters(INPUTS[model], { ...limits, most: 4 })
    expect(found.model).toBe(model)
    const wanted = golden.clusters[model]
    expect(found.clusters).toHaveLength(wanted.length)
    found.clusters.forEach((cluster, k) => {
      const reference = wanted[k] as Reference
      expect(cluster.llr).toBeCloseTo(reference.llr, 9)
      expect(cluster.cases).toBe(reference.cases)
      expect(cluster.expected).toBeCloseTo(reference.expected, 9)
      expect(cluster.to - cluster.from + 1).toBe(reference.days)
      expect(cluster.radius).toBeCloseTo(reference.radius, 6)
      const x = model === 'poisson' ? golden.x : events.x
      const held = [...new Set(cluster.members.map((i) => x[i] as number))].sort((a, b) => a - b)
      expect(held).toEqual(reference.x)
    })
  })

  it('hittar det som är inlagt, och säger hur ofta något sådant kommer av en slump', () => {
    const [first] = emergingClusters(events, { ...limits, replicates: 999, everyDays: 7 }).clusters
    expect(first?.p).toBeLessThan(0.05)
    expect(first?.recurrenceDays).toBeCloseTo(7 / (first?.p ?? 1), 9)
  })

  it.each(Object.keys(INPUTS) as Model[])('beror inte av radernas ordning: %s', (model) => {
    const told = (input: EmergingClustersInput) =>
      emergingClusters(input, limits).clusters.map(({ members: _, ...rest }) => rest)
    expect(told(shuffled(INPUTS[model]))).toEqual(told(INPUTS[model]))
  })

  it('tar in platser som ligger lika långt bort tillsammans', () => {
    // Four places on a circle around a fifth: whichever was written first, none of them enters alone.
    const x = [0, 100, 0, -100, 0, 100, 0, -100, 0, ...Array.from({ length: 40 }, (_, i) => 9000 + 500 * (i % 7))]
    const y = [0, 0, 100, 0, -100, 0, 100, 0, -100, ...Array.from({ length: 40 }, () => 0)]
    const days = [60, 60, 60, 60, 60, 60, 60, 60, 60, ...Array.from({ length: 40 }, (_, i) => 1 + i)]
    const [first] = emergingClusters({ x, y, days }, { radius: 120, longest: 3, replicates: 9 }).clusters
    expect(first).toMatchObject({ x: 0, y: 0, radius: 100, cases: 9 })
  })

  it('en rad med antal är så många händelser, och noll är en plats där inget har hänt', () => {
    const once = emergingClusters(events, limits)
    const merged = new Map<string, number>()
    golden.at.forEach((s, i) => {
      const key = `${s} ${golden.day[i]}`
      merged.set(key, (merged.get(key) ?? 0) + 1)
    })
    const rows = [...merged].map(([key, count]) => [...key.split(' ').map(Number), count])
    const input = {
      x: rows.map(([s = 0]) => golden.x[s] as number),
      y: rows.map(([s = 0]) => golden.y[s] as number),
      days: rows.map(([, day = 0]) => day),
      counts: rows.map(([, , count = 0]) => count),
    }
    const llr = (found: typeof once) => found.clusters.map((cluster) => cluster.llr)
    expect(llr(emergingClusters(input, limits))).toEqual(llr(once))
    const empty = { x: [...input.x, 520], y: [...input.y, 480], days: [...input.days, 1], counts: [...input.counts, 0] }
    const found = emergingClusters(empty, limits)
    expect([found.n, found.places]).toEqual([once.n, once.places + 1])
  })

  it.each([
    ['en händelse', [1], [1], [5]],
    ['alla på samma plats och dag', [5, 5, 5, 5], [5, 5, 5, 5], [3, 3, 3, 3]],
    ['på en linje, alla sista dagen', [0, 10, 20, 30, 40], [0, 0, 0, 0, 0], [9, 9, 9, 9, 9]],
    ['två långt isär', [0, 1e6], [0, 0], [1, 30]],
  ])('klarar %s utan NaN', (_what, x, y, days) => {
    const isCase = x.map((_, i) => Number(i > 0))
    const population = { x, y, people: x.map(() => 10) }
    for (const more of [{}, { isCase }, { population }]) {
      const found = emergingClusters({ x, y, days, ...more }, { radius: 15, longest: 1, replicates: 9 })
      expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/)
    }
  })

  it('räknar en dragen värld som är lika ovanlig som den sedda', () => {
    // Three cases together and a control far off: in three worlds of four another one is the control, and no cluster is as large.
    const input = { x: [0, 0, 0, 5000], y: [0, 0, 0, 0], days: [9, 9, 9, 9], isCase: [1, 1, 1, 0] }
    const [first] = emergingClusters(input, {
      radius: 10,
      longest: 1,
      least: 2,
      mostShare: 1,
      replicates: 999,
    }).clusters
    expect(first?.cases).toBe(3)
    expect(first?.p).toBeGreaterThan(0.2)
    expect(first?.p).toBeLessThan(0.3)
  })

  it('drar inte fler slumpvärldar när tillräckligt många har haft något lika ovanligt, och p är som källan säger', () => {
    const job = emergingClustersJob(events, { ...limits, replicates: 400 })
    const drawn = job.part(0, 400)
    const whole = job.join([drawn])
    for (const enough of [1, 5, 20]) {
      const stopping = emergingClustersJob(events, { ...limits, replicates: 400, enough })
      let units = 0
      const found = inOnePart({
        ...stopping,
        part: (from, to) => {
          units += to - from
          return stopping.part(from, to)
        },
      })
      const needed = found.clusters[0]?.worlds as number
      expect(units).toBeLessThanOrEqual(Math.min(400, needed + 25))
      found.clusters.forEach((cluster, at) => {
        const { p: ownP, recurrenceDays: ownDays, worlds: ownWorlds, ...own } = cluster
        const { p, recurrenceDays, worlds, ...other } = whole.clusters[at] as EmergingCluster
        expect(own).toEqual(other)
        expect([worlds, recurrenceDays]).toEqual([400, 1 / p])
        const reached = [...drawn.keys()].filter((r) => (drawn[r] as number) >= cluster.llr - 1e-9)[enough - 1]
        expect(ownWorlds).toBe(reached === undefined ? 400 : reached + 1)
        expect(ownP).toBe(reached === undefined ? p : enough / (reached + 1))
        expect(ownDays).toBe(1 / ownP)
      })
      expect(found.clusters.at(-1)?.worlds).toBeLessThan(400)
      // What was drawn beyond changes nothing.
      expect(stopping.join([drawn])).toEqual(found)
    }
    expect(() => emergingClusters(events, { ...limits, enough: 0 })).toThrow(/enough/)
  })

  it('säger var det är fel', () => {
    const call =
      (input: object, more = {}) =>
      () =>
        emergingClusters({ ...events, ...input }, { ...limits, ...more })
    expect(call({ days: golden.day.map((day) => day + 0.5) })).toThrow(/days\[0\].*whole/)
    expect(call({}, { from: 9 })).toThrow(/from.*to 1, got 9/)
    expect(call({}, { longest: 90 })).toThrow(/longest.*from 1 to 60, got 90/)
    expect(call({}, { least: 1 })).toThrow(/least.*at least 2, got 1/)
    expect(call({ isCase: golden.case, population: golden })).toThrow(/population.*either/)
    expect(call({ population: { ...golden, people: golden.people.map(() => 0) } })).toThrow(/population.*somebody/)
    expect(call({ isCase: golden.case.map(() => 2) })).toThrow(/isCase\[0\]/)
    expect(call({ x: events.x.map(() => 1e20) })).toThrow(/x\[0\].*1000000000/)
    expect(call({}, { to: 1e10 })).toThrow(/to.*10000000000/)
  })
})

const FEVER = `${SHARED}/data/benchmarks/scan/NYCfever`

describe.skipIf(!existsSync(`${FEVER}.cas`))('mot publicerade feberfall i New York 2001 (delat underlag)', () => {
  it('ger samma kluster som programmet de kommer med', () => {
    const lines = (file: string) =>
      readFileSync(file, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.trim().split(/\s+/))
    const places = new Map(
      lines(`${FEVER}.geo`).map(([zip = '', lat, lon]) => [zip, utm(Number(lon), Number(lat), 18)] as const),
    )
    const rows = lines(`${FEVER}.cas`).map(([zip = '', count, day = '']) => ({
      zip,
      count: Number(count),
      day: Date.parse(day.replaceAll('/', '-')) / 86_400_000,
    }))
    const first = Math.min(...rows.map(({ day }) => day))
    const all = [...rows, ...[...places.keys()].map((zip) => ({ zip, count: 0, day: first }))]
    const found = emergingClusters(
      {
        x: all.map(({ zip }) => places.get(zip)?.x ?? Number.NaN),
        y: all.map(({ zip }) => places.get(zip)?.y ?? Number.NaN),
        days: all.map(({ day }) => day),
        counts: all.map(({ count }) => count),
      },
      { radius: 3000, longest: 7, least: 2, replicates: 999 },
    )
    const zips = (k: number) => [...new Set(found.clusters[k]?.members.map((i) => all[i]?.zip))]
    expect(zips(0)).toEqual(['11418', '11415', '11419', '11435', '11416', '11421', '11451', '11375', '11417'])
    expect(found.clusters[0]).toMatchObject({ cases: 4, to: first + 23, from: first + 21 })
    expect(found.clusters[0]?.expected).toBeCloseTo(0.67, 2)
    expect([zips(1), zips(2)]).toEqual([['11372'], ['10472']])
    const [one, two, three] = found.clusters
    for (const [cluster, llr] of [
      [one, 3.845418],
      [two, 3.164201],
      [three, 2.137259],
    ] as const)
      expect(cluster?.llr).toBeCloseTo(llr, 6)
    expect(Math.abs((one?.p ?? 0) - 0.21)).toBeLessThan(0.05)
  })
})
