import type { ReportedArea } from './area-merging.ts'
import { normalQuantile, studentBelow, studentQuantile } from './distributions.ts'
import { heldWithin, type Interval } from './intervals.ts'
import { correct } from './multiple-testing.ts'
import { isFewer } from './publish-rule.ts'
import {
  type AnswerKind,
  effectiveOf,
  estimateOf,
  kindOf,
  reportedAreas,
  type SurveyEstimate,
  type SurveyOptions,
  type SurveySettings,
  settingsOf,
} from './survey.ts'
import { type SurveyDesign, type SurveyRow, type SurveyStratum, surveyDesign } from './survey-design.ts'
import { type DomainMean, domainMean, plannedEffectiveN } from './survey-mean.ts'
import { isClear, type Verdict } from './verdict.ts'

export interface SurveyChangeOptions extends SurveyOptions {
  /** `by-id`: clusters of one name (and stratum) in both waves are the same people or houses; `none`: names say nothing across waves. */
  overlap?: 'by-id' | 'none'
  /** The wording, the mode or the sampling was changed between the waves. */
  hasBreak?: boolean
  mayIgnoreBreak?: boolean
  /** Effective n of each wave below which nothing is said. */
  leastEffectiveN?: number
}

export const CHANGE_DOUBTS = ['wave-break', 'few-answers', 'no-variance'] as const
export type ChangeDoubt = (typeof CHANGE_DOUBTS)[number]

export interface SurveyChange {
  before: SurveyEstimate
  after: SurveyEstimate
  /** After minus before. */
  difference: number | null
  se: number | null
  degreesOfFreedom: number | null
  interval: Interval | null
  t: number | null
  p: number | null
  /** Of the two estimates, through the clusters in both waves; 0 where there are none. */
  correlation: number
  /** Clusters drawn in both waves with answers of the domain in either. */
  sharedClusters: number
  /** Found in four cases of five. */
  leastChange: number | null
  verdict: Verdict
  doubts: ChangeDoubt[]
}

export interface SurveyChanges {
  kind: AnswerKind
  total: SurveyChange
  /** q is p corrected for all areas together (Benjamini and Hochberg 1995), and is what their verdict is by. */
  areas: (ReportedArea & SurveyChange & { q: number | null })[]
  merged: { into: string; areas: string[] }[]
}

/**
 * Have the answers changed from one wave to the next? A test of the difference, with the covariance where the same clusters were asked twice (Kish 1965; Tam 1984), and never
 * whether two intervals overlap: those of estimates that differ at 5 % often do.
 *
 * @throws StatisticsInvalid
 */
export function surveyChange(
  before: readonly SurveyRow[],
  after: readonly SurveyRow[],
  options: SurveyChangeOptions = {},
): SurveyChanges {
  const settings = { ...settingsOf(options), ...changeSettings(options) }
  const waves = [surveyDesign(before, 'before'), surveyDesign(after, 'after')] as const
  const kind = kindOf(waves, options.kind, ['before', 'after'])
  const shared = options.overlap === 'none' ? new Map<number, number>() : sharedClusters(...waves)
  const { reported, of } = reportedAreas(waves, settings)
  const areas = reported.map((one) => ({
    ...one,
    ...changeOf(waves, [of(0, one.areas), of(1, one.areas)], shared, kind, settings),
  }))
  const q = correct(
    Float64Array.from(areas, ({ p }) => p ?? Number.NaN),
    'bh',
  )
  return {
    kind,
    total: changeOf(waves, [[...waves[0].answers.keys()], [...waves[1].answers.keys()]], shared, kind, settings),
    areas: areas.map((one, i) => ({
      ...one,
      q: one.p === null ? null : (q[i] as number),
      verdict: verdictOf(one.p === null ? null : (q[i] as number), one.difference, one.doubts, settings.level),
    })),
    merged: reported
      .filter(({ isMerged }) => isMerged)
      .map(({ name, areas: within }) => ({ into: name, areas: within })),
  }
}

interface ChangeSettings extends SurveySettings {
  isBroken: boolean
  leastEffectiveN: number
}

function changeSettings({ hasBreak = false, mayIgnoreBreak = false, leastEffectiveN = 30 }: SurveyChangeOptions) {
  return { isBroken: hasBreak && !mayIgnoreBreak, leastEffectiveN }
}

