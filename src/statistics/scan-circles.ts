import { Buckets, GrowingInts } from './buckets.ts'
import { demand } from './invalid.ts'

/** Different spots with what each weighs (cases or people), in an order that follows from where they lie. */
export interface ScanPlaces {
  x: Float64Array
  y: Float64Array
  weight: Float64Array
}

/** Distances that differ by less than this are one distance: what coordinates of seven figures lose when they are rounded to doubles. */
export const SAME_DISTANCE_M = 1e-6
/** More than this does not fit in the memory a job may use (twelve bytes each, twice while they are sorted). */
const MOST_MEMBERS = 30_000_000

/**
 * All circles around places, growing place by place out to a radius or to a share of all weight. Seen from the other side: for each place
 * the centres whose circles hold it, and what such a circle weighs when the place, and those as far away, have entered.
 *
 * A circle that is examined is one that has just taken in a place with something recent in it, so this is all a scan needs.
 */
export class ScanCircles {
  /** Those that hold place s stand from `from[s]` to `from[s + 1]`. */
  readonly from: Int32Array
  readonly centre: Int32Array
  /** Weight of the centre's circle out to the place, both counted. */
  readonly inside: Float64Array
  private readonly places: ScanPlaces
  private readonly buckets: Buckets
  private readonly radius: number
  private readonly mostWeight: number

  constructor(places: ScanPlaces, radius: number, mostWeight: number) {
    this.places = places
    this.radius = radius
    this.mostWeight = mostWeight
    const n = places.x.length
    this.buckets = new Buckets(places.x, places.y, radius)
    const members = new GrowingInts()
    const weights: Float64Array[] = []
    const start = new Int32Array(n + 1)
    this.from = new Int32Array(n + 1)
    for (let z = 0; z < n; z++) {
      const { ids, inside } = this.circle(z)
      for (const s of ids) {
        members.push(s)
        this.from[s + 1] = (this.from[s + 1] as number) + 1
      }
      weights.push(inside)
      start[z + 1] = members.length
      demand(members.length <= MOST_MEMBERS, 'radius', radius, [
        `en radie med högst ${MOST_MEMBERS} par av platser`,
        `a radius with at most ${MOST_MEMBERS} pairs of places`,
      ])
    }
    for (let s = 0; s < n; s++) this.from[s + 1] = (this.from[s + 1] as number) + (this.from[s] as number)
    this.centre = new Int32Array(members.length)
    this.inside = new Float64Array(members.length)
    const next = this.from.slice()
    for (let z = 0; z < n; z++) {
      const own = weights[z] as Float64Array
      const first = start[z] as number
      for (let k = 0; k < own.length; k++) {
        const s = members.values[first + k] as number
        const at = next[s] as number
        this.centre[at] = z
        this.inside[at] = own[k] as number
        next[s] = at + 1
      }
    }
  }

  /** Places of the largest circle around z, the nearest first; with each what the circle weighs when it and those as far away have entered. */
  circle(z: number): { ids: Int32Array; distance: Float64Array; inside: Float64Array } {
    const { x, y, weight } = this.places
    const found = new GrowingInts()
    this.buckets.within(x[z] as number, y[z] as number, this.radius, found)
    const all = found.values.subarray(0, found.length)
    const far = Float64Array.from(all, (s) =>
      Math.hypot((x[s] as number) - (x[z] as number), (y[s] as number) - (y[z] as number)),
    )
    const order = Int32Array.from(all, (_, k) => k).sort(
      (a, b) => (far[a] as number) - (far[b] as number) || (all[a] as number) - (all[b] as number),
    )
    const ids = Int32Array.from(order, (k) => all[k] as number)
    const distance = Float64Array.from(order, (k) => far[k] as number)
    const inside = new Float64Array(ids.length)
    let [sum, kept] = [0, 0]
    while (kept < ids.length) {
      let end = kept
      while (end < ids.length && (distance[end] as number) - (distance[kept] as number) <= SAME_DISTANCE_M)
        sum += weight[ids[end++] as number] as number
      if (sum > this.mostWeight) break
      inside.fill(sum, kept, end)
      kept = end
    }
    return { ids: ids.subarray(0, kept), distance: distance.subarray(0, kept), inside: inside.subarray(0, kept) }
  }
}
