import { alarmsOf, findsOf, isPowerKept, withinBounds } from './null-case.ts'
import { SIMULATIONS } from './simulations.ts'

/**
 * `npm run simulate [-- METHOD …]`: every null and power simulation in full, one line each. Exit 1 when a method does not keep its
 * level or does not find what it promises to find.
 *
 * Run by scripts/simulate.mjs: node simulate.js <root> <temporary folder> [method …]
 */
const wanted = process.argv.slice(4)
const FULL = 10_000
let isKept = true

function line(isGood: boolean, method: string, name: string, figure: string): void {
  isKept &&= isGood
  console.log(`${isGood ? 'kept  ' : 'MISSED'}  ${method}: ${name}  ${figure}`)
}
const percent = (hits: number, runs: number): string => `${((100 * hits) / runs).toFixed(2)} % of ${runs}`

for (const [method, { nulls, powers }] of Object.entries(SIMULATIONS)) {
  if (wanted.length > 0 && !wanted.includes(method)) continue
  for (const one of nulls) {
    const runs = one.full ?? FULL
    const hits = alarmsOf(one, runs)
    const isGood = withinBounds(hits, runs, one.level, one.sides)
    line(isGood, method, one.name, `${percent(hits, runs)}, nominal ${100 * one.level} %`)
  }
  for (const one of powers) {
    const runs = one.full ?? FULL
    const hits = findsOf(one, runs)
    line(
      isPowerKept(hits, runs, one.atLeast),
      method,
      one.name,
      `${percent(hits, runs)}, at least ${100 * one.atLeast} %`,
    )
  }
}
process.exit(isKept ? 0 : 1)
