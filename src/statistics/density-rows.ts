import type { Rectangle } from './density-kernels.ts'

/** A map of square metres: values row by row from below, at the middles of the squares. */
export interface Raster {
  window: Rectangle
  columns: number
  rows: number
}

/** Points in kernel radii from the lower left corner of the raster. */
export interface RowPoints {
  x: Float64Array
  y: Float64Array
  /** Multiples of one number so large that they and their sums are exact. */
  weight: Float64Array
}

/** The points in the order of the raster's rows. */
export interface RowOrder {
  /** The points that may reach row r stand from `start[r]` to `start[r + span]`. */
  start: Int32Array
  span: number
}

/**
 * Points by row, those left out that reach none.
 *
 * @param roomFor where so many points are put.
 */
export function inRowOrder<Room extends RowPoints>(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  raster: Raster,
  radius: number,
  roomFor: (count: number) => Room,
): RowOrder & { marks: Room } {
  const { window, rows } = raster
  const step = (window.maxY - window.minY) / rows
  // From the middle of a row to the nearest side of the row of a point; a hair more for what is rounded off.
  const reach = Math.floor(radius / step + 0.5 + 1e-9)
  const last = rows + 2 * reach
  const start = new Int32Array(last + 1)
  const rowOf = new Int32Array(x.length)
  let kept = 0
  for (let i = 0; i < x.length; i++) {
    const px = x[i] as number
    const row = Math.floor(((y[i] as number) - window.minY) / step) + reach
    const isOut = row < 0 || row >= last || px < window.minX - radius || px > window.maxX + radius
    rowOf[i] = isOut ? -1 : row
    if (isOut) continue
    start[row + 1] = (start[row + 1] as number) + 1
    kept++
  }
  for (let row = 1; row <= last; row++) start[row] = (start[row] as number) + (start[row - 1] as number)
  const next = start.slice()
  const marks = roomFor(kept)
  marks.weight.fill(1)
  for (let i = 0; i < x.length; i++) {
    const row = rowOf[i] as number
    if (row < 0) continue
    const at = next[row] as number
    next[row] = at + 1
    marks.x[at] = ((x[i] as number) - window.minX) / radius
    marks.y[at] = ((y[i] as number) - window.minY) / radius
    if (weights) marks.weight[at] = weights[i] as number
  }
  toExact(marks.weight)
  return { marks, start, span: 2 * reach + 1 }
}

/**
 * Rounds weights to multiples of so fine a step that every sum of them is exact: what begins and ends along a row then comes to exactly 0
 * where nothing is in reach. The step is the last digit of the sum of all, which is what adding them up would round off anyway.
 */
function toExact(weights: Float64Array): void {
  let [total, isExact] = [0, true]
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number
    total += weight
    isExact &&= Number.isInteger(weight)
  }
  if (total === 0 || (isExact && total <= Number.MAX_SAFE_INTEGER)) return
  const step = Math.max(2 ** (Math.ceil(Math.log2(total)) - 51), Number.MIN_VALUE)
  for (let i = 0; i < weights.length; i++) weights[i] = Math.round((weights[i] as number) / step) * step
}
