import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  densityAt,
  densityJob,
  densitySurface,
  EDGES,
  type Edge,
  relativeRisk,
} from '../../../src/statistics/density.ts'
import { KERNELS, type Kernel, KernelShape } from '../../../src/statistics/density-kernels.ts'
import { densityMethod } from '../../../src/statistics/interface/density.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { Random } from '../../../src/statistics/random.ts'
import { mergeSpots } from '../../../src/statistics/spots.ts'

const golden = JSON.parse(readFileSync(new URL('density.json', import.meta.url), 'utf8')) as {
  x: number[]
  y: number[]
  weights: number[]
  cases: { kernel: Kernel; edge: Edge; weighted: boolean; at: number[] }[]
  mass: { kernel: Kernel; x: number; y: number; share: number }[]
}
const WINDOW = { minX: 0, minY: 0, maxX: 12, maxY: 7 }
const SQUARE = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
const TWELVE = {
  x: [1, 2, 2.5, 3, 5, 6, 6.2, 6.4, 8, 8.5, 9, 9.5],
  y: [1, 2, 2.2, 8, 5, 5.1, 5.3, 4.9, 8, 2, 7.5, 9.5],
}

/** Points in clumps and alone, some outside, some on the same spot. */
function scatter(random: Random, n: number): { x: number[]; y: number[]; weights: number[] } {
  const x = Array.from({ length: n }, (_, i) => (i % 3 ? 40 + 25 * random.normal() : 300 * random.uniform()))
  const y = Array.from({ length: n }, (_, i) => (i % 3 ? 90 + 15 * random.normal() : 170 * random.uniform()))
  return { x: [...x, 40, 40], y: [...y, 90, 90], weights: Array.from({ length: n + 2 }, () => random.below(4)) }
}

