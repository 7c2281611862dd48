import { type MicroClusters, microClusters } from '../../src/statistics/micro-clusters.ts'
import type { Random } from '../../src/statistics/random.ts'
import type { NullCase, PowerCase } from './null-case.ts'

/** Six spots with about 30 events each among 200 scattered; at the first, `share` of the events fall in the second half-year. */
function world(random: Random, share: number): MicroClusters {
  const x: number[] = []
  const y: number[] = []
  const days: number[] = []
  const add = (px: number, py: number, isLate: boolean): void => {
    x.push(px)
    y.push(py)
    days.push((isLate ? 182 : 0) + random.uniform() * 182)
  }
  for (let spot = 0; spot < 6; spot++) {
    const events = random.poisson(spot === 0 && share !== 0.5 ? 60 : 30)
    for (let k = 0; k < events; k++) {
      const isLate = random.uniform() < (spot === 0 ? share : 0.5)
      add(1000 * (spot % 3) + 30 * random.normal(), 1000 * Math.floor(spot / 3) + 30 * random.normal(), isLate)
    }
  }
  for (let k = 0; k < 200; k++)
    add(3000 * random.uniform() - 500, 2000 * random.uniform() - 500, random.uniform() < 0.5)
  return microClusters(x, y, { radius: 60, least: 8, time: { days, from: 0, split: 182, to: 364 } })
}

export const nulls: NullCase[] = [
  {
    name: 'the trend of the largest cluster where nothing has changed',
    level: 0.05,
    // The counts are whole.
    sides: 'upper',
    seed: 2026_1220,
    quick: 600,
    isAlarm: (random) => (world(random, 0.5).clusters[0]?.trend?.p ?? 1) < 0.05,
  },
  {
    name: 'any cluster said to have more or fewer where nothing has changed',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1221,
    quick: 600,
    isAlarm: (random) =>
      world(random, 0.5).clusters.some(
        ({ trend }) => trend?.verdict === 'okning-trolig' || trend?.verdict === 'minskning-trolig',
      ),
  },
]

export const powers: PowerCase[] = [
  {
    name: 'a spot of 60 events that goes from 15 to 45 is found and said to have more',
    atLeast: 0.8,
    seed: 2026_1222,
    quick: 150,
    full: 2000,
    isFound: (random) => world(random, 0.75).clusters[0]?.trend?.verdict === 'okning-trolig',
  },
]
