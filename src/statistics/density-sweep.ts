import type { KernelShape, Rectangle } from './density-kernels.ts'

/** A map of square metres: values row by row from below, at the middles of the squares. */
export interface Raster {
  window: Rectangle
  columns: number
  rows: number
}

/** Points in the order of the raster's rows, in kernel radii from its lower left corner. */
interface RowOrder {
  x: Float64Array
  y: Float64Array
  weight: Float64Array
  /** The points that may reach row r stand from `start[r]` to `start[r + span]`. */
  start: Int32Array
  span: number
}

function inRowOrder(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  raster: Raster,
  radius: number,
): RowOrder {
  const { window, rows } = raster
  const step = (window.maxY - window.minY) / rows
  const reach = Math.ceil(radius / step) + 1
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
  const order: RowOrder = {
    x: new Float64Array(kept),
    y: new Float64Array(kept),
    weight: new Float64Array(kept).fill(1),
    start,
    span: 2 * reach + 1,
  }
  for (let i = 0; i < x.length; i++) {
    const row = rowOf[i] as number
    if (row < 0) continue
    const at = next[row] as number
    next[row] = at + 1
    order.x[at] = ((x[i] as number) - window.minX) / radius
    order.y[at] = ((y[i] as number) - window.minY) / radius
    if (weights) order.weight[at] = weights[i] as number
  }
  return order
}

/**
 * The sum of kernels that are polynomials in the distance squared, exactly, one row at a time (after Chan et al. 2022, SLAM: a point
 * tells a row only where it begins and where it ends). Along a row a kernel is a polynomial in the column, so the sum of those that
 * have begun and not ended is one polynomial: five numbers that change where a point begins or ends.
 *
 * The polynomial is written around the middle of a block of columns as wide as half a kernel, and moved to the middle of the next
 * where that begins, so that its numbers do not grow far beyond what they describe. Every 32nd block it begins anew, with all that reach into
 * it, so that what is rounded off is not carried along the row.
 *
 * @returns what computes rows from one up to another; a row is the same whichever rows are computed with it.
 */
export function sweepPolynomial(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  raster: Raster,
  shape: KernelShape,
): (fromRow: number, toRow: number) => Float64Array {
  const { window, columns, rows } = raster
  const { radius, height } = shape
  const isQuartic = shape.kernel === 'quartic'
  let points: RowOrder | undefined
  const step = (window.maxX - window.minX) / columns / radius
  const stepY = (window.maxY - window.minY) / rows / radius
  // Where a kernel is a few columns wide, moving the sum as far as that would enlarge what is rounded off: each block begins anew.
  const isCoarse = step > 0.25
  const anew = isCoarse ? 1 : ANEW
  const block = Math.max(1, Math.min(columns, Math.round((isCoarse ? 6 : 1) / step)))
  const line: Line = {
    step,
    block,
    anew: block * anew,
    columns,
    origin: Float64Array.from({ length: columns + 1 }, (_, c) => (Math.floor(c / block) + 0.5) * block * step),
    next: Int32Array.from({ length: columns + 1 }, (_, c) => (Math.floor(c / block / anew) + 1) * block * anew),
    // One column more than there are, where those that reach the edge end.
    change: new Float64Array((columns + 1) * (isQuartic ? 6 : 4)),
  }
  const mark = isQuartic ? markQuartic : markEpanechnikov
  const read = isQuartic ? readQuartic : readEpanechnikov
  return (fromRow, toRow) => {
    // Sorted by whoever computes rows, and not by whoever joins them.
    points ??= inRowOrder(x, y, weights, raster, radius)
    const values = new Float64Array(columns * (toRow - fromRow))
    for (let row = fromRow; row < toRow; row++) {
      const from = points.start[row] as number
      const to = points.start[row + points.span] as number
      if (from === to) continue
      line.change.fill(0)
      mark(points, from, to, (row + 0.5) * stepY, line)
      read(line, values.subarray((row - fromRow) * columns, (row - fromRow + 1) * columns), height)
    }
    return values
  }
}

/** Blocks between two new beginnings. */
const ANEW = 32

