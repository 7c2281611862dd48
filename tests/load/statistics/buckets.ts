import KDBush from 'kdbush'
import { Buckets, GrowingInts } from '../../../src/statistics/buckets.ts'
import { line, milliseconds, random } from '../beside-peer.ts'

const REACH = 100

/** Index and search: all within 100 m of each point of a town in lumps, beside a published index in JavaScript. */
export function measureBuckets(): void {
  for (const n of [10_000, 100_000, 1_000_000]) {
    const side = 200 * Math.sqrt(n)
    const lumps = Array.from({ length: 40 }, () => [random.uniform() * side, random.uniform() * side] as const)
    const [x, y] = [new Float64Array(n), new Float64Array(n)]
    for (let i = 0; i < n; i++) {
      const [middleX, middleY] = lumps[random.below(lumps.length)] as (typeof lumps)[number]
      x[i] = middleX + random.normal() * side * 0.05
      y[i] = middleY + random.normal() * side * 0.05
    }
    const found = new GrowingInts()
    const pairs = { own: 0, peer: 0 }
    const own = milliseconds(3, () => {
      pairs.own = 0
      const buckets = new Buckets(x, y, REACH)
      for (let i = 0; i < n; i++) {
        buckets.within(x[i] as number, y[i] as number, REACH, found)
        pairs.own += found.length
      }
    })
    const took = milliseconds(3, () => {
      pairs.peer = 0
      const index = new KDBush(n)
      for (let i = 0; i < n; i++) index.add(x[i] as number, y[i] as number)
      index.finish()
      for (let i = 0; i < n; i++) pairs.peer += index.within(x[i] as number, y[i] as number, REACH).length
    })
    if (pairs.own !== pairs.peer) throw new Error(`${pairs.own} pairs, kdbush finds ${pairs.peer}`)
    line({ what: `buckets, ${n} points, all within ${REACH} m`, own, peer: { name: 'kdbush', took } })
  }
}
