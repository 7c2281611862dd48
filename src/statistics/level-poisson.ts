import { halfDeviance } from './half-deviance.ts'

/** Counts whose mean is a level of their own for each part of the year, times a common trend, times what they are set against. */
export interface LevelData {
  /** Counts. */
  y: Float64Array
  /** The level, from 0, of each count. */
  level: Int32Array
  levels: number
  /** Time of each count; null for no trend. */
  time: Float64Array | null
  /** Log of the exposure of each count; null for none. */
  offset: Float64Array | null
  /** Prior weights; null for 1. */
  prior: Float64Array | null
}

export interface LevelFit {
  slope: number
  slopeVariance: number
  fitted: Float64Array
  leverage: Float64Array
  /** Pearson's chi-squared over the degrees of freedom. */
  dispersion: number
  /** Mean square of the working residuals (y − μ)/μ by their prior weights over the degrees of freedom. */
  workingSquare: number
  degreesOfFreedom: number
  /** Linear predictor, without offset, and its variance at dispersion 1. */
  at(level: number, time: number): { eta: number; variance: number }
}

const ROUNDS = 25
const DONE = 1e-8
/** Of counts above this the deviance as a difference of logarithms is lost in rounding; below it costs no logarithm a round. */
const LARGE = 1e4

const saturatedAt = (count: number): number => (count > 0 ? count * (Math.log(count) - 1) : 0)
/** Logarithms of the counts that come again and again: two of them for each count of each fit took a tenth of the time. */
const STARTS = Float64Array.from({ length: 1024 }, (_, count) => Math.log(count + 0.1))
const SATURATED = Float64Array.from({ length: 1024 }, (_, count) => saturatedAt(count))

/**
 * Quasi-Poisson regression on levels and at most one slope, by iteratively reweighted least squares (McCullagh and Nelder 1989). The
 * normal equations are a diagonal with one border, so a round costs one pass over the counts. It starts and stops as R's `glm` does and
 * takes its covariance from the last round solved: a level of zeros never settles, and only so is it left at the same place.
 *
 * @returns null where it has not settled in 25 rounds, or nothing is left to judge the dispersion by.
 */
export function fitLevels({ y, level, levels, time, offset, prior }: LevelData): LevelFit | null {
  const n = y.length
  const eta = new Float64Array(n)
  const fitted = new Float64Array(n)
  const weight = new Float64Array(n)
  const working = new Float64Array(n)
  const saturated = new Float64Array(n)
  let isLarge = false
  for (let i = 0; i < n; i++) {
    const count = y[i] as number
    if (count > LARGE) isLarge = true
    fitted[i] = count + 0.1
    if (count < STARTS.length && (count | 0) === count) {
      eta[i] = STARTS[count] as number
      saturated[i] = SATURATED[count] as number
    } else {
      eta[i] = Math.log(count + 0.1)
      saturated[i] = saturatedAt(count)
    }
  }
  const solved = new Border(levels)
  const devianceNow = (): number => (isLarge ? devianceOfLarge(y, fitted, prior) : devianceOf())
  const devianceOf = (): number => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      const own = (saturated[i] as number) - (y[i] as number) * (eta[i] as number) + (fitted[i] as number)
      sum += prior ? own * (prior[i] as number) : own
    }
    return 2 * sum
  }
  let deviance = devianceNow()
  let isSettled = false
  for (let round = 0; round < ROUNDS && !isSettled; round++) {
    for (let i = 0; i < n; i++) {
      const mu = fitted[i] as number
      weight[i] = prior ? mu * (prior[i] as number) : mu
      working[i] = (eta[i] as number) - (offset ? (offset[i] as number) : 0) + ((y[i] as number) - mu) / mu
    }
    solved.solve(weight, working, level, time)
    for (let i = 0; i < n; i++) {
      const own = solved.predictor(level[i] as number, time ? (time[i] as number) : 0)
      eta[i] = own + (offset ? (offset[i] as number) : 0)
      fitted[i] = Math.exp(eta[i] as number)
    }
    const next = devianceNow()
    if (!Number.isFinite(next)) return null
    isSettled = Math.abs(next - deviance) < DONE * (Math.abs(next) + 0.1)
    deviance = next
  }
  const degreesOfFreedom = n - solved.rank
  if (!isSettled || degreesOfFreedom <= 0) return null
  const leverage = new Float64Array(n)
  let [pearson, squares] = [0, 0]
  for (let i = 0; i < n; i++) {
    const mu = fitted[i] as number
    const square = (((y[i] as number) - mu) / mu) ** 2
    pearson += (weight[i] as number) * square
    squares += prior ? (prior[i] as number) * square : square
    leverage[i] = (weight[i] as number) * solved.variance(level[i] as number, time ? (time[i] as number) : 0)
  }
  return {
    slope: solved.slope,
    slopeVariance: solved.slopeVariance,
    fitted,
    leverage,
    dispersion: pearson / degreesOfFreedom,
    workingSquare: squares / degreesOfFreedom,
    degreesOfFreedom,
    at: (which, when) => ({ eta: solved.predictor(which, when), variance: solved.variance(which, when) }),
  }
}

