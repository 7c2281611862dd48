import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadActor } from '../../src/aktorer/index.ts'
import type { ActContext } from '../../src/platform/audit/index.ts'
import { swedishDay } from '../../src/platform/time/clock.ts'
import { receiveSvar } from '../../src/remiss/receive-svar.ts'
import { sendSvar } from '../../src/remiss/send-svar.ts'
import { listSynpunkterOfRemiss } from '../../src/remiss/synpunkt-store.ts'
import { locateQuote } from '../../src/remiss/write-synpunkt.ts'
import { type OwnDatabase, onEachKind, onPostgres, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  aktorId,
  beginReply,
  chooseInstanser,
  draftRemissId,
  instansId,
  lageOf,
  passageId,
  personId,
  receiveReply,
  registerAtAmn,
  replyText,
  SODERVIK,
  sendRemiss,
  writtenReply,
} from '../world/story.ts'

let own: OwnDatabase
let server: TestServer
async function open(kind: 'embedded' | 'postgres'): Promise<void> {
  own = await openCopy(kind, 'ekhamn')
  server = await startServer(own.database)
}
async function close(): Promise<void> {
  const { errors } = server
  await server.stop()
  await own.drop()
  expect(errors).toEqual([])
}

onEachKind((kind) => {
  beforeEach(() => open(kind))
  afterEach(close)

  it('vad som görs i ett utkast syns inte i historiken för den som inte får se utkastet', async () => {
    await sendRemiss(server)
    const per = server.client()
    await per.signInAs('Per Hallberg')
    const id = await passageId(server, '2.4')
    const remitted = await own.database.db
      .withTables<{ 'trygghetsprogram.program_version': { id: string; status: string } }>()
      .selectFrom('trygghetsprogram.program_version')
      .select('id')
      .where('status', '=', 'remitterad')
      .executeTakeFirstOrThrow()
    const page = await per.submit(
      `/programmet/versioner/${remitted.id}`,
      `/programmet/versioner/${remitted.id}/ny-version`,
    )
    const draft = page.path.split('?')[0] ?? ''
    const edit = `${draft}/passager/${id}/redigera`
    await per.submit(edit, edit, { text: 'En lydelse som ingen annan har sett.' })
    const sentPassage = `/programmet/versioner/${remitted.id}/passager/${id}`
    const entry = 'Passagen ändrades'
    expect((await per.get(`${draft}/passager/${id}`)).text).toContain(entry)
    const olle = server.client()
    await olle.signInAs('Olle Frisk')
    expect((await olle.get(`${draft}/passager/${id}`)).status).toBe(404)
    for (const path of [
      sentPassage,
      `/programmet/versioner/${remitted.id}`,
      `/remisser/${await draftRemissId(server)}/sammanstallning?passage=${id}`,
    ]) {
      const seen = await olle.get(path)
      expect(seen.status, path).toBe(200)
      expect(seen.text, path).not.toContain(entry)
    }
  })

  it('den som börjar på ett svar som ingen har tilldelats står som handläggare också i nämndens diarium', async () => {
    await sendRemiss(server)
    await registerAtAmn(server, { handlaggare: '' })
    await beginReply(server)
    const row = await own.database.db
      .withTables<{ 'arenden.arende': { handlaggare_id: string | null; diarienummer: string | null } }>()
      .selectFrom('arenden.arende')
      .select('handlaggare_id')
      .where('diarienummer', '=', 'AMN 2026/88')
      .executeTakeFirstOrThrow()
    expect(row.handlaggare_id).toBe(await personId(server, 'Olle Frisk'))
  })

  it('delningen av ett ärende står i loggen med vilka handlingar som lämnades ut, och i varje handlings historik', async () => {
    await sendRemiss(server)
    await registerAtAmn(server)
    const eva = server.client()
    await eva.signInAs('Eva Sand')
    const arende = /\/arenden\/[0-9a-f-]{36}/.exec((await eva.get('/arenden')).body)?.[0] ?? ''
    await eva.submit(arende, `${arende}/dela`, { aktor: await aktorId(server, SODERVIK) })
    const handling = /\/handlingar\/([0-9a-f-]{36})/.exec((await eva.get(arende)).body)
    const entry = await own.database.db
      .selectFrom('platform.audit_entry')
      .select('payload')
      .where('act', '=', 'arende.share')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(entry.payload ?? '').handlingar).toEqual([handling?.[1]])
    expect((await eva.get(handling?.[0] ?? '')).text).toContain('Ärendet delades')
  })

  it('ett svar kan inte ha kommit före remissen: ett felskrivet år gör inte ett sent svar till ett i tid', async () => {
    await sendRemiss(server)
    const page = await receiveReply(server, SODERVIK, { name: 'a.txt', bytes: replyText() }, { ankomst: '2025-11-23' })
    expect(page.status).toBe(400)
    expect(page.text).toContain('före dagen då remissen skickades')
    expect(await lageOf(server, SODERVIK)).toBe('skickad')
  })

  it('en läsning bekräftas inte med en beslutsdag som inte har varit', async () => {
    await sendRemiss(server)
    const page = await receiveReply(server, SODERVIK, { name: 'a.txt', bytes: replyText() })
    const ulla = server.client()
    await ulla.signInAs('Ulla Norén')
    const path = page.path.split('?')[0] ?? ''
    const refused = await ulla.submit(path, path, { beslutsdag: '2031-11-19' })
    expect(refused.status).toBe(400)
    expect(refused.body).toContain('href="#falt-beslutsdag"')
    // A statement of the administration alone rests on no decision; the document's date is not made one.
    await ulla.submit(path, path, { form: 'kontorsyttrande', beslutsdag: '2026-11-12' })
    const row = await own.database.db
      .withTables<{ 'remiss.remissvar': { form: string; decided_on: string | null; handling_id: string | null } }>()
      .selectFrom('remiss.remissvar')
      .select(['form', 'decided_on'])
      .where('form', '=', 'kontorsyttrande')
      .where('handling_id', 'is not', null)
      .executeTakeFirstOrThrow()
    expect(row.decided_on).toBeNull()
  })

  it('synpunkterna sammanställs i svensk ordning efter instans, och två svar från samma instans blandas inte', async () => {
    const names = ['Zonens förening', 'Åsens förening', 'Ängens förening', 'Öarnas förening']
    const admin = server.client()
    await admin.signInAs('Jonas Vikdal')
    for (const namn of [...names].reverse())
      await admin.submit('/aktorer', '/aktorer', { slag: 'forening', namn, kortnamn: namn })
    await chooseInstanser(server, names)
    const id = await draftRemissId(server)
    const per = server.client()
    await per.signInAs('Per Hallberg')
    await per.submit(`/remisser/${id}/kontrollera`, `/remisser/${id}/skicka`)
    const ulla = server.client()
    await ulla.signInAs('Ulla Norén')
    const write = async (name: string, texts: string[]): Promise<void> => {
      const reply = (await receiveReply(server, name, null, { papper: 'ja' })).path.split('?')[0] ?? ''
      for (const text of texts)
        await ulla.submit(`${reply}/synpunkter/ny`, `${reply}/synpunkter/ny`, {
          slag: 'oklart',
          kalla: 'forvaltningen',
          ankare: 'helheten',
          text,
        })
    }
    for (const name of [...names].reverse()) await write(name, ['Ett.', 'Två.'])
    await write('Åsens förening', ['Tre.', 'Fyra.'])
    const actor = await loadActor(own.database.db, await personId(server, 'Per Hallberg'), '2026-11-22')
    if (!actor) throw new Error('Per Hallberg is in the demo')
    const points = await listSynpunkterOfRemiss(own.database.db, actor, id)
    expect(points.map((point) => `${point.aktorName.charAt(0)} ${point.text}`)).toEqual([
      'Z Ett.',
      'Z Två.',
      'Å Ett.',
      'Å Två.',
      'Å Tre.',
      'Å Fyra.',
      'Ä Ett.',
      'Ä Två.',
      'Ö Ett.',
      'Ö Två.',
    ])
  })
})

