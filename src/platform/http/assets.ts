import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

/** The built files that the browser fetches: one stylesheet, one script, the fonts and the icon. */
export interface Assets {
  stylesheet: string
  script: string
  read(path: string): { bytes: Uint8Array; type: string } | null
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}

/** Reads them all into memory at start: a few hundred kB, and no path from an address ever reaches the file system. */
export function readAssets(distFolder: string): Assets {
  const manifest = JSON.parse(readFileSync(join(distFolder, 'manifest.json'), 'utf8')) as {
    stylesheet: string
    script: string
  }
  const files = new Map<string, { bytes: Uint8Array; type: string }>()
  for (const entry of readdirSync(join(distFolder, 'assets'), { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const isFont = entry.name.endsWith('.woff2')
    files.set(isFont ? `fonts/${entry.name}` : entry.name, {
      bytes: readFileSync(join(entry.parentPath, entry.name)),
      type,
    })
  }
  return { ...manifest, read: (path) => files.get(path) ?? null }
}
