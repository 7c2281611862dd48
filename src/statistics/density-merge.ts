import type { KernelShape } from './density-kernels.ts'
import type { Raster } from './density-sweep.ts'

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
 * Points by the squares of a raster, those outside it too: nothing is left out, for their kernels may reach in.
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
  const squareOf = new Int32Array(n)
  const slot = new Int32Array(columns * rows).fill(-1)
  let count = 0
  for (let i = 0; i < n; i++) {
    const column = Math.floor(((x[i] as number) - window.minX) * perX)
    const row = Math.floor(((y[i] as number) - window.minY) * perY)
    if (column < 0 || row < 0 || column >= columns || row >= rows) {
      squareOf[i] = count++
      continue
    }
    const square = row * columns + column
    if ((slot[square] as number) < 0) slot[square] = count++
    squareOf[i] = slot[square] as number
  }
  const sum = { x: new Float64Array(count), y: new Float64Array(count), w: new Float64Array(count) }
  const square = new Float64Array(count)
  for (let i = 0; i < n; i++) {
    const k = squareOf[i] as number
    const w = weights ? (weights[i] as number) : 1
    const [px, py] = [(x[i] as number) - window.minX, (y[i] as number) - window.minY]
    sum.w[k] = (sum.w[k] as number) + w
    sum.x[k] = (sum.x[k] as number) + w * px
    sum.y[k] = (sum.y[k] as number) + w * py
    square[k] = (square[k] as number) + w * (px * px + py * py)
  }
  const merged: MergedPoints = {
    x: new Float64Array(count),
    y: new Float64Array(count),
    weights: sum.w,
    moved: new Float64Array(count),
    movedSquared: new Float64Array(count),
  }
  for (let k = 0; k < count; k++) {
    const w = sum.w[k] as number
    const [mx, my] = w > 0 ? [(sum.x[k] as number) / w, (sum.y[k] as number) / w] : [0, 0]
    merged.x[k] = window.minX + mx
    merged.y[k] = window.minY + my
    const spread = Math.max(0, (square[k] as number) - w * (mx * mx + my * my))
    merged.movedSquared[k] = spread
    // Σ w d ≤ √(Σ w · Σ w d²).
    merged.moved[k] = Math.sqrt(w * spread)
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
  const blocks = new Map<string, number>()
  points.x.forEach((px, k) => {
    const key = `${Math.floor(px / wide)} ${Math.floor((points.y[k] as number) / wide)}`
    blocks.set(key, (blocks.get(key) ?? 0) + (moved[k] as number))
  })
  let most = 0
  for (const key of blocks.keys()) {
    const [column = 0, row = 0] = key.split(' ').map(Number)
    for (const [left, low] of [
      [0, 0],
      [-1, 0],
      [0, -1],
      [-1, -1],
    ] as const) {
      let sum = 0
      for (const dx of [0, 1])
        for (const dy of [0, 1]) sum += blocks.get(`${column + left + dx} ${row + low + dy}`) ?? 0
      most = Math.max(most, sum)
    }
  }
  return per * most
}
