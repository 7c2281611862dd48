import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { ensureBuilt } from './ensure-built.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles programs of tests/load/ into a temporary folder inside dist/ – from where packages resolve as in the product – and runs
 * the first, with the root and a temporary folder as its first arguments. Its exit code becomes ours.
 */
export async function runBundled(...names) {
  await ensureBuilt()
  const out = mkdtempSync(join(root, 'dist', 'load-'))
  const temporary = mkdtempSync(join(tmpdir(), 'samsyn-load-'))
  try {
    await build({
      entryPoints: names.map((name) => `tests/${name.includes('/') ? name : `load/${name}`}.ts`),
      absWorkingDir: root,
      outdir: out,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    })
    execFileSync(process.execPath, [join(out, `${basename(names[0])}.js`), root, temporary, ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    })
  } catch (error) {
    process.exitCode = error.status ?? 1
  } finally {
    rmSync(out, { recursive: true, force: true })
    rmSync(temporary, { recursive: true, force: true })
  }
}
