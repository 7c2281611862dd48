import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  aktorId,
  auditCount,
  beginReply,
  chooseInstanser,
  draftRemissId,
  instansId,
  lageOf,
  passageId,
  personId,
  registerAtAmn,
  SODERVIK,
  sendRemiss,
  summarise,
  writtenReply,
} from '../world/story.ts'

/** Double submits, two people at once, steps skipped by URL, a role lost between form and submit. */
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

  function hidden(page: Page, action: string): Record<string, string> {
    const form = page.forms.find((candidate) => candidate.action === action && candidate.method === 'post')
    if (!form) throw new Error(`no form to ${action}: ${page.text.slice(0, 200)}`)
    return form.fields as unknown as Record<string, string>
  }

  describe('samma formulär skickas två gånger', () => {
    it('en synpunkt som sparas med två snabba klick finns en gång', async () => {
      await sendRemiss(server)
      await registerAtAmn(server)
      const reply = await beginReply(server)
      const client = server.client()
      await client.signInAs('Olle Frisk')
      const path = `${reply}/synpunkter/ny`
      const fields = { ...hidden(await client.get(path), path), slag: 'oklart', text: 'En gång.', ankare: 'helheten' }
      const pages = await Promise.all([client.post(path, fields), client.post(path, fields), client.post(path, fields)])
      for (const page of pages) expect(page.status).toBe(200)
      expect((await client.get(reply)).body.match(/<p lang="sv">En gång\.<\/p>/g)).toHaveLength(1)
    })

    it('en remiss som skickas två gånger är skickad en gång, med en handling och en post i loggen', async () => {
      await chooseInstanser(server, [AMN])
      const id = await draftRemissId(server)
      const client = server.client()
      await client.signInAs('Per Hallberg')
      const before = await auditCount(server)
      const fields = hidden(await client.get(`/remisser/${id}/kontrollera`), `/remisser/${id}/skicka`)
      const [first, second] = await Promise.all([
        client.post(`/remisser/${id}/skicka`, fields),
        client.post(`/remisser/${id}/skicka`, fields),
      ])
      expect([first.status, second.status]).toEqual([200, 200])
      expect(await auditCount(server)).toBe(before + 1)
    })

    it('ett kvitto som hör till någon annan ger ingen väg in till dess svar', async () => {
      await sendRemiss(server)
      await registerAtAmn(server)
      const reply = await beginReply(server)
      const olle = server.client()
      await olle.signInAs('Olle Frisk')
      const path = `${reply}/synpunkter/ny`
      const fields = { ...hidden(await olle.get(path), path), slag: 'oklart', text: 'Olles.', ankare: 'helheten' }
      await olle.post(path, fields)
      const bjorn = server.client()
      await bjorn.signInAs('Björn Lagerdal')
      expect((await bjorn.post(path, fields)).status).toBe(404)
    })
  })

  describe('två personer sparar samtidigt', () => {
    it('den som sparar sist får se båda texterna och sparar en gemensam; inget skrivs över', async () => {
      const id = await passageId(server, '2.4')
      const version = (await own.database.db
        .withTables<{ 'remiss.remiss': { id: string; program_version_id: string } }>()
        .selectFrom('remiss.remiss')
        .select('program_version_id')
        .where('id', '=', await draftRemissId(server))
        .executeTakeFirstOrThrow()) as { program_version_id: string }
      const path = `/programmet/versioner/${version.program_version_id}/passager/${id}/redigera`
      const per = server.client()
      await per.signInAs('Per Hallberg')
      const stina = server.client()
      await stina.signInAs('Stina Almgren')
      const [mine, hers] = [hidden(await per.get(path), path), hidden(await stina.get(path), path)]
      expect((await stina.post(path, { ...hers, text: 'Stinas lydelse av passagen.' })).status).toBe(200)
      const merge = await per.post(path, { ...mine, text: 'Pers lydelse av passagen.' })
      expect(merge.status).toBe(409)
      for (const part of ['Någon annan hann spara före dig', 'Stinas lydelse', 'Pers lydelse'])
        expect(merge.text).toContain(part)
      const common = { ...hidden(merge, path), text: 'Stinas och Pers lydelse.' }
      expect((await per.post(path, common)).text).toContain('Passagen är sparad')
      expect((await per.get(path.replace('/redigera', ''))).text).toContain('Stinas och Pers lydelse.')
    })

    it('två registratorer som för in var sitt nummer i samma stund: ett gäller, den andra får veta det', async () => {
      await sendRemiss(server)
      const path = `/remissinstanser/${await instansId(server, AMN)}/registrera`
      const clients = [server.client(), server.client()]
      for (const client of clients) await client.signInAs('Eva Sand')
      const forms = await Promise.all(clients.map(async (client) => hidden(await client.get(path), path)))
      const pages = await Promise.all(
        clients.map((client, at) => client.post(path, { ...forms[at], diarienummer: `AMN 2026/${at + 1}` })),
      )
      expect(pages.map((page) => page.status).sort()).toEqual([200, 409])
      expect(await lageOf(server, AMN)).toBe('mottagen')
    })

    it('två nämnder kan ha samma diarienummer, två ärenden hos samma nämnd kan det inte', async () => {
      await sendRemiss(server)
      await registerAtAmn(server, { diarienummer: '2026/7' })
      const client = server.client()
      await client.signInAs('Inger Skoog Dahl')
      const path = `/remissinstanser/${await instansId(server, SODERVIK)}/registrera`
      expect((await client.submit(path, path, { diarienummer: '2026/7' })).text).toContain('2026/7')
      expect(await lageOf(server, SODERVIK)).toBe('mottagen')
    })

    it('svaret skickas bara i den lydelse som avsändaren såg när det kontrollerades', async () => {
      await sendRemiss(server)
      await registerAtAmn(server)
      const reply = await beginReply(server)
      // An office reply: one that its body has decided can no longer be changed at all.
      await summarise(server, reply, { form: 'kontorsyttrande' })
      const client = server.client()
      await client.signInAs('Olle Frisk')
      const fields = hidden(await client.get(`${reply}/kontrollera`), `${reply}/skicka`)
      await client.submit(`${reply}/redigera`, `${reply}/redigera`, { sammanfattning: 'Ändrad i sista stund.' })
      const page = await client.post(`${reply}/skicka`, fields)
      expect(page.status).toBe(409)
      expect(await lageOf(server, AMN)).toBe('under_beredning')
    })
  })

  describe('steg som hoppas över med en adress', () => {
    it('ett svar kan inte påbörjas, skrivas eller skickas innan remissen är registrerad', async () => {
      await sendRemiss(server)
      const client = server.client()
      await client.signInAs('Olle Frisk')
      const instans = `/remissinstanser/${await instansId(server, AMN)}`
      const page = await client.post(`${instans}/paborja`, { version: '2' })
      expect(page.status).toBe(403)
      expect(page.text).toContain('Skickad, inte registrerad'.toLowerCase())
      expect(page.text).toContain('svar.begin')
    })

    it('ett skickat svar kan inte ändras, kompletteras eller skickas igen', async () => {
      const reply = await writtenReply(server)
      const client = server.client()
      await client.signInAs('Olle Frisk')
      await client.submit(`${reply}/kontrollera`, `${reply}/skicka`)
      const before = await auditCount(server)
      for (const [path, fields] of [
        ['redigera', { form: 'namndbeslut', sammanfattning: 'Nytt.', version: '3' }],
        ['synpunkter/ny', { slag: 'oklart', text: 'Nytt.', kalla: 'forvaltningen', ankare: 'helheten' }],
        ['skicka', { version: '3' }],
      ] as const) {
        expect((await client.post(`${reply}/${path}`, fields)).status, path).toBeGreaterThanOrEqual(403)
      }
      expect(await auditCount(server)).toBe(before)
    })

    it('en remiss kan inte skickas utan instanser, och utkastet syns inte för instanserna', async () => {
      const id = await draftRemissId(server)
      const per = server.client()
      await per.signInAs('Per Hallberg')
      expect((await per.post(`/remisser/${id}/skicka`, { version: '2' })).status).toBe(403)
      const olle = server.client()
      await olle.signInAs('Olle Frisk')
      expect((await olle.get(`/remisser/${id}`)).status).toBe(404)
    })
  })

  it('den som förlorar sitt uppdrag mellan formulär och inskick får nej, och inget sparas', async () => {
    await sendRemiss(server)
    await registerAtAmn(server)
    const reply = await beginReply(server)
    const olle = server.client()
    await olle.signInAs('Olle Frisk')
    const path = `${reply}/synpunkter/ny`
    const fields = { ...hidden(await olle.get(path), path), slag: 'oklart', text: 'För sent.', ankare: 'helheten' }
    const admin = server.client()
    await admin.signInAs('Jonas Vikdal')
    const amn = await aktorId(server, AMN)
    await admin.post(`/aktorer/${amn}/avsluta`, { person: await personId(server, 'Olle Frisk'), roll: 'handlaggare' })
    const before = await auditCount(server)
    expect((await olle.post(path, fields)).status).toBe(404)
    expect(await auditCount(server)).toBe(before)
  })

  it('den som förlorat sitt citat får skriva om det: ett citat som inte står i passagen sparas inte', async () => {
    await sendRemiss(server)
    await registerAtAmn(server)
    const reply = await beginReply(server)
    const page = await addPoint(server, reply, { citat: 'detta står ingenstans' })
    expect(page.status).toBe(400)
    expect(page.text).toContain('Citatet står inte i passage 2.4')
    expect(page.body).toContain('detta står ingenstans')
  })
})
