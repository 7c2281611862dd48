import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processes } from '../../src/wiring.ts'
import type { Client, Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import type { Fields } from '../world/page-forms.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  aktorId,
  attest,
  auditCount,
  beginReply,
  beginUtlatande,
  chooseInstanser,
  draftRemissId,
  instansId,
  personId,
  registerAtAmn,
  sendRemiss,
  sendToAttest,
  summarise,
  writeUtlatande,
} from '../world/story.ts'

/**
 * Every act that touches an ärende, and whether it may be done in one that is closed. `nej`: it begins, writes, decides or sends
 * something, and is tried below. `ja`: it takes in what comes, ends something, reads, gives out, or examines what is there already.
 */
const IN_CLOSED: Record<string, 'ja' | 'nej'> = {
  // The remiss's own ärende is opened with it.
  'remiss.create': 'ja',
  'remiss.edit': 'nej',
  'remiss.choose-instanser': 'nej',
  'remiss.send': 'nej',
  'remiss.close': 'ja',
  // The instance's ärende is opened by it.
  'svar.register': 'ja',
  'svar.assign': 'nej',
  'svar.begin': 'nej',
  'svar.write': 'nej',
  'svar.decide': 'nej',
  'svar.supersede': 'nej',
  'svar.ask-anstand': 'nej',
  'svar.answer-anstand': 'nej',
  'svar.abstain': 'ja',
  'svar.resume': 'nej',
  'svar.note-late': 'nej',
  'svar.send': 'nej',
  'svar.make-link': 'nej',
  'svar.end-link': 'ja',
  'svar.receive': 'ja',
  'svar.receive-more': 'ja',
  'svar.transcribe': 'ja',
  'utlatande.create': 'nej',
  'utlatande.write': 'nej',
  'utlatande.ask-samrad': 'nej',
  'utlatande.answer-samrad': 'nej',
  'utlatande.send-to-attest': 'nej',
  'utlatande.attest': 'nej',
  'utlatande.return': 'nej',
  'sammantrade.add': 'ja',
  'sammantrade.cancel': 'ja',
  'sammantrade.add-punkt': 'nej',
  // Registered by svar.decide and svar.supersede, which ask. What happens to the minutes afterwards happens all the same.
  'beslut.register': 'ja',
  'beslut.adjust': 'ja',
  'beslut.post-notice': 'ja',
  'beslut.report': 'ja',
  'beslut.write-utdrag': 'ja',
  'arende.register-handling': 'ja',
  'arende.share': 'ja',
  'arende.export': 'ja',
  'arende.reopen': 'ja',
  // These two have the state of the ärende itself as their own.
  'arende.add-material': 'nej',
  'arende.close': 'nej',
  'handling.mark-sekretess': 'ja',
  'handling.unmark-sekretess': 'ja',
  'handling.mask': 'ja',
  // From arbetsmaterial only, and a closed ärende has none.
  'handling.expediera': 'ja',
  'handling.adjust': 'ja',
  'begaran.register': 'ja',
  'begaran.choose-handlingar': 'ja',
  'begaran.examine': 'ja',
  'begaran.release': 'ja',
  'begaran.refuse': 'ja',
  'begaran.fetch-copy': 'ja',
}
const POLIS = 'Polisen, lokalpolisområde Ekhamn'
const OUTSIDE = ['program', 'mall', 'aktorer']

describe('varje handling i stegtabellerna', () => {
  it('ARENDE-OPPET godtas: är tagen ställning till, och stegtabellen säger detsamma', () => {
    const acts = processes
      .filter((process) => !OUTSIDE.includes(process.name))
      .flatMap((process) =>
        Object.entries(process.acts).map(([name, act]) => ({ name: `${process.name}.${name}`, act })),
      )
    // A process that is new here is looked at by whoever makes it.
    for (const { name, act } of acts) {
      expect(IN_CLOSED[name], name).toBeDefined()

      if (name.startsWith('arende.')) expect(act.from.includes('avslutat'), name).toBe(IN_CLOSED[name] === 'ja')
      else
        expect(
          (act.requires ?? []).some((one) => one === 'oppet-arende' || one === 'oppet-hos-avsandaren'),
          name,
        ).toBe(IN_CLOSED[name] === 'nej')
    }
  })
})

onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
  })
  afterEach(async () => {
    const { errors } = server
    await server.stop()
    await own.drop()
    expect(errors).toEqual([])
  })

  const as = async (name: string): Promise<Client> => {
    const client = server.client()
    await client.signInAs(name)
    return client
  }
  const setState = (dnr: string, state: 'oppet' | 'avslutat') =>
    sql`update arenden.arende set state = ${state}, closed_on = ${state === 'avslutat' ? '2026-11-22' : null}::date
      where diarienummer = ${dnr}`.execute(own.database.db)

  /** Opens the form while the ärende is open, sends it when it has been closed – refused – and again when it is open: done. */
  async function tryClosed(who: string, dnr: string, page: string, action: string, fields: Fields = {}): Promise<Page> {
    const client = await as(who)
    const shown = await client.get(page)
    const form = shown.forms.find((one) => one.action === action && one.method === 'post')
    if (!form) throw new Error(`${page} (${shown.status}) has no form to ${action}: ${shown.text.slice(0, 300)}`)
    const filled = { ...form.fields, ...fields }
    const send = () => (form.isMultipart ? client.postFile(action, filled, null) : client.post(action, filled))
    await setState(dnr, 'avslutat')
    const before = await auditCount(server)
    const refused = await send()
    expect([refused.status, action], refused.text.slice(0, 400)).toEqual([403, action])
    expect(refused.text, action).toContain('återuppta det först')
    expect(await auditCount(server)).toBe(before)
    await setState(dnr, 'oppet')
    const done = await send()
    expect([done.status, action], done.text.slice(0, 400)).toEqual([200, action])
    expect(await auditCount(server)).toBeGreaterThan(before)
    return done
  }

  it('ARENDE-OPPET nekas: i avsändarens avslutade ärende ändras, skickas och besvaras ingenting', async () => {
    const [ks, remiss] = ['KS 2026/112', `/remisser/${await draftRemissId(server)}`]
    await tryClosed('Per Hallberg', ks, `${remiss}/redigera`, `${remiss}/redigera`, { titel: 'En annan titel' })
    const polis = await aktorId(server, POLIS)
    const amn = await aktorId(server, AMN)
    await tryClosed('Per Hallberg', ks, `${remiss}/instanser`, `${remiss}/instanser`, { instans: [amn, polis] })
    await tryClosed('Per Hallberg', ks, `${remiss}/kontrollera`, `${remiss}/skicka`)
  })

  it('ARENDE-OPPET nekas: anstånd och svarslänk ges inte ur avsändarens avslutade ärende', async () => {
    await sendRemiss(server, [AMN, POLIS])
    const ks = 'KS 2026/112'
    const polis = `/remissinstanser/${await instansId(server, POLIS)}`
    await tryClosed('Per Hallberg', ks, polis, `${polis}/svarslank`, { hur: 'visa' })
    await registerAtAmn(server)
    const amn = `/remissinstanser/${await instansId(server, AMN)}`
    await tryClosed('Olle Frisk', 'AMN 2026/88', `${amn}/anstand`, `${amn}/anstand`, {
      dag: '2027-03-15',
      skal: 'Nämnden möts i mars.',
    })
    await tryClosed('Per Hallberg', ks, `${amn}/anstand/svar`, `${amn}/anstand/svar`, {
      utfall: 'beviljat',
      dag: '2027-03-15',
    })
  })

  it('ARENDE-OPPET nekas: i instansens avslutade ärende påbörjas, skrivs, attesteras, beslutas och skickas ingenting', async () => {
    const dnr = 'AMN 2026/88'
    await sendRemiss(server)
    await registerAtAmn(server)
    const instans = `/remissinstanser/${await instansId(server, AMN)}`
    await tryClosed('Eva Sand', dnr, instans, `${instans}/handlaggare`, {
      handlaggare: await personId(server, 'Olle Frisk'),
    })
    const reply = (await tryClosed('Olle Frisk', dnr, instans, `${instans}/paborja`)).path.split('?')[0] ?? ''
    await tryClosed('Olle Frisk', dnr, `${reply}/redigera`, `${reply}/redigera`, {
      form: 'kontorsyttrande',
      sammanfattning: 'Vi instämmer.',
    })
    await tryClosed('Olle Frisk', dnr, `${reply}/synpunkter/ny`, `${reply}/synpunkter/ny`, {
      slag: ['oklart'],
      text: 'Vem gör vad?',
      kalla: 'forvaltningen',
      ankare: 'helheten',
    })
    const made = await tryClosed('Olle Frisk', dnr, reply, `${reply}/utlatande`)
    const utlatande = made.path.replace(/\/redigera.*$/, '')
    await tryClosed('Olle Frisk', dnr, `${utlatande}/redigera`, `${utlatande}/redigera`, {
      'avsnitt-sammanfattning': 'Förvaltningen instämmer.',
    })
    await tryClosed('Olle Frisk', dnr, `${utlatande}/samrad`, `${utlatande}/samrad`, {
      personer: [await personId(server, 'Tove Rydvall')],
    })
    await tryClosed('Tove Rydvall', dnr, utlatande, `${utlatande}/samradssvar`, { invandning: 'nej', synpunkt: 'Bra.' })
    await tryClosed('Olle Frisk', dnr, `${utlatande}/attest`, `${utlatande}/attest`, {
      'attestant-1': await personId(server, 'Karin Tallmo'),
    })
    await tryClosed('Karin Tallmo', dnr, utlatande, `${utlatande}/atersand`, { kommentar: 'Skriv tydligare.' })
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await tryClosed('Karin Tallmo', dnr, utlatande, `${utlatande}/attestera`)
    await tryClosed('Olle Frisk', dnr, `${reply}/kontrollera`, `${reply}/skicka`)
    await tryClosed('Mikael Brodd', dnr, `${reply}/beslut`, `${reply}/beslut`, {
      form: 'namndbeslut',
      beslutsdag: '17 november 2026',
      paragraf: '§ 14',
      lydelse: 'Nämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.',
      omedelbart: ['ja'],
    })
  })

  it('ARENDE-OPPET nekas: ett nämndbeslut registreras inte, och ärendet tas inte upp på ett sammanträde', async () => {
    const dnr = 'AMN 2026/88'
    await sendRemiss(server)
    await registerAtAmn(server)
    const reply = await beginReply(server)
    await addPoint(server, reply)
    await summarise(server, reply)
    const utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    const row = await sql<{ id: string }>`select id from sammantraden.sammantrade
      where aktor_id = ${await aktorId(server, AMN)} order by held_on limit 1`.execute(own.database.db)
    const meeting = `/sammantraden/${row.rows[0]?.id}`
    await tryClosed('Olle Frisk', dnr, meeting, `${meeting}/punkter`, { utlatande: utlatande.split('/').at(-1) ?? '' })
    const decided = await tryClosed('Mikael Brodd', dnr, `${reply}/beslut`, `${reply}/beslut`, {
      form: 'namndbeslut',
      beslutsdag: '17 november 2026',
      paragraf: '§ 14',
      lydelse: 'Nämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.',
      omedelbart: ['ja'],
    })
    // Nobody had attested the text: it is decided all the same, and said.
    expect(decided.text).toContain('Beslutat utan attest')
    await tryClosed('Olle Frisk', dnr, `${reply}/kontrollera`, `${reply}/skicka`)
  })

  it('ARENDE-OPPET godtas: det som kommer in efter avslutet registreras, och instansen får avstå och ärendet läsas', async () => {
    await sendRemiss(server)
    await registerAtAmn(server)
    await setState('AMN 2026/88', 'avslutat')
    await setState('KS 2026/112', 'avslutat')
    const instans = `/remissinstanser/${await instansId(server, AMN)}`
    const olle = await as('Olle Frisk')
    const page = await olle.get(instans)
    expect(page.status).toBe(200)
    expect(page.text).toContain('återuppta det först')
    const abstained = await olle.submit(`${instans}/avsta`, `${instans}/avsta`, { skal: 'Rör inte oss.' })
    expect(abstained.status).toBe(200)
    const ulla = await as('Ulla Norén')
    const path = `${instans}/inkommet`
    const received = await ulla.submit(path, path, { papper: 'ja', avsandare: AMN, titel: 'Yttrande' })
    expect(received.status, received.text.slice(0, 300)).toBe(200)
  })

  it('en text som alla kvar i ordningen har attesterat är attesterad när den sista som väntades på tas bort', async () => {
    await sendRemiss(server)
    await registerAtAmn(server)
    const utlatande = await beginUtlatande(server, await beginReply(server))
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo', 'Mikael Brodd'])
    await attest(server, utlatande, 'Karin Tallmo')
    const done = await sendToAttest(server, utlatande, ['Karin Tallmo'])
    expect(done.text).toContain('Alla i ordningen har attesterat den här texten')
    const state = await sql<{ state: string }>`select state from arenden.utlatande`.execute(own.database.db)
    expect(state.rows.map((row) => row.state)).toContain('attesterat')
  })

  it('loggen säger att texten återsändes och vilken version, men inte kommentaren, som står hos versionen', async () => {
    await chooseInstanser(server, [AMN])
    await sendRemiss(server)
    await registerAtAmn(server)
    const utlatande = await beginUtlatande(server, await beginReply(server))
    await writeUtlatande(server, utlatande)
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    const karin = await as('Karin Tallmo')
    await karin.submit(utlatande, `${utlatande}/atersand`, { kommentar: 'Stycke två håller inte.' })
    const entries = await own.database.db
      .selectFrom('platform.audit_entry')
      .select('payload')
      .where('act', '=', 'utlatande.return')
      .execute()
    expect(entries).toHaveLength(1)
    expect(entries[0]?.payload).toContain('"nr":2')
    expect(entries[0]?.payload).not.toContain('håller inte')
    expect((await (await as('Olle Frisk')).get(utlatande)).text).toContain('Stycke två håller inte.')
  })
})
