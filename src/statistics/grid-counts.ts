import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'

/** Squares of one side that lie on even multiples of it, so that two lists of events get the same squares. */
export interface GridCounts {
  size: number
  /** Lower left corner of the first square. */
  minX: number
  minY: number
  columns: number
  rows: number
  /** Row by row from below; squares without events have 0. */
  counts: Float64Array
}

/** More squares than this are no map. */
const MOST_SQUARES = 20_000_000

/**
 * Counts events by square over the rectangle that holds them, or over the one given. A square holds its left and lower edge.
 *
 * @param x metres (SWEREF 99 TM). @param y metres. @param size side in metres. @throws StatisticsInvalid
 */
export function countByGrid(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  size: number,
  bounds?: { minX: number; minY: number; maxX: number; maxY: number },
): GridCounts {
  demandSameLength(x, y, 'y', 'x')
  demandNumbers(x, 'x')
  demandNumbers(y, 'y')
  demandNumber(size, 'size', { min: Number.MIN_VALUE })
  demand(bounds !== undefined || x.length > 0, 'points', x.length, ['minst en punkt', 'at least one point'])
  let { minX, minY, maxX, maxY } = bounds ?? { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  if (bounds) demandNumbers([minX, minY, maxX, maxY], 'bounds')
  else
    for (let i = 0; i < x.length; i++) {
      minX = Math.min(minX, x[i] as number)
      maxX = Math.max(maxX, x[i] as number)
      minY = Math.min(minY, y[i] as number)
      maxY = Math.max(maxY, y[i] as number)
    }
  const [left, low] = [Math.floor(minX / size), Math.floor(minY / size)]
  const columns = Math.floor(maxX / size) - left + 1
  const rows = Math.floor(maxY / size) - low + 1
  demand(
    columns >= 1 && rows >= 1,
    'bounds',
    [minX, minY, maxX, maxY],
    ['en rektangel med minsta värdet före det största', 'a rectangle with the least value before the largest'],
  )
  demand(columns * rows <= MOST_SQUARES, 'size', size, [
    `en sida som ger högst ${MOST_SQUARES} rutor`,
    `a side that gives at most ${MOST_SQUARES} squares`,
  ])
  const counts = new Float64Array(columns * rows)
  for (let i = 0; i < x.length; i++) {
    const column = Math.floor((x[i] as number) / size) - left
    const row = Math.floor((y[i] as number) / size) - low
    const isIn = column >= 0 && column < columns && row >= 0 && row < rows
    demand(isIn, `points[${i}]`, [x[i], y[i]], ['en punkt inom rektangeln', 'a point inside the rectangle'])
    const at = row * columns + column
    counts[at] = (counts[at] as number) + 1
  }
  return { size, minX: left * size, minY: low * size, columns, rows, counts }
}
