import { effect } from '../../src/statistics/effect.ts'
import { interruptedSeries } from '../../src/statistics/interrupted-series.ts'
import type { Random } from '../../src/statistics/random.ts'
import { syntheticControl } from '../../src/statistics/synthetic-control.ts'
import type { NullCase, PowerCase } from './null-case.ts'

/** Four areas; the treated one falls by a share, and so much of what falls comes up in the ring. */
function areas(random: Random, mean: number, dispersion: number, fall: number, moved: number) {
  const draw = (m: number): number => random.negativeBinomial(m, dispersion)
  return {
    treated: { before: draw(mean), after: draw(mean * (1 - fall)) },
    control: { before: draw(mean * 1.4), after: draw(mean * 1.4) },
    displacementTreated: { before: draw(mean * 0.8), after: draw(mean * (0.8 + fall * moved)) },
    displacementControl: { before: draw(mean), after: draw(mean) },
    ...(dispersion > 1 && { history: Array.from({ length: 24 }, () => draw(mean)) }),
  }
}

/** A series with a trend, a season and dispersion, and a step at its middle. Under 1, it varies less than Poisson: by a binomial. */
function series(random: Random, periods: number, mean: number, dispersion: number, step: number) {
  const start = Math.floor(periods / 2)
  const draw = (m: number): number =>
    dispersion < 1
      ? random.binomial(Math.round(m / (1 - dispersion)), 1 - dispersion)
      : random.negativeBinomial(m, dispersion)
  const counts = Array.from({ length: periods }, (_, t) =>
    draw(mean * Math.exp(0.003 * t + 0.2 * Math.sin((2 * Math.PI * t) / 12)) * (t >= start ? step : 1)),
  )
  return interruptedSeries({ counts, start, harmonics: 1 })
}

/** Nineteen areas and a treated one alike: what they share, and what is each one's own. */
function alikeAreas(random: Random, fall: number, dispersion: number) {
  const shared = Array.from({ length: 36 }, (_, t) => 30 + 6 * Math.sin((2 * Math.PI * t) / 12) + 0.2 * t)
  const draw = (from: number) =>
    shared.map((mean, t) => random.negativeBinomial(mean * (t >= from ? 1 - fall : 1), dispersion))
  const donors = Array.from({ length: 19 }, (_, j) => ({ name: String(j).padStart(2, '0'), values: draw(99) }))
  return syntheticControl({ treated: draw(24), donors, start: 24 })
}

export const nulls: NullCase[] = [
  ...[
    [4, 1],
    [40, 1],
    [150, 1],
    [60, 3],
  ].map(
    ([mean = 0, dispersion = 1]): NullCase => ({
      name: `WDD, ${mean} events an area, variance ${dispersion} times the mean`,
      level: 0.05,
      sides: 'upper',
      seed: 2026_1401 + mean,
      quick: 1500,
      isAlarm: (random) => effect(areas(random, mean, dispersion, 0, 0)).p < 0.05,
    }),
  ),
  ...[
    [72, 1, 2026_1411],
    [72, 3, 2026_1413],
    [72, 0.2, 2026_1416],
    [24, 0.2, 2026_1417],
  ].map(
    ([periods = 72, dispersion = 1, seed = 0]): NullCase => ({
      name: `segmented regression, ${periods} months, variance ${dispersion} times the mean`,
      level: 0.05,
      sides: 'upper',
      seed,
      quick: 800,
      isAlarm: (random) => (series(random, periods, 30, dispersion, 1)?.step.p ?? 1) < 0.05,
    }),
  ),
  {
    name: 'segmented regression, 36 months of the same number',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1415,
    quick: 200,
    full: 2000,
    isAlarm: (random) => {
      const [count, start, harmonics] = [1 + random.below(400), 6 + random.below(25), random.below(3)]
      return (interruptedSeries({ counts: Array(36).fill(count), start, harmonics })?.step.p ?? 1) < 0.05
    },
  },
  ...[1, 3].map(
    (dispersion): NullCase => ({
      name: `synthetic control, twenty areas alike, variance ${dispersion} times the mean`,
      level: 0.05,
      sides: 'both',
      seed: 2026_1430 + dispersion,
      quick: 400,
      full: 4000,
      isAlarm: (random) => alikeAreas(random, 0, dispersion).p <= 0.05 + 1e-9,
    }),
  ),
]

export const powers: PowerCase[] = [
  {
    name: 'WDD: 207 events fall by 60 %, nothing moves',
    atLeast: 0.8,
    seed: 2026_1420,
    quick: 300,
    isFound: (random) => effect(areas(random, 207, 1, 0.6, 0)).verdict === 'minskning-trolig',
  },
  {
    name: 'WDD: all that falls has moved next door, and is not called a reduction',
    atLeast: 0.95,
    seed: 2026_1421,
    quick: 300,
    isFound: (random) => effect(areas(random, 207, 1, 0.45, 1)).verdict !== 'minskning-trolig',
  },
  {
    name: 'synthetic control: 40 % fewer for a year, 30 a month, beside nineteen areas',
    atLeast: 0.8,
    seed: 2026_1440,
    quick: 100,
    full: 1000,
    isFound: (random) => alikeAreas(random, 0.4, 1).verdict === 'minskning-trolig',
  },
  {
    name: 'segmented regression: 25 % fewer from month 36 of 72, 30 a month',
    atLeast: 0.65,
    seed: 2026_1422,
    quick: 200,
    isFound: (random) => {
      const found = series(random, 72, 30, 1.5, 0.75)
      return found !== null && found.step.p < 0.05 && found.step.student.ratio < 1
    },
  },
]
