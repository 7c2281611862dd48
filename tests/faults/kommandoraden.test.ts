import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockFolder } from '../../src/platform/db/index.ts'
import { temporaryFolder } from '../world/temporary.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const INIT = ['init', '--kommun', 'Provköpings kommun', '--administrator', 'Klara Ekdahl']

function samsyn(args: string[], env: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/samsyn', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', SAMSYN_URL: '', SAMSYN_HOST: '', PORT: '18299', ...env },
    timeout: 60_000,
  })
  return { status, stdout, stderr }
}

/** One line on stderr that begins with the program's name; no stack and no second message. */
function told(result: ReturnType<typeof samsyn>, ...parts: string[]): void {
  expect(result.stderr).toMatch(/^samsyn: [^\n]+\n$/)
  for (const part of parts) expect(result.stderr).toContain(part)
  expect(result.stdout).toBe('')
}

describe('samsyn på kommandoraden', () => {
  it('gör en tom mapp till en kommuns en gång; andra gången säger den att databasen är i bruk och ändrar inget', () => {
    const env = { SAMSYN_DATA: join(temporaryFolder(), 'data') }
    const first = samsyn(INIT, env)
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(first.stdout).toContain('http://127.0.0.1:18299/engangslank/')
    const again = samsyn(['init', '--kommun', 'En annan', '--administrator', 'Någon'], env)
    expect(again.status).toBe(1)
    told(again, 'databasen är redan i bruk')
    const doctor = samsyn(['doctor'], env)
    expect(doctor).toMatchObject({ status: 0, stderr: '' })
    expect(doctor.stdout).toContain('Kommun: Provköpings kommun\n')
    expect(doctor.stdout).toContain('Logg: 1 poster, hel')
    expect(samsyn(['admin-link'], env).stdout).toContain('http://127.0.0.1:18299/engangslank/')
  }, 90_000)

  it('förstår inte init utan namn, med slutkod 2 och utan att lämna en mapp efter sig', () => {
    const data = join(temporaryFolder(), 'data')
    const result = samsyn(['init', '--kommun', ' '], { SAMSYN_DATA: data })
    expect(result.status).toBe(2)
    told(result, 'ange --kommun och --administrator')
    expect(existsSync(data)).toBe(false)
  })

  it('ger ingen länk där det inte finns någon riktig kommun, och säger vad man gör i stället', () => {
    const result = samsyn(['admin-link'], { SAMSYN_DATA: join(temporaryFolder(), 'data') })
    expect(result.status).toBe(1)
    told(result, 'här finns ingen riktig kommun', 'samsyn init', 'demon behöver ingen länk')
  })

  it.each(['doctor', 'verify-log', 'start', 'admin-link'])(
    '%s rör inte en mapp som en annan Samsyn har öppen',
    (name) => {
      const data = temporaryFolder()
      onTestFinished(lockFolder(data))
      const result = samsyn([name], { SAMSYN_DATA: data })
      expect(result.status).toBe(1)
      told(result, `Samsyn körs redan med mappen ${data} (process ${process.pid})`, 'SAMSYN_DATA')
      expect(existsSync(join(data, 'db'))).toBe(false)
    },
  )

  it.each(['åttio', '-1', '65536', '80.5', '80 80'])('PORT=%s nekas med vad som gäller', (port) => {
    const result = samsyn(['start'], { SAMSYN_DATA: join(temporaryFolder(), 'data'), PORT: port })
    expect(result.status).toBe(1)
    told(result, `PORT ska vara ett heltal mellan 0 och 65535, inte "${port}"`)
  })

  it('säger att porten är upptagen, på båda språken, och släpper mappen', async () => {
    const data = join(temporaryFolder(), 'data')
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as { port: number }
    const env = { SAMSYN_DATA: data, PORT: String(port) }
    told(samsyn(['start'], env), 'porten är upptagen')
    const english = samsyn(['start', '--lang', 'en'], env)
    expect(english.status).toBe(1)
    told(english, 'the port is taken')
    expect(existsSync(join(data, 'samsyn.lock'))).toBe(false)
  }, 90_000)

  it.each([
    ['postgres://ingen@127.0.0.1:1/x', 'svarar inte eller släpper inte in'],
    ['postgres://ingen@finns-inte.invalid/x', 'svarar inte eller släpper inte in'],
    ['mysql://x', 'DATABASE_URL ska börja med postgres://'],
  ])('DATABASE_URL=%s: databasen går inte att nå, och det sägs på en rad', (url, message) => {
    const result = samsyn(['doctor'], { SAMSYN_DATA: join(temporaryFolder(), 'data'), DATABASE_URL: url })
    expect(result.status).toBe(1)
    told(result, message)
  })

  it('en mapp som inte får skrivas och en adress som inte är datorns sägs på en rad', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'fil'), '')
    const inFile = samsyn(['doctor'], { SAMSYN_DATA: join(folder, 'fil', 'data') })
    expect(inFile.status).toBe(1)
    told(inFile, 'SAMSYN_DATA')
    const data = join(folder, 'data')
    mkdirSync(data)
    expect(samsyn(INIT, { SAMSYN_DATA: data }).status).toBe(0)
    const elsewhere = samsyn(['start'], { SAMSYN_DATA: data, SAMSYN_HOST: '192.0.2.1' })
    expect(elsewhere.status).toBe(1)
    told(elsewhere, 'SAMSYN_HOST')
  }, 90_000)
})
