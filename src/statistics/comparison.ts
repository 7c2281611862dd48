import { chiSquaredAbove, normalBelow, normalQuantile, poissonAtLeast, poissonAtMost } from './distributions.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'

export interface ComparisonInput {
  /** Events of each unit, and what they are set against: population, person-years. */
  counts: ArrayLike<number>
  exposures: ArrayLike<number>
  /** Rate that the units are compared with; the units' own together where not given. */
  target?: number
  /** Shares covered by the two funnels; 0.95 and 0.998 are usual. */
  levels?: readonly number[]
  /** Least number of units for telling how much more than Poisson they differ. */
  least?: number
}

export interface ComparedUnit {
  rate: number | null
  /** Expected count at the target. */
  expected: number
  /** Rate limits of each funnel at this unit's size; null where the exposure is 0. */
  limits: { level: number; low: number; high: number }[] | null
  /** Standardised difference from the target, dispersion counted; null where the exposure is 0. */
  z: number | null
  /** Two-sided, exact where there is no overdispersion. */
  p: number | null
  /** Drawn towards the common rate by as much as chance explains. */
  shrunk: number | null
}

export interface Comparison {
  target: number
  /** How much more than Poisson the units differ, as published: the mean square with the outermost tenths drawn in; at least 1. */
  winsorisedDispersion: number
  /** The same with what the drawing in takes away given back: drawn in like that, even the normal has a mean square of 0.68. */
  dispersion: number
  /** Whether the limits are widened by it. */
  isOverdispersed: boolean
  shrinkage: { mean: number; variance: number }
  units: ComparedUnit[]
}

const LEAST_UNITS = 10
/** Mean square of a standard normal whose outermost tenths are drawn in to ±1.2816. */
const WINSORISED_NORMAL = 0.678_641_4
/** The share at each end that is drawn in before the dispersion is taken (Spiegelhalter 2005). */
const WINSORISED = 0.1

/**
 * Units beside each other without a ranking: a funnel around a target with exact limits for each unit's size (Spiegelhalter 2005,
 * *Statistics in Medicine* 24), widened where the units differ by more than chance, and each rate drawn towards the common one
 * (global empirical Bayes by moments, Marshall 1991, *Applied Statistics* 40). Results come in the order given: there is no first and no last.
 *
 * @throws StatisticsInvalid
 */
export function comparison(input: ComparisonInput): Comparison {
  const { counts, exposures, levels = [0.95, 0.998], least = LEAST_UNITS } = input
  demand(counts.length >= 2, 'units', counts.length, ['minst två enheter', 'at least two units'])
  demandSameLength(counts, exposures, 'exposures', 'counts')
  demandNumbers(counts, 'counts', COUNT)
  demand(levels.length >= 1, 'levels', levels.length, ['minst en nivå', 'at least one level'])
  demandNumbers(levels, 'levels', { min: 0.5, max: 0.9999 })
  demandNumber(least, 'least', { min: 3, isWhole: true })
  const n = counts.length
  let [events, size] = [0, 0]
  for (let i = 0; i < n; i++) {
    const [count, exposure] = [counts[i] as number, exposures[i] as number]
    if (exposure !== 0) demandNumber(exposure, `exposures[${i}]`, EXPOSURE)
    demand(exposure > 0 || count === 0, `exposures[${i}]`, exposure, [
      'mer än 0 där något har hänt',
      'more than 0 where something has happened',
    ])
    events += count
    size += exposure
  }
  demand(size > 0, 'exposures', size, ['minst en som är mer än 0', 'at least one that is more than 0'])
  const target = input.target ?? events / size
  if (input.target !== undefined) {
    const largest = Array.from(exposures).reduce((most, exposure) => Math.max(most, exposure), 0)
    // So that no more than so many events are expected of the largest.
    demandNumber(target, 'target', { min: EXPOSURE.min, max: COUNT.max / largest })
  }
  const { winsorisedDispersion, dispersion, isOverdispersed } = dispersionOf(counts, exposures, target, least)
  const widened = isOverdispersed ? dispersion : 1
  const shrinkage = momentsOf(counts, exposures)
  return {
    target,
    winsorisedDispersion,
    dispersion,
    isOverdispersed,
    shrinkage,
    units: Array.from({ length: n }, (_, i) =>
      unitOf(counts[i] as number, exposures[i] as number, target, levels, widened, shrinkage),
    ),
  }
}

function unitOf(
  count: number,
  exposure: number,
  target: number,
  levels: readonly number[],
  dispersion: number,
  shrinkage: { mean: number; variance: number },
): ComparedUnit {
  const expected = exposure * target
  if (exposure === 0) return { rate: null, expected, limits: null, z: null, p: null, shrunk: null }
  const rate = count / exposure
  const z = expected === 0 ? 0 : (count - expected) / Math.sqrt(dispersion * expected)
  const exact = Math.min(1, 2 * Math.min(poissonAtMost(count, expected), poissonAtLeast(count, expected)))
  const p = dispersion > 1 ? 2 * normalBelow(-Math.abs(z)) : exact
  const limits = levels.map((level) => ({ level, ...funnelAt(expected, level, dispersion, exposure) }))
  const within = shrinkage.mean / exposure
  const whole = shrinkage.variance + within
  const weight = whole === 0 ? 0 : shrinkage.variance / whole
  return { rate, expected, limits, z, p, shrunk: shrinkage.mean + weight * (rate - shrinkage.mean) }
}

