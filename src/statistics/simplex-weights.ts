import { solveSymmetric } from './linear-algebra.ts'

/**
 * Weights from 0 that add up to 1 and bring a weighted mean of columns as near a target as can be (least squares), by an active set: a
 * column enters where it would bring the mean nearer, and leaves where its weight falls to 0 (Lawson and Hanson 1974, with the sum held).
 *
 * So that columns that depend on each other, or are more than there are rows, have one answer: a thousandth of a millionth of the mean
 * square is added to each column's own square, which spreads the weight among columns that do as well.
 *
 * @param columns at least one, as long as the target. @returns a weight for each column.
 */
export function simplexWeights(target: readonly number[], columns: readonly (readonly number[])[]): number[] {
  const n = columns.length
  // From the target, so that large common values lose no digits: Σw = 1 makes it the same problem with a target of 0.
  const away = columns.map((values) => Float64Array.from(values, (value, t) => value - (target[t] as number)))
  const h = new Float64Array(n * n)
  let trace = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let t = 0; t < target.length; t++)
        sum += ((away[i] as Float64Array)[t] as number) * ((away[j] as Float64Array)[t] as number)
      h[i * n + j] = h[j * n + i] = sum
    }
    trace += h[i * n + i] as number
  }
  // Nothing to choose between columns that all lie on the target.
  if (trace === 0) return new Array(n).fill(1 / n)
  const ridge = (RIDGE * trace) / n
  for (let i = 0; i < n; i++) h[i * n + i] = (h[i * n + i] as number) + ridge
  let nearest = 0
  for (let i = 1; i < n; i++) if ((h[i * n + i] as number) < (h[nearest * n + nearest] as number)) nearest = i
  let weights = new Array<number>(n).fill(0)
  weights[nearest] = 1
  const active = new Set([nearest])
  for (let round = 0; round < 20 * n + 20; round++) {
    const slope = Array.from({ length: n }, (_, i) =>
      weights.reduce((sum, w, j) => sum + (h[i * n + j] as number) * w, 0),
    )
    const level = weights.reduce((sum, w, i) => sum + w * (slope[i] as number), 0)
    let [enters, best] = [-1, level - 1e-13 * trace]
    for (let i = 0; i < n; i++)
      if (!active.has(i) && (slope[i] as number) < best) [enters, best] = [i, slope[i] as number]
    if (enters < 0) break
    active.add(enters)
    for (;;) {
      const ids = [...active].sort((a, b) => a - b)
      const wanted = balanced(h, n, ids)
      if (!wanted) {
        active.delete(enters)
        return weights
      }
      if (wanted.every((w) => w > 0)) {
        weights = new Array<number>(n).fill(0)
        ids.forEach((i, k) => {
          weights[i] = wanted[k] as number
        })
        break
      }
      // As far towards it as no weight falls below 0; those at 0 leave.
      let step = 1
      ids.forEach((i, k) => {
        const [now, then] = [weights[i] as number, wanted[k] as number]
        if (then <= 0) step = Math.min(step, now / (now - then))
      })
      ids.forEach((i, k) => {
        weights[i] = (weights[i] as number) + step * ((wanted[k] as number) - (weights[i] as number))
        if ((wanted[k] as number) <= 0 && (weights[i] as number) <= 1e-15) {
          weights[i] = 0
          active.delete(i)
        }
      })
      if (active.size === 0) return weights
    }
  }
  return weights
}

const RIDGE = 1e-9

/** The weights of some columns that add up to 1 and have the least square, without regard to their signs. */
function balanced(h: Float64Array, n: number, ids: readonly number[]): number[] | null {
  const m = ids.length
  const own = new Float64Array(m * m)
  ids.forEach((i, a) => {
    ids.forEach((j, b) => {
      own[a * m + b] = h[i * n + j] as number
    })
  })
  const solved = solveSymmetric(own, new Float64Array(m).fill(1))
  if (!solved) return null
  const sum = solved.reduce((total, value) => total + value, 0)
  return sum > 0 ? Array.from(solved, (value) => value / sum) : null
}
