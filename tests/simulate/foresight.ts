import { inOnePart } from '../../src/statistics/divided.ts'
import { type Foresight, foresightJob } from '../../src/statistics/foresight.ts'
import type { Random } from '../../src/statistics/random.ts'
import type { NullCase, PowerCase } from './null-case.ts'

interface World {
  x: number[]
  y: number[]
  day: number[]
}

const [WIDE, HIGH] = [5000, 4000]
/** Twelve rounds not seen: the maps look half a year back, and on over the next 24 days. */
const DAYS = 180 + 24 * 24

type Place = (random: Random) => [x: number, y: number]

const anywhere: Place = (random) => [WIDE * random.uniform(), HIGH * random.uniform()]

/** So many days with the risk that a place has, which is the same all along. */
function worldOf(random: Random, n: number, place: Place): World {
  const world: World = { x: [], y: [], day: [] }
  for (let i = 0; i < n; i++) {
    const [x, y] = place(random)
    world.x.push(x)
    world.y.push(y)
    world.day.push(DAYS * random.uniform())
  }
  return world
}

/** Three to seven on one spot on one day, and never there again. */
function series(random: Random, count: number): World {
  const world: World = { x: [], y: [], day: [] }
  for (let s = 0; s < count; s++) {
    const [x, y] = anywhere(random)
    // In the middle of a day, so that no round parts a series.
    const day = Math.floor(DAYS * random.uniform()) + 0.5
    for (let i = 3 + random.below(5); i > 0; i--) {
      world.x.push(x)
      world.y.push(y)
      world.day.push(day)
    }
  }
  return world
}

/** A hill of risk that is wider than a square. */
const hill: Place = (random) => {
  for (;;) {
    const [x, y] =
      random.uniform() < 0.3 ? anywhere(random) : [1800 + 700 * random.normal(), 1700 + 600 * random.normal()]
    if (x >= 0 && y >= 0 && x < WIDE && y < HIGH) return [x, y]
  }
}

/** Sixty addresses on which half of everything happens. */
function addresses(random: Random): Place {
  const spots = Array.from({ length: 60 }, () => anywhere(random))
  return (draw) => (draw.uniform() < 0.5 ? (spots[draw.below(60)] as [number, number]) : anywhere(draw))
}

function run({ x, y, day }: World, trainDays = 180): Foresight {
  return inOnePart(
    foresightJob(x, y, day, {
      size: 250,
      bounds: { minX: 0, minY: 0, maxX: WIDE - 1, maxY: HIGH - 1 },
      days: { from: 180 - trainDays, to: DAYS },
      trainDays,
      horizonDays: 24,
      permutations: 199,
      bandwidths: [125, 250, 500, 1000],
    }),
  )
}

export const nulls: NullCase[] = [
  {
    name: 'no place has more than another, 800 events: told apart from the count',
    level: 0.05,
    sides: 'both',
    seed: 2026_1101,
    quick: 150,
    full: 2000,
    isAlarm: (random) => /battre|samre/.test(run(worldOf(random, 800, anywhere)).verdict),
  },
  {
    name: 'no place has more than another, 150 series of three to seven on one spot: told apart',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1102,
    quick: 150,
    full: 2000,
    isAlarm: (random) => /battre|samre/.test(run(series(random, 150)).verdict),
  },
  {
    name: 'half of 3,000 events on sixty addresses, which the count knows best: said to be better than it',
    level: 0.05,
    sides: 'upper',
    seed: 2026_1103,
    quick: 60,
    full: 600,
    isAlarm: (random) => run(worldOf(random, 3000, addresses(random))).verdict === 'battre',
  },
]

export const powers: PowerCase[] = [
  {
    name: 'a hill of risk wider than a square, maps of 150 events on 320 squares: the density is better',
    atLeast: 0.8,
    seed: 2026_1110,
    quick: 60,
    full: 600,
    isFound: (random) => run(worldOf(random, 2500, hill), 45).verdict === 'battre',
  },
  {
    name: 'half of 3,000 events on sixty addresses: the count is better',
    atLeast: 0.6,
    seed: 2026_1111,
    quick: 60,
    full: 600,
    isFound: (random) => run(worldOf(random, 3000, addresses(random))).verdict === 'samre',
  },
]
