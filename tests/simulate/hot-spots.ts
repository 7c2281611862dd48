import { type HotSpots, hotSpots } from '../../src/statistics/hot-spots.ts'
import type { Random } from '../../src/statistics/random.ts'
import type { NullCase, PowerCase } from './null-case.ts'

const SIDE = 15
const x = Array.from({ length: SIDE * SIDE }, (_, i) => 250 * (i % SIDE))
const y = Array.from({ length: SIDE * SIDE }, (_, i) => 250 * Math.floor(i / SIDE))
const MIDDLE = Math.floor((SIDE * SIDE) / 2)
/** A town: many people in the middle, few at the edges. */
const population = x.map((_, i) => {
  const far = Math.hypot((x[i] as number) - 1750, (y[i] as number) - 1750)
  return Math.round(20 + 800 * Math.exp(-far / 700))
})

interface World {
  counts: number[]
  expected?: number[]
}

const run = (random: Random, { counts, expected }: World, permutations: number): HotSpots =>
  hotSpots(x, y, counts, {
    neighbours: { kind: 'queen', size: 250 },
    permutations,
    seed: random.next(),
    ...(expected && { expected }),
  })
const isAlarmAt = (found: HotSpots, place: number): boolean => (found.places[place]?.p ?? 1) <= 0.05
const byPopulation = (draw: (mean: number) => number): World => ({
  counts: population.map((people) => draw(people * 0.02)),
  expected: population,
})

export const nulls: NullCase[] = [
  {
    name: 'values without ties, one place',
    level: 0.05,
    sides: 'both',
    seed: 2026_1201,
    quick: 1500,
    isAlarm: (random) =>
      isAlarmAt(run(random, { counts: x.map(() => random.gamma(0.5, 2)) }, 199), random.below(x.length)),
  },
  {
    name: 'counts of two in the mean, one place',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1202,
    quick: 1500,
    isAlarm: (random) =>
      isAlarmAt(run(random, { counts: x.map(() => random.poisson(2)) }, 199), random.below(x.length)),
  },
  {
    name: 'any place of 225 after Benjamini and Hochberg',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1203,
    quick: 200,
    isAlarm: (random) =>
      run(random, { counts: x.map(() => random.poisson(2)) }, 9999).places.some(({ q }) => q !== null && q <= 0.05),
  },
  {
    name: 'against the population, many events where many live: the place in the middle',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1204,
    quick: 1500,
    isAlarm: (random) =>
      isAlarmAt(
        run(
          random,
          byPopulation((mean) => random.poisson(mean)),
          199,
        ),
        MIDDLE,
      ),
  },
  {
    name: 'against the population, one place anywhere',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1205,
    quick: 1500,
    isAlarm: (random) =>
      isAlarmAt(
        run(
          random,
          byPopulation((mean) => random.poisson(mean)),
          199,
        ),
        random.below(x.length),
      ),
  },
  {
    name: 'against the population, variance three times the mean, one place anywhere',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1206,
    quick: 1500,
    isAlarm: (random) =>
      isAlarmAt(
        run(
          random,
          byPopulation((mean) => random.negativeBinomial(mean, 3)),
          199,
        ),
        random.below(x.length),
      ),
  },
]

/** Three times as many within 400 metres of the middle. */
const isIn = (i: number): boolean => Math.hypot((x[i] as number) - 1750, (y[i] as number) - 1750) < 400

export const powers: PowerCase[] = [
  {
    name: 'nine squares with three times as many, two in the mean elsewhere: the middle has q at most 0.05',
    atLeast: 0.8,
    seed: 2026_1207,
    quick: 100,
    full: 2000,
    isFound: (random) => {
      const found = run(random, { counts: x.map((_, i) => random.poisson(isIn(i) ? 6 : 2)) }, 9999).places[MIDDLE]
      return found?.q !== null && (found?.q ?? 1) <= 0.05 && (found?.effect ?? 0) > 1
    },
  },
]
