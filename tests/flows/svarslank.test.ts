import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { AMN, draftRemissId, instansId, lageOf, passageId, sendRemiss } from '../world/story.ts'

const POLISEN = 'Polisen'

onEachKind((kind) => {
  describe('den personliga svarslänken', () => {
    let own: OwnDatabase
    let server: TestServer
    let police: Client
    let polisen: string

    beforeEach(async () => {
      own = await openCopy(kind, 'ekhamn')
      server = await startServer(own.database)
      police = server.client()
      polisen = await policeName()
      await sendRemiss(server, [AMN, polisen])
    })
    afterEach(async () => {
      await server.stop()
      await own.drop()
    })

    async function policeName(): Promise<string> {
      const row = await server.database.db
        .withTables<{ 'aktorer.aktor': { name: string; kind: string } }>()
        .selectFrom('aktorer.aktor')
        .select('name')
        .where('kind', '=', 'polis')
        .executeTakeFirst()
      return row?.name ?? POLISEN
    }

    async function makeLink(who = 'Per Hallberg'): Promise<string> {
      const client = server.client()
      await client.signInAs(who)
      const instans = `/remissinstanser/${await instansId(server, polisen)}`
      const page = await client.submit(instans, `${instans}/svarslank`, { hur: 'visa' })
      const [, token = ''] = /\/svara\/([\w-]{43})/.exec(page.body) ?? []
      expect(token, page.text.slice(0, 300)).not.toBe('')
      return `/svara/${token}`
    }

    it('SVARSLANK godtas: läser remissen, skriver, kontrollerar och svarar genom samma handlingar som alla andra', async () => {
      const link = await makeLink()
      const page = await police.get(link)
      expect(page.status).toBe(200)
      expect(page.text).toContain('Förslag till Trygghetsprogram')
      const checked = await police.submit(link, link, {
        sammanfattning: 'Vi ställer oss bakom inriktningen.',
        's1-text': 'Det framgår inte hur vi kan påkallas.',
        's1-slag': ['oklart'],
        's1-ankare': 'passage',
        's1-passage': await passageId(server, '2.4'),
        's1-citat': 'när det är påkallat',
        's2-text': 'Något om ungas utsatthet på nätet saknas.',
        's2-slag': ['komplettering'],
        's2-ankare': 'saknas',
        's2-plats': 'Efter 2.4',
        steg: 'kontrollera',
      })
      expect(checked.path).toBe(`${link}/kontrollera`)
      expect(checked.text).toContain('Vi ställer oss bakom inriktningen.')
      expect(checked.text).toContain('när det är påkallat')
      const receipt = await police.submit(`${link}/kontrollera`, `${link}/skicka`)
      expect([receipt.status, receipt.path]).toEqual([200, link])
      expect(receipt.text).toContain('Svaret har kommit fram')
      expect(await lageOf(server, polisen)).toBe('inkommen')

      const per = server.client()
      await per.signInAs('Per Hallberg')
      const instans = await per.get(`/remissinstanser/${await instansId(server, polisen)}`)
      expect(instans.text).toContain('genom svarslänk')
      const compiled = await per.get(`/remisser/${await draftRemissId(server)}/sammanstallning`)
      expect(compiled.text).toContain('Det framgår inte hur vi kan påkallas.')
      const reply = /href="(\/remissvar\/[0-9a-f-]{36})"/.exec(instans.body)?.[1] ?? ''
      expect((await per.get(reply)).text).toContain('genom en personlig svarslänk')
      const log = await server.database.db
        .selectFrom('platform.audit_entry')
        .select(['act', 'payload'])
        .where('payload', 'like', '%"via":"svarslank"%')
        .orderBy('seq')
        .execute()
      expect(log.map((row) => row.act)).toEqual([
        'svar.register',
        'svar.begin',
        'svar.write',
        'svar.write',
        'svar.write',
        'svar.send',
      ])
      expect(server.errors).toEqual([])
    })

    it('SVARSLANK nekas: svarar en gång, samma länk visar sedan bara kvittot', async () => {
      const link = await makeLink()
      await police.submit(link, link, { sammanfattning: 'Ja.', steg: 'kontrollera' })
      const other = server.client()
      const form = (await other.get(`${link}/kontrollera`)).forms.find((one) => one.action === `${link}/skicka`)
      const both = await Promise.all([
        police.submit(`${link}/kontrollera`, `${link}/skicka`),
        other.post(`${link}/skicka`, form?.fields ?? {}),
      ])
      for (const page of both) expect(page.text).toContain('Svaret har kommit fram')
      const again = await police.post(link, { sammanfattning: 'Nej.', steg: 'kontrollera' })
      expect(again.text).toContain('Svaret har kommit fram')
      const rows = await server.database.db
        .withTables<{ 'remiss.remissvar': { id: string; svarslank_id: string | null; sammanfattning: string } }>()
        .selectFrom('remiss.remissvar')
        .select('sammanfattning')
        .where('svarslank_id', 'is not', null)
        .execute()
      expect(rows).toEqual([{ sammanfattning: 'Ja.' }])
      expect(server.errors).toEqual([])
    })

    it('tar emot en fil i stället för text: originalet diarieförs, läses och väntar på granskning', async () => {
      const link = await makeLink()
      const bytes = new TextEncoder().encode('Yttrande\n\nPolisen anser att kapitel 2 är oklart.\n')
      const page = await police.submit(link, link, { steg: 'kontrollera' }, { file: { name: 'yttrande.txt', bytes } })
      expect(page.text).toContain('yttrande.txt')
      await police.submit(`${link}/kontrollera`, `${link}/skicka`)
      expect(await lageOf(server, polisen)).toBe('inkommen')
      const ulla = server.client()
      await ulla.signInAs('Ulla Norén')
      expect((await ulla.get('/minsida')).text).toContain('Granska ett inläst svar')
      expect(server.errors).toEqual([])
    })

    it('behåller det som skrivits när det är fel eller behövs mer plats', async () => {
      const link = await makeLink()
      const wrong = await police.submit(link, link, {
        's1-text': 'En synpunkt utan slag',
        's1-ankare': 'passage',
        's1-passage': await passageId(server, '2.4'),
        's1-citat': 'det här står inte där',
        steg: 'kontrollera',
      })
      expect(wrong.status).toBe(400)
      expect(wrong.body).toContain('En synpunkt utan slag')
      const more = await police.submit(link, link, { steg: 'fler' })
      expect(more.body).toContain('name="s6-text"')
      expect(more.body).toContain('En synpunkt utan slag')
      const empty = await police.submit(link, link, {
        's1-text': '',
        's1-passage': '',
        's1-citat': '',
        steg: 'kontrollera',
      })
      expect(empty.status).toBe(400)
      expect(empty.text).toContain('Skriv en sammanfattning')
    })

    it('SVARSLANK nekas: öppnar ingenting annat, och en fel, återkallad eller för gammal länk ger samma svar', async () => {
      const first = await makeLink()
      const link = await makeLink('Ulla Norén')
      const nonsense = [`${first}`, '/svara/x', `/svara/${'A'.repeat(43)}`, '/svara/%00']
      const texts = new Set<string>()
      for (const path of nonsense) {
        const page = await police.get(path)
        expect(page.status, path).toBe(404)
        texts.add(page.text)
      }
      expect(texts.size).toBe(1)
      expect((await police.get(link)).status).toBe(200)
      for (const path of ['/remisser', `/remissinstanser/${await instansId(server, polisen)}`, '/arenden', '/aktorer'])
        expect((await police.get(path, { isFollowing: false })).status, path).toBe(303)

      const ulla = server.client()
      await ulla.signInAs('Ulla Norén')
      const instans = `/remissinstanser/${await instansId(server, polisen)}`
      await ulla.submit(instans, `${instans}/svarslank/aterkalla`)
      expect((await police.get(link)).status).toBe(404)
      const late = await makeLink()
      server.clock.set('2027-12-01T09:00:00Z')
      expect((await police.get(late)).status).toBe(404)
      expect((await police.post(`${late}/skicka`, {})).status).toBe(404)
    })

    it('ett svar efter svarstiden registreras och märks', async () => {
      const link = await makeLink()
      server.clock.set('2027-03-01T09:00:00Z')
      await police.submit(link, link, { sammanfattning: 'Sent men ändå.', steg: 'kontrollera' })
      await police.submit(`${link}/kontrollera`, `${link}/skicka`)
      expect(await lageOf(server, polisen)).toBe('inkommen_efter_svarstiden')
    })

    it('ges inte åt en nämnd och görs inte av någon annan än avsändaren', async () => {
      const per = server.client()
      await per.signInAs('Per Hallberg')
      const amn = `/remissinstanser/${await instansId(server, AMN)}`
      expect((await per.get(amn)).forms.some((form) => form.action === `${amn}/svarslank`)).toBe(false)
      expect((await per.post(`${amn}/svarslank`, { hur: 'visa', version: '2' })).status).toBe(403)
      const olle = server.client()
      await olle.signInAs('Olle Frisk')
      const instans = `/remissinstanser/${await instansId(server, polisen)}`
      expect((await olle.post(`${instans}/svarslank`, { hur: 'visa', version: '2' })).status).toBe(403)
    })

    it('sparas bara som hash', async () => {
      const link = await makeLink()
      const token = link.split('/').at(-1) ?? ''
      const rows = await server.database.db
        .withTables<{ 'remiss.svarslank': Record<string, unknown> }>()
        .selectFrom('remiss.svarslank')
        .selectAll()
        .execute()
      const log = await server.database.db.selectFrom('platform.audit_entry').select('payload').execute()
      expect(JSON.stringify([rows, log])).not.toContain(token)
    })
  })
})
