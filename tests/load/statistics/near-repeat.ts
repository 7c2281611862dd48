import { nearRepeat } from '../../../src/statistics/near-repeat.ts'
import { drawn, line, milliseconds } from '../beside-peer.ts'

export function measureNearRepeat(): void {
  const n = 12_334
  const [x, y, days] = [drawn(n, 25_000), drawn(n, 25_000), drawn(n, 365).map(Math.floor)]
  const bands = { distance: [0.1, 100, 200, 300, 400], time: [7, 14, 21, 28], closed: 'right' as const }
  line({
    what: `near repeat, ${n} points, 99 permutations`,
    own: milliseconds(3, () => nearRepeat(x, y, days, { bands, permutations: 99 })),
    promised: 100,
    definition: () => {
      // One count over all pairs, as often as the job makes it.
      const once = milliseconds(1, () => {
        let near = 0
        for (let i = 0; i < n; i++)
          for (let j = 0; j < i; j++) {
            const far = Math.hypot((x[i] as number) - (x[j] as number), (y[i] as number) - (y[j] as number))
            if (far <= 400 && Math.abs((days[i] as number) - (days[j] as number)) <= 28) near++
          }
        return near
      })
      return once * 100
    },
  })
  // As dense in a larger city: how the cost grows.
  for (const size of [10_000, 100_000, 1_000_000, 10_000_000]) {
    const side = 25_000 * Math.sqrt(size / n)
    const [px, py, at] = [drawn(size, side), drawn(size, side), drawn(size, 365).map(Math.floor)]
    const permutations = size > 1_000_000 ? 9 : 99
    line({
      what: `near repeat, ${size} points as dense, ${permutations} permutations`,
      own: milliseconds(size > 100_000 ? 1 : 3, () => nearRepeat(px, py, at, { bands, permutations })),
    })
  }
}
