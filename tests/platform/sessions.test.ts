import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { newId } from '../../src/platform/db/index.ts'
import {
  beginSession,
  endSession,
  makeOneTimeLink,
  personOfSession,
  useOneTimeLink,
} from '../../src/platform/http/session.ts'
import { onEachDatabase } from '../world/databases.ts'

const AT = new Date('2026-11-22T09:00:00Z')
const later = (minutes: number): Date => new Date(AT.getTime() + minutes * 60_000)
const HALF_DAY = 12 * 60

onEachDatabase('tom', (get) => {
  it('en session är sin person i tolv timmar, och sedan ingen', async () => {
    const person = newId()
    const token = await beginSession(get().db, person, AT)
    expect(await personOfSession(get().db, token, AT)).toBe(person)
    expect(await personOfSession(get().db, token, later(HALF_DAY - 1))).toBe(person)
    expect(await personOfSession(get().db, token, later(HALF_DAY))).toBeNull()
  })

  it('en session som har avslutats är ingen', async () => {
    const token = await beginSession(get().db, newId(), AT)
    await endSession(get().db, token)
    expect(await personOfSession(get().db, token, AT)).toBeNull()
  })

  it('två sessioner för samma person har var sin nyckel, och databasen har bara deras hashar', async () => {
    const person = newId()
    const tokens = [await beginSession(get().db, person, AT), await beginSession(get().db, person, AT)]
    expect(tokens[0]).not.toBe(tokens[1])
    const rows = await get()
      .db.selectFrom('platform.session')
      .select('token_hash')
      .where('person_id', '=', person)
      .execute()
    const hashes = tokens.map((token) => createHash('sha256').update(token).digest('hex'))
    expect(rows.map((row) => row.token_hash).sort()).toEqual(hashes.sort())
  })

  it('när den senast sågs antecknas, men inte vid varje sida', async () => {
    const token = await beginSession(get().db, newId(), AT)
    const seen = async () =>
      (await get().db.selectFrom('platform.session').select('seen_at').orderBy('created_at').execute()).at(-1)
    await get()
      .db.deleteFrom('platform.session')
      .where('token_hash', '!=', createHash('sha256').update(token).digest('hex'))
      .execute()
    await personOfSession(get().db, token, later(4))
    expect((await seen())?.seen_at).toEqual(AT)
    await personOfSession(get().db, token, later(6))
    expect((await seen())?.seen_at).toEqual(later(6))
  })

  it.each([
    ['okänd', 'A'.repeat(43)],
    ['tom', ''],
    ['för kort', 'A'.repeat(42)],
    ['för lång', 'A'.repeat(44)],
    ['av fel tecken', `${'A'.repeat(42)}'`],
    ['en NUL', `${'A'.repeat(42)}\u0000`],
    ['en hash', 'a'.repeat(64)],
  ])('en nyckel som är %s är ingen', async (_what, token) => {
    await beginSession(get().db, newId(), AT)
    expect(await personOfSession(get().db, token, AT)).toBeNull()
  })

  it('en engångslänk ger sin person en gång', async () => {
    const person = newId()
    const token = await get().transaction((trx) => makeOneTimeLink(trx, person, AT))
    const use = (at: Date) => get().transaction((trx) => useOneTimeLink(trx, token, at))
    expect(await use(later(59))).toBe(person)
    expect(await use(later(59))).toBeNull()
  })

  it('en engångslänk gäller inte efter en timme, och en okänd aldrig', async () => {
    const token = await get().transaction((trx) => makeOneTimeLink(trx, newId(), AT))
    expect(await get().transaction((trx) => useOneTimeLink(trx, token, later(60)))).toBeNull()
    for (const unknown of ['', 'x', '\u0000', 'å'.repeat(5000)]) {
      expect(await get().transaction((trx) => useOneTimeLink(trx, unknown, AT))).toBeNull()
    }
  })

  it('två klick i samma ögonblick på en engångslänk ger en session', async () => {
    for (let round = 0; round < 5; round++) {
      const person = newId()
      const token = await get().transaction((trx) => makeOneTimeLink(trx, person, AT))
      const used = await Promise.all([1, 2, 3].map(() => get().transaction((trx) => useOneTimeLink(trx, token, AT))))
      expect(used.filter((one) => one !== null)).toEqual([person])
    }
  })

  it('en engångslänk som användes i en handling som ångrades kan användas igen', async () => {
    const person = newId()
    const token = await get().transaction((trx) => makeOneTimeLink(trx, person, AT))
    const undone = get().transaction(async (trx) => {
      await useOneTimeLink(trx, token, AT)
      throw new Error('ångrat')
    })
    await expect(undone).rejects.toThrow('ångrat')
    expect(await get().transaction((trx) => useOneTimeLink(trx, token, AT))).toBe(person)
  })
})
