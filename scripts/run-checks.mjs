import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { check as checkFileSize } from './checks/file-size.mjs'
import { check as checkGlossary } from './checks/glossary.mjs'
import { check as checkImportOrder } from './checks/import-order.mjs'
import { check as checkPersonalData } from './checks/personal-data.mjs'
import { check as checkRegler } from './checks/regler.mjs'

/**
 * A tool's own verdict: its output is what is wrong, unless it left with 0.
 * @param {string} rootDir
 * @param {string} tool name in node_modules/.bin
 * @param {string[]} args
 */
function runTool(rootDir, tool, args) {
  return new Promise((resolve) => {
    const child = spawn(join(rootDir, 'node_modules', '.bin', tool), args, {
      cwd: rootDir,
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ errors: [`${tool} could not be started: ${error.message}`], warnings: [] }))
    child.on('close', (code) =>
      resolve({ errors: code === 0 ? [] : [output.trim() || `${tool} left with ${code}`], warnings: [] }),
    )
  })
}

const CHECKS = [
  ['tsc', (rootDir) => runTool(rootDir, 'tsc', ['--noEmit', '--pretty', 'false'])],
  ['biome', (rootDir) => runTool(rootDir, 'biome', ['check', '--diagnostic-level=error', '--max-diagnostics=50'])],
  ['import-order', checkImportOrder],
  ['glossary', checkGlossary],
  ['personal-data', checkPersonalData],
  ['file-size', checkFileSize],
  ['regler', checkRegler],
  ['knip', (rootDir) => runTool(rootDir, 'knip', ['--no-progress'])],
]

/**
 * Every check, one after the other, with one line each on the console and the errors below it.
 * @param {string} rootDir
 * @returns {Promise<{ name: string, isOk: boolean }[]>}
 */
export async function runChecks(rootDir) {
  const results = []
  for (const [name, check] of CHECKS) {
    const startedAt = performance.now()
    const { errors, warnings } = await check(rootDir).catch((error) => ({
      errors: [String(error?.stack ?? error)],
      warnings: [],
    }))
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    const count = [errors.length && `${errors.length} errors`, warnings.length && `${warnings.length} warnings`]
      .filter(Boolean)
      .join(', ')
    console.log(
      `${errors.length === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(14)} ${seconds.padStart(5)} s  ${count}`.trimEnd(),
    )
    for (const line of [...errors, ...warnings]) console.log(line.replace(/^/gm, '       '))
    results.push({ name, isOk: errors.length === 0 })
  }
  return results
}
