import { inOnePart } from '../../../src/statistics/divided.ts'
import { foresightJob } from '../../../src/statistics/foresight.ts'
import { gainOf } from '../../../src/statistics/map-score.ts'
import { drawn, line, milliseconds } from '../beside-peer.ts'

export function measureForesight(): void {
  for (const n of [1000, 10_000, 100_000]) {
    const [x, y, days] = [drawn(n, 20_000), drawn(n, 15_000), drawn(n, 730)]
    line({
      what: `foresight, ${n} points, 80 × 60 squares, 26 rounds, 4 bandwidths`,
      own: milliseconds(n === 100_000 ? 1 : 3, () =>
        inOnePart(
          foresightJob(x, y, days, { size: 250, trainDays: 365, horizonDays: 14, bandwidths: [125, 250, 500, 1000] }),
        ),
      ),
    })
    const [value, area, counted] = [drawn(n, 1), drawn(n, 1).map((one) => one + 0.1), drawn(n, 5)]
    line({
      what: `top of a map of ${n} areas`,
      own: milliseconds(5, () => gainOf(value, area, [counted], [0.01, 0.02, 0.05, 0.1])),
      definition: () =>
        milliseconds(3, () =>
          [0.01, 0.02, 0.05, 0.1].map((share) => {
            const order = [...value.keys()].sort(
              (a, b) => (value[b] as number) / (area[b] as number) - (value[a] as number) / (area[a] as number),
            )
            const whole = area.reduce((sum, one) => sum + one, 0)
            let [taken, hits] = [0, 0]
            for (const i of order) {
              const part = Math.min(1, Math.max(0, (share * whole - taken) / (area[i] as number)))
              hits += part * (counted[i] as number)
              taken += area[i] as number
            }
            return hits
          }),
        ),
    })
  }
}
