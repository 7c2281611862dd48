import { demand, demandNumber } from './invalid.ts'

export interface PerturbationOptions {
  /** The largest change of a count, up or down. */
  maxDeviation: number
  /** Variance of the change. */
  variance: number
  /** No cell shows from 1 to this many; 0 is no such rule. */
  neverShown: number
}

/** How a count is changed: by each of `changes` with its chance. */
export interface PerturbationRow {
  /** The count; the last row is for all from it on. */
  count: number
  changes: number[]
  chances: number[]
}

/**
 * How counts are changed in tables that are asked for freely (Fraser and Wooton 2005; Marley and Leaver 2011): for each count the
 * distribution of the change that has the most entropy among those with mean 0, a given variance, no change above the largest, nothing below 0 and nothing
 * from 1 to `neverShown` (Giessing 2016). 0 is never changed. Such a distribution is exp(a·v + b·v²) on the changes that
 * are possible; a and b by Newton's method.
 *
 * @returns rows for the counts from 1 on. @throws StatisticsInvalid
 */
export function perturbationTable({ maxDeviation, variance, neverShown }: PerturbationOptions): PerturbationRow[] {
  demandNumber(neverShown, 'neverShown', { min: 0, max: 50, isWhole: true })
  demandNumber(maxDeviation, 'maxDeviation', { min: neverShown + 1, max: 200, isWhole: true })
  demandNumber(variance, 'variance', { min: Number.MIN_VALUE })
  const counts = Array.from({ length: maxDeviation + neverShown + 1 }, (_, i) => i + 1)
  const possible = counts.map((count) => possibleChanges(count, maxDeviation, neverShown))
  const ranges = possible.map(varianceRange)
  const least = Math.max(...ranges.map(([low]) => low))
  const most = Math.min(...ranges.map(([, high]) => high))
  demand(variance >= least && variance <= most, 'variance', variance, [
    `från ${least} till ${most}, som är vad alla antal kan ha med största ändring ${maxDeviation} och inget från 1 till ${neverShown}`,
    `from ${least} to ${most}, which is what all counts can have with a largest change of ${maxDeviation} and nothing from 1 to ${neverShown}`,
  ])
  return counts.map((count, at) => {
    const [low, high] = ranges[at] as [number, number]
    const changes = possible[at] as number[]
    return { count, ...mostEntropy(changes, variance, variance === low ? 'inner' : variance === high ? 'outer' : null) }
  })
}

function possibleChanges(count: number, most: number, neverShown: number): number[] {
  return Array.from({ length: 2 * most + 1 }, (_, at) => at - most).filter((v) => {
    const shown = count + v
    return shown === 0 || shown > neverShown
  })
}

/** The two changes on either side of 0 that are nearest, or furthest. */
function pair(changes: readonly number[], end: 'inner' | 'outer'): [below: number, above: number] {
  const below = changes.filter((v) => v < 0)
  const above = changes.filter((v) => v > 0)
  const inner = [Math.max(...below), Math.min(...above)] as [number, number]
  return end === 'inner' ? inner : [Math.min(...below), Math.max(...above)]
}

/** What variance a change with mean 0 can have: two values alone give the least and the largest. */
function varianceRange(changes: readonly number[]): [low: number, high: number] {
  const product = ([below, above]: [number, number]): number => -below * above
  return [changes.includes(0) ? 0 : product(pair(changes, 'inner')), product(pair(changes, 'outer'))]
}

/** At either end of the range only two changes are left, and their chances follow from the mean. */
function mostEntropy(
  changes: readonly number[],
  variance: number,
  end: 'inner' | 'outer' | null,
): { changes: number[]; chances: number[] } {
  if (end) {
    const [below, above] = pair(changes, end)
    return { changes: [below, above], chances: [above / (above - below), -below / (above - below)] }
  }
  let [a, b] = [0, -1 / (2 * variance)]
  let now = at(changes, a, b, variance)
  for (let round = 0; round < 200 && Math.hypot(now.mean, now.excess) > 1e-13 * (1 + variance); round++) {
    const { v, vs, s } = now
    const determinant = v * s - vs * vs
    let [stepA, stepB] = [
      (s * now.mean - vs * now.excess) / determinant,
      (v * now.excess - vs * now.mean) / determinant,
    ]
    let next = at(changes, a - stepA, b - stepB, variance)
    // The function is convex: a step that goes too far is halved.
    while (!(next.value <= now.value + 1e-12 * Math.abs(now.value)) && Math.hypot(stepA, stepB) > 1e-16) {
      ;[stepA, stepB] = [stepA / 2, stepB / 2]
      next = at(changes, a - stepA, b - stepB, variance)
    }
    ;[a, b] = [a - stepA, b - stepB]
    now = next
  }
  return { changes: [...changes], chances: now.chances }
}

/** ln Σ exp(a·v + b·v²) − b·V and its derivatives by a and b, at which the mean is 0 and the variance V where both are 0. */
function at(changes: readonly number[], a: number, b: number, variance: number) {
  const exponents = changes.map((v) => a * v + b * v * v)
  const top = Math.max(...exponents)
  const weights = exponents.map((exponent) => Math.exp(exponent - top))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const chances = weights.map((weight) => weight / total)
  const moment = (power: number): number => changes.reduce((sum, v, i) => sum + (chances[i] as number) * v ** power, 0)
  const [first, second, third, fourth] = [moment(1), moment(2), moment(3), moment(4)]
  return {
    chances,
    value: top + Math.log(total) - b * variance,
    mean: first,
    excess: second - variance,
    v: second - first * first,
    vs: third - first * second,
    s: fourth - second * second,
  }
}
