/**
 * Points sorted into square buckets, for finding those within a distance. The number of buckets follows the number of points, so a few
 * points far out make the search slower but never take more memory.
 */
export class Buckets {
  private readonly order: Int32Array
  private readonly start: Int32Array
  private readonly columns: number
  private readonly rows: number
  private readonly size: number
  private readonly minX: number
  private readonly minY: number
  /** Coordinates in the order of the buckets, so that a search reads what lies together. */
  private readonly x: Float64Array
  private readonly y: Float64Array
  /** From one corner of the points' rectangle to the other. */
  readonly diagonal: number

  /** @param x metres. @param y metres. At least one point. @param reach the distance that will be asked for most. */
  constructor(x: ArrayLike<number>, y: ArrayLike<number>, reach: number) {
    const n = x.length
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < n; i++) {
      minX = Math.min(minX, x[i] as number)
      maxX = Math.max(maxX, x[i] as number)
      minY = Math.min(minY, y[i] as number)
      maxY = Math.max(maxY, y[i] as number)
    }
    const [width, height] = [maxX - minX, maxY - minY]
    this.diagonal = Math.hypot(width, height)
    this.size = Math.max(reach, Math.sqrt((width * height) / (4 * n)), width / (4 * n), height / (4 * n)) || 1
    this.columns = Math.floor(width / this.size) + 1
    this.rows = Math.floor(height / this.size) + 1
    this.minX = minX
    this.minY = minY
    const bucket = new Int32Array(n)
    this.start = new Int32Array(this.columns * this.rows + 1)
    for (let i = 0; i < n; i++) {
      bucket[i] = this.row(y[i] as number) * this.columns + this.column(x[i] as number)
      const next = (bucket[i] as number) + 1
      this.start[next] = (this.start[next] as number) + 1
    }
    for (let b = 1; b < this.start.length; b++)
      this.start[b] = (this.start[b] as number) + (this.start[b - 1] as number)
    const next = this.start.slice()
    this.order = new Int32Array(n)
    this.x = new Float64Array(n)
    this.y = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const b = bucket[i] as number
      const at = next[b] as number
      this.order[at] = i
      this.x[at] = x[i] as number
      this.y[at] = y[i] as number
      next[b] = at + 1
    }
  }

  private column(x: number): number {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.minX) / this.size)))
  }

  private row(y: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.minY) / this.size)))
  }

  /** The points within `reach` of a place, the edge counted, in no particular order; those on the place itself are among them. */
  within(px: number, py: number, reach: number, found: GrowingInts): void {
    const { x, y, order, start, columns } = this
    found.length = 0
    // A little beyond, so that rounding does not leave out the bucket of a point that lies on the edge.
    const wide = reach * (1 + 1e-9)
    const [left, right] = [this.column(px - wide), this.column(px + wide)]
    const [top, bottom] = [this.row(py - wide), this.row(py + wide)]
    const limit = reach * reach
    for (let row = top; row <= bottom; row++) {
      const to = start[row * columns + right + 1] as number
      for (let at = start[row * columns + left] as number; at < to; at++) {
        const dx = (x[at] as number) - px
        const dy = (y[at] as number) - py
        if (dx * dx + dy * dy <= limit) found.push(order[at] as number)
      }
    }
  }
}

/** Whole numbers in an array that grows. */
export class GrowingInts {
  values = new Int32Array(256)
  length = 0

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = value
  }
}
