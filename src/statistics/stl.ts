import { demand, demandNumber, demandNumbers } from './invalid.ts'

export interface StlOptions {
  /** Values in a season: 12 for months of a year. */
  period: number
  /** Span of the seasonal smoothing in years, or a season that is the same every year. */
  seasonalWindow: number | 'periodic'
  trendWindow?: number
  /** Outliers are weighted down. */
  isRobust?: boolean
}

export interface Stl {
  seasonal: Float64Array
  trend: Float64Array
  remainder: Float64Array
  /** Weight of each value in the robust fit; all 1 where it is not robust. */
  weights: Float64Array
}

/**
 * Seasonal and trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990, *Journal of Official Statistics* 6), with the
 * defaults of R's `stl`: degree 0 for the season, 1 for the rest, and smoothing at every tenth of a window with straight lines between.
 *
 * @param y at least two whole seasons. @throws StatisticsInvalid
 */
export function stl(y: ArrayLike<number>, options: StlOptions): Stl {
  const { period, seasonalWindow, isRobust = false } = options
  const n = y.length
  demandNumbers(y, 'y')
  demandNumber(period, 'period', { min: 2, isWhole: true })
  demand(n > 2 * period, 'y', n, [`mer än två säsonger (${2 * period})`, `more than two seasons (${2 * period})`])
  if (seasonalWindow !== 'periodic') demandNumber(seasonalWindow, 'seasonalWindow', { min: 3, isWhole: true })
  const seasonal = seasonalWindow === 'periodic' ? 10 * n + 1 : odd(seasonalWindow)
  const trendSpan = odd(options.trendWindow ?? Math.ceil((1.5 * period) / (1 - 1.5 / seasonal)))
  const low = odd(period)
  const fit = new Decomposition(Float64Array.from(y), period, {
    seasonal: { span: seasonal, degree: 0, jump: Math.ceil(seasonal / 10) },
    trend: { span: trendSpan, degree: 1, jump: Math.ceil(trendSpan / 10) },
    low: { span: low, degree: 1, jump: Math.ceil(low / 10) },
  })
  fit.run(isRobust ? 1 : 2, isRobust ? 15 : 0)
  if (seasonalWindow === 'periodic') fit.average()
  const remainder = Float64Array.from(y, (value, i) => value - (fit.season[i] as number) - (fit.trend[i] as number))
  return { seasonal: fit.season, trend: fit.trend, remainder, weights: fit.weights }
}

function odd(span: number): number {
  const whole = Math.round(span)
  return whole % 2 === 0 ? whole + 1 : whole
}

interface Smoothing {
  span: number
  degree: 0 | 1
  /** Every so many values are fitted; those between lie on a line. */
  jump: number
}

class Decomposition {
  readonly season: Float64Array
  readonly trend: Float64Array
  readonly weights: Float64Array
  private isWeighted = false

  constructor(
    private readonly y: Float64Array,
    private readonly period: number,
    private readonly spans: { seasonal: Smoothing; trend: Smoothing; low: Smoothing },
  ) {
    this.season = new Float64Array(y.length)
    this.trend = new Float64Array(y.length)
    this.weights = new Float64Array(y.length).fill(1)
  }

  run(inner: number, outer: number): void {
    for (let round = 0; ; round++) {
      for (let k = 0; k < inner; k++) this.step()
      if (round >= outer) return
      this.weigh()
      this.isWeighted = true
    }
  }

  private step(): void {
    const { y, period, spans } = this
    const n = y.length
    const detrended = y.map((value, i) => value - (this.trend[i] as number))
    const cycle = this.smoothCycles(detrended)
    const passed = movingAverage(movingAverage(movingAverage(cycle, period), period), 3)
    const low = loess(passed, spans.low, null)
    for (let i = 0; i < n; i++) this.season[i] = (cycle[period + i] as number) - (low[i] as number)
    const deseasoned = y.map((value, i) => value - (this.season[i] as number))
    this.trend.set(loess(deseasoned, spans.trend, this.isWeighted ? this.weights : null))
  }

  /** Each month of the years smoothed by itself, and carried one year out at both ends. */
  private smoothCycles(values: Float64Array): Float64Array {
    const { period, spans } = this
    const n = values.length
    const out = new Float64Array(n + 2 * period)
    for (let j = 0; j < period; j++) {
      const k = Math.floor((n - j - 1) / period) + 1
      const own = Float64Array.from({ length: k }, (_, i) => values[i * period + j] as number)
      const weights = this.isWeighted
        ? Float64Array.from({ length: k }, (_, i) => this.weights[i * period + j] as number)
        : null
      const { span, degree } = spans.seasonal
      const inside = loess(own, spans.seasonal, weights)
      const before = fitAt(own, span, degree, 0, 1, Math.min(span, k), weights) ?? (inside[0] as number)
      const after = fitAt(own, span, degree, k + 1, Math.max(1, k - span + 1), k, weights) ?? (inside[k - 1] as number)
      const series = [before, ...inside, after]
      for (let m = 0; m < k + 2; m++) out[m * period + j] = series[m] as number
    }
    return out
  }

