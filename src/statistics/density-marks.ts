import { MARKS_MODULE } from './density-marks-module.ts'

/** A row in kernel radii: its columns and their blocks. */
export interface Line {
  step: number
  block: number
  /** Columns from one new beginning to the next. */
  anew: number
  columns: number
  /** The middle of the block of each column, also of one more than there are, where those that reach the edge end. */
  origin: Float64Array
  /** Where the sum begins anew the next time after each column. */
  next: Int32Array
}

/** What density-marks.wat exports. */
interface Marks {
  memory: { buffer: ArrayBuffer; grow(pages: number): number }
  epanechnikov: Mark
  quartic: Mark
}

type Mark = (
  x: number,
  y: number,
  weight: number,
  from: number,
  to: number,
  row: number,
  perStep: number,
  columns: number,
  change: number,
  origin: number,
  next: number,
) => void

/** At the start of the memory the loop keeps what it has worked out ahead. */
const AHEAD_BYTES = 8192
const PAGE_BYTES = 65_536

let compiled: WebAssembly.Module | undefined

/**
 * Marks where the kernels of points begin and end along a row: t = s − u², u the place of a point from the middle of the block and s = 1 − dy²;
 * for the quartic its square, by the powers of the column. Holds the points in the memory of the loop (density-marks.wat), to be filled in.
 */
export class RowMarks {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly weight: Float64Array
  /** By column the numbers that change there: three, and five for the quartic. */
  readonly change: Float64Array
  private readonly mark: (from: number, to: number, row: number) => void

  constructor(kernel: 'epanechnikov' | 'quartic', count: number, line: Line) {
    const { columns, origin, next, step } = line
    const numbers = kernel === 'quartic' ? 5 : 3
    compiled ??= new WebAssembly.Module(bytesOf(MARKS_MODULE))
    const marks = new WebAssembly.Instance(compiled).exports as unknown as Marks
    const lengths = [count, count, count, numbers * (columns + 1), columns + 1, (columns + 1) / 2]
    const starts: number[] = []
    let end = AHEAD_BYTES
    for (const length of lengths) {
      starts.push(end)
      // Two at a time are read, so a list of an odd number is followed by one more.
      end += 16 * Math.ceil((length + 1) / 2)
    }
    marks.memory.grow(Math.ceil(end / PAGE_BYTES))
    const { buffer } = marks.memory
    const [x, y, weight, change, origins, nexts] = starts as [number, number, number, number, number, number]
    this.x = new Float64Array(buffer, x, count)
    this.y = new Float64Array(buffer, y, count)
    this.weight = new Float64Array(buffer, weight, count)
    this.change = new Float64Array(buffer, change, numbers * (columns + 1))
    new Float64Array(buffer, origins, columns + 1).set(origin)
    new Int32Array(buffer, nexts, columns + 1).set(next)
    this.mark = (from, to, row) => marks[kernel](x, y, weight, from, to, row, 1 / step, columns, change, origins, nexts)
  }

  /** Points from one up to another in the row whose middles lie at `row`; what was marked before is gone. */
  markRow(from: number, to: number, row: number): void {
    this.change.fill(0)
    this.mark(from, to, row)
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

/** Σ w(t + 2uv − v²), v the place of the column: t, u and w are what the changes have come to. Nothing in reach is nothing. */
export function readEpanechnikov(
  change: Float64Array,
  { step, block, anew }: Line,
  target: Float64Array,
  height: number,
): void {
  let [a, b, c] = [0, 0, 0]
  const wide = block * step
  for (let column = 0, within = 0; column < target.length; column++, within++) {
    if (column % anew === 0) a = b = c = within = 0
    if (within === block) {
      // Around the next middle: t + 2uD − D² and u − D, summed.
      within = 0
      a += wide * (2 * b - c * wide)
      b -= c * wide
    }
    const at = column * 3
    a += change[at] as number
    b += change[at + 1] as number
    c += change[at + 2] as number
    // Weights add up exactly: 0 is that all that began have ended.
    if (c === 0) a = b = 0
    const v = (within + 0.5 - block / 2) * step
    target[column] = Math.max(0, height * (a + v * (2 * b - c * v)))
  }
}

/** Σ w(t + 2uv − v²)² by the powers of v. */
export function readQuartic(
  change: Float64Array,
  { step, block, anew }: Line,
  target: Float64Array,
  height: number,
): void {
  let [a, b, c, d, e] = [0, 0, 0, 0, 0]
  const wide = block * step
  for (let column = 0, within = 0; column < target.length; column++, within++) {
    if (column % anew === 0) a = b = c = d = e = within = 0
    if (within === block) {
      within = 0
      a += wide * (4 * b + wide * (c + wide * (-4 * d + wide * e)))
      b += wide * (c / 2 + wide * (-3 * d + wide * e))
      c += wide * (-12 * d + 6 * wide * e)
      d -= wide * e
    }
    const at = column * 5
    a += change[at] as number
    b += change[at + 1] as number
    c += change[at + 2] as number
    d += change[at + 3] as number
    e += change[at + 4] as number
    if (e === 0) a = b = c = d = 0
    const v = (within + 0.5 - block / 2) * step
    target[column] = Math.max(0, height * (a + v * (4 * b + v * (c + v * (-4 * d + v * e)))))
  }
}
