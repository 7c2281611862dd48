import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FolderLocked, lockFolder } from '../../src/platform/db/index.ts'
import { temporaryFolder } from '../world/temporary.ts'

const SOURCE = fileURLToPath(new URL('../../src/platform/db/folder-lock.ts', import.meta.url))

/** Takes the lock, says so, and holds it until it is ended; or says why not. */
const TAKER = `
import { lockFolder } from './folder-lock.mjs'
try {
  lockFolder(process.argv[2])
  console.log('fick')
  setInterval(() => {}, 1000)
} catch (error) {
  console.log('fick inte: ' + error.message)
}`

async function programFolder(): Promise<string> {
  const folder = temporaryFolder({ 'taker.mjs': TAKER })
  await build({
    entryPoints: [SOURCE],
    outfile: join(folder, 'folder-lock.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  return folder
}

/** A process of its own that tries to take the lock; its first line is what it got. */
async function take(program: string, folder: string): Promise<{ said: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(program, 'taker.mjs'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const said = await new Promise<string>((resolve) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.trim())
    })
  })
  return { said, child }
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

describe('låset på datamappen', () => {
  it('nekar den andra processen, på svenska, med den förstas processnummer', async () => {
    const [program, folder] = [await programFolder(), temporaryFolder()]
    const first = await take(program, folder)
    const second = await take(program, folder)
    expect(first.said).toBe('fick')
    expect(second.said).toBe(
      `fick inte: Samsyn körs redan med mappen ${folder} (process ${first.child.pid}). Stoppa den först, eller välj en annan mapp med SAMSYN_DATA.`,
    )
    expect(() => lockFolder(folder)).toThrow(FolderLocked)
  })

  it('tas över från en process som har dödats', async () => {
    const [program, folder] = [await programFolder(), temporaryFolder()]
    const first = await take(program, folder)
    await killed(first.child)
    expect(existsSync(join(folder, 'samsyn.lock'))).toBe(true)
    const release = lockFolder(folder)
    expect(readFileSync(join(folder, 'samsyn.lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
    release()
    expect(readdirSync(folder)).toEqual([])
  })

  it.skipIf(!existsSync('/proc/self/stat'))('tas över när processnumret har getts till någon annan', () => {
    const folder = temporaryFolder({ 'samsyn.lock': `${process.ppid} 1\n` })
    lockFolder(folder)()
  })

  it.each(['', 'skräp\n', '-1 5\n', '0 5\n', '99999999999 5\n'])('tas över när låsfilen bara innehåller %j', (text) => {
    const folder = temporaryFolder({ 'samsyn.lock': text })
    lockFolder(folder)()
  })

  it('lämnas inte tillbaka av den som inte längre har det', () => {
    const folder = temporaryFolder()
    const release = lockFolder(folder)
    writeFileSync(join(folder, 'samsyn.lock'), `${process.ppid} -\n`)
    release()
    expect(readFileSync(join(folder, 'samsyn.lock'), 'utf8')).toBe(`${process.ppid} -\n`)
  })

  it('gör mappen om den inte finns', () => {
    const folder = join(temporaryFolder(), 'ny', 'data')
    lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(`process ${process.pid}`)
  })

  it('fås av precis en när många startar på en gång efter ett strömavbrott', async () => {
    const program = await programFolder()
    for (let round = 0; round < 5; round++) {
      const folder = temporaryFolder({ 'samsyn.lock': '4194000 1\n' })
      const all = await Promise.all(Array.from({ length: 6 }, () => take(program, folder)))
      expect(all.filter(({ said }) => said === 'fick')).toHaveLength(1)
      for (const { child } of all) child.kill('SIGKILL')
    }
  })
})
