import { afterAll, beforeAll, expect, it } from 'vitest'
import { onEachDatabase } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { AMN, registerAtAmn } from '../world/story.ts'
import { answerForms, draftForms, type ProbedForm, unregister } from './corpus-forms.ts'
import { readCorpus } from './read-corpus.ts'
import { fingerprint, Probe } from './send-bad-value.ts'
import { sendCorpus } from './send-corpus.ts'

/** Every form and every field, and each value somewhere; all of it is in korpus.long.ts. */
sendCorpus(12)

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

  async function sendNumbers(form: ProbedForm | undefined, owner: string, column: number): Promise<void> {
    if (!form) throw new Error('there is no such form')
    const probe = await Probe.begin(server, form)
    for (const { value, what: label, columns } of readCorpus('diarienummer')) {
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
    const drafts = await draftForms(server)
    const answers = await answerForms(server)
    await sendNumbers(answers[0], AMN, 0)
    await unregister(server)
    await sendNumbers(
      drafts.find((form) => form.what === 'ny remiss'),
      'Kommunstyrelsen',
      1,
    )
  }, 120_000)

  it('ett prefix är text, inte ett mönster: remissen går att registrera också hos den som heter ”(a+)+$”', async () => {
    for (const prefix of ['(a+)+$', '[', '*', '\\', '.', '^$']) {
      const before = await fingerprint(server)
      await get()
        .db.withTables<{ 'aktorer.aktor': { name: string; prefix: string } }>()
        .updateTable('aktorer.aktor')
        .set({ prefix })
        .where('name', 'in', [AMN, 'Kommunstyrelsen'])
        .execute()
      const page = await registerAtAmn(server, { diarienummer: `AMN 2024/${prefix.length}${prefix.charCodeAt(0)}` })
      expect(page.text, prefix).toContain('Remissen är registrerad')
      expect(await fingerprint(server)).not.toBe(before)
      await unregister(server)
    }
    expect(server.errors).toEqual([])
  })
})
