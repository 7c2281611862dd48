import { nearRepeat } from '../../src/statistics/near-repeat.ts'
import type { Random } from '../../src/statistics/random.ts'
import type { NullCase, PowerCase } from './null-case.ts'

interface World {
  x: number[]
  y: number[]
  days: number[]
}

/** Places that are burgled more than others, and seasons that are worse: neither is a near repeat. */
function unevenWorld(random: Random, n: number): World {
  const world: World = { x: [], y: [], days: [] }
  for (let i = 0; i < n; i++) {
    const isDense = random.uniform() < 0.5
    world.x.push(isDense ? 500 + 150 * random.normal() : random.uniform() * 3000)
    world.y.push(isDense ? 800 + 150 * random.normal() : random.uniform() * 3000)
    world.days.push(Math.floor(random.uniform() < 0.6 ? random.uniform() * 120 : random.uniform() * 365))
  }
  return world
}

/** The same, and after some events another within 100 metres and a week. */
function withRepeats(random: Random, n: number, share: number): World {
  const world = unevenWorld(random, n)
  for (let i = 0; i < n; i++) {
    if (random.uniform() >= share) continue
    world.x.push((world.x[i] as number) + 120 * (random.uniform() - 0.5))
    world.y.push((world.y[i] as number) + 120 * (random.uniform() - 0.5))
    world.days.push((world.days[i] as number) + random.below(7))
  }
  return world
}

const pOf = ({ x, y, days }: World, seed: number): number =>
  nearRepeat(x, y, days, {
    bands: { distance: [200, 400], time: [7, 14], closed: 'right' },
    permutations: 99,
    seed,
  }).cells[0]?.[0]?.p ?? 1

export const nulls: NullCase[] = [
  {
    name: 'uneven in space and in time, but not in both together',
    level: 0.05,
    sides: 'both',
    seed: 2026_1010,
    quick: 600,
    isAlarm: (random) => pOf(unevenWorld(random, 150), random.next()) <= 0.05,
  },
]

export const powers: PowerCase[] = [
  {
    name: 'one in four followed by another within 85 metres and a week, 150 events',
    atLeast: 0.6,
    seed: 2026_1011,
    quick: 150,
    full: 2000,
    isFound: (random) => pOf(withRepeats(random, 150, 0.25), random.next()) <= 0.05,
  },
]
