import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  attest,
  beginReply,
  beginUtlatande,
  instansId,
  registerAtAmn,
  registerBeslut,
  sendRemiss,
  sendToAttest,
  summarise,
  writeUtlatande,
} from '../world/story.ts'

/** What waits for each of those who take part in a reply, on their own page, when it is their turn and not before or after. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server, [AMN])
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
  /** The part of the page that says what waits. */
  async function waiting(name: string): Promise<string> {
    const { text } = await (await as(name)).get('/minsida')
    return text.slice(0, text.indexOf('Hänt nyligen'))
  }

  it('registratorn, handläggaren, chefen och sekreteraren ser var sitt steg när det är deras tur', async () => {
    expect(await waiting('Eva Sand')).toContain('Registrera remissen')
    await registerAtAmn(server)
    expect(await waiting('Eva Sand')).not.toContain('Registrera remissen')
    expect(await waiting('Olle Frisk')).toContain('Påbörja svaret')
    const reply = await beginReply(server)
    await addPoint(server, reply)
    await summarise(server, reply)
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    // The day is the reply's: a chief who reads "when you like" attests on Monday.
    expect(await waiting('Karin Tallmo')).toMatch(/Attestera.*dagar kvar/s)
    expect(await waiting('Tove Rydvall')).not.toContain('Skriv och skicka svaret')
    expect(await waiting('Mikael Brodd')).not.toContain('Registrera beslutet')

    const karin = await as('Karin Tallmo')
    await karin.submit(utlatande, `${utlatande}/atersand`, { kommentar: 'Förtydliga sammanfattningen.' })
    expect(await waiting('Olle Frisk')).toMatch(/Återsänt av en chef.*dagar kvar/s)
    const { text } = await (await as('Olle Frisk')).get(utlatande)
    expect(text.indexOf('Förtydliga sammanfattningen.')).toBeLessThan(
      text.indexOf('Förvaltningens förslag till beslut'),
    )
    await writeUtlatande(server, utlatande, { 'avsnitt-sammanfattning': 'Tydligare nu.' })
    expect(await waiting('Olle Frisk')).not.toContain('Återsänt av en chef')

    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await attest(server, utlatande, 'Karin Tallmo')
    expect(await waiting('Karin Tallmo')).not.toContain('Attestera')
    expect(await waiting('Mikael Brodd')).toContain('Registrera beslutet om svaret')

    const page = await registerBeslut(server, reply, { omedelbart: [] })
    expect(await waiting('Mikael Brodd')).not.toContain('Registrera beslutet')
    expect(await waiting('Mikael Brodd')).toContain('För in justeringen av § 14')
    const beslut = /\/beslut\/[0-9a-f-]{36}/.exec(page.body)?.[0] ?? ''
    const mikael = await as('Mikael Brodd')
    await mikael.submit(beslut, `${beslut}/justera`, { dag: '2026-11-20' })
    expect(await waiting('Mikael Brodd')).toContain('För in anslaget för § 14')
    await mikael.submit(beslut, `${beslut}/ansla`, { dag: '2026-11-22' })
    expect(await waiting('Mikael Brodd')).not.toContain('§ 14')
  })

  it('begäran om anstånd väntar på avsändaren, och den nya dagen är sedan handläggarens', async () => {
    await registerAtAmn(server)
    await beginReply(server)
    const instans = `/remissinstanser/${await instansId(server, AMN)}`
    await (await as('Olle Frisk')).submit(`${instans}/anstand`, `${instans}/anstand`, {
      dag: '2027-03-15',
      skal: 'Nämnden möts i mars.',
    })
    expect(await waiting('Per Hallberg')).toContain('Svara på begäran om anstånd')
    await (await as('Per Hallberg')).submit(`${instans}/anstand/svar`, `${instans}/anstand/svar`, {
      utfall: 'beviljat',
      dag: '2027-03-15',
    })
    expect(await waiting('Per Hallberg')).not.toContain('anstånd')
    expect(await waiting('Olle Frisk')).toContain('15 mars 2027')
  })
})