function devianceOfLarge(y: Float64Array, fitted: Float64Array, prior: Float64Array | null): number {
  let sum = 0
  for (let i = 0; i < y.length; i++)
    sum += 2 * (prior ? (prior[i] as number) : 1) * halfDeviance(y[i] as number, fitted[i] as number)
  return sum
}

/** Relative to the spread of time, below this the slope cannot be told from the levels. */
const SINGULAR = 1e-11

/** Weighted least squares on levels and one slope. */
class Border {
  slope = 0
  /** Infinite where there is no slope to tell. */
  slopeVariance = Number.POSITIVE_INFINITY
  rank = 0
  private readonly sum: Float64Array
  private readonly meanTime: Float64Array
  private readonly meanValue: Float64Array

  constructor(private readonly levels: number) {
    this.sum = new Float64Array(levels)
    this.meanTime = new Float64Array(levels)
    this.meanValue = new Float64Array(levels)
  }

  solve(weight: Float64Array, value: Float64Array, level: Int32Array, time: Float64Array | null): void {
    const { sum, meanTime, meanValue } = this
    sum.fill(0)
    meanTime.fill(0)
    meanValue.fill(0)
    for (let i = 0; i < weight.length; i++) {
      const g = level[i] as number
      const w = weight[i] as number
      sum[g] = (sum[g] as number) + w
      meanValue[g] = (meanValue[g] as number) + w * (value[i] as number)
      if (time) meanTime[g] = (meanTime[g] as number) + w * (time[i] as number)
    }
    this.rank = 0
    for (let g = 0; g < this.levels; g++) {
      const w = sum[g] as number
      if (w === 0) continue
      this.rank++
      meanTime[g] = (meanTime[g] as number) / w
      meanValue[g] = (meanValue[g] as number) / w
    }
    this.slope = 0
    this.slopeVariance = Number.POSITIVE_INFINITY
    if (!time) return
    let [squares, products, whole] = [0, 0, 0]
    for (let i = 0; i < weight.length; i++) {
      const g = level[i] as number
      const w = weight[i] as number
      const away = (time[i] as number) - (meanTime[g] as number)
      squares += w * away * away
      products += w * away * ((value[i] as number) - (meanValue[g] as number))
      whole += w * (time[i] as number) * (time[i] as number)
    }
    if (!(squares > SINGULAR * whole)) return
    this.slope = products / squares
    this.slopeVariance = 1 / squares
    this.rank++
  }

  predictor(level: number, time: number): number {
    return (this.meanValue[level] as number) + this.slope * (time - (this.meanTime[level] as number))
  }

  variance(level: number, time: number): number {
    const own = 1 / (this.sum[level] as number)
    if (!Number.isFinite(this.slopeVariance)) return own
    return own + (time - (this.meanTime[level] as number)) ** 2 * this.slopeVariance
  }
}
