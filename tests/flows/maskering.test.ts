import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client, Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { aktorId, beginReply, beginUtlatande, registerAtAmn, sendRemiss } from '../world/story.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const ORIGINAL = 'Vakten går klockan 23.40 genom västra gången.'
const MASKED = 'Vakten går klockan [maskerat] genom [maskerat].'

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
  async function incoming(titel: string, text = ORIGINAL): Promise<string> {
    const path = `${arende}/handlingar/ny`
    const page = await eva.submit(
      path,
      path,
      { titel, avsandare: 'Bolaget' },
      { file: { name: 'skiss-23.40.txt', bytes: bytes(text) } },
    )
    return page.path.split('?')[0] ?? ''
  }
  const mark = (handling: string, fields: Record<string, string | string[]> = {}): Promise<Page> =>
    eva.submit(handling, `${handling}/sekretess`, { bestammelse: '18 kap. 8 § OSL', ...fields })
  const mask = (handling: string, text = MASKED, name = 'skiss-23.40.TXT'): Promise<Page> =>
    eva.submit(handling, `${handling}/maskera`, {}, { file: { name, bytes: bytes(text) } })
  async function paket(visning: string): Promise<Map<string, string>> {
    const answer = await fetch(`${server.url}${arende}/paket`, {
      method: 'POST',
      headers: {
        cookie: `samsyn=${eva.cookie('samsyn')}`,
        origin: server.url,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `visning=${visning}`,
    })
    const zip = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    return new Map(Object.entries(zip).map(([path, content]) => [path, new TextDecoder().decode(content)]))
  }

  describe('en maskerad kopia av en handling', () => {
    it('SEKRETESS-KOPIA godtas: den läggs bredvid originalet, med vem och när, och är det som andra får', async () => {
      const handling = await incoming('Bevakningen')
      await mark(handling)
      const page = await mask(handling)
      expect(page.text).toContain('Den maskerade kopian är sparad')
      expect(page.text).toContain('maskerad av Eva Sand')
      // What was masked may stand in the name of the file.
      expect(page.body).not.toContain('23.40.TXT')
      expect((await eva.get(`${handling}/maskerad`)).body).toBe(MASKED)
      expect((await eva.get(`${handling}/original`)).body).toBe(ORIGINAL)
      const entry = await own.database.db
        .selectFrom('platform.audit_entry')
        .select(['actor_id', 'payload'])
        .where('act', '=', 'handling.mask')
        .orderBy('seq', 'desc')
        .executeTakeFirstOrThrow()
      expect(entry.payload).toContain('18 kap. 8 §')
      expect(entry.actor_id).not.toBeNull()
      const stina = await as('Stina Almgren')
      const diarium = await stina.get('/diarium?text=AMN 2026/88')
      expect(diarium.body).toContain(`href="${handling}/maskerad"`)
      expect((await stina.get(`${handling}/maskerad`)).body).toBe(MASKED)
      expect((await stina.get(`${handling}/original`)).status).toBe(404)
      expect((await stina.get(handling)).status).toBe(404)
    })

    it('SEKRETESS-KOPIA godtas: en senare kopia gäller, och den förra finns kvar', async () => {
      const handling = await incoming('Bevakningen')
      await mark(handling)
      await mask(handling)
      await mask(handling, '[allt maskerat]')
      expect((await eva.get(`${handling}/maskerad`)).body).toBe('[allt maskerat]')
      const rows = await own.database.db
        .withTables<{ 'handlingar.maskad_kopia': { nr: number; handling_id: string } }>()
        .selectFrom('handlingar.maskad_kopia')
        .select('nr')
        .where('handling_id', '=', handling.split('/').at(-1) ?? '')
        .orderBy('nr')
        .execute()
      expect(rows.map((row) => row.nr)).toEqual([1, 2])
    })

    it('SEKRETESS-KOPIA nekas: en kopia som gjordes före en ny markering lämnas inte ut, men finns kvar', async () => {
      const handling = await incoming('Bevakningen')
      await mark(handling)
      await mask(handling)
      await mark(handling, { bestammelse: '21 kap. 7 § OSL' })
      expect((await eva.get(`${handling}/maskerad`)).status).toBe(404)
      await mask(handling, '[mer maskerat]')
      expect((await eva.get(`${handling}/maskerad`)).body).toBe('[mer maskerat]')
    })

    it('SEKRETESS-KOPIA nekas: utan något att maskera, utan fil, med originalet självt, och av någon annan', async () => {
      const handling = await incoming('Bevakningen')
      expect((await eva.get(handling)).text).toContain('en sekretessmarkering eller ett personnummer')
      expect(
        (await eva.postFile(`${handling}/maskera`, { version: '1' }, { name: 'a', bytes: bytes('a') })).status,
      ).toBe(403)
      await mark(handling)
      expect((await eva.submit(handling, `${handling}/maskera`)).text).toContain('Välj den maskerade filen')
      expect((await mask(handling, ORIGINAL)).text).toContain('Filen är densamma som originalet')
      expect((await eva.get(`${handling}/maskerad`)).status).toBe(404)
      const stina = await as('Stina Almgren')
      expect((await stina.postFile(`${handling}/maskera`, {}, { name: 'a', bytes: bytes('a') })).status).toBe(404)
      const leila = await as('Leila Sandahl')
      expect((await leila.postFile(`${handling}/maskera`, {}, { name: 'a', bytes: bytes('a') })).status).toBe(403)
      await mask(handling)
      expect((await (await as('Magnus Klippe')).get(`${handling}/maskerad`)).status).toBe(404)
    })

    it('SEKRETESS-KOPIA godtas: i en begäran är det den som lämnas ut när man väljer maskad', async () => {
      const handling = await incoming('Bevakningen')
      await mark(handling)
      await mask(handling)
      const id = handling.split('/').at(-1) ?? ''
      const made = await eva.submit('/begaranden/ny', '/begaranden/ny', {
        myndighet: await aktorId(server, 'Arbetsmarknadsnämnden'),
        vad: 'Skrivelsen om bevakningen.',
      })
      const begaran = made.path.split('?')[0] ?? ''
      await eva.submit(`${begaran}?sok=bevakningen`, `${begaran}/handlingar`, { handling: [id] })
      expect((await eva.get(begaran)).text).toContain('Handlingen har en maskerad kopia')
      const act = `${begaran}/handlingar/${id}`
      await eva.submit(begaran, act, { [`utfall-${id}`]: 'maskad', [`not-${id}`]: 'Tider och plats' })
      await eva.submit(begaran, `${begaran}/lamna-ut`, { 'skal-del': 'Tiderna är maskerade.' })
      expect((await eva.submit(begaran, `${act}/kopia`)).body).toBe(MASKED)
    })

    it('SEKRETESS-KOPIA nekas: paketet som kan lämnas ut har aldrig ett original som är märkt, eller arbetsmaterial', async () => {
      await beginUtlatande(server, await beginReply(server))
      const [masked, bare] = [await incoming('Bevakningen'), await incoming('Larmkoder', 'Koden är 4711.')]
      await incoming('Öppet brev', 'Hej.')
      await mark(masked)
      await mask(masked)
      await mark(bare, { dolj: ['titel', 'part'] })
      const material = `${arende}/material`
      await eva.submit(
        material,
        material,
        { titel: 'Kladd' },
        { file: { name: 'k.txt', bytes: bytes('Bara för oss.') } },
      )
      const given = await paket('offentlig')
      const all = [...given].flat().join('\n')
      expect(all).toContain(MASKED)
      expect(all).toContain('Hej.')
      for (const secret of [ORIGINAL, '4711', 'Larmkoder', 'Bara för oss', 'Kladd', 'Eva Sand'])
        expect(all, secret).not.toContain(secret)
      expect(given.get('metadata.json')).toContain('18 kap. 8 § OSL')
      expect([...given.keys()].some((path) => path.startsWith('utlatanden/'))).toBe(false)
      const inside = await paket('intern')
      const everything = [...inside].flat().join('\n')
      for (const part of [ORIGINAL, MASKED, '4711', 'Bara för oss']) expect(everything).toContain(part)
      expect([...inside.keys()].filter((path) => path.startsWith('maskerade/'))).toHaveLength(1)
    })
  })
})
