import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/platform/db/index.ts'
import {
  isMailAddress,
  type Letter,
  listMail,
  queueMail,
  requeueMail,
  sendDue,
  smtpTransport,
  type Transport,
  waitAfter,
} from '../../src/platform/mail/index.ts'
import { fixedClock } from '../../src/platform/time/clock.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { type MailServer, startMailServer } from '../world/mail-server.ts'
import { DEMO_NOW } from '../world/worlds.ts'

const BASE = new URL('https://samsyn.ekhamn.example/')
const FROM = 'samsyn@ekhamn.example'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const letter = (nr: number, more: Partial<Letter> = {}): Letter => ({
  key: `prov:${nr}`,
  to: `mottagare.${nr}@ekhamn.example`,
  subject: `Remiss KS 2026/112: svar senast 15 februari 2027 (${nr})`,
  text: 'Kommunstyrelsen har skickat en remiss till er.',
  path: '/remissinstanser/x',
  ...more,
})

describe('adressen till en mottagare', () => {
  it.each(['eva.sand@ekhamn.example', 'a@b.se', 'ks+remiss@stad.ekhamn.example', 'x_y-z@e-k.example'])(
    '%s godtas',
    (address) => expect(isMailAddress(address)).toBe(true),
  )

  it.each([
    ...['', 'eva', 'eva@', '@ekhamn.example', 'eva@ekhamn', 'eva sand@ekhamn.example', 'eva..sand@ekhamn.example'],
    ...['eva@ekhamn.example\nBcc: x@y.se', 'eva@ekhamn.example,x@y.se', '<eva@ekhamn.example>', '"eva"@ekhamn.example'],
    ...['eva@[127.0.0.1]', 'éva@ekhamn.example', 'eva@-ekhamn.example', `${'a'.repeat(300)}@ekhamn.example`, '.a@b.se'],
  ])('%j nekas', (address) => expect(isMailAddress(address)).toBe(false))
})

it('väntan mellan försöken växer från en minut till sex timmar', () => {
  expect([1, 2, 3, 4].map((attempts) => waitAfter(attempts) / MINUTE)).toEqual([1, 2, 4, 8])
  expect(waitAfter(50)).toBe(6 * HOUR)
})

