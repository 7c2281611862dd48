import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  attest,
  beginReply,
  beginUtlatande,
  personId,
  registerAtAmn,
  sendRemiss,
  sendToAttest,
  writeUtlatande,
} from '../world/story.ts'

/** From a remiss that has been registered to a tjänsteutlåtande that the chiefs have attested, by the pages. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let reply: string
  let utlatande: string
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server, [AMN])
    await registerAtAmn(server)
    reply = await beginReply(server)
    await addPoint(server, reply)
    utlatande = await beginUtlatande(server, reply)
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

  it('utlåtandet börjar i kommunens form, med bakgrunden ur remissen och synpunkterna i texten', async () => {
    const page = await (await as('Olle Frisk')).get(utlatande)
    expect(page.text).toContain('Yttrande över remiss av förslag till Trygghetsprogram för Ekhamn 2028–2031')
    expect(page.text).toContain('Remiss från kommunstyrelsen, KS')
    expect(page.text).toContain('Arbetsmarknadsnämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande')
    expect(page.text).toContain('Kommunstyrelsen har remitterat förslag till Trygghetsprogram')
    expect(page.text).toMatch(/Förvaltningens synpunkter och förslag.*1 Oklart.*passage 2\.4/s)
    expect(page.text).toContain('Det framgår inte hur och av vem kunskap och resurser kan påkallas.')
  })

  it('en rad med [Synpunkt 1] är synpunktens plats i texten, och sammanfattningen är svarets', async () => {
    await writeUtlatande(server, utlatande, {
      'avsnitt-synpunkter': 'Först helheten.\n\n[Synpunkt 1]\n\nSist tidplanen.',
    })
    const olle = await as('Olle Frisk')
    const page = await olle.get(utlatande)
    expect(page.text).toMatch(/Först helheten\..*1 Oklart.*Sist tidplanen\./s)
    expect(page.text).not.toContain('[Synpunkt')
    expect((await olle.get(reply)).text).toContain('Förvaltningen ser positivt på att programmet tydliggör ansvaret.')
  })

  it('en synpunkt som läggs till medan texten skrivs är ingen krock, men det som en annan har skrivit är det', async () => {
    const olle = await as('Olle Frisk')
    const editor = async () =>
      (await olle.get(`${utlatande}/redigera`)).forms.find((form) => form.action === `${utlatande}/redigera`)?.fields ??
      {}
    const opened = await editor()
    await addPoint(server, reply, { text: 'Ännu en synpunkt.', citat: '' })
    const saved = await olle.post(`${utlatande}/redigera`, {
      ...opened,
      'avsnitt-beredning': 'Beredd i ledningsgruppen.',
    })
    expect(saved.status).toBe(200)
    const page = await olle.get(utlatande)
    expect(page.text).toContain('Beredd i ledningsgruppen.')
    expect(page.text).toContain('Ännu en synpunkt.')
    const again = await editor()
    await writeUtlatande(server, utlatande, { 'avsnitt-arendet': 'En annans stycke.' })
    const clash = await olle.post(`${utlatande}/redigera`, { ...again, 'avsnitt-beredning': 'Något annat.' })
    expect(clash.status).toBe(409)
    expect(clash.text).toContain('Någon annan hann spara före dig.')
  })

  it('attesteras i ordning av de namngivna cheferna, var och en på sin tur', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Tove Rydvall', 'Karin Tallmo'])
    const early = await (await as('Karin Tallmo')).post(`${utlatande}/attestera`, { version: '3', nr: '2' })
    expect(early.status).toBe(403)
    expect((await attest(server, utlatande, 'Tove Rydvall')).text).toContain('Du har attesterat.')
    const done = await attest(server, utlatande, 'Karin Tallmo')
    expect(done.text).toContain('Attesterat')
    expect(done.text).toMatch(/Karin Tallmo, arbetsmarknadsdirektör\s+.?\s*Attesterad/)
  })

  it('ATTEST-VERSION godtas: samma text som chefen läste', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    expect((await attest(server, utlatande, 'Karin Tallmo')).text).toContain('Attesterat')
  })

  it('ATTEST-VERSION nekas: texten ändrades medan chefen läste, och efter attest står den som attesterad i äldre version', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    const karin = await as('Karin Tallmo')
    const seen = (await karin.get(utlatande)).forms.find((form) => form.action === `${utlatande}/attestera`)
    await writeUtlatande(server, utlatande, { 'avsnitt-arendet': 'Ett nytt stycke.' })
    const late = await karin.post(`${utlatande}/attestera`, seen?.fields ?? {})
    expect(late.status).toBe(409)
    await attest(server, utlatande, 'Karin Tallmo')
    await addPoint(server, reply, { text: 'Ännu en synpunkt efter attesten.', citat: '' })
    const again = await karin.get(utlatande)
    expect(again.text).toContain('Ute för attest')
    expect(again.text).toContain('Du har attesterat version')
    expect(again.text).toContain('Tillagt: passage 2.4: Ännu en synpunkt efter attesten.')
    expect((await attest(server, utlatande, 'Karin Tallmo')).text).toContain('Attesterat')
  })

  it('ATTEST-EGEN godtas: den som har skrivit attesterar när någon annan också gör det', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Olle Frisk', 'Karin Tallmo'])
    expect((await attest(server, utlatande, 'Olle Frisk')).text).toContain('Du har attesterat.')
  })

  it('ATTEST-EGEN nekas: ensam på sin egen text, också som ersättare för chefen', async () => {
    await writeUtlatande(server, utlatande)
    const alone = await sendToAttest(server, utlatande, ['Olle Frisk'])
    expect(alone.status).toBe(400)
    expect(alone.text).toContain('Minst en av dem som attesterar får inte själv ha skrivit i texten.')
    const karin = await as('Karin Tallmo')
    await karin.submit('/ersattare', '/ersattare', {
      plats: `${await personId(server, 'Karin Tallmo')} ${await amnId(server)}`,
      ersattare: await personId(server, 'Olle Frisk'),
      form: 'tf',
      fran: '2026-11-20',
      till: '2026-12-20',
    })
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    const page = await (await as('Olle Frisk')).get(utlatande)
    expect(page.forms.some((form) => form.action === `${utlatande}/attestera`)).toBe(false)
    expect(page.text).toContain('ingen attesterar ensam det som man själv har skrivit')
  })

  it('en ersättare attesterar med tf. framför chefens titel, bara under sin tid', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    const karin = await as('Karin Tallmo')
    await karin.submit('/ersattare', '/ersattare', {
      plats: `${await personId(server, 'Karin Tallmo')} ${await amnId(server)}`,
      ersattare: await personId(server, 'Tove Rydvall'),
      form: 'tf',
      fran: '2026-11-20',
      till: '2026-11-23',
    })
    server.clock.set('2026-11-24T09:00:00Z')
    expect((await (await as('Tove Rydvall')).get(utlatande)).forms.map((form) => form.action)).not.toContain(
      `${utlatande}/attestera`,
    )
    server.clock.set('2026-11-23T09:00:00Z')
    const done = await attest(server, utlatande, 'Tove Rydvall')
    expect(done.text).toContain('Tove Rydvall, tf. arbetsmarknadsdirektör')
  })

  it('återsänds med kommentar, och det som andra har attesterat räknas inte längre', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Tove Rydvall', 'Karin Tallmo'])
    await attest(server, utlatande, 'Tove Rydvall')
    const karin = await as('Karin Tallmo')
    const silent = await karin.submit(utlatande, `${utlatande}/atersand`, { kommentar: ' ' })
    expect(silent.status).toBe(400)
    const back = await karin.submit(utlatande, `${utlatande}/atersand`, { kommentar: 'Skriv om tidplanen också.' })
    expect(back.text).toContain('Skriv om tidplanen också.')
    expect(back.text).toContain('Utkast')
    await sendToAttest(server, utlatande, ['Tove Rydvall', 'Karin Tallmo'])
    const early = await karin.get(utlatande)
    expect(early.forms.map((form) => form.action)).not.toContain(`${utlatande}/attestera`)
  })

  it('två attester i samma ögonblick ger en, och den andra får veta det', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    const [a, b] = [await as('Karin Tallmo'), await as('Karin Tallmo')]
    const fields = async (client: typeof a) =>
      (await client.get(utlatande)).forms.find((form) => form.action === `${utlatande}/attestera`)?.fields ?? {}
    const [one, two] = [await fields(a), await fields(b)]
    const answers = await Promise.all([a.post(`${utlatande}/attestera`, one), b.post(`${utlatande}/attestera`, two)])
    expect(answers.map((page) => page.status).sort()).toEqual([200, 409])
    const row = await own.database.db
      .withTables<{ 'arenden.attest': { id: string } }>()
      .selectFrom('arenden.attest')
      .select('id')
      .execute()
    expect(row.length).toBe(1)
  })

  it('samråd begärs av namngivna på en version, och kommentaren hålls utanför utlåtandet', async () => {
    await writeUtlatande(server, utlatande)
    const olle = await as('Olle Frisk')
    const asked = await olle.submit(`${utlatande}/samrad`, `${utlatande}/samrad`, {
      personer: [await personId(server, 'Tove Rydvall')],
      senast: '2026-12-01',
    })
    expect(asked.text).toContain('Väntar på svar')
    const tove = await as('Tove Rydvall')
    const answered = await tove.submit(utlatande, `${utlatande}/samradssvar`, {
      invandning: 'ja',
      synpunkt: 'Ta med sommarjobben.',
    })
    expect(answered.text).toContain('Har synpunkter')
    expect(answered.text).toContain('Ta med sommarjobben.')
    const outside = await as('Samira Holmsten')
    expect((await outside.get(utlatande)).status).toBe(404)
    const log = await own.database.db.selectFrom('platform.audit_entry').select('payload').execute()
    expect(log.some((entry) => entry.payload?.includes('sommarjobben'))).toBe(false)
  })

  it('den som förlorar sitt uppdrag mellan sidan och knappen attesterar inte', async () => {
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    const karin = await as('Karin Tallmo')
    const form = (await karin.get(utlatande)).forms.find((one) => one.action === `${utlatande}/attestera`)
    await own.database.db
      .withTables<{ 'aktorer.uppdrag': { person_id: string; valid_to: string | null } }>()
      .updateTable('aktorer.uppdrag')
      .set({ valid_to: '2026-11-01' })
      .where('person_id', '=', await personId(server, 'Karin Tallmo'))
      .execute()
    expect((await karin.post(`${utlatande}/attestera`, form?.fields ?? {})).status).toBe(404)
  })

  it('två som skriver samtidigt får en sida att jämka på, och inget skrivs över', async () => {
    const [a, b] = [await as('Olle Frisk'), await as('Olle Frisk')]
    const path = `${utlatande}/redigera`
    const fields = async (client: typeof a) =>
      (await client.get(path)).forms.find((one) => one.action === path)?.fields ?? {}
    const [mine, theirs] = [await fields(a), await fields(b)]
    expect((await b.post(path, { ...theirs, 'avsnitt-arendet': 'Den andras text.' })).status).toBe(200)
    const merge = await a.post(path, { ...mine, 'avsnitt-arendet': 'Min text.' })
    expect(merge.status).toBe(409)
    expect(merge.text).toContain('Den andras text.')
    expect(merge.text).toContain('Min text.')
  })

  it('det som skrivs sparas som utkast utanför akten, för en själv, och försvinner när det är sparat', async () => {
    const olle = await as('Olle Frisk')
    const path = `${utlatande}/redigera`
    const saved = await olle.post('/utkast', { formular: path, rubrik: 'Halvfärdig rubrik' })
    expect(saved.body).toMatch(/^Utkastet sparades \d\d:\d\d$/)
    expect((await olle.get(utlatande)).text).not.toContain('Halvfärdig')
    const back = await olle.get(path)
    expect(back.text).toContain('Du har text som inte är sparad.')
    expect((await olle.get(`${path}?utkast=1`)).forms.find((one) => one.action === path)?.fields.rubrik).toEqual([
      'Halvfärdig rubrik',
    ])
    expect((await (await as('Björn Lagerdal')).get(path)).status).toBe(404)
    await olle.submit(`${path}?utkast=1`, path, { 'avsnitt-sammanfattning': 'Klar.' })
    const after = await olle.get(path)
    expect(after.text).not.toContain('Du har text som inte är sparad.')
    expect(after.forms.find((one) => one.action === path)?.fields.rubrik).toEqual(['Halvfärdig rubrik'])
  })

  async function amnId(at: TestServer): Promise<string> {
    const row = await at.database.db
      .withTables<{ 'aktorer.aktor': { id: string; name: string } }>()
      .selectFrom('aktorer.aktor')
      .select('id')
      .where('name', '=', AMN)
      .executeTakeFirstOrThrow()
    return row.id
  }
})
