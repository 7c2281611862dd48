import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach } from 'vitest'

export interface CheckResult {
  errors: string[]
  warnings: string[]
}
type Check = (rootDir: string, ...more: unknown[]) => Promise<CheckResult>

/** The repository itself. */
export const realTree = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** A check from scripts/checks; they are plain JavaScript, so that they run before anything is compiled. */
export async function loadCheck(name: string): Promise<Check> {
  const module: { check: Check } = await import(pathToFileURL(join(realTree, `scripts/checks/${name}.mjs`)).href)
  return module.check
}

const made: string[] = []

/** Writes a small tree (path → text) to a folder of its own and removes it after the test. */
export function fakeTree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'samsyn-tree-'))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** The names of the rules that were broken: what stands before the colon. */
export function brokenRules(result: CheckResult): string[] {
  return [...new Set([...result.errors, ...result.warnings].map((line) => line.slice(0, line.indexOf(':'))))].sort()
}

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
})
