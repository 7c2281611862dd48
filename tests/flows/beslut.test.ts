import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  attest,
  auditCount,
  beginReply,
  beginUtlatande,
  draftRemissId,
  instansId,
  lageOf,
  registerAtAmn,
  registerBeslut,
  sendRemiss,
  sendReply,
  sendToAttest,
  summarise,
  writeUtlatande,
} from '../world/story.ts'

/** From a reply that has been written to one that its body has decided and sent; more time, late replies and abstaining. */
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
  const instans = async (): Promise<string> => `/remissinstanser/${await instansId(server, AMN)}`

  it('nämndens beslut registreras, synpunkterna blir nämndens, svaret skickas', async () => {
    await summarise(server, reply)
    const early = await (await as('Olle Frisk')).get(`${reply}/kontrollera`)
    expect(early.status).toBe(403)
    expect(early.text).toContain('ett registrerat beslut för den valda svarsformen')
    const page = await registerBeslut(server, reply)
    expect(page.text).toContain('Beslutet är registrerat.')
    expect(page.text).toContain('§ 14')
    expect(page.text).toContain('nämndens mening')
    expect((await sendReply(server, reply)).text).toContain('§ 14')
    expect(await lageOf(server, AMN)).toBe('inkommen')
  })

  it('METHOD-X.1 nekas: det som är beslutat skrivs inte över', async () => {
    await registerBeslut(server, reply)
    const late = await (await as('Olle Frisk')).get(`${reply}/synpunkter/ny`)
    expect(late.status).toBe(403)
    expect(late.text).toContain('det som är beslutat skrivs inte över')
    const before = await auditCount(server)
    const again = await (await as('Mikael Brodd')).post(`${reply}/beslut`, {
      form: 'namndbeslut',
      beslutsdag: '2026-11-18',
      paragraf: '§ 15',
      lydelse: 'Nämnden avslår.',
      punkter: 'kvar',
    })
    expect(again.status).toBeGreaterThanOrEqual(400)
    expect(await auditCount(server)).toBe(before)
  })

  it('omedelbar justering, anslag och den dag då anslaget tidigast får tas ned', async () => {
    await registerBeslut(server, reply)
    const mikael = await as('Mikael Brodd')
    const address = /\/beslut\/[0-9a-f-]{36}/.exec((await mikael.get(reply)).body)?.[0] ?? ''
    const page = await mikael.get(address)
    expect(page.text).toContain('Justerat')
    expect(page.text).toContain('hänvisar till tjänsteutlåtandet som sitt yttrande')
    expect(page.text).toContain('Justeringen ska anslås senast 19 november 2026')
    const early = await mikael.submit(address, `${address}/ansla`, { dag: '2026-11-16' })
    expect(early.text).toContain('Anslaget kan inte komma upp före justeringen.')
    const done = await mikael.submit(address, `${address}/ansla`, { dag: '2026-11-18' })
    expect(done.text).toContain('Anslaget får tas ned tidigast 10 december 2026.')
    expect(done.text).toContain('Om beslutet går att överklaga säger Samsyn ingenting om.')
  })

  it('KL-8.12 nekas: ett anslag före justeringen eller i framtiden', async () => {
    await registerBeslut(server, reply, { omedelbart: [] })
    const mikael = await as('Mikael Brodd')
    const address = /\/beslut\/[0-9a-f-]{36}/.exec((await mikael.get(reply)).body)?.[0] ?? ''
    expect((await mikael.post(`${address}/ansla`, { dag: '2026-11-18', version: '1' })).status).toBe(403)
    await mikael.submit(address, `${address}/justera`, { dag: '2026-11-20' })
    expect((await mikael.submit(address, `${address}/ansla`, { dag: '2026-11-30' })).text).toContain(
      'Dagen ligger framåt i tiden.',
    )
    expect((await mikael.submit(address, `${address}/ansla`, { dag: '2026-11-22' })).text).toContain('Anslaget')
  })

  it('delvis bifall: synpunkterna blir nämndens och det nämnden anför läggs till', async () => {
    const lydelse =
      'Nämnden beslutar att delvis godkänna förvaltningens förslag till yttrande och att därutöver anföra följande.'
    const without = await registerBeslut(server, reply, { lydelse })
    expect(without.status).toBe(400)
    expect(without.text).toContain('Skriv vad nämnden anför.')
    const page = await registerBeslut(server, reply, {
      lydelse,
      tillagg: 'Skolan bör nämnas.\n\nKostnaden bör redovisas.',
    })
    expect(page.text).toContain('Skolan bör nämnas.')
    expect(page.text).toContain('Kostnaden bör redovisas.')
    expect(page.text).toContain('3 synpunkter')
  })

  it('nämnden beslutar något annat: förvaltningens synpunkt står kvar men besvaras inte', async () => {
    await registerBeslut(server, reply, {
      lydelse: 'Nämnden avstyrker förslaget.',
      punkter: 'ersatts',
      tillagg: 'Nämnden avstyrker programmet i sin helhet.',
    })
    const sent = await sendReply(server, reply)
    expect(sent.text).toContain('nämnden beslutade något annat')
    const compiled = await (await as('Per Hallberg')).get(`/remisser/${await draftRemissId(server)}/sammanstallning`)
    expect(compiled.text).toContain('Nämnden avstyrker programmet i sin helhet.')
    expect(compiled.text).not.toContain('Det framgår inte hur och av vem')
  })

  it('ett kontorsyttrande skickas när utlåtandet är attesterat, och ersätts av nämndens senare beslut – båda finns kvar', async () => {
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    await summarise(server, reply, { form: 'kontorsyttrande' })
    const early = await (await as('Olle Frisk')).get(`${reply}/kontrollera`)
    expect(early.text).toContain('att tjänsteutlåtandet är attesterat')
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await attest(server, utlatande, 'Karin Tallmo')
    await sendReply(server, reply)
    const later = await registerBeslut(server, reply)
    expect(later.text).toContain('Det ersätter det tidigare svaret, som finns kvar.')
    expect(later.path).not.toContain(reply)
    expect(later.text).toContain('nämndens mening')
    const before = await (await as('Per Hallberg')).get(reply)
    expect(before.text).toContain('Det här svaret är ersatt av ett senare.')
    expect(before.text).toContain('kontorsyttrande')
    const compiled = await (await as('Per Hallberg')).get(`/remisser/${await draftRemissId(server)}/sammanstallning`)
    expect(compiled.text).toContain('1 synpunkt')
    expect(await lageOf(server, AMN)).toBe('inkommen')
  })

  it('KL-6.38 nekas av sidan: ett delegationsbeslut utan grund; med grund står det i registret och anmäls', async () => {
    const beslut = {
      form: 'delegationsbeslut',
      paragraf: '',
      omedelbart: [] as string[],
      beslutsfattare: 'Karin Tallmo',
    }
    const without = await registerBeslut(server, reply, beslut)
    expect(without.status).toBe(400)
    expect(without.text).toContain('6 kap. 38 § kommunallagen')
    await registerBeslut(server, reply, { ...beslut, grund: 'Delegationsordningen 2.4' })
    const mikael = await as('Mikael Brodd')
    const register = await mikael.get('/delegationsbeslut')
    expect(register.text).toContain('Delegationsordningen 2.4')
    expect(register.text).toContain('Ska anmälas')
    const address = /\/beslut\/[0-9a-f-]{36}/.exec(register.body)?.[0] ?? ''
    await mikael.submit(address, `${address}/anmal`)
    expect((await mikael.get('/delegationsbeslut')).text).toContain('Anmält')
    expect((await mikael.get('/delegationsbeslut.csv')).body).toContain('Delegationsordningen 2.4')
  })

  it('anstånd begärs, beviljas och gör svaret till ett i tid', async () => {
    const olle = await as('Olle Frisk')
    await olle.submit(`${await instans()}/anstand`, `${await instans()}/anstand`, {
      dag: '2027-03-01',
      skal: 'Nämnden sammanträder först i slutet av februari.',
    })
    const twice = await olle.get(`${await instans()}/anstand`)
    expect(twice.status).toBe(403)
    const per = await as('Per Hallberg')
    const granted = await per.submit(`${await instans()}/anstand/svar`, `${await instans()}/anstand/svar`)
    expect(granted.text).toContain('Anstånd till 1 mars 2027')
    await registerBeslut(server, reply)
    server.clock.set('2027-02-26T09:00:00Z')
    await sendReply(server, reply)
    expect(await lageOf(server, AMN)).toBe('inkommen')
  })

  it('ett svar efter svarstiden registreras, märks, och avsändaren säger om det beaktas', async () => {
    await registerBeslut(server, reply)
    server.clock.set('2027-02-26T09:00:00Z')
    await sendReply(server, reply)
    expect(await lageOf(server, AMN)).toBe('inkommen_efter_svarstiden')
    const per = await as('Per Hallberg')
    const noted = await per.submit(`${await instans()}/sent-svar`, `${await instans()}/sent-svar`, { not: 'beaktas' })
    expect(noted.text).toContain('beaktas')
  })

  it('en instans avstår med ett skäl, och kan svara ändå', async () => {
    const olle = await as('Olle Frisk')
    const silent = await olle.submit(`${await instans()}/avsta`, `${await instans()}/avsta`, { skal: '' })
    expect(silent.status).toBe(400)
    const page = await olle.submit(`${await instans()}/avsta`, `${await instans()}/avsta`, {
      skal: 'Programmet rör inte vårt område.',
    })
    expect(page.text).toContain('Avstått')
    expect(await lageOf(server, AMN)).toBe('avstatt')
    await olle.submit(await instans(), `${await instans()}/ateruppta`)
    expect(await lageOf(server, AMN)).toBe('under_beredning')
  })

  it('den förtroendevalda läser det attesterade på dagordningen, inte utkastet', async () => {
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    const leila = await as('Leila Sandahl')
    expect((await leila.get(utlatande)).status).toBe(404)
    const mikael = await as('Mikael Brodd')
    const meeting = /\/sammantraden\/[0-9a-f-]{36}/.exec((await mikael.get('/sammantraden')).body)?.[0] ?? ''
    await mikael.submit(meeting, `${meeting}/punkter`)
    expect((await leila.get(meeting)).text).not.toContain('Förvaltningen ser positivt')
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await attest(server, utlatande, 'Karin Tallmo')
    const agenda = await leila.get(meeting)
    expect(agenda.text).toContain('Förvaltningen ser positivt på att programmet tydliggör ansvaret.')
    expect((await leila.get(utlatande)).status).toBe(200)
    const own = await leila.get('/minsida')
    expect(own.text).toContain('Nästa sammanträde')
    expect(own.text).toContain('Förvaltningen ser positivt på att programmet tydliggör ansvaret.')
    expect(own.text).toContain('Det här svarar vi på')
  })

  it('utlåtandet hämtas som PDF och Word, och det som skickas ligger som PDF i båda ärendena', async () => {
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    const olle = await as('Olle Frisk')
    const pdf = await olle.get(`${utlatande}/pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.body.startsWith('%PDF-')).toBe(true)
    const word = await olle.get(`${utlatande}/docx`)
    expect(word.body.startsWith('PK')).toBe(true)
    expect(word.headers.get('content-disposition')).toContain('AMN-2026-88')
    expect((await (await as('Samira Holmsten')).get(`${utlatande}/pdf`)).status).toBe(404)
    await registerBeslut(server, reply)
    await sendReply(server, reply)
    for (const [who, dnr] of [
      ['Ulla Norén', '112'],
      ['Eva Sand', 'AMN 2026/88'],
    ] as const) {
      const client = await as(who)
      const arende = /\/arenden\/[0-9a-f-]{36}/.exec((await client.get(`/arenden?text=${dnr}`)).body)?.[0] ?? ''
      const last = [...(await client.get(arende)).body.matchAll(/"(\/handlingar\/[0-9a-f-]{36})"/g)].at(-1)?.[1] ?? ''
      expect((await client.get(`${last}/original`)).body.startsWith('%PDF-'), who).toBe(true)
    }
    const letter = await (await as('Per Hallberg')).get(`/remisser/${await draftRemissId(server)}/pdf`)
    expect(letter.body.startsWith('%PDF-')).toBe(true)
  })

  it('planeringen räknar bakåt från svarsdagen och nämndens kalender', async () => {
    const page = await (await as('Olle Frisk')).get(`${await instans()}/planering`)
    expect(page.text).toContain('hinner beslutas den 26 januari 2027 och justeras i vanlig ordning')
    expect(page.text).toContain('Manusstopp')
    server.clock.set('2027-01-20T09:00:00Z')
    const late = await (await as('Olle Frisk')).get(`${await instans()}/planering`)
    expect(late.text).toMatch(/Begär anstånd\..*Håll ett extra sammanträde\..*Ordförandebeslut\./s)
  })
})
