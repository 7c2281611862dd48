import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { smallAreasMethod } from '../../../src/statistics/interface/small-areas.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { Random } from '../../../src/statistics/random.ts'
import { type SmallArea, type SmallAreas, smallAreas } from '../../../src/statistics/small-areas.ts'
import { SHARED } from '../golden-documents.ts'
import { publishedColumns } from './published.ts'

const golden = JSON.parse(readFileSync(new URL('small-areas.json', import.meta.url), 'utf8')) as {
  name: string
  y: (number | null)[]
  D: (number | null)[]
  X: (number | number[])[]
  A: number
  logLikelihood: number
  beta: number[]
  betaSe: number[]
  estimate: number[]
  mse: number[]
}[]

function run(areas: SmallArea[], hasIntercept = true): SmallAreas {
  const result = smallAreas(areas, { hasIntercept })
  if (!result) throw new Error('no answer')
  return result
}

/** The case as the function takes it: a first column of ones is its intercept. */
function areasOf({ y, D, X }: (typeof golden)[number]): { areas: SmallArea[]; hasIntercept: boolean } {
  const rows = X.map((row) => (Array.isArray(row) ? row : [row]))
  const hasIntercept = rows.every(([first]) => first === 1)
  const areas = y.map((estimate, i) => ({
    area: `område ${i}`,
    estimate,
    se: D[i] === null ? null : Math.sqrt(D[i] as number),
    covariates: rows[i]?.slice(hasIntercept ? 1 : 0),
  }))
  return { areas, hasIntercept }
}

function expectNear(got: readonly number[], wanted: readonly number[]): void {
  expect(got).toHaveLength(wanted.length)
  wanted.forEach((value, i) => {
    expect(Math.abs((got[i] as number) - value), `${i}: ${got[i]} ${value}`).toBeLessThan(1e-8 * (1 + Math.abs(value)))
  })
}

