/** Solves A·x = b for a symmetric positive definite A (row by row, n × n) by Cholesky; null where A is not positive definite. */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array | null {
  const l = cholesky(a, b.length)
  return l && backSubstitute(l, b)
}

/** The inverse of a symmetric positive definite matrix; null where it is not. */
export function invertSymmetric(a: Float64Array, n: number): Float64Array | null {
  const l = cholesky(a, n)
  if (!l) return null
  const inverse = new Float64Array(n * n)
  for (let column = 0; column < n; column++) {
    const unit = new Float64Array(n)
    unit[column] = 1
    inverse.set(backSubstitute(l, unit), column * n)
  }
  return inverse
}

/** Relative to the diagonal, below this a column is a combination of the others. */
const SINGULAR = 1e-12

/** Lower L with L·Lᵀ = A. */
function cholesky(a: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number)
      if (i === j) {
        if (!(sum > SINGULAR * (a[i * n + i] as number))) return null
        l[i * n + i] = Math.sqrt(sum)
      } else l[i * n + j] = sum / (l[j * n + j] as number)
    }
  }
  return l
}

function backSubstitute(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  const y = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) y[i] = (y[i] as number) - (l[i * n + k] as number) * (y[k] as number)
    y[i] = (y[i] as number) / (l[i * n + i] as number)
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) y[i] = (y[i] as number) - (l[k * n + i] as number) * (y[k] as number)
    y[i] = (y[i] as number) / (l[i * n + i] as number)
  }
  return y
}

/** XᵀWX (p × p) and XᵀWz of a weighted least squares problem; `x` is row by row, n × p. */
export function normalEquations(
  x: Float64Array,
  p: number,
  weights: ArrayLike<number>,
  z: ArrayLike<number>,
): { a: Float64Array; b: Float64Array } {
  const a = new Float64Array(p * p)
  const b = new Float64Array(p)
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number
    for (let i = 0; i < p; i++) {
      const wx = weight * (x[row * p + i] as number)
      b[i] = (b[i] as number) + wx * (z[row] as number)
      for (let j = 0; j <= i; j++) a[i * p + j] = (a[i * p + j] as number) + wx * (x[row * p + j] as number)
    }
  }
  for (let i = 0; i < p; i++) for (let j = i + 1; j < p; j++) a[i * p + j] = a[j * p + i] as number
  return { a, b }
}
