import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyLog } from '../../src/platform/audit/index.ts'
import type { Client, Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  aktorId,
  attest,
  beginReply,
  beginUtlatande,
  registerAtAmn,
  sendRemiss,
  sendToAttest,
  writeUtlatande,
} from '../world/story.ts'
import { temporaryFolder } from '../world/temporary.ts'
import { testPersonnummer } from '../world/test-personnummer.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

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
    eva = server.client()
    await eva.signInAs('Eva Sand')
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
  async function incoming(titel: string, text = 'Hej.', avsandare = 'Föreningen Trygg kväll'): Promise<string> {
    const path = `${arende}/handlingar/ny`
    const page = await eva.submit(path, path, { titel, avsandare }, { file: { name: 'in.txt', bytes: bytes(text) } })
    return page.path.split('?')[0] ?? ''
  }
  async function material(titel: string, text: string): Promise<string> {
    const path = `${arende}/material`
    const page = await eva.submit(path, path, { titel }, { file: { name: `${titel}.txt`, bytes: bytes(text) } })
    return page.path.split('?')[0] ?? ''
  }
  const mark = (handling: string, fields: Record<string, string | string[]>): Promise<Page> =>
    eva.submit(handling, `${handling}/sekretess`, { bestammelse: '18 kap. 8 § OSL', ...fields })
  const payloads = async (act: string): Promise<string> =>
    (await own.database.db.selectFrom('platform.audit_entry').select('payload').where('act', '=', act).execute())
      .map((row) => row.payload)
      .join('\n')
  /** Chooses the same about everything, checks and confirms. */
  async function close(choice: (name: string) => string): Promise<Page> {
    const path = `${arende}/avsluta`
    const page = await eva.get(path)
    const names = [...new Set([...page.body.matchAll(/name="(val-[^"]+)"/g)].map(([, name = '']) => name))]
    const check = await eva.submit(path, path, Object.fromEntries(names.map((name) => [name, choice(name)])))
    const form = check.forms.find((one) => one.action === path)
    return eva.post(path, form?.fields)
  }

  describe('sekretessmarkering och det offentliga diariet', () => {
    it('OSL-5.2 godtas: en märkt handlings titel och part maskeras offentligt, med datum och nummer kvar', async () => {
      const handling = await incoming('Skiss över larm i Hamnmagasinet')
      const marked = await mark(handling, { dolj: ['titel', 'part'] })
      expect(marked.text).toContain('18 kap. 8 § OSL')
      expect(marked.text).toContain('en varning och inget beslut')
      const stina = await as('Stina Almgren')
      const page = await stina.get('/diarium')
      expect(page.text).toContain('Offentlig visning')
      expect(page.text).toContain('AMN 2026/88 (2)')
      expect(page.text).toContain('Maskerad uppgift')
      expect(page.text).not.toContain('Hamnmagasinet')
      expect(page.text).not.toContain('Trygg kväll')
      for (const format of ['csv', 'json'])
        expect((await stina.get(`/diarium.${format}`)).body).not.toMatch(/Hamnmagasinet|Trygg kväll/)
      expect((await eva.get('/diarium?visning=intern')).text).toContain('Skiss över larm i Hamnmagasinet')
      const removed = await eva.submit(handling, `${handling}/sekretess/ta-bort`)
      expect(removed.text).toContain('Markeringen är borttagen')
      expect((await stina.get('/diarium?text=hamnmagasinet')).text).toContain('Trygg kväll')
    })

    it('OSL-5.2 nekas: det maskerade går inte att söka fram, arbetsmaterial syns aldrig, och en bestämmelse måste likna en', async () => {
      const handling = await incoming('Skiss över larm i Hamnmagasinet')
      expect((await mark(handling, { bestammelse: 'hemligt' })).status).toBe(400)
      expect((await mark(handling, { bestammelse: '99 kap. 1 § OSL' })).status).toBe(400)
      await mark(handling, { bestammelse: '18:8 OSL', dolj: ['titel', 'part'] })
      await material('Internt om Ormvråken', 'Hemligt tänkt.')
      const stina = await as('Stina Almgren')
      expect((await stina.get('/diarium?text=hamnmagasinet')).text).toContain('Inga handlingar motsvarar')
      for (const client of [stina, eva])
        for (const view of ['offentlig', 'intern'])
          expect((await client.get(`/diarium?visning=${view}&text=ormvråken`)).text).toContain('Inga handlingar')
      expect((await stina.get('/diarium?visning=intern&text=AMN 2026/88')).text).toContain('Inga handlingar')
      expect((await (await as('Magnus Klippe')).get('/diarium')).text).toContain('Inga handlingar')
      expect((await stina.post(`${handling}/sekretess`, { bestammelse: '18 kap. 8 § OSL' })).status).toBe(404)
    })
  })

  describe('arbetsmaterial och allmän handling', () => {
    it('TF-UPPRATTAD godtas: expedierat, justerat och delat blir allmän handling med dag', async () => {
      const sent = await material('Brev till föreningen', 'Hej.')
      expect((await eva.get(sent)).text).toContain('Arbetsmaterial')
      const page = await eva.submit(sent, `${sent}/expediera`, { mottagare: 'Föreningen', dag: '2026-11-20' })
      expect(page.text).toContain('Allmän handling, expedierad, 20 november 2026')
      const adjusted = await material('Minnesanteckningar', 'Vi enades.')
      const done = await eva.submit(adjusted, `${adjusted}/justera`, { justerad: '2026-11-21' })
      expect(done.text).toContain('(justerad)')
      const shared = await material('Utkast till plan', 'Plan.')
      await eva.submit(arende, `${arende}/dela`, { aktor: await aktorId(server, 'Kommunstyrelsen') })
      expect((await eva.get(shared)).text).toContain('expedierad')
    })

    it('TF-UPPRATTAD nekas: en dag i framtiden, och en väg tillbaka från allmän handling', async () => {
      const sent = await material('Brev', 'Hej.')
      const early = await eva.submit(sent, `${sent}/expediera`, { mottagare: 'Föreningen', dag: '2027-01-01' })
      expect(early.text).toContain('kan inte ligga i framtiden')
      await eva.submit(sent, `${sent}/expediera`, { mottagare: 'Föreningen', dag: '2026-11-20' })
      expect((await eva.post(`${sent}/justera`, { justerad: '2026-11-21', version: '2' })).status).toBe(403)
    })
  })

  describe('rensning och avslut', () => {
    it('ARKIV-RENSA godtas: det som väljs rensas och bevaras, ärendet avslutas, tar emot och återupptas', async () => {
      const reply = await beginReply(server)
      const utlatande = await beginUtlatande(server, reply)
      await writeUtlatande(server, utlatande, { 'avsnitt-bakgrund': 'Det hemliga utkastet.' })
      await sendToAttest(server, utlatande, ['Karin Tallmo'])
      expect((await eva.get(`${arende}/avsluta`)).status).toBe(403)
      await attest(server, utlatande, 'Karin Tallmo')
      await writeUtlatande(server, utlatande, { 'avsnitt-bakgrund': 'Den nya texten.' })
      await attest(server, utlatande, 'Karin Tallmo')
      const gone = await material('Kladd', 'Bara för oss.')
      const kept = await material('Underlag', 'Siffrorna.')
      const sha = createHash('sha256').update('Bara för oss.').digest('hex')
      const onDisk = join(server.config.dataFolder, 'files', sha.slice(0, 2), sha)
      utimesSync(onDisk, new Date(0), new Date(0))
      const keptId = kept.split('/').at(-1) ?? ''
      const done = await close((name) => (name.includes(keptId) ? 'behall' : 'rensa'))
      expect(done.text).toContain('Ärendet är avslutat')
      expect((await eva.get(gone)).status).toBe(404)
      expect(existsSync(onDisk)).toBe(false)
      expect((await eva.get(kept)).text).toContain('(ärendet slutbehandlat)')
      const versions = await sql<{ nr: number; is_gone: boolean; has_attest: boolean }>`
        select v.nr, v.content is null as is_gone,
          exists (select 1 from arenden.attest a where a.utlatande_id = v.utlatande_id and a.nr = v.nr) as has_attest
        from arenden.utlatande_version v order by v.nr`.execute(own.database.db)
      expect(versions.rows.map((row) => [row.nr, row.is_gone])).toEqual([
        [1, true],
        [2, false],
        [3, false],
      ])
      expect(versions.rows.every((row) => !(row.is_gone && row.has_attest))).toBe(true)
      const log = await payloads('arende.close')
      expect(log).toContain('"rule":"ARKIV-RENSA"')
      expect(log).not.toContain('Bara för oss')
      expect((await verifyLog(own.database.db, [], server.config.dataFolder)).faults).toEqual([])
      const olle = await as('Olle Frisk')
      expect((await olle.get(`${utlatande}/redigera`)).status).toBe(403)
      expect((await olle.get(utlatande)).status).toBe(200)
      await incoming('Kom efteråt')
      expect((await eva.get(arende)).text).toContain('Kom efteråt')
      const again = await eva.submit(arende, `${arende}/ateruppta`, { skal: 'En komplettering har kommit in.' })
      expect(again.text).toContain('Ärendet är återupptaget')
    })

    it('ARKIV-RENSA nekas: utan val för varje sak, med något som tillkommit, och av någon annan nämnd', async () => {
      await material('Kladd', 'Bara för oss.')
      const path = `${arende}/avsluta`
      expect((await eva.submit(path, path)).status).toBe(400)
      const { forms } = await eva.get(path)
      const late = await eva.post(path, { ...forms.find((one) => one.action === path)?.fields, bekraftat: 'ja' })
      expect(late.status).toBe(400)
      expect(late.text).toContain('Välj för varje sak')
      expect((await eva.get(arende)).text).toContain('Öppet')
      expect((await (await as('Per Hallberg')).get(path)).status).toBe(404)
      expect((await (await as('Mikael Brodd')).get(path)).status).toBe(403)
      expect((await eva.post(`${arende}/ateruppta`, { skal: 'x', version: '1' })).status).toBe(403)
    })
  })

  describe('begäran om allmän handling', () => {
    async function ask(fields: Record<string, string> = {}): Promise<string> {
      const page = await eva.submit('/begaranden/ny', '/begaranden/ny', {
        myndighet: await aktorId(server, 'Arbetsmarknadsnämnden'),
        vad: 'Brevet om larm.',
        ...fields,
      })
      return page.path.split('?')[0] ?? ''
    }
    async function choose(begaran: string, handling: string): Promise<Page> {
      return eva.submit(`${begaran}?sok=larm`, `${begaran}/handlingar`, { handling: [handling] })
    }

    it('TF-UTLAMNA godtas: en anonym begäran prövas, lämnas ut maskad, och hämtningen står i loggen', async () => {
      const number = testPersonnummer()
      const handling = await incoming('Brev om larm', `Numret är ${number}, och det är om larmet.`)
      const id = handling.split('/').at(-1) ?? ''
      const begaran = await ask()
      expect((await eva.get(begaran)).text).toContain('Anonym')
      await choose(begaran, id)
      const act = `${begaran}/handlingar/${id}`
      const judged = await eva.submit(begaran, act, {
        [`utfall-${id}`]: 'maskad',
        [`not-${id}`]: 'Personnummer',
        [`kopia-${id}`]: 'text',
      })
      expect(judged.text).toContain('Prövningen är sparad')
      const released = await eva.submit(begaran, `${begaran}/lamna-ut`, { 'skal-del': 'Personnumret är maskerat.' })
      expect(released.text).toContain('Delvis utlämnad')
      const copy = await eva.submit(begaran, `${act}/kopia`)
      expect(copy.body).toContain('om larmet')
      expect(copy.body).not.toContain(number)
      expect(await payloads('begaran.fetch-copy')).toContain(id)
      expect((await eva.get(`${handling}/original`)).body).toContain(number)
    })

    it('TF-UTLAMNA nekas: arbetsmaterial väljs inte, inget lämnas ut oprövat, och ett avslag har skäl, beslut och dag', async () => {
      const secret = (await material('Kladd om larm', 'Internt.')).split('/').at(-1) ?? ''
      const begaran = await ask()
      expect((await eva.get(`${begaran}?sok=larm`)).body).not.toContain(secret)
      expect((await eva.post(`${begaran}/handlingar`, { handling: secret, version: '1' })).status).toBe(400)
      expect((await eva.post(`${begaran}/lamna-ut`, { version: '1' })).status).toBe(403)
      const handling = (await incoming('Brev om larm')).split('/').at(-1) ?? ''
      await choose(begaran, handling)
      expect((await eva.post(`${begaran}/lamna-ut`, { version: '2' })).status).toBe(403)
      expect((await eva.submit(begaran, `${begaran}/avsla`, { skal: 'Sekretess.' })).status).toBe(400)
      server.clock.set('2026-11-30T09:00:00Z')
      const later = await as('Eva Sand')
      expect((await later.get(begaran)).text).toContain('har varit öppen i 6 arbetsdagar')
      const refused = await later.submit(begaran, `${begaran}/avsla`, {
        skal: 'Skada för skyddet.',
        beslut: 'Begäran avslås med stöd av 18 kap. 8 § OSL. Så här överklagar du.',
        beslutsdag: '2026-11-30',
      })
      expect(refused.text).toContain('Avslagen')
      expect((await later.post(`${begaran}/handlingar/${handling}/kopia`)).status).toBe(403)
      expect((await (await as('Per Hallberg')).get(begaran)).status).toBe(404)
      expect((await (await as('Leila Sandahl')).get(begaran)).status).toBe(404)
      expect((await (await as('Per Hallberg')).get('/begaranden/ny')).status).toBe(403)
    })
  })

  describe('ärendet som paket', () => {
    const fetchZip = async (): Promise<Uint8Array> => {
      const answer = await fetch(`${server.url}${arende}/paket`, {
        method: 'POST',
        headers: { cookie: `samsyn=${eva.cookie('samsyn')}`, origin: server.url },
      })
      expect(answer.status).toBe(200)
      return new Uint8Array(await answer.arrayBuffer())
    }

    it('DIARIET-PAKET godtas: originalen är orörda, summorna stämmer, två hämtningar är lika och loggas', async () => {
      const utlatande = await beginUtlatande(server, await beginReply(server))
      expect(utlatande).toContain('/utlatanden/')
      const handling = await incoming('../../etc/passwd <Larm> & åäö', 'Originalet.')
      await mark(handling, {})
      expect((await eva.get(`${arende}/paket`)).text).toContain('förberedd för kommunens diariesystem')
      const zip = await fetchZip()
      expect(Buffer.from(await fetchZip()).equals(Buffer.from(zip))).toBe(true)
      const files = unzipSync(zip)
      const names = Object.keys(files)
      for (const name of names) expect(name).toMatch(/^(?:(?:handlingar|utlatanden)\/)?[\w-]+\.[a-z0-9]+$/i)
      const original = names.find((name) => name.startsWith('handlingar/0002-')) ?? ''
      expect(Buffer.from(files[original] ?? []).toString()).toBe('Originalet.')
      const pdf = names.find((name) => name.startsWith('utlatanden/')) ?? ''
      expect(
        Buffer.from(files[pdf] ?? [])
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
      const sums = Buffer.from(files['kontrollsummor.sha256'] ?? [])
        .toString()
        .trim()
        .split('\n')
      expect(sums.length).toBe(names.length - 1)
      for (const line of sums) {
        const [sum, path = ''] = line.split('  ')
        expect(
          createHash('sha256')
            .update(files[path] ?? '')
            .digest('hex'),
          path,
        ).toBe(sum)
      }
      const metadata = JSON.parse(Buffer.from(files['metadata.json'] ?? []).toString()) as {
        arende: Record<string, string>
        handlingar: { sekretessmarkering: { bestammelse: string } | null }[]
        historik: { handelse: string }[]
      }
      expect(metadata.arende).toMatchObject({ diarienummer: 'AMN 2026/88', motpartensDiarienummer: 'KS 2026/112' })
      expect(metadata.handlingar[1]?.sekretessmarkering?.bestammelse).toBe('18 kap. 8 § OSL')
      expect(metadata.historik.map((row) => row.handelse)).toContain('handling.mark-sekretess')
      expect(Buffer.from(files['metadata.xml'] ?? []).toString()).toContain('&lt;Larm&gt; &amp; åäö')
      expect((await payloads('arende.export')).split('\n').length).toBe(2)
      if (spawnSync('unzip', ['-v']).status === 0) {
        const path = join(temporaryFolder({}), 'paket.zip')
        writeFileSync(path, zip)
        expect(execFileSync('unzip', ['-t', path]).toString()).toContain('No errors detected')
      }
    })

    it('DIARIET-PAKET nekas: den som inte har ärendet, eller inte har uppgiften, får inget paket', async () => {
      expect((await (await as('Per Hallberg')).post(`${arende}/paket`)).status).toBe(404)
      expect((await (await as('Leila Sandahl')).post(`${arende}/paket`)).status).toBe(403)
      expect(await payloads('arende.export')).toBe('')
    })
  })
})
