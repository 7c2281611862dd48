import { Buckets, GrowingInts } from './buckets.ts'
import { type Kernel, KernelShape, type Rectangle } from './density-kernels.ts'
import { mergeBySquares, mergingError } from './density-merge.ts'
import type { Raster } from './density-rows.ts'
import { sweepGaussian, sweepPolynomial } from './density-sweep.ts'
import { type Divided, inOnePart } from './divided.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { peopleWithin } from './people-within.ts'
import { mayShareSpots, spotsOf } from './spots.ts'

export const EDGES = ['none', 'uniform', 'jones-diggle'] as const
export type Edge = (typeof EDGES)[number]

export interface DensityOptions {
  window: Rectangle
  kernel?: Kernel
  /** Bandwidth in metres: the standard deviation along each axis, not the radius. */
  sigma: number
  /**
   * What is done about the part of a kernel that falls outside the window: `uniform` divides by the share inside at each spot of the
   * map, `jones-diggle` (Jones 1993, Diggle 1985) at each point, and keeps the total.
   */
  edge?: Edge
  /** How many events each point stands for; 1. */
  weights?: ArrayLike<number>
  /** Where a Gaussian is cut, as a share of its height. */
  tolerance?: number
  /**
   * Points in one square of the raster count as one in their middle of gravity: for a preview of very many, with the error stated. An
   * exact surface merges only points on one spot.
   */
  isMerged?: boolean
}

export interface DensitySurface extends Raster {
  /** Events per square metre, row by row from below; 0 where masked. */
  values: Float64Array
  /** Metres from a point to where its kernel ends. */
  radius: number
  /** No value is further from the true one than this (events per square metre); 0 is exact. */
  largestError: number
}

/** More steps than this take minutes. */
const MOST_STEPS = 3e10

/**
 * Density of events on a raster (Silverman 1986): exact for Epanechnikov and the quartic, with a stated error for the Gaussian.
 *
 * @param x metres (SWEREF 99 TM). @param y metres.
 * @throws StatisticsInvalid
 */
export function densitySurface(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  raster: RasterSize,
  options: DensityOptions,
): DensitySurface {
  return inOnePart(densityJob(x, y, raster, options))
}

/** Columns and rows; `mask` has 0 for squares to leave out (water), row by row from below. */
export interface RasterSize {
  columns: number
  rows: number
  mask?: ArrayLike<number>
}

/** The same as a job whose rows may be shared; a part holds the values of its rows. */
export function densityJob(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  raster: RasterSize,
  options: DensityOptions,
): Divided<Float64Array, DensitySurface> {
  const shape = demandDensity(x, y, options)
  const { window, edge = 'none' } = options
  const { columns, rows, mask } = raster
  demandNumber(columns, 'columns', { min: 1, max: 20_000, isWhole: true })
  demandNumber(rows, 'rows', { min: 1, max: 20_000, isWhole: true })
  demand(!mask || mask.length === columns * rows, 'mask', mask?.length, [
    `${columns * rows} värden`,
    `${columns * rows} values`,
  ])
  // Its correction differs between the points of a square, which no bound of ours covers.
  demand(!options.isMerged || edge !== 'jones-diggle', 'isMerged', true, [
    'false med kanter efter jones-diggle',
    'false with edges by jones-diggle',
  ])
  const isGaussian = shape.kernel === 'gaussian'
  const [stepX, stepY] = [(window.maxX - window.minX) / columns, (window.maxY - window.minY) / rows]
  const across = Math.min(columns, (2 * shape.radius) / stepX + 1)
  const along = Math.min(rows, (2 * shape.radius) / stepY + 1)
  const place: Raster = { window, columns, rows }
  const near = options.isMerged ? mergeBySquares(x, y, options.weights, place) : null
  const given = near ?? bySpots(x, y, options.weights)
  const steps = given.x.length * along * (isGaussian ? across : 1)
  demand(steps <= MOST_STEPS, 'sigma', options.sigma, [
    `en bandbredd som med ${x.length} punkter och ${columns} × ${rows} rutor blir räknad i tid`,
    `a bandwidth that with ${x.length} points and ${columns} × ${rows} squares is computed in time`,
  ])
  const { weights, largest } = pointWeights(given.x, given.y, shape, { ...options, weights: given.weights })
  const rowsOf = (isGaussian ? sweepGaussian : sweepPolynomial)(given.x, given.y, weights, place, shape)
  return {
    units: rows,
    part: (fromRow, toRow) => {
      const values = rowsOf(fromRow, toRow)
      if (edge !== 'uniform') return values
      for (let at = 0; at < values.length; at++) {
        const px = window.minX + ((at % columns) + 0.5) * stepX
        const py = window.minY + (fromRow + Math.floor(at / columns) + 0.5) * stepY
        if (isFarInside(px, py, window, shape.radius)) continue
        values[at] = (values[at] as number) / shape.massInside(px, py, window)
      }
      return values
    },
    join: (parts) => {
      const values = new Float64Array(columns * rows)
      let at = 0
      for (const part of parts) {
        values.set(part, at)
        at += part.length
      }
      if (mask) for (let k = 0; k < values.length; k++) if (!mask[k]) values[k] = 0
      const cut = isGaussian ? (options.tolerance ?? TOLERANCE) * shape.height * largest : 0
      // A corner of the window has the least of a kernel inside: at least a fourth, less only where the window is narrower than it.
      const leastMass = edge === 'none' ? 1 : shape.massInside(window.minX, window.minY, window)
      const moved = near ? mergingError(near, shape) : 0
      return { ...place, values, radius: shape.radius, largestError: (cut + moved) / leastMass }
    },
  }
}

