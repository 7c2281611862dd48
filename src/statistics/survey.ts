import { type AreaLink, mergeUp, type ReportedArea } from './area-merging.ts'
import type { Interval } from './intervals.ts'
import { demand, demandNumber } from './invalid.ts'
import { type PublishDecision, type PublishThresholds, publishMean, publishShare } from './publish-rule.ts'
import { kornGraubardInterval, logitInterval, studentInterval } from './share-intervals.ts'
import { type LonelyRule, type SurveyDesign, type SurveyRow, surveyDesign } from './survey-design.ts'
import { type DomainMean, designEffect, domainMean, effectiveN, plannedEffectiveN } from './survey-mean.ts'

export type AnswerKind = 'share' | 'mean'

export interface SurveyOptions {
  /** A share of answers that are 0 or 1, or a mean; from the answers where not given. */
  kind?: AnswerKind
  level?: number
  lonely?: LonelyRule
  /** Korn and Graubard's effective n may be more than n, as in R. */
  mayExceedN?: boolean
  publish?: PublishThresholds
  /** How alike the answers of a cluster are taken to be where that cannot be seen: before the answers, or where they are all alike. */
  clusterCorrelation?: number
  /** Areas to report, also where nobody has answered; the others that rows name are reported too. */
  areas?: readonly string[]
  hierarchy?: readonly AreaLink[]
  /** Planned effective n below which an area is reported as its group. */
  leastPerArea?: number
}

export interface SurveyEstimate {
  n: number
  /** Rows of the domain without an answer. */
  missing: number
  population: number
  clusters: number
  strata: number
  degreesOfFreedom: number
  /** Null where nobody has answered. */
  estimate: number | null
  /** Null where no cluster can be compared with another. */
  se: number | null
  designEffect: number | null
  /** What the variance says; where it is 0 (all alike), what the weights and clusters led one to expect. */
  effectiveN: number | null
  /** The one to show: Korn and Graubard's for a share, Student's for a mean. */
  interval: Interval | null
  kornGraubard: Interval | null
  logit: Interval | null
  student: Interval | null
  publish: PublishDecision
}

export interface Survey {
  kind: AnswerKind
  total: SurveyEstimate
  areas: (ReportedArea & SurveyEstimate)[]
  /** Which areas are reported as a group, and what the base of each was. */
  merged: { into: string; areas: { area: string; plannedEffectiveN: number }[] }[]
}

/**
 * What did people answer, all of them and area by area (weighted means and shares by Taylor linearisation; Korn and Graubard 1998)? Agrees with R's `survey`.
 *
 * @throws StatisticsInvalid
 */
export function survey(rows: readonly SurveyRow[], options: SurveyOptions = {}): Survey {
  const settings = settingsOf(options)
  const design = surveyDesign(rows)
  const kind = kindOf([design], options.kind)
  const { of, reported, planned } = reportedAreas([design], settings)
  return {
    kind,
    total: estimateOf(design, design.answers.keys(), kind, settings),
    areas: reported.map((one) => ({ ...one, ...estimateOf(design, of(0, one.areas), kind, settings) })),
    merged: reported
      .filter(({ isMerged }) => isMerged)
      .map(({ name, areas }) => ({
        into: name,
        areas: areas.map((area) => ({ area, plannedEffectiveN: planned([area]) })),
      })),
  }
}

export type SurveySettings = Required<Omit<SurveyOptions, 'kind'>>

/** @throws StatisticsInvalid */
export function settingsOf(options: SurveyOptions): SurveySettings {
  const settings = {
    level: options.level ?? 0.95,
    lonely: options.lonely ?? ('adjust' as const),
    mayExceedN: options.mayExceedN ?? true,
    publish: options.publish ?? {},
    clusterCorrelation: options.clusterCorrelation ?? 0.05,
    areas: options.areas ?? [],
    hierarchy: options.hierarchy ?? [],
    leastPerArea: options.leastPerArea ?? 30,
  }
  demandNumber(settings.level, 'level', { min: 0.5, max: 0.9999 })
  demandNumber(settings.clusterCorrelation, 'clusterCorrelation', { min: 0, max: 1 })
  demandNumber(settings.leastPerArea, 'leastPerArea', { min: 0 })
  for (const [name, value] of Object.entries(settings.publish))
    if (value !== undefined) demandNumber(value, `publish.${name}`, { min: 0 })
  return settings
}

/** Where at most this part of the answers are neither 0 nor 1 they are more likely codes of no answer (9, −3) than a scale. */
const STRAY = 0.05

/**
 * @param paths of the rows of each wave in an error. @throws StatisticsInvalid where a share is asked for and an answer is neither 0 nor 1, and
 * where nothing is asked for and a few answers are not.
 */
