/**
 * Builds the server, the command line, the workers, the islands and the stylesheet into dist/. Under a second,
 * so `bin/samsyn` does it by itself when something has changed (`ensure-built.mjs`). One tool for all of it: esbuild.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What the build depends on; its state decides whether dist/ is up to date. */
export const SOURCES = ['src', 'islands', 'styles', 'templates', 'migrations', 'package.json', 'scripts/build.mjs']

/** Builds into a folder beside dist/ and moves it into place, so that a killed build never leaves half of one. */
export async function buildAll(stamp) {
  const out = join(root, `dist.${process.pid}`)
  mkdirSync(join(out, 'assets', 'fonts'), { recursive: true })
  const common = { bundle: true, logLevel: 'error', absWorkingDir: root }
  await build({
    ...common,
    entryPoints: {
      cli: 'src/cli.ts',
      'embedded-worker': 'src/platform/db/embedded-worker.ts',
      'typst-worker': 'src/platform/documents/typst-worker.ts',
      'stat-worker': 'src/stat-worker.ts',
    },
    outdir: out,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Dependencies stay in node_modules: they load their own files (WASM, native code, fonts) from beside themselves.
    packages: 'external',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'linked',
  })
  await build({
    ...common,
    entryPoints: ['islands/main.ts', 'styles/main.css'],
    entryNames: '[name]-[hash]',
    outdir: join(out, 'assets'),
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    minify: true,
    external: ['/assets/*'],
  })
  for (const font of JSON.parse(readFileSync(join(root, 'styles', 'fonts.json'), 'utf8'))) {
    copyFileSync(join(root, 'node_modules', font), join(out, 'assets', 'fonts', basename(font)))
  }
  // In a folder of their own, which is all that the typesetter may read.
  cpSync(join(root, 'templates'), join(out, 'templates'), { recursive: true })
  copyFileSync(join(root, 'styles', 'icon.svg'), join(out, 'assets', 'icon.svg'))
  const names = readdirSync(join(out, 'assets'))
  const find = (pattern) => `/assets/${names.find((name) => pattern.test(name))}`
  writeFileSync(
    join(out, 'manifest.json'),
    JSON.stringify({ stamp, stylesheet: find(/^main-.*\.css$/), script: find(/^main-.*\.js$/) }),
  )
  const dist = join(root, 'dist')
  rmSync(dist, { recursive: true, force: true })
  renameSync(out, dist)
}

/** A short digest of names, sizes and times of the sources. */
export function sourceStamp(list) {
  return createHash('sha256').update(list.join('\n')).digest('hex').slice(0, 16)
}
