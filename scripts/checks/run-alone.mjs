import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Lets a check be run by itself: `node scripts/checks/<name>.mjs [folder]` prints what it found and exits 1 on any error.
 * @param {string} moduleUrl the check's `import.meta.url`
 * @param {(rootDir: string) => Promise<{ errors: string[], warnings: string[] }>} check
 */
export async function runAlone(moduleUrl, check) {
  const started = process.argv[1]
  if (!started || realpathSync(started) !== realpathSync(fileURLToPath(moduleUrl))) return
  const { errors, warnings } = await check(process.argv[2] ?? process.cwd())
  for (const warning of warnings) console.log(`varning: ${warning}`)
  for (const error of errors) console.error(`fel: ${error}`)
  console.log(`${errors.length} fel, ${warnings.length} varningar`)
  if (errors.length > 0) process.exitCode = 1
}
