import { densityAt, densityJob, densitySurface } from '../../../src/statistics/density.ts'
import { spotsOf } from '../../../src/statistics/spots.ts'
import { drawn, inR, line, milliseconds, stored } from '../beside-peer.ts'
import { shared } from './shared.ts'

/** Events geocoded to so many addresses. */
function measureMerging(window: { minX: number; minY: number; maxX: number; maxY: number }, sigma: number): void {
  const addresses = 100_000
  const [atX, atY] = [drawn(addresses, window.maxX), drawn(addresses, window.maxY)]
  for (const n of [1_000_000, 10_000_000]) {
    const address = drawn(n, addresses)
    const x = address.map((at) => atX[Math.floor(at)] as number)
    const y = address.map((at) => atY[Math.floor(at)] as number)
    const merged = spotsOf(x, y, undefined)
    const options = { window, sigma }
    const raster = { columns: 1280, rows: 960 }
    line({
      what: `density, quartic, ${n} events on ${addresses} addresses, 1280 × 960, merging counted`,
      own: milliseconds(2, () => densitySurface(x, y, raster, options)),
    })
    line({
      what: `density, quartic, ${n} events on ${addresses} addresses, 1280 × 960, after merging`,
      own: milliseconds(3, () => densitySurface(merged.x, merged.y, raster, { ...options, weights: merged.weight })),
      promised: 1000,
    })
  }
}

export async function measureDensity(): Promise<void> {
  const window = { minX: 0, minY: 0, maxX: 20_000, maxY: 15_000 }
  const radius = 300
  for (const n of [10_000, 100_000, 1_000_000]) {
    const [x, y] = [drawn(n, window.maxX), drawn(n, window.maxY)]
    for (const kernel of ['epanechnikov', 'quartic'] as const) {
      const sigma = radius / Math.sqrt(kernel === 'quartic' ? 8 : 6)
      const took =
        n === 1_000_000
          ? inR(`suppressMessages(library(spatstat)); m <- read.table("${stored(x, y)}"); p <- ppp(m[, 1], m[, 2], c(0, 20000), c(0, 15000), check = FALSE)
                 t(function() density(p, sigma = ${sigma}, kernel = "${kernel}", dimyx = c(960, 1280), edge = FALSE))`)
          : null
      line({
        what: `density, ${kernel}, ${n} points, 1280 × 960, radius ${radius} m`,
        own: milliseconds(3, () => densitySurface(x, y, { columns: 1280, rows: 960 }, { window, kernel, sigma })),
        peer: { name: 'spatstat::density.ppp', took, leastRatio: 10 },
        // A thousandth of the squares, since all of them would take minutes.
        definition: () =>
          1000 *
          milliseconds(1, () =>
            densityAt(x, y, drawn(1229, window.maxX), drawn(1229, window.maxY), { window, kernel, sigma }),
          ),
      })
      if (n < 1_000_000) continue
      const raster = { columns: 1280, rows: 960 }
      const options = { window, kernel, sigma }
      line({
        what: `density, ${kernel}, ${n} points, 1280 × 960, 2 threads`,
        own: await shared('density', { x, y, raster, options }, () => densityJob(x, y, raster, options), 2),
        peer: { name: 'spatstat::density.ppp', took },
      })
    }
    const sigma = radius / Math.sqrt(8)
    line({
      what: `density, quartic, ${n} points, preview 320 × 240, merged by square`,
      own: milliseconds(3, () => densitySurface(x, y, { columns: 320, rows: 240 }, { window, sigma, isMerged: true })),
      promised: 60,
      definition: () => milliseconds(1, () => densitySurface(x, y, { columns: 320, rows: 240 }, { window, sigma })),
    })
  }
  measureMerging(window, radius / Math.sqrt(8))
}