export function kindOf(
  designs: readonly SurveyDesign[],
  wanted: AnswerKind | undefined,
  paths: readonly string[] = ['rows'],
): AnswerKind {
  let [odd, known] = [0, 0]
  let [path, first] = ['', 0]
  designs.forEach(({ answers }, wave) => {
    answers.forEach((answer, i) => {
      if (Number.isNaN(answer)) return
      known++
      if (answer === 0 || answer === 1) return
      if (odd++ === 0) [path, first] = [`${paths[wave]}[${i}].answer`, answer]
    })
  })
  demand(wanted !== 'share' || odd === 0, path, first, ['0, 1 eller null', '0, 1 or null'])
  const isStray = wanted === undefined && odd > 0 && odd <= STRAY * known
  demand(!isStray, path, first, [
    '0 eller 1 som nästan alla andra, null där svar saknas, eller kind: mean',
    '0 or 1 as nearly all others, null where there is no answer, or kind: mean',
  ])
  return wanted ?? (odd > 0 ? 'mean' : 'share')
}

/** What is reported for which areas, over all waves: the base of an area is that of the wave where it is least. */
export function reportedAreas(
  designs: readonly SurveyDesign[],
  { areas, hierarchy, leastPerArea, clusterCorrelation }: SurveySettings,
): {
  reported: ReportedArea[]
  of(wave: number, areas: readonly string[]): number[]
  planned(areas: readonly string[]): number
} {
  const byArea = designs.map((design) => {
    const rowsOf = new Map<string, number[]>(areas.map((area) => [area, []]))
    design.areas.forEach((area, i) => {
      if (area === null) return
      const known = rowsOf.get(area)
      if (known) known.push(i)
      else rowsOf.set(area, [i])
    })
    return rowsOf
  })
  const names = [...new Set(byArea.flatMap((rowsOf) => [...rowsOf.keys()]))].sort()
  const of = (wave: number, wanted: readonly string[]): number[] =>
    wanted.flatMap((area) => byArea[wave]?.get(area) ?? [])
  const planned = (wanted: readonly string[]): number =>
    Math.min(...designs.map((design, wave) => plannedEffectiveN(design, of(wave, wanted), clusterCorrelation)))
  return { reported: mergeUp(names, hierarchy, leastPerArea, planned), of, planned }
}

/** One domain of one wave, with all that may be said of it. */
export function estimateOf(
  design: SurveyDesign,
  rows: Iterable<number>,
  kind: AnswerKind,
  settings: SurveySettings,
): SurveyEstimate {
  const inside = [...rows]
  const missing = inside.filter((i) => Number.isNaN(design.answers[i] as number)).length
  const domain = domainMean(design, inside, settings.lonely)
  if (!domain) return { ...NOBODY, missing }
  const { n, mean, population, variance, clusters, strata, degreesOfFreedom } = domain
  const planned = plannedEffectiveN(design, inside, settings.clusterCorrelation)
  const { level } = settings
  const student = studentInterval(domain, level, planned)
  const limitsOf = (mayExceedN: boolean) => kornGraubardInterval(domain, level, planned, mayExceedN)
  const kornGraubard = kind === 'share' ? limitsOf(settings.mayExceedN) : null
  const interval = kind === 'share' ? kornGraubard : student
  const told = effectiveOf(domain, planned)
  // The rule never takes the answers for more than they are, whatever the limits shown do.
  const judged = settings.mayExceedN && kind === 'share' ? limitsOf(false) : interval
  return {
    n,
    missing,
    population,
    clusters,
    strata,
    degreesOfFreedom,
    estimate: mean,
    se: variance === null ? null : Math.sqrt(variance),
    designEffect: designEffect(domain),
    effectiveN: told,
    interval,
    kornGraubard,
    logit: kind === 'share' ? logitInterval(domain, level) : null,
    student,
    publish: decisionOf(design, inside, domain, kind, Math.min(n, told ?? 0), judged, settings.publish),
  }
}

/** Effective n of a domain: as planned where its answers do not tell, all of them where everybody was asked. */
export function effectiveOf(domain: DomainMean, planned: number): number | null {
  if (domain.isCensus) return domain.n
  if (domain.variance === null) return null
  return effectiveN(domain) ?? planned
}

function decisionOf(
  design: SurveyDesign,
  rows: readonly number[],
  { mean, spread, degreesOfFreedom }: DomainMean,
  kind: AnswerKind,
  size: number,
  interval: Interval | null,
  thresholds: PublishThresholds,
): PublishDecision {
  if (kind === 'share') {
    const rarer = mean > 0.5 ? 0 : 1
    const holding = new Set<number>()
    for (const i of rows)
      if (design.answers[i] === rarer && (design.weights[i] as number) > 0) holding.add(design.clusterOf[i] as number)
    return publishShare(mean, size, degreesOfFreedom, interval, holding.size, thresholds)
  }
  const isNeverNegative = rows.every((i) => !((design.answers[i] as number) < 0))
  return publishMean(mean, isNeverNegative, spread === 0, size, degreesOfFreedom, interval, thresholds)
}

const NOBODY: SurveyEstimate = {
  n: 0,
  missing: 0,
  population: 0,
  clusters: 0,
  strata: 0,
  degreesOfFreedom: 0,
  estimate: null,
  se: null,
  designEffect: null,
  effectiveN: null,
  interval: null,
  kornGraubard: null,
  logit: null,
  student: null,
  publish: { verdict: 'visas-inte', reasons: ['few-answers', 'no-interval'] },
}
