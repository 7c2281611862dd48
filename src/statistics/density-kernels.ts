import { normalBelow } from './distributions.ts'

export const KERNELS = ['epanechnikov', 'quartic', 'gaussian'] as const
export type Kernel = (typeof KERNELS)[number]

export interface Rectangle {
  minX: number
  minY: number
  maxX: number
  maxY: number
}

/**
 * A kernel of a bandwidth. σ is the standard deviation along each axis and is what makes kernels alike; the radius is where a kernel
 * ends: σ√6 for Epanechnikov and σ√8 for the quartic in two dimensions. A Gaussian never ends: it is cut where it has fallen to
 * `tolerance` of its height.
 */
export class KernelShape {
  readonly kernel: Kernel
  readonly sigma: number
  readonly radius: number
  /** Value in the middle, per square metre. */
  readonly height: number

  constructor(kernel: Kernel, sigma: number, tolerance: number) {
    this.kernel = kernel
    this.sigma = sigma
    if (kernel === 'gaussian') {
      this.radius = sigma * Math.sqrt(-2 * Math.log(tolerance))
      this.height = 1 / (2 * Math.PI * sigma * sigma)
    } else {
      this.radius = sigma * Math.sqrt(kernel === 'epanechnikov' ? 6 : 8)
      this.height = (kernel === 'epanechnikov' ? 2 : 3) / (Math.PI * this.radius * this.radius)
    }
  }

  /** Per square metre, so far squared from the middle. */
  at(squared: number): number {
    const share = squared / (this.radius * this.radius)
    if (share > 1) return 0
    if (this.kernel === 'gaussian') return this.height * Math.exp(-squared / (2 * this.sigma * this.sigma))
    return this.height * (this.kernel === 'epanechnikov' ? 1 - share : (1 - share) ** 2)
  }

  /** The share of a kernel that lies inside a rectangle, its middle inside too. */
  massInside(x: number, y: number, window: Rectangle): number {
    const sides = [x - window.minX, window.maxX - x]
    const ends = [y - window.minY, window.maxY - y]
    if (this.kernel === 'gaussian') {
      const along = ([a = 0, b = 0]: number[]): number => normalBelow(b / this.sigma) - normalBelow(-a / this.sigma)
      return along(sides) * along(ends)
    }
    let mass = 0
    for (const side of sides) for (const end of ends) mass += this.quarterMass(side / this.radius, end / this.radius)
    return Math.min(1, mass)
  }

  /**
   * The kernel over [0, a] × [0, b] in radii: across y in closed form, along x by Gauss's quadrature. With x = sin t nothing bends
   * where the disc ends, so twenty nodes on each side of where the upper edge leaves the disc give all digits of a double.
   */
  private quarterMass(sideA: number, sideB: number): number {
    const [a, b] = [Math.max(0, Math.min(1, sideA)), Math.max(0, Math.min(1, sideB))]
    if (a === 1 && b === 1) return 0.25
    if (a === 0 || b === 0) return 0
    const end = Math.asin(a)
    const bend = Math.min(end, Math.acos(b))
    return this.strip(0, bend, b) + this.strip(bend, end, b)
  }

  private strip(from: number, to: number, b: number): number {
    if (to <= from) return 0
    const [middle, half] = [(from + to) / 2, (to - from) / 2]
    let sum = 0
    for (let k = 0; k < NODES.length; k++) {
      const [node, weight] = NODES[k] as [number, number]
      const cosine = Math.cos(middle + half * node)
      const y = Math.min(b, cosine)
      const s = cosine * cosine
      const across =
        this.kernel === 'epanechnikov' ? y * (s - (y * y) / 3) : y * (s * s - (2 * s * y * y) / 3 + (y * y * y * y) / 5)
      sum += weight * across * cosine
    }
    return sum * half * this.height * this.radius * this.radius
  }
}

/** Nodes and weights of Gauss and Legendre, by Newton's method on the polynomial. */
function gaussLegendre(order: number): [node: number, weight: number][] {
  return Array.from({ length: order }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5))
    let slope = 1
    for (let round = 0; round < 50; round++) {
      let [before, value] = [1, x]
      for (let k = 2; k <= order; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
      slope = (order * (x * value - before)) / (x * x - 1)
      const step = value / slope
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    return [x, 2 / ((1 - x * x) * slope * slope)]
  })
}

const NODES = gaussLegendre(20)
