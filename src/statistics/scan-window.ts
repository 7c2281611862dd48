import { poissonAt, poissonAtLeast, poissonAtMost } from './distributions.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'

const MOST_IN_WINDOW = 1e6

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
  demandNumber(mean, 'mean', { min: 0, max: MOST_IN_WINDOW })
  demandNumber(count, 'count', { min: 1, max: MOST_IN_WINDOW, isWhole: true })
  demandNumber(exact, 'exact', { min: 0 })
  if (mean === 0) return 0
  // Some event at all: never less likely than several in one window.
  const most = -Math.expm1(-mean * lengths)
  if (count === 1) return most
  const own = alone(count, mean)
  const two = loudTwo(count, mean, own)
  // All but certain in two lengths, and more so in more: what is left of 1 has no digits.
  if (two >= 1 - 1e-9) return most
  // Under two lengths nothing exact can be interpolated; two lengths hold the stretch, so the chance is not too small.
  if (lengths <= 2 && exact === 2) return Math.min(most, two)
  const three = loudThree(count, mean, own)
  if (three >= 1) return most
  const [logTwo, logThree] = [Math.log1p(-two), Math.log1p(-three)]
  return Math.min(most, Math.max(0, -Math.expm1(logTwo + (lengths - exact) * (logThree - logTwo))))
}

/** A single window's P(≥ k) and P(< k), neither as 1 less the other, which would have lost its digits. */
interface Alone {
  above: number
  below: number
}

function alone(k: number, mean: number): Alone {
  return { above: poissonAtLeast(k, mean), below: poissonAtMost(k - 1, mean) }
}

/** Chance of a window with k events in two lengths, 1 − Q2: added up, so that a small one keeps its digits. */
function loudTwo(k: number, mean: number, { above, below }: Alone): number {
  const at = (n: number): number => poissonAt(n, mean)
  return above * (1 + below) + at(k) * ((k - 1) * at(k - 2) + (k - 1 - mean) * poissonAtMost(k - 3, mean))
}

/** The same in three lengths, 1 − Q3. */
function loudThree(k: number, mean: number, { above, below }: Alone): number {
  const at = (n: number): number => poissonAt(n, mean)
  const upTo = (n: number): number => poissonAtMost(n, mean)
  const own = at(k)
  const a1 = 2 * own * below * ((k - 1) * upTo(k - 2) - mean * upTo(k - 3))
  const a2 =
    0.5 * own ** 2 * ((k - 1) * (k - 2) * upTo(k - 3) - 2 * (k - 2) * mean * upTo(k - 4) + mean ** 2 * upTo(k - 5))
  let [a3, a4] = [0, 0]
  for (let r = k - 1; r >= 1; r--) {
    const far = at(2 * k - r)
    // From the mean on they only fall, and what they are multiplied by is never more than k.
    if (2 * k - r > mean && far * k <= 1e-18 * own) break
    a3 += far * upTo(r - 1) ** 2
    if (r >= 2) a4 += far * at(r) * ((r - 1) * upTo(r - 2) - mean * upTo(r - 3))
  }
  return above * (1 + below + below * below) + a1 - a2 - a3 + a4
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
  const many = Math.max(rate * width, largest)
  demand(many <= MOST_IN_WINDOW, given === undefined ? 'width' : 'rate', given ?? width, [
    `så att ett fönster väntar och har högst ${MOST_IN_WINDOW} händelser (nu ${many})`,
    `such that a window expects and has at most ${MOST_IN_WINDOW} events (now ${many})`,
  ])
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
