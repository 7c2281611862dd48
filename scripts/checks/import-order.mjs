import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import { runAlone } from './run-alone.mjs'
import { trackedFiles } from './tracked-files.mjs'

const CONFIG = join(dirname(fileURLToPath(import.meta.url)), '../../.dependency-cruiser.cjs')
const { options, ...ruleSet } = createRequire(import.meta.url)(CONFIG)

/**
 * The order of the tree (`.dependency-cruiser.cjs`) over src. Also fails when a source file was not cruised: with a compiler
 * that dependency-cruiser cannot load it cruises nothing, finds nothing wrong and would pass.
 * @param {string} rootDir
 * @returns {Promise<{ errors: string[], warnings: string[] }>}
 */
export async function check(rootDir) {
  const sources = trackedFiles(rootDir).filter((path) => /^src\/.*\.tsx?$/.test(path))
  if (!existsSync(join(rootDir, 'src'))) return { errors: ['import-order: there is no src'], warnings: [] }
  const { enhancedResolveOptions, ...cruiseOptions } = options
  const { output } = await cruise(
    ['src'],
    { ...cruiseOptions, ruleSet, validate: true, baseDir: rootDir },
    enhancedResolveOptions,
  )
  const cruised = new Set(output.modules.map((module) => module.source))
  const missed = sources.filter((path) => !cruised.has(path))
  return {
    errors: [
      ...missed.map((path) => `not-cruised: ${path} was not seen by dependency-cruiser`),
      ...output.summary.violations.map(
        ({ rule, from, to, cycle }) =>
          `${rule.name}: ${from}${to && to !== from ? ` → ${cycle ? cycle.map((step) => step.name ?? step).join(' → ') : to}` : ''}`,
      ),
    ],
    warnings: [],
  }
}

await runAlone(import.meta.url, check)