describe('täthetskarta', () => {
  it.each([
    ['gaussian', 'none', 0.2428553037, 0.5526395033, 0.1949382547],
    ['gaussian', 'uniform', 0.3430833312, 0.5526573659, 0.4077179744],
    ['gaussian', 'jones-diggle', 0.3118113846, 0.5527199591, 0.3731753999],
    ['epanechnikov', 'none', 0.2176885944, 0.4016009731, 0.1635759137],
    ['quartic', 'none', 0.2211559271, 0.4409583534, 0.1684415719],
  ] as const)('ger de publicerade värdena: %s, kanter %s', (kernel, edge, ...wanted) => {
    const options = { window: SQUARE, kernel, edge, sigma: 1, tolerance: 1e-16 }
    const got = densityAt(TWELVE.x, TWELVE.y, TWELVE.x, TWELVE.y, options)
    ;[0, 5, 11].forEach((at, k) => {
      expect(got[at]).toBeCloseTo(wanted[k] as number, 10)
    })
  })

  it.each(golden.cases)('ger samma tal som R: $kernel, kanter $edge, vikter $weighted', (one) => {
    const got = densityAt(golden.x, golden.y, golden.x, golden.y, {
      window: WINDOW,
      kernel: one.kernel,
      edge: one.edge,
      sigma: 0.9,
      tolerance: 1e-16,
      ...(one.weighted && { weights: golden.weights }),
    })
    one.at.forEach((value, i) => {
      expect(got[i]).toBeCloseTo(value, 10)
    })
  })

  it.each(golden.mass)('vet hur stor del av en kärna som ligger inom fönstret: $kernel vid $x, $y', (one) => {
    const share = new KernelShape(one.kernel, 1.4, 1e-16).massInside(one.x, one.y, WINDOW)
    expect(Math.abs(share - one.share)).toBeLessThan(1e-3)
  })

  it('har hela kärnan inom ett stort fönster och en fjärdedel i ett hörn', () => {
    const wide = { minX: -90, minY: -90, maxX: 90, maxY: 90 }
    for (const kernel of KERNELS) {
      const shape = new KernelShape(kernel, 1, 1e-16)
      expect(shape.massInside(0, 0, wide)).toBeCloseTo(1, 13)
      expect(shape.massInside(-90, 90, wide)).toBeCloseTo(0.25, 13)
      expect(shape.massInside(-90, 0, wide)).toBeCloseTo(0.5, 13)
    }
  })

  it.each(KERNELS)('är i varje ruta summan över alla punkter: %s', (kernel) => {
    const { x, y, weights } = scatter(new Random(7), 300)
    for (const sigma of [0.4, 1.1, 3, 20, 400]) {
      const options = { window: { minX: 0, minY: 0, maxX: 300, maxY: 170 }, kernel, sigma, weights }
      const [columns, rows] = [97, 61]
      const surface = densitySurface(x, y, { columns, rows }, options)
      const atX = Float64Array.from(surface.values, (_, at) => ((at % columns) + 0.5) * (300 / columns))
      const atY = Float64Array.from(surface.values, (_, at) => (Math.floor(at / columns) + 0.5) * (170 / rows))
      const wanted = densityAt(x, y, atX, atY, options)
      const most = Math.max(...wanted)
      surface.values.forEach((value, at) => {
        expect(Math.abs(value - (wanted[at] as number))).toBeLessThanOrEqual(most * 1e-12)
      })
    }
  })

  it('håller det fel som sägs för Gauss', () => {
    const { x, y } = scatter(new Random(8), 200)
    const run = (tolerance: number) =>
      densitySurface(
        x,
        y,
        { columns: 60, rows: 40 },
        { window: { minX: 0, minY: 0, maxX: 300, maxY: 170 }, kernel: 'gaussian', sigma: 9, tolerance },
      )
    const [cut, whole] = [run(0.01), run(1e-16)]
    expect(cut.largestError).toBeGreaterThan(0)
    cut.values.forEach((value, at) => {
      const lost = (whole.values[at] as number) - value
      expect(lost).toBeGreaterThanOrEqual(-1e-15)
      expect(lost).toBeLessThanOrEqual(cut.largestError)
    })
  })

  it('behåller antalet händelser med kantjustering vid punkterna', () => {
    for (const kernel of KERNELS) {
      const options = { window: SQUARE, kernel, edge: 'jones-diggle' as const, sigma: 1 }
      const { values } = densitySurface(TWELVE.x, TWELVE.y, { columns: 400, rows: 400 }, options)
      expect(values.reduce((a, b) => a + b) * (10 / 400) ** 2).toBeCloseTo(12, 2)
    }
  })

  it('lämnar vatten utanför', () => {
    const options = { window: SQUARE, sigma: 2 }
    const mask = Uint8Array.from({ length: 25 }, (_, i) => i % 2)
    const wet = densitySurface(TWELVE.x, TWELVE.y, { columns: 5, rows: 5, mask }, options).values
    const dry = densitySurface(TWELVE.x, TWELVE.y, { columns: 5, rows: 5 }, options).values
    expect([...wet]).toEqual([...dry].map((value, i) => (i % 2 ? value : 0)))
  })

  it('delar med folkmängden: lika risk överallt är 1, och där få bor sägs ingenting', () => {
    const homes = { x: [2, 2.5, 3, 7, 7.5], y: [2, 3, 2, 7, 8], people: [100, 200, 100, 400, 200] }
    const as = (times: readonly number[]) =>
      relativeRisk(homes, homes, { columns: 20, rows: 20 }, { window: SQUARE, sigma: 0.8, weights: times })
    const even = as([1, 2, 1, 4, 2])
    expect(even?.overall).toBe(0.01)
    const shown = [...(even?.relative ?? [])].filter((value) => !Number.isNaN(value))
    expect(shown.length).toBeGreaterThan(50)
    expect(shown.length).toBeLessThan(400)
    for (const value of shown) expect(value).toBeCloseTo(1, 8)
    expect(as([0, 0, 0, 0, 0])).toBeNull()
  })

  it('sägs ingenting om risken där färre än sagt bor inom radien, hur nära de än bor', () => {
    const random = new Random(20261126)
    const draw = () => Float64Array.from({ length: 60 }, () => 10 * random.uniform())
    const homes = {
      x: draw(),
      y: draw(),
      people: Float64Array.from({ length: 60 }, () => random.below(20)),
    }
    const size = { columns: 23, rows: 17 }
    let [told, withheld] = [0, 0]
    for (const kernel of KERNELS)
      for (const leastPeople of [17, 31]) {
        const found = relativeRisk(homes, homes, size, { window: SQUARE, sigma: 0.7, kernel, leastPeople })
        found?.relative.forEach((value, at) => {
          const middle = [((at % 23) + 0.5) * (10 / 23), (Math.floor(at / 23) + 0.5) * (10 / 17)] as const
          let within = 0
          homes.x.forEach((x, i) => {
            const distance = Math.hypot(x - middle[0], (homes.y[i] as number) - middle[1])
            if (distance <= found.radius) within += homes.people[i] as number
          })
          if (within < leastPeople) expect(value).toBeNaN()
          if (Number.isNaN(value)) withheld++
          else told++
        })
      }
    expect(Math.min(told, withheld), `${told} ${withheld}`).toBeGreaterThan(50)
    const alone = { x: [5], y: [5], people: [17] }
    const spot = relativeRisk(alone, alone, { columns: 3, rows: 3 }, { window: SQUARE, sigma: 0.5 })
    expect([...(spot?.relative ?? [])].every(Number.isNaN)).toBe(true)
  })

  it.each(EDGES)('klarar inga, en, lika och radade punkter utan NaN: kanter %s', (edge) => {
    for (const kernel of KERNELS)
      for (const [x, y] of [
        [[], []],
        [[0], [0]],
        [
          [5, 5, 5],
          [5, 5, 5],
        ],
        [
          [0, 5, 10],
          [10, 10, 10],
        ],
      ] as [number[], number[]][])
        for (const sigma of [0.01, 1, 1000]) {
          const { values } = densitySurface(x, y, { columns: 7, rows: 3 }, { window: SQUARE, kernel, sigma, edge })
          expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
        }
  })

  it('säger hur många punkter som ligger utanför fönstret: alla, när x och y är omkastade', () => {
    const input = { window: { minX: 0, minY: 50, maxX: 10, maxY: 60 }, sigma: 1, columns: 4, rows: 4 }
    const points = [
      { x: 2, y: 52 },
      { x: 3, y: 53 },
    ]
    expect(runMethod(densityMethod, { ...input, points }, 'sv')).toMatchObject({
      outside: 0,
      caption: expect.stringContaining('radie 2,828 m'),
    })
    const turned = points.map(({ x, y }) => ({ x: y, y: x }))
    expect(runMethod(densityMethod, { ...input, points: turned }, 'sv')).toMatchObject({ outside: 2 })
    expect(() => runMethod(densityMethod, { ...input, points, tolerance: 0.01 }, 'sv')).toThrow(
      /tolerance: expected the gaussian kernel/,
    )
    expect(() => runMethod(densityMethod, { ...input, points, mask: Array(16).fill(2) }, 'sv')).toThrow(/mask\[0\]/)
  })

  it('ger null i utdata där det är vatten eller för få bor', () => {
    const input = {
      points: [{ x: 5, y: 5 }],
      window: SQUARE,
      sigma: 1,
      columns: 3,
      rows: 1,
      mask: [1, 0, 1],
      population: [{ x: 2, y: 5, people: 900 }],
    }
    const got = runMethod(densityMethod, input, 'sv') as { values: unknown[]; relative: unknown[]; radius: number }
    expect(got.values[1]).toBeNull()
    expect(got.relative.slice(1)).toEqual([null, null])
    expect(got.radius).toBeCloseTo(Math.sqrt(8), 12)
  })

  it('säger var det är fel', () => {
    const call = (x: number[], more = {}) =>
      densitySurface(x, x, { columns: 4, rows: 4 }, { window: SQUARE, sigma: 1, ...more })
    expect(() => call([1], { sigma: 0 })).toThrow(/sigma/)
    expect(() => call([11], { edge: 'uniform' })).toThrow(/x\[0\]: expected a number from 0 to 10, got 11/)
    expect(() => call([1], { weights: [1, 2] })).toThrow(/weights/)
    expect(() => call([1], { window: { ...SQUARE, maxX: 0 } })).toThrow(/window\.maxX: expected more than 0/)
    expect(() => densitySurface([1], [1], { columns: 0, rows: 4 }, { window: SQUARE, sigma: 1 })).toThrow(/columns/)
    expect(() => densitySurface([1], [1], { columns: 2, rows: 2, mask: [1] }, { window: SQUARE, sigma: 1 })).toThrow(
      /mask: expected 4 values/,
    )
  })
})