/** Merged where that is worth its time: police data have thousands of events on one address. */
function bySpots(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): { x: ArrayLike<number>; y: ArrayLike<number>; weights: ArrayLike<number> | undefined } {
  if (!mayShareSpots(x, y)) return { x, y, weights }
  const { weight, ...spots } = spotsOf(x, y, weights)
  return { ...spots, weights: weight }
}

/** A thousandth of a millionth of a kernel's height is far less than anybody can see. */
const TOLERANCE = 1e-9

/**
 * The same at chosen spots, without a raster: each point counts, also one on the spot itself.
 *
 * @param atX metres. @param atY metres. @throws StatisticsInvalid
 */
export function densityAt(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  atX: ArrayLike<number>,
  atY: ArrayLike<number>,
  options: DensityOptions,
): Float64Array {
  const shape = demandDensity(x, y, options)
  const { window, edge = 'none' } = options
  demandSameLength(atX, atY, 'atY', 'atX')
  demandNumbers(atX, 'atX', edge === 'uniform' ? { min: window.minX, max: window.maxX } : {})
  demandNumbers(atY, 'atY', edge === 'uniform' ? { min: window.minY, max: window.maxY } : {})
  const { weights } = pointWeights(x, y, shape, options)
  const values = new Float64Array(atX.length)
  if (x.length === 0) return values
  const buckets = new Buckets(x, y, shape.radius)
  const found = new GrowingInts()
  for (let k = 0; k < values.length; k++) {
    const [px, py] = [atX[k] as number, atY[k] as number]
    buckets.within(px, py, shape.radius, found)
    // In the points' order, so that the sum does not depend on how they were found.
    const near = found.values.subarray(0, found.length).sort()
    let sum = 0
    for (const i of near) {
      const squared = ((x[i] as number) - px) ** 2 + ((y[i] as number) - py) ** 2
      sum += shape.at(squared) * (weights ? (weights[i] as number) : 1)
    }
    values[k] = edge === 'uniform' ? sum / shape.massInside(px, py, window) : sum
  }
  return values
}

export interface RelativeRisk extends DensitySurface {
  /**
   * Events per person over the same for the whole window; NaN where fewer people than `leastPeople` live within the radius, or where those
   * who do live so near its rim that the kernel counts them as fewer than so many evenly spread.
   */
  relative: Float64Array
  overall: number
}

