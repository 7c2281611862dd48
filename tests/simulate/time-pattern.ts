import { inOnePart } from '../../src/statistics/divided.ts'
import type { Random } from '../../src/statistics/random.ts'
import { type TimePattern, timePatternJob } from '../../src/statistics/time-pattern.ts'
import { WallClock } from '../../src/statistics/wall-clock.ts'
import type { NullCase, PowerCase } from './null-case.ts'

const clock = WallClock.of('Europe/Stockholm')
const [HOUR, DAY] = [60, 1440]
/** Monday 2026-03-02 00:00 in Stockholm: eight weeks, the clocks are put forward in the fourth. */
const START = Date.UTC(2026, 2, 1, 23) / 60_000
const SPAN = { from: START, to: clock.utc(START + HOUR + 56 * DAY) }

interface World {
  from: number[]
  to: number[]
  group: number[]
}

type When = (random: Random) => number

const anyTime: When = (random) => SPAN.from + random.below(SPAN.to - SPAN.from)
/** Most between 22 and 04, and twice as many in the weekend: what all types may have in common. */
const atNight: When = (random) => {
  const day = random.uniform() < 0.5 ? 4 + random.below(3) : random.below(7)
  return START + (7 * random.below(8) + day) * DAY + 22 * HOUR + random.below(6 * HOUR)
}
const mixed: When = (random) => (random.uniform() < 0.5 ? anyTime(random) : atNight(random))

/** Some know the time to the minute, some put down a full hour, and most have been away for hours or days. */
function withWindow(random: Random, when: number, world: World, group: number): void {
  const kind = random.uniform()
  if (kind < 0.4) {
    const written = kind < 0.2 ? when : Math.floor(when / HOUR) * HOUR
    world.from.push(written)
    world.to.push(written)
  } else {
    const length = Math.ceil((kind < 0.9 ? 8 : 90) * HOUR * -Math.log(1 - random.uniform()))
    const before = random.below(length)
    world.from.push(when - before)
    world.to.push(when - before + length)
  }
  world.group.push(group)
}

function worldOf(random: Random, sizes: readonly number[], whens: readonly When[]): World {
  const world: World = { from: [], to: [], group: [] }
  sizes.forEach((size, group) => {
    for (let i = 0; i < size; i++) withWindow(random, (whens[group] as When)(random), world, group)
  })
  return world
}

/** Series: three to seven of a type in one night. */
function series(random: Random, count: number, groups: number, when: When): World {
  const world: World = { from: [], to: [], group: [] }
  for (let s = 0; s < count; s++) {
    const night = when(random)
    const group = random.below(groups)
    for (let i = 3 + random.below(5); i > 0; i--) withWindow(random, night + random.below(HOUR), world, group)
  }
  return world
}

function run(world: World, groups: number, random: Random, more: object = {}): TimePattern {
  const options = { clock, groups, permutations: 99, seed: random.next(), ...more }
  return inOnePart(timePatternJob(world, options))
}

const typesP = (found: TimePattern): number => found.tests.groups?.p ?? 1
const evenP = (found: TimePattern): number => found.tests.even?.p ?? 1

export const nulls: NullCase[] = [
  ...(
    [
      ['60 and 60', [60, 60]],
      ['20 and 180', [20, 180]],
      ['10, 40 and 150', [10, 40, 150]],
    ] as const
  ).map(
    ([name, sizes], at): NullCase => ({
      name: `types alike, ${name}, nights and weekends for all, long windows, full hours`,
      level: 0.05,
      sides: 'both',
      seed: 2026_0401 + at,
      quick: 300,
      full: 4000,
      isAlarm: (random) =>
        typesP(
          run(
            worldOf(
              random,
              sizes,
              sizes.map(() => mixed),
            ),
            sizes.length,
            random,
          ),
        ) <= 0.05,
    }),
  ),
  {
    name: 'types alike, 30 series of three to seven in a night, moved day by day',
    level: 0.05,
    sides: 'both',
    seed: 2026_0405,
    quick: 300,
    full: 4000,
    isAlarm: (random) => typesP(run(series(random, 30, 2, mixed), 2, random, { together: 'day' })) <= 0.05,
  },
  ...(
    [
      ['eight weeks', SPAN],
      ['ten days', { from: START, to: START + 10 * DAY }],
    ] as const
  ).map(
    ([name, span], at): NullCase => ({
      name: `an even week, 100 events with long windows and full hours, ${name} under watch`,
      level: 0.05,
      sides: 'both',
      seed: 2026_0410 + at,
      quick: 300,
      full: 4000,
      isAlarm: (random) => {
        const world: World = { from: [], to: [], group: [] }
        while (world.from.length < 100) {
          withWindow(random, span.from + random.below(span.to - span.from), world, 0)
          const last = world.from.length - 1
          if ((world.from[last] as number) >= span.from && (world.to[last] as number) <= span.to) continue
          for (const list of [world.from, world.to, world.group]) list.pop()
        }
        return evenP(run(world, 1, random, { span })) <= 0.05
      },
    }),
  ),
  {
    name: 'an even week, 30 series of three to seven in a night, moved day by day',
    level: 0.05,
    sides: 'upper',
    seed: 2026_0415,
    quick: 300,
    full: 4000,
    isAlarm: (random) => evenP(run(series(random, 30, 1, anyTime), 1, random, { together: 'day' })) <= 0.05,
  },
]

export const powers: PowerCase[] = [
  {
    name: '40 of one type at night among 160 at any time, long windows',
    atLeast: 0.8,
    seed: 2026_0420,
    quick: 100,
    full: 1000,
    isFound: (random) => typesP(run(worldOf(random, [40, 160], [atNight, anyTime]), 2, random)) <= 0.05,
  },
  {
    name: '60 at night, against an even week, long windows',
    atLeast: 0.8,
    seed: 2026_0421,
    quick: 100,
    full: 1000,
    isFound: (random) => evenP(run(worldOf(random, [60], [atNight]), 1, random)) <= 0.05,
  },
]
