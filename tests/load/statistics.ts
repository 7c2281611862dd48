import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { densityAt, densitySurface } from '../../src/statistics/density.ts'
import { hotSpots } from '../../src/statistics/hot-spots.ts'
import { microClusters } from '../../src/statistics/micro-clusters.ts'
import { nearRepeat } from '../../src/statistics/near-repeat.ts'
import { Random } from '../../src/statistics/random.ts'

/**
 * `npm run bench -- statistics`: the analyses, a line for each job and size beside the same job in R where it is on this machine, else
 * beside its definition written out; and the time that is promised, where one is. Exit 1 when a promise is not kept.
 *
 * Run by scripts/bench.mjs: node statistics.js <root> <temporary folder> statistics
 */
const temporary = process.argv[3] ?? '.'
const random = new Random(20261122)
let isKept = true

/** The best of some rounds: what the machine does beside it only makes it slower. */
function milliseconds(rounds: number, work: () => unknown): number {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    work()
    best = Math.min(best, performance.now() - began)
  }
  return best
}

/** What an R script says its work took, in milliseconds; null without R or the package. */
function inR(script: string): number | null {
  try {
    const timed = `t <- function(f) cat(1000 * min(sapply(1:2, function(i) system.time(f())[["elapsed"]])));\n${script}`
    const options = { stdio: ['ignore', 'pipe', 'ignore'] as ('ignore' | 'pipe')[], maxBuffer: 2 ** 20 }
    return Number(execFileSync('Rscript', ['-e', timed], options).toString().trim())
  } catch {
    return null
  }
}

interface Line {
  what: string
  own: number
  /** Milliseconds that are promised. */
  promised?: number
  /** The same job, and by what. */
  peer?: { name: string; took: number | null; leastRatio?: number }
  definition?: () => number
}

function line({ what, own, promised, peer, definition }: Line): void {
  const took = peer?.took ?? definition?.() ?? null
  const name = peer?.took ? peer.name : 'written out'
  const ratio = took === null ? null : took / own
  const isGood =
    (promised === undefined || own <= promised) && !(peer?.took && peer.leastRatio && (ratio ?? 0) < peer.leastRatio)
  isKept &&= isGood
  const beside = ratio === null ? '' : `  ${ratio.toFixed(1).padStart(8)} × as fast as ${name} (${took?.toFixed(0)} ms)`
  const limit = promised === undefined ? '' : `  of ${promised} ms`
  console.log(`${isGood ? 'kept  ' : 'MISSED'}  ${what.padEnd(62)}${own.toFixed(1).padStart(9)} ms${limit}${beside}`)
}

const draw = (n: number, scale: number): Float64Array =>
  Float64Array.from({ length: n }, () => random.uniform() * scale)

/** Numbers for R to read. */
function stored(...columns: ArrayLike<number>[]): string {
  const file = join(mkdtempSync(join(temporary, 'bench-')), 'numbers.txt')
  const rows = Array.from(columns[0] ?? [], (_, i) => columns.map((column) => column[i]).join(' '))
  writeFileSync(file, `${rows.join('\n')}\n`)
  return file
}

function spots(): void {
  for (const side of [100, 316]) {
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
      own: milliseconds(5, run(499)),
      ...(side === 100 && { promised: 200 }),
      peer: { name: 'spdep::localG_perm', took, leastRatio: 30 },
    })
    line({ what: `hot spots, ${n} squares, 9,999 permutations`, own: milliseconds(3, run(9999)) })
  }
}

function surfaces(): void {
  const window = { minX: 0, minY: 0, maxX: 20_000, maxY: 15_000 }
  const radius = 300
  for (const n of [10_000, 100_000, 1_000_000]) {
    const [x, y] = [draw(n, window.maxX), draw(n, window.maxY)]
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
        peer: { name: 'spatstat::density.ppp', took },
        // A thousandth of the squares, since all of them would take minutes.
        definition: () =>
          1000 *
          milliseconds(1, () =>
            densityAt(x, y, draw(1229, window.maxX), draw(1229, window.maxY), { window, kernel, sigma }),
          ),
      })
    }
    const sigma = radius / Math.sqrt(8)
    line({
      what: `density, quartic, ${n} points, preview 320 × 240`,
      own: milliseconds(3, () => densitySurface(x, y, { columns: 320, rows: 240 }, { window, sigma })),
    })
  }
}

function clusters(): void {
  for (const n of [10_000, 100_000, 1_000_000]) {
    const size = Math.sqrt(n) * 100
    const [x, y] = [draw(n, size), draw(n, size)]
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

function repeats(): void {
  const n = 12_334
  const [x, y, days] = [draw(n, 25_000), draw(n, 25_000), draw(n, 365).map(Math.floor)]
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
}

spots()
surfaces()
clusters()
repeats()
process.exit(isKept ? 0 : 1)