describe('händelser på samma adress', () => {
  const random = new Random(5)
  const addresses = Array.from({ length: 40 }, () => [random.uniform() * 10, random.uniform() * 10] as const)
  const at = Array.from(
    { length: 400 },
    () => addresses[Math.floor(random.uniform() * 40)] as readonly [number, number],
  )
  const [x, y] = [at.map((one) => one[0]), at.map((one) => one[1])]
  const weights = at.map(() => random.uniform())
  const raster = { columns: 60, rows: 50 }

  it.each(KERNELS)(
    'ger samma karta som summan över alla händelser, också med vikter som inte är hela tal: %s',
    (kernel) => {
      for (const edge of EDGES) {
        const options = { window: SQUARE, sigma: 0.3, kernel, edge, weights }
        const surface = densitySurface(x, y, raster, options)
        const [atX, atY]: number[][] = [[], []]
        for (let k = 0; k < 3000; k++) {
          atX?.push(((k % 60) + 0.5) / 6)
          atY?.push((Math.floor(k / 60) + 0.5) / 5)
        }
        const wanted = densityAt(x, y, atX ?? [], atY ?? [], options)
        const most = Math.max(...wanted)
        surface.values.forEach((value, k) => {
          const exact = wanted[k] as number
          expect(Math.abs(value - exact)).toBeLessThan(1e-10 * most + surface.largestError)
        })
      }
    },
  )

  it('säger exakt noll där ingen händelse når fram', () => {
    for (const kernel of ['epanechnikov', 'quartic'] as const) {
      const surface = densitySurface(x, y, raster, { window: SQUARE, sigma: 0.15, kernel, weights })
      const far = [...surface.values.keys()].filter((k) =>
        x.every(
          (px, i) =>
            Math.hypot(px - ((k % 60) + 0.5) / 6, (y[i] as number) - (Math.floor(k / 60) + 0.5) / 5) > surface.radius,
        ),
      )
      expect(far.length).toBeGreaterThan(100)
      expect(far.filter((k) => surface.values[k] !== 0)).toEqual([])
    }
  })

  it('slås ihop oavsett ordning, och 0 och −0 är samma plats', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(-1, -0, 0, 0.5, 1e308), fc.constantFrom(-0, 0, 3, 5e-324))),
        (points) => {
          const spots = mergeSpots(
            points.map(([px]) => px),
            points.map(([, py]) => py),
            undefined,
          )
          const counts = new Map<string, number>()
          for (const [px, py] of points) counts.set(`${px + 0} ${py + 0}`, (counts.get(`${px + 0} ${py + 0}`) ?? 0) + 1)
          expect(
            new Map(
              [...spots.x.keys()].map((k) => [
                `${(spots.x[k] as number) + 0} ${(spots.y[k] as number) + 0}`,
                spots.weight[k],
              ]),
            ),
          ).toEqual(counts)
          points.forEach(([px, py], i) => {
            const spot = spots.of[i] as number
            expect((spots.x[spot] as number) === px && (spots.y[spot] as number) === py).toBe(true)
          })
        },
      ),
    )
  })

  it('säger ifrån när en vikt är för stor att lägga ihop', () => {
    expect(() =>
      densitySurface([1, 1], [1, 2], { columns: 4, rows: 4 }, { window: SQUARE, sigma: 1, weights: [1e308, 1e308] }),
    ).toThrow(/weights\[0\]: expected a number of at most 15 digits before the point, got 1e\+308/)
  })
})