/** A row in kernel radii: its columns, their blocks, and how the polynomial changes at each. */
interface Line {
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

/** A point from a column on (w) or no longer (−w): t = s − u², u its place from the middle of the block, s = 1 − dy². */
function addEpanechnikov(change: Float64Array, column: number, w: number, s: number, u: number, count: number): void {
  const at = column * 4
  change[at] = (change[at] as number) + w * (s - u * u)
  change[at + 1] = (change[at + 1] as number) + w * u
  change[at + 2] = (change[at + 2] as number) + w
  change[at + 3] = (change[at + 3] as number) + count
}

/** Its square by the powers of the column. */
function addQuartic(change: Float64Array, column: number, w: number, s: number, u: number, count: number): void {
  const at = column * 6
  const t = s - u * u
  change[at] = (change[at] as number) + w * t * t
  change[at + 1] = (change[at + 1] as number) + w * t * u
  change[at + 2] = (change[at + 2] as number) + w * (4 * u * u - 2 * t)
  change[at + 3] = (change[at + 3] as number) + w * u
  change[at + 4] = (change[at + 4] as number) + w
  change[at + 5] = (change[at + 5] as number) + count
}

// Twice the same loop: a function handed over in its innermost place makes it half as fast.

function markEpanechnikov(points: RowOrder, from: number, to: number, py: number, line: Line): void {
  const { x, y, weight } = points
  const { columns, change, origin, next } = line
  const perStep = 1 / line.step
  for (let p = from; p < to; p++) {
    const dy = (y[p] as number) - py
    const s = 1 - dy * dy
    if (s <= 0) continue
    const px = x[p] as number
    const half = Math.sqrt(s) * perStep
    // The columns whose middles lie inside; on the very edge the kernel is 0 and it does not matter.
    const middle = px * perStep + 0.5
    const first = middle > half ? (middle - half) | 0 : 0
    const beyond = middle + half
    const end = beyond < columns ? beyond | 0 : columns
    if (first >= end) continue
    const w = weight[p] as number
    addEpanechnikov(change, first, w, s, px - (origin[first] as number), 1)
    let start = next[first] as number
    for (; start < end; start = next[start] as number)
      addEpanechnikov(change, start, w, s, px - (origin[start] as number), 1)
    if (end < start) addEpanechnikov(change, end, -w, s, px - (origin[end] as number), -1)
  }
}

function markQuartic(points: RowOrder, from: number, to: number, py: number, line: Line): void {
  const { x, y, weight } = points
  const { columns, change, origin, next } = line
  const perStep = 1 / line.step
  for (let p = from; p < to; p++) {
    const dy = (y[p] as number) - py
    const s = 1 - dy * dy
    if (s <= 0) continue
    const px = x[p] as number
    const half = Math.sqrt(s) * perStep
    const middle = px * perStep + 0.5
    const first = middle > half ? (middle - half) | 0 : 0
    const beyond = middle + half
    const end = beyond < columns ? beyond | 0 : columns
    if (first >= end) continue
    const w = weight[p] as number
    addQuartic(change, first, w, s, px - (origin[first] as number), 1)
    let start = next[first] as number
    for (; start < end; start = next[start] as number)
      addQuartic(change, start, w, s, px - (origin[start] as number), 1)
    if (end < start) addQuartic(change, end, -w, s, px - (origin[end] as number), -1)
  }
}

/** Σ w(t + 2uv − v²), v the place of the column: t, u and w are what the changes have come to. Nothing in reach is nothing. */
function readEpanechnikov({ change, step, block, anew }: Line, target: Float64Array, height: number): void {
  let [a, b, c, active] = [0, 0, 0, 0]
  const wide = block * step
  for (let column = 0, within = 0; column < target.length; column++, within++) {
    if (column % anew === 0) a = b = c = active = within = 0
    if (within === block) {
      // Around the next middle: t + 2uD − D² and u − D, summed.
      within = 0
      a += wide * (2 * b - c * wide)
      b -= c * wide
    }
    const at = column * 4
    a += change[at] as number
    b += change[at + 1] as number
    c += change[at + 2] as number
    active += change[at + 3] as number
    if (active === 0) a = b = c = 0
    const v = (within + 0.5 - block / 2) * step
    target[column] = Math.max(0, height * (a + v * (2 * b - c * v)))
  }
}

/** Σ w(t + 2uv − v²)² by the powers of v. */
function readQuartic({ change, step, block, anew }: Line, target: Float64Array, height: number): void {
  let [a, b, c, d, e, active] = [0, 0, 0, 0, 0, 0]
  const wide = block * step
  for (let column = 0, within = 0; column < target.length; column++, within++) {
    if (column % anew === 0) a = b = c = d = e = active = within = 0
    if (within === block) {
      within = 0
      a += wide * (4 * b + wide * (c + wide * (-4 * d + wide * e)))
      b += wide * (c / 2 + wide * (-3 * d + wide * e))
      c += wide * (-12 * d + 6 * wide * e)
      d -= wide * e
    }
    const at = column * 6
    a += change[at] as number
    b += change[at + 1] as number
    c += change[at + 2] as number
    d += change[at + 3] as number
    e += change[at + 4] as number
    active += change[at + 5] as number
    if (active === 0) a = b = c = d = e = 0
    const v = (within + 0.5 - block / 2) * step
    target[column] = Math.max(0, height * (a + v * (4 * b + v * (c + v * (-4 * d + v * e)))))
  }
}

/** The sum of Gaussians cut at their radius, as the product of a column's and a row's part. */
export function sweepGaussian(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  raster: Raster,
  shape: KernelShape,
): (fromRow: number, toRow: number) => Float64Array {
  const { window, columns, rows } = raster
  const { radius, sigma, height } = shape
  const stepX = (window.maxX - window.minX) / columns
  const stepY = (window.maxY - window.minY) / rows
  return (fromRow, toRow) => {
    const values = new Float64Array(columns * (toRow - fromRow))
    const along = new Float64Array(columns)
    for (let i = 0; i < x.length; i++) {
      const px = ((x[i] as number) - window.minX) / stepX - 0.5
      const py = ((y[i] as number) - window.minY) / stepY - 0.5
      const low = Math.max(fromRow, Math.ceil(py - radius / stepY))
      const high = Math.min(toRow - 1, Math.floor(py + radius / stepY))
      if (low > high) continue
      const left = Math.max(0, Math.ceil(px - radius / stepX))
      const right = Math.min(columns - 1, Math.floor(px + radius / stepX))
      for (let c = left; c <= right; c++) along[c] = Math.exp(-0.5 * (((c - px) * stepX) / sigma) ** 2)
      for (let r = low; r <= high; r++) {
        const up = (r - py) * stepY
        const part = height * (weights ? (weights[i] as number) : 1) * Math.exp(-0.5 * (up / sigma) ** 2)
        // The corners of the square that the disc leaves out are below the tolerance too; those inside it are never left out.
        const half = Math.sqrt(Math.max(0, radius * radius - up * up)) / stepX
        const from = Math.max(left, Math.ceil(px - half))
        const to = Math.min(right, Math.floor(px + half))
        for (let c = from, at = (r - fromRow) * columns + from; c <= to; c++, at++)
          values[at] = (values[at] as number) + part * (along[c] as number)
      }
    }
    return values
  }
}
