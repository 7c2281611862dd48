import { afterEach, beforeEach, expect, it } from 'vitest'
import { remindAll } from '../../src/remiss/index.ts'
import type { Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  auditCount,
  beginReply,
  draftRemissId,
  instansId,
  lageOf,
  receiveReply,
  registerAtAmn,
  registerBeslut,
  replyText,
  SODERVIK,
  sendRemiss,
  sendReply,
  summarise,
} from '../world/story.ts'

const NORRBY = 'Norrby stadsdelsnämnd'
const SON = 'Socialnämnden'
const POLIS = 'Polisen, lokalpolisområde Ekhamn'

/** One instance answers for others too. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let reply: string
  let remiss: string

  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    remiss = `/remisser/${await sendRemiss(server, [AMN, SODERVIK, NORRBY, SON, POLIS])}`
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
  const ids = (...names: string[]): Promise<string[]> => Promise.all(names.map((name) => instansId(server, name)))
  const decideWith = async (med: string[]): Promise<Page> =>
    registerBeslut(server, reply, { form: 'gemensamt_svar', omedelbart: [], paragraf: '', med })
  const rowOf = (page: Page, name: string): string =>
    new RegExp(`<tr>(?:(?!</tr>)[\\s\\S])*${name}(?:(?!</tr>)[\\s\\S])*</tr>`).exec(page.body)?.[0] ?? ''
  const remindersTo = async (name: string): Promise<number> => {
    const key = `paminnelse:${await instansId(server, name)}:%`
    const rows = await own.database.db
      .withTables<{ 'platform.mail': { id: string; dedupe_key: string } }>()
      .selectFrom('platform.mail')
      .select('id')
      .where('dedupe_key', 'like', key)
      .execute()
    return rows.length
  }

  it('GEMENSAMT-SVAR godtas: de namngivna räknas som besvarade med avsändarens ord och länk, i en enda loggpost', async () => {
    await summarise(server, reply, { form: 'gemensamt_svar' })
    await decideWith(await ids(SODERVIK, POLIS))
    const check = await (await as('Olle Frisk')).get(`${reply}/kontrollera`)
    expect(check.text).toContain(SODERVIK)
    const before = await auditCount(server)
    await sendReply(server, reply)
    expect(await auditCount(server)).toBe(before + 1)
    const page = await (await as('Per Hallberg')).get(remiss)
    const row = rowOf(page, SODERVIK)
    expect(row).toContain('Svar inkommet')
    expect(row).toContain(`gemensamt svar med ${AMN}`)
    expect(row).toContain(`href="${reply}"`)
    expect(rowOf(page, SON)).not.toContain('gemensamt svar')
    expect(page.text).toContain('3 av 5')
    // Its own läge says what it has done itself.
    expect(await lageOf(server, SODERVIK)).toBe('skickad')
    const compiled = await (await as('Per Hallberg')).get(`${remiss}/sammanstallning`)
    expect(compiled.text).toContain(`också för ${POLIS}, ${SODERVIK}`)
    expect(compiled.text).toContain('3 svar')
  })

  it('GEMENSAMT-SVAR godtas: påminnelserna upphör, och först när svaret har skickats', async () => {
    await own.database.db
      .withTables<{ 'aktorer.aktor': { name: string; email: string | null } }>()
      .updateTable('aktorer.aktor')
      .set({ email: 'registrator@ekhamn.example' })
      .where('name', 'in', [SODERVIK, SON])
      .execute()
    await decideWith(await ids(SODERVIK))
    const due = await own.database.db
      .withTables<{ 'remiss.remiss': { id: string; svar_senast: string } }>()
      .selectFrom('remiss.remiss')
      .select('svar_senast')
      .where('id', '=', await draftRemissId(server))
      .executeTakeFirstOrThrow()
    // Nothing is sent on a day that is no working day; the next one catches up.
    const remindFrom = async (offset: number): Promise<void> => {
      for (let days = offset; days < offset + 4; days++) {
        const at = new Date(Date.parse(`${due.svar_senast}T06:30:00Z`) + days * 86_400_000)
        await remindAll(own.database, at.toISOString().slice(0, 10), at)
      }
    }
    await remindFrom(-4)
    const [before, others] = [await remindersTo(SODERVIK), await remindersTo(SON)]
    expect(before).toBeGreaterThan(0)
    await sendReply(server, reply)
    await remindFrom(9)
    expect(await remindersTo(SODERVIK)).toBe(before)
    expect(await remindersTo(SON)).toBeGreaterThan(others)
  })

  it('GEMENSAMT-SVAR nekas: utan någon annan instans beslutas och skickas inget gemensamt svar', async () => {
    await summarise(server, reply, { form: 'gemensamt_svar' })
    const before = await auditCount(server)
    const page = await decideWith([])
    expect(page.status).toBe(400)
    expect(page.text).toContain('Ett gemensamt svar behöver minst en annan instans.')
    const early = await (await as('Olle Frisk')).get(`${reply}/kontrollera`)
    expect(early.status).toBe(403)
    expect(early.text).toContain('minst en annan instans som står bakom det gemensamma svaret')
    expect(await auditCount(server)).toBe(before)
  })

  it('GEMENSAMT-SVAR nekas: den som har svarat själv, den egna instansen och en annan svarsform', async () => {
    await receiveReply(server, SODERVIK, null, { papper: 'ja' })
    const olle = await as('Olle Frisk')
    const form = await olle.get(`${reply}/redigera`)
    expect(form.text).not.toContain(SODERVIK)
    const before = await auditCount(server)
    const edit = { form: 'gemensamt_svar', sammanfattning: 'Vi tycker lika.' }
    const [sodervik = '', amn = '', son = ''] = await ids(SODERVIK, AMN, SON)
    const replied = await olle.submit(`${reply}/redigera`, `${reply}/redigera`, { ...edit, med: [sodervik] })
    expect(replied.status).toBe(400)
    expect(replied.text).toContain(`${SODERVIK} har redan svarat själv`)
    const self = await olle.submit(`${reply}/redigera`, `${reply}/redigera`, { ...edit, med: [amn] })
    expect(self.text).toContain('Välj bland de andra instanserna')
    const other = { ...edit, form: 'namndbeslut', med: [son] }
    expect((await olle.submit(`${reply}/redigera`, `${reply}/redigera`, other)).text).toContain(
      'Andra instanser kan bara stå bakom ett gemensamt svar.',
    )
    expect(await auditCount(server)).toBe(before)
  })

  it('GEMENSAMT-SVAR godtas: den som sedan svarar själv får det som sitt svar, och båda finns kvar', async () => {
    await decideWith(await ids(SODERVIK, NORRBY))
    await sendReply(server, reply)
    const page = await receiveReply(server, SODERVIK, { name: 'yttrande.txt', bytes: replyText() })
    const list = await (await as('Per Hallberg')).get(remiss)
    const row = rowOf(list, SODERVIK)
    expect(row).toContain(`/remissvar/${/[0-9a-f-]{36}/.exec(page.path)?.[0]}`)
    expect(row).not.toContain('gemensamt svar med')
    expect(rowOf(list, NORRBY)).toContain(`gemensamt svar med ${AMN}`)
    expect((await (await as('Per Hallberg')).get(reply)).text).toContain(`${NORRBY}, ${SODERVIK}`)
  })

  it('GEMENSAMT-SVAR godtas: registratorn registrerar ett gemensamt svar som har kommit in på papper', async () => {
    await receiveReply(server, SODERVIK, null, { papper: 'ja', med: await instansId(server, NORRBY) })
    const page = await (await as('Per Hallberg')).get(remiss)
    expect(rowOf(page, NORRBY)).toContain(`gemensamt svar med ${SODERVIK}`)
    expect(rowOf(page, SODERVIK)).toContain('gemensamt svar')
    server.clock.set('2027-04-20T09:00:00Z')
    const late = { papper: 'ja', ankomst: '2027-04-20', med: await instansId(server, SON) }
    await receiveReply(server, POLIS, null, late)
    expect(rowOf(await (await as('Per Hallberg')).get(remiss), SON)).toContain('Inkommet efter svarstiden')
  })

  it('GEMENSAMT-SVAR godtas: ett läst svar blir gemensamt när läsningen bekräftas, och den namngivna får besked men svarar själv', async () => {
    await own.database.db
      .withTables<{ 'aktorer.aktor': { name: string; email: string | null } }>()
      .updateTable('aktorer.aktor')
      .set({ email: 'registrator@ekhamn.example' })
      .where('name', '=', AMN)
      .execute()
    const received = await receiveReply(server, SODERVIK, { name: 'yttrande.txt', bytes: replyText() })
    const lasning = received.path.split('?')[0] ?? ''
    const ulla = await as('Ulla Norén')
    const missing = await ulla.submit(lasning, lasning, { form: 'gemensamt_svar' })
    expect(missing.status).toBe(400)
    expect(missing.text).toContain('Ett gemensamt svar behöver minst en annan instans.')
    const done = await ulla.submit(lasning, lasning, { form: 'gemensamt_svar', med: await ids(AMN) })
    expect(done.status).toBe(200)
    const told = await own.database.db
      .withTables<{ 'platform.mail': { dedupe_key: string; subject: string; body: string } }>()
      .selectFrom('platform.mail')
      .select(['subject', 'body'])
      .where('dedupe_key', 'like', 'gemensamt-svar:%')
      .execute()
    expect(told).toHaveLength(1)
    expect(told[0]?.body).toContain('också för er')
    expect(told[0]?.body).not.toContain('påkallas')
    const per = await as('Per Hallberg')
    expect(rowOf(await per.get(remiss), AMN)).toContain(`gemensamt svar med ${SODERVIK}`)
    // What it had begun is its own all the same.
    await registerBeslut(server, reply)
    await sendReply(server, reply)
    expect(await lageOf(server, AMN)).toBe('inkommen')
    const row = rowOf(await per.get(remiss), AMN)
    expect(row).toContain(`href="${reply}"`)
    expect(row).not.toContain('gemensamt svar med')
  })

  it('OSL-8.1 godtas: en utomstående part läser det gemensamma svar som också är dess', async () => {
    await decideWith(await ids(POLIS))
    const police = await as('Magnus Klippe')
    expect((await police.get(reply)).status).toBe(404)
    await sendReply(server, reply)
    const own = await police.get(`/remissinstanser/${await instansId(server, POLIS)}`)
    expect(own.text).toContain(`${AMN} har svarat också för er.`)
    expect((await police.get(reply)).status).toBe(200)
  })

  it('OSL-8.1 nekas: en utomstående part som inte är namngiven ser inte svaret, bara hur det står till', async () => {
    await decideWith(await ids(SODERVIK))
    await sendReply(server, reply)
    const police = await as('Magnus Klippe')
    expect((await police.get(reply)).status).toBe(404)
    const row = rowOf(await police.get(remiss), SODERVIK)
    expect(row).toContain(`gemensamt svar med ${AMN}`)
    expect(row).not.toContain(`href="${reply}"`)
  })
})
