import { afterEach, beforeEach, expect, it } from 'vitest'
import { listMail } from '../../src/platform/mail/index.ts'
import { svarDaysFor } from '../../src/remiss/svar-days.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  attest,
  beginReply,
  beginUtlatande,
  instansId,
  lageOf,
  personId,
  registerAtAmn,
  registerBeslut,
  sendRemiss,
  sendReply,
  sendToAttest,
  summarise,
  writeUtlatande,
} from '../world/story.ts'

/** What a second pair of eyes found in attest, decision and extension; each was wrong once. */
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
  const mailsTo = async (address: string, about: string): Promise<number> =>
    (await listMail(own.database.db, {}, { limit: 1000, offset: 0 })).rows.filter(
      (mail) => mail.to === address && mail.subject.includes(about),
    ).length

  it('avsändaren återupptar en instans som har ett utkast den inte får se: läget är under beredning och utkastet går att skriva i', async () => {
    const per = await as('Per Hallberg')
    await per.submit(`${await instans()}/avsta`, `${await instans()}/avsta`, { skal: 'De ringde och avstod.' })
    await per.submit(await instans(), `${await instans()}/ateruppta`)
    expect(await lageOf(server, AMN)).toBe('under_beredning')
    expect((await (await as('Olle Frisk')).get(`${reply}/synpunkter/ny`)).status).toBe(200)
  })

  it('när ordningen ändras efter den första attesten får den vars tur det är besked, inte den som redan har attesterat', async () => {
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Tove Rydvall', 'Karin Tallmo'])
    await attest(server, utlatande, 'Tove Rydvall')
    const tove = await mailsTo('tove.rydvall@ekhamn.example', 'Att attestera')
    const mikael = await mailsTo('mikael.brodd@ekhamn.example', 'Att attestera')
    await sendToAttest(server, utlatande, ['Tove Rydvall', 'Mikael Brodd'])
    expect(await mailsTo('tove.rydvall@ekhamn.example', 'Att attestera')).toBe(tove)
    expect(await mailsTo('mikael.brodd@ekhamn.example', 'Att attestera')).toBe(mikael + 1)
  })

  it('en ordning där alla kvar redan har attesterat gör texten attesterad: den blir aldrig stående utan någons tur', async () => {
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Tove Rydvall', 'Karin Tallmo'])
    await attest(server, utlatande, 'Tove Rydvall')
    const page = await sendToAttest(server, utlatande, ['Tove Rydvall'])
    expect(page.text).toContain('Alla i ordningen har attesterat den här texten')
    expect(page.text).toContain('Attesterat')
  })

  it('den förtroendevalda läser den attesterade texten men inte äldre utkast, samråd eller vad som återsändes', async () => {
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande, { 'avsnitt-arendet': 'Ett ofärdigt stycke om Nordkajen.' })
    const olle = await as('Olle Frisk')
    await olle.submit(`${utlatande}/samrad`, `${utlatande}/samrad`, {
      personer: [await personId(server, 'Tove Rydvall')],
    })
    await (await as('Tove Rydvall')).submit(utlatande, `${utlatande}/samradssvar`, {
      invandning: 'ja',
      synpunkt: 'Stryk stycket om kajen.',
    })
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await (await as('Karin Tallmo')).submit(utlatande, `${utlatande}/atersand`, { kommentar: 'Skriv om Ärendet.' })
    await writeUtlatande(server, utlatande, { 'avsnitt-arendet': 'Ett färdigt stycke.' })
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await attest(server, utlatande, 'Karin Tallmo')
    const leila = await as('Leila Sandahl')
    const page = await leila.get(utlatande)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Ett färdigt stycke.')
    expect(page.text).not.toContain('Stryk stycket om kajen.')
    expect(page.text).not.toContain('Skriv om Ärendet.')
    expect(page.body).not.toContain('/jamfor')
    expect((await leila.get(`${utlatande}/jamfor?fran=2&till=3`)).status).toBe(404)
    expect((await leila.get(`${utlatande}/jamfor`)).text).not.toContain('Nordkajen')
    expect((await olle.get(`${utlatande}/jamfor?fran=2&till=3`)).text).toContain('Nordkajen')
    expect((await olle.get(utlatande)).text).toContain('Stryk stycket om kajen.')
  })

  it('kalendern visar den dag som anståndet gav, inte den som gällde från början', async () => {
    const olle = await as('Olle Frisk')
    await olle.submit(`${await instans()}/anstand`, `${await instans()}/anstand`, {
      dag: '2027-03-01',
      skal: 'Nämnden sammanträder först i slutet av februari.',
    })
    const per = await as('Per Hallberg')
    await per.submit(`${await instans()}/anstand/svar`, `${await instans()}/anstand/svar`)
    const actor = {
      id: await personId(server, 'Olle Frisk'),
      name: 'Olle Frisk',
      title: '',
      seats: await seatsOfOlle(),
    }
    const days = await svarDaysFor(own.database.db, actor)
    expect(days.find((one) => one.href.includes('/remissinstanser/'))?.day).toBe('2027-03-01')
  })

  async function seatsOfOlle() {
    const rows = await own.database.db
      .withTables<{ 'aktorer.uppdrag': { person_id: string; aktor_id: string; role: string } }>()
      .selectFrom('aktorer.uppdrag')
      .selectAll()
      .where('person_id', '=', await personId(server, 'Olle Frisk'))
      .execute()
    return rows.map((row) => ({ role: row.role, aktorId: row.aktor_id }))
  }

  it('ett nytt anstånd gör aldrig den redan beviljade tiden kortare och ges inte till en dag som har varit', async () => {
    const olle = await as('Olle Frisk')
    const ask = async (dag: string) =>
      olle.submit(`${await instans()}/anstand`, `${await instans()}/anstand`, { dag, skal: 'Nämnden hinner inte.' })
    const per = await as('Per Hallberg')
    const grant = async (dag: string) =>
      per.submit(`${await instans()}/anstand/svar`, `${await instans()}/anstand/svar`, { dag })
    await ask('2027-03-01')
    await grant('2027-03-01')
    await ask('2027-03-15')
    expect((await grant('2027-02-26')).status).toBe(400)
    server.clock.set('2027-03-20T09:00:00Z')
    expect((await (await as('Per Hallberg')).get(await instans())).text).toContain('1 mars 2027')
    const late = await as('Per Hallberg')
    const past = await late.submit(`${await instans()}/anstand/svar`, `${await instans()}/anstand/svar`, {
      dag: '2027-03-15',
    })
    expect(past.status).toBe(400)
    expect(past.text).toContain('Dagen har redan varit.')
  })

  it('avsändaren får besked också om nämndens senare svar, som ersätter kontorets', async () => {
    await summarise(server, reply, { form: 'kontorsyttrande' })
    await sendReply(server, reply)
    const before = await allReplied()
    await registerBeslut(server, reply)
    expect(await allReplied()).toBe(before + 1)
  })

  async function allReplied(): Promise<number> {
    return (await listMail(own.database.db, {}, { limit: 1000, offset: 0 })).rows.filter((mail) =>
      mail.subject.startsWith('Svar på remiss'),
    ).length
  }
})
