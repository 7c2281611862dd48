import { describe, expect, it } from 'vitest'
import { mergeUp } from '../../../src/statistics/area-merging.ts'
import { readCsvFile } from '../../../src/statistics/interface/csv-rows.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { surveyChangeMethod, surveyMethod } from '../../../src/statistics/interface/survey.ts'
import { publishMean, publishShare } from '../../../src/statistics/publish-rule.ts'
import { Random } from '../../../src/statistics/random.ts'
import { type Survey, type SurveyEstimate, survey } from '../../../src/statistics/survey.ts'
import { surveyChange } from '../../../src/statistics/survey-change.ts'
import type { SurveyRow } from '../../../src/statistics/survey-design.ts'
import { fromR } from './from-r.ts'
import { type Columns, expectNear, figuresOf, golden, rowsOf } from './survey-golden.ts'

describe('trygghetsmätningen', () => {
  it.each(golden.cases)('skattar som R:s survey: $name, $lonely', ({ of, lonely, ...design }) => {
    for (const { answer, area, figures } of of) {
      const found = survey(rowsOf(answer, design), { lonely, leastPerArea: 0 })
      const one = area === '' ? found.total : found.areas.find(({ name }) => name === area)
      const got = figuresOf(one as SurveyEstimate)
      // R's logit limits come from an iterated regression that stops eight digits in.
      expectNear([...got.slice(0, 7), ...got.slice(9)], [...figures.slice(0, 7), ...figures.slice(9)])
      expectNear(got.slice(7, 9), figures.slice(7, 9), 7)
    }
  })

  const houses = { cluster: 'cluster', stratum: 'stratum', fpc: 'houses' }

  it('beror inte av i vilken ordning raderna står', () => {
    const rows = rowsOf('share', houses)
    const [straight, mixed] = [survey(rows), survey(new Random(5).shuffle([...rows] as never) as SurveyRow[])]
    expectNear(figuresOf(mixed.total), figuresOf(straight.total) as number[], 12)
    straight.areas.forEach((one, i) => {
      expectNear(figuresOf(mixed.areas[i] as SurveyEstimate), figuresOf(one) as number[], 12)
    })
  })

  it('lämnar den som inte svarat kvar i designen', () => {
    const rows = rowsOf('share', houses)
    const gone = survey(rows.filter(({ answer }) => answer !== null))
    const kept = survey(rows)
    expect(kept.total).toMatchObject({ n: gone.total.n, missing: 9, estimate: gone.total.estimate })
    // A house where nobody answered is still a house that was drawn.
    const silent = rows.map((row) => (row.cluster === 4 ? { ...row, answer: null } : row))
    expect(survey(silent).total.se).not.toBeCloseTo(
      survey(silent.filter(({ cluster }) => cluster !== 4)).total.se as number,
      6,
    )
  })

  it('tar vikten 0 som en rad i designen utan svar, och väger själv där bara storleken är given', () => {
    const rows = rowsOf('share', houses)
    const as = (change: (row: SurveyRow, i: number) => Partial<SurveyRow>) =>
      survey(rows.map((row, i) => ({ ...row, ...change(row, i) }))).total
    const [zero, missing] = [
      as((_, i) => (i < 20 ? { weight: 0 } : {})),
      as((_, i) => (i < 20 ? { answer: null } : {})),
    ]
    expect(zero.se).toBe(missing.se)
    const people = { cluster: null, stratum: 'stratum', fpc: 'people' }
    const unweighted = survey(rowsOf('share', people).map((row) => ({ ...row, weight: null })))
    const drawn: Record<string, number> = {}
    for (const stratum of golden.rows.stratum as string[]) drawn[stratum] = (drawn[stratum] ?? 0) + 1
    const weighted = survey(
      rowsOf('share', people).map((row) => ({
        ...row,
        weight: (row.fpc as number) / (drawn[row.stratum as string] as number),
      })),
    )
    expect(unweighted).toEqual(weighted)
  })

  it('ger samma gränser som Clopper och Pearson när alla väger lika', () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ answer: i < 8 ? 1 : 0 }))
    const { total } = survey(rows)
    expect(total.designEffect).toBeCloseTo(1, 12)
    // Effective n is n − 1 here, since a variance divides by n − 1.
    expect(total.effectiveN).toBeCloseTo(49, 9)
    expect(total.kornGraubard?.low).toBeCloseTo(0.0705, 3)
  })

  it.each<[string, SurveyRow[]]>([
    ['en rad', [{ answer: 1 }]],
    ['en rad utan svar', [{ answer: null }]],
    ['ingen har svarat', Array.from({ length: 5 }, () => ({ answer: null, area: 'A' }))],
    ['alla svarar nej', Array.from({ length: 40 }, () => ({ answer: 0, area: 'A' }))],
    ['alla svarar ja', Array.from({ length: 40 }, () => ({ answer: 1, weight: 0.1 }))],
    ['alla svarar sju', Array.from({ length: 40 }, () => ({ answer: 7 }))],
    ['ett enda kluster', Array.from({ length: 40 }, (_, i) => ({ answer: i % 2, cluster: 'a' }))],
    [
      'ett stratum med ett kluster',
      Array.from({ length: 40 }, (_, i) => ({ answer: i % 2, stratum: i === 0 ? 'a' : 'b' })),
    ],
    ['bara strata med ett kluster', Array.from({ length: 4 }, (_, i) => ({ answer: i % 2, stratum: i }))],
    ['alla tillfrågade', Array.from({ length: 40 }, (_, i) => ({ answer: i % 2, fpc: 40 }))],
    ['samma andel i varje kluster', Array.from({ length: 40 }, (_, i) => ({ answer: i % 2, cluster: i >> 1 }))],
    ['minsta vikter', Array.from({ length: 40 }, (_, i) => ({ answer: i % 3, weight: i === 0 ? 1e12 : 1e-12 }))],
  ])('klarar %s utan NaN', (_what, rows) => {
    for (const lonely of ['adjust', 'average', 'certainty'])
      for (const kind of [undefined, 'mean']) {
        const one = runMethod(surveyMethod, { rows, lonely, kind }, 'sv')
        const waves = [1, 2].flatMap((wave) => rows.map((row) => ({ ...row, wave })))
        const two = runMethod(surveyChangeMethod, { rows: waves, lonely, kind }, 'sv')
        expect(JSON.stringify([one, two])).not.toMatch(/NaN|Infinity/)
      }
  })

  it('säger inget om säkerheten där inget går att jämföra', () => {
    const lone = survey([{ answer: 1 }]).total
    expect(lone).toMatchObject({ estimate: 1, se: null, interval: null, publish: { verdict: 'visas-inte' } })
    const one = survey(Array.from({ length: 40 }, (_, i) => ({ answer: i % 2, cluster: 'a' }))).total
    expect(one).toMatchObject({ estimate: 0.5, se: null, interval: null, degreesOfFreedom: 0 })
  })

  it('ger noll en gräns uppåt, vidare där svaren kom i kluster', () => {
    const of = (clusters: number): Survey =>
      survey(Array.from({ length: 200 }, (_, i) => ({ answer: 0, cluster: clusters === 0 ? null : i % clusters })))
    const [alone, grouped] = [of(0).total, of(20).total]
    expect(alone.interval?.high).toBeCloseTo(1 - 0.025 ** (1 / 200), 9)
    expect(grouped.interval?.high).toBeGreaterThan(alone.interval?.high as number)
    expect(alone.publish).toEqual({ verdict: 'granskas', reasons: ['all-alike'] })
  })

  it('vet allt där alla är tillfrågade', () => {
    const { total } = survey(Array.from({ length: 40 }, (_, i) => ({ answer: i % 2, fpc: 40 })))
    expect(total).toMatchObject({ se: 0, interval: { low: 0.5, high: 0.5 }, publish: { verdict: 'visas' } })
  })

  it('vägrar ensamma strata när det är regeln', () => {
    const rows = [0, 1, 1].map((answer, i) => ({ answer, stratum: i === 0 ? 'öster' : 'väster' }))
    expect(() => survey(rows, { lonely: 'refuse' })).toThrow(/rows\.stratum: expected at least two clusters.*öster/)
  })

  it('säger var det är fel', () => {
    const call =
      (more: Partial<SurveyRow>, options = {}) =>
      () =>
        survey(
          [
            { answer: 0, weight: 2, fpc: 9 },
            { answer: 1, weight: 2, fpc: 9, ...more },
          ],
          options,
        )
    expect(call({ weight: -1 })).toThrow(/rows\[1\]\.weight: expected a number from 0 to 1000000000000, got -1/)
    expect(call({ weight: null })).toThrow(/rows\[1\]\.weight: expected a weight in every row/)
    expect(call({ answer: Number.NaN })).toThrow(/rows\[1\]\.answer/)
    expect(call({ answer: 3 }, { kind: 'share' })).toThrow(/rows\[1\]\.answer: expected 0, 1 or null, got 3/)
    expect(call({ fpc: 8 })).toThrow(/rows\[1\]\.fpc: expected the same in all of the stratum \(9\)/)
    expect(() => survey([0, 1, 1].map((answer) => ({ answer, fpc: 2 })))).toThrow(
      /fpc: expected at least the 3 clusters/,
    )
    expect(() => survey([{ answer: 1, weight: 0 }])).toThrow(/weight: expected at least one weight above 0/)
    expect(() => survey([])).toThrow(/rows: expected at least one row/)
    expect(call({}, { level: 1 })).toThrow(/level/)
    expect(call({}, { publish: { widest: -1 } })).toThrow(/publish\.widest/)
  })

  it('gör inte en andel till ett medel för att någon skrev 9 för "vet ej"', () => {
    const rows = [...Array.from({ length: 39 }, (_, i) => ({ answer: i % 2 })), { answer: 9 }, { answer: -3 }]
    expect(() => survey(rows)).toThrow(
      /rows\[39\]\.answer: expected 0 or 1 as nearly all others, null .* kind: mean, got 9/,
    )
    expect(survey(rows, { kind: 'mean' }).kind).toBe('mean')
    expect(survey(rows.map(({ answer }) => ({ answer: answer === 9 || answer === -3 ? null : answer }))).kind).toBe(
      'share',
    )
    // A scale where many answer neither is one.
    expect(survey([0, 1, 1, 0, 2, 3, 2].map((answer) => ({ answer }))).kind).toBe('mean')
    expect(() => surveyChange([{ answer: 0 }], rows)).toThrow(/after\[39\]\.answer/)
    expect(() => survey([{ answer: 1e10 }, { answer: 1 }])).toThrow(/rows\[0\]\.answer.*1000000000/)
  })

  it('läser en fil med tomma svar och decimalkomma', () => {
    const text = 'answer;weight;stratum;area\n1;1,5;n;Berga\n;2;n;Berga\n0;2,5;s;\n1;1;s;Ekängen\n'
    const rows = readCsvFile(new TextEncoder().encode(text), surveyMethod.csv as never).rows
    expect(rows[1]).toEqual({ answer: null, weight: 2, stratum: 'n', area: 'Berga' })
    const found = runMethod(surveyMethod, { rows }, 'sv') as Survey
    expect(found.total).toMatchObject({ n: 3, missing: 1, population: 5 })
    expect(found.areas.map(({ name }) => name)).toEqual(['Berga', 'Ekängen'])
  })
})

