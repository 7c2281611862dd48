import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nearRepeat, nearRepeatJob } from '../../../src/statistics/near-repeat.ts'
import { Random } from '../../../src/statistics/random.ts'
import { SHARED } from '../golden-documents.ts'

const golden = JSON.parse(readFileSync(new URL('near-repeat.json', import.meta.url), 'utf8')) as {
  x: number[]
  y: number[]
  days: number[]
  tables: { metric: 'euclidean' | 'manhattan'; closed: 'left' | 'right'; pairs: number[][] }[]
}
const pairsOf = (result: ReturnType<typeof nearRepeat>) => result.cells.map((row) => row.map(({ pairs }) => pairs))

describe('upprepning nära i tid och rum', () => {
  it.each(golden.tables)('räknar samma par som R: $metric, band slutna åt $closed', ({ metric, closed, pairs }) => {
    const bands = { distance: [0.1, 100, 250, 500, Infinity], time: [7, 14, 21, Infinity], closed }
    const result = nearRepeat(golden.x, golden.y, golden.days, { bands, metric, permutations: 9 })
    expect(pairsOf(result)).toEqual(pairs)
  })

  it('ger ett annat svar när banden sluts åt andra hållet: sju dagar är i första veckan eller i andra', () => {
    const [x, y, days] = [
      [0, 10],
      [0, 0],
      [0, 7],
    ]
    const table = (closed: 'left' | 'right') =>
      pairsOf(nearRepeat(x, y, days, { bands: { distance: [100], time: [7, 14], closed }, permutations: 1 }))
    expect([table('right'), table('left')]).toEqual([[[1, 0]], [[0, 1]]])
  })

  it('räknar alla par precis en gång, hur de än ligger', () => {
    const random = new Random(3)
    for (const n of [2, 3, 50, 400]) {
      const draw = (scale: number) => Array.from({ length: n }, () => Math.floor(random.uniform() * scale))
      const [x, y, days] = [draw(1000), draw(1000), draw(60)]
      const bands = { distance: [1, 37, 200, Infinity], time: [3, 30, Infinity], closed: 'right' as const }
      const total = pairsOf(nearRepeat(x, y, days, { bands, permutations: 1 })).flat()
      expect(total.reduce((a, b) => a + b)).toBe((n * (n - 1)) / 2)
    }
  })

  it.each([
    ['alla på samma plats och dag', [5, 5, 5, 5], [5, 5, 5, 5], [2, 2, 2, 2]],
    ['på en linje', [0, 10, 20, 30], [0, 0, 0, 0], [0, 1, 2, 3]],
    ['två punkter', [0, 1], [0, 1], [0, 1]],
  ])('klarar %s utan NaN', (_what, x, y, days) => {
    const bands = { distance: [0.1, 15], time: [1, 2], closed: 'right' as const }
    const result = nearRepeat(x, y, days, { bands, permutations: 19 })
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
  })

  it('beror bara av data, parametrar och frö', () => {
    const run = (seed: number) =>
      nearRepeat(golden.x, golden.y, golden.days, {
        bands: { distance: [0.1, 250], time: [7, 21], closed: 'right' },
        permutations: 99,
        seed,
      })
    expect(run(5)).toEqual(run(5))
    expect(run(5)).not.toEqual(run(6))
  })

  it('beror inte av i vilken ordning händelserna står, hur många trådar det än är', () => {
    const options = {
      bands: { distance: [0.1, 250], time: [7, 21], closed: 'right' as const },
      permutations: 99,
    }
    const straight = nearRepeat(golden.x, golden.y, golden.days, options)
    for (const seed of [1, 2, 3]) {
      const order = new Random(seed).shuffle(golden.x.map((_, i) => i))
      const pick = (values: number[]) => order.map((i) => values[i] as number)
      const mixed = [pick(golden.x), pick(golden.y), pick(golden.days)] as const
      expect(nearRepeat(...mixed, options)).toEqual(straight)
      const job = nearRepeatJob(...mixed, options)
      expect(job.join([job.part(0, 40), job.part(40, 41), job.part(41, 99)])).toEqual(straight)
    }
  })

  it('räknar rätt också med små avstånd över ett stort område, och tar inga meter som inte finns', () => {
    const bands = { distance: [0.05, 0.1], time: [7], closed: 'right' as const }
    const x = [-1e9, -1e9 + 0.0625, 1e9, 1e9, 0, 5]
    const y = [-1e9, -1e9, 1e9, -1e9, 0, 0]
    const call = (more: number[]) =>
      nearRepeat([...x, ...more], [...y, ...more], Array(6 + more.length).fill(1), { bands, permutations: 1 })
    expect(pairsOf(call([]))).toEqual([[0], [1]])
    expect(() => call([1e20])).toThrow(
      /x\[6\]: expected a number from -1000000000 to 1000000000, got 100000000000000000000/,
    )
    expect(() => nearRepeat([0, 1], [0, 1], [0, 1e10], { bands })).toThrow(/days\[1\]/)
  })

  it('säger var det är fel', () => {
    const bands = { distance: [100], time: [7], closed: 'right' as const }
    const call = (x: number[], y: number[], days: number[], more = {}) => nearRepeat(x, y, days, { bands, ...more })
    expect(() => call([1], [1], [1])).toThrow(/points.*at least two/)
    expect(() => call([1, 2], [1], [1, 2])).toThrow(/y: expected as many as x \(2\), got 1/)
    expect(() => call([1, Number.NaN], [1, 2], [1, 2])).toThrow(/x\[1\]/)
    expect(() => call([1, 2], [1, 2], [1, 2], { permutations: 0 })).toThrow(/permutations/)
    expect(() => call([1, 2], [1, 2], [1, 2], { bands: { ...bands, distance: [100, 50] } })).toThrow(
      /bands\.distance\[1\].*50/,
    )
  })
})

