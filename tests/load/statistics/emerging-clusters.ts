import { emergingClustersJob } from '../../../src/statistics/emerging-clusters.ts'
import { drawn, line, milliseconds, random } from '../beside-peer.ts'
import { shared } from './shared.ts'

/**
 * A city of six hundred square kilometres where some blocks have much more than others: half of the events lie around fifty spots.
 *
 * @param times so many such cities beside each other.
 */
function city(n: number, times = 1): { x: Float64Array; y: Float64Array; days: Float64Array } {
  const [wide, high, spots] = [20_000 * times, 30_000, 50 * times]
  const [x, y] = [drawn(n, wide), drawn(n, high)]
  const [spotX, spotY] = [drawn(spots, wide), drawn(spots, high)]
  for (let i = 0; i < n; i += 2) {
    const spot = random.below(spots)
    x[i] = (spotX[spot] as number) + 800 * random.normal()
    y[i] = (spotY[spot] as number) + 800 * random.normal()
  }
  return { x, y, days: drawn(n, 366).map(Math.floor) }
}

/** The scan as it is defined: every circle, place by place, over every length. For each replicate as much. */
function writtenOut({ x, y, days }: ReturnType<typeof city>, radius: number, longest: number): number {
  const n = x.length
  let best = 0
  const centres = Math.min(n, 60)
  for (let z = 0; z < centres; z++) {
    const near = [...x.keys()]
      .map((i) => [Math.hypot((x[i] as number) - (x[z] as number), (y[i] as number) - (y[z] as number)), i] as const)
      .filter(([far]) => far <= radius)
      .sort((a, b) => a[0] - b[0])
    const cases = new Int32Array(longest + 1)
    near.forEach(([, i], k) => {
      for (let w = 366 - (days[i] as number); w <= longest; w++) cases[w] = (cases[w] as number) + 1
      for (let w = 1; w <= longest; w++) best = Math.max(best, (cases[w] as number) / (k + 1))
    })
  }
  return best * n
}

export async function measureEmergingClusters(): Promise<void> {
  const quiet = city(11_701)
  const limits = { radius: 1000, longest: 14, replicates: 999 }
  const timed = (options: object) =>
    shared(
      'emerging-clusters',
      { input: quiet, options: { ...limits, ...options } },
      () => emergingClustersJob(quiet, { ...limits, ...options }),
      2,
    )
  line({
    what: 'emerging clusters, 11701 events where nothing goes on, stopped at 20',
    own: await timed({ enough: 20 }),
    peer: { name: 'all 999 worlds', took: await timed({}) },
  })
  for (const n of [1000, 11_701, 100_000]) {
    // The last is as dense and has fewer worlds: how the cost grows.
    const data = city(n, n > 20_000 ? 9 : 1)
    const options = { radius: 1000, longest: 14, replicates: n > 20_000 ? 9 : 999 }
    line({
      what: `emerging clusters, ${n} events, 1 km, 14 days, ${options.replicates} worlds, 2 threads`,
      own: await shared('emerging-clusters', { input: data, options }, () => emergingClustersJob(data, options), 2),
      ...(n === 11_701 && { promised: 5000 }),
      definition: () => (options.replicates * n * milliseconds(1, () => writtenOut(data, 1000, 14))) / Math.min(n, 60),
    })
  }
}
