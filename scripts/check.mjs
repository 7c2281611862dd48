import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChecks } from './run-checks.mjs'

/** `npm run check`: compiler, format and lint, and the project's own rules. Exit 1 on any error. */
const results = await runChecks(join(dirname(fileURLToPath(import.meta.url)), '..'))
process.exitCode = results.every((result) => result.isOk) ? 0 : 1