describe('små områden', () => {
  it.each(golden)('skattar som R:s matriser: $name', (one) => {
    const { areas, hasIntercept } = areasOf(one)
    const found = run(areas, hasIntercept)
    expectNear([found.betweenVariance, found.logLikelihood], [one.A, one.logLikelihood])
    expectNear(
      found.coefficients.map(({ estimate }) => estimate),
      one.beta,
    )
    expectNear(
      found.coefficients.map(({ se }) => se),
      one.betaSe,
    )
    expectNear(
      found.areas.map(({ estimate }) => estimate),
      one.estimate,
    )
    expectNear(
      found.areas.map(({ rootMse }) => rootMse ** 2),
      one.mse,
    )
    expect(found.isWithoutDifferences).toBe(one.A === 0)
  })

  const [three] = golden as [(typeof golden)[number]]

  it('beror inte av i vilken ordning områdena står', () => {
    const { areas } = areasOf(three)
    const order = new Random(8).shuffle(areas.map((_, i) => i))
    const mixed = run(order.map((i) => areas[i] as SmallArea))
    expectNear(
      mixed.areas.map(({ estimate }) => estimate),
      order.map((i) => three.estimate[i] as number),
    )
  })

  it('drar ett område med stort fel till sådana som det, och lämnar ett med litet fel', () => {
    const { areas } = areasOf(three)
    const found = run(areas.map((one, i) => ({ ...one, se: i === 0 ? 1e-4 : i === 1 ? 1e4 : 1 })))
    const [sure, unsure] = found.areas as [SmallAreas['areas'][number], SmallAreas['areas'][number]]
    expect(sure.estimate).toBeCloseTo(three.y[0] as number, 5)
    expect(unsure.estimate).toBeCloseTo(unsure.synthetic, 5)
  })

  it('har inga gränser för en andel under 0 eller över 1', () => {
    const shares = [0, 0.02, 0.3, 0.9, 1, 0.97]
    const found = run(shares.map((estimate, i) => ({ area: String(i), estimate, effectiveN: 5 })))
    const limits = found.areas.flatMap(({ interval }) => [interval?.low as number, interval?.high as number])
    expect(Math.min(...limits)).toBe(0)
    expect(Math.max(...limits)).toBe(1)
    const plain = run(shares.map((estimate, i) => ({ area: String(i), estimate, se: 0.2 })))
    expect(plain.areas[0]?.interval?.low).toBeLessThan(0)
  })

  it('tar kovariat på ett sätt i taget', () => {
    const areas = [0, 1, 2, 3, 4].map((i) => ({ area: String(i), estimate: i * i, se: 1, covariates: [i], x1: 2 }))
    expect(() => runMethod(smallAreasMethod, { areas }, 'sv')).toThrow(
      /areas\[0\]\.x1: expected covariates or the columns/,
    )
  })

  it('jämnar ut felet för andelar, så att noll av tjugo inte tas för säkert', () => {
    const shares = [0, 0.1, 0.3, 0.2, 0.25, 0.15]
    const found = run(shares.map((estimate, i) => ({ area: String(i), estimate, effectiveN: 20 })))
    const mean = shares.reduce((a, b) => a + b) / 6
    for (const { directSe } of found.areas) expect(directSe).toBeCloseTo(Math.sqrt((mean * (1 - mean)) / 20), 12)
    expect(found.areas[0]?.estimate).toBeGreaterThan(0)
  })

  it.each<[string, SmallArea[]]>([
    ['inga skillnader alls', [1, 1, 1, 1].map((estimate, i) => ({ area: String(i), estimate, se: 1 }))],
    ['ett enda område', [{ area: 'a', estimate: 1, se: 1 }]],
    ['bara områden utan svar', ['a', 'b'].map((area) => ({ area, estimate: null }))],
    ['mycket olika fel', [1, 5, 9, 2].map((estimate, i) => ({ area: String(i), estimate, se: 10 ** (3 * i - 5) }))],
    [
      'två områden och ett kovariat',
      [1, 2].map((estimate, i) => ({ area: String(i), estimate, se: 1, covariates: [i] })),
    ],
  ])('klarar %s utan NaN', (_what, areas) => {
    const found = runMethod(smallAreasMethod, { areas }, 'sv')
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/)
  })

  it('ger varje område linjens värde när ingenting skiljer dem, men inte noll bredd', () => {
    const found = run([2, 2, 2, 2].map((estimate, i) => ({ area: String(i), estimate, se: 1 })))
    expect(found).toMatchObject({ betweenVariance: 0, isWithoutDifferences: true })
    for (const one of found.areas) {
      expect(one.estimate).toBeCloseTo(2, 12)
      expect((one.interval?.high as number) - (one.interval?.low as number)).toBeGreaterThan(1)
    }
  })

  it('svarar att det inte går när områdena inte räcker', () => {
    const input = { areas: [{ area: 'a', estimate: 1, se: 1 }] }
    expect(runMethod(smallAreasMethod, input, 'sv')).toEqual({ verdict: 'gar-inte-att-avgora', result: null })
  })

  it('tar kovariat som kolumner i en fil', () => {
    const { areas } = areasOf(three)
    const rows = areas.map(({ covariates, ...one }) => ({ ...one, x1: covariates?.[0], x2: covariates?.[1] }))
    const got = runMethod(smallAreasMethod, { areas: rows }, 'sv') as { result: SmallAreas }
    expect(got.result.betweenVariance).toBeCloseTo(three.A, 8)
  })

  it('säger var det är fel', () => {
    const area = (more: Partial<SmallArea>, i = 0): SmallArea => ({ area: String(i), estimate: 1 + i, se: 1, ...more })
    const call = (more: Partial<SmallArea>) => () => smallAreas([area({}), area({}, 1), area(more, 2), area({}, 3)])
    expect(call({ se: 0 })).toThrow(/areas\[2\]\.se: expected more than 0.*effectiveN.*got 0/)
    expect(call({ se: -1 })).toThrow(/areas\[2\]\.se/)
    expect(call({ se: null })).toThrow(/areas\[2\]\.se: expected se, or effectiveN/)
    expect(call({ estimate: 0.5, effectiveN: 20 })).toThrow(
      /areas\[2\]\.effectiveN: expected se or effectiveN, not both/,
    )
    expect(call({ estimate: Number.NaN })).toThrow(/areas\[2\]\.estimate/)
    expect(call({ covariates: [1] })).toThrow(/areas\[2\]\.covariates: expected 0 numbers/)
    expect(call({ area: '0' })).toThrow(/areas\[2\]\.area: expected a new name/)
    const alike = [0, 1, 2, 3, 4].map((i) => area({ covariates: [i, 2 * i + 1] }, i))
    expect(() => smallAreas(alike)).toThrow(/covariates: expected covariates that are no combination/)
    expect(() => smallAreas([area({}), area({}, 1)], { hasIntercept: false })).toThrow(/hasIntercept/)
  })
})

const MILK = `${SHARED}/data/stats/milk.csv`

describe.skipIf(!existsSync(MILK))('mot utgifter för mjölk i 43 områden (delat underlag)', () => {
  it('ger publicerad varians och publicerade koefficienter', () => {
    const column = publishedColumns(MILK)
    const [estimates, errors] = [column('yi'), column('SD')]
    const areas = column('MajorArea').map((major, i) => ({
      area: `${i + 1}`,
      estimate: estimates[i] as number,
      se: errors[i] as number,
      covariates: [2, 3, 4].map((other) => Number(major === other)),
    }))
    const { betweenVariance, coefficients } = run(areas)
    // What is published stopped at the fourth step, within a ten-thousandth of the top; ours is the top.
    expect(Math.abs(betweenVariance / 0.018550222 - 1)).toBeLessThan(1e-5)
    const published = [0.968189, 0.1327801, 0.2269462, -0.2413011]
    coefficients.forEach(({ estimate }, k) => void expect(estimate).toBeCloseTo(published[k] as number, 6))
  })
})