onEachKind((kind) => {
  let own: OwnDatabase
  let database: Database
  let server: MailServer
  let transport: Transport
  let clock: ReturnType<typeof fixedClock>
  const later = (ms: number): void => clock.set(new Date(clock.now().getTime() + ms))
  const queue = (letters: Letter[]): Promise<number> =>
    database.transaction((trx) => queueMail(trx, letters, clock.now()))
  const send = (by: Transport = transport): Promise<number> => sendDue(database, by, clock, BASE)
  const all = async () => (await listMail(database.db, {}, { limit: 1000, offset: 0 })).rows

  beforeEach(async () => {
    own = await openCopy(kind, 'tom')
    database = own.database
    server = await startMailServer()
    transport = smtpTransport(server.url, FROM)
    clock = fixedClock(DEMO_NOW)
  })
  afterEach(async () => {
    transport.close()
    await server.stop()
    await own.drop()
  })

  it('ett meddelande skickas en gång, som text med en länk och ett bestående Message-ID', async () => {
    await queue([letter(1)])
    expect(await send()).toBe(1)
    expect(await send()).toBe(0)
    const [mail] = await all()
    const [received] = server.received
    expect(server.received).toHaveLength(1)
    expect(received?.to).toEqual(['mottagare.1@ekhamn.example'])
    expect(received?.headers.get('subject')).toBe('Remiss KS 2026/112: svar senast 15 februari 2027 (1)')
    expect(received?.headers.get('from')).toBe(FROM)
    expect(received?.headers.get('message-id')).toBe(`<${mail?.id}@samsyn.ekhamn.example>`)
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(received?.text.match(/https?:\S+/g)).toEqual(['https://samsyn.ekhamn.example/remissinstanser/x'])
    expect(mail).toMatchObject({ state: 'skickad', attempts: 1, lastError: null, sentAt: clock.now() })
  })

  it('samma sak köas aldrig två gånger', async () => {
    expect(await queue([letter(1), letter(2)])).toBe(2)
    expect(await queue([letter(1, { subject: 'något annat' }), letter(3)])).toBe(1)
    expect(await send()).toBe(3)
    expect(server.received).toHaveLength(3)
  })

  it('det som en avbruten handling köade skickas inte', async () => {
    const undone = database.transaction(async (trx) => {
      await queueMail(trx, [letter(1)], clock.now())
      throw new Error('avbruten')
    })
    await expect(undone).rejects.toThrow('avbruten')
    expect(await send()).toBe(0)
  })

  it('en kalenderfil följer med och en radbrytning i ämnet blir ingen rubrik', async () => {
    await queue([letter(1, { subject: 'Remiss\r\nBcc: x@ekhamn.example\u2028å', calendar: 'BEGIN:VCALENDAR\r\n' })])
    await send()
    const [received] = server.received
    expect(received?.headers.get('subject')).toBe('Remiss Bcc: x@ekhamn.example å')
    expect(received?.headers.has('bcc')).toBe(false)
    expect(received?.to).toHaveLength(1)
    expect(received?.raw).toContain('text/calendar')
  })

  it('en oanvändbar adress eller en länk som leder bort köas inte', async () => {
    await expect(queue([letter(1, { to: 'a@b.se\nCc: x@y.se' })])).rejects.toThrow('address')
    await expect(queue([letter(1, { path: '//ond.example/' })])).rejects.toThrow('link')
    await expect(queue([letter(1, { path: 'https://ond.example/' })])).rejects.toThrow('link')
  })

  it('en server som är nere i tre dagar förlorar ingenting, och var och en får sitt en gång', async () => {
    await queue([letter(1), letter(2), letter(3)])
    await server.down()
    for (let passed = 0; passed < 72; passed++) {
      expect(await send()).toBe(0)
      later(HOUR)
    }
    expect((await all()).every((mail) => mail.state === 'koad' && mail.lastError !== null)).toBe(true)
    await server.up()
    for (let passed = 0; passed < 12; passed++) {
      await send()
      later(HOUR)
    }
    expect(server.received.flatMap((mail) => mail.to).sort()).toEqual([1, 2, 3].map((nr) => letter(nr).to))
    expect((await all()).map((mail) => mail.state)).toEqual(['skickad', 'skickad', 'skickad'])
  })

  it('efter fem dagar utan svar ges det upp, och administratören kan försöka igen', async () => {
    await queue([letter(1)])
    await server.down()
    for (let passed = 0; passed < 140; passed++) {
      await send()
      later(HOUR)
      // Four days are promised.
      if (passed === 96) expect((await all())[0]?.state).toBe('koad')
    }
    const failed = (await all())[0]
    expect(failed?.state).toBe('misslyckad')
    await server.up()
    expect(await send()).toBe(0)
    const again = await database.transaction((trx) =>
      requeueMail(trx, failed?.id ?? '', failed?.version ?? 0, clock.now()),
    )
    expect([again, await send(), server.received.length]).toEqual([true, 1, 1])
  })

  it('dör processen mellan sändning och märkning skickas det om först när lånet gått ut, med samma Message-ID', async () => {
    await queue([letter(1)])
    const dying: Transport = {
      ...transport,
      send: async (mail) => {
        await transport.send(mail)
        // Nothing after this line is carried out, as when the process is killed.
        await new Promise(() => {})
      },
    }
    void send(dying)
    await expect.poll(() => server.received.length).toBe(1)
    later(5 * MINUTE)
    expect(await send()).toBe(0)
    later(30 * MINUTE)
    expect(await send()).toBe(1)
    const ids = server.received.map((mail) => mail.headers.get('message-id'))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect((await all())[0]).toMatchObject({ state: 'skickad', attempts: 2 })
  })

  it('ett bestående nej från mottagarens server märks misslyckat och försöks inte igen', async () => {
    server.refuse = { code: 550, says: 'No such user here' }
    await queue([letter(1)])
    expect(await send()).toBe(0)
    expect((await all())[0]).toMatchObject({ state: 'misslyckad', attempts: 1 })
    expect((await all())[0]?.lastError).toContain('No such user here')
    server.refuse = null
    later(24 * HOUR)
    expect(await send()).toBe(0)
  })

  it('ett tillfälligt nej väntar och håller inte upp de andra', async () => {
    server.refuse = { code: 451, says: 'Try later' }
    await queue([letter(1), letter(2)])
    expect(await send()).toBe(0)
    expect((await all()).map((mail) => [mail.state, mail.attempts])).toEqual([
      ['koad', 1],
      ['koad', 1],
    ])
    server.refuse = null
    expect(await send()).toBe(0)
    later(MINUTE)
    expect(await send()).toBe(2)
  })

  it('en hemlig länk skickas hel och finns sedan inte kvar', async () => {
    await queue([letter(1, { path: '/svara/', secret: 'hemligt-slut' })])
    await send()
    expect(server.received[0]?.text).toContain('https://samsyn.ekhamn.example/svara/hemligt-slut')
    expect(JSON.stringify(await all())).not.toContain('hemligt-slut')
    const rows = await database.db
      .withTables<{ 'platform.mail': { secret: string | null } }>()
      .selectFrom('platform.mail')
      .selectAll()
      .execute()
    expect(JSON.stringify(rows)).not.toContain('hemligt-slut')
  })

  it('det som köades långt innan det fanns en e-postserver skickas inte av sig självt', async () => {
    await queue([letter(1)])
    later(20 * 24 * HOUR)
    expect(await send()).toBe(0)
    expect((await all())[0]?.state).toBe('misslyckad')
    expect(server.received).toEqual([])
  })

  it('två processer som skickar samtidigt skickar trehundra meddelanden en gång var', async () => {
    const letters = Array.from({ length: 300 }, (_, nr) => letter(nr))
    await queue(letters)
    const other = smtpTransport(server.url, FROM)
    const sent = await Promise.all([send(), send(other)])
    other.close()
    expect((sent[0] ?? 0) + (sent[1] ?? 0)).toBe(300)
    expect(new Set(server.received.flatMap((mail) => mail.to)).size).toBe(300)
    expect(server.received).toHaveLength(300)
  })

  it('den som stoppas lägger tillbaka det som inte hunnit skickas', async () => {
    await queue([letter(1), letter(2), letter(3)])
    let asked = 0
    expect(await sendDue(database, transport, clock, BASE, () => ++asked > 1)).toBe(1)
    expect(await send()).toBe(2)
    expect((await all()).every((mail) => mail.state === 'skickad' && mail.attempts === 1)).toBe(true)
  })
})