const MONTH = `${SHARED}/data/benchmarks/nearrepeat/chicago_be_month1.csv`
const YEARS = `${SHARED}/data/benchmarks/knox/chicago_burglary_2014_2017.csv.gz`

describe.skipIf(!existsSync(MONTH))('mot publicerade inbrott i Chicago (delat underlag)', () => {
  it('en månad, gatuavstånd, band öppna åt höger', () => {
    const rows = readFileSync(MONTH, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
    const result = nearRepeat(
      rows.map((row) => Number(row[0])),
      rows.map((row) => Number(row[1])),
      rows.map((row) => Date.parse(row[2] ?? '') / 86_400_000),
      {
        bands: { distance: [1, 101, 201, 301, Infinity], time: [8, 15, 22, Infinity], closed: 'left' },
        metric: 'manhattan',
        permutations: 9,
      },
    )
    expect(pairsOf(result).slice(0, 4)).toEqual([
      [29, 4, 5, 2],
      [45, 15, 7, 2],
      [106, 48, 21, 13],
      [88, 64, 46, 15],
    ])
  })

  it.skipIf(!existsSync(YEARS))('ett år, fågelvägen, åt båda hållen, och kvoterna mot medianen', () => {
    const rows = gunzipSync(readFileSync(YEARS))
      .toString()
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
    const year = rows.filter((row) => row[2]?.endsWith('/2016'))
    const dayOf = (text = '') => {
      const [day = 0, month = 0, yearNr = 0] = text.split('/').map(Number)
      return Date.UTC(yearNr, month - 1, day) / 86_400_000
    }
    const run = (closed: 'left' | 'right') =>
      nearRepeat(
        year.map((row) => Number(row[0])),
        year.map((row) => Number(row[1])),
        year.map((row) => dayOf(row[2])),
        { bands: { distance: [0.1, 200, 400, 600], time: [7, 14, 21], closed }, permutations: 99 },
      )
    expect(year).toHaveLength(11_701)
    const right = run('right')
    expect(pairsOf(right)).toEqual([
      [342, 97, 62],
      [1892, 1514, 1362],
      [4145, 3643, 3592],
      [5805, 5143, 4919],
    ])
    expect(pairsOf(run('left')).slice(0, 2)).toEqual([
      [319, 106, 62],
      [1647, 1539, 1400],
    ])
    for (const [row, column, ratio, within] of [
      [0, 0, 6.45, 0.35],
      [0, 1, 1.98, 0.15],
      [1, 0, 1.417, 0.02],
      [1, 2, 1.141, 0.02],
    ] as const)
      expect(Math.abs((right.cells[row]?.[column]?.ratio ?? 0) - ratio)).toBeLessThan(within)
  })
})
