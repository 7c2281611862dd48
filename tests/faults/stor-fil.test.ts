import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { onEachKind, openCopy } from '../world/databases.ts'
import { startServer } from '../world/server.ts'
import { auditCount, lageOf, receiveReply, replyText, SODERVIK, sendRemiss } from '../world/story.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

onEachKind((kind) => {
  it('en fil på 50 MB får ett tydligt nej med råd, inget skrivs, och servern svarar som förut', async () => {
    const own = await openCopy(kind, 'ekhamn')
    const server = await startServer(own.database)
    try {
      await sendRemiss(server)
      const before = await auditCount(server)
      const page = await receiveReply(server, SODERVIK, {
        name: 'stor.txt',
        bytes: new Uint8Array(50 * 1024 * 1024).fill(65),
      })
      expect(page.status).toBe(413)
      expect(page.text).toContain('större än 25 MB')
      expect(page.text).toContain('på papper eller i ett annat system')
      expect([await auditCount(server), await lageOf(server, SODERVIK)]).toEqual([before, 'skickad'])
      expect((await receiveReply(server, SODERVIK, null, { papper: 'ja' })).text).toContain('Svaret är registrerat')
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
      expect(server.errors).toEqual([])
    } finally {
      await server.stop()
      await own.drop()
    }
  })
})

describe('samsyn las', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-las-'))
  const las = (name: string, bytes: Uint8Array | string, ...more: string[]) => {
    const file = join(folder, name)
    writeFileSync(file, bytes)
    return spawnSync(process.execPath, ['bin/samsyn', 'las', file, ...more], { cwd: root, encoding: 'utf8' })
  }

  it('skriver text, fält och synpunkter som JSON, med källställen inom texten', () => {
    const { status, stdout } = las('svar.txt', replyText(), '--json')
    expect(status).toBe(0)
    const read = JSON.parse(stdout) as {
      text: string
      fields: Record<string, { value: unknown; span: [number, number]; confidence: number }>
      points: unknown[]
    }
    expect(read.fields.docType?.value).toBe('tjänsteutlåtande')
    expect(read.points).toHaveLength(3)
    for (const { span, confidence } of Object.values(read.fields)) {
      expect(span[0]).toBeLessThanOrEqual(span[1])
      expect(span[1]).toBeLessThanOrEqual(read.text.length)
      expect(confidence).toBeGreaterThan(0)
    }
  })

  it.each([
    ['tom.txt', '', 'filen är tom'],
    ['bild.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'filen är inte text'],
    ['svar.pdf', '%PDF-1.7\n', 'PDF'],
  ])('säger på en rad varför %s inte går att läsa', (name, bytes, message) => {
    const { status, stderr, stdout } = las(name, bytes)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('läser en fil i Latin-1, och svarar på engelska när man ber om det', () => {
    const { status, stdout, stderr } = las(
      'latin1.txt',
      Buffer.from(new TextDecoder().decode(replyText()), 'latin1'),
      '--lang',
      'en',
    )
    expect(status).toBe(0)
    expect(stdout).toContain('Södervik')
    expect(stderr).toContain('Note: decoded-as-windows-1252')
  })

  it('säger hur man skriver när kommandot är fel, med slutkod 2', () => {
    for (const args of [['las'], ['las', 'a', 'b'], ['las', 'x', '--finns-inte'], ['finns-inte']]) {
      const { status, stderr } = spawnSync(process.execPath, ['bin/samsyn', ...args], { cwd: root, encoding: 'utf8' })
      expect(status, args.join(' ')).toBe(2)
      expect(stderr).toMatch(/^samsyn: /)
      expect(stderr).not.toContain('    at ')
    }
  })
})
