import { hotSpots } from '../../../src/statistics/hot-spots.ts'
import { inR, line, milliseconds, random, stored } from '../beside-peer.ts'

export function measureHotSpots(): void {
  // Ten million squares are more than it takes.
  for (const side of [100, 316, 1000]) {
    const n = side * side
    const x = Float64Array.from({ length: n }, (_, i) => 100 * (i % side))
    const y = Float64Array.from({ length: n }, (_, i) => 100 * Math.floor(i / side))
    const counts = x.map(() => random.poisson(3))
    const run = (permutations: number) => () =>
      hotSpots(x, y, counts, { neighbours: { kind: 'queen', size: 100 }, permutations })
    const took =
      side === 100
        ? inR(`suppressMessages(library(spdep)); m <- as.matrix(read.table("${stored(counts)}")); w <- nb2listw(cell2nb(${side}, ${side}, "queen"), style = "B")
               t(function() localG_perm(m[, 1], w, nsim = 499))`)
        : null
    line({
      what: `hot spots, ${n} squares, 499 permutations`,
      own: milliseconds(side === 1000 ? 1 : 5, run(499)),
      ...(side === 100 && { promised: 200 }),
      peer: { name: 'spdep::localG_perm', took, leastRatio: 30 },
    })
    if (side < 1000) line({ what: `hot spots, ${n} squares, 9,999 permutations`, own: milliseconds(3, run(9999)) })
  }
}
