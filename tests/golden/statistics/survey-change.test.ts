import { describe, expect, it } from 'vitest'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { surveyChangeMethod } from '../../../src/statistics/interface/survey.ts'
import { Random } from '../../../src/statistics/random.ts'
import { survey } from '../../../src/statistics/survey.ts'
import { type SurveyChanges, surveyChange } from '../../../src/statistics/survey-change.ts'
import type { SurveyRow } from '../../../src/statistics/survey-design.ts'
import { expectNear, golden, rowsOf, wave } from './survey-golden.ts'

describe('ändring mellan två mätningar', () => {
  it.each(golden.changes)('har R:s skillnad, fel och samvariation: $name', ({ of, ...design }) => {
    for (const { answer, area, figures } of of) {
      const [difference, se, correlation, df1, df2] = figures as [number, number, number, number, number]
      const { total, areas } = surveyChange(rowsOf(answer, design), rowsOf(answer, design, golden.second), {
        leastPerArea: 0,
      })
      const one = area === '' ? total : areas.find(({ name }) => name === area)
      expectNear([one?.difference, one?.se, one?.correlation], [difference, se, correlation], 9)
      const [v1, v2] = [(one?.before.se as number) ** 2, (one?.after.se as number) ** 2]
      const df = design.cluster === null ? (v1 + v2) ** 2 / (v1 ** 2 / df1 + v2 ** 2 / df2) : Math.min(df1, df2)
      expect(one?.degreesOfFreedom).toBeCloseTo(df, 6)
    }
  })

  it('räknar med de hus som är med båda gångerna när bara en del är det', () => {
    const design = { cluster: 'cluster', stratum: 'stratum', fpc: 'houses' }
    const { total } = surveyChange(
      rowsOf('score', design).filter(({ cluster }) => Number(cluster) % 4 !== 0),
      rowsOf('score', design, golden.second).filter(({ cluster }) => Number(cluster) % 3 !== 0),
    )
    expectNear([total.difference, total.se, total.correlation], golden.partial, 9)
  })

  it('struntar i namn som inte är samma hus, om det är sagt', () => {
    const design = { cluster: 'cluster', stratum: 'stratum', fpc: null }
    const waves = [rowsOf('score', design), rowsOf('score', design, golden.second)] as const
    const [same, other] = [surveyChange(...waves).total, surveyChange(...waves, { overlap: 'none' }).total]
    expect(other).toMatchObject({ correlation: 0, sharedClusters: 0 })
    expect(same.se as number).toBeLessThan((other.se as number) / 2)
  })

  it('prövar skillnaden och inte om gränserna går in i varandra', () => {
    const { total } = surveyChange(wave(60, 200), wave(83, 200))
    expect(total.before.interval?.high).toBeGreaterThan(total.after.interval?.low as number)
    expect(total.verdict).toBe('okning-trolig')
    expect(surveyChange(wave(60, 200), wave(64, 200)).total.verdict).toBe('ingen-tydlig-skillnad')
    expect(surveyChange(wave(83, 200), wave(60, 200)).total.verdict).toBe('minskning-trolig')
  })

  it('avgör inte över ett brott i mätningen, om ingen svarar för det', () => {
    const run = (options: object) => surveyChange(wave(20, 200), wave(120, 200), options).total
    expect(run({ hasBreak: true })).toMatchObject({ verdict: 'gar-inte-att-avgora', doubts: ['wave-break'] })
    expect(run({ hasBreak: true, mayIgnoreBreak: true })).toMatchObject({ verdict: 'okning-trolig', doubts: [] })
  })

  it('avgör inte med för få svar, men väl när ingen svarar ja den ena gången', () => {
    expect(surveyChange(wave(2, 20), wave(12, 20)).total).toMatchObject({
      verdict: 'gar-inte-att-avgora',
      doubts: ['few-answers'],
    })
    const { total } = surveyChange(wave(40, 200), wave(0, 200))
    expect(total.verdict).toBe('minskning-trolig')
    // Its variance is that of a share of 10 %, not 0.
    const alone = Math.sqrt((0.2 * 0.8) / 199)
    expect(total.se).toBeGreaterThan(alone)
    expect(surveyChange(wave(0, 200), wave(0, 200)).total).toMatchObject({ p: 1, verdict: 'ingen-tydlig-skillnad' })
    expect(surveyChange(wave(1, 1), wave(0, 300)).total).toMatchObject({ p: null, verdict: 'gar-inte-att-avgora' })
  })

  it('räknar trettio effektiva svar som trettio, vad som än avrundats bort', () => {
    for (let yes = 1; yes <= 30; yes++) {
      expect(survey(wave(yes, 31), { kind: 'mean' }).total.publish.reasons).not.toContain('few-answers')
      expect(survey(wave(1, 30), { kind: 'mean' }).total.publish.reasons).toContain('few-answers')
      expect(surveyChange(wave(yes, 31), wave(12, 31)).total.doubts).not.toContain('few-answers')
    }
  })

  it('dömer vad som får visas efter högst så många svar som det finns, också där kluster gör fler av dem', () => {
    const rows = Array.from({ length: 10 }, (_, c) =>
      [1, c ? 1 : 0, 0, 0].map((answer) => ({ answer, cluster: `hus ${c}` })),
    ).flat()
    const { total } = survey(rows)
    expect(total.effectiveN).toBeGreaterThan(300)
    expect((total.interval?.high as number) - (total.interval?.low as number)).toBeLessThan(0.2)
    expect(total.publish).toMatchObject({ verdict: 'visas-inte', reasons: ['wide-interval'] })
  })

  it('har andelen inom gränserna också när variansen är nästan ingen', () => {
    const rows = Array.from({ length: 12 }, (_, c) =>
      [1, 0, 0].map((answer, k) => ({ answer, weight: k ? 1 : 1 + (c % 3) * 1e-8, cluster: c })),
    ).flat()
    const { estimate, interval } = survey(rows).total
    expect(interval?.low).toBeLessThanOrEqual(estimate as number)
    expect(interval?.high).toBeGreaterThanOrEqual(estimate as number)
  })

  it('vet att det ändrats när alla har svarat båda gångerna', () => {
    const all = (yes: number) => wave(yes, 50).map((row) => ({ ...row, fpc: 50 }))
    const { total } = surveyChange(all(20), all(35))
    expect(total).toMatchObject({ se: 0, p: 0, verdict: 'okning-trolig', doubts: [] })
    expect(total.interval?.low).toBeCloseTo(0.3, 12)
    // The same answers in another order are the same answers, whatever they add up to.
    const random = new Random(2026_1301)
    const answers = Array.from({ length: 40 }, () => Math.round(random.uniform() * 1000) / 100)
    const rows = answers.map((answer, i) => ({ answer, fpc: 40, weight: 1, cluster: i }))
    for (let round = 0; round < 40; round++) {
      const order = random.shuffle(Int32Array.from(rows.keys()))
      const turned = Array.from(order, (at) => rows[at] as (typeof rows)[number])
      const { total: same } = surveyChange(rows, turned, { kind: 'mean', overlap: 'none' })
      expect(same.verdict).toBe('ingen-tydlig-skillnad')
    }
    expect(surveyChange(all(20), all(20)).total).toMatchObject({ p: 1, verdict: 'ingen-tydlig-skillnad' })
  })

  it('tar inte lika kluster för säkerhet, när svaren inom dem skiljer sig', () => {
    const houses = (answers: (k: number) => number[], wave: string): SurveyRow[] =>
      Array.from({ length: 40 }, (_, k) => answers(k).map((answer) => ({ answer, cluster: `${wave}${k}` }))).flat()
    const { total: mean } = survey(houses(() => [2, 4], 'a'))
    expect(mean.se).toBe(0)
    expect(mean.student?.low).toBeLessThan(3)
    expect((mean.student?.low as number) + (mean.student?.high as number)).toBeCloseTo(6, 9)
    const shares = surveyChange(
      houses(() => [0, 1], 'a'),
      houses((k) => (k < 5 ? [1, 1] : [0, 1]), 'b'),
    )
    expect(shares.total).toMatchObject({ verdict: 'ingen-tydlig-skillnad', doubts: [] })
    const means = surveyChange(
      houses(() => [3], 'a'),
      houses((k) => (k < 6 ? [4] : [3]), 'b'),
      { kind: 'mean' },
    )
    // The first wave's own variance is that of all answers together, not 0.
    expect(means.total.se as number).toBeGreaterThan(1.2 * (means.total.after.se as number))
    const opposite = surveyChange(wave(60, 60), wave(0, 60)).total
    expect([opposite.interval?.low, opposite.verdict]).toEqual([-1, 'minskning-trolig'])
  })

  it('dömer områdena tillsammans', () => {
    const rows = (yes: number[]) => yes.flatMap((k, area) => wave(k, 100, { area: `område ${area}` }))
    const { areas } = surveyChange(rows([30, 30, 30, 30, 30]), rows([44, 31, 30, 29, 31]))
    expect(areas[0]?.p).toBeLessThan(0.05)
    expect(areas[0]?.q).toBeCloseTo(5 * (areas[0]?.p as number), 9)
    expect(areas[0]?.verdict).toBe('ingen-tydlig-skillnad')
  })

  it('tar mätningarna som en kolumn, med åren i ordning', () => {
    const rows = [
      ...wave(30, 100).map((row) => ({ ...row, wave: 2025 })),
      ...wave(60, 100).map((row) => ({ ...row, wave: '2023' })),
    ]
    const got = runMethod(surveyChangeMethod, { rows }, 'sv') as SurveyChanges & { waves: string[] }
    expect(got.waves).toEqual(['2023', '2025'])
    expect(got.total.difference).toBeCloseTo(-0.3, 12)
    const three = [...rows, { answer: 1, wave: 2021 }]
    expect(() => runMethod(surveyChangeMethod, { rows: three }, 'sv')).toThrow(/waves: expected two waves/)
    // What is wrong is told by its row in the file, not by its place in the wave.
    const broken = rows.map((row, i) => (i === 150 ? { ...row, answer: 7 } : row))
    expect(() => runMethod(surveyChangeMethod, { rows: broken }, 'sv')).toThrow(/^rows\[150\]\.answer: .*got 7/)
    expect(() => runMethod(surveyChangeMethod, { rows, waves: [2023, 2031] }, 'sv')).toThrow(/^waves: /)
    expect(() => runMethod(surveyChangeMethod, { rows, waves: [2023, '2023'] }, 'sv')).toThrow(/^waves: .*not the same/)
    expect(runMethod(surveyChangeMethod, { rows: three, waves: [2025, 2023] }, 'sv')).toMatchObject({
      total: { verdict: 'okning-trolig' },
    })
  })
})
