import { microClusters } from '../../../src/statistics/micro-clusters.ts'
import { drawn, inR, line, milliseconds, stored } from '../beside-peer.ts'

export function measureMicroClusters(): void {
  for (const n of [10_000, 100_000, 1_000_000]) {
    const size = Math.sqrt(n) * 100
    const [x, y] = [drawn(n, size), drawn(n, size)]
    const took =
      n <= 100_000
        ? inR(`m <- as.matrix(read.table("${stored(x, y)}")); t(function() dbscan::dbscan(m, eps = 150, minPts = 8))`)
        : null
    line({
      what: `micro-clusters, ${n} points`,
      own: milliseconds(3, () => microClusters(x, y, { radius: 150, least: 8 })),
      peer: { name: 'dbscan::dbscan', took },
    })
  }
}