describe('täthetskarta av mycket många punkter', () => {
  const random = new Random(11)
  const n = 3000
  const x = Float64Array.from({ length: n }, () => random.uniform() * 1000)
  const y = Float64Array.from({ length: n }, () => random.uniform() * 800)
  const raster = { columns: 40, rows: 32 }
  const window = { minX: 0, minY: 0, maxX: 1000, maxY: 800 }

  it.each(KERNELS)('en förhandsvisning skiljer sig högst så mycket som den säger: %s', (kernel) => {
    for (const edge of ['none', 'uniform'] as const) {
      const options = { window, sigma: 60, kernel, edge }
      const exact = densitySurface(x, y, raster, options)
      const merged = densitySurface(x, y, raster, { ...options, isMerged: true })
      const largest = Math.max(...exact.values.map((value, at) => Math.abs(value - (merged.values[at] as number))))
      expect(largest).toBeGreaterThan(0)
      expect(largest).toBeLessThan(merged.largestError)
      expect(largest).toBeLessThan(0.01 * Math.max(...exact.values))
    }
  })

  it.each(KERNELS)('raderna blir desamma hur de än delas: %s', (kernel) => {
    const job = densityJob(x, y, raster, { window, sigma: 60, kernel, edge: 'uniform' })
    const whole = job.join([job.part(0, 32)]).values
    expect(job.join([job.part(0, 5), job.part(5, 6), job.part(6, 32)]).values).toEqual(whole)
  })
})
