import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '../../src/statistics/random.ts'

const temporary = process.argv[3] ?? '.'
let isKept = true

/** One stream of numbers for all jobs of a run, its seed fixed. */
export const random = new Random(20261122)

export function drawn(n: number, scale: number): Float64Array {
  return Float64Array.from({ length: n }, () => random.uniform() * scale)
}

/** The best of some rounds: what the machine does beside it only makes it slower. */
export function milliseconds(rounds: number, work: () => unknown): number {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    work()
    best = Math.min(best, performance.now() - began)
  }
  return best
}

/** The same for work that is waited for. */
export async function millisecondsOf(rounds: number, work: () => Promise<unknown>): Promise<number> {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await work()
    best = Math.min(best, performance.now() - began)
  }
  return best
}

/** What an R script says its work took, in milliseconds: it calls `t(function() …)`. Null without R or the package. */
export function inR(script: string): number | null {
  try {
    const timed = `t <- function(f) cat(1000 * min(sapply(1:2, function(i) system.time(f())[["elapsed"]])));\n${script}`
    const options = { stdio: ['ignore', 'pipe', 'ignore'] as ('ignore' | 'pipe')[], maxBuffer: 2 ** 20 }
    return Number(execFileSync('Rscript', ['-e', timed], options).toString().trim())
  } catch {
    return null
  }
}

/** Numbers for R to read: a file with a row for each index and a column for each array. */
export function stored(...columns: ArrayLike<number>[]): string {
  const file = join(mkdtempSync(join(temporary, 'bench-')), 'numbers.txt')
  const rows = Array.from(columns[0] ?? [], (_, i) => columns.map((column) => column[i]).join(' '))
  writeFileSync(file, `${rows.join('\n')}\n`)
  return file
}

export interface Measured {
  what: string
  /** Milliseconds of ours. */
  own: number
  /** Milliseconds that are promised. */
  promised?: number
  /** The same job by somebody else: milliseconds (null where it is not on this machine), and how many times as fast we promise to be. */
  peer?: { name: string; took: number | null; leastRatio?: number }
  /** The job's definition written out, measured where there is no peer. */
  definition?: () => number
}

/** Prints a job beside its peer or its definition, and remembers a promise that was not kept. */
export function line({ what, own, promised, peer, definition }: Measured): void {
  const took = peer?.took ?? definition?.() ?? null
  const name = peer?.took ? peer.name : 'written out'
  const ratio = took === null ? null : took / own
  const isGood =
    (promised === undefined || own <= promised) && !(peer?.took && peer.leastRatio && (ratio ?? 0) < peer.leastRatio)
  isKept &&= isGood
  const beside = ratio === null ? '' : `  ${ratio.toFixed(1).padStart(8)} × as fast as ${name} (${took?.toFixed(0)} ms)`
  const limit = promised === undefined ? '' : `  of ${promised} ms`
  const goal = peer?.leastRatio && peer.took ? `, promised ${peer.leastRatio} ×` : ''
  console.log(
    `${isGood ? 'kept  ' : 'MISSED'}  ${what.padEnd(66)}${own.toFixed(1).padStart(9)} ms${limit}${beside}${goal}`,
  )
}

/** 0 when every promise was kept. */
export function exitCode(): number {
  return isKept ? 0 : 1
}