/**
 * Events over population, both smoothed alike (Kelsall and Diggle 1995): 2 is twice as many per person as in the whole window.
 *
 * @param people what each dwelling place holds. @returns null where there are no events or no people. @throws StatisticsInvalid
 */
export function relativeRisk(
  events: { x: ArrayLike<number>; y: ArrayLike<number> },
  population: { x: ArrayLike<number>; y: ArrayLike<number>; people: ArrayLike<number> },
  raster: RasterSize,
  options: DensityOptions & { leastPeople?: number },
): RelativeRisk | null {
  const { leastPeople = 50, ...density } = options
  demandNumber(leastPeople, 'leastPeople', { min: 1 })
  demandSameLength(population.x, population.people, 'population.people', 'population.x')
  demandNumbers(population.people, 'population.people', { min: 0 })
  const surface = densitySurface(events.x, events.y, raster, density)
  const below = densitySurface(population.x, population.y, raster, { ...density, weights: population.people })
  let [count, people] = [0, 0]
  for (let i = 0; i < events.x.length; i++) count += density.weights ? (density.weights[i] as number) : 1
  for (let i = 0; i < population.x.length; i++) people += population.people[i] as number
  if (count === 0 || people === 0) return null
  const overall = count / people
  const least = leastPeople / (Math.PI * below.radius * below.radius)
  const within = peopleWithin(population, below.radius, below)
  // Sums of parts of people may fall short by their last digits.
  const fewest = leastPeople * (1 - 1e-9)
  const relative = surface.values.map((value, at) => {
    const beside = below.values[at] as number
    return beside < least || (within[at] as number) < fewest ? Number.NaN : value / beside / overall
  })
  return { ...surface, relative, overall }
}

function demandDensity(x: ArrayLike<number>, y: ArrayLike<number>, options: DensityOptions): KernelShape {
  const { window, sigma, kernel = 'quartic', edge = 'none', weights, tolerance = TOLERANCE } = options
  demandSameLength(x, y, 'y', 'x')
  for (const name of ['minX', 'minY', 'maxX', 'maxY'] as const) demandNumber(window[name], `window.${name}`)
  demand(window.maxX > window.minX, 'window.maxX', window.maxX, [`mer än ${window.minX}`, `more than ${window.minX}`])
  demand(window.maxY > window.minY, 'window.maxY', window.maxY, [`mer än ${window.minY}`, `more than ${window.minY}`])
  // Outside the window a point has no share inside to divide by.
  const isBound = edge !== 'none'
  demandNumbers(x, 'x', isBound ? { min: window.minX, max: window.maxX } : {})
  demandNumbers(y, 'y', isBound ? { min: window.minY, max: window.maxY } : {})
  const size = Math.max(window.maxX - window.minX, window.maxY - window.minY)
  demandNumber(sigma, 'sigma', { min: size * 1e-9, max: size * 1e3 })
  demandNumber(tolerance, 'tolerance', { min: 1e-16, max: 0.1 })
  if (weights) {
    demandSameLength(x, weights, 'weights', 'x')
    demandNumbers(weights, 'weights', { min: 0 })
  }
  return new KernelShape(kernel, sigma, tolerance)
}

/** What each point counts, its share inside the window divided away where that is asked for; and all of it together. */
function pointWeights(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  shape: KernelShape,
  options: DensityOptions,
): { weights: ArrayLike<number> | undefined; largest: number } {
  const { window, weights, edge } = options
  const own =
    edge === 'jones-diggle'
      ? Float64Array.from({ length: x.length }, (_, i) => {
          const [px, py] = [x[i] as number, y[i] as number]
          const mass = isFarInside(px, py, window, shape.radius) ? 1 : shape.massInside(px, py, window)
          return (weights ? (weights[i] as number) : 1) / mass
        })
      : weights
  let largest = own ? 0 : x.length
  if (own) for (let i = 0; i < own.length; i++) largest += own[i] as number
  return { weights: own, largest }
}

function isFarInside(x: number, y: number, window: Rectangle, radius: number): boolean {
  return (
    x - window.minX >= radius && window.maxX - x >= radius && y - window.minY >= radius && window.maxY - y >= radius
  )
}
