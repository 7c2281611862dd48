import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeFiles } from '../../src/platform/files/file-removal.ts'
import { FileStore } from '../../src/platform/files/file-store.ts'
import { jobs } from '../../src/wiring.ts'
import type { Client } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  aktorId,
  beginReply,
  beginUtlatande,
  instansId,
  personId,
  registerAtAmn,
  sendRemiss,
} from '../world/story.ts'

const POLIS = 'Polisen, lokalpolisområde Ekhamn'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server, [AMN, POLIS])
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
  const run = async (name: string, at: string): Promise<void> => {
    await jobs.find((job) => job.name === name)?.run(own.database, new Date(at))
  }
  const drafts = async (): Promise<string[]> =>
    (await own.database.db.selectFrom('platform.draft').select('form').orderBy('form').execute()).map((row) => row.form)

  describe('osparade utkast', () => {
    async function typed(): Promise<string> {
      await registerAtAmn(server)
      const utlatande = await beginUtlatande(server, await beginReply(server))
      const olle = await as('Olle Frisk')
      await olle.post('/utkast', { formular: `${utlatande}/redigera`, 'avsnitt-sammanfattning': 'Halvt skrivet.' })
      return utlatande
    }

    it('tas bort efter 90 dagar, inte förr', async () => {
      const utlatande = await typed()
      await run('utkast', '2027-02-20T08:59:00Z')
      expect(await drafts()).toEqual([`${utlatande}/redigera`])
      await run('utkast', '2027-02-20T09:01:00Z')
      expect(await drafts()).toEqual([])
    })

    it('är högst femtio för en person: det äldsta ger plats', async () => {
      const olle = await as('Olle Frisk')
      for (let nr = 1; nr <= 51; nr++) {
        server.clock.set(new Date(Date.parse('2026-11-22T09:00:00Z') + nr * 1000).toISOString())
        await olle.post('/utkast', { formular: `/prov/${nr}`, text: 'x' })
      }
      const left = await drafts()
      expect(left).toHaveLength(50)
      expect(left).not.toContain('/prov/1')
      expect(left).toContain('/prov/51')
    })

    it('tas bort när uppdraget har avslutats, men inte den som är kvars', async () => {
      const utlatande = await typed()
      const tove = await as('Tove Rydvall')
      await tove.post('/utkast', { formular: `${utlatande}/redigera`, 'avsnitt-sammanfattning': 'Mitt.' })
      const jonas = await as('Jonas Vikdal')
      const amn = await aktorId(server, AMN)
      const [person, path] = [await personId(server, 'Olle Frisk'), `/aktorer/${amn}/avsluta`]
      // The page before: who and what, and that the drafts go. Opening it ends nothing.
      const asked = await jonas.get(`${path}?person=${person}&roll=handlaggare`)
      expect(asked.text).toContain('Olle Frisks uppdrag som')
      expect(asked.text).toContain('inte sparat tas bort')
      await run('utkast', '2026-11-23T03:00:00Z')
      expect(await drafts()).toHaveLength(2)
      const done = await jonas.submit(`${path}?person=${person}&roll=handlaggare`, path)
      expect(done.text).toContain('Uppdraget är avslutat')
      await run('utkast', '2026-11-23T03:00:00Z')
      const rows = await own.database.db.selectFrom('platform.draft').select('person_id').execute()
      expect(rows.map((row) => row.person_id)).toEqual([await personId(server, 'Tove Rydvall')])
    })

    it('som en öppen sida sparar i ett avslutat ärende tas bort', async () => {
      await typed()
      await sql`update arenden.arende set state = 'avslutat', closed_on = '2026-11-22' where diarienummer = 'AMN 2026/88'`.execute(
        own.database.db,
      )
      await run('utkast', '2026-11-23T03:00:00Z')
      expect(await drafts()).toEqual([])
    })

    it('sidan före avslutet finns inte för den som saknar uppdraget eller inte får', async () => {
      const amn = await aktorId(server, AMN)
      const query = `person=${await personId(server, 'Olle Frisk')}&roll=registrator`
      expect((await (await as('Jonas Vikdal')).get(`/aktorer/${amn}/avsluta?${query}`)).status).toBe(404)
      expect((await (await as('Olle Frisk')).get(`/aktorer/${amn}/avsluta?${query}`)).status).toBe(403)
    })
  })

  describe('filer som lades in genom en svarslänk', () => {
    async function makeLink(): Promise<string> {
      const per = await as('Per Hallberg')
      const instans = `/remissinstanser/${await instansId(server, POLIS)}`
      const page = await per.submit(instans, `${instans}/svarslank`, { hur: 'visa' })
      return /\/svara\/[\w-]{43}/.exec(page.body)?.[0] ?? ''
    }
    const validTo = async (): Promise<string> =>
      (await sql<{ day: string }>`select valid_to::text as day from remiss.svarslank`.execute(own.database.db)).rows[0]
        ?.day ?? ''
    const after = async (days: number): Promise<string> =>
      new Date(Date.parse(`${await validTo()}T10:00:00Z`) + days * 86_400_000).toISOString()
    const upload = (link: string, text: string) =>
      server.client().submit(
        link,
        link,
        { sammanfattning: 'Se filen.', steg: 'kontrollera' },
        {
          file: { name: 'yttrande.txt', bytes: bytes(text) },
        },
      )
    const files = () => new FileStore(join(server.config.dataFolder, 'files'))
    const onDisk = (text: string): string => {
      const sha = files().put(bytes(text))
      return join(server.config.dataFolder, 'files', sha.slice(0, 2), sha)
    }
    async function sweep(): Promise<void> {
      for (const text of ['Första.', 'Andra.']) utimesSync(onDisk(text), new Date(0), new Date(0))
      await removeFiles(own.database.db, files())
    }

    it('och aldrig skickades är borta 30 dagar efter att länken slutat gälla, också den som byttes ut', async () => {
      const link = await makeLink()
      await upload(link, 'Första.')
      await upload(link, 'Andra.')
      await run('svarslankars-filer', await after(30))
      await sweep()
      expect([
        existsSync(onDisk('Första.')),
        (await sql`select draft from remiss.svarslank`.execute(own.database.db)).rows,
      ]).toEqual([true, [{ draft: expect.objectContaining({ file: expect.anything() }) }]])
      await run('svarslankars-filer', await after(31))
      const [first, second] = [onDisk('Första.'), onDisk('Andra.')]
      await sweep()
      expect([existsSync(first), existsSync(second)]).toEqual([false, false])
      expect((await sql`select draft from remiss.svarslank`.execute(own.database.db)).rows).toEqual([{ draft: null }])
    })

    it('och skickades är handlingar och står kvar', async () => {
      const link = await makeLink()
      await upload(link, 'Första.')
      await upload(link, 'Andra.')
      const client = server.client()
      await client.submit(`${link}/kontrollera`, `${link}/skicka`)
      await run('svarslankars-filer', await after(31))
      const [first, second] = [onDisk('Första.'), onDisk('Andra.')]
      await sweep()
      expect([existsSync(first), existsSync(second)]).toEqual([false, true])
    })
  })
})
