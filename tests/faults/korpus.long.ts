import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLog } from '../../src/platform/audit/index.ts'
import { onEachDatabase } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { AMN, draftRemissId, instansId, registerAtAmn } from '../world/story.ts'
import { DEMO_NOW } from '../world/worlds.ts'
import {
  aktorForms,
  answerForms,
  closingForms,
  draftForms,
  type ProbedForm,
  registryForms,
  replyForms,
  type TextField,
  unregister,
} from './corpus-forms.ts'
import { asSaved, readCorpus, readTexts, type TextValue } from './read-corpus.ts'
import { expectHarmless, fingerprint, Probe } from './send-bad-value.ts'

/** Every value of the corpus into every field of every form, by the pages and on both databases. */
const texts = readTexts()
const days = readCorpus('datum')
const numbers = readCorpus('diarienummer')
const odd = readCorpus('tal')

function isAccepted(field: TextField, text: TextValue): boolean {
  if (text.outcome === 'tomt') return field.isOptional === true
  const saved = asSaved(text.value)
  return text.outcome === 'godtas' && saved.length <= field.max && !field.refuses?.(saved)
}

/** A value goes at once into all the fields that take it, and then into all those that refuse it: each must have its own message. */
async function sendTexts(probe: Probe): Promise<void> {
  const { form } = probe
  const besides = new Set(form.texts.map((field) => field.beside))
  for (const beside of besides) {
    const fields = form.texts.filter((field) => field.beside === beside)
    for (const text of texts) {
      const what = `${form.what}, ${fields.map((field) => field.name).join(' och ')}: ${text.what}`
      const [takers, refusers] = [true, false].map((isTaker) =>
        fields.filter((one) => isAccepted(one, text) === isTaker),
      )
      const filled = (names: TextField[] = []) => ({
        ...beside,
        ...Object.fromEntries(names.map((field) => [field.name, text.value])),
      })
      if (takers?.length) {
        const times = text.outcome === 'godtas' ? takers.filter((field) => field.isShown !== false).length : 0
        await probe.expectAccepted(filled(takers), what, { text: asSaved(text.value), times })
      }
      if (refusers?.length)
        await probe.expectRefused(
          filled(refusers),
          refusers.map((field) => field.name),
          what,
        )
    }
  }
}

async function sendDays(probe: Probe): Promise<void> {
  for (const field of probe.form.dates) {
    for (const { value, what: label, columns } of days) {
      const what = `${probe.form.what}, ${field.name}: ${label}`
      const [outcome = ''] = columns
      const isTaken = outcome === 'tomt' ? field.isOptional === true : outcome !== 'nekas' && field.accepts(outcome)
      if (isTaken) await probe.expectAccepted({ [field.name]: value }, what)
      else await probe.expectRefused({ [field.name]: value }, [field.name], what)
    }
  }
}

const ODD_PER_FIELD = 7

/** Some of the values in each, another some in the next; and all of them at once in every one. */
async function sendOddities(probe: Probe): Promise<void> {
  let next = 0
  for (const name of probe.form.choices) {
    for (let count = 0; count < ODD_PER_FIELD; count++) {
      const { value = '', what = '' } = odd[next++ % odd.length] ?? {}
      await probe.expectHandled({ [name]: value }, `${probe.form.what}, ${name}: ${what}`)
    }
    await probe.expectHandled({ [name]: undefined }, `${probe.form.what}, ${name}: saknas`)
    await probe.expectHandled({ [name]: odd.map(({ value }) => value) }, `${probe.form.what}, ${name}: många`)
  }
}

