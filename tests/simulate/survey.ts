import type { Random } from '../../src/statistics/random.ts'
import { type SmallArea, smallAreas } from '../../src/statistics/small-areas.ts'
import { survey } from '../../src/statistics/survey.ts'
import { surveyChange } from '../../src/statistics/survey-change.ts'
import type { SurveyRow } from '../../src/statistics/survey-design.ts'
import type { NullCase, PowerCase } from './null-case.ts'

/** A house: how its people lean, and how many they are. */
interface House {
  share: number
  size: number
}

/** Houses whose people are alike: shares from a beta with a mean and a correlation within the house. */
function houses(random: Random, count: number, mean: number, correlation: number, least = 4): House[] {
  const total = 1 / correlation - 1
  return Array.from({ length: count }, () => {
    const [yes, no] = [random.gamma(mean * total, 1), random.gamma((1 - mean) * total, 1)]
    return { share: yes + no === 0 ? mean : yes / (yes + no), size: least + random.below(5) }
  })
}

/** The people of some houses, weighted unequally and unconnected with what they answer. */
function answers(random: Random, from: readonly House[], first = 0, shift = 0): SurveyRow[] {
  return from.flatMap(({ share, size }, house) =>
    Array.from({ length: size }, () => ({
      answer: random.uniform() < share + shift ? 1 : 0,
      weight: Math.exp(0.5 * random.normal()),
      cluster: first + house,
    })),
  )
}

const isOutside = (interval: { low: number; high: number } | null, truth: number): boolean =>
  interval !== null && (truth < interval.low || truth > interval.high)

/** A wave with a level of its own of 30 % and one with it shifted; the houses are the same, some the same, or others. */
function twoWaves(random: Random, count: number, share: number, shared: number, shift: number) {
  const first = houses(random, count, share, 0.06)
  const second = [...first.slice(0, shared), ...houses(random, count - shared, share, 0.06)]
  const later = [
    ...answers(random, second.slice(0, shared), 0, shift),
    ...answers(random, second.slice(shared), 1000, shift),
  ]
  return surveyChange(answers(random, first), later).total
}

/** Areas on a line with differences of a variance, errors of three sizes, the last without answers; `at` is whose truth is asked for. */
function areas(random: Random, m: number, between: number, at: number): boolean {
  let truth = 0
  const all = Array.from({ length: m }, (_, i): SmallArea => {
    const value = 1 + 0.5 * (i % 4) + Math.sqrt(between) * random.normal()
    if (i === at) truth = value
    const variance = [0.5, 1, 2][i % 3] as number
    const estimate = i === m - 1 ? null : value + Math.sqrt(variance) * random.normal()
    return { area: String(i), estimate, se: Math.sqrt(variance), covariates: [i % 4] }
  })
  return isOutside(smallAreas(all)?.areas[at]?.interval ?? null, truth)
}

export const nulls: NullCase[] = [
  ...(
    [
      [40, 0.02],
      [40, 0.05],
      [20, 0.1],
      [60, 0.3],
    ] as const
  ).map(
    ([count, share]): NullCase => ({
      name: `Korn-Graubard outside of the truth, ${100 * share} % in ${count} houses`,
      level: 0.05,
      sides: 'upper',
      seed: 2026_1301 + count + Math.round(1000 * share),
      quick: 600,
      isAlarm: (random) => isOutside(survey(answers(random, houses(random, count, share, 0.06))).total.interval, share),
    }),
  ),
  {
    name: 'Korn-Graubard where it is known to be liberal, 2 % in 20 large houses that are much alike: not over 10 %',
    level: 0.1,
    sides: 'upper',
    seed: 2026_1320,
    quick: 200,
    full: 4000,
    isAlarm: (random) => isOutside(survey(answers(random, houses(random, 20, 0.02, 0.1, 18))).total.interval, 0.02),
  },
  ...(
    [
      ['other houses', 40, 0.3, 0, 'both'],
      ['half the houses', 40, 0.3, 20, 'upper'],
      ['the same houses', 40, 0.3, 40, 'both'],
      ['other houses, a small share', 60, 0.06, 0, 'upper'],
    ] as const
  ).map(
    ([name, count, share, shared, sides], i): NullCase => ({
      name: `change between waves, ${name}`,
      level: 0.05,
      sides,
      seed: 2026_1330 + i,
      quick: 600,
      isAlarm: (random) => (twoWaves(random, count, share, shared, 0).p ?? 1) < 0.05,
    }),
  ),
  ...(
    [
      [12, 1, 1],
      [30, 0.25, 3],
      [30, 1, 2],
      [30, 1, 29],
    ] as const
  ).map(
    ([m, between, at], i): NullCase => ({
      name: `Fay-Herriot's limits, ${m} areas, A ${between}, ${at === m - 1 ? 'one without answers' : `error ${[0.5, 1, 2][at % 3]}`}`,
      level: 0.05,
      sides: 'upper',
      seed: 2026_1340 + i,
      quick: 250,
      full: 4000,
      isAlarm: (random) => areas(random, m, between, at),
    }),
  ),
]

export const powers: PowerCase[] = [
  {
    name: '30 % rises to 42 %, 40 other houses of six',
    atLeast: 0.55,
    seed: 2026_1350,
    quick: 300,
    isFound: (random) => twoWaves(random, 40, 0.3, 0, 0.12).verdict === 'okning-trolig',
  },
  {
    name: '30 % rises to 42 %, the same 40 houses of six',
    atLeast: 0.65,
    seed: 2026_1351,
    quick: 300,
    isFound: (random) => twoWaves(random, 40, 0.3, 40, 0.12).verdict === 'okning-trolig',
  },
]
