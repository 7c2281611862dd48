import { GrowingInts } from './buckets.ts'
import { canonicalOrder } from './coordinates.ts'

/** Points on one spot are one spot with their weights together. */
export interface Spots {
  x: Float64Array
  y: Float64Array
  weight: Float64Array
  /** The spot of each point. */
  of: Int32Array
}

/** Points looked at before it is said that they share no spots. */
const SAMPLE = 65_536
/** Of those, so few with a spot of their own that merging is worth its time. */
const WORTH_MERGING = 0.9

/** Whether points are geocoded, so that many lie on the same spot, as far as the first of them tell. */
export function mayShareSpots(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  const n = Math.min(x.length, SAMPLE)
  return numberSpots(x, y, n).count <= WORTH_MERGING * n
}

/**
 * Merges coincident points in the order in which their spots first appear: events are geocoded to addresses, and what is done once for each
 * spot need not be done for each event.
 *
 * @param weights events each point stands for; 1 where not given.
 */
export function spotsOf(x: ArrayLike<number>, y: ArrayLike<number>, weights: ArrayLike<number> | undefined): Spots {
  const { of, count } = numberSpots(x, y, x.length)
  const spots: Spots = { x: new Float64Array(count), y: new Float64Array(count), weight: new Float64Array(count), of }
  for (let i = 0; i < of.length; i++) {
    const spot = of[i] as number
    spots.x[spot] = x[i] as number
    spots.y[spot] = y[i] as number
    spots.weight[spot] = (spots.weight[spot] as number) + (weights ? (weights[i] as number) : 1)
  }
  return spots
}

/** The same from the west and then the south, whatever order they come in. */
export function mergeSpots(x: ArrayLike<number>, y: ArrayLike<number>, weights: ArrayLike<number> | undefined): Spots {
  const found = spotsOf(x, y, weights)
  const order = canonicalOrder(found.x.length, found.x, found.y)
  const placeOf = new Int32Array(order.length)
  order.forEach((spot, place) => {
    placeOf[spot] = place
  })
  const inOrder = (values: Float64Array): Float64Array => Float64Array.from(order, (spot) => values[spot] as number)
  return {
    x: inOrder(found.x),
    y: inOrder(found.y),
    weight: inOrder(found.weight),
    of: found.of.map((spot) => placeOf[spot] as number),
  }
}

/** A number for each spot, by a hash table with open addresses: Map would need a text or an object for each point. */
function numberSpots(x: ArrayLike<number>, y: ArrayLike<number>, n: number): { of: Int32Array; count: number } {
  const of = new Int32Array(n)
  const first = new GrowingInts()
  let table = new Int32Array(4096)
  let count = 0
  const pair = new Float64Array(2)
  const bits = new Int32Array(pair.buffer)
  const slotOf = (px: number, py: number, mask: number): number => {
    // Adding 0 makes −0 the 0 that it equals.
    pair[0] = px + 0
    pair[1] = py + 0
    let hash = Math.imul((bits[0] as number) ^ Math.imul(bits[1] as number, 0x9e3779b1), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15) ^ (bits[2] as number), 0xc2b2ae35)
    hash = Math.imul(hash ^ (hash >>> 13) ^ (bits[3] as number), 0x27d4eb2f)
    return (hash ^ (hash >>> 16)) & mask
  }
  for (let i = 0; i < n; i++) {
    const [px, py] = [x[i] as number, y[i] as number]
    let mask = table.length - 1
    let slot = slotOf(px, py, mask)
    let spot = (table[slot] as number) - 1
    while (spot >= 0 && (x[first.values[spot] as number] !== px || y[first.values[spot] as number] !== py)) {
      slot = (slot + 1) & mask
      spot = (table[slot] as number) - 1
    }
    if (spot < 0) {
      spot = count++
      table[slot] = count
      first.push(i)
      if (4 * count > table.length) {
        table = new Int32Array(2 * table.length)
        mask = table.length - 1
        for (let k = 0; k < count; k++) {
          let at = slotOf(x[first.values[k] as number] as number, y[first.values[k] as number] as number, mask)
          while (table[at] !== 0) at = (at + 1) & mask
          table[at] = k + 1
        }
      }
    }
    of[i] = spot
  }
  return { of, count }
}