onEachDatabase('ekhamn', (get) => {
  let server: TestServer
  const slow: { ms: number; what: string }[] = []
  beforeAll(async () => {
    server = await startServer(get())
  })
  afterAll(async () => {
    await server.stop()
    if (process.env.SAMSYN_SLOWEST) console.table(slow.sort((a, b) => b.ms - a.ms).slice(0, 8))
  })

  async function sendAll(forms: ProbedForm[]): Promise<void> {
    for (const form of forms) {
      const probe = await Probe.begin(server, form)
      await sendTexts(probe)
      await sendDays(probe)
      await sendOddities(probe)
      slow.push(probe.slowest)
      expect(server.errors, form.what).toEqual([])
    }
  }

  describe('varje värde i varje fält godtas och visas som text, eller nekas vid fältet med det skrivna kvar', () => {
    const minutes = 10 * 60_000
    it('när text och remiss förbereds', async () => sendAll(await draftForms(server)), minutes)
    it('hos aktörer och personer', async () => sendAll(await aktorForms(server)), minutes)
    it('när remissen registreras', async () => sendAll(await answerForms(server)), minutes)
    it(
      'när remissen avslutas',
      async () => {
        await sendAll(await closingForms(server))
        server.clock.set(DEMO_NOW)
      },
      minutes,
    )
    it('när svaret skrivs', async () => sendAll(await replyForms(server)), minutes)
    it('när handlingar registreras, läses och delas', async () => sendAll(await registryForms(server)), minutes)
  })

  it('listor, historik och trådar går att läsa med allt detta i sig', async () => {
    const client = server.client()
    await client.signInAs('Stina Almgren')
    const remiss = `/remisser/${await draftRemissId(server)}`
    for (const path of [
      '/',
      '/minsida',
      '/programmet',
      '/remisser',
      '/arenden',
      '/aktorer',
      remiss,
      `${remiss}/sammanstallning`,
    ]) {
      const page = await client.get(path)
      expect(page.status, path).toBe(200)
      expectHarmless(page, path)
    }
    for (const list of ['remisser', 'arenden', 'aktorer']) {
      expect(JSON.parse((await client.get(`/${list}.json`)).body).length, list).toBeGreaterThan(2)
      const cells = (await client.get(`/${list}.csv`)).body.split(/[;\n]/)
      expect(
        cells.filter((cell) => /^"?[=+\-@\t\r＝＋－＠]/.test(cell)),
        `${list}.csv`,
      ).toEqual([])
    }
    expect(server.errors).toEqual([])
  })

  it('loggen är hel', async () => {
    const { entries, faults } = await verifyLog(get().db, [], server.config.dataFolder)
    expect(faults).toEqual([])
    expect(entries).toBeGreaterThan(100)
  })
})

/** Diary numbers decide whose an ärende is, so here it matters what exactly was kept. */
onEachDatabase('ekhamn', (get) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(get())
  })
  afterAll(() => server.stop())

  async function kept(dnr: string, owner: string): Promise<number> {
    const row = await get()
      .db.withTables<{
        'arenden.v_arende': { id: string; diarienummer: string; owner_aktor_id: string }
        'aktorer.v_aktor': { id: string; name: string }
      }>()
      .selectFrom('arenden.v_arende as a')
      .innerJoin('aktorer.v_aktor as o', 'o.id', 'a.owner_aktor_id')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('a.diarienummer', '=', dnr)
      .where('o.name', '=', owner)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }

  async function sendNumbers(form: ProbedForm, owner: string, column: number): Promise<void> {
    const probe = await Probe.begin(server, form)
    for (const { value, what: label, columns } of numbers) {
      const what = `${form.what}: ${label}`
      const outcome = columns[column] ?? ''
      if (outcome === 'nekas') await probe.expectRefused({ diarienummer: value }, ['diarienummer'], what)
      else {
        await probe.expectAccepted({ diarienummer: value }, what)
        expect(await kept(outcome, owner), what).toBe(1)
      }
    }
    expect(server.errors).toEqual([])
  }

  it('varje diarienummer sparas i sin form hos den vars det är, eller nekas', async () => {
    const create = (await draftForms(server)).find((form) => form.what === 'ny remiss')
    const [register] = await answerForms(server)
    if (!create || !register) throw new Error('there are forms to create and to register a remiss')
    await sendNumbers(register, AMN, 0)
    await unregister(server)
    await sendNumbers(create, 'Kommunstyrelsen', 1)
  }, 120_000)

  it('ett prefix är text, inte ett mönster: remissen går att registrera också hos den som heter ”(a+)+$”', async () => {
    const db = get().db
    for (const prefix of ['(a+)+$', '[', '*', '\\', '.', '^$']) {
      const before = await fingerprint(server)
      await db
        .withTables<{ 'aktorer.aktor': { name: string; prefix: string } }>()
        .updateTable('aktorer.aktor')
        .set({ prefix })
        .where('name', 'in', [AMN, 'Kommunstyrelsen'])
        .execute()
      const page = await registerAtAmn(server, { diarienummer: `AMN 2024/${prefix.length}${prefix.charCodeAt(0)}` })
      expect(page.text, prefix).toContain('Remissen är registrerad')
      expect(await fingerprint(server)).not.toBe(before)
      await unregister(server)
    }
    expect(await instansId(server, AMN)).toBeTruthy()
    expect(server.errors).toEqual([])
  })
})
