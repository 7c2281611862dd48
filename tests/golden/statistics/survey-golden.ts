import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { SurveyEstimate } from '../../../src/statistics/survey.ts'
import type { LonelyRule, SurveyRow } from '../../../src/statistics/survey-design.ts'

export type Answer = 'share' | 'rare' | 'score'
export type Columns = Record<string, (string | number | null)[]>
export interface Design {
  name: string
  cluster: string | null
  stratum: string | null
  fpc: string | null
}
export const golden = JSON.parse(readFileSync(new URL('survey.json', import.meta.url), 'utf8')) as {
  rows: Columns
  second: Columns
  cases: (Design & { lonely: LonelyRule; of: { answer: Answer; area: string; figures: (number | null)[] }[] })[]
  changes: (Design & { of: { answer: Answer; area: string; figures: number[] }[] })[]
  partial: number[]
}

/** Rows of the golden town for one question and design; the second wave has its own answers and weights. */
export function rowsOf(answer: Answer, { cluster, stratum, fpc }: Omit<Design, 'name'>, second?: Columns): SurveyRow[] {
  const at = (name: string | null, i: number) => (name === null ? null : (golden.rows[name]?.[i] ?? null))
  return (golden.rows.area as string[]).map((area, i) => ({
    area,
    answer: ((second ?? golden.rows)[answer]?.[i] ?? null) as number | null,
    weight: (second ?? golden.rows).weight?.[i] as number,
    cluster: cluster === 'person' ? i : at(cluster, i),
    stratum: at(stratum, i),
    fpc: at(fpc, i) as number | null,
  }))
}

export function figuresOf(one: SurveyEstimate): (number | null | undefined)[] {
  return [
    one.n,
    one.estimate,
    one.se,
    one.designEffect,
    one.degreesOfFreedom,
    ...[one.kornGraubard, one.logit, one.student].flatMap((limits) => [limits?.low ?? null, limits?.high ?? null]),
  ]
}

export function expectNear(
  got: readonly (number | null | undefined)[],
  wanted: readonly (number | null)[],
  digits = 9,
): void {
  expect(got).toHaveLength(wanted.length)
  wanted.forEach((value, i) => {
    if (value === null) expect(got[i], `${i}`).toBeNull()
    else expect(got[i], `${i}`).toBeCloseTo(value, digits)
  })
}

/** So many answers of which the first are yes. */
export const wave = (yes: number, n: number, more: Partial<SurveyRow> = {}): SurveyRow[] =>
  Array.from({ length: n }, (_, i) => ({ answer: i < yes ? 1 : 0, ...more }))
