import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendDigests } from '../../src/aktorer/index.ts'
import { runDueJobs } from '../../src/platform/jobs/index.ts'
import { listMail, type Mail } from '../../src/platform/mail/index.ts'
import { addArbetsdagar } from '../../src/platform/time/helgdagar.ts'
import { remindAll } from '../../src/remiss/index.ts'
import { jobs } from '../../src/wiring.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  aktorId,
  attest,
  beginReply,
  beginUtlatande,
  draftRemissId,
  instansId,
  personId,
  registerAtAmn,
  SODERVIK,
  sendRemiss,
  sendToAttest,
  writeUtlatande,
} from '../world/story.ts'

const OLLE = 'olle.frisk@ekhamn.example'
const AMN_BOX = 'amn@ekhamn.example'

onEachKind((kind) => {
  describe('besked om en remiss', () => {
    let own: OwnDatabase
    let server: TestServer
    let before: Set<string>
    const all = async (): Promise<Mail[]> =>
      (await listMail(own.database.db, {}, { limit: 1000, offset: 0 })).rows.filter((mail) => !before.has(mail.id))
    const to = async (address: string): Promise<string[]> =>
      (await all())
        .filter((mail) => mail.to === address)
        .map((mail) => mail.subject)
        .reverse()
    const svarSenast = async (): Promise<string> => {
      const row = await own.database.db
        .withTables<{ 'remiss.remiss': { id: string; svar_senast: string } }>()
        .selectFrom('remiss.remiss')
        .select('svar_senast')
        .where('id', '=', await draftRemissId(server))
        .executeTakeFirstOrThrow()
      return row.svar_senast
    }
    const remind = (day: string): Promise<number> => remindAll(own.database, day, new Date(`${day}T06:00:00Z`))
    const choose = async (who: string, besked: string): Promise<void> => {
      const client = server.client()
      await client.signInAs(who)
      const page = await client.submit('/minsida/installningar', '/minsida/installningar', { besked })
      expect(page.text).toContain('Inställningarna är sparade')
    }

    beforeEach(async () => {
      own = await openCopy(kind, 'ekhamn')
      before = new Set()
      before = new Set((await all()).map((mail) => mail.id))
      server = await startServer(own.database)
    })
    afterEach(async () => {
      await server.stop()
      await own.drop()
    })

    it('BREV-PEKARE godtas: går till varje instans funktionsbrevlåda när den skickas, med diarienummer, dag, en länk och kalenderfil', async () => {
      await sendRemiss(server)
      const mails = await all()
      expect(mails.map((mail) => mail.to).sort()).toEqual([AMN_BOX, 'sdn-sodervik@ekhamn.example'])
      const mail = mails.find((one) => one.to === AMN_BOX)
      expect(mail?.subject).toMatch(/^Remiss KS \d{4}\/\d+: svar senast \d+ \p{L}+ \d{4}$/u)
      expect(mail?.path).toBe(`/remissinstanser/${await instansId(server, AMN)}`)
      expect(mail?.calendar).not.toContain('METHOD')
      expect(mail?.calendar).toContain(`DTSTART;VALUE=DATE:${(await svarSenast()).replaceAll('-', '')}`)
    })

    it('går till registratorn där funktionsbrevlåda saknas', async () => {
      const admin = server.client()
      await admin.signInAs('Jonas Vikdal')
      const contact = `/aktorer/${await aktorId(server, AMN)}/kontakt`
      const saved = await admin.submit(contact, contact, { epost: '' })
      expect(saved.text).toContain('Adresserna är sparade')
      await sendRemiss(server, [AMN])
      expect((await all()).map((mail) => mail.to)).toEqual(['eva.sand@ekhamn.example'])
    })

    it('går till den som tilldelas, inte till den som tar den själv, och till avsändarens handläggare när svaret kommit', async () => {
      await sendRemiss(server)
      await registerAtAmn(server, { handlaggare: await personId(server, 'Olle Frisk') })
      expect(await to(OLLE)).toEqual([expect.stringMatching(/^Du handlägger remissen AMN 2026\/88: svar senast/)])
      const ulla = server.client()
      await ulla.signInAs('Ulla Norén')
      const incoming = `/remissinstanser/${await instansId(server, SODERVIK)}/inkommet`
      await ulla.submit(incoming, incoming, { papper: 'ja' })
      expect(await to('per.hallberg@ekhamn.example')).toEqual([
        expect.stringMatching(/^Svar på remiss KS .* har kommit in 22 november 2026$/),
      ])
    })

    it('går till den som skriver när samrådet är besvarat och när alla har attesterat, aldrig med vad som sades', async () => {
      await sendRemiss(server)
      await registerAtAmn(server)
      const utlatande = await beginUtlatande(server, await beginReply(server))
      await writeUtlatande(server, utlatande)
      const olle = server.client()
      await olle.signInAs('Olle Frisk')
      await olle.submit(`${utlatande}/samrad`, `${utlatande}/samrad`, {
        personer: [await personId(server, 'Tove Rydvall')],
      })
      const tove = server.client()
      await tove.signInAs('Tove Rydvall')
      await tove.submit(utlatande, `${utlatande}/samradssvar`, { invandning: 'ja', synpunkt: 'Hemlig invändning.' })
      await sendToAttest(server, utlatande, ['Karin Tallmo'])
      await attest(server, utlatande, 'Karin Tallmo')
      expect(await to(OLLE)).toEqual([
        expect.stringMatching(/^Samrådssvar i ärende AMN 2026\/88, /),
        expect.stringMatching(/^Attesterat i ärende AMN 2026\/88, /),
      ])
      for (const mail of await all()) expect(`${mail.subject} ${mail.body}`).not.toContain('Hemlig invändning')
    })

    it('samlas till en sammanfattning för den som vill ha en om dagen, och uteblir för den som bara vill ha påminnelser', async () => {
      await choose('Olle Frisk', 'dagligen')
      await choose('Tove Rydvall', 'paminnelser')
      await sendRemiss(server)
      await registerAtAmn(server, { handlaggare: await personId(server, 'Olle Frisk') })
      const eva = server.client()
      await eva.signInAs('Eva Sand')
      const instans = `/remissinstanser/${await instansId(server, AMN)}`
      for (const who of ['Tove Rydvall', 'Olle Frisk'])
        await eva.submit(instans, `${instans}/handlaggare`, { handlaggare: await personId(server, who) })
      expect([await to(OLLE), await to('tove.rydvall@ekhamn.example')]).toEqual([[], []])
      const monday = new Date('2026-11-23T06:00:00Z')
      expect([await sendDigests(own.database, monday), await sendDigests(own.database, monday)]).toEqual([1, 0])
      expect(await to(OLLE)).toEqual(['Samsyn 23 november 2026: 2 händelser'])
    })

    it('BREV-PEKARE nekas: säger inget om ett utkast; samråd, attest och återsändning nämner diarienummer och dag men ingen text', async () => {
      await sendRemiss(server, [AMN])
      await registerAtAmn(server)
      const reply = await beginReply(server)
      await addPoint(server, reply)
      const olle = server.client()
      await olle.signInAs('Olle Frisk')
      const made = await olle.submit(reply, `${reply}/utlatande`)
      const [utlatande = ''] = /\/utlatanden\/[0-9a-f-]{36}/.exec(made.path) ?? []
      await olle.submit(`${utlatande}/redigera`, `${utlatande}/redigera`, {
        'avsnitt-sammanfattning': 'Hemligt utkast om påkallan.',
      })
      const asked = await olle.submit(`${utlatande}/samrad`, `${utlatande}/samrad`, {
        personer: [await personId(server, 'Tove Rydvall')],
        senast: '2026-12-01',
      })
      expect(asked.status, asked.text.slice(0, 400)).toBe(200)
      const mails = await all()
      expect(mails.find((mail) => mail.to === 'tove.rydvall@ekhamn.example')?.subject).toBe(
        'Samråd i ärende AMN 2026/88, begärt 22 november 2026',
      )
      for (const mail of mails) expect(`${mail.subject} ${mail.body}`).not.toContain('påkallan')
    })

    it('REMISS-PAMINNELSE godtas: påminner 14, 7 och 1 arbetsdagar före och efter svarsdagen, var och en en gång', async () => {
      await sendRemiss(server, [AMN])
      const last = await svarSenast()
      let day = '2026-11-23'
      const told: number[] = []
      for (const end = addArbetsdagar(last, 60); day <= end; day = addArbetsdagar(day, 1)) {
        const queued = await remind(day)
        expect(await remind(day)).toBe(0)
        if (queued > 0) told.push(queued)
      }
      expect(told).toEqual([1, 1, 1, 1, 1, 1])
      const subjects = (await to('eva.sand@ekhamn.example')).filter((subject) => subject.startsWith('Påminnelse'))
      expect(subjects).toHaveLength(6)
      expect(subjects.filter((subject) => subject.includes('skulle ha kommit'))).toHaveLength(3)
    })

    it('påminner handläggaren när det finns en, annars registratorn, annars funktionsbrevlådan', async () => {
      await sendRemiss(server, [AMN])
      const last = await svarSenast()
      await remind(addArbetsdagar(last, -14))
      await registerAtAmn(server, { handlaggare: await personId(server, 'Olle Frisk') })
      await remind(addArbetsdagar(last, -7))
      const admin = server.client()
      await admin.signInAs('Jonas Vikdal')
      const contact = `/aktorer/${await aktorId(server, AMN)}/kontakt`
      const none = Object.fromEntries(
        (await admin.get(contact)).forms
          .flatMap((form) => Object.keys(form.fields))
          .filter((name) => name.startsWith('epost-'))
          .map((name) => [name, '']),
      )
      await admin.submit(contact, contact, none)
      await remind(addArbetsdagar(last, -1))
      const reminded = (await all()).filter((mail) => mail.subject.startsWith('Påminnelse')).map((mail) => mail.to)
      expect(reminded.reverse()).toEqual(['eva.sand@ekhamn.example', OLLE, AMN_BOX])
    })

    it('tar igen ett uppehåll med bara den nyaste påminnelsen, och ingenting på en helgdag', async () => {
      await sendRemiss(server, [AMN])
      const last = await svarSenast()
      const monday = addArbetsdagar(last, 8)
      expect(await remind('2027-01-06')).toBe(0)
      expect(await remind(monday)).toBe(1)
      const [subject] = (await all()).filter((mail) => mail.subject.startsWith('Påminnelse'))
      expect(subject?.body).toContain('7 arbetsdagar sedan')
      expect(await remind(addArbetsdagar(last, 80))).toBe(0)
    })

    it('REMISS-PAMINNELSE nekas: påminner inte den som svarat, och inte om en dag som var innan remissen skickades', async () => {
      await sendRemiss(server)
      const ulla = server.client()
      await ulla.signInAs('Ulla Norén')
      const incoming = `/remissinstanser/${await instansId(server, SODERVIK)}/inkommet`
      await ulla.submit(incoming, incoming, { papper: 'ja' })
      await own.database.db
        .withTables<{ 'remiss.remiss': { id: string; sent_at: Date } }>()
        .updateTable('remiss.remiss')
        .set({ sent_at: new Date(`${addArbetsdagar(await svarSenast(), -5)}T10:00:00Z`) })
        .where('id', '=', await draftRemissId(server))
        .execute()
      expect(await remind(addArbetsdagar(await svarSenast(), -3))).toBe(0)
      expect(await remind(addArbetsdagar(await svarSenast(), -1))).toBe(1)
    })

    it('jobben görs en gång på arbetsdagens morgon, också när flera processer frågar samtidigt', async () => {
      const failures: unknown[] = []
      const run = (at: string) =>
        Promise.all(
          [1, 2, 3].map(() => runDueJobs(own.database, jobs, new Date(at), (_, error) => failures.push(error))),
        )
      expect((await run('2026-11-22T12:00:00Z')).flat()).toEqual([])
      expect((await run('2026-11-23T05:29:00Z')).flat().sort()).toEqual(['svarslankars-filer', 'utkast'])
      expect((await run('2026-11-23T05:31:00Z')).flat()).toEqual(['paminnelser'])
      expect((await run('2026-11-23T06:01:00Z')).flat()).toEqual(['sammanfattningar'])
      expect((await run('2026-11-23T20:00:00Z')).flat()).toEqual([])
      expect((await run('2026-11-27T20:00:00Z')).flat().sort()).toEqual([
        'paminnelser',
        'sammanfattningar',
        'svarslankars-filer',
        'utkast',
      ])
      expect(failures).toEqual([])
    })

    it('ett jobb som misslyckas försöks igen senare och hindrar inte de andra', async () => {
      let tries = 0
      const failing = {
        name: 'prov',
        isDue: (last: Date | null) => last === null,
        run: async () => {
          if (++tries === 1) throw new Error('sönder')
        },
      }
      const after = { name: 'prov-2', isDue: () => true, run: async () => {} }
      const failures: string[] = []
      const run = (at: string) =>
        runDueJobs(own.database, [failing, after], new Date(at), (name) => failures.push(name))
      expect(await run('2026-11-23T06:00:00Z')).toEqual(['prov-2'])
      expect(await run('2026-11-23T06:10:00Z')).toEqual(['prov-2'])
      expect(await run('2026-11-23T06:20:00Z')).toEqual(['prov', 'prov-2'])
      expect(failures).toEqual(['prov'])
    })

    it('utkorgen visas för alla i demon, går att filtrera, och varje meddelande går att läsa', async () => {
      await sendRemiss(server, [AMN])
      const leila = server.client()
      await leila.signInAs('Leila Sandahl')
      const page = await leila.get('/utkorg?lage=koad&text=AMN%40')
      expect(page.text).toContain(AMN_BOX)
      expect(page.text).toContain('ingenting lämnar huset')
      const [, href = ''] = /href="(\/utkorg\/[0-9a-f-]{36})"/.exec(page.body) ?? []
      expect((await leila.get(href)).text).toContain('har skickat remissen')
      expect((await leila.get('/utkorg?lage=misslyckad')).text).toContain('Inga meddelanden motsvarar filtret')
    })

    it('i en riktig kommun ser bara administratören utkorgen och kan försöka igen', async () => {
      const real = await startServer(own.database, { isDemo: false })
      try {
        await sendRemiss(server, [AMN])
        const [mail] = await all()
        await own.database.db
          .withTables<{ 'platform.mail': { id: string; state: string; last_error: string } }>()
          .updateTable('platform.mail')
          .set({ state: 'misslyckad', last_error: '550 No such user' })
          .where('id', '=', mail?.id ?? '')
          .execute()
        // Signed in on the demo's side of the same database; the cookie is the same.
        const as = async (name: string) => {
          const demo = server.client()
          await demo.signInAs(name)
          const headers = { cookie: `samsyn=${demo.cookie('samsyn')}` }
          const client = real.client()
          return { get: (path: string) => client.get(path, { headers }), client, headers }
        }
        const olle = await as('Olle Frisk')
        expect((await olle.get('/utkorg')).status).toBe(403)
        expect((await olle.get(`/utkorg/${mail?.id}`)).status).toBe(403)
        const jonas = await as('Jonas Vikdal')
        expect((await jonas.get('/minsida')).text).toContain('Ett meddelande kunde inte skickas')
        const shown = await jonas.get(`/utkorg/${mail?.id}`)
        expect(shown.text).toContain('550 No such user')
        const [form] = shown.forms.filter((one) => one.action.endsWith('/forsok-igen'))
        const again = await jonas.client.post(form?.action ?? '', form?.fields ?? {}, {
          headers: jonas.headers,
          isFollowing: false,
        })
        expect(again.location).toContain('klart=brev-koat')
        expect((await all())[0]?.state).toBe('koad')
      } finally {
        await real.stop()
      }
    })

    it('en adress som inte går att använda nekas vid sitt fält och ingenting sparas', async () => {
      const admin = server.client()
      await admin.signInAs('Jonas Vikdal')
      const contact = `/aktorer/${await aktorId(server, AMN)}/kontakt`
      const olle = await personId(server, 'Olle Frisk')
      const page = await admin.submit(contact, contact, {
        epost: 'ny@ekhamn.example',
        [`epost-${olle}`]: 'olle frisk',
        [`telefon-${olle}`]: 'ring mig',
      })
      expect(page.status).toBe(400)
      expect(page.text).toContain('ska skrivas som namn@kommun.se')
      expect(page.text).toContain('ska bestå av siffror')
      expect((await admin.get(`/aktorer/${await aktorId(server, AMN)}`)).text).toContain(AMN_BOX)
    })

    it('kalendern visar dagarna för den som har adressen, och slutar gälla när den avslutas', async () => {
      await sendRemiss(server)
      await registerAtAmn(server, { handlaggare: await personId(server, 'Olle Frisk') })
      const olle = server.client()
      await olle.signInAs('Olle Frisk')
      const page = await olle.submit('/minsida/installningar', '/minsida/kalender')
      const [path = ''] = /\/kalender\/[\w-]{43}\.ics/.exec(page.body) ?? []
      const anyone = server.client()
      const feed = await anyone.get(path)
      expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
      expect(feed.body).toContain(`DTSTART;VALUE=DATE:${(await svarSenast()).replaceAll('-', '')}\r\n`)
      expect(feed.body).toContain(`UID:remiss-${await draftRemissId(server)}@samsyn\r\n`)
      expect((await anyone.get('/kalender/x.ics')).status).toBe(404)
      await olle.submit('/minsida/installningar', '/minsida/kalender/avsluta')
      expect((await anyone.get(path)).status).toBe(404)
      expect(server.errors).toEqual([])
    })
  })
})
