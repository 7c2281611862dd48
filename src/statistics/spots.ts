/** Points on one spot are one spot with their weights together. */
export interface Spots {
  x: Float64Array
  y: Float64Array
  weight: Float64Array
  /** The spot of each point. */
  of: Int32Array
}

/**
 * Merges coincident points, from the west and then the south, whatever order they come in: events are geocoded to addresses, and what is done
 * once for each spot need not be done for each event.
 *
 * @param weights events each point stands for; 1 where not given.
 */
export function mergeSpots(x: ArrayLike<number>, y: ArrayLike<number>, weights: ArrayLike<number> | undefined): Spots {
  const n = x.length
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (x[a] as number) - (x[b] as number) || (y[a] as number) - (y[b] as number) || a - b,
  )
  const spots: Spots = {
    x: new Float64Array(n),
    y: new Float64Array(n),
    weight: new Float64Array(n),
    of: new Int32Array(n),
  }
  let count = 0
  for (let at = 0; at < n; at++) {
    const i = order[at] as number
    const before = count - 1
    if (count === 0 || spots.x[before] !== x[i] || spots.y[before] !== y[i]) {
      spots.x[count] = x[i] as number
      spots.y[count] = y[i] as number
      count++
    }
    const spot = count - 1
    spots.of[i] = spot
    spots.weight[spot] = (spots.weight[spot] as number) + (weights ? (weights[i] as number) : 1)
  }
  return { x: spots.x.slice(0, count), y: spots.y.slice(0, count), weight: spots.weight.slice(0, count), of: spots.of }
}
