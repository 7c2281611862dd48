import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { COUNT } from './limits.ts'
import { simplexWeights } from './simplex-weights.ts'
import { isClear, type Verdict } from './verdict.ts'

export interface SyntheticControlInput {
  /** The outcome of the treated area, period by period: a rate, or counts of areas of about one size. */
  treated: readonly number[]
  /** The same periods of areas where the measure was not taken and could not have been felt. */
  donors: readonly { name: string; values: readonly number[] }[]
  /** Index of the first period with the measure. */
  start: number
  level?: number
  /** How far the synthetic area may lie from the treated one before the start, as a share of its mean; beyond it nothing is said. */
  worstFit?: number
}

export interface SyntheticControl {
  weights: { name: string; weight: number }[]
  /** What the weighted donors have in each period. */
  synthetic: number[]
  /** Treated less synthetic, all periods. */
  gap: number[]
  /** Root of the mean squared gap before and after the start. */
  fitBefore: number
  fitAfter: number
  /** fitBefore over the treated area's mean before. */
  relativeFit: number | null
  /** Sum of the gaps after the start, and the treated sum over the synthetic one. */
  effect: number
  ratio: number | null
  /** Share of areas, the treated one among them, whose gap grew at least as much as its from the same donors; the least there can be. */
  p: number
  leastP: number
  /** Each donor as if it had been the treated one, with the donors that are left; and the treated one with just those. */
  placebos: { name: string; growth: number | null; effect: number; treatedGrowth: number | null }[]
  /** fitAfter over fitBefore of the treated area; null where the fit before is exact. */
  growth: number | null
  verdict: Verdict
}

/** Fewer periods before tell nothing of how alike areas are. */
const LEAST_BEFORE = 6
const MOST_DONORS = 500

/**
 * What would have been without the measure, from a weighted mean of areas without it, and whether the gap since is larger than the areas
 * without it show themselves (Abadie, Diamond and Hainmueller 2010, *Journal of the American Statistical Association* 105; the weights by
 * the outcomes before alone).
 *
 * Each donor is set beside the treated area with the same donors behind both: with one more behind the treated one, as is usual, it fits better
 * before, its gap grows more, and 6 of 100 areas alike are found different at 5 %. Set side by side like this at most one area can have
 * outgrown all others, so the least p keeps its level whatever the areas are like, if any of them might as well have been the treated one.
 *
 * @throws StatisticsInvalid
 */
export function syntheticControl(input: SyntheticControlInput): SyntheticControl {
  const { treated, donors, start, level = 0.95, worstFit = 0.25 } = input
  demand(donors.length >= 2 && donors.length <= MOST_DONORS, 'donors', donors.length, [
    `2–${MOST_DONORS} områden`,
    `2–${MOST_DONORS} areas`,
  ])
  demandNumbers(treated, 'treated', { min: -COUNT.max, max: COUNT.max })
  const names = new Set<string>()
  donors.forEach((donor, j) => {
    demandSameLength(treated, donor.values, `donors[${j}].values`, 'treated')
    demandNumbers(donor.values, `donors[${j}].values`, { min: -COUNT.max, max: COUNT.max })
    demand(!names.has(donor.name), `donors[${j}].name`, donor.name, ['ett namn för sig', 'a name of its own'])
    names.add(donor.name)
  })
  demandNumber(start, 'start', { min: LEAST_BEFORE, max: treated.length - 1, isWhole: true })
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  demandNumber(worstFit, 'worstFit', { min: 0 })
  // From the least name on, so that areas alike share their weight in the same way whatever order they come in.
  const sorted = [...donors].sort((a, b) => (a.name < b.name ? -1 : 1))
  const own = fitted(
    treated,
    sorted.map(({ values }) => values),
    start,
  )
  const placebos = sorted.map(({ name, values }, j) => {
    const others = sorted.filter((_, k) => k !== j).map((other) => other.values)
    const { growth, effect } = fitted(values, others, start)
    return { name, growth, effect, treatedGrowth: fitted(treated, others, start).growth }
  })
  const grownAsMuch = placebos.filter(({ growth, treatedGrowth }) => isAsLarge(growth, treatedGrowth)).length
  const leastP = 1 / (donors.length + 1)
  const p = (grownAsMuch + 1) * leastP
  const mean = treated.slice(0, start).reduce((sum, value) => sum + value, 0) / start
  const relativeFit = mean > 0 ? own.fitBefore / mean : null
  const canTell = isClear(leastP, level) && relativeFit !== null && relativeFit <= worstFit
  return {
    ...own,
    weights: sorted.map(({ name }, j) => ({ name, weight: own.weights[j] as number })),
    relativeFit,
    p,
    leastP,
    placebos,
    verdict: !canTell
      ? 'gar-inte-att-avgora'
      : !isClear(p, level)
        ? 'ingen-tydlig-skillnad'
        : own.effect < 0
          ? 'minskning-trolig'
          : 'okning-trolig',
  }
}

/** An exact fit before grows without end. */
function isAsLarge(growth: number | null, own: number | null): boolean {
  if (own === null) return growth === null
  return growth === null || growth >= own * (1 - 1e-9)
}

function fitted(treated: readonly number[], donors: readonly (readonly number[])[], start: number) {
  const weights = simplexWeights(
    treated.slice(0, start),
    donors.map((values) => values.slice(0, start)),
  )
  const synthetic = treated.map((_, t) =>
    donors.reduce((sum, values, j) => sum + (weights[j] as number) * (values[t] as number), 0),
  )
  const gap = treated.map((value, t) => value - (synthetic[t] as number))
  const root = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  const [fitBefore, fitAfter] = [root(gap.slice(0, start)), root(gap.slice(start))]
  const sum = (values: readonly number[]): number => values.slice(start).reduce((total, value) => total + value, 0)
  const scale = Math.max(...treated.map(Math.abs), 1e-300)
  return {
    weights,
    synthetic,
    gap,
    fitBefore,
    fitAfter,
    growth: fitBefore > 1e-9 * scale ? fitAfter / fitBefore : null,
    effect: sum(gap),
    ratio: sum(synthetic) > 0 ? sum(treated) / sum(synthetic) : null,
  }
}
