import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { ensureBuilt } from './ensure-built.mjs'

/**
 * `npm run bench`: every figure is a ratio beside a peer or a limit, measured in the same run. The benches are TypeScript in
 * tests/load/; they are bundled into a temporary folder inside dist/, from where packages resolve as in the product.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
await ensureBuilt()
const out = mkdtempSync(join(root, 'dist', 'bench-'))
try {
  await build({
    entryPoints: ['tests/load/bench.ts', 'tests/load/remiss-list.ts'],
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
  execFileSync(process.execPath, [join(out, 'bench.js'), root, mkdtempSync(join(tmpdir(), 'samsyn-bench-')), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
} catch (error) {
  process.exitCode = error.status ?? 1
} finally {
  rmSync(out, { recursive: true, force: true })
}
