import { binomialAtMost } from '../../src/statistics/distributions.ts'
import { Random } from '../../src/statistics/random.ts'

/** A world where nothing happens, and how often a method may say that something did. The seed is fixed before anybody has looked. */
export interface NullCase {
  name: string
  /** Nominal level of one run. */
  level: number
  /** `upper` for discrete and conservative methods: their true size stands on the method's card. */
  sides: 'both' | 'upper'
  seed: number
  /** Runs in `npm test`; `npm run simulate` takes 10,000 of every case, or `full` where one run is dear. */
  quick: number
  full?: number
  /** Whether the method sounds a false alarm in this run. */
  isAlarm(random: Random): boolean
}

/** A world where something did happen, and the share of runs in which the method must find it. */
export interface PowerCase {
  name: string
  atLeast: number
  seed: number
  quick: number
  full?: number
  isFound(random: Random): boolean
}

export function alarmsOf(one: NullCase, runs: number): number {
  let hits = 0
  for (let run = 0; run < runs; run++) if (one.isAlarm(new Random(one.seed, run))) hits++
  return hits
}

export function findsOf(one: PowerCase, runs: number): number {
  let hits = 0
  for (let run = 0; run < runs; run++) if (one.isFound(new Random(one.seed, run))) hits++
  return hits
}

/**
 * Whether so many false alarms of so many null simulations agree with a nominal level: inside the 99.9 % binomial bounds (4.3–5.7 %
 * at 5 % and 10,000 runs). A discrete or conservative method is held to the upper bound only.
 */
export function withinBounds(hits: number, runs: number, level: number, sides: 'both' | 'upper'): boolean {
  const isTooMany = 1 - binomialAtMost(hits - 1, runs, level) < 0.0005
  const isTooFew = binomialAtMost(hits, runs, level) < 0.0005
  return !isTooMany && (sides === 'upper' || !isTooFew)
}

/** Whether so many finds of so many runs are what was promised, give or take chance (99.9 %). */
export function isPowerKept(hits: number, runs: number, atLeast: number): boolean {
  return binomialAtMost(hits, runs, atLeast) >= 0.0005
}
