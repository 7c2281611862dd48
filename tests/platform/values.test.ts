import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { newId, swedishOrder } from '../../src/platform/db/index.ts'
import { onEachDatabase } from '../world/databases.ts'

const ID = newId()
/** Each row: type, what is written, what must come back. The same table for both databases is the point. */
const VALUES: [type: string, written: unknown, read: unknown][] = [
  ['date', '2026-03-29', '2026-03-29'],
  ['date', '2028-02-29', '2028-02-29'],
  ['int4', 7, 7],
  ['int8', 9007199254740991, 9007199254740991],
  ['numeric', '12.50', 12.5],
  ['float8', 0.35, 0.35],
  ['bool', true, true],
  ['uuid', ID, ID],
  ['uuid', ID.toUpperCase(), ID],
  ['text', 'Åsa’s “råd” – 🌊\n\\', 'Åsa’s “råd” – 🌊\n\\'],
  ['text', '', ''],
  ['timestamptz', new Date('2026-10-25T01:30:00.123Z'), new Date('2026-10-25T01:30:00.123Z')],
  ['text[]', ['oklart', 'ändring', 'a,"b"\\{c}', ''], ['oklart', 'ändring', 'a,"b"\\{c}', '']],
  ['text[]', [], []],
  ['uuid[]', [ID], [ID]],
  [
    'jsonb',
    JSON.stringify([{ type: 'list', items: [[{ text: 'å' }]] }, null, 1.5]),
    [{ type: 'list', items: [[{ text: 'å' }]] }, null, 1.5],
  ],
  ['jsonb', JSON.stringify('bara text'), 'bara text'],
  ['jsonb', 'null', null],
]

const NAMES = [
  'Andersson',
  'Édith',
  'Eriksson',
  'Müller',
  'Myrlund',
  'Zackrisson',
  'zorn',
  'Åberg',
  'åkesson',
  'ängström',
  'Ärlig',
  'Ödman',
  'Österäng',
]

onEachDatabase('tom', (get) => {
  it.each(VALUES)('%s %j läses som samma värde i JavaScript', async (type, written, read) => {
    const { rows } = await sql<{ v: unknown }>`select ${written}::${sql.raw(type)} as v`.execute(get().db)
    expect(rows[0]?.v).toStrictEqual(read)
  })

  it.each(['date', 'int8', 'timestamptz', 'text[]', 'jsonb', 'uuid'])('null av typen %s är null', async (type) => {
    const { rows } = await sql`select ${null}::${sql.raw(type)} as v`.execute(get().db)
    expect(rows).toEqual([{ v: null }])
  })

  it('antal är tal', async () => {
    const { rows } = await sql`select count(*) as n, sum(x)::int8 as s from (values (1), (2)) as t(x)`.execute(get().db)
    expect(rows).toEqual([{ n: 2, s: 3 }])
  })

  it('en dag flyttas inte av serverns tidszon', async () => {
    await get()
      .db.transaction()
      .execute(async (trx) => {
        await sql`set local time zone 'America/Los_Angeles'`.execute(trx)
        const { rows } =
          await sql`select ${'2026-11-22'}::date as dag, ${new Date('2026-11-22T00:30:00Z')}::timestamptz as stund`.execute(
            trx,
          )
        expect(rows).toEqual([{ dag: '2026-11-22', stund: new Date('2026-11-22T00:30:00Z') }])
      })
  })

  it('hur många rader som ändrades är lika på båda', async () => {
    const { db } = get()
    const row = (key: string) => ({ key, value: sql`'1'::jsonb` })
    await db
      .insertInto('platform.setting')
      .values([row('a'), row('b'), row('c')])
      .execute()
    const updated = await db
      .updateTable('platform.setting')
      .set({ value: sql`'2'::jsonb` })
      .where('key', '<', 'c')
      .executeTakeFirst()
    const none = await db.deleteFrom('platform.setting').where('key', '=', 'z').executeTakeFirst()
    const deleted = await db.deleteFrom('platform.setting').executeTakeFirst()
    expect([updated.numUpdatedRows, none.numDeletedRows, deleted.numDeletedRows]).toEqual([2n, 0n, 3n])
  })

  it.each([
    ['23505', sql`insert into platform.file values ('a', 1, now()), ('a', 1, now())`],
    ['23503', sql`insert into arenden.arende_handling values (${ID}, ${ID}, 1)`],
    ['23514', sql`insert into platform.audit_head values (2, 0, '')`],
    ['22P02', sql`select ${'inget id'}::uuid`],
    ['22021', sql`select ${'noll \u0000 tecken'}::text`],
  ])('fel %s har samma kod på båda', async (code, statement) => {
    await expect(statement.execute(get().db)).rejects.toMatchObject({ code })
  })

  it('namn sorteras på svenska: å, ä och ö sist, stora och små bokstäver tillsammans', async () => {
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${[...NAMES].reverse()}::text[]) as name order by ${swedishOrder('name')}`.execute(
      get().db,
    )
    expect(rows.map((row) => row.name)).toEqual(NAMES)
  })
})
