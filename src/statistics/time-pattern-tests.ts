import type { Divided } from './divided.ts'
import { monteCarloP } from './monte-carlo.ts'
import { correct } from './multiple-testing.ts'
import { Random } from './random.ts'
import { dayAndWeek, WEEK_HOURS } from './week-clock.ts'
import { type Blocks, CELLS, climb, type Steps } from './week-steps.ts'

/** Types with exactly the same week have a statistic of 0, give or take this. */
const ROUNDING = 1e-9

export interface TimeTests {
  /** Whether the events are spread over the week as time is; null where that cannot be asked. */
  even: { statistic: number; p: number } | null
  /** Whether the types have the same week; null where there are not two. */
  groups: { statistic: number; p: number } | null
  /** Each type against all, by its number; null where it has no events. */
  byGroup: ({ statistic: number; p: number; q: number } | null)[]
}

/**
 * Two tests by Monte Carlo. Types: their labels are dealt out anew among the blocks. Even week: each block is turned a number of whole hours
 * around the week, to begin in an hour drawn by how long that hour was under watch; windows keep their lengths, and minutes within the hour stay,
 * so that rounded times do not look like a pattern. The statistic is Pearson's X² over the hours of the day divided by 23, plus the same over
 * the days of the week divided by 6, on the aoristic sums; for types, the sum of theirs.
 *
 * A part holds for each replicate the statistic of the even week, of the types together and of each type.
 */
export function timeTestsJob(
  blocks: Blocks,
  groups: number,
  exposure: Float64Array,
  permutations: number,
  seed: number,
): Divided<Float64Array, TimeTests> {
  const width = 2 + groups
  const total = blocks.size.reduce((sum, size) => sum + size, 0)
  const canTurn = total > 0 && exposure.every((minutes) => minutes > 0)
  const watched = dayAndWeek(exposure)
  const perDay = marginsOf(watched)
  const span = exposure.reduce((sum, minutes) => sum + minutes, 0)
  const share = perDay.map((minutes) => minutes / span)
  const { ofWeek, ofDay } = blocks
  const turner = new Turner(ofWeek, blocks.begins, total, exposure)
  const pooled = sumsOf(ofDay, new Int32Array(blocks.group.length), Float64Array.of(total))
  const sizes = (group: Int32Array): Float64Array => {
    const sum = new Float64Array(groups)
    for (let b = 0; b < group.length; b++)
      sum[group[b] as number] = (sum[group[b] as number] as number) + (blocks.size[b] as number)
    return sum
  }
  const filled = sizes(blocks.group).reduce((count, size) => count + (size > 0 ? 1 : 0), 0)
  const evenOf = (hours: Float64Array): number => chi(marginsOf(dayAndWeek(hours)), 0, total, share)
  const groupsOf = (group: Int32Array, into: Float64Array): void => {
    const count = sizes(group)
    const sums = sumsOf(ofDay, group, count)
    let all = 0
    for (let g = 0; g < groups; g++) {
      const own = chi(sums, g * CELLS, count[g] as number, pooled, total)
      into[1 + g] = own
      all += own
    }
    into[0] = all
  }
  return {
    units: total > 0 ? permutations : 0,
    part: (from, to) => {
      const drawn = new Float64Array(width * (to - from))
      const group = blocks.group.slice()
      for (let r = from; r < to; r++) {
        const own = drawn.subarray(width * (r - from), width * (r - from + 1))
        if (canTurn) own[0] = evenOf(turner.turn(new Random(seed, 2 * r)))
        if (filled < 2) continue
        group.set(blocks.group)
        groupsOf(new Random(seed, 2 * r + 1).shuffle(group), own.subarray(1))
      }
      return drawn
    },
    join: (parts) => {
      if (total === 0) return { even: null, groups: null, byGroup: Array.from({ length: groups }, () => null) }
      const observed = new Float64Array(width)
      if (canTurn) observed[0] = evenOf(turner.still())
      groupsOf(blocks.group, observed.subarray(1))
      const atLeast = new Float64Array(width)
      for (const part of parts)
        for (let at = 0; at < part.length; at++) {
          const cell = at % width
          // A sum in another order may differ in its last digits.
          if ((part[at] as number) >= (observed[cell] as number) * (1 - 1e-9) - ROUNDING)
            atLeast[cell] = (atLeast[cell] as number) + 1
        }
      const result = (cell: number) => ({
        statistic: observed[cell] as number,
        p: monteCarloP(atLeast[cell] as number, permutations),
      })
      const count = sizes(blocks.group)
      const tested = [...count.keys()].filter((g) => filled >= 2 && (count[g] as number) > 0)
      const q = correct(
        tested.map((g) => result(2 + g).p),
        'bh',
      )
      return {
        even: canTurn ? result(0) : null,
        groups: filled >= 2 ? result(1) : null,
        byGroup: [...count.keys()].map((g) => {
          const at = tested.indexOf(g)
          return at < 0 ? null : { ...result(2 + g), q: q[at] as number }
        }),
      }
    },
  }
}

