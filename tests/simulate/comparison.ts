import { comparison } from '../../src/statistics/comparison.ts'
import type { Random } from '../../src/statistics/random.ts'
import type { NullCase, PowerCase } from './null-case.ts'

const RATE = 0.004

/** Forty municipalities of ordinary sizes, alike but for chance – and, with a shape, for what makes places differ. */
function world(random: Random, shape: number | null, change = 1) {
  const exposures = Array.from({ length: 40 }, () => Math.round(Math.exp(9.5 + random.normal())))
  const counts = exposures.map((exposure, i) =>
    random.poisson(exposure * (shape === null ? RATE : random.gamma(shape, RATE / shape)) * (i === 0 ? change : 1)),
  )
  return { counts, exposures }
}

const pOfFirst = (random: Random, shape: number | null, change = 1): number =>
  comparison(world(random, shape, change)).units[0]?.p ?? 1

export const nulls: NullCase[] = [
  {
    name: 'one of forty that differ by chance only',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1201,
    quick: 1500,
    isAlarm: (random) => pOfFirst(random, null) < 0.05,
  },
  {
    name: 'one of forty of equal size that differ more than by chance',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1202,
    quick: 1500,
    isAlarm: (random) => {
      const exposures = Array(40).fill(20_000) as number[]
      const counts = exposures.map((exposure) => random.poisson(exposure * random.gamma(60, RATE / 60)))
      return (comparison({ counts, exposures }).units[0]?.p ?? 1) < 0.05
    },
  },
]

export const powers: PowerCase[] = [
  {
    name: 'one of forty has twice the others’ rate',
    atLeast: 0.9,
    seed: 2026_1210,
    quick: 300,
    isFound: (random) => pOfFirst(random, null, 2) < 0.05,
  },
]
