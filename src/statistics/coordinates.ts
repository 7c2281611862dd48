import { demandNumber, demandNumbers } from './invalid.ts'

/** No projection has so many metres, and no calendar so many days: a distance between two of them is still told to the metre. */
export const FURTHEST = 1e9

/** Metres of any projection. */
export function demandCoordinates(x: ArrayLike<number>, y: ArrayLike<number>, paths: [x: string, y: string]): void {
  demandNumbers(x, paths[0], { min: -FURTHEST, max: FURTHEST })
  demandNumbers(y, paths[1], { min: -FURTHEST, max: FURTHEST })
}

/** Days of any origin. */
export function demandDays(days: ArrayLike<number>, path: string, limits: { isWhole?: boolean } = {}): void {
  demandNumbers(days, path, { min: -FURTHEST, max: FURTHEST, ...limits })
}

/** The same for one day. */
export function demandDay(day: number, path: string): void {
  demandNumber(day, path, { min: -FURTHEST, max: FURTHEST })
}

/** The order of places from the west and the south, and of those alike by what else is given: no answer depends on the order of the input. */
export function canonicalOrder(n: number, ...columns: readonly ArrayLike<number>[]): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => {
    for (const column of columns) {
      const difference = (column[a] as number) - (column[b] as number)
      if (difference !== 0) return difference
    }
    return a - b
  })
}
