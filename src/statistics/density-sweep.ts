import type { KernelShape } from './density-kernels.ts'
import { type Line, RowMarks, readEpanechnikov, readQuartic } from './density-marks.ts'
import { inRowOrder, type Raster, type RowOrder } from './density-rows.ts'

/** Blocks between two new beginnings. */
const ANEW = 32

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
  const kernel = shape.kernel === 'quartic' ? 'quartic' : 'epanechnikov'
  let points: (RowOrder & { marks: RowMarks }) | undefined
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
  }
  const read = kernel === 'quartic' ? readQuartic : readEpanechnikov
  return (fromRow, toRow) => {
    // Sorted by whoever computes rows, and not by whoever joins them.
    points ??= inRowOrder(x, y, weights, raster, radius, (count) => new RowMarks(kernel, count, line))
    const { marks, start, span } = points
    const values = new Float64Array(columns * (toRow - fromRow))
    for (let row = fromRow; row < toRow; row++) {
      const from = start[row] as number
      const to = start[row + span] as number
      if (from === to) continue
      marks.markRow(from, to, (row + 0.5) * stepY)
      read(marks.change, line, values.subarray((row - fromRow) * columns, (row - fromRow + 1) * columns), height)
    }
    return values
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
