import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { runAlone } from './run-alone.mjs'
import { trackedFiles } from './tracked-files.mjs'

const GUARD = join(dirname(fileURLToPath(import.meta.url)), '../../src/platform/guard/personnummer.ts')

/** Files that may hold numbers, and then only Skatteverket's test numbers: their serials begin with 98, 238 or 239. */
const MAY_HOLD_TEST_NUMBERS = new Set(['src/platform/guard/personnummer.test.ts'])
const TEST_SERIAL = /(?:98\d\d|23[89]\d)$/

/** What would tell where the code was written or whence its packages came. Spelled so that this file passes its own check. */
const MACHINE_PATH = /(?:^|[\s'"`(=:,])\/(?:w[o]rk|r[o]ot|f[a]rm|h[o]me\/[a-z0-9_-]+|U[s]ers\/[A-Za-z0-9_-]+)\//m
const REGISTRY_HOST =
  /\b(?:registry|deb|npm)\.[a-z0-9-]+\.[a-z]{2,}\b|https?:\/\/[a-z0-9.-]*(?:n[p]mjs|d[e]bian)\.[a-z]+/i
const OUTSIDE_DATA = /\.\.\/sh[a]red\b/

/** The lock file is written by npm and names the registry in every entry. */
const MAY_NAME_REGISTRY = new Set(['package-lock.json'])

let guard
/** The same guard as the product's, so that there is one truth about what a personnummer looks like. */
async function loadGuard() {
  guard ??= build({ entryPoints: [GUARD], bundle: true, format: 'esm', write: false, logLevel: 'silent' }).then(
    ({ outputFiles }) =>
      import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`),
  )
  return (await guard).findPersonnummer
}

/**
 * Nothing personal and nothing of this machine in the repository: no personnummer, no path of the machine, no host of a
 * package registry, no reading of what lies beside the repository from the product's code.
 * @param {string} rootDir
 * @returns {Promise<{ errors: string[], warnings: string[] }>}
 */
export async function check(rootDir) {
  const findPersonnummer = await loadGuard()
  const errors = []
  for (const path of trackedFiles(rootDir)) {
    const bytes = readFileSync(join(rootDir, path))
    if (bytes.includes(0)) continue
    const text = bytes.toString('utf8')
    const at = (index) => `${path}:${text.slice(0, index).split('\n').length}`
    // Checksums in the lock file hold every sequence of digits there is.
    const found = path === 'package-lock.json' ? [] : findPersonnummer(text)
    for (const { start, end, kind } of found) {
      const isTestNumber = TEST_SERIAL.test(text.slice(start, end))
      if (!(MAY_HOLD_TEST_NUMBERS.has(path) && isTestNumber)) errors.push(`personnummer: ${at(start)} holds a ${kind}`)
    }
    const machine = MACHINE_PATH.exec(text)
    if (machine) errors.push(`machine-path: ${at(machine.index)} names a path of one machine`)
    const registry = MAY_NAME_REGISTRY.has(path) ? null : REGISTRY_HOST.exec(text)
    if (registry) errors.push(`registry-host: ${at(registry.index)} names the host of a package registry`)
    const outside = path.startsWith('src/') && !/\.test\.tsx?$/.test(path) ? OUTSIDE_DATA.exec(text) : null
    if (outside) errors.push(`outside-data: ${at(outside.index)} reads what lies outside the repository`)
  }
  return { errors, warnings: [] }
}

await runAlone(import.meta.url, check)
