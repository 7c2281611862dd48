import { unusualChange } from '../../../src/statistics/unusual-change.ts'
import { inR, line, milliseconds, random, stored } from '../beside-peer.ts'

export function measureUnusualChange(): void {
  for (const many of [1, 100, 1000, 10_000, 100_000]) {
    const series = Array.from({ length: many }, (_, i) => ({
      name: `${i}`,
      counts: Array.from({ length: 320 }, (_, t) =>
        random.negativeBinomial(8 * Math.exp(0.3 * Math.sin((2 * Math.PI * t) / 52)), 2),
      ),
    }))
    const weeks = many === 1 ? 52 : 1
    const took =
      many === 1
        ? inR(`suppressMessages(library(surveillance)); y <- as.matrix(read.table("${stored(series[0]?.counts ?? [])}")); s <- sts(observed = y, frequency = 52)
               t(function() farringtonFlexible(s, list(range = 269:320, b = 4, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26, pThresholdTrend = 1, thresholdMethod = "nbPlugin")))`)
        : null
    line({
      what: `unusual change, ${many} series, ${weeks} weeks each`,
      own: milliseconds(many === 1 ? 40 : many > 1000 ? 1 : 5, () =>
        unusualChange(series, { test: weeks, farrington: { yearsBack: 4 } }),
      ),
      peer: { name: 'surveillance::farringtonFlexible', took, leastRatio: 50 },
    })
  }
}
