import type { Random } from '../../src/statistics/random.ts'
import { scanProbability, scanWindow } from '../../src/statistics/scan-window.ts'
import { type CountSeries, type UnusualChangeOptions, unusualChange } from '../../src/statistics/unusual-change.ts'
import type { NullCase, PowerCase } from './null-case.ts'

/** Weeks with a season and a trend, and counts that vary so much more than Poisson. */
function weeksOf(random: Random, n: number, mean: number, dispersion: number): number[] {
  const growth = 0.0005
  return Array.from({ length: n }, (_, t) =>
    random.negativeBinomial(mean * Math.exp(growth * t + 0.3 * Math.sin((2 * Math.PI * t) / 52)), dispersion),
  )
}

/** p of the last week; a week with too few events for an alarm is none. */
function pOf(counts: number[], options: UnusualChangeOptions = {}): number {
  const [point] = unusualChange([{ name: 'a', counts }], options).points
  return point?.p == null || point.isTooFew ? 1 : point.p
}

const FIVE_YEARS = 5 * 52 + 4

function listOf(random: Random, dispersion: number): CountSeries[] {
  return Array.from({ length: 20 }, (_, i) => ({
    name: `serie ${i}`,
    counts: weeksOf(random, FIVE_YEARS, 1 + (i % 5) * 4, dispersion),
  }))
}

export const nulls: NullCase[] = [
  ...(
    [
      [1, 1, 0.01],
      [1, 2, 0.01],
      [20, 1, 0.01],
      [20, 2, 0.05],
      [20, 5, 0.01],
      [20, 5, 0.05],
    ] as const
  ).map(
    ([mean, dispersion, level], i): NullCase => ({
      name: `Farrington, ${mean} a week with season and trend, variance ${dispersion} times the mean, level ${level}`,
      level,
      sides: 'upper',
      seed: 2026_0300 + i,
      quick: 800,
      full: 4000,
      isAlarm: (random) => pOf(weeksOf(random, FIVE_YEARS, mean, dispersion)) <= level,
    }),
  ),
  ...(
    [
      ['ears-c1', 6, 1],
      ['ears-c1', 6, 3],
      ['ears-c2', 2, 1],
      ['ears-c3', 6, 3],
    ] as const
  ).map(
    ([method, mean, dispersion], i): NullCase => ({
      name: `${method} by counts, 100 weeks of ${mean}, variance ${dispersion} times the mean`,
      level: 0.05,
      sides: 'upper',
      seed: 2026_0320 + i,
      quick: 800,
      full: 4000,
      isAlarm: (random) =>
        pOf(
          Array.from({ length: 100 }, () => random.negativeBinomial(mean, dispersion)),
          { method },
        ) <= 0.05,
    }),
  ),
  ...[1, 3].map(
    (dispersion): NullCase => ({
      name: `a list of twenty series, any alarm after Benjamini and Hochberg, variance ${dispersion} times the mean`,
      level: 0.05,
      sides: 'upper',
      seed: 2026_0330 + dispersion,
      quick: 150,
      full: 1500,
      isAlarm: (random) => unusualChange(listOf(random, dispersion)).shown.length > 0,
    }),
  ),
  {
    name: 'scan-window: 30 events over a year, fourteen days, the rate known',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0340,
    quick: 2000,
    isAlarm: (random) => {
      const times = Array.from({ length: random.poisson(30) }, () => random.uniform() * 364)
      const { largest } = scanWindow(times, { width: 14, total: 364, rate: 30 / 364 })
      return largest > 0 && scanProbability(26, (30 * 14) / 364, largest) <= 0.05
    },
  },
]

export const powers: PowerCase[] = [
  {
    name: 'Farrington: three times as many as usual, 10 a week, variance twice the mean, level 0.01',
    atLeast: 0.7,
    seed: 2026_0350,
    quick: 200,
    full: 1000,
    isFound: (random) => {
      const counts = weeksOf(random, FIVE_YEARS, 10, 2)
      counts[FIVE_YEARS - 1] = 3 * (counts[FIVE_YEARS - 1] as number)
      return pOf(counts) <= 0.01
    },
  },
]
