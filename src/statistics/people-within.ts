import type { Raster } from './density-rows.ts'

/**
 * How many live within a radius of the middle of each square, row by row from below.
 *
 * Each dwelling place is a disc; on a row of squares the disc is a stretch, of which only the ends are written down. The sum along the row
 * gives the squares, so that the cost is places × rows and not places × squares.
 */
export function peopleWithin(
  population: { x: ArrayLike<number>; y: ArrayLike<number>; people: ArrayLike<number> },
  radius: number,
  { window, columns, rows }: Raster,
): Float64Array {
  const [width, height] = [(window.maxX - window.minX) / columns, (window.maxY - window.minY) / rows]
  const stride = columns + 1
  const ends = new Float64Array(stride * rows)
  for (let i = 0; i < population.x.length; i++) {
    const [x, y] = [population.x[i] as number, population.y[i] as number]
    const people = population.people[i] as number
    const firstRow = Math.max(0, Math.ceil((y - radius - window.minY) / height - 0.5))
    const lastRow = Math.min(rows - 1, Math.floor((y + radius - window.minY) / height - 0.5))
    for (let row = firstRow; row <= lastRow; row++) {
      const up = window.minY + (row + 0.5) * height - y
      const half = Math.sqrt(Math.max(0, radius * radius - up * up))
      const from = Math.max(0, Math.ceil((x - half - window.minX) / width - 0.5))
      const to = Math.min(columns - 1, Math.floor((x + half - window.minX) / width - 0.5))
      if (from > to) continue
      const at = row * stride
      ends[at + from] = (ends[at + from] as number) + people
      ends[at + to + 1] = (ends[at + to + 1] as number) - people
    }
  }
  const within = new Float64Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let column = 0; column < columns; column++) {
      sum += ends[row * stride + column] as number
      within[row * columns + column] = sum
    }
  }
  return within
}
