import { StatisticsInvalid } from './invalid.ts'
import type { LonelyRule, SurveyDesign, SurveyStratum } from './survey-design.ts'

/** A weighted mean of the rows in a domain, and what its uncertainty is made of. */
export interface DomainMean {
  /** Rows with an answer and a weight above 0. */
  n: number
  /** People that they stand for. */
  population: number
  mean: number
  /** Of the mean; null where no cluster can be compared with another. */
  variance: number | null
  /** Weighted variance of the answers, Σw(y − mean)² / Σw. */
  spread: number
  /** Clusters and strata with rows in the domain; their difference is the degrees of freedom. */
  clusters: number
  strata: number
  degreesOfFreedom: number
  /** Everyone was asked: nothing is left to chance. */
  isCensus: boolean
  /** Each cluster's share of the mean's error, Σw(y − mean) / Σw; clusters without rows in the domain are 0. */
  influence: Map<number, number>
}

/** Below this share of what the answers vary, a variance is the rounding of a zero. */
const ROUNDING = 1e-20

/**
 * Weighted mean of the rows in a domain with its variance by Taylor linearisation (Woodruff 1971). Rows outside of the domain, and those without an answer,
 * stay in the variance as clusters that add nothing (Durbin 1958): that is the same as R's `svymean(subset(design, …))`.
 *
 * @param rows indices of the rows in the domain. @returns null where none has an answer. @throws StatisticsInvalid
 */
export function domainMean(design: SurveyDesign, rows: Iterable<number>, lonely: LonelyRule): DomainMean | null {
  const { answers, weights, clusterOf, stratumOf } = design
  const inside: number[] = []
  let [population, sum] = [0, 0]
  for (const i of rows) {
    if (Number.isNaN(answers[i] as number) || (weights[i] as number) <= 0) continue
    inside.push(i)
    population += weights[i] as number
    sum += (weights[i] as number) * (answers[i] as number)
  }
  if (inside.length === 0) return null
  const first = answers[inside[0] as number] as number
  const isAlike = inside.every((i) => answers[i] === first)
  const mean = isAlike ? first : sum / population
  const influence = new Map<number, number>()
  const strata = new Set<number>()
  let spread = 0
  for (const i of inside) {
    const share = (weights[i] as number) / population
    const residual = (answers[i] as number) - mean
    const cluster = clusterOf[i] as number
    influence.set(cluster, (influence.get(cluster) ?? 0) + share * residual)
    strata.add(stratumOf[cluster] as number)
    spread += share * residual * residual
  }
  const degreesOfFreedom = influence.size - strata.size
  const isCensus = [...strata].every((stratum) => unsampledOf(design.strata[stratum] as SurveyStratum) < 1e-7)
  const variance = stratifiedVariance(design, influence, lonely)
  const isTold = variance !== null && (isCensus || degreesOfFreedom > 0 || variance > ROUNDING * spread)
  return {
    n: inside.length,
    population,
    mean,
    variance: isTold ? (variance > ROUNDING * spread ? variance : 0) : null,
    spread,
    clusters: influence.size,
    strata: strata.size,
    degreesOfFreedom,
    isCensus,
    influence,
  }
}

/** The share of a stratum's clusters that were not drawn. */
function unsampledOf({ clusters, population }: SurveyStratum): number {
  return population === null ? 1 : 1 - clusters / population
}

/** Variance of a sum over clusters drawn within strata; null where no stratum has two clusters and the rule is their average. */
function stratifiedVariance(
  { strata, stratumOf }: SurveyDesign,
  influence: ReadonlyMap<number, number>,
  lonely: LonelyRule,
): number | null {
  const byStratum = new Map<number, number[]>()
  for (const [cluster, value] of influence) {
    const stratum = stratumOf[cluster] as number
    const values = byStratum.get(stratum)
    if (values) values.push(value)
    else byStratum.set(stratum, [value])
  }
  let [variance, told] = [0, 0]
  for (const [at, values] of byStratum) {
    const stratum = strata[at] as SurveyStratum
    const unsampled = unsampledOf(stratum)
    const n = stratum.clusters
    if (n === 1 && unsampled >= 1e-7) {
      if (lonely === 'refuse')
        throw new StatisticsInvalid('rows.stratum', stratum.name, [
          'minst två kluster i varje stratum',
          'at least two clusters in every stratum',
        ])
      if (lonely === 'average') continue
      // Its one cluster against the mean of all, or as if it had been certain to be drawn.
      if (lonely === 'adjust') variance += unsampled * (values[0] as number) ** 2
    } else if (n > 1) {
      const mean = values.reduce((a, b) => a + b, 0) / n
      let squares = (n - values.length) * mean * mean
      for (const value of values) squares += (value - mean) ** 2
      variance += (unsampled * n * squares) / (n - 1)
    }
    told++
  }
  return told === 0 ? null : (variance * byStratum.size) / told
}

/**
 * Design effect as R's `svymean(deff = TRUE)`: against a simple random sample without replacement of as many from the people that the weights add up
 * to; with replacement where the weights add up to no more than the rows. Null where the answers are all alike.
 */
export function designEffect({ n, population, variance, spread }: DomainMean): number | null {
  if (variance === null || spread === 0 || n < 2) return null
  const simple = (spread * n) / (n - 1) / n
  const left = population > n ? 1 - n / population : 1
  return left < 1e-12 ? null : variance / (simple * left)
}

/** So many answers of a simple random sample would have told as much; null where the variance is none or not known. */
export function effectiveN({ variance, spread }: DomainMean): number | null {
  return variance === null || variance === 0 || spread === 0 ? null : spread / variance
}

/**
 * What effective n is to be expected before anybody has looked at an answer: Kish's for unequal weights, (Σw)² / Σw², less for clusters whose answers are
 * alike, 1 + (b − 1)·ρ with b = Σm² / Σm of the clusters' sizes m (Kish 1965).
 */
export function plannedEffectiveN(design: SurveyDesign, rows: Iterable<number>, clusterCorrelation: number): number {
  const sizes = new Map<number, number>()
  let [sum, squares] = [0, 0]
  for (const i of rows) {
    const weight = design.weights[i] as number
    if (Number.isNaN(design.answers[i] as number) || weight <= 0) continue
    sum += weight
    squares += weight * weight
    const cluster = design.clusterOf[i] as number
    sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1)
  }
  if (sum === 0) return 0
  let [members, pairs] = [0, 0]
  for (const size of sizes.values()) {
    members += size
    pairs += size * size
  }
  return (sum * sum) / squares / (1 + (pairs / members - 1) * clusterCorrelation)
}
