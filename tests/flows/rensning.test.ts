import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeFiles } from '../../src/platform/files/file-removal.ts'
import { FileStore } from '../../src/platform/files/file-store.ts'
import type { Client, Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import type { Fields } from '../world/page-forms.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { beginReply, beginUtlatande, personId, registerAtAmn, sendRemiss, writeUtlatande } from '../world/story.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const MANY = 600

onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let eva: Client
  let arende: string
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server)
    await registerAtAmn(server)
    eva = await as('Eva Sand')
    arende = /\/arenden\/[0-9a-f-]{36}/.exec((await eva.get('/arenden?text=AMN 2026/88')).body)?.[0] ?? ''
  })
  afterEach(async () => {
    const { errors } = server
    await server.stop()
    await own.drop()
    expect(errors).toEqual([])
  })

  async function as(name: string): Promise<Client> {
    const client = server.client()
    await client.signInAs(name)
    return client
  }
  const id = (): string => arende.split('/').at(-1) ?? ''
  const count = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
    Number((await query.execute(own.database.db)).rows[0]?.n)
  const payloads = async (): Promise<string> =>
    (await own.database.db.selectFrom('platform.audit_entry').select('payload').execute())
      .map((row) => row.payload)
      .join('\n')

  /** The form of the last page before the closing, everything chosen the same way. */
  async function readyToClose(client: Client, choice: 'behall' | 'rensa'): Promise<Fields> {
    const path = `${arende}/avsluta`
    const page = await client.get(path)
    const names = [...new Set([...page.body.matchAll(/name="((?:val-|alla-)[^"]+)"/g)].map(([, name = '']) => name))]
    const check = await client.submit(path, path, Object.fromEntries(names.map((name) => [name, choice])))
    return check.forms.find((one) => one.action === path)?.fields ?? {}
  }
  const close = async (choice: 'behall' | 'rensa'): Promise<Page> =>
    eva.post(`${arende}/avsluta`, await readyToClose(eva, choice))

  async function withSamrad(): Promise<string> {
    const utlatande = await beginUtlatande(server, await beginReply(server))
    await writeUtlatande(server, utlatande)
    const olle = await as('Olle Frisk')
    const [tove, mikael] = [await personId(server, 'Tove Rydvall'), await personId(server, 'Mikael Brodd')]
    await olle.submit(`${utlatande}/samrad`, `${utlatande}/samrad`, { personer: [tove, mikael] })
    const client = await as('Tove Rydvall')
    await client.submit(utlatande, `${utlatande}/samradssvar`, { invandning: 'ja', synpunkt: 'Stryk stycke två.' })
    return utlatande
  }

  describe('samråd', () => {
    it('ARKIV-RENSA godtas: samrådens kommentarer förstörs när de rensas, och står inte i loggen', async () => {
      const utlatande = await withSamrad()
      expect((await (await as('Olle Frisk')).get(utlatande)).text).toContain('Stryk stycke två.')
      expect((await close('rensa')).text).toContain('Ärendet är avslutat')
      expect(await count(sql`select count(*) as n from arenden.samrad`)).toBe(0)
      expect((await (await as('Olle Frisk')).get(utlatande)).text).not.toContain('Stryk stycke två.')
      expect(await payloads()).not.toContain('Stryk stycke')
    })

    it('ARKIV-RENSA godtas: det som behålls finns kvar och är allmän handling från den dagen', async () => {
      await withSamrad()
      await close('behall')
      const rows = await sql<{ remark: string | null; allman: string }>`
        select remark, allman_on::text as allman from arenden.samrad order by remark`.execute(own.database.db)
      expect(rows.rows).toEqual([
        { remark: 'Stryk stycke två.', allman: '2026-11-22' },
        { remark: null, allman: '2026-11-22' },
      ])
    })

    it('ARKIV-RENSA nekas: ett samrådssvar som kommer medan man väljer rensas inte med det gamla', async () => {
      const utlatande = await withSamrad()
      const ready = await readyToClose(eva, 'rensa')
      await (await as('Mikael Brodd')).submit(utlatande, `${utlatande}/samradssvar`, {
        invandning: 'nej',
        synpunkt: 'Det här är nytt.',
      })
      const late = await eva.post(`${arende}/avsluta`, ready)
      expect(late.status).toBe(400)
      expect(late.text).toContain('Välj för varje sak')
      expect(await count(sql`select count(*) as n from arenden.samrad`)).toBe(2)
    })

    it('ett svar i samma ögonblick som avslutet kommer före eller nekas; inget hamnar oprövat i ett avslutat ärende', async () => {
      const utlatande = await withSamrad()
      const ready = await readyToClose(eva, 'rensa')
      const mikael = await as('Mikael Brodd')
      const form = (await mikael.get(utlatande)).forms.find((one) => one.action === `${utlatande}/samradssvar`)
      const answer = { ...form?.fields, invandning: 'nej', synpunkt: 'I sista stund.' }
      const [closed, answered] = await Promise.all([
        eva.post(`${arende}/avsluta`, ready),
        mikael.post(`${utlatande}/samradssvar`, answer),
      ])
      expect([
        [200, 403],
        [200, 404],
        [400, 200],
      ]).toContainEqual([closed.status, answered.status])
      const left = await count(sql`select count(*) as n from arenden.samrad where allman_on is null`)
      expect(left).toBe(closed.status === 200 ? 0 : 2)
    })
  })

  describe('osparade utkast', () => {
    async function typed(): Promise<string> {
      const utlatande = await beginUtlatande(server, await beginReply(server))
      const olle = await as('Olle Frisk')
      const saved = await olle.post('/utkast', {
        formular: `${utlatande}/redigera`,
        'avsnitt-sammanfattning': 'Halvt skrivet.',
      })
      expect(saved.status).toBe(200)
      return utlatande
    }

    it('ARKIV-RENSA godtas: ett utkast som rensas är borta, och den som läser valen ser inte vad som står i det', async () => {
      await typed()
      const page = await eva.get(`${arende}/avsluta`)
      expect(page.text).toContain('Osparat utkast av Olle Frisk')
      expect(page.text).not.toContain('Halvt skrivet')
      await close('rensa')
      expect(await count(sql`select count(*) as n from platform.draft`)).toBe(0)
      expect(await payloads()).not.toContain('Halvt skrivet')
    })

    it('ARKIV-RENSA godtas: ett utkast som behålls blir en upprättad handling med sin text', async () => {
      await typed()
      await close('behall')
      const [link] = /\/handlingar\/[0-9a-f-]{36}(?=">Utkast, Olle Frisk)/.exec((await eva.get(arende)).body) ?? []
      expect((await eva.get(link ?? '')).text).toContain('(ärendet slutbehandlat)')
      expect((await eva.get(`${link}/original`)).body).toContain('Halvt skrivet.')
      expect(await count(sql`select count(*) as n from platform.draft`)).toBe(0)
    })

    it('ARKIV-RENSA nekas: ett utkast som har ändrats sedan valet stoppar avslutet', async () => {
      const utlatande = await typed()
      const ready = await readyToClose(eva, 'rensa')
      server.clock.set('2026-11-22T09:05:00Z')
      const olle = await as('Olle Frisk')
      await olle.post('/utkast', { formular: `${utlatande}/redigera`, 'avsnitt-sammanfattning': 'Mer skrivet.' })
      expect((await eva.post(`${arende}/avsluta`, ready)).status).toBe(400)
      expect(await count(sql`select count(*) as n from platform.draft`)).toBe(1)
    })
  })

  it('två som avslutar i samma ögonblick: en lyckas, den andra får veta det, och det står en gång i loggen', async () => {
    await withSamrad()
    const other = await as('Olle Frisk')
    const [one, two] = [await readyToClose(eva, 'rensa'), await readyToClose(other, 'behall')]
    const answers = await Promise.all([eva.post(`${arende}/avsluta`, one), other.post(`${arende}/avsluta`, two)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const closings = await own.database.db
      .selectFrom('platform.audit_entry')
      .select('payload')
      .where('act', '=', 'arende.close')
      .where('item_id', '=', id())
      .execute()
    expect(closings).toHaveLength(1)
  })

  it('svaret säger att filer ligger kvar tills de är borta, och de är borta när svaret säger det', async () => {
    const path = `${arende}/material`
    await eva.submit(path, path, { titel: 'Kladd' }, { file: { name: 'k.txt', bytes: bytes('Nyss inlagt.') } })
    const files = new FileStore(join(server.config.dataFolder, 'files'))
    const sha = files.put(bytes('Nyss inlagt.'))
    const onDisk = join(server.config.dataFolder, 'files', sha.slice(0, 2), sha)
    const done = await close('rensa')
    expect(done.text).toContain('tas bort från disken inom någon timme')
    expect(existsSync(onDisk)).toBe(true)
    expect(await removeFiles(own.database.db, files)).toBe(1)
    utimesSync(onDisk, new Date(0), new Date(0))
    expect(await removeFiles(own.database.db, files)).toBe(0)
    expect(existsSync(onDisk)).toBe(false)
  })

  describe(`fler saker än ett formulär rymmer (${MANY})`, () => {
    let utlatandeId: string
    beforeEach(async () => {
      const utlatande = await beginUtlatande(server, await beginReply(server))
      utlatandeId = utlatande.split('/').at(-1) ?? ''
      await sql`insert into arenden.utlatande_version (utlatande_id, nr, content, fingerprint, made_by, made_at)
        select utlatande_id, n, content, 'x' || n, made_by, made_at
        from arenden.utlatande_version cross join generate_series(2, ${MANY + 1}::int) n
        where utlatande_id = ${utlatandeId} and nr = 1`.execute(own.database.db)
      await sql`update arenden.utlatande set nr = ${MANY + 1} where id = ${utlatandeId}`.execute(own.database.db)
    })
    const path = () => `${arende}/avsluta`

    it('ARKIV-RENSA godtas: alla utom de ikryssade rensas', async () => {
      const page = await eva.get(path())
      expect(page.body.match(/name="utom"/g)).toHaveLength(MANY)
      const except = [`version-${utlatandeId}-7`, `version-${utlatandeId}-400`]
      const check = await eva.submit(path(), path(), { 'alla-version': 'rensa', utom: except })
      expect(check.status, check.text.slice(0, 300)).toBe(200)
      const form = check.forms.find((one) => one.action === path())
      const done = await eva.post(path(), form?.fields)
      expect(done.text).toContain('Ärendet är avslutat')
      const left = await sql<{ nr: number }>`select nr from arenden.utlatande_version
        where utlatande_id = ${utlatandeId} and content is not null order by nr`.execute(own.database.db)
      expect(left.rows.map((row) => row.nr)).toEqual([7, 400, MANY + 1])
    })

    it('ARKIV-RENSA nekas: utan val, och när något har tillkommit sedan sidan visades', async () => {
      expect((await eva.submit(path(), path())).status).toBe(400)
      const check = await eva.submit(path(), path(), { 'alla-version': 'rensa' })
      const form = check.forms.find((one) => one.action === path())
      await sql`insert into arenden.utlatande_version (utlatande_id, nr, content, fingerprint, made_by, made_at)
        select utlatande_id, ${MANY + 2}, content, 'y', made_by, made_at from arenden.utlatande_version
        where utlatande_id = ${utlatandeId} and nr = 1`.execute(own.database.db)
      await sql`update arenden.utlatande set nr = ${MANY + 2} where id = ${utlatandeId}`.execute(own.database.db)
      const late = await eva.post(path(), form?.fields)
      expect(late.status).toBe(400)
      expect(await count(sql`select count(*) as n from arenden.utlatande_version where content is null`)).toBe(0)
    })
  })

  describe('ett ärende utan allmän handling i diariet', () => {
    it('OSL-5.2 godtas: det står där med dag, nummer, part och ärende, och inte för andra myndigheter internt', async () => {
      await sql`insert into arenden.arende (id, owner_aktor_id, diarienummer, diarienummer_key, title, counterpart, opened_on, state, version)
        select gen_random_uuid(), owner_aktor_id, 'AMN 2026/99', 'AMN 2026/99', 'Lokaler för ungdomar', 'Ekhamns ungdomsråd', '2026-11-20', 'oppet', 1
        from arenden.arende where id = ${id()}`.execute(own.database.db)
      const stina = await as('Stina Almgren')
      const page = await stina.get('/diarium?text=AMN 2026/99')
      for (const part of ['20 november 2026', 'AMN 2026/99', 'Ekhamns ungdomsråd', 'Lokaler för ungdomar'])
        expect(page.text).toContain(part)
      expect(page.text).toContain('Ärendet har ännu ingen allmän handling')
      expect((await stina.get('/diarium.csv?text=AMN 2026/99')).body).toContain('Lokaler för ungdomar')
      expect((await eva.get('/diarium?visning=intern&text=AMN 2026/99')).text).toContain('Lokaler för ungdomar')
      expect((await stina.get('/diarium?visning=intern&text=AMN 2026/99')).text).toContain('Inga handlingar')
      expect((await (await as('Magnus Klippe')).get('/diarium?text=AMN 2026/99')).text).toContain('Inga handlingar')
    })

    it('OSL-5.2 nekas: när något i det är maskerat syns varken titel eller part, och de går inte att söka fram', async () => {
      await sql`insert into arenden.arende (id, owner_aktor_id, diarienummer, diarienummer_key, title, counterpart, opened_on, state, version)
        select '0192f000-0000-7000-8000-000000000001', owner_aktor_id, 'AMN 2026/99', 'AMN 2026/99', 'Lokaler för ungdomar', 'Ekhamns ungdomsråd', '2026-11-20', 'oppet', 1
        from arenden.arende where id = ${id()}`.execute(own.database.db)
      await sql`insert into handlingar.handling (id, owner_aktor_id, kind, title, direction, state, state_on, on_paper, has_personnummer,
          sekretess_provision, sekretess_on, sekretess_masks_title, created_at, version)
        select '0192f000-0000-7000-8000-000000000002', owner_aktor_id, 'ovrig', 'Kladd', 'intern', 'arbetsmaterial', '2026-11-20', true, false,
          '18 kap. 8 § OSL', '2026-11-20', true, now(), 1 from arenden.arende where id = ${id()}`.execute(
        own.database.db,
      )
      await sql`insert into arenden.arende_handling (arende_id, handling_id, nr)
        values ('0192f000-0000-7000-8000-000000000001', '0192f000-0000-7000-8000-000000000002', 1)`.execute(
        own.database.db,
      )
      const stina = await as('Stina Almgren')
      const page = await stina.get('/diarium?text=AMN 2026/99')
      expect(page.text).toContain('Maskerad uppgift')
      expect(page.text).not.toContain('Lokaler för ungdomar')
      expect(page.text).not.toContain('ungdomsråd')
      expect((await stina.get('/diarium?text=ungdomsråd')).text).toContain('Inga handlingar')
    })
  })
})
