import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../../tests/world/temporary.ts'
import { FileStore } from './file-store.ts'

/** What was synced, by the name that it was opened under. */
const synced = vi.hoisted(() => [] as string[])
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const names = new Map<number, string>()
  return {
    ...fs,
    openSync: (...given: Parameters<typeof fs.openSync>) => {
      const handle = fs.openSync(...given)
      names.set(handle, String(given[0]))
      return handle
    },
    fsyncSync: (handle: number) => {
      synced.push(names.get(handle) ?? '')
      fs.fsyncSync(handle)
    },
  }
})

const BYTES = new TextEncoder().encode('Yttrande över remiss\r\n')
const HASH = createHash('sha256').update(BYTES).digest('hex')

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

describe('de mottagna filerna', () => {
  it('ligger under sitt innehålls hash och kommer tillbaka byte för byte', () => {
    const folder = temporaryFolder()
    const files = new FileStore(folder)
    expect(files.put(BYTES)).toBe(HASH)
    expect(new Uint8Array(files.read(HASH))).toEqual(BYTES)
    expect(filesIn(folder)).toEqual([HASH])
    expect(statSync(join(folder, HASH.slice(0, 2), HASH)).mode & 0o077).toBe(0)
  })

  it('är på disken med namn och allt innan någon får veta deras hash: filen, sedan varje mapp som fick något nytt', () => {
    const folder = temporaryFolder()
    synced.length = 0
    new FileStore(join(folder, 'files')).put(BYTES)
    const place = join(folder, 'files', HASH.slice(0, 2))
    expect(synced.map((path) => (path.startsWith(`${place}/`) ? 'filen' : path))).toEqual([
      join(folder, 'files'),
      folder,
      'filen',
      place,
    ])
    synced.length = 0
    new FileStore(join(folder, 'files')).put(BYTES)
    expect(synced).toEqual([place])
  })

  it('samma innehåll två gånger är en fil', () => {
    const folder = temporaryFolder()
    const files = new FileStore(folder)
    files.put(BYTES)
    const before = statSync(join(folder, HASH.slice(0, 2), HASH), { bigint: true }).ino
    files.put(new Uint8Array(BYTES))
    new FileStore(folder).put(BYTES)
    expect(filesIn(folder)).toEqual([HASH])
    expect(statSync(join(folder, HASH.slice(0, 2), HASH), { bigint: true }).ino).toBe(before)
  })

  it('en tom fil är en fil', () => {
    const files = new FileStore(temporaryFolder())
    expect(files.read(files.put(new Uint8Array()))).toHaveLength(0)
  })

  it('en fil som har ändrats på disken lämnas inte ut', () => {
    const folder = temporaryFolder()
    const files = new FileStore(folder)
    files.put(BYTES)
    writeFileSync(join(folder, HASH.slice(0, 2), HASH), 'Yttrande över remisS\r\n')
    expect(() => files.read(HASH)).toThrow(`file ${HASH} has been changed on disk`)
  })

  it.each(['', '../../etc/passwd', `${HASH}/..`, HASH.toUpperCase(), HASH.slice(1)])('%j är ingen fil', (name) => {
    const folder = temporaryFolder()
    const files = new FileStore(folder)
    files.put(BYTES)
    expect(() => files.read(name)).toThrow('not a content hash')
  })

  it('en skrivning som avbryts av full disk lämnar ingen fil, varken hel eller halv, och går att göra om', async () => {
    const folder = temporaryFolder()
    const script = await bundled()
    // A limit on the size of files stands in for a full disk: the write fails after the first 4 kB.
    const said = execFileSync('sh', ['-c', 'ulimit -f 8; exec "$0" "$1" "$2"', process.execPath, script, folder], {
      encoding: 'utf8',
    })
    expect(said).toMatch(/^nekades: E(FBIG|NOSPC)/)
    expect(filesIn(folder)).toEqual([])
    const big = new Uint8Array(100_000).fill(97)
    const files = new FileStore(folder)
    expect(files.read(files.put(big))).toHaveLength(big.length)
  })
})

async function bundled(): Promise<string> {
  const folder = temporaryFolder({
    'put.mjs': `import { FileStore } from './file-store.mjs'
process.on('SIGXFSZ', () => {})
try { new FileStore(process.argv[2]).put(new Uint8Array(100_000).fill(97)); console.log('sparades') }
catch (error) { console.log('nekades: ' + error.code) }`,
  })
  const source = fileURLToPath(new URL('./file-store.ts', import.meta.url))
  await build({
    entryPoints: [source],
    outfile: join(folder, 'file-store.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  expect(readFileSync(join(folder, 'file-store.mjs'), 'utf8')).toContain('fsync')
  return join(folder, 'put.mjs')
}