/** Clusters drawn in both waves: the number in the first to the number in the second. */
function sharedClusters(before: SurveyDesign, after: SurveyDesign): Map<number, number> {
  const shared = new Map<number, number>()
  for (const [name, cluster] of before.clusterNamed) {
    const other = after.clusterNamed.get(name)
    if (other !== undefined) shared.set(cluster, other)
  }
  return shared
}

function changeOf(
  waves: readonly [SurveyDesign, SurveyDesign],
  rows: readonly [number[], number[]],
  shared: ReadonlyMap<number, number>,
  kind: AnswerKind,
  settings: ChangeSettings,
): SurveyChange {
  const [before, after] = [0, 1].map((wave) =>
    estimateOf(waves[wave] as SurveyDesign, rows[wave] as number[], kind, settings),
  ) as [SurveyEstimate, SurveyEstimate]
  const domains = [0, 1].map((wave) => domainMean(waves[wave] as SurveyDesign, rows[wave] as number[], settings.lonely))
  const planned = [0, 1].map((wave) =>
    plannedEffectiveN(waves[wave] as SurveyDesign, rows[wave] as number[], settings.clusterCorrelation),
  )
  const doubts: ChangeDoubt[] = settings.isBroken ? ['wave-break'] : []
  const [first, second] = domains
  if (!first || !second)
    return { before, after, ...UNKNOWN, doubts: [...doubts, 'few-answers'], verdict: 'gar-inte-att-avgora' }
  if ([before, after].some((one) => isFewer(Math.min(one.n, one.effectiveN ?? 0), settings.leastEffectiveN)))
    doubts.push('few-answers')
  const difference = second.mean - first.mean
  const pair = pooledWhereAlike([first, second], planned)
  const known = sharedInDomain(first, second, shared)
  const tested = testOf(
    difference,
    [first, second],
    pair,
    covariance(waves, [first, second], shared),
    known,
    settings.level,
  )
  if (tested.se === null || tested.p === null) doubts.push('no-variance')
  return {
    before,
    after,
    difference,
    ...tested,
    // Two shares differ by at most 1.
    interval: kind === 'share' && tested.interval ? heldWithin(tested.interval, -1, 1) : tested.interval,
    sharedClusters: known,
    doubts,
    verdict: verdictOf(tested.p, difference, doubts, settings.level),
  }
}

const UNKNOWN = {
  difference: null,
  se: null,
  degreesOfFreedom: null,
  interval: null,
  t: null,
  p: null,
  correlation: 0,
  sharedClusters: 0,
  leastChange: null,
}

/**
 * A wave whose clusters all have the same mean has no variance of its own, whether its answers differ or not: then that of both waves' answers
 * together (a share's is p(1 − p)), at the effective n planned.
 */
function pooledWhereAlike(domains: readonly [DomainMean, DomainMean], planned: readonly number[]): (number | null)[] {
  const [a = 0, b = 0] = domains.map((domain, wave) => effectiveOf(domain, planned[wave] as number) ?? 0)
  const [first, second] = domains
  const mean = a + b === 0 ? 0 : (a * first.mean + b * second.mean) / (a + b)
  const spreadOf = (domain: DomainMean): number => domain.spread + (domain.mean - mean) ** 2
  const spread = a + b === 0 ? 0 : (a * spreadOf(first) + b * spreadOf(second)) / (a + b)
  return domains.map(({ variance, isCensus, degreesOfFreedom }, wave) =>
    variance === 0 && !isCensus && degreesOfFreedom > 0 ? spread / (planned[wave] as number) : variance,
  )
}

function sharedInDomain(first: DomainMean, second: DomainMean, shared: ReadonlyMap<number, number>): number {
  let count = 0
  for (const [a, b] of shared) if (first.influence.has(a) || second.influence.has(b)) count++
  return count
}

/**
 * Covariance of the two means through the clusters in both waves, stratum by stratum: c·s₁₂·(1 − n₁n₂ / (cN)) with c clusters in both, s₁₂ from them, N there are
 * (Tam 1984). Where all are in both it is that of one sample asked twice, where none are it is 0; one alone in its stratum tells nothing.
 */