function marginsOf({ hours, weekdays }: { hours: Float64Array; weekdays: Float64Array }): Float64Array {
  const both = new Float64Array(CELLS)
  both.set(hours)
  both.set(weekdays, 24)
  return both
}

/** X² over the hours divided by 23 plus X² over the days divided by 6; cells where nothing is expected are left out. */
function chi(sums: Float64Array, at: number, count: number, share: Float64Array, of = 1): number {
  let [hours, weekdays] = [0, 0]
  for (let cell = 0; cell < CELLS; cell++) {
    const expected = (count * (share[cell] as number)) / of
    if (expected <= 0) continue
    const difference = (sums[at + cell] as number) - expected
    if (cell < 24) hours += (difference * difference) / expected
    else weekdays += (difference * difference) / expected
  }
  return hours / 23 + weekdays / 6
}

/** Hours of the day and days of the week by group. @param sizes events by group. */
function sumsOf({ start, cell, step }: Steps, group: Int32Array, sizes: Float64Array): Float64Array {
  const sums = new Float64Array(sizes.length * CELLS)
  for (let b = 0; b < group.length; b++) {
    const offset = (group[b] as number) * CELLS
    const end = start[b + 1] as number
    for (let at = start[b] as number; at < end; at++) {
      const c = offset + (cell[at] as number)
      sums[c] = (sums[c] as number) + (step[at] as number)
    }
  }
  for (let g = 0; g < sizes.length; g++) climb(sums, g * CELLS, 24, sizes[g] as number)
  return sums
}

/** Turns blocks around the week. */
class Turner {
  private readonly draw: (random: Random) => number
  private readonly hours = new Float64Array(2 * WEEK_HOURS)

  constructor(
    private readonly steps: Steps,
    private readonly begins: Uint8Array,
    private readonly total: number,
    exposure: Float64Array,
  ) {
    this.draw = drawerOf(exposure)
  }

  /** The week as it is. */
  still(): Float64Array {
    return this.sum(null)
  }

  turn(random: Random): Float64Array {
    return this.sum(random)
  }

  private sum(random: Random | null): Float64Array {
    const { start, cell, step } = this.steps
    const { hours, begins } = this
    hours.fill(0)
    for (let b = 0; b < begins.length; b++) {
      let shift = random ? this.draw(random) - (begins[b] as number) : 0
      if (shift < 0) shift += WEEK_HOURS
      const end = start[b + 1] as number
      for (let at = start[b] as number; at < end; at++) {
        const h = (cell[at] as number) + shift
        hours[h] = (hours[h] as number) + (step[at] as number)
      }
    }
    const week = hours.slice(0, WEEK_HOURS)
    for (let h = 0; h < WEEK_HOURS; h++) week[h] = (week[h] as number) + (hours[WEEK_HOURS + h] as number)
    climb(week, 0, WEEK_HOURS, this.total)
    return week
  }
}

/** Draws a cell by its share (Walker's aliases): each cell is filled up to the mean by one that has more. */
function drawerOf(shares: Float64Array): (random: Random) => number {
  const n = shares.length
  const mean = shares.reduce((sum, one) => sum + one, 0) / n
  const own = shares.map((share) => share / mean)
  const other = Uint8Array.from(own.keys())
  const [less, more] = [
    [...own.keys()].filter((c) => (own[c] as number) < 1),
    [...own.keys()].filter((c) => (own[c] as number) >= 1),
  ]
  while (less.length > 0 && more.length > 0) {
    const [low, high] = [less.pop() as number, more.at(-1) as number]
    other[low] = high
    own[high] = (own[high] as number) + (own[low] as number) - 1
    if ((own[high] as number) < 1) less.push(more.pop() as number)
  }
  // What rounding has left is as good as full.
  for (const c of [...less, ...more]) own[c] = 1
  return (random) => {
    const cell = random.below(n)
    const kept = own[cell] as number
    return kept >= 1 || random.uniform() < kept ? cell : (other[cell] as number)
  }
}
