import type { Random } from '../../src/statistics/random.ts'
import { eTest, twoPeriods } from '../../src/statistics/two-periods.ts'
import type { NullCase, PowerCase } from './null-case.ts'

const clustered = (random: Random): number => random.negativeBinomial(40, 3)

export const nulls: NullCase[] = [
  ...[4, 20, 90].map(
    (mean): NullCase => ({
      name: `E-test, ${mean} events in each period`,
      level: 0.05,
      // The counts are whole and few, so the level cannot be met exactly.
      sides: 'upper',
      seed: 2026_1122 + mean,
      quick: 1500,
      isAlarm: (random) => eTest(random.poisson(mean), 1, random.poisson(mean), 1) < 0.05,
    }),
  ),
  {
    name: 'overdispersed counts (variance three times the mean) with a history of 24',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1123,
    quick: 1500,
    isAlarm: (random) => {
      const history = Array.from({ length: 24 }, () => clustered(random))
      const [before, after] = [clustered(random), clustered(random)]
      return twoPeriods({ count: before, exposure: 1 }, { count: after, exposure: 1 }, { history }).p < 0.05
    },
  },
  ...[
    [6, 8],
    [4, 5],
    [2, 3],
    [1, 3],
  ].map(
    ([mean = 1, dispersion = 1]): NullCase => ({
      name: `${mean} events in each period, variance ${dispersion} times the mean, with a history of 24`,
      level: 0.05,
      sides: 'upper',
      seed: 2026_1125 + mean,
      quick: 1500,
      isAlarm: (random) => {
        const draw = (): number => random.negativeBinomial(mean, dispersion)
        const history = Array.from({ length: 24 }, draw)
        return twoPeriods({ count: draw(), exposure: 1 }, { count: draw(), exposure: 1 }, { history }).p < 0.05
      },
    }),
  ),
]

export const powers: PowerCase[] = [
  {
    name: '60 events halved to 30',
    atLeast: 0.85,
    seed: 2026_1124,
    quick: 400,
    isFound: (random) =>
      twoPeriods({ count: random.poisson(60), exposure: 1 }, { count: random.poisson(30), exposure: 1 }).verdict ===
      'minskning-trolig',
  },
]
