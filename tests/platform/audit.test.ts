import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { appendAudit, readCheckpoints, verifyLog, writeCheckpoint } from '../../src/platform/audit/index.ts'
import { type Database, newId, openPostgres } from '../../src/platform/db/index.ts'
import { onEachDatabase, onPostgres, openCopy } from '../world/databases.ts'
import { temporaryFolder } from '../world/temporary.ts'

const AT = new Date('2026-11-22T09:00:00.123Z')

function append(database: Database, n = 1): Promise<number> {
  return database.transaction(async (trx) => {
    let seq = 0
    for (let i = 0; i < n; i++) {
      seq = await appendAudit(trx, {
        at: AT,
        actorId: newId(),
        actorRole: 'handlaggare',
        aktorId: newId(),
        act: 'prov.skriv',
        item: { kind: 'prov', id: newId(), version: i + 1 },
        payload: { text: `Åtgärd ${i}`, nested: { b: 1, a: [null, true] } },
      })
    }
    return seq
  })
}

async function faults(
  database: Database,
  folder = temporaryFolder(),
  checkpoints = readIfAny(folder),
): Promise<string[]> {
  const { faults: found } = await verifyLog(database.db, checkpoints, folder)
  return found.map((one) => `${one.seq} ${one.fault}`)
}

function readIfAny(folder: string) {
  try {
    return readCheckpoints(join(folder, 'checkpoints.jsonl'))
  } catch {
    return []
  }
}

onEachDatabase('tom', (get) => {
  beforeEach(async () => {
    await sql`delete from platform.audit_entry`.execute(get().db)
    await sql`update platform.audit_head set seq = 0, hash = repeat('0', 64)`.execute(get().db)
  })

  it('en tom logg och en logg med poster är hela', async () => {
    expect(await verifyLog(get().db, [], temporaryFolder())).toEqual({ entries: 0, faults: [] })
    expect(await append(get(), 5)).toBe(5)
    expect(await verifyLog(get().db, [], temporaryFolder())).toEqual({ entries: 5, faults: [] })
  })

  it('en logg som är längre än det som läses åt gången är hel, och ett fel långt in hittas', async () => {
    await append(get(), 1050)
    expect(await faults(get())).toEqual([])
    await sql`update platform.audit_entry set act = 'prov.annat' where seq = 1001`.execute(get().db)
    expect(await faults(get())).toEqual(['1001 changed'])
  })

  it.each([
    'at',
    'actor_id',
    'actor_role',
    'aktor_id',
    'act',
    'item_kind',
    'item_id',
    'item_version',
    'payload_digest',
  ])('att %s har ändrats i en post hittas', async (column) => {
    await append(get(), 3)
    const changed: Record<string, string> = {
      at: `at + interval '1 millisecond'`,
      item_version: 'item_version + 1',
      payload_digest: `repeat('a', 64)`,
      actor_role: 'null',
    }
    const value = changed[column] ?? (column.endsWith('_id') ? `'${newId()}'` : `'annat'`)
    await sql`update platform.audit_entry set ${sql.ref(column)} = ${sql.raw(value)} where seq = 2`.execute(get().db)
    const expected = column === 'payload_digest' ? ['2 changed', '2 payload-changed'] : ['2 changed']
    expect(await faults(get())).toEqual(expected)
  })

  it('ändrat innehåll, och innehåll där bara det ena av text och salt har förstörts, hittas', async () => {
    await append(get(), 4)
    await sql`update platform.audit_entry set payload = replace(payload, 'Åtgärd', 'Atgard') where seq = 1`.execute(
      get().db,
    )
    await sql`update platform.audit_entry set payload = null where seq = 2`.execute(get().db)
    await sql`update platform.audit_entry set salt = null where seq = 3`.execute(get().db)
    expect(await faults(get())).toEqual(['1 payload-changed', '2 payload-changed', '3 payload-changed'])
  })

  it('innehåll och salt kan gallras, och kedjan är ändå hel', async () => {
    await append(get(), 3)
    await sql`update platform.audit_entry set payload = null, salt = null where seq <= 2`.execute(get().db)
    expect(await faults(get())).toEqual([])
  })

  it('en borttagen post mitt i hittas, även när numren har lagats', async () => {
    await append(get(), 4)
    await sql`delete from platform.audit_entry where seq = 2`.execute(get().db)
    expect(await faults(get())).toEqual(['2 gap', '3 broken-link'])
    await sql`update platform.audit_entry set seq = 2 where seq = 3`.execute(get().db)
    expect(await faults(get())).toEqual(['2 broken-link', '2 changed', '3 gap'])
  })

  it('ett avklippt slut hittas av kedjans huvud, och av en kontrollpunkt när också huvudet har lagats', async () => {
    const folder = temporaryFolder()
    await append(get(), 4)
    await writeCheckpoint(get().db, folder, AT)
    await sql`delete from platform.audit_entry where seq > 2`.execute(get().db)
    expect(await faults(get(), folder)).toEqual(['2 head', '4 truncated'])
    await sql`update platform.audit_head set seq = 2, hash = (select hash from platform.audit_entry where seq = 2)`.execute(
      get().db,
    )
    expect(await faults(get(), folder, [])).toEqual([])
    expect(await faults(get(), folder)).toEqual(['4 truncated'])
  })

  it('en logg som har skrivits om från början hittas av en kontrollpunkt', async () => {
    const folder = temporaryFolder()
    await append(get(), 2)
    await writeCheckpoint(get().db, folder, AT)
    await sql`delete from platform.audit_entry`.execute(get().db)
    await sql`update platform.audit_head set seq = 0, hash = repeat('0', 64)`.execute(get().db)
    await append(get(), 3)
    expect(await faults(get(), folder, [])).toEqual([])
    expect(await faults(get(), folder)).toEqual(['2 checkpoint-differs'])
  })

  it('en logg som har skrivits om hittas också när installationen själv har gjort en ny kontrollpunkt för samma post', async () => {
    const folder = temporaryFolder()
    await append(get(), 2)
    await writeCheckpoint(get().db, folder, AT)
    await sql`delete from platform.audit_entry`.execute(get().db)
    await sql`update platform.audit_head set seq = 0, hash = repeat('0', 64)`.execute(get().db)
    await append(get(), 2)
    await writeCheckpoint(get().db, folder, AT)
    expect(readIfAny(folder)).toHaveLength(2)
    expect(await faults(get(), folder)).toEqual(['2 checkpoint-differs'])
  })

  it('en kontrollpunkt skrivs en gång för samma huvud, med dag och giltig underskrift', async () => {
    const folder = temporaryFolder()
    await append(get(), 2)
    const first = await writeCheckpoint(get().db, folder, AT)
    expect(await writeCheckpoint(get().db, folder, new Date(AT.getTime() + 1000))).toEqual(first)
    await append(get())
    await writeCheckpoint(get().db, folder, AT)
    const all = readCheckpoints(join(folder, 'checkpoints.jsonl'))
    expect(all.map((one) => [one.seq, one.at])).toEqual([
      [2, AT.toISOString()],
      [3, AT.toISOString()],
    ])
    expect(await faults(get(), folder)).toEqual([])
  })

  it.each<[what: string, forge: (line: string) => string]>([
    [
      'en annan underskrift',
      (line) => line.replace(/"signature":"./, (start) => `${start.slice(0, -1)}${start.endsWith('A') ? 'B' : 'A'}`),
    ],
    ['en annan dag', (line) => line.replace('2026-11-22', '2026-11-23')],
    ['skräp som underskrift', (line) => line.replace(/"signature":".*"/, '"signature":"inte base64!"')],
  ])('en kontrollpunkt med %s avslöjas', async (_what, forge) => {
    const folder = temporaryFolder()
    await append(get(), 2)
    await writeCheckpoint(get().db, folder, AT)
    const file = join(folder, 'checkpoints.jsonl')
    writeFileSync(file, forge(readFileSync(file, 'utf8')))
    expect(await faults(get(), folder)).toEqual(['2 checkpoint-unsigned'])
  })

  it('en halv rad efter ett strömavbrott hindrar inte nästa kontrollpunkt, men namnges', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'checkpoints.jsonl')
    await append(get(), 1)
    await writeCheckpoint(get().db, folder, AT)
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 60))
    await writeCheckpoint(get().db, folder, AT)
    expect(() => readCheckpoints(file)).toThrow('Rad 1 i')
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(1).join('\n'))
    expect(await faults(get(), folder)).toEqual([])
    expect(readCheckpoints(file)).toHaveLength(1)
  })

  it('en kontrollpunkt från en annan installations nyckel är inte undertecknad', async () => {
    const [mine, other] = [temporaryFolder(), temporaryFolder()]
    await append(get(), 1)
    await writeCheckpoint(get().db, mine, AT)
    await writeCheckpoint(get().db, other, AT)
    expect(await faults(get(), mine, readIfAny(other))).toEqual(['1 checkpoint-unsigned'])
  })

  it('trettio handlingar på en gång ger en hel kedja utan hål', async () => {
    await Promise.all(Array.from({ length: 30 }, () => append(get())))
    expect(await verifyLog(get().db, [], temporaryFolder())).toEqual({ entries: 30, faults: [] })
  })

  it('en handling som ångras lämnar ingen post och inget hål', async () => {
    await append(get(), 1)
    const undone = get().transaction(async (trx) => {
      await appendAudit(trx, {
        at: AT,
        actorId: null,
        actorRole: null,
        aktorId: null,
        act: 'x',
        item: { kind: 'x', id: newId() },
        payload: {},
      })
      throw new Error('ångrat')
    })
    await expect(undone).rejects.toThrow('ångrat')
    expect(await append(get(), 1)).toBe(2)
    expect(await faults(get())).toEqual([])
  })
})

