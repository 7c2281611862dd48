import { demand, demandNumber, StatisticsInvalid } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'

export type SurveyId = string | number

/** The answers to one question, row by row. */
export interface SurveyRow {
  /** A number, or 0/1 for a share; null where the question was not answered: the row stays in the design. */
  answer: number | null
  /** People that the row stands for. 0 is outside of the sample's answers but in its design. Without weights: see `surveyDesign`. */
  weight?: number | null
  stratum?: SurveyId | null
  /** What was drawn first: a household, a stairwell. The same name in two strata is two clusters; a row without is its own. */
  cluster?: SurveyId | null
  /** Population size of the stratum counted in what was drawn first: clusters where clusters were drawn, else people. */
  fpc?: number | null
  area?: string | null
}

/** How a stratum with a single cluster adds to the variance; the names are those of R's `survey.lonely.psu`. */
export const LONELY_RULES = ['adjust', 'average', 'certainty', 'refuse'] as const
export type LonelyRule = (typeof LONELY_RULES)[number]

export interface SurveyStratum {
  name: string
  /** Clusters drawn, also those without an answer. */
  clusters: number
  /** Clusters that there are; null where not said, and nothing is taken off the variance. */
  population: number | null
}

/** How the sample was drawn: one stage of clusters within strata (the "ultimate cluster" of Kalton 1979 where there are more stages). */
export interface SurveyDesign {
  /** NaN where there is no answer. */
  answers: Float64Array
  weights: Float64Array
  areas: (string | null)[]
  /** Cluster of each row, and stratum of each cluster. */
  clusterOf: Int32Array
  stratumOf: Int32Array
  strata: SurveyStratum[]
  /** A cluster's number by its name, for those that have one; the stratum is a part of the name. */
  clusterNamed: Map<string, number>
}

/**
 * Reads the design out of the rows. Where no row has a weight, each weighs what the population sizes say (size / clusters drawn), or 1 where
 * there are none.
 *
 * @param path of the rows in an error: `rows`. @throws StatisticsInvalid
 */
export function surveyDesign(rows: readonly SurveyRow[], path = 'rows'): SurveyDesign {
  demand(rows.length >= 1, path, rows.length, ['minst en rad', 'at least one row'])
  demandAnswers(rows, path)
  const clusterNamed = new Map<string, number>()
  const stratumNamed = new Map<string, number>()
  const strata: SurveyStratum[] = []
  const clusterOf = new Int32Array(rows.length)
  const stratumOf: number[] = []
  rows.forEach((row, i) => {
    const name = String(row.stratum ?? '')
    let stratum = stratumNamed.get(name)
    if (stratum === undefined) {
      stratum = strata.push({ name, clusters: 0, population: row.fpc ?? null }) - 1
      stratumNamed.set(name, stratum)
    }
    const known = strata[stratum] as SurveyStratum
    if ((row.fpc ?? null) !== known.population)
      throw new StatisticsInvalid(`${path}[${i}].fpc`, row.fpc ?? null, [
        `samma i hela stratumet (${known.population})`,
        `the same in all of the stratum (${known.population})`,
      ])
    const key = row.cluster === null || row.cluster === undefined ? null : JSON.stringify([name, String(row.cluster)])
    let cluster = key === null ? undefined : clusterNamed.get(key)
    if (cluster === undefined) {
      cluster = stratumOf.push(stratum) - 1
      known.clusters++
      if (key !== null) clusterNamed.set(key, cluster)
    }
    clusterOf[i] = cluster
  })
  demandPopulations(rows, strata, stratumNamed, path)
  return {
    answers: Float64Array.from(rows, ({ answer }) => answer ?? Number.NaN),
    weights: weightsOf(rows, path, (i) => strata[stratumOf[clusterOf[i] as number] as number] as SurveyStratum, strata),
    areas: rows.map(({ area }) => area ?? null),
    clusterOf,
    stratumOf: Int32Array.from(stratumOf),
    strata,
    clusterNamed,
  }
}

function demandAnswers(rows: readonly SurveyRow[], path: string): void {
  rows.forEach(({ answer, weight, fpc }, i) => {
    if (answer !== null) demandNumber(answer, `${path}[${i}].answer`, { min: -COUNT.max, max: COUNT.max })
    if (weight !== null && weight !== undefined)
      demandNumber(weight, `${path}[${i}].weight`, { min: 0, max: EXPOSURE.max })
    if (fpc !== null && fpc !== undefined) demandNumber(fpc, `${path}[${i}].fpc`, { min: 1, max: EXPOSURE.max })
  })
}

function demandPopulations(
  rows: readonly SurveyRow[],
  strata: readonly SurveyStratum[],
  stratumNamed: ReadonlyMap<string, number>,
  path: string,
): void {
  for (const [i, row] of rows.entries()) {
    const { clusters, population } = strata[stratumNamed.get(String(row.stratum ?? '')) as number] as SurveyStratum
    if (population !== null && population < clusters)
      throw new StatisticsInvalid(`${path}[${i}].fpc`, population, [
        `minst de ${clusters} kluster som drogs i stratumet`,
        `at least the ${clusters} clusters drawn in the stratum`,
      ])
  }
}

function weightsOf(
  rows: readonly SurveyRow[],
  path: string,
  stratumAt: (row: number) => SurveyStratum,
  strata: readonly SurveyStratum[],
): Float64Array {
  const given = rows.filter(({ weight }) => weight !== null && weight !== undefined).length
  if (given === 0) {
    const isSized = strata.every(({ population }) => population !== null)
    return Float64Array.from(rows, (_, i) => {
      const { population, clusters } = stratumAt(i)
      return isSized ? (population as number) / clusters : 1
    })
  }
  const without = rows.findIndex(({ weight }) => weight === null || weight === undefined)
  demand(without < 0, `${path}[${without}].weight`, null, [
    'en vikt på varje rad, eller inte på någon',
    'a weight in every row, or in none',
  ])
  demand(
    rows.some(({ weight }) => (weight as number) > 0),
    `${path}[0].weight`,
    rows[0]?.weight,
    ['minst en vikt över 0', 'at least one weight above 0'],
  )
  return Float64Array.from(rows, ({ weight }) => weight as number)
}