/** Limits of a rate at an expected count. Exact ones are read between the whole numbers; widened ones are normal. */
function funnelAt(
  expected: number,
  level: number,
  dispersion: number,
  exposure: number,
): { low: number; high: number } {
  const tail = (1 - level) / 2
  if (expected === 0) return { low: 0, high: 0 }
  if (dispersion > 1) {
    const half = normalQuantile(1 - tail) * Math.sqrt(dispersion * expected)
    return { low: Math.max(0, expected - half) / exposure, high: (expected + half) / exposure }
  }
  return {
    low: betweenQuantiles(tail, expected) / exposure,
    high: betweenQuantiles(1 - tail, expected) / exposure,
  }
}

/** Spiegelhalter's limit: the quantile r less the part of its step that goes beyond p; never under 0, where the quantile 0 goes far beyond. */
function betweenQuantiles(p: number, mean: number): number {
  let high = Math.max(1, Math.ceil(mean))
  while (poissonAtMost(high, mean) < p) high *= 2
  let low = -1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (poissonAtMost(middle, mean) >= p) high = middle
    else low = middle
  }
  const at = poissonAtMost(high, mean)
  return Math.max(0, high - (at - p) / (at - poissonAtMost(high - 1, mean)))
}

/**
 * The mean of squared differences with the outermost tenths drawn in, and with what that takes away given back. Overdispersed where
 * the whole sum would come by chance in fewer than one case of twenty; with few units it cannot be told and is taken as 1.
 */
function dispersionOf(
  counts: ArrayLike<number>,
  exposures: ArrayLike<number>,
  target: number,
  least: number,
): { winsorisedDispersion: number; dispersion: number; isOverdispersed: boolean } {
  const z: number[] = []
  for (let i = 0; i < counts.length; i++) {
    const expected = (exposures[i] as number) * target
    if (expected > 0) z.push(((counts[i] as number) - expected) / Math.sqrt(expected))
  }
  if (z.length < least) return { winsorisedDispersion: 1, dispersion: 1, isOverdispersed: false }
  z.sort((a, b) => a - b)
  const cut = Math.floor(z.length * WINSORISED)
  const [low, high] = [z[cut] as number, z[z.length - 1 - cut] as number]
  const mean = z.reduce((total, value) => total + Math.min(high, Math.max(low, value)) ** 2, 0) / z.length
  const whole = z.reduce((total, value) => total + value ** 2, 0)
  const dispersion = Math.max(1, mean / WINSORISED_NORMAL)
  return {
    winsorisedDispersion: Math.max(1, mean),
    dispersion,
    isOverdispersed: dispersion > 1 && chiSquaredAbove(whole, z.length) < 0.05,
  }
}

/** Mean and variance of the units' true rates by moments; a variance below 0 is 0: chance explains all. */
function momentsOf(counts: ArrayLike<number>, exposures: ArrayLike<number>): { mean: number; variance: number } {
  let [events, size, units] = [0, 0, 0]
  for (let i = 0; i < counts.length; i++) {
    if ((exposures[i] as number) === 0) continue
    events += counts[i] as number
    size += exposures[i] as number
    units++
  }
  const mean = events / size
  let spread = 0
  for (let i = 0; i < counts.length; i++) {
    const exposure = exposures[i] as number
    if (exposure > 0) spread += exposure * ((counts[i] as number) / exposure - mean) ** 2
  }
  return { mean, variance: Math.max(0, spread / size - mean / (size / units)) }
}

/**
 * The units that are most like one, by the distance in standardised traits (population, share of young people, density …): whom it is
 * fair to be set beside. Ties stay in the order given.
 *
 * @param traits a row for each unit. @returns indexes, the most alike first, the unit itself left out.
 * @throws StatisticsInvalid
 */
export function similarUnits(traits: readonly (readonly number[])[], unit: number, wanted: number): number[] {
  const n = traits.length
  demandNumber(unit, 'unit', { min: 0, max: n - 1, isWhole: true })
  demandNumber(wanted, 'wanted', { min: 1, max: n - 1, isWhole: true })
  const width = traits[0]?.length ?? 0
  traits.forEach((row, i) => {
    demand(row.length === width, `traits[${i}]`, row.length, [`${width} egenskaper`, `${width} traits`])
    demandNumbers(row, `traits[${i}]`)
  })
  const scales = Array.from({ length: width }, (_, k) => {
    const mean = traits.reduce((sum, row) => sum + (row[k] as number), 0) / n
    const variance = traits.reduce((sum, row) => sum + ((row[k] as number) - mean) ** 2, 0) / (n - 1)
    // A trait that all share tells nobody apart.
    return variance > 0 ? 1 / Math.sqrt(variance) : 0
  })
  demand(
    scales.some((scale) => scale > 0),
    'traits[0]',
    traits[0],
    ['minst en egenskap som skiljer enheterna åt', 'at least one trait that tells the units apart'],
  )
  const own = traits[unit] as readonly number[]
  return traits
    .map((row, i) => ({
      i,
      distance: Math.hypot(...row.map((value, k) => (value - (own[k] as number)) * (scales[k] as number))),
    }))
    .filter(({ i }) => i !== unit)
    .sort((a, b) => a.distance - b.distance || a.i - b.i)
    .slice(0, wanted)
    .map(({ i }) => i)
}