describe('regeln för att visa', () => {
  const limits = (low: number, high: number) => ({ low, high })
  it.each([
    ['en vanlig andel', 0.4, 200, 50, limits(0.33, 0.47), 'visas', []],
    ['för få svar', 0.4, 29, 28, limits(0.25, 0.54), 'visas-inte', ['few-answers']],
    ['just så många svar som krävs', 0.4, 30, 29, limits(0.26, 0.54), 'visas', []],
    ['för brett', 0.5, 40, 39, limits(0.35, 0.65), 'visas-inte', ['wide-interval']],
    [
      'brett för en liten andel',
      0.04,
      120,
      100,
      limits(0.01, 0.09),
      'visas-inte',
      ['wide-for-its-size', 'few-of-one-kind'],
    ],
    [
      'lika brett för resten',
      0.96,
      120,
      100,
      limits(0.91, 0.99),
      'visas-inte',
      ['wide-for-its-size', 'few-of-one-kind'],
    ],
    ['liten och säker', 0.02, 900, 800, limits(0.012, 0.032), 'visas', []],
    ['liten, säker nog, men få', 0.003, 900, 800, limits(0.0005, 0.009), 'granskas', ['few-of-one-kind']],
    ['få kluster', 0.4, 200, 7, limits(0.3, 0.5), 'granskas', ['few-degrees-of-freedom']],
    ['ingen alls', 0, 900, 800, limits(0, 0.004), 'granskas', ['all-alike']],
    ['ingen gräns', 0.4, 200, 0, null, 'visas-inte', ['no-interval', 'few-degrees-of-freedom']],
  ])('%s', (_what, share, size, df, interval, verdict, reasons) => {
    expect(publishShare(share, size, df, interval, 20)).toEqual({ verdict, reasons })
  })

  it('har gränser som kan ändras, och gäller också medel', () => {
    expect(publishShare(0.4, 29, 28, limits(0.3, 0.5), 12, { leastEffectiveN: 20 }).verdict).toBe('visas')
    expect(publishShare(0.4, 200, 50, limits(0.33, 0.47), 4).reasons).toEqual(['few-of-one-kind'])
    expect(publishMean(4, true, false, 100, 50, limits(3.8, 4.2)).verdict).toBe('visas')
    expect(publishMean(0.1, true, false, 100, 50, limits(-0.1, 0.3)).reasons).toEqual(['wide-for-its-size'])
    expect(publishMean(0.1, false, false, 100, 50, limits(-0.1, 0.3)).verdict).toBe('visas')
  })
})

