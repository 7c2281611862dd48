import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  addPoint,
  attest,
  beginReply,
  beginUtlatande,
  registerAtAmn,
  sendRemiss,
  sendReply,
  sendToAttest,
  summarise,
  writeUtlatande,
} from '../world/story.ts'

const file = { name: 'utdrag.txt', bytes: new TextEncoder().encode('§ 14 Yttrande över remiss') }

onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let mikael: Client
  let reply: string
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server)
    await registerAtAmn(server)
    reply = await beginReply(server)
    await addPoint(server, reply)
    await summarise(server, reply)
    mikael = server.client()
    await mikael.signInAs('Mikael Brodd')
  })
  afterEach(async () => {
    const { errors } = server
    await server.stop()
    await own.drop()
    expect(errors).toEqual([])
  })

  const decide = (fields: Record<string, string | string[]>) =>
    mikael.submit(
      `${reply}/beslut`,
      `${reply}/beslut`,
      {
        form: 'namndbeslut',
        beslutsdag: '17 november 2026',
        paragraf: '§ 14',
        lydelse: 'Nämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.',
        ...fields,
      },
      { file },
    )
  const extract = async () =>
    (
      await sql<{ id: string; state: string; day: string; ground: string | null }>`
        select h.id, h.state, h.state_on::text as day, h.ground from handlingar.handling h
        where h.kind = 'protokollsutdrag' and h.file_name = 'utdrag.txt'`.execute(own.database.db)
    ).rows[0]

  describe('ett protokollsutdrag', () => {
    it('TF-UPPRATTAD godtas: vid omedelbar justering är det upprättat beslutsdagen, med sin grund', async () => {
      await decide({ omedelbart: ['ja'] })
      expect(await extract()).toMatchObject({ state: 'upprattad', day: '2026-11-17', ground: 'omedelbart_justerad' })
      const page = await mikael.get(`/handlingar/${(await extract())?.id}`)
      expect(page.text).toContain('(omedelbart justerad), 17 november 2026')
    })

    it('TF-UPPRATTAD nekas: utan omedelbar justering är det inte allmän handling förrän justeringen är införd', async () => {
      await decide({})
      expect(await extract()).toMatchObject({ state: 'arbetsmaterial', ground: null })
      expect((await mikael.get('/diarium?text=Protokollsutdrag')).text).toContain('Inga handlingar')
      const row = await sql<{
        id: string
      }>`select id from sammantraden.beslut where handling_id = ${(await extract())?.id}`.execute(own.database.db)
      const beslut = `/beslut/${row.rows[0]?.id}`
      await mikael.submit(beslut, `${beslut}/justera`, { dag: '20 november 2026' })
      expect(await extract()).toMatchObject({ state: 'upprattad', day: '2026-11-20', ground: 'justerad' })
      expect((await mikael.get('/diarium?text=Protokollsutdrag')).text).toContain('20 november 2026')
    })

    it('TF-UPPRATTAD godtas: ett delegationsbeslut är färdigställt den dag det fattades', async () => {
      await decide({
        form: 'delegationsbeslut',
        paragraf: '',
        beslutsfattare: 'Karin Tallmo, arbetsmarknadsdirektör',
        grund: 'Delegationsordningen 2.4',
      })
      expect(await extract()).toMatchObject({ state: 'upprattad', day: '2026-11-17', ground: 'fardigstalld' })
    })

    it('ARKIV-RENSA nekas: ett ojusterat utdrag går inte att rensa, och är upprättat när ärendet avslutas', async () => {
      await decide({})
      const eva = server.client()
      await eva.signInAs('Eva Sand')
      const arende = /\/arenden\/[0-9a-f-]{36}/.exec((await eva.get('/arenden?text=AMN 2026/88')).body)?.[0] ?? ''
      const path = `${arende}/avsluta`
      expect((await eva.get(path)).body).not.toContain((await extract())?.id)
      const check = await eva.submit(path, path)
      const done = await eva.post(path, check.forms.find((one) => one.action === path)?.fields)
      expect(done.text).toContain('Ärendet är avslutat')
      expect(await extract()).toMatchObject({ state: 'upprattad', day: '2026-11-22', ground: 'slutbehandlat' })
    })
  })

  describe('ett bifogat utdrag som går med svaret', () => {
    const atSender = async () =>
      (
        await sql<{ title: string; provision: string | null; masks: boolean }>`
          select h.title, h.sekretess_provision as provision, h.sekretess_masks_title as masks
          from handlingar.handling h join aktorer.v_aktor a on a.id = h.owner_aktor_id
          where h.kind = 'protokollsutdrag' and h.file_name = 'utdrag.txt' and h.direction = 'in'`.execute(
          own.database.db,
        )
      ).rows

    it('OSL-5.2 godtas: markeringen följer med till avsändaren, också i registrets allmänna del', async () => {
      await decide({ omedelbart: ['ja'] })
      const handling = `/handlingar/${(await extract())?.id}`
      await mikael.submit(handling, `${handling}/sekretess`, {
        bestammelse: '18 kap. 8 § OSL',
        dolj: ['titel'],
      })
      const own = (await mikael.get(handling)).text
      expect(own).toContain('18 kap. 8 §')
      const sent = await sendReply(server, reply)
      expect(sent.text).toContain('skickat')
      expect(await atSender()).toMatchObject([{ provision: '18 kap. 8 § OSL', masks: true }])
    })

    it('ett omarkerat är omarkerat hos avsändaren', async () => {
      await decide({ omedelbart: ['ja'] })
      await sendReply(server, reply)
      expect(await atSender()).toMatchObject([{ provision: null, masks: false }])
    })

    it('TF-UPPRATTAD godtas: ett ojusterat är allmän handling från det att det har skickats till en annan myndighet', async () => {
      await decide({})
      const id = (await extract())?.id
      await sendReply(server, reply)
      const row = await sql<{ state: string; day: string; recipient: string | null }>`
        select state, state_on::text as day, recipient from handlingar.handling where id = ${id}`.execute(
        own.database.db,
      )
      expect(row.rows).toMatchObject([{ state: 'expedierad', day: '2026-11-22', recipient: 'Kommunstyrelsen' }])
    })
  })

  it('ett beslut på en attesterad text sägs inte vara utan attest', async () => {
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await attest(server, utlatande, 'Karin Tallmo')
    const page = await decide({ omedelbart: ['ja'] })
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Beslutat utan attest')
  })
})
