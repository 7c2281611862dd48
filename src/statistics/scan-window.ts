import { poissonAt, poissonAtLeast, poissonAtMost } from './distributions.ts'
import { demandNumber, demandNumbers } from './invalid.ts'

/**
 * The chance that some window, anywhere in a stretch of time, holds at least so many events of a Poisson process (Naus 1982, *Journal of
 * the American Statistical Association* 77). The chances Q2 and Q3 of no such window in two and in three lengths are exact; beyond
 * them it is Q2 · (Q3/Q2)^(lengths − 2).
 *
 * @param lengths of the stretch, in windows, from 1; need not be whole. @param mean events in a window. @param count whole, from 1.
 * @param exact lengths taken off the exponent; 2 in the paper. The known function `scanw(L, k, mu, n)` takes its `k` there.
 * @throws StatisticsInvalid
 */
export function scanProbability(lengths: number, mean: number, count: number, exact = 2): number {
  demandNumber(lengths, 'lengths', { min: 1 })
  demandNumber(mean, 'mean', { min: 0, max: 1e6 })
  demandNumber(count, 'count', { min: 1, max: 1e6, isWhole: true })
  demandNumber(exact, 'exact', { min: 0 })
  if (mean === 0) return 0
  if (count === 1) return -Math.expm1(-mean * lengths)
  // A window this empty or this full needs no sums, and Q2 and Q3 would have lost their digits.
  const alone = poissonAtLeast(count, mean)
  if (alone < 1e-12) return Math.min(1, lengths * count * alone)
  const [two, three] = [quietTwo(count, mean), quietThree(count, mean)]
  // Under two lengths nothing exact can be interpolated; two lengths hold the stretch, so the chance is not too small.
  if (lengths <= 2 && exact === 2) return clamp(1 - two)
  if (two <= 0 || three <= 0) return 1
  return clamp(-Math.expm1(Math.log(two) + (lengths - exact) * Math.log(three / two)))
}

const clamp = (p: number): number => Math.min(1, Math.max(0, p))

/** Chance of no window with k events in two lengths. */
function quietTwo(k: number, mean: number): number {
  const at = (n: number): number => poissonAt(n, mean)
  const upTo = (n: number): number => poissonAtMost(n, mean)
  return upTo(k - 1) ** 2 - (k - 1) * at(k) * at(k - 2) - (k - 1 - mean) * at(k) * upTo(k - 3)
}

/** The same in three lengths. */
function quietThree(k: number, mean: number): number {
  const at = (n: number): number => poissonAt(n, mean)
  const upTo = (n: number): number => poissonAtMost(n, mean)
  const a1 = 2 * at(k) * upTo(k - 1) * ((k - 1) * upTo(k - 2) - mean * upTo(k - 3))
  const a2 =
    0.5 * at(k) ** 2 * ((k - 1) * (k - 2) * upTo(k - 3) - 2 * (k - 2) * mean * upTo(k - 4) + mean ** 2 * upTo(k - 5))
  let [a3, a4] = [0, 0]
  for (let r = 1; r < k; r++) {
    a3 += at(2 * k - r) * upTo(r - 1) ** 2
    if (r >= 2) a4 += at(2 * k - r) * at(r) * ((r - 1) * upTo(r - 2) - mean * upTo(r - 3))
  }
  return upTo(k - 1) ** 3 - a1 + a2 + a3 - a4
}

export interface ScanWindowOptions {
  /** Length of the window and of the whole stretch, in the unit of the times. */
  width: number
  total: number
  /** Where the stretch begins. */
  start?: number
  /** Events per unit of time where it is known beforehand; else the stretch's own. */
  rate?: number
}

export interface ScanWindow {
  events: number
  rate: number
  isRateGiven: boolean
  /** The largest number of events in a window, and the times of the first and the last of them. */
  largest: number
  from: number | null
  to: number | null
  /** Null where nothing has happened. */
  p: number | null
  /** Chance of as many in one window that was chosen beforehand. */
  pOfOneWindow: number | null
}

/**
 * Is the largest cluster in time more than chance? Windows of a length slide over all times; two events exactly a width apart are in one.
 *
 * @param times of the events, any order. @throws StatisticsInvalid
 */
export function scanWindow(times: ArrayLike<number>, options: ScanWindowOptions): ScanWindow {
  const { width, total, start = 0, rate: given } = options
  demandNumber(start, 'start')
  demandNumber(width, 'width', { min: Number.MIN_VALUE })
  demandNumber(total, 'total', { min: width })
  if (given !== undefined) demandNumber(given, 'rate', { min: Number.MIN_VALUE })
  demandNumbers(times, 'times', { min: start, max: start + total })
  const sorted = Float64Array.from(times).sort()
  let [largest, first, behind] = [0, 0, 0]
  for (let i = 0; i < sorted.length; i++) {
    // A hair wider: days that are a width apart stay so after their sums have been rounded.
    while ((sorted[i] as number) - (sorted[behind] as number) > width * (1 + 1e-12)) behind++
    if (i - behind + 1 > largest) [largest, first] = [i - behind + 1, behind]
  }
  const rate = given ?? sorted.length / total
  return {
    events: sorted.length,
    rate,
    isRateGiven: given !== undefined,
    largest,
    from: largest === 0 ? null : (sorted[first] as number),
    to: largest === 0 ? null : (sorted[first + largest - 1] as number),
    p: largest === 0 ? null : scanProbability(total / width, rate * width, largest),
    pOfOneWindow: largest === 0 ? null : poissonAtLeast(largest, rate * width),
  }
}