describe('små områden slås ihop uppåt', () => {
  const links = [
    { area: 'a', into: 'norr' },
    { area: 'b', into: 'norr' },
    { area: 'c', into: 'söder' },
    { area: 'norr', into: 'staden' },
    { area: 'söder', into: 'staden' },
  ]
  const merge = (sizes: Record<string, number>, least: number) =>
    mergeUp(Object.keys(sizes), links, least, (areas) =>
      areas.reduce((sum, area) => sum + (sizes[area] as number), 0),
    ).map(({ name, areas }) => `${name}: ${areas.join(' ')}`)

  it('hela gruppen, så att det lilla inte blir det som återstår', () => {
    expect(merge({ a: 100, b: 10, c: 50 }, 30)).toEqual(['c: c', 'norr: a b'])
    expect(merge({ a: 10, b: 10, c: 50 }, 30)).toEqual(['staden: a b c'])
    expect(merge({ a: 100, b: 40, c: 5, d: 1 }, 30)).toEqual(['d: d', 'staden: a b c'])
    expect(merge({ a: 1, b: 1 }, 30)).toEqual(['staden: a b'])
  })

  it('aldrig av vad de svarade', () => {
    const random = new Random(9)
    const shape = () =>
      survey(
        Array.from({ length: 150 }, (_, i) => ({
          answer: Number(random.uniform() < 0.3),
          area: 'aabcc'[i % 5] as string,
          weight: 1 + (i % 3),
          cluster: i % 40,
        })),
        { hierarchy: links, leastPerArea: 28 },
      )
    const first = shape()
    expect(first.merged.map(({ into }) => into)).toEqual(['norr'])
    expect(first.areas.map(({ name }) => name)).toEqual(['c', 'norr'])
    for (let r = 0; r < 20; r++) expect(shape().merged).toEqual(first.merged)
  })

  it('ett område utan svar får inget tal', () => {
    const found = survey(
      [
        { answer: 1, area: 'a' },
        { answer: 0, area: 'a' },
      ],
      { areas: ['b'], leastPerArea: 0 },
    )
    expect(found.areas[1]).toMatchObject({ name: 'b', n: 0, estimate: null, publish: { verdict: 'visas-inte' } })
  })

  it('säger när grupperna går i cirkel eller är två', () => {
    const call = (hierarchy: { area: string; into: string }[]) => () =>
      survey([{ answer: 1, area: 'a' }], { hierarchy })
    expect(
      call([
        { area: 'a', into: 'b' },
        { area: 'b', into: 'a' },
      ]),
    ).toThrow(/hierarchy\[0\]\.into.*no circle/)
    expect(
      call([
        { area: 'a', into: 'b' },
        { area: 'a', into: 'c' },
      ]),
    ).toThrow(/hierarchy\[1\]\.into.*the same group/)
    expect(call([{ area: 'c', into: 'a' }])).toThrow(/hierarchy: expected groups that are no area/)
  })
})

