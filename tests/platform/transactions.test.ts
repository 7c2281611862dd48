import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openEmbedded, type Trx } from '../../src/platform/db/index.ts'
import { onEachDatabase } from '../world/databases.ts'
import { temporaryFolder } from '../world/temporary.ts'

const INSIDE = 'db was used inside a transaction'

onEachDatabase('tom', (get) => {
  const setting = (key: string) =>
    get().db.selectFrom('platform.setting').selectAll().where('key', '=', key).executeTakeFirst()
  const write = (trx: Trx, key: string, value: number) =>
    trx
      .insertInto('platform.setting')
      .values({ key, value: sql`${value}::int::text::jsonb` })
      .execute()

  beforeEach(async () => {
    await get().db.deleteFrom('platform.setting').execute()
  })

  it('den som frågar db inne i en transaktion får ett fel som säger det, inte ett häng', async () => {
    const { db } = get()
    const work = get().transaction(async (trx) => {
      await write(trx, 'a', 1)
      await db.selectFrom('platform.setting').selectAll().execute()
    })
    await expect(work).rejects.toThrow(INSIDE)
    expect(await setting('a')).toBeUndefined()
  })

  it('en transaktion inne i en transaktion är ett fel, även genom db', async () => {
    await expect(get().transaction(() => get().transaction(async () => 1))).rejects.toThrow(INSIDE)
    await expect(
      get().transaction(() =>
        get()
          .db.transaction()
          .execute(async () => 1),
      ),
    ).rejects.toThrow(INSIDE)
    expect(await get().transaction(async () => 'fri igen')).toBe('fri igen')
  })

  it('ett kastat fel gör allt ogjort och når anroparen som det var', async () => {
    const mine = new Error('mitt fel')
    const work = get().transaction(async (trx) => {
      await write(trx, 'a', 1)
      await write(trx, 'b', 2)
      throw mine
    })
    await expect(work).rejects.toBe(mine)
    expect([await setting('a'), await setting('b')]).toEqual([undefined, undefined])
  })

  it('ett fel från databasen gör allt ogjort, och nästa fråga går som vanligt', async () => {
    const work = get().transaction(async (trx) => {
      await write(trx, 'a', 1)
      await write(trx, 'a', 2)
    })
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect(await setting('a')).toBeUndefined()
    await get().transaction((trx) => write(trx, 'a', 3))
    expect(await setting('a')).toEqual({ key: 'a', value: 3 })
  })

  it('tjugo samtidiga handlingar på samma rad gör alla sin ändring', async () => {
    await get().transaction((trx) => write(trx, 'raknare', 0))
    const add = async (trx: Trx): Promise<void> => {
      const row = await trx
        .selectFrom('platform.setting')
        .selectAll()
        .where('key', '=', 'raknare')
        .forUpdate()
        .executeTakeFirstOrThrow()
      await trx
        .updateTable('platform.setting')
        .set({ value: sql`${Number(row.value) + 1}::int::text::jsonb` })
        .where('key', '=', 'raknare')
        .execute()
    }
    await Promise.all(Array.from({ length: 20 }, () => get().transaction(add)))
    expect(await setting('raknare')).toEqual({ key: 'raknare', value: 20 })
  })

  it('den som läser utanför ser inte det som ännu inte är sparat', async () => {
    let seen: unknown = 'inget svar'
    let reading: Promise<void> = Promise.resolve()
    // Begun before the transaction, so that it stands outside it.
    let start: () => void = () => {}
    const started = new Promise<void>((resolve) => {
      start = resolve
    })
    const reader = started.then(() => {
      reading = setting('a').then((row) => {
        seen = row
      })
    })
    const work = get().transaction(async (trx) => {
      await write(trx, 'a', 1)
      start()
      await new Promise((resolve) => setTimeout(resolve, 100))
      throw new Error('ångrat')
    })
    await expect(work).rejects.toThrow('ångrat')
    await reader
    await reading
    expect(seen).toBeUndefined()
  })
})

describe('inbäddad databas', () => {
  it('säger en gång att den har stannat när dess tråd dör, och låter ingen vänta för alltid', async () => {
    // A worker that says it is ready and dies at the first question, as when WebAssembly runs out of memory.
    const script = join(temporaryFolder(), 'dying-worker.mjs')
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'
parentPort.postMessage({ id: 0, ready: true })
parentPort.on('message', () => process.exit(1))`,
    )
    const told: Error[] = []
    const database: Database = await openEmbedded({
      folder: null,
      workerUrl: pathToFileURL(script),
      onLost: (error) => told.push(error),
    })
    const ask = () => sql`select 1`.execute(database.db)
    await expect(ask()).rejects.toThrow('Den inbyggda databasen har stannat')
    await expect(ask()).rejects.toThrow('Den inbyggda databasen har stannat')
    await expect(database.transaction(async () => 1)).rejects.toThrow('Den inbyggda databasen har stannat')
    await database.close()
    expect(told).toHaveLength(1)
  }, 5_000)
})
