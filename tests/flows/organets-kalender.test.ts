import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  aktorId,
  auditCount,
  beginReply,
  decide,
  draftRemissId,
  instansId,
  registerAtAmn,
  SODERVIK,
  sendRemiss,
  sendReply,
  TITLE,
} from '../world/story.ts'

/** A body's meetings and reply-by dates as a calendar that others subscribe to. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let organ: string

  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server, [AMN, SODERVIK])
    organ = `/sammantraden/organ/${await aktorId(server, AMN)}`
  })
  afterEach(async () => {
    expect(server.errors).toEqual([])
    await server.stop()
    await own.drop()
  })

  async function as(name: string) {
    const client = server.client()
    await client.signInAs(name)
    return client
  }
  const make = async (who: string): Promise<Page> => (await as(who)).submit(organ, `${organ}/kalender`)
  const addressIn = (page: Page): string => /\/kalender\/[\w-]{43}\.ics/.exec(page.body)?.[0] ?? ''
  /** As a calendar program reads it: lines joined again, one event a block. */
  async function events(address: string): Promise<string[]> {
    const page = await server.client().get(address)
    expect(page.status).toBe(200)
    return page.body.replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1)
  }
  const dueDay = async (): Promise<string> => {
    const row = await own.database.db
      .withTables<{ 'remiss.remiss': { id: string; svar_senast: string } }>()
      .selectFrom('remiss.remiss')
      .select('svar_senast')
      .where('id', '=', await draftRemissId(server))
      .executeTakeFirstOrThrow()
    return row.svar_senast
  }
  async function addMeeting(day: string): Promise<string> {
    const mikael = await as('Mikael Brodd')
    await mikael.submit('/sammantraden', '/sammantraden', {
      organ: await aktorId(server, AMN),
      dag: day,
      tid: '16:30',
      plats: 'Hamnhuset; sal 2',
      manusstopp: '2026-12-01',
      kallelse: '2026-12-03',
    })
    const page = await mikael.get(organ)
    const row = /href="(\/sammantraden\/[0-9a-f-]{36})"[^>]*>(?:(?!<\/a>)[\s\S])*16:30/.exec(page.body)
    return row?.[1] ?? ''
  }

  it('ORGAN-KALENDER godtas: nämndsekreteraren gör adressen, och den som har den läser sammanträden och svarsdagar', async () => {
    await addMeeting('2026-12-17')
    const before = await auditCount(server)
    const page = await make('Mikael Brodd')
    expect(page.text).toContain('Adressen visas bara nu.')
    expect(await auditCount(server)).toBe(before + 1)
    const found = await events(addressIn(page))
    const meeting = found.find((one) => one.includes('DTSTART:20261217T153000Z'))
    expect(meeting).toContain(`SUMMARY:Sammanträde i ${AMN}`)
    expect(meeting).toContain('LOCATION:Hamnhuset\\; sal 2')
    expect(meeting).not.toContain('STATUS:CANCELLED')
    const reply = found.find((one) => one.includes(`SUMMARY:Svar senast: ${TITLE}`))
    expect(reply).toContain(`DTSTART;VALUE=DATE:${(await dueDay()).replaceAll('-', '')}`)
    expect(reply).toContain(`/remissinstanser/${await instansId(server, AMN)}`)
    // Shown once: it is not on the page any more.
    const again = await (await as('Mikael Brodd')).get(organ)
    expect(addressIn(again)).toBe('')
    expect(again.text).toContain('En adress gjordes')
  })

  it('ett beviljat anstånd flyttar dagen, ett svar står som besvarat, och ingenting ur utkast är med', async () => {
    const address = addressIn(await make('Eva Sand'))
    await registerAtAmn(server)
    const olle = await as('Olle Frisk')
    const instans = `/remissinstanser/${await instansId(server, AMN)}`
    await olle.submit(`${instans}/anstand`, `${instans}/anstand`, {
      dag: '2027-03-15',
      skal: 'Hemligt skäl i anstånd.',
    })
    const asked = (await events(address)).join()
    expect(asked).not.toContain('20270315')
    const per = await as('Per Hallberg')
    await per.submit(`${instans}/anstand/svar`, `${instans}/anstand/svar`, { svar: 'beviljat', dag: '2027-03-15' })
    const reply = await beginReply(server)
    await addPoint(server, reply)
    const granted = (await events(address)).find((one) => one.includes(TITLE))
    expect(granted).toContain('DTSTART;VALUE=DATE:20270315')
    await decide(server, reply)
    await sendReply(server, reply)
    const body = (await events(address)).join()
    expect(body).toContain(`SUMMARY:Besvarad. Svar senast: ${TITLE}`)
    for (const secret of ['Hemligt skäl', 'Det framgår inte', 'Olle Frisk', 'ser positivt'])
      expect(body).not.toContain(secret)
  })

  it('ett inställt sammanträde står som inställt, och inget svar planeras till det', async () => {
    const meeting = await addMeeting('2026-12-17')
    const address = addressIn(await make('Jonas Vikdal'))
    const mikael = await as('Mikael Brodd')
    const done = await mikael.submit(meeting, `${meeting}/stall-in`)
    expect(done.text).toContain('Sammanträdet är inställt')
    const event = (await events(address)).find((one) => one.includes('20261217T153000Z'))
    expect(event).toContain(`SUMMARY:Inställt: sammanträde i ${AMN}`)
    expect(event).toContain('STATUS:CANCELLED')
    expect((await mikael.get('/sammantraden')).text).toContain('Inställt')
    const planering = await mikael.get(`/remissinstanser/${await instansId(server, AMN)}/planering`)
    expect(planering.text).not.toContain('17 december 2026')
    const before = await auditCount(server)
    expect((await mikael.post(`${meeting}/stall-in`, { version: '2' })).status).toBe(403)
    expect((await (await as('Olle Frisk')).post(`${meeting}/stall-in`, { version: '2' })).status).toBe(403)
    expect(await auditCount(server)).toBe(before)
  })

  it('ett sammanträde som ställdes in av misstag kan läggas in igen, men inte två samma tid', async () => {
    const meeting = await addMeeting('2026-12-17')
    const mikael = await as('Mikael Brodd')
    await mikael.submit(meeting, `${meeting}/stall-in`)
    await addMeeting('2026-12-17')
    await addMeeting('2026-12-17')
    const found = (await events(addressIn(await make('Mikael Brodd')))).filter((one) =>
      one.includes('20261217T153000Z'),
    )
    expect(found.filter((one) => one.includes('STATUS:CANCELLED'))).toHaveLength(1)
    expect(found).toHaveLength(2)
    expect(new Set(found.map((one) => /UID:.*/.exec(one)?.[0])).size).toBe(2)
  })

  it('ORGAN-KALENDER nekas: handläggaren, ett annat organs sekreterare och den utomstående gör ingen adress', async () => {
    const before = await auditCount(server)
    for (const who of ['Olle Frisk', 'Yvonne Kärk', 'Magnus Klippe']) {
      const client = await as(who)
      expect((await client.post(`${organ}/kalender`, {})).status).toBe(403)
      expect((await client.post(`${organ}/kalender/avsluta`, {})).status).toBe(403)
    }
    const page = await (await as('Olle Frisk')).get(organ)
    expect(page.text).toContain('Adressen får ni av organets nämndsekreterare')
    expect(page.body).not.toContain(`action="${organ}/kalender"`)
    expect(await auditCount(server)).toBe(before)
  })

  it('ORGAN-KALENDER nekas: en ersatt, avslutad eller gissad adress ger samma svar', async () => {
    const first = addressIn(await make('Mikael Brodd'))
    const second = addressIn(await make('Mikael Brodd'))
    expect(second).not.toBe(first)
    const anyone = server.client()
    expect((await anyone.get(first)).status).toBe(404)
    await events(second)
    const eva = await as('Eva Sand')
    const ended = await eva.submit(organ, `${organ}/kalender/avsluta`)
    expect(ended.text).toContain('Organets kalenderadress gäller inte längre.')
    expect((await anyone.get(second)).status).toBe(404)
    expect((await anyone.get(`/kalender/${'a'.repeat(43)}.ics`)).status).toBe(404)
  })
})
