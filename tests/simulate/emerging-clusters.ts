import { type EmergingClustersInput, emergingClusters } from '../../src/statistics/emerging-clusters.ts'
import type { Random } from '../../src/statistics/random.ts'
import type { NullCase, PowerCase } from './null-case.ts'

const DAYS = 60
const LIMITS = { radius: 500, longest: 7, from: 1, to: DAYS, replicates: 39 }

interface World {
  x: number[]
  y: number[]
  days: number[]
}

/** Streets that have more than others and weeks that are worse; every event alone, or in heaps on one address spread over the year. */
function unevenWorld(random: Random, n: number, heap: number): World {
  const world: World = { x: [], y: [], days: [] }
  while (world.x.length < n) {
    const isDense = random.uniform() < 0.5
    const x = isDense ? 500 + 150 * random.normal() : random.uniform() * 3000
    const y = isDense ? 800 + 150 * random.normal() : random.uniform() * 3000
    for (let k = 0; k < heap; k++) {
      world.x.push(x)
      world.y.push(y)
      world.days.push(1 + Math.floor(DAYS * (random.uniform() < 0.6 ? random.uniform() ** 0.5 : random.uniform())))
    }
  }
  return world
}

const pOf = (input: EmergingClustersInput, seed: number, enough?: number): number =>
  emergingClusters(input, { ...LIMITS, seed, ...(enough && { enough }) }).clusters[0]?.p ?? 1

/** Homes on a grid, some with many more people. */
const HOMES = Array.from({ length: 64 }, (_, i) => ({
  x: 400 * (i % 8),
  y: 400 * Math.floor(i / 8),
  people: 20 + 10 * ((i * 7) % 23),
}))
const PEOPLE = HOMES.reduce((sum, home) => sum + home.people, 0)
const population = { x: HOMES.map((h) => h.x), y: HOMES.map((h) => h.y), people: HOMES.map((h) => h.people) }

/** Cases where people live; with a dispersion above 1 each home and week has a rate of its own. */
function populationWorld(random: Random, mean: number, dispersion: number): EmergingClustersInput {
  const world: World = { x: [], y: [], days: [] }
  for (const home of HOMES)
    for (let week = 0; week < DAYS / 6; week++) {
      const count = random.negativeBinomial((mean * home.people) / PEOPLE / (DAYS / 6), dispersion)
      for (let k = 0; k < count; k++) {
        world.x.push(home.x)
        world.y.push(home.y)
        world.days.push(1 + 6 * week + random.below(6))
      }
    }
  return { ...world, population }
}

/** So many more within 200 metres of a spot and the last week. */
function withCluster(random: Random, world: World, extra: number): World {
  for (let k = 0; k < extra; k++) {
    world.x.push(2300 + 400 * (random.uniform() - 0.5))
    world.y.push(2300 + 400 * (random.uniform() - 0.5))
    world.days.push(DAYS - random.below(7))
  }
  return world
}

export const nulls: NullCase[] = [
  {
    name: 'permutation: uneven in space and in time, but not in both together',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0801,
    quick: 250,
    full: 2000,
    isAlarm: (random) => pOf(unevenWorld(random, 120, 1), random.next()) <= 0.05,
  },
  {
    name: 'permutation: uneven, no more worlds drawn when ten have had as much',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0805,
    quick: 250,
    full: 2000,
    isAlarm: (random) => pOf(unevenWorld(random, 120, 1), random.next(), 10) <= 0.05,
  },
  {
    name: 'permutation: four on each address, over the whole period',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0802,
    quick: 250,
    full: 2000,
    isAlarm: (random) => pOf(unevenWorld(random, 120, 4), random.next()) <= 0.05,
  },
  {
    name: 'Poisson: cases where people live',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0803,
    quick: 250,
    full: 2000,
    isAlarm: (random) => pOf(populationWorld(random, 150, 1), random.next()) <= 0.05,
  },
  {
    name: 'Bernoulli: cases and controls alike',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0804,
    quick: 250,
    full: 2000,
    isAlarm: (random) => {
      const world = unevenWorld(random, 160, 1)
      return pOf({ ...world, isCase: world.x.map(() => Number(random.uniform() < 0.4)) }, random.next()) <= 0.05
    },
  },
]

export const powers: PowerCase[] = [
  {
    name: 'permutation: twelve more within 200 metres in the last week, beside 120 in two months',
    atLeast: 0.8,
    seed: 2026_0810,
    quick: 80,
    full: 1000,
    isFound: (random) => {
      const found = emergingClusters(withCluster(random, unevenWorld(random, 120, 1), 12), LIMITS).clusters[0]
      return found !== undefined && found.p <= 0.05 && Math.hypot(found.x - 2300, found.y - 2300) < 500
    },
  },
]