onPostgres(() => {
  beforeEach(() => open('postgres'))
  afterEach(close)

  it('ett svar som registreras i samma ögonblick som instansen skickar sitt behåller sin ankomstdag och sitt läge', async () => {
    const reply = await writtenReply(server)
    const svarId = reply.split('/').at(-1) ?? ''
    const instans = await instansId(server, AMN)
    const contextOf = async (name: string, at: string): Promise<Omit<ActContext, 'trx'>> => {
      const today = swedishDay(new Date(at))
      const actor = await loadActor(own.database.db, await personId(server, name), today)
      if (!actor) throw new Error(`${name} is in the demo`)
      return { actor, at: new Date(at), today }
    }
    // The reply-by date has passed: what is sent now is late, but the paper came in time.
    const [ulla, olle] = [
      await contextOf('Ulla Norén', '2027-06-01T09:00:00Z'),
      await contextOf('Olle Frisk', '2027-06-01T09:00:00Z'),
    ]
    const { version } = await own.database.db
      .withTables<{ 'remiss.remissvar': { id: string; version: number } }>()
      .selectFrom('remiss.remissvar')
      .select('version')
      .where('id', '=', svarId)
      .executeTakeFirstOrThrow()
    let sending: Promise<unknown> = Promise.resolve()
    await own.database.transaction(async (trx) => {
      await receiveSvar(
        { ...ulla, trx },
        { instansId: instans, title: 'Svar', sender: AMN, receivedOn: '2026-11-23', file: null },
      )
      sending = Promise.resolve().then(() =>
        sendInOwnTransaction((other) => sendSvar({ ...olle, trx: other }, { svarId, expected: version })),
      )
      await waitingForALock()
    })
    expect(await sending).toMatchObject({ refusal: { act: 'svar.send', reason: 'step' } })
    expect(await lageOf(server, AMN)).toBe('inkommen')
  })

  /** From outside the transaction that is open: a second connection of the pool, as a second request has. */
  let outside: ((work: () => Promise<unknown>) => Promise<unknown>) | undefined
  beforeEach(() => {
    const gates: { work: () => Promise<unknown>; done(result: unknown): void }[] = []
    const timer = setInterval(() => {
      for (const gate of gates.splice(0)) gate.work().then(gate.done, gate.done)
    }, 5)
    outside = (work) => new Promise((done) => gates.push({ work, done }))
    return () => clearInterval(timer)
  })
  function sendInOwnTransaction(work: Parameters<typeof own.database.transaction>[0]): Promise<unknown> {
    if (!outside) throw new Error('opened before each test')
    return outside(() => own.database.transaction(work))
  }

  async function waitingForALock(): Promise<void> {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: own.url ?? '' })
    await client.connect()
    try {
      for (;;) {
        const { rows } = await client.query('select count(*)::int as n from pg_locks where not granted')
        if (rows[0].n > 0) return
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    } finally {
      await client.end()
    }
  }
})

describe('ett citat', () => {
  it('hittas på sin plats också efter en bokstav som blir två när den görs liten', () => {
    const text = 'İstanbul och Ekhamn är vänorter'
    const place = locateQuote(text, 'ekhamn är')
    expect(place && text.slice(place.start, place.end)).toBe('Ekhamn är')
  })
})
