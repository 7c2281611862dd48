import { afterEach, beforeEach, expect, it } from 'vitest'
import { readDocx } from '../../src/handlingar/index.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  aktorId,
  attest,
  beginReply,
  beginUtlatande,
  registerAtAmn,
  registerBeslut,
  sendRemiss,
  sendReply,
  sendToAttest,
  writeUtlatande,
} from '../world/story.ts'

/** The extract of the minutes as a document of the program's own. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let reply: string
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server, [AMN])
    await registerAtAmn(server)
    reply = await beginReply(server)
    await addPoint(server, reply)
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await attest(server, utlatande, 'Karin Tallmo')
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

  async function decided(fields: Record<string, string | string[]> = {}): Promise<string> {
    const page = await registerBeslut(server, reply, fields)
    const beslut = /\/beslut\/[0-9a-f-]{36}/.exec(page.body)?.[0]
    if (!beslut) throw new Error(`no decision on ${page.path}: ${page.text.slice(0, 400)}`)
    return beslut
  }

  const wordsOf = async (beslut: string): Promise<string> => {
    const bytes = await (await as('Mikael Brodd')).download(`${beslut}/docx`)
    return readDocx(bytes)
      .paragraphs.map(({ runs }) => runs.map((run) => run.text).join(''))
      .join('\n')
  }

  it('säger beslutet, sammanfattningen, underlaget, hur paragrafen justerades och vem utdraget går till', async () => {
    const words = await wordsOf(await decided())
    for (const said of [
      'Arbetsmarknadsnämndens beslut',
      'Arbetsmarknadsnämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.',
      'Förvaltningen ser positivt på att programmet tydliggör ansvaret.',
      '§ 14 Yttrande över remiss av',
      'Sammanträde den 17 november 2026',
      'Paragrafen justerades omedelbart den 17 november 2026.',
      'Kommunstyrelsen',
    ])
      expect(words).toContain(said)
    expect(words).toMatch(/Tjänsteutlåtande den \d+ \p{L}+ 2026, dnr AMN 2026\//u)
    expect(words).not.toContain('Reservationer')
  })

  it('det som nämnden anför därutöver står i utdraget', async () => {
    const beslut = await decided({
      lydelse: 'Arbetsmarknadsnämnden godkänner delvis förvaltningens förslag och anför därutöver följande.',
      punkter: 'overtas-tillagg',
      tillagg: 'Programmet behöver en tidplan.\n\nRåden bör mötas oftare.',
    })
    expect(await wordsOf(beslut)).toMatch(
      /Arbetsmarknadsnämnden anför därutöver\nProgrammet behöver en tidplan\.\nRåden bör mötas oftare\./,
    )
  })

  it('en paragraf som inte är justerad sägs vara det', async () => {
    expect(await wordsOf(await decided({ omedelbart: [] }))).toContain('Paragrafen är inte justerad.')
  })

  it('sekreteraren för in yrkanden och reservationer ur protokollet; de står i utdraget och i loggen', async () => {
    const beslut = await decided()
    const mikael = await as('Mikael Brodd')
    const page = await mikael.submit(`${beslut}/utdrag`, `${beslut}/utdrag`, {
      yrkanden: 'Ordföranden yrkar bifall till förvaltningens förslag.',
      reservationer: '- Tre ledamöter reserverar sig.',
      'skickas-till': 'Kommunstyrelsen\n\nKommunrevisionen',
    })
    expect(page.text).toContain('Utdraget är sparat.')
    const words = await wordsOf(beslut)
    expect(words).toMatch(/Yrkanden och behandling\nOrdföranden yrkar bifall/)
    expect(words).toMatch(/Reservationer och särskilda uttalanden\nTre ledamöter reserverar sig\./)
    expect(words).toContain('Kommunrevisionen')
  })

  it('remissen själv är en fil i båda ärendena, med missivet och hela förslaget', async () => {
    const rows = await server.database.db
      .withTables<{
        'handlingar.handling': { kind: string; direction: string; file_sha256: string | null; created_at: Date }
      }>()
      .selectFrom('handlingar.handling')
      .select(['direction', 'file_sha256'])
      .where('kind', '=', 'remissmissiv')
      .where('file_sha256', 'is not', null)
      .execute()
    expect(rows.map(({ direction }) => direction).sort()).toEqual(['in', 'ut'])
    const [one, two] = rows
    expect(one?.file_sha256).toBe(two?.file_sha256)
  })

  it('med svaret går utlåtandet och utdraget till avsändaren, och båda diarieförs hos båda', async () => {
    await decided()
    await sendReply(server, reply)
    const filed = async (aktor: string) =>
      (
        await server.database.db
          .withTables<{
            'handlingar.handling': {
              id: string
              owner_aktor_id: string
              kind: string
              direction: string
              file_name: string | null
              created_at: Date
            }
          }>()
          .selectFrom('handlingar.handling')
          .select(['kind', 'direction', 'file_name'])
          .where('owner_aktor_id', '=', await aktorId(server, aktor))
          .where('direction', '<>', 'intern')
          .orderBy('id', 'desc')
          .limit(2)
          .execute()
      ).map((row) => [row.direction, row.kind, row.file_name])
    const named = [expect.stringMatching(/-protokollsutdrag\.pdf$/), expect.stringMatching(/-yttrande\.pdf$/)]
    expect(await filed(AMN)).toEqual([
      ['ut', 'protokollsutdrag', named[0]],
      ['ut', 'remissvar', named[1]],
    ])
    expect(await filed('Kommunstyrelsen')).toEqual([
      ['in', 'protokollsutdrag', named[0]],
      ['in', 'remissvar', named[1]],
    ])
  })

  it('handläggaren läser utdraget men skriver inte i det', async () => {
    const beslut = await decided()
    const olle = await as('Olle Frisk')
    expect((await olle.get(beslut)).body).toContain(`${beslut}/pdf`)
    expect((await olle.get(beslut)).body).not.toContain(`${beslut}/utdrag`)
    expect((await olle.get(`${beslut}/utdrag`)).status).toBe(403)
  })

  it('två som skriver samtidigt får sätta ihop det, ingen skrivs över', async () => {
    const beslut = await decided()
    const [one, two] = [await as('Mikael Brodd'), await as('Eva Sand')]
    const form = (await two.get(`${beslut}/utdrag`)).forms.find(({ action }) => action === `${beslut}/utdrag`)
    await one.submit(`${beslut}/utdrag`, `${beslut}/utdrag`, { yrkanden: 'Ettan.' })
    const merge = await two.post(`${beslut}/utdrag`, { ...form?.fields, yrkanden: 'Tvåan.' })
    expect(merge.status).toBe(409)
    expect(merge.text).toContain('Ettan.')
    expect(merge.text).toContain('Tvåan.')
    expect(await wordsOf(beslut)).toContain('Ettan.')
  })

  it('ett delegationsbeslut heter så, med sin grund, och har inget om justering', async () => {
    const words = await wordsOf(
      await decided({
        form: 'delegationsbeslut',
        paragraf: '',
        omedelbart: [],
        beslutsfattare: 'Karin Tallmo, arbetsmarknadsdirektör',
        grund: 'Delegationsordningen punkt 4.2: yttranden utan principiell betydelse',
      }),
    )
    expect(words).toMatch(/delegationsbeslut/i)
    expect(words).toContain('Delegationsordningen punkt 4.2')
    expect(words).not.toContain('Justering')
  })
})
