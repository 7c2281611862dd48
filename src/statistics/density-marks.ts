import type { RowOrder } from './density-rows.ts'

/** A row in kernel radii: its columns, their blocks, and how the polynomial changes at each. */
export interface Line {
  step: number
  block: number
  /** Columns from one new beginning to the next. */
  anew: number
  columns: number
  /** The middle of the block of each column. */
  origin: Float64Array
  /** Where the sum begins anew the next time after each column. */
  next: Int32Array
  change: Float64Array
}

/**
 * Points whose columns are worked out before any of them is marked. A processor waits with reading a change until it knows where the changes
 * before it went; with the columns of many points at hand it never has to. Half the time of one point after the other.
 */
const AHEAD = 256
/** 1 − dy² of those points, and their columns. */
const heights = new Float64Array(AHEAD)
const firsts = new Int32Array(AHEAD)
const ends = new Int32Array(AHEAD)

/** The columns whose middles each point reaches in a row; on the very edge the kernel is 0 and it does not matter. */
function reach({ x, y }: RowOrder, from: number, to: number, py: number, { step, columns }: Line): void {
  const perStep = 1 / step
  for (let p = from, k = 0; p < to; p++, k++) {
    const dy = (y[p] as number) - py
    const s = 1 - dy * dy
    const half = Math.sqrt(Math.max(0, s)) * perStep
    const middle = (x[p] as number) * perStep + 0.5
    heights[k] = s
    // Out of reach the two are alike.
    firsts[k] = middle > half ? (middle - half) | 0 : 0
    const beyond = middle + half
    ends[k] = beyond < columns ? beyond | 0 : columns
  }
}

/** A point from a column on (w) or no longer (−w): t = s − u², u its place from the middle of the block, s = 1 − dy². */
function addEpanechnikov(change: Float64Array, column: number, w: number, s: number, u: number): void {
  const at = column * 3
  change[at] = (change[at] as number) + w * (s - u * u)
  change[at + 1] = (change[at + 1] as number) + w * u
  change[at + 2] = (change[at + 2] as number) + w
}

/** Its square by the powers of the column. */
function addQuartic(change: Float64Array, column: number, w: number, s: number, u: number): void {
  const at = column * 5
  const t = s - u * u
  change[at] = (change[at] as number) + w * t * t
  change[at + 1] = (change[at + 1] as number) + w * t * u
  change[at + 2] = (change[at + 2] as number) + w * (4 * u * u - 2 * t)
  change[at + 3] = (change[at + 3] as number) + w * u
  change[at + 4] = (change[at + 4] as number) + w
}

// Twice the same loop: a function handed over in its innermost place makes it half as fast.

/** Marks where points from one up to another begin and end in the row of `py`. */
export function markEpanechnikov(points: RowOrder, from: number, to: number, py: number, line: Line): void {
  const { x, weight } = points
  const { change, origin, next } = line
  for (let begin = from; begin < to; begin += AHEAD) {
    const stop = Math.min(to, begin + AHEAD)
    reach(points, begin, stop, py, line)
    for (let p = begin, k = 0; p < stop; p++, k++) {
      const first = firsts[k] as number
      const end = ends[k] as number
      if (first >= end) continue
      const px = x[p] as number
      const s = heights[k] as number
      const w = weight[p] as number
      addEpanechnikov(change, first, w, s, px - (origin[first] as number))
      let start = next[first] as number
      for (; start < end; start = next[start] as number)
        addEpanechnikov(change, start, w, s, px - (origin[start] as number))
      if (end < start) addEpanechnikov(change, end, -w, s, px - (origin[end] as number))
    }
  }
}

/** The same for the quartic. */
export function markQuartic(points: RowOrder, from: number, to: number, py: number, line: Line): void {
  const { x, weight } = points
  const { change, origin, next } = line
  for (let begin = from; begin < to; begin += AHEAD) {
    const stop = Math.min(to, begin + AHEAD)
    reach(points, begin, stop, py, line)
    for (let p = begin, k = 0; p < stop; p++, k++) {
      const first = firsts[k] as number
      const end = ends[k] as number
      if (first >= end) continue
      const px = x[p] as number
      const s = heights[k] as number
      const w = weight[p] as number
      addQuartic(change, first, w, s, px - (origin[first] as number))
      let start = next[first] as number
      for (; start < end; start = next[start] as number) addQuartic(change, start, w, s, px - (origin[start] as number))
      if (end < start) addQuartic(change, end, -w, s, px - (origin[end] as number))
    }
  }
}

/** Σ w(t + 2uv − v²), v the place of the column: t, u and w are what the changes have come to. Nothing in reach is nothing. */
export function readEpanechnikov({ change, step, block, anew }: Line, target: Float64Array, height: number): void {
  let [a, b, c] = [0, 0, 0]
  const wide = block * step
  for (let column = 0, within = 0; column < target.length; column++, within++) {
    if (column % anew === 0) a = b = c = within = 0
    if (within === block) {
      // Around the next middle: t + 2uD − D² and u − D, summed.
      within = 0
      a += wide * (2 * b - c * wide)
      b -= c * wide
    }
    const at = column * 3
    a += change[at] as number
    b += change[at + 1] as number
    c += change[at + 2] as number
    // Weights add up exactly: 0 is that all that began have ended.
    if (c === 0) a = b = 0
    const v = (within + 0.5 - block / 2) * step
    target[column] = Math.max(0, height * (a + v * (2 * b - c * v)))
  }
}

/** Σ w(t + 2uv − v²)² by the powers of v. */
export function readQuartic({ change, step, block, anew }: Line, target: Float64Array, height: number): void {
  let [a, b, c, d, e] = [0, 0, 0, 0, 0]
  const wide = block * step
  for (let column = 0, within = 0; column < target.length; column++, within++) {
    if (column % anew === 0) a = b = c = d = e = within = 0
    if (within === block) {
      within = 0
      a += wide * (4 * b + wide * (c + wide * (-4 * d + wide * e)))
      b += wide * (c / 2 + wide * (-3 * d + wide * e))
      c += wide * (-12 * d + 6 * wide * e)
      d -= wide * e
    }
    const at = column * 5
    a += change[at] as number
    b += change[at + 1] as number
    c += change[at + 2] as number
    d += change[at + 3] as number
    e += change[at + 4] as number
    if (e === 0) a = b = c = d = 0
    const v = (within + 0.5 - block / 2) * step
    target[column] = Math.max(0, height * (a + v * (4 * b + v * (c + v * (-4 * d + v * e)))))
  }
}
