import { mannKendall } from '../../src/statistics/mann-kendall.ts'
import type { Random } from '../../src/statistics/random.ts'
import { trend } from '../../src/statistics/trend.ts'
import type { NullCase, PowerCase } from './null-case.ts'

const counts = (random: Random, n: number, mean: number, dispersion: number, growth = 0): number[] =>
  Array.from({ length: n }, (_, t) =>
    random.negativeBinomial(mean * Math.exp(growth * t + 0.3 * Math.sin((2 * Math.PI * t) / 12)), dispersion),
  )

export const nulls: NullCase[] = [
  {
    name: 'Mann–Kendall, 40 counts of 6 in the mean, with many ties',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0101,
    quick: 1500,
    isAlarm: (random) => mannKendall(Array.from({ length: 40 }, () => random.poisson(6))).p < 0.05,
  },
  {
    name: 'sixty months with a season, overdispersed',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0102,
    quick: 600,
    isAlarm: (random) => (trend({ counts: counts(random, 60, 30, 3), periodsPerYear: 12 }).monotone?.p ?? 1) < 0.05,
  },
  {
    name: 'ten years of 36 a week, as many for each inhabitant of a town that grows by 0.05 % a year',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0106,
    quick: 100,
    full: 2000,
    isAlarm: (random) => {
      const exposures = Array.from({ length: 520 }, (_, t) => Math.round(100_000 * 1.0005 ** (t / 52)))
      const drawn = exposures.map((people) => random.poisson((36 * people) / 100_000))
      return mannKendall(drawn, 52, exposures).p < 0.05
    },
  },
  ...[
    [0.5, 1],
    [2, 1],
    [2, 3],
    [20, 1],
  ].map(
    ([mean = 1, dispersion = 1]): NullCase => ({
      name: `ten years of ${mean} a month, variance ${dispersion} times the mean, as many for each inhabitant of a town that grows by 1 % a year`,
      level: 0.05,
      sides: 'upper',
      seed: 2026_0103 + mean,
      quick: 300,
      full: 4000,
      isAlarm: (random) => {
        const exposures = Array.from({ length: 120 }, (_, t) => Math.round(50_000 * 1.01 ** (t / 12)))
        const drawn = exposures.map((people) => random.negativeBinomial((mean * people) / 50_000, dispersion))
        return (trend({ counts: drawn, exposures, periodsPerYear: 12 }).monotone?.p ?? 1) < 0.05
      },
    }),
  ),
]

export const powers: PowerCase[] = [
  {
    name: 'sixty months that grow by 1 % a month from 30, overdispersed',
    atLeast: 0.9,
    seed: 2026_0110,
    quick: 200,
    isFound: (random) =>
      trend({ counts: counts(random, 60, 30, 2, 0.01), periodsPerYear: 12 }).verdict === 'okning-trolig',
  },
]
