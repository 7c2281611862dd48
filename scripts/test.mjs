import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChecks } from './run-checks.mjs'
import { summariseTests } from './summarise-tests.mjs'

/**
 * `npm test`: the checks, then every test; what stands after `--` goes to Vitest. Tests that need Chromium, a PostgreSQL
 * server or programs that read documents say so in their names and are skipped where there is none, unless SAMSYN_REQUIRE is set (as in .ci/run).
 */
const rootDir = join(dirname(fileURLToPath(import.meta.url)), '..')
const checks = await runChecks(rootDir)
const dir = mkdtempSync(join(tmpdir(), 'samsyn-test-'))
const outputFile = join(dir, 'vitest.json')
const exitCode = await runVitest()
const { lines, failed } = summariseTests(checks, readReport(), { exitCode, required: process.env.SAMSYN_REQUIRE ?? '' })
rmSync(dir, { recursive: true, force: true })
for (const line of lines) console.log(line)
process.exitCode = failed > 0 ? 1 : 0

function runVitest() {
  const args = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${outputFile}`,
    ...process.argv.slice(2),
  ]
  return new Promise((resolve) => {
    const child = spawn(join(rootDir, 'node_modules', '.bin', 'vitest'), args, { cwd: rootDir, stdio: 'inherit' })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function readReport() {
  try {
    return JSON.parse(readFileSync(outputFile, 'utf8'))
  } catch {
    return null
  }
}
