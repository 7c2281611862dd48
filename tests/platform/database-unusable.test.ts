import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/platform/config/config.ts'
import { DatabaseUnusable, openDatabase, openEmbedded, openPostgres } from '../../src/platform/db/index.ts'
import { onCluster } from '../world/cluster.ts'
import { onPostgres } from '../world/databases.ts'
import { temporaryFolder } from '../world/temporary.ts'
import { clusterUrl } from '../world/worlds.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A Samsyn of its own on a free port; `code` is settled when it ends, with everything it said on stderr. */
async function spawnSamsyn(args: string[], env: NodeJS.ProcessEnv) {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as { port: number }
  await new Promise((resolve) => free.close(resolve))
  const child: ChildProcess = spawn(process.execPath, ['bin/samsyn', ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', SAMSYN_URL: '', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += String(chunk)
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }))
  const isUp = async (): Promise<void> => {
    while ((await fetch(`http://127.0.0.1:${port}/halsa`).catch(() => null))?.status !== 200) {
      if (child.exitCode !== null) throw new Error(`samsyn ended with ${child.exitCode}: ${said}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { ended, isUp }
}

describe('den inbyggda databasen', () => {
  it('som stängs av den som öppnade den har inte stannat av sig själv', async () => {
    const told: DatabaseUnusable[] = []
    const database = await openEmbedded({
      folder: null,
      workerUrl: new URL(inject('workerUrl')),
      onLost: (error) => told.push(error),
    })
    await database.close()
    expect(told).toEqual([])
  })

  it('som dör under drift tar processen med sig: besked på svenska och utgångskod 1, och nästa start går', async () => {
    const data = temporaryFolder()
    // Loaded into every thread; in the database's own it ends the thread when the file appears.
    const preload = join(data, 'preload.mjs')
    writeFileSync(
      preload,
      `import { isMainThread } from 'node:worker_threads'
import { existsSync } from 'node:fs'
if (!isMainThread) setInterval(() => { if (existsSync(${JSON.stringify(join(data, 'do'))})) process.exit(9) }, 20).unref()`,
    )
    const env = { SAMSYN_DATA: join(data, 'samsyn') }
    const first = await spawnSamsyn(['start'], { ...env, NODE_OPTIONS: `--import=${pathToFileURL(preload).href}` })
    await first.isUp()
    writeFileSync(join(data, 'do'), '')
    const { code, said } = await first.ended
    expect(said).toBe(
      'samsyn: Den inbyggda databasen har stannat. Det som har sparats finns kvar; starta Samsyn igen. Händer det på nytt: återställ mappen från en säkerhetskopia.\n',
    )
    expect(code).toBe(1)
    expect(existsSync(join(data, 'samsyn', 'samsyn.lock'))).toBe(false)
    const again = await spawnSamsyn(['doctor'], env)
    expect(await again.ended).toEqual({ code: 0, said: '' })
  }, 90_000)

  it('som inte går att öppna ger besked och utgångskod 1 i stället för en process som blir kvar', async () => {
    const data = temporaryFolder({ 'db/PG_VERSION': 'skräp' })
    const samsyn = await spawnSamsyn(['doctor', '--lang', 'en'], { SAMSYN_DATA: data })
    const { code, said } = await samsyn.ended
    expect(code).toBe(1)
    expect(said).toContain(`samsyn: The embedded database in ${join(data, 'db')} cannot be opened`)
    expect(said.trim().split('\n')).toHaveLength(1)
  })

  it('som är nyare än programmet stängs innan mappens lås släpps', async () => {
    const data = temporaryFolder({ 'm1/20200101000000-a.sql': 'create table platform.a (id int);' })
    mkdirSync(join(data, 'm0'))
    const config = readConfig({ SAMSYN_DATA: join(data, 'data') })
    const distFolder = fileURLToPath(new URL('.', inject('workerUrl')))
    const open = (migrations: string) => openDatabase(config, { distFolder, migrationsFolder: join(data, migrations) })
    await (await open('m1')).close()
    await expect(open('m0')).rejects.toThrow('Databasen är nyare än programmet (20200101000000-a.sql).')
    await (await open('m1')).close()
  })
})

onPostgres(() => {
  it.each([
    ['LATIN1', 'C'],
    ['SQL_ASCII', 'C'],
  ])(
    'en databas med teckenkodningen %s nekas, med vad man gör i stället, på båda språken',
    async (encoding, locale) => {
      const cluster = inject('cluster')
      if (!cluster) throw new Error('asked inside onPostgres')
      const name = `prov_${encoding.toLowerCase()}`
      await onCluster(cluster, `create database ${name} encoding '${encoding}' locale '${locale}' template template0`)
      onTestFinished(() => onCluster(cluster, `drop database ${name} with (force)`))
      const refused = await openPostgres(clusterUrl(cluster, name)).then(
        () => null,
        (error: unknown) => error,
      )
      expect(refused).toBeInstanceOf(DatabaseUnusable)
      const { sv, en } = refused as DatabaseUnusable
      expect(sv).toContain(`har teckenkodningen ${encoding}; Samsyn kräver UTF8`)
      expect(en).toContain(`has the encoding ${encoding}; Samsyn needs UTF8`)
      const samsyn = await spawnSamsyn(['doctor'], { DATABASE_URL: clusterUrl(cluster, name) })
      expect(await samsyn.ended).toEqual({ code: 1, said: `samsyn: ${sv}\n` })
    },
  )
})
