export type Ring = [x: number, y: number][]

/** Corners in a full turn of a buffer's edge. */
const TURN = 32
const STEP = (2 * Math.PI) / TURN

/**
 * The convex hull of points with a margin of so many metres around it, counter-clockwise and closed as in GeoJSON. One point becomes
 * a disc and two a capsule; without a margin neither has an area, nor has a row of points, and there is none. A full turn of the margin
 * is drawn with 32 corners or a few more, none of them further out than the margin.
 */
export function hullWithMargin(x: ArrayLike<number>, y: ArrayLike<number>, margin: number): Ring | null {
  const corners = convexHull(Array.from(x, (value, i): [number, number] => [value, y[i] as number]))
  if (corners.length === 0 || (margin === 0 && corners.length < 3)) return null
  if (margin === 0) return closed(corners)
  const normals = corners.map((corner, i) => {
    const next = corners[(i + 1) % corners.length] as Ring[0]
    return Math.atan2(next[1] - corner[1], next[0] - corner[0]) - Math.PI / 2
  })
  return closed(
    corners.flatMap(([cx, cy], i) => {
      // Around a corner the edge turns from the normal of the side that ends there to that of the side that begins.
      const from = corners.length === 1 ? 0 : (normals.at(i - 1) as number)
      let turn = corners.length === 1 ? 2 * Math.PI - STEP : (normals[i] as number) - from
      while (turn < 0) turn += 2 * Math.PI
      const parts = Math.max(1, Math.ceil(turn / STEP - 1e-9))
      return Array.from({ length: parts + 1 }, (_, k): [number, number] => {
        const angle = from + (turn * k) / parts
        return [cx + margin * Math.cos(angle), cy + margin * Math.sin(angle)]
      })
    }),
  )
}

function closed(ring: Ring): Ring {
  const [first] = ring
  return first ? [...ring, first] : ring
}

/** Andrew's monotone chain (1979): counter-clockwise, without points along an edge. */
function convexHull(points: Ring): Ring {
  const sorted = points.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const lower = chain(sorted)
  const upper = chain(sorted.reverse())
  return lower.length === 1 ? lower : [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function chain(sorted: Ring): Ring {
  const kept: Ring = []
  for (const point of sorted) {
    while (kept.length >= 2 && turn(kept.at(-2) as Ring[0], kept.at(-1) as Ring[0], point) <= 0) kept.pop()
    const last = kept.at(-1)
    if (last && last[0] === point[0] && last[1] === point[1]) continue
    kept.push(point)
  }
  return kept
}

/** Above 0 to the left. */
function turn(a: Ring[0], b: Ring[0], c: Ring[0]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}