const api = fromR(
  `suppressMessages(library(survey)); data(api); l <- function(v) paste0("[", paste(v, collapse = ","), "]"); t <- function(v) l(sprintf('"%s"', v));
   cat(sprintf('{"strat":{"y":%s,"w":%s,"f":%s,"s":%s},"clus":{"y":%s,"e":%s,"w":%s,"f":%s,"c":%s}}', l(apistrat$api00), l(sprintf("%.17g", apistrat$pw)), l(apistrat$fpc), t(apistrat$stype),
     l(apiclus1$api00), l(apiclus1$ell), l(sprintf("%.17g", apiclus1$pw)), l(apiclus1$fpc), l(apiclus1$dnum)))`,
) as { strat: Columns; clus: Columns } | null

describe.skipIf(!api)('mot paketets skolor (delat underlag: när R finns)', () => {
  // The body of a skipped block is run all the same: there may be nothing.
  const { strat, clus } = api ?? { strat: {}, clus: {} }
  const of = (data: Columns, name: string) => data[name] as number[]

  it('ger de publicerade medelvärdena', () => {
    const strata = survey(
      of(strat, 'y').map((answer, i) => ({
        answer,
        weight: of(strat, 'w')[i],
        fpc: of(strat, 'f')[i],
        stratum: of(strat, 's')[i],
      })),
    )
    expectNear([strata.total.estimate, strata.total.se, strata.total.designEffect], [662.2874, 9.4089, 1.2045], 4)
    const clusters = survey(
      of(clus, 'y').map((answer, i) => ({
        answer,
        weight: of(clus, 'w')[i],
        fpc: of(clus, 'f')[i],
        cluster: of(clus, 'c')[i],
      })),
    )
    expectNear([clusters.total.estimate, clusters.total.se, clusters.total.designEffect], [644.169, 23.542, 9.3459], 3)
  })

  it('ger de publicerade gränserna för en liten andel', () => {
    const { total } = survey(
      of(clus, 'e').map((ell, i) => ({
        answer: ell === 0 ? 1 : 0,
        weight: of(clus, 'w')[i],
        fpc: of(clus, 'f')[i],
        cluster: of(clus, 'c')[i],
      })),
    )
    expectNear(
      [total.estimate, total.kornGraubard?.low, total.kornGraubard?.high],
      [0.0218579, 0.0002161, 0.1375078],
      6,
    )
    expectNear([total.logit?.low, total.logit?.high], [0.0023047, 0.1777478], 6)
    expect(total.publish.verdict).toBe('visas-inte')
  })
})
