import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLog } from '../../src/platform/audit/index.ts'
import type { Client } from '../world/client.ts'
import { onEachDatabase } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { draftRemissId } from '../world/story.ts'
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
} from './corpus-forms.ts'
import { beslutForms, utlatandeForms } from './corpus-forms-svar.ts'
import { asSaved, readCorpus, readTexts, type TextValue } from './read-corpus.ts'
import { expectHarmless, Probe } from './send-bad-value.ts'

const texts = readTexts()
const days = readCorpus('datum')
const odd = readCorpus('tal')

/**
 * The corpus into every field of every form, by the pages and on both databases. With `every` 1 it is every value into every field;
 * with a larger number a field gets every so-manieth value and the next field the ones after, until all have been used.
 */
export function sendCorpus(every: number): void {
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
    const share = shareOf(every)

    async function sendAll(forms: ProbedForm[]): Promise<void> {
      for (const form of forms) {
        const probe = await Probe.begin(server, form)
        await sendTexts(probe, share)
        await sendDays(probe, share)
        await sendOddities(probe, share)
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
      it('när svaret beslutas och tiden inte räcker', async () => sendAll(await beslutForms(server)), minutes)
      it('när tjänsteutlåtandet skrivs', async () => sendAll(await utlatandeForms(server)), minutes)
      it('när handlingar registreras, läses och delas', async () => sendAll(await registryForms(server)), minutes)
    })

    it('listor, historik och trådar går att läsa med allt detta i sig, som sida, JSON och CSV', async () => {
      const client = server.client()
      await client.signInAs('Stina Almgren')
      const remiss = `/remisser/${await draftRemissId(server)}`
      const pages = [
        '/',
        '/minsida',
        '/programmet',
        '/remisser',
        '/arenden',
        '/aktorer',
        remiss,
        `${remiss}/sammanstallning`,
      ]
      for (const path of pages) {
        const page = await client.get(path)
        expect(page.status, path).toBe(200)
        expectHarmless(page, path)
      }
      for (const list of ['remisser', 'arenden', 'aktorer']) {
        expect(JSON.parse((await client.get(`/${list}.json`)).body).length, list).toBeGreaterThan(1)
        const cells = await csvCells(client, list)
        expect(cells.length, list).toBeGreaterThan(10)
        expect(
          cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell)),
          `${list}.csv`,
        ).toEqual([])
      }
      expect(server.errors).toEqual([])
    })

    it('loggen är hel', async () => {
      const { entries, faults } = await verifyLog(get().db, [], server.config.dataFolder)
      expect(faults).toEqual([])
      expect(entries).toBeGreaterThan(50)
    })
  })
}

type Share = <T>(values: readonly T[]) => T[]

function shareOf(every: number): Share {
  let turn = 0
  return (values) => {
    turn++
    return values.filter((_, at) => (at + turn) % every === 0)
  }
}

async function csvCells(client: Client, list: string): Promise<string[]> {
  const { body } = await client.get(`/${list}.csv`)
  const cells = body.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(?:;|\r\n)/g)
  return [...cells].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

function isAccepted(field: TextField, text: TextValue): boolean {
  if (text.outcome === 'tomt') return field.isOptional === true
  const saved = asSaved(text.value)
  return text.outcome === 'godtas' && saved.length <= field.max && !field.refuses?.(saved)
}

/** A value goes at once into all the fields that take it, and then into all those that refuse it: each must have its own message. */
async function sendTexts(probe: Probe, share: Share): Promise<void> {
  const { form } = probe
  for (const beside of new Set(form.texts.map((field) => field.beside))) {
    const fields = form.texts.filter((field) => field.beside === beside)
    for (const text of share(texts)) {
      const what = `${form.what}, ${fields.map((field) => field.name).join(' och ')}: ${text.what}`
      const filled = (names: TextField[]) => ({
        ...beside,
        ...Object.fromEntries(names.map((field) => [field.name, text.value])),
      })
      const takers = fields.filter((field) => isAccepted(field, text))
      if (takers.length > 0) {
        const times = text.outcome === 'godtas' ? takers.filter((field) => field.isShown !== false).length : 0
        await probe.expectAccepted(filled(takers), what, { text: asSaved(text.value), times })
      }
      const refusers = fields.filter((field) => !takers.includes(field))
      const names = refusers.map((field) => field.name)
      if (names.length > 0) await probe.expectRefused(filled(refusers), names, what)
    }
  }
}

async function sendDays(probe: Probe, share: Share): Promise<void> {
  for (const field of probe.form.dates) {
    for (const { value, what: label, columns } of share(days)) {
      const what = `${probe.form.what}, ${field.name}: ${label}`
      const [outcome = ''] = columns
      const isTaken = outcome === 'tomt' ? field.isOptional === true : outcome !== 'nekas' && field.accepts(outcome)
      if (isTaken) await probe.expectAccepted({ [field.name]: value }, what)
      else await probe.expectRefused({ [field.name]: value }, [field.name], what)
    }
  }
}

async function sendOddities(probe: Probe, share: Share): Promise<void> {
  for (const name of probe.form.choices) {
    for (const { value, what } of share(odd))
      await probe.expectHandled({ [name]: value }, `${probe.form.what}, ${name}: ${what}`)
    await probe.expectHandled({ [name]: undefined }, `${probe.form.what}, ${name}: saknas`)
    await probe.expectHandled({ [name]: odd.map(({ value }) => value) }, `${probe.form.what}, ${name}: många`)
  }
}
