import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maskPersonnummer } from '../../src/platform/guard/personnummer.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  auditCount,
  beginReply,
  chooseInstanser,
  draftRemissId,
  instansId,
  lageOf,
  passageId,
  receiveReply,
  registerAtAmn,
  replyText,
  SODERVIK,
  sendRemiss,
  sendReply,
  writtenReply,
} from '../world/story.ts'
import { testPersonnummer } from '../world/test-personnummer.ts'

/** Every rule of docs/regler.md, one accepted and one refused case, by the pages and on both databases. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
  })
  afterEach(async () => {
    const { errors } = server
    await server.stop()
    await own.drop()
    expect(errors).toEqual([])
  })

  describe('FL-22 ankomstdagen', () => {
    it('FL-22 godtas: ankomstdagen är dagen då remissen nådde myndigheten, också när den registreras senare', async () => {
      await sendRemiss(server)
      server.clock.set('2026-11-25T09:00:00Z')
      const page = await registerAtAmn(server, { ankomst: '2026-11-23' })
      expect(page.text).toContain('Ankomstdag 23 november 2026')
    })

    it('FL-22 nekas: en ankomstdag som inte har varit, eller som ligger före utskicket', async () => {
      await sendRemiss(server)
      expect((await registerAtAmn(server, { ankomst: '2026-11-23' })).text).toContain('kan inte ligga i framtiden')
      expect((await registerAtAmn(server, { ankomst: '2026-11-20' })).text).toContain(
        'före dagen då remissen skickades',
      )
      expect(await lageOf(server, AMN)).toBe('skickad')
    })
  })

  describe('FL-26 vad svaret ska omfatta och till när', () => {
    it('FL-26 godtas: en remiss med frågor, missiv och svarstid når alla instanser samtidigt', async () => {
      await sendRemiss(server)
      expect([await lageOf(server, AMN), await lageOf(server, SODERVIK)]).toEqual(['skickad', 'skickad'])
    })

    it('FL-26 nekas: en remiss utan frågor eller svarstid skickas inte, och sidan säger vad som saknas', async () => {
      await chooseInstanser(server, [AMN])
      const id = await draftRemissId(server)
      const client = server.client()
      await client.signInAs('Per Hallberg')
      const path = `/remisser/${id}/redigera`
      const empty = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((nr) => [`fraga-${nr}`, '']))
      await client.submit(path, path, { ...empty, 'svar-senast': '' })
      const page = await client.get(`/remisser/${id}/kontrollera`)
      expect(page.status).toBe(403)
      expect(page.text).toContain('minst en fråga')
      expect(page.text).toContain('en sista svarsdag')
      expect((await client.post(`/remisser/${id}/skicka`, { version: '4' })).status).toBeGreaterThanOrEqual(400)
      expect(await lageOf(server, AMN)).toBe('tillagd')
    })
  })

  describe('OSL-5.1 det som har kommit in registreras', () => {
    it('OSL-5.1 godtas: en läsbar fil registreras, originalet bevaras och läses', async () => {
      await sendRemiss(server)
      const page = await receiveReply(server, SODERVIK, { name: 'svar.txt', bytes: replyText() })
      expect(page.path).toContain('/lasning')
      expect(await lageOf(server, SODERVIK)).toBe('inkommen')
    })

    it('OSL-5.1 nekas: att vägra tom, binär och oläslig handling – den registreras med originalet orört', async () => {
      await sendRemiss(server)
      const before = await auditCount(server)
      const files: [string, Uint8Array, string][] = [
        ['tom.txt', new Uint8Array(), 'Filen är tom'],
        ['bild.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'går inte att läsa som text'],
        ['svar.pdf', new TextEncoder().encode('%PDF-1.7\n…'), 'PDF-filen är sparad'],
      ]
      for (const [name, bytes, message] of files) {
        const page = await receiveReply(server, SODERVIK, { name, bytes })
        expect(page.text, name).toContain(message)
        const client = server.client()
        await client.signInAs('Ulla Norén')
        const link = /\/handlingar\/[0-9a-f-]+\/original/.exec(page.body)?.[0] ?? ''
        const original = await fetch(`${server.url}${link}`, {
          headers: { cookie: `samsyn=${client.cookie('samsyn')}` },
        })
        expect(new Uint8Array(await original.arrayBuffer())).toEqual(bytes)
      }
      expect(await auditCount(server)).toBe(before + files.length)
    })
  })

  describe('OSL-5.2 diariets minimum', () => {
    it('OSL-5.2 godtas: en registrerad handling har datum, nummer, avsändare och vad den rör', async () => {
      await sendRemiss(server)
      await registerAtAmn(server)
      const client = server.client()
      await client.signInAs('Eva Sand')
      const list = await client.get('/arenden')
      expect(list.text).toContain('AMN 2026/88')
      const link = /\/arenden\/[0-9a-f-]{36}/.exec(list.body)?.[0] ?? ''
      const page = await client.get(link)
      for (const part of ['AMN 2026/88', 'Yttrande över remiss av', 'Kommunstyrelsen', '22 november 2026'])
        expect(page.text).toContain(part)
    })

    it('OSL-5.2 nekas: en handling utan avsändare, datum eller vad den rör', async () => {
      await sendRemiss(server)
      const page = await receiveReply(
        server,
        SODERVIK,
        { name: 'svar.txt', bytes: replyText() },
        { avsandare: '', ankomst: '', titel: ' ' },
      )
      expect(page.status).toBe(400)
      for (const part of ['Fyll i Avsändare', 'Fyll i Ankomstdag', 'Fyll i Titel']) expect(page.text).toContain(part)
      expect(await lageOf(server, SODERVIK)).toBe('skickad')
    })
  })

  describe('OSL-8.1 varje nämnd är en egen myndighet', () => {
    it('OSL-8.1 godtas: ett skickat svar syns hos andra, och ett delat ärende hos den som det delats med', async () => {
      const reply = await writtenReply(server)
      await sendReply(server, reply)
      const per = server.client()
      await per.signInAs('Per Hallberg')
      expect((await per.get(reply)).status).toBe(200)
      const eva = server.client()
      await eva.signInAs('Eva Sand')
      const link = /\/arenden\/[0-9a-f-]{36}/.exec((await eva.get('/arenden')).body)?.[0] ?? ''
      expect((await per.get(link)).status).toBe(404)
      const ks = (await own.database.db
        .withTables<{ 'aktorer.aktor': { id: string; kind: string } }>()
        .selectFrom('aktorer.aktor')
        .select('id')
        .where('kind', '=', 'kommunstyrelse')
        .executeTakeFirstOrThrow()) as { id: string }
      await eva.submit(link, `${link}/dela`, { aktor: ks.id })
      expect((await per.get(link)).text).toContain('AMN 2026/88')
    })

    it('OSL-8.1 nekas: ett utkast till svar syns varken hos avsändaren eller hos en annan nämnd', async () => {
      const reply = await writtenReply(server)
      for (const name of ['Per Hallberg', 'Stina Almgren', 'Björn Lagerdal', 'Magnus Klippe']) {
        const client = server.client()
        await client.signInAs(name)
        expect((await client.get(reply)).status, name).toBe(404)
        expect((await client.get(`/remisser/${await draftRemissId(server)}/sammanstallning`)).text, name).not.toContain(
          'kunskap och resurser kan påkallas',
        )
      }
    })
  })

  describe('DSL-3.10 inga personnummer', () => {
    it('DSL-3.10 godtas: text med diarienummer, datum och telefonnummer sparas', async () => {
      await sendRemiss(server)
      await registerAtAmn(server)
      const reply = await beginReply(server)
      const page = await addPoint(server, reply, { text: 'Se KS 2026/112 den 2026-11-17, telefon 08-465 004 13.' })
      expect(page.text).toContain('Synpunkten är tillagd')
    })

    it('DSL-3.10 nekas: ett personnummer i fri text stoppas, och i en inkommen handling maskas det', async () => {
      await sendRemiss(server)
      await registerAtAmn(server)
      const reply = await beginReply(server)
      const number = testPersonnummer()
      const page = await addPoint(server, reply, { text: `Enligt ${number} är det oklart.` })
      expect(page.status).toBe(400)
      expect(page.text).toContain('personnummer')
      // Nothing that was typed is lost.
      expect(page.body).toContain(number)
      const bytes = new TextEncoder().encode(`${new TextDecoder().decode(replyText())}\nKontakt: ${number}\n`)
      const read = await receiveReply(server, SODERVIK, { name: 'svar.txt', bytes })
      expect(read.text).not.toContain(number)
      expect(maskPersonnummer(number)).not.toBe(number)
    })
  })

  describe('METHOD-X.1 inget beslutat skrivs över', () => {
    it('METHOD-X.1 godtas: ett utkast kan ändras, och av det som är skickat görs en ny version', async () => {
      const client = server.client()
      await client.signInAs('Per Hallberg')
      const passage = await passagePath(server)
      expect(
        (await client.submit(`${passage}/redigera`, `${passage}/redigera`, { text: 'En helt ny lydelse.' })).text,
      ).toContain('Passagen är sparad')
      await sendRemiss(server)
      const version = passage.split('/passager/')[0] ?? ''
      const next = await client.submit(version, `${version}/ny-version`)
      expect(next.text).toContain('Nästa version är skapad')
      expect((await client.get(passage)).text).toContain('En helt ny lydelse.')
    })

    it('METHOD-X.1 nekas: en text som är på remiss eller gäller går inte att ändra, lägga till i eller ta bort ur', async () => {
      await sendRemiss(server)
      const client = server.client()
      await client.signInAs('Per Hallberg')
      const passage = await passagePath(server)
      const before = (await client.get(passage)).text
      for (const act of ['redigera', 'ny', 'ta-bort']) {
        expect((await client.get(`${passage}/${act}`)).status, act).toBe(403)
        expect(
          (await client.post(`${passage}/${act}`, { slag: 'text', text: 'Intrång.', version: '1' })).status,
          act,
        ).toBe(403)
      }
      expect((await client.get(passage)).text).toBe(before)
    })
  })

  describe('REMISS-SVARSTID sena svar', () => {
    it('REMISS-SVARSTID godtas: ett svar kl. 23.59.59 sista dagen är i tid, och ett sent svar registreras', async () => {
      const reply = await writtenReply(server)
      server.clock.set('2027-02-14T22:59:59.999Z')
      await sendReply(server, reply)
      expect(await lageOf(server, AMN)).toBe('inkommen')
      server.clock.set('2027-02-20T09:00:00Z')
      await receiveReply(server, SODERVIK, { name: 'svar.txt', bytes: replyText() })
      expect(await lageOf(server, SODERVIK)).toBe('inkommen_efter_svarstiden')
    })

    it('REMISS-SVARSTID nekas: ett svar en sekund in på nästa dygn räknas inte som i tid', async () => {
      const reply = await writtenReply(server)
      server.clock.set('2027-02-14T23:00:00Z')
      const page = await sendReply(server, reply)
      expect(await lageOf(server, AMN)).toBe('inkommen_efter_svarstiden')
      expect(page.text).toContain('Svaret kom efter svarstiden')
    })
  })

  describe('REMISS-DNR två nummer', () => {
    it('REMISS-DNR godtas: instansens eget nummer och avsändarens bevaras båda', async () => {
      await sendRemiss(server)
      const page = await registerAtAmn(server)
      expect(page.text).toContain('AMN 2026/88')
      expect(page.text).toContain('KS 2026/112')
    })

    it('REMISS-DNR nekas: avsändarens nummer, ett skadat nummer, inget nummer och ett som redan är använt', async () => {
      await sendRemiss(server)
      for (const [dnr, message] of [
        ['KS 2026/112', 'hör till avsändarens diarium'],
        ['ks  2026/112', 'hör till avsändarens diarium'],
        ['Dnr /2026', 'siffror saknas'],
        ['', 'Fyll i diarienumret'],
        ['AMN 2023/57', 'används redan'],
      ] as const) {
        expect((await registerAtAmn(server, { diarienummer: dnr })).text, dnr).toContain(message)
      }
      expect(await lageOf(server, AMN)).toBe('skickad')
      expect(await instansId(server, AMN)).toBeTruthy()
    })
  })
})

async function passagePath(server: TestServer): Promise<string> {
  const id = await passageId(server, '1.1')
  const row = await server.database.db
    .withTables<{ 'remiss.remiss': { id: string; program_version_id: string } }>()
    .selectFrom('remiss.remiss')
    .select('program_version_id')
    .where('id', '=', await draftRemissId(server))
    .executeTakeFirstOrThrow()
  return `/programmet/versioner/${row.program_version_id}/passager/${id}`
}
