import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client, Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { AMN, draftRemissId, instansId, lageOf, SODERVIK, sendRemiss } from '../world/story.ts'
import { testPersonnummer } from '../world/test-personnummer.ts'

const REPLY = 'Yttrande över remiss\n\nSynpunkter\n\nDet är oklart hur och av vem kunskap kan påkallas.\n'

function eml(parts: { attachment?: string; body?: string; subject?: string; received?: string } = {}): Uint8Array {
  const {
    attachment = REPLY,
    body = 'Hej, här kommer vårt svar.',
    received = 'Mon, 23 Nov 2026 08:15:00 +0100',
  } = parts
  return new TextEncoder().encode(
    [
      `Received: from post.sodervik.example by mx.ekhamn.example; ${received}`,
      'Date: Sun, 22 Nov 2026 23:50:00 +0100',
      'From: =?utf-8?Q?Rolf_Tingvik?= <rolf.tingvik@ekhamn.example>',
      'To: ks@ekhamn.example',
      `Subject: ${parts.subject ?? '=?utf-8?Q?Svar_fr=C3=A5n_S=C3=B6dervik?='}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="grans"',
      '',
      '--grans',
      'Content-Type: text/plain; charset=utf-8',
      '',
      body,
      '--grans',
      'Content-Type: image/png; name="vapen.png"',
      'Content-Disposition: attachment; filename="vapen.png"',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgoAAAANSUhEUg==',
      '--grans',
      'Content-Type: text/plain; charset=utf-8; name="yttrande.txt"',
      'Content-Disposition: attachment; filename="yttrande.txt"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(attachment, 'utf8').toString('base64'),
      '--grans--',
      '',
    ].join('\r\n'),
  )
}

onEachKind((kind) => {
  describe('ett svar som kommer med e-post', () => {
    let own: OwnDatabase
    let server: TestServer
    let ulla: Client
    let incoming: string

    beforeEach(async () => {
      own = await openCopy(kind, 'ekhamn')
      server = await startServer(own.database)
      await sendRemiss(server, [AMN, SODERVIK])
      server.clock.set('2026-11-24T09:00:00Z')
      incoming = `/remissinstanser/${await instansId(server, SODERVIK)}/inkommet`
      ulla = server.client()
      await ulla.signInAs('Ulla Norén')
    })
    afterEach(async () => {
      await server.stop()
      await own.drop()
    })

    const choose = (bytes: Uint8Array, fields = {}, name = 'Svar.eml'): Promise<Page> =>
      ulla.submit(incoming, incoming, fields, { file: { name, bytes } })
    const confirm = (page: Page, fields = {}): Promise<Page> => {
      const form = page.forms.find((one) => one.action === incoming)
      return ulla.postFile(incoming, { ...form?.fields, ...fields }, null)
    }
    const handlingar = async (): Promise<{ title: string; media_type: string | null; unreadable: string | null }[]> =>
      own.database.db
        .withTables<{
          'handlingar.handling': {
            id: string
            title: string
            media_type: string | null
            unreadable: string | null
            direction: string
            sender: string | null
            received_on: string | null
            file_sha256: string | null
          }
        }>()
        .selectFrom('handlingar.handling')
        .select(['title', 'media_type', 'unreadable'])
        .where('direction', '=', 'in')
        .where('received_on', '>=', '2026-11-22')
        .orderBy('id')
        .execute()

    it('föreslår avsändare, ankomstdag och titel, och det som redan är skrivet rörs inte', async () => {
      const page = await choose(eml())
      expect(page.status).toBe(200)
      const form = page.forms.find((one) => one.action === incoming)
      expect(form?.fields).toMatchObject({
        avsandare: ['Rolf Tingvik'],
        ankomst: ['2026-11-23'],
        titel: ['Svar från Södervik'],
      })
      const typed = await choose(eml(), { titel: 'Yttrande, dnr SDN 2026/9' })
      expect(typed.forms.find((one) => one.action === incoming)?.fields.titel).toEqual(['Yttrande, dnr SDN 2026/9'])
      expect(await lageOf(server, SODERVIK)).toBe('skickad')
      expect(await handlingar()).toEqual([])
    })

    it('bevarar originalet, registrerar bilagorna var för sig och läser den första som går att läsa', async () => {
      const bytes = eml()
      const done = await confirm(await choose(bytes))
      expect(done.path.split('?')[0]).toMatch(/\/lasning$/)
      expect(done.text).toContain('av vem kunskap kan påkallas')
      expect(await handlingar()).toEqual([
        { title: 'Svar från Södervik', media_type: 'message/rfc822', unreadable: null },
        { title: 'Bilaga: vapen.png', media_type: 'application/octet-stream', unreadable: 'binary' },
        { title: 'Bilaga: yttrande.txt', media_type: 'text/plain', unreadable: null },
      ])
      const row = await own.database.db
        .withTables<{ 'handlingar.handling': { media_type: string; file_sha256: string } }>()
        .selectFrom('handlingar.handling')
        .select('file_sha256')
        .where('media_type', '=', 'message/rfc822')
        .executeTakeFirstOrThrow()
      expect(Buffer.from(server.files.read(row.file_sha256)).equals(Buffer.from(bytes))).toBe(true)
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
      const left = await own.database.db
        .withTables<{ 'platform.pending_file': { id: string } }>()
        .selectFrom('platform.pending_file')
        .select('id')
        .execute()
      expect(left).toEqual([])
      expect(server.errors).toEqual([])
    })

    it('läser meddelandets egen text när ingen bilaga går att läsa', async () => {
      const plain = new TextEncoder().encode(
        `From: rolf.tingvik@ekhamn.example\r\nSubject: Svar\r\nDate: Mon, 23 Nov 2026 08:15:00 +0100\r\n\r\n${REPLY}`,
      )
      const done = await confirm(await choose(plain))
      expect(done.text).toContain('av vem kunskap kan påkallas')
    })

    it('OSL-5.1 godtas: ett trasigt meddelande registreras och märks', async () => {
      for (const [at, bytes] of [
        new Uint8Array([0, 1, 2, 3, 255, 254]),
        new Uint8Array(),
        new TextEncoder().encode(`${'--x\n'.repeat(5_000)}`),
      ].entries()) {
        const done = await choose(bytes, { titel: `Trasigt ${at}` }, 'trasig.eml')
        expect(done.status).toBe(200)
      }
      expect((await handlingar()).map((row) => [row.title, row.unreadable])).toEqual([
        ['Trasigt 0', 'eml'],
        ['Trasigt 1', 'eml'],
        ['Trasigt 2', 'eml'],
      ])
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
      expect(server.errors).toEqual([])
    })

    it('OSL-5.1 nekas: någon annans sparade meddelande går inte att registrera', async () => {
      const page = await choose(eml())
      const form = page.forms.find((one) => one.action === incoming)
      const stina = server.client()
      await stina.signInAs('Stina Almgren')
      const stolen = await stina.postFile(incoming, { ...form?.fields, kvitto: '' }, null)
      expect(stolen.status).toBe(400)
      expect(stolen.text).toContain('Välj en fil')
      expect(await handlingar()).toEqual([])
    })

    it('ett personnummer i ämnet föreslås inte, en dag i framtiden föreslås inte, och tusen lager är inget meddelande', async () => {
      const page = await choose(
        eml({ subject: `Svar om ${testPersonnummer()}`, received: 'Mon, 23 Nov 2037 08:15:00 +0100' }),
      )
      const fields = page.forms.find((one) => one.action === incoming)?.fields
      expect(String(fields?.titel)).not.toContain(testPersonnummer())
      expect(fields?.ankomst).toEqual(['2026-11-24'])
      const nested = Array.from(
        { length: 1000 },
        (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
      ).join('')
      const done = await choose(new TextEncoder().encode(`From: a@b.se\r\nSubject: x\r\n${nested}`), {}, 'lager.eml')
      expect(done.status).toBe(200)
      expect(await draftRemissId(server)).not.toBe('')
      expect(server.errors).toEqual([])
    })
  })
})
