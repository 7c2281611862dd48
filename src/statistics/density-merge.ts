import type { KernelShape } from './density-kernels.ts'
import type { Raster } from './density-rows.ts'

/** Points of a square as one in their middle of gravity. */
export interface MergedPoints {
  x: Float64Array
  y: Float64Array
  weights: Float64Array
  /** Σ w d and Σ w d² of each, d how far its points lie from the middle of gravity. */
  moved: Float64Array
  movedSquared: Float64Array
}

/**
 * Points by the squares of a raster, those outside it one by one: nothing is left out, for their kernels may reach in. Points that weigh
 * nothing are.
 *
 * @param weights events of each point; 1 where not given.
 */
export function mergeBySquares(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  { window, columns, rows }: Raster,
): MergedPoints {
  const perX = columns / (window.maxX - window.minX)
  const perY = rows / (window.maxY - window.minY)
  const n = x.length
  const squares = columns * rows
  // By square, and after the squares a place for each point outside: Σ w, Σ w x, Σ w y and Σ w (x² + y²) side by side, so that a point
  // touches the memory in one place.
  const places = new Int32Array(n)
  let next = squares
  for (let i = 0; i < n; i++) {
    const column = ((x[i] as number) - window.minX) * perX
    const row = ((y[i] as number) - window.minY) * perY
    const isInside = column >= 0 && row >= 0 && column < columns && row < rows
    places[i] = isInside ? (row | 0) * columns + (column | 0) : next++
  }
  const sums = new Float64Array(4 * next)
  for (let i = 0; i < n; i++) {
    const w = weights ? (weights[i] as number) : 1
    const px = (x[i] as number) - window.minX
    const py = (y[i] as number) - window.minY
    const k = 4 * (places[i] as number)
    sums[k] = (sums[k] as number) + w
    sums[k + 1] = (sums[k + 1] as number) + w * px
    sums[k + 2] = (sums[k + 2] as number) + w * py
    sums[k + 3] = (sums[k + 3] as number) + w * (px * px + py * py)
  }
  let count = 0
  for (let k = 0; k < sums.length; k += 4) if ((sums[k] as number) > 0) count++
  const merged: MergedPoints = {
    x: new Float64Array(count),
    y: new Float64Array(count),
    weights: new Float64Array(count),
    moved: new Float64Array(count),
    movedSquared: new Float64Array(count),
  }
  for (let k = 0, at = 0; k < sums.length; k += 4) {
    const w = sums[k] as number
    if (!(w > 0)) continue
    const [mx, my] = [(sums[k + 1] as number) / w, (sums[k + 2] as number) / w]
    merged.x[at] = window.minX + mx
    merged.y[at] = window.minY + my
    merged.weights[at] = w
    const spread = Math.max(0, (sums[k + 3] as number) - w * (mx * mx + my * my))
    merged.movedSquared[at] = spread
    // Σ w d ≤ √(Σ w · Σ w d²).
    merged.moved[at] = Math.sqrt(w * spread)
    at++
  }
  return merged
}

/**
 * How far from the exact surface one of merged points can be. A kernel whose slope changes by at most M a metre errs by at most ½ M d² for a
 * point moved by d, since the slope itself cancels around the middle of gravity; Epanechnikov's slope breaks at its edge, so there it is the
 * largest slope times d. What lies within reach of one spot lies in four blocks as wide as the reach, side by side.
 */
export function mergingError(points: MergedPoints, shape: KernelShape): number {
  const { radius, sigma, height, kernel } = shape
  const [per, moved] =
    kernel === 'epanechnikov'
      ? [(2 * height) / radius, points.moved]
      : [(kernel === 'quartic' ? (8 * height) / (radius * radius) : height / (sigma * sigma)) / 2, points.movedSquared]
  const wide = 2 * radius
  const count = points.x.length
  if (count === 0) return 0
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let k = 0; k < count; k++) {
    minX = Math.min(minX, points.x[k] as number)
    maxX = Math.max(maxX, points.x[k] as number)
    minY = Math.min(minY, points.y[k] as number)
    maxY = Math.max(maxY, points.y[k] as number)
  }
  const columns = Math.floor((maxX - minX) / wide) + 2
  const rows = Math.floor((maxY - minY) / wide) + 2
  // So small a kernel in so large a window that there are more blocks than points: all of it together is a bound too.
  if (columns * rows > 4 * count + 64) return per * moved.reduce((sum, own) => sum + own, 0)
  const blocks = new Float64Array(columns * rows)
  for (let k = 0; k < count; k++) {
    const at =
      Math.floor(((points.y[k] as number) - minY) / wide) * columns +
      Math.floor(((points.x[k] as number) - minX) / wide)
    blocks[at] = (blocks[at] as number) + (moved[k] as number)
  }
  let most = 0
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column
      const [here, beside] = [(blocks[at] as number) + (blocks[at + 1] as number), at + columns]
      most = Math.max(most, here + (blocks[beside] as number) + (blocks[beside + 1] as number))
    }
  return per * most
}
