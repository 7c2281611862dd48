/**
 * Compiles the innermost loop of the density map, src/statistics/density-marks.wat, into the module that the program loads
 * (density-marks-module.ts). Run after the loop has been changed: `node scripts/compile-marks.mjs`. A test compares the two.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import wabt from 'wabt'

const folder = new URL('../src/statistics/', import.meta.url)

/** The module as the program loads it, from the text of the loop. */
export async function moduleOf(text) {
  const parsed = (await wabt()).parseWat('density-marks.wat', text, { simd: true })
  parsed.validate()
  const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64')
  const lines = base64.match(/.{1,120}/g).map((line) => `  '${line}'`)
  return `/** density-marks.wat compiled by scripts/compile-marks.mjs; not written by hand. */\nexport const MARKS_MODULE =\n${lines.join(' +\n')}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(
    new URL('density-marks-module.ts', folder),
    await moduleOf(readFileSync(new URL('density-marks.wat', folder), 'utf8')),
  )