  /** Bisquare weights by six median absolute remainders. */
  private weigh(): void {
    const size = this.y.map((value, i) => Math.abs(value - (this.season[i] as number) - (this.trend[i] as number)))
    const n = size.length
    const sorted = size.slice().sort()
    const middle = Math.floor(n / 2)
    // Of a series that is all season and trend the remainders are rounding, and none of them lies far out.
    const rounding = 1e-12 * this.y.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const limit = Math.max(rounding, 3 * ((sorted[middle] as number) + (sorted[n - middle - 1] as number)))
    for (let i = 0; i < n; i++) {
      const r = size[i] as number
      if (r <= 0.001 * limit) this.weights[i] = 1
      else this.weights[i] = r <= 0.999 * limit ? (1 - (r / limit) ** 2) ** 2 : 0
    }
  }

  /** A season that is the same every year: each month's mean. */
  average(): void {
    const { season, period } = this
    for (let j = 0; j < period; j++) {
      let [sum, k] = [0, 0]
      for (let i = j; i < season.length; i += period) {
        sum += season[i] as number
        k++
      }
      for (let i = j; i < season.length; i += period) season[i] = sum / k
    }
  }
}

function movingAverage(values: Float64Array, span: number): Float64Array {
  const out = new Float64Array(values.length - span + 1)
  let sum = 0
  for (let i = 0; i < span; i++) sum += values[i] as number
  out[0] = sum / span
  for (let i = 1; i < out.length; i++) {
    sum += (values[i + span - 1] as number) - (values[i - 1] as number)
    out[i] = sum / span
  }
  return out
}

/** Loess over equally spaced values, at every `jump`th and the last; straight lines between. */
function loess(y: Float64Array, { span, degree, jump }: Smoothing, weights: Float64Array | null): Float64Array {
  const n = y.length
  if (n < 2) return y.slice()
  const out = new Float64Array(n)
  const step = Math.min(jump, n - 1)
  const half = Math.floor((span + 1) / 2)
  const at = (x: number): number => {
    let left = 1
    let right = n
    if (span < n) {
      if (x < half) right = span
      else if (x >= n - half + 1) left = n - span + 1
      else {
        left = x - half + 1
        right = span + x - half
      }
    }
    return fitAt(y, span, degree, x, left, right, weights) ?? (y[x - 1] as number)
  }
  const lines = (from: number, to: number): void => {
    const delta = ((out[to - 1] as number) - (out[from - 1] as number)) / (to - from)
    for (let x = from + 1; x < to; x++) out[x - 1] = (out[from - 1] as number) + delta * (x - from)
  }
  let last = 1
  for (let x = 1; x <= n; x += step) {
    out[x - 1] = at(x)
    if (x > 1) lines(last, x)
    last = x
  }
  if (last < n) {
    out[n - 1] = at(n)
    lines(last, n)
  }
  return out
}

/** The local fit at place x (1 is the first value) from the values left to right; null where nothing has weight. */
function fitAt(
  y: Float64Array,
  span: number,
  degree: 0 | 1,
  x: number,
  left: number,
  right: number,
  weights: Float64Array | null,
): number | null {
  const n = y.length
  let reach = Math.max(x - left, right - x)
  if (span > n) reach += Math.floor((span - n) / 2)
  const w = new Float64Array(right - left + 1)
  let sum = 0
  for (let j = left; j <= right; j++) {
    const r = Math.abs(j - x)
    if (r > 0.999 * reach) continue
    const near = r > 0.001 * reach ? (1 - (r / reach) ** 3) ** 3 : 1
    const weight = near * (weights ? (weights[j - 1] as number) : 1)
    w[j - left] = weight
    sum += weight
  }
  if (sum <= 0) return null
  let mean = 0
  for (let j = left; j <= right; j++) {
    w[j - left] = (w[j - left] as number) / sum
    mean += (w[j - left] as number) * j
  }
  if (reach > 0 && degree > 0) {
    let spread = 0
    for (let j = left; j <= right; j++) spread += (w[j - left] as number) * (j - mean) ** 2
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const slope = (x - mean) / spread
      for (let j = left; j <= right; j++) w[j - left] = (w[j - left] as number) * (slope * (j - mean) + 1)
    }
  }
  let fit = 0
  for (let j = left; j <= right; j++) fit += (w[j - left] as number) * (y[j - 1] as number)
  return fit
}
