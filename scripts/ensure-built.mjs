/** Rebuilds dist/ when a source has changed; called by `bin/samsyn` before anything else, and by `npm run build` in any case. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

function listFiles(path, found = []) {
  const full = join(root, path)
  const stat = statSync(full)
  if (stat.isDirectory()) for (const name of readdirSync(full).sort()) listFiles(join(path, name), found)
  else if (!/\.test\.tsx?$/.test(path)) found.push(`${path} ${stat.size} ${Math.round(stat.mtimeMs)}`)
  return found
}

export async function ensureBuilt({ isForced = false } = {}) {
  const manifest = join(root, 'dist', 'manifest.json')
  // An installed copy may come without its sources, with dist/ only.
  if (!existsSync(join(root, 'src'))) return
  const { buildAll, SOURCES, sourceStamp } = await import('./build.mjs')
  const stamp = sourceStamp(SOURCES.flatMap((source) => listFiles(source)))
  if (!isForced && existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).stamp === stamp) return
  await buildAll(stamp)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuilt({ isForced: true })
