import type { WallClock } from './wall-clock.ts'
import { addToHours, eachStretch, WEEK_HOURS, type Windows, weekMinute } from './week-clock.ts'

/** Hours of the day and then days of the week. */
export const CELLS = 24 + 7

/** Events that are moved as one: a single event, or all of one type that began on the same day. */
export interface Blocks {
  /** Events in the block, and the type of them all. */
  size: Float64Array
  group: Int32Array
  /** The hour of the week in which the block begins. */
  begins: Uint8Array
  /** Hours of the week, which are a circle. */
  ofWeek: Steps
  /** Hours of the day, which are another, and after them the days of the week as they are. */
  ofDay: Steps
}

/** Blocks as steps: where the row of a block goes up or down from one cell to the next, around the circle. */
export interface Steps {
  /** Those of block b stand from `start[b]` to `start[b + 1]`. */
  start: Int32Array
  cell: Uint8Array
  step: Float64Array
}

/**
 * A window has four steps, however long it is: sums over many blocks are taken of these, and made into events once (`climb`).
 *
 * @param members the events of each block.
 */
export function blocksOf(
  { from, to }: Windows,
  group: Int32Array,
  members: readonly (readonly number[])[],
  clock: WallClock,
): Blocks {
  const week = new GrowingSteps(members.length)
  const day = new GrowingSteps(members.length)
  const own = new Float64Array(WEEK_HOURS)
  const margins = new Float64Array(CELLS)
  const touched: number[] = []
  members.forEach((events, b) => {
    for (const i of events) {
      const [first, end] = [from[i] as number, to[i] as number]
      eachStretch(first, end, clock, (local, minutes) =>
        addToHours(own, weekMinute(local), minutes, 1 / (end - first), touched),
      )
    }
    for (const h of touched) {
      // Where a row has been touched, and where it goes down after; an hour that was touched twice is done once.
      const value = own[h] as number
      if (value === 0) continue
      const weekday = 24 + ((h / 24) | 0)
      margins[h % 24] = (margins[h % 24] as number) + value
      margins[weekday] = (margins[weekday] as number) + value
      week.add(h, value)
      week.add(h + 1 === WEEK_HOURS ? 0 : h + 1, -value)
      own[h] = 0
    }
    touched.length = 0
    for (let h = 0; h < 24; h++) {
      day.add(h, (margins[h] as number) - (margins[h === 0 ? 23 : h - 1] as number))
    }
    for (let d = 24; d < CELLS; d++) day.add(d, margins[d] as number)
    margins.fill(0)
    week.end(b)
    day.end(b)
  })
  return {
    size: Float64Array.from(members, (events) => events.length),
    group: Int32Array.from(members, ([first]) => group[first as number] as number),
    begins: Uint8Array.from(members, ([first]) => weekMinute(clock.local(from[first as number] as number)) / 60),
    ofWeek: week.steps(),
    ofDay: day.steps(),
  }
}

/** Below this a step is what rounding has left. */
const NO_STEP = 1e-12

class GrowingSteps {
  private readonly start: Int32Array
  private readonly cells: number[] = []
  private readonly values: number[] = []
  /** Where the block begins that is being added to. */
  private first = 0

  constructor(count: number) {
    this.start = new Int32Array(count + 1)
  }

  add(cell: number, step: number): void {
    // Down from one hour and up to the next are one step, which is none within a window.
    const last = this.cells.length - 1
    if (last >= this.first && this.cells[last] === cell) {
      const sum = (this.values[last] as number) + step
      if (sum < NO_STEP && sum > -NO_STEP) {
        this.cells.pop()
        this.values.pop()
      } else this.values[last] = sum
    } else if (step >= NO_STEP || step <= -NO_STEP) {
      this.cells.push(cell)
      this.values.push(step)
    }
  }

  end(block: number): void {
    this.first = this.cells.length
    this.start[block + 1] = this.first
  }

  steps(): Steps {
    return { start: this.start, cell: Uint8Array.from(this.cells), step: Float64Array.from(this.values) }
  }
}

/** From steps around a circle to what stands in its cells, which together are `total`. */
export function climb(cells: Float64Array, from: number, length: number, total: number): void {
  let [at, sum] = [0, 0]
  for (let c = from; c < from + length; c++) {
    at += cells[c] as number
    cells[c] = at
    sum += at
  }
  const rest = (total - sum) / length
  for (let c = from; c < from + length; c++) cells[c] = (cells[c] as number) + rest
}
