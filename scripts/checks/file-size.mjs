import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runAlone } from './run-alone.mjs'
import { trackedFiles } from './tracked-files.mjs'

const WARN_AT = 300
const FAIL_AT = 500

/** Files that may be longer than 500 lines, each with the reason. One that is no longer needed here is an error. */
const EXCEPTIONS = {}

/**
 * A file that can be read in one go: a warning over 300 lines, an error over 500.
 * @param {string} rootDir
 * @param {Record<string, string>} [exceptions] path → reason
 * @returns {Promise<{ errors: string[], warnings: string[] }>}
 */
export async function check(rootDir, exceptions = EXCEPTIONS) {
  const errors = []
  const warnings = []
  const long = new Set()
  for (const path of trackedFiles(rootDir)) {
    if (!/^(?:src|tests|scripts|islands|bin|styles)\/.*\.(?:tsx?|mjs|cjs|js|css)$/.test(path)) continue
    const lines = readFileSync(join(rootDir, path), 'utf8').trimEnd().split('\n').length
    if (lines > FAIL_AT) long.add(path)
    if (lines > FAIL_AT && !exceptions[path])
      errors.push(`file-too-long: ${path} has ${lines} lines (at most ${FAIL_AT})`)
    else if (lines > WARN_AT && lines <= FAIL_AT)
      warnings.push(`long-file: ${path} has ${lines} lines (better under ${WARN_AT})`)
  }
  for (const path of Object.keys(exceptions)) {
    if (!long.has(path))
      errors.push(`stale-exception: ${path} is named as an exception but is not over ${FAIL_AT} lines`)
  }
  return { errors, warnings }
}

await runAlone(import.meta.url, check)