function covariance(
  waves: readonly [SurveyDesign, SurveyDesign],
  [first, second]: readonly [DomainMean, DomainMean],
  shared: ReadonlyMap<number, number>,
): number {
  const sums = new Map<number, { count: number; a: number; b: number; ab: number; other: number }>()
  for (const [a, b] of shared) {
    const stratum = waves[0].stratumOf[a] as number
    const sum = sums.get(stratum) ?? { count: 0, a: 0, b: 0, ab: 0, other: waves[1].stratumOf[b] as number }
    const [u, v] = [first.influence.get(a) ?? 0, second.influence.get(b) ?? 0]
    sum.count++
    sum.a += u
    sum.b += v
    sum.ab += u * v
    sums.set(stratum, sum)
  }
  let total = 0
  for (const [stratum, { count, a, b, ab, other }] of sums) {
    if (count < 2) continue
    const [one, two] = [waves[0].strata[stratum] as SurveyStratum, waves[1].strata[other] as SurveyStratum]
    const population = Math.max(one.population ?? Number.POSITIVE_INFINITY, two.population ?? Number.POSITIVE_INFINITY)
    const left = 1 - (one.clusters * two.clusters) / (count * population)
    total += (count / (count - 1)) * (ab - (a * b) / count) * left
  }
  return total
}

function testOf(
  difference: number,
  [first, second]: readonly [DomainMean, DomainMean],
  [a = null, b = null]: readonly (number | null)[],
  shared: number,
  sharedCount: number,
  level: number,
): Pick<SurveyChange, 'se' | 'degreesOfFreedom' | 'interval' | 't' | 'p' | 'correlation' | 'leastChange'> {
  const untold = {
    se: null,
    degreesOfFreedom: null,
    interval: null,
    t: null,
    p: null,
    correlation: 0,
    leastChange: null,
  }
  if (a === null || b === null) return untold
  const most = Math.sqrt(a * b)
  const held = Math.max(-most, Math.min(most, shared))
  const correlation = most === 0 ? 0 : held / most
  const variance = Math.max(0, a + b - 2 * held)
  const se = Math.sqrt(variance)
  // Everybody was asked both times: the difference is what it is, but for the order in which the answers were added up.
  if (first.isCensus && second.isCensus)
    return {
      ...untold,
      se: 0,
      correlation,
      p: isRounding(difference, first, second) ? 1 : 0,
      interval: { low: difference, high: difference },
    }
  // Nobody's answer differs from anybody's, and the waves are alike: no change, and nothing to divide by.
  if (variance <= 1e-24 * (a + b) || variance === 0)
    return { ...untold, se: 0, correlation, p: difference === 0 ? 1 : null, interval: null }
  const [df1, df2] = [first.degreesOfFreedom, second.degreesOfFreedom]
  if (Math.min(df1, df2) < 1) return { ...untold, se, correlation }
  // Welch's and Satterthwaite's where the waves are independent; where they are not, the smaller of the two.
  const df = sharedCount > 0 ? Math.min(df1, df2) : (a + b) ** 2 / (a ** 2 / df1 + b ** 2 / df2)
  const t = difference / se
  const limit = studentQuantile(1 - (1 - level) / 2, df)
  return {
    se,
    degreesOfFreedom: df,
    interval: { low: difference - limit * se, high: difference + limit * se },
    t,
    p: Math.min(1, 2 * studentBelow(-Math.abs(t), df)),
    correlation,
    leastChange: (limit + normalQuantile(0.8)) * se,
  }
}

function isRounding(difference: number, first: DomainMean, second: DomainMean): boolean {
  const size = Math.abs(first.mean) + Math.abs(second.mean) + Math.sqrt(Math.max(first.spread, second.spread))
  return Math.abs(difference) <= 1e-12 * size
}

function verdictOf(
  p: number | null,
  difference: number | null,
  doubts: readonly ChangeDoubt[],
  level: number,
): Verdict {
  if (p === null || difference === null || doubts.length > 0) return 'gar-inte-att-avgora'
  if (!isClear(p, level)) return 'ingen-tydlig-skillnad'
  return difference < 0 ? 'minskning-trolig' : 'okning-trolig'
}
