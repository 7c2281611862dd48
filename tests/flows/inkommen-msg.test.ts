import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client, Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { type MsgParts, makeMsg } from '../world/make-msg.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { AMN, auditCount, instansId, lageOf, SODERVIK, sendRemiss } from '../world/story.ts'
import { testPersonnummer } from '../world/test-personnummer.ts'

const REPLY = 'Yttrande över remiss\n\nSynpunkter\n\nDet är oklart hur och av vem kunskap kan påkallas.\n'
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function outlook(more: MsgParts = {}): Uint8Array {
  return makeMsg({
    subject: 'Svar från Södervik',
    senderName: 'Rolf Tingvik',
    senderEmail: '/O=EKHAMN/OU=EXCHANGE/CN=RECIPIENTS/CN=ROTI',
    senderSmtp: 'rolf.tingvik@ekhamn.example',
    body: 'Hej, här kommer vårt svar.',
    deliveredAt: '2026-11-23T07:15:00Z',
    submittedAt: '2026-11-22T22:50:00Z',
    attachments: [
      { name: 'vapen.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), isHidden: true },
      { name: 'yttrande.txt', bytes: utf8(REPLY) },
    ],
    ...more,
  })
}

const EML = utf8(
  [
    'Received: from post.example by mx.ekhamn.example; Mon, 23 Nov 2026 08:15:00 +0100',
    'From: Olle Frisk <olle.frisk@ekhamn.example>',
    'Subject: Underlag till programmet',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="grans"',
    '',
    '--grans',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Se bilagan.',
    '--grans',
    'Content-Type: text/plain; charset=utf-8; name="underlag.txt"',
    'Content-Disposition: attachment; filename="underlag.txt"',
    '',
    REPLY,
    '--grans--',
    '',
  ].join('\r\n'),
)

interface HandlingRow {
  id: string
  title: string
  media_type: string | null
  unreadable: string | null
  direction: string
  sender: string | null
  received_on: string | null
  file_sha256: string | null
}

onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let ulla: Client

  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server, [AMN, SODERVIK])
    server.clock.set('2026-11-24T09:00:00Z')
    ulla = server.client()
    await ulla.signInAs('Ulla Norén')
  })
  afterEach(async () => {
    expect(server.errors).toEqual([])
    await server.stop()
    await own.drop()
  })

  const choose = (form: string, bytes: Uint8Array, fields = {}, name = 'Svar.msg'): Promise<Page> =>
    ulla.submit(form, form, fields, { file: { name, bytes } })
  const fieldsOf = (form: string, page: Page) => page.forms.find((one) => one.action === form)?.fields
  const confirm = (form: string, page: Page, fields = {}): Promise<Page> =>
    ulla.postFile(form, { ...fieldsOf(form, page), ...fields }, null)
  const handlingar = async (): Promise<HandlingRow[]> =>
    own.database.db
      .withTables<{ 'handlingar.handling': HandlingRow }>()
      .selectFrom('handlingar.handling')
      .selectAll()
      .where('direction', '=', 'in')
      .where('received_on', '>=', '2026-11-22')
      .orderBy('id')
      .execute()
  const keptFiles = async (): Promise<number> =>
    (
      await own.database.db
        .withTables<{ 'platform.pending_file': { id: string } }>()
        .selectFrom('platform.pending_file')
        .select('id')
        .execute()
    ).length

  describe('ett svar som kommer som .msg från Outlook', () => {
    let incoming: string
    beforeEach(async () => {
      incoming = `/remissinstanser/${await instansId(server, SODERVIK)}/inkommet`
    })

    it('föreslår avsändare, dagen då det nådde servern och ämne; originalet och bilagorna registreras', async () => {
      const bytes = outlook()
      const page = await choose(incoming, bytes)
      expect(page.text).toContain('är hämtade ur meddelandet Svar.msg')
      expect(fieldsOf(incoming, page)).toMatchObject({
        avsandare: ['Rolf Tingvik'],
        ankomst: ['2026-11-23'],
        titel: ['Svar från Södervik'],
      })
      const done = await confirm(incoming, page)
      expect(done.path.split('?')[0]).toMatch(/\/lasning$/)
      expect(done.text).toContain('av vem kunskap kan påkallas')
      const rows = await handlingar()
      // The picture that stands in the text is part of the mail.
      expect(rows.map((row) => [row.title, row.media_type, row.unreadable])).toEqual([
        ['Svar från Södervik', 'application/vnd.ms-outlook', null],
        ['Bilaga: yttrande.txt', 'text/plain', null],
      ])
      expect(Buffer.from(server.files.read(rows[0]?.file_sha256 ?? '')).equals(Buffer.from(bytes))).toBe(true)
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
      expect(await keptFiles()).toBe(0)
    })

    it('dagen i huvudet går före Outlooks egen, åäö läses också utan Unicode, och egen text läses när ingen bilaga går', async () => {
      const page = await choose(
        incoming,
        outlook({
          isAnsi: true,
          headers: ['Received: from a.example by b.example;', ' Tue, 24 Nov 2026 00:30:00 +0100', 'Subject: x'].join(
            '\r\n',
          ),
          body: REPLY,
          attachments: [],
        }),
      )
      expect(fieldsOf(incoming, page)).toMatchObject({ ankomst: ['2026-11-24'], titel: ['Svar från Södervik'] })
      const done = await confirm(incoming, page)
      expect(done.text).toContain('av vem kunskap kan påkallas')
    })

    it('ett meddelande som bara har HTML läses som text', async () => {
      const html = utf8(
        '<html><body><h1>Yttrande över remiss</h1><p>Det är oklart av vem stöd kan påkallas.</p></body></html>',
      )
      const done = await confirm(incoming, await choose(incoming, outlook({ body: undefined, html, attachments: [] })))
      expect(done.text).toContain('av vem stöd kan påkallas')
    })

    it('ett personnummer i ämnet föreslås inte, och en dag i framtiden föreslås inte', async () => {
      const page = await choose(
        incoming,
        outlook({ subject: `Svar om ${testPersonnummer()}`, deliveredAt: '2037-01-01T00:00:00Z' }),
      )
      expect(String(fieldsOf(incoming, page)?.titel)).not.toContain(testPersonnummer())
      expect(fieldsOf(incoming, page)?.ankomst).toEqual(['2026-11-24'])
    })

    it('OSL-5.1 godtas: ett trasigt meddelande, och ett som leder runt i cirkel, registreras och märks', async () => {
      const looped = outlook()
      const view = new DataView(looped.buffer)
      for (let at = looped.length - 512, nr = 0; at < looped.length; at += 4, nr++) view.setUint32(at, nr, true)
      const broken = [looped, outlook().subarray(0, 700), utf8('inte ett meddelande'), new Uint8Array()]
      for (const [at, bytes] of broken.entries())
        expect((await choose(incoming, bytes, { titel: `Trasigt ${at}` }, 'trasig.MSG')).status).toBe(200)
      const rows = await handlingar()
      expect(rows.map((row) => row.unreadable)).toEqual(['msg', 'msg', 'msg', 'msg'])
      const page = await ulla.get(`/handlingar/${rows[0]?.id}`)
      expect(page.text).toContain('Outlook-meddelandet kunde inte läsas')
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
    })
  })

  describe('ett meddelande som kommer till ett ärende', () => {
    let form: string
    beforeEach(async () => {
      const arende = /\/arenden\/[0-9a-f-]{36}/.exec((await ulla.get('/arenden?text=112')).body)?.[0] ?? ''
      form = `${arende}/handlingar/ny`
    })

    for (const { name, bytes, expected } of [
      {
        name: 'Underlag.eml',
        bytes: EML,
        expected: {
          title: 'Underlag till programmet',
          type: 'message/rfc822',
          sender: 'Olle Frisk',
          part: 'Bilaga: underlag.txt',
        },
      },
      {
        name: 'Svar.msg',
        bytes: outlook(),
        expected: {
          title: 'Svar från Södervik',
          type: 'application/vnd.ms-outlook',
          sender: 'Rolf Tingvik',
          part: 'Bilaga: yttrande.txt',
        },
      },
    ])
      it(`${name}: fälten föreslås, och meddelandet och bilagorna blir handlingar i ärendet`, async () => {
        const before = await auditCount(server)
        const page = await choose(form, bytes, {}, name)
        expect(fieldsOf(form, page)).toMatchObject({
          avsandare: [expected.sender],
          ankomst: ['2026-11-23'],
          titel: [expected.title],
        })
        expect(await handlingar()).toEqual([])
        const done = await confirm(form, page)
        expect(done.status).toBe(200)
        expect(done.path).toMatch(/\/handlingar\//)
        expect((await handlingar()).map((row) => [row.title, row.media_type, row.sender, row.received_on])).toEqual([
          [expected.title, expected.type, expected.sender, '2026-11-23'],
          [expected.part, 'text/plain', expected.sender, '2026-11-23'],
        ])
        expect(await auditCount(server)).toBe(before + 1)
        expect(await keptFiles()).toBe(0)
        const arende = await ulla.get(form.replace('/handlingar/ny', ''))
        expect(arende.text).toContain(expected.title)
        expect(arende.text).toContain(expected.part)
      })

    it('OSL-5.1 godtas: ett trasigt .msg registreras i ärendet och märks', async () => {
      const done = await choose(form, utf8('nej'), { titel: 'Trasigt', avsandare: 'Okänd' }, 'trasig.msg')
      expect(done.text).toContain('Outlook-meddelandet kunde inte läsas')
      expect((await handlingar()).map((row) => [row.title, row.unreadable])).toEqual([['Trasigt', 'msg']])
    })

    it('OSL-8.1 nekas: den som inte får registrera i ärendet lämnar inget meddelande efter sig', async () => {
      const rolf = server.client()
      await rolf.signInAs('Rolf Tingvik')
      const before = await auditCount(server)
      const page = await rolf.postFile(
        form,
        { ankomst: '2026-11-24', avsandare: 'x', titel: 'x' },
        { name: 'Svar.msg', bytes: outlook() },
      )
      expect([403, 404]).toContain(page.status)
      expect(await handlingar()).toEqual([])
      expect(await keptFiles()).toBe(0)
      expect(await auditCount(server)).toBe(before)
    })
  })
})
