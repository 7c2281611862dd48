import { SAME_DISTANCE_M, type ScanCircles, type ScanPlaces } from './scan-circles.ts'
import type { Cylinder } from './scan-windows.ts'

interface FoundCluster {
  cylinder: Cylinder
  /** Places in the circle. */
  ids: number[]
  /** Metres to the one furthest out. */
  radius: number
}

/** Clusters from the largest ratio, none with a place of one before it and at most `most`; of those alike the one with the smallest circle. */
export function apart(found: Cylinder[], circles: ScanCircles, places: ScanPlaces, most: number): FoundCluster[] {
  const isTaken = new Uint8Array(places.x.length)
  const kept: FoundCluster[] = []
  const sorted = found.sort((a, b) => b.llr - a.llr || a.centre - b.centre)
  for (let at = 0; at < sorted.length && kept.length < most; ) {
    let end = at + 1
    while (end < sorted.length && (sorted[at] as Cylinder).llr - (sorted[end] as Cylinder).llr <= 1e-9) end++
    const alike = sorted
      .slice(at, end)
      .map((cylinder) => ({ cylinder, ...memberOf(circles, cylinder) }))
      .sort((a, b) => a.radius - b.radius || a.cylinder.centre - b.cylinder.centre)
    for (const one of alike) {
      if (kept.length === most || one.ids.some((s) => isTaken[s])) continue
      for (const s of one.ids) isTaken[s] = 1
      kept.push(one)
    }
    at = end
  }
  return kept
}

function memberOf(circles: ScanCircles, { centre, inside }: Cylinder): { ids: number[]; radius: number } {
  const circle = circles.circle(centre)
  // Out to the first place that makes it weigh what it does; those beyond with nothing of their own are not in it.
  const radius = circle.distance[circle.inside.indexOf(inside)] as number
  const count = circle.distance.filter((far) => far - radius <= SAME_DISTANCE_M).length
  return { ids: [...circle.ids.subarray(0, count)], radius: circle.distance[count - 1] ?? 0 }
}