onPostgres(() => {
  it('två anslutningar som skriver samtidigt väntar på varandra och ger en kedja', async () => {
    const own = await openCopy('postgres', 'tom')
    const other = await openPostgres(own.url ?? '', 5)
    try {
      await Promise.all([own.database, other].flatMap((one) => Array.from({ length: 25 }, () => append(one))))
      expect(await verifyLog(own.database.db, [], temporaryFolder())).toEqual({ entries: 50, faults: [] })
    } finally {
      await other.close()
      await own.drop()
    }
  })
})

describe('filen med kontrollpunkter', () => {
  it('en rad som inte är en kontrollpunkt nekas med radens nummer', () => {
    const good = JSON.stringify({ seq: 1, hash: 'a'.repeat(64), at: '2026-11-22T09:00:00Z', signature: 'x' })
    const folder = temporaryFolder({
      'checkpoints.jsonl': `${good}\n\n{"seq":1\n`,
      'annat.jsonl': `${good}\n{"seq":"1"}\n`,
      'tal.jsonl': `${good.replace('"x"', '5')}\n`,
    })
    expect(() => readCheckpoints(join(folder, 'tal.jsonl'))).toThrow('Rad 1 i')
    expect(() => readCheckpoints(join(folder, 'checkpoints.jsonl'))).toThrow('Rad 3 i')
    expect(() => readCheckpoints(join(folder, 'annat.jsonl'))).toThrow('Rad 2 i')
  })
})
