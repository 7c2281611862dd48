import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
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

/** Waits for the same moment as the others, folder after folder, and tries; prints in which it succeeded. */
const RACER = `
import { lockFolder } from './folder-lock.mjs'
const [root, from, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const taken = []
for (let round = 0; round < rounds; round++) {
  while (Date.now() < from + round * 4);
  try {
    lockFolder(root + '/' + round)
    taken.push(round)
  } catch {}
}
console.log(JSON.stringify(taken))
setInterval(() => {}, 1000)`

async function programFolder(): Promise<string> {
  const folder = temporaryFolder({ 'taker.mjs': TAKER, 'racer.mjs': RACER })
  await build({
    entryPoints: [SOURCE],
    outfile: join(folder, 'folder-lock.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  return folder
}

/** A process of its own, alive until the test is over; gives its first line. */
async function run(program: string, script: string, ...args: string[]): Promise<{ said: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(program, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
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
    const first = await run(program, 'taker.mjs', folder)
    const second = await run(program, 'taker.mjs', folder)
    expect(first.said).toBe('fick')
    expect(second.said).toBe(
      `fick inte: Samsyn körs redan med mappen ${folder} (process ${first.child.pid}). Stoppa den först, eller välj en annan mapp med SAMSYN_DATA.`,
    )
    expect(() => lockFolder(folder)).toThrow(FolderLocked)
  })

  it('tas över från en process som har dödats', async () => {
    const [program, folder] = [await programFolder(), temporaryFolder()]
    const first = await run(program, 'taker.mjs', folder)
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

  it('är taget också i ögonblicket innan den andra har hunnit skriva vem den är', () => {
    const folder = temporaryFolder({ 'samsyn.lock': '' })
    expect(() => lockFolder(folder)).toThrow('process som just startar')
    const before = new Date(Date.now() - 60_000)
    utimesSync(join(folder, 'samsyn.lock'), before, before)
    lockFolder(folder)()
  })

  it.each(['skräp\n', '-1 5\n', '0 5\n', '99999999999 5\n'])('tas över när låsfilen bara innehåller %j', (text) => {
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

  it.each([
    ['efter ett strömavbrott, då den dödas lås ligger kvar', '4194000 1\n'],
    ['för första gången', null],
  ])('fås av precis en när flera startar i samma ögonblick %s', async (_when, stale) => {
    const program = await programFolder()
    const ROUNDS = 100
    const locks = Array.from({ length: ROUNDS }, (_, round): [string, string] => [`${round}/samsyn.lock`, stale ?? ''])
    const root = temporaryFolder(stale === null ? {} : Object.fromEntries(locks))
    const from = String(Date.now() + 400)
    const taken = await Promise.all([1, 2, 3].map(() => run(program, 'racer.mjs', root, from, String(ROUNDS))))
    const winners = Array.from(
      { length: ROUNDS },
      (_, round) => taken.filter(({ said }) => JSON.parse(said).includes(round)).length,
    )
    expect(winners).toEqual(Array.from({ length: ROUNDS }, () => 1))
  })

  it('ber en människa avgöra när den som tog över dödades mitt i', () => {
    const folder = temporaryFolder({ 'samsyn.lock': '4194000 1\n', 'samsyn.lock.byte/x': '' })
    expect(() => lockFolder(folder)).toThrow(`ta bort ${join(folder, 'samsyn.lock.byte')} och försök igen`)
  })
})
