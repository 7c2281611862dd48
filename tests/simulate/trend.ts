import type { Random } from '../../src/statistics/random.ts'
import { mannKendall, trend } from '../../src/statistics/trend.ts'
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
