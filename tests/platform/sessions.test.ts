import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { newId } from '../../src/platform/db/index.ts'
import {
  beginSession,
  endSession,
  makeOneTimeLink,
  sessionPerson,
  useOneTimeLink,
} from '../../src/platform/http/session.ts'
import { onEachDatabase } from '../world/databases.ts'

const AT = new Date('2026-11-22T09:00:00Z')
const later = (minutes: number): Date => new Date(AT.getTime() + minutes * 60_000)
const HALF_DAY = 12 * 60

onEachDatabase('tom', (get) => {
  /** As the page asks, in the query that loads the actor. */
  async function personOf(token: string, at: Date): Promise<string | null> {
    const person = sessionPerson(token, at)
    if (!person) return null
    const { rows } = await sql<{ person: string | null }>`select ${person} as person`.execute(get().db)
    return rows[0]?.person ?? null
  }

  it('en session är sin person i tolv timmar, och sedan ingen', async () => {
    const person = newId()
    const token = await beginSession(get().db, person, AT)
    expect(await personOf(token, AT)).toBe(person)
    expect(await personOf(token, later(HALF_DAY - 1))).toBe(person)
    expect(await personOf(token, later(HALF_DAY))).toBeNull()
  })

  it('en session som har avslutats är ingen', async () => {
    const token = await beginSession(get().db, newId(), AT)
    await endSession(get().db, token)
    expect(await personOf(token, AT)).toBeNull()
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
    expect(await personOf(token, AT)).toBeNull()
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
