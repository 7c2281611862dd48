import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page, TestFile } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { auditCount, instansId, lageOf, receiveReply, replyText, SODERVIK, sendRemiss } from '../world/story.ts'
import { testPersonnummer } from '../world/test-personnummer.ts'

const TEXT = new TextDecoder().decode(replyText())
const utf16le = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'))
const utf16be = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le').swap16())
const bytesOf = (...parts: (Uint8Array | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)))

/** What a registrator uploads: never refused, the original as it came, and read as far as it can be. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server)
  })
  afterEach(async () => {
    const { errors } = server
    await server.stop()
    await own.drop()
    expect(errors).toEqual([])
  })

  const receive = (name: string, bytes: Uint8Array, fields: Record<string, string> = {}): Promise<Page> =>
    receiveReply(server, SODERVIK, { name, bytes }, fields)

  async function stored() {
    const rows = await own.database.db
      .withTables<{
        'handlingar.handling': {
          id: string
          kind: string
          direction: string
          file_sha256: string | null
          file_name: string | null
          unreadable: string | null
          has_personnummer: boolean
          created_at: Date
        }
      }>()
      .selectFrom('handlingar.handling')
      .selectAll()
      .where('file_sha256', 'is not', null)
      // The remiss itself is a file too; this is about what came in.
      .where('kind', '<>', 'remissmissiv')
      .orderBy('id')
      .execute()
    return rows.map((row) => ({ ...row, original: new Uint8Array(server.files.read(row.file_sha256 ?? '')) }))
  }

  /** Files beside the remiss itself. */
  const filesOnDisk = (): number => {
    const folder = join(server.config.dataFolder, 'files')
    if (!existsSync(folder)) return 0
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length - 1
  }

  describe('ett inkommet dokument', () => {
    it.each<[what: string, name: string, bytes: Uint8Array]>([
      ['i Latin-1', 'latin1.txt', new Uint8Array(Buffer.from(TEXT, 'latin1'))],
      ['i UTF-16 med byteordningsmärke', 'utf16.txt', bytesOf([0xff, 0xfe], utf16le(TEXT))],
      ['i UTF-16 åt andra hållet, med märke', 'utf16be.txt', bytesOf([0xfe, 0xff], utf16be(TEXT))],
      ['i UTF-16 utan märke', 'utf16-utan.txt', utf16le(TEXT)],
      [
        'som är HTML men heter .txt',
        'svar.txt',
        new TextEncoder().encode(
          `<!doctype html><script>alert(1)</script><p>${TEXT.replaceAll('\n\n', '</p><p>')}</p>`,
        ),
      ],
    ])('%s registreras, originalet är orört, och texten läses med å, ä och ö', async (_what, name, bytes) => {
      const page = await receive(name, bytes)
      expect(page.path).toContain('/lasning')
      expect(page.text).toContain('Södervik stadsdelsnämnd')
      expect(page.text).toContain('Förebyggande arbete')
      expect(page.text).not.toContain('alert(1)')
      expect(await stored()).toMatchObject([{ file_name: name, unreadable: null, original: bytes }])
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
    })

    it.each<[what: string, bytes: Uint8Array]>([
      ['med NUL mitt i texten', bytesOf(replyText(), [0, 0, 0], replyText())],
      ['med bara NUL', new Uint8Array(64)],
    ])('%s registreras med originalet orört och märks som oläsbart', async (_what, bytes) => {
      const page = await receive('svar.txt', bytes)
      expect(page.text).toContain('går inte att läsa som text')
      expect(await stored()).toMatchObject([{ unreadable: 'binary', original: bytes }])
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
    })

    it.each([
      ['svar\u202Etxt.exe', 'svartxt.exe'],
      ['svar\u061C\u2066\u200F.txt', 'svar.txt'],
      ['../../../etc/passwd', 'passwd'],
      ['..\\..\\Windows\\system.ini', 'system.ini'],
      ['/', 'namnlös fil'],
      ['rad\u2028brytning\u0085.txt', 'radbrytning.txt'],
      ['A\u030Atga\u0308rder.txt', 'Åtgärder.txt'],
      ['<img src=x onerror=alert(1)>.txt', '<img src=x onerror=alert(1)>.txt'],
    ])('med filnamnet %j får ett namn utan väg och utan osynliga tecken', async (given, shown) => {
      const page = await receive(given, replyText())
      expect(page.status).toBe(200)
      const [handling] = await stored()
      expect(handling).toMatchObject({ file_name: shown, original: replyText() })
      const ulla = server.client()
      await ulla.signInAs('Ulla Norén')
      const item = await ulla.get(`/handlingar/${handling?.id}`)
      expect(item.body).not.toContain('<img')
      expect(item.text).toContain(shown)
      const download = await ulla.get(`/handlingar/${handling?.id}/original`)
      expect(download.headers.get('content-disposition')).toBe(
        `attachment; filename*=UTF-8''${encodeURIComponent(shown)}`,
      )
      expect(download.headers.get('content-type')).toBe('application/octet-stream')
    })

    it('med ett personnummer i texten registreras och märks; originalet är orört och sidorna visar det maskerat', async () => {
      const number = testPersonnummer()
      const bytes = new TextEncoder().encode(`${TEXT}\nKontakt: ${number}\n`)
      const reading = await receive('svar.txt', bytes)
      const [handling] = await stored()
      expect(handling).toMatchObject({ has_personnummer: true, original: bytes })
      const ulla = server.client()
      await ulla.signInAs('Ulla Norén')
      const item = await ulla.get(`/handlingar/${handling?.id}`)
      expect(item.text).toContain('••••••••-••••')
      for (const page of [reading, item]) expect(page.body).not.toContain(number)
    })

    it('med ett personnummer i filnamnet märks det och namnet maskeras, också när filen inte går att läsa', async () => {
      const number = testPersonnummer()
      for (const bytes of [replyText(), new TextEncoder().encode('%PDF-1.7\n')])
        await receive(`Svar från ${number}.txt`, bytes)
      const marked = { file_name: 'Svar från ••••••••-••••.txt', has_personnummer: true }
      expect(await stored()).toMatchObject([marked, marked])
    })

    it('som kommer två gånger är två handlingar och en fil, och det andra flyttar inte läget', async () => {
      await receive('svar.txt', replyText())
      server.clock.set('2027-06-01T09:00:00Z')
      const before = await auditCount(server)
      const page = await receive('svar igen.txt', replyText())
      expect(page.status).toBe(200)
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
      const rows = await stored()
      expect(rows.map((row) => row.file_name)).toEqual(['svar.txt', 'svar igen.txt'])
      expect(new Set(rows.map((row) => row.file_sha256)).size).toBe(1)
      expect(filesOnDisk()).toBe(1)
      expect(await auditCount(server)).toBe(before + 1)
    })

    it('som skickas med två snabba klick registreras en gång', async () => {
      const ulla = server.client()
      await ulla.signInAs('Ulla Norén')
      const path = `/remissinstanser/${await instansId(server, SODERVIK)}/inkommet`
      const form = (await ulla.get(path)).forms.find((one) => one.action === path)
      const file: TestFile = { name: 'svar.txt', bytes: replyText() }
      const pages = await Promise.all([1, 2, 3].map(() => ulla.postFile(path, form?.fields ?? {}, file)))
      expect(new Set(pages.map((page) => `${page.status} ${page.path}`)).size).toBe(1)
      expect(await stored()).toHaveLength(1)
    })

    it('som inte kan registreras för att ett annat fält är fel läggs inte på disken utan rad', async () => {
      const page = await receive('svar.txt', replyText(), { avsandare: '' })
      expect(page.status).toBe(400)
      expect(filesOnDisk()).toBe(0)
      expect(await stored()).toEqual([])
    })
  })
})
