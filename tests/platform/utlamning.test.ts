import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { insertAktor, insertPerson, MUNICIPAL_ROLES, ROLES } from '../../src/aktorer/index.ts'
import { releaseBegaran } from '../../src/arenden/answer-begaran.ts'
import { handlingarOf, searchHandlingar } from '../../src/arenden/begaran-store.ts'
import { listDiarium } from '../../src/arenden/diarium-store.ts'
import { fetchCopy } from '../../src/arenden/fetch-copy.ts'
import {
  attachHandling,
  chooseHandlingar,
  examineHandling,
  insertArende,
  insertShares,
  registerBegaran,
} from '../../src/arenden/index.ts'
import { findMaskadKopia, insertMaskadKopia } from '../../src/handlingar/maskad-kopia-store.ts'
import { findHandling, insertHandling } from '../../src/handlingar/store.ts'
import type { Actor } from '../../src/platform/access/index.ts'
import type { ActContext } from '../../src/platform/audit/index.ts'
import { type Database, newId, type Trx } from '../../src/platform/db/index.ts'
import { Denied, Invalid, NotFound } from '../../src/platform/errors/index.ts'
import type { ListQuery } from '../../src/platform/html/index.ts'
import { onEachDatabase } from '../world/databases.ts'

const AT = new Date('2026-11-22T09:00:00Z')
const TODAY = '2026-11-22'
const ALL: ListQuery = { sort: '', isDescending: false, page: 1, filters: {} }
const BODIES = 3
const OUTCOMES = ['hel', 'maskad', 'vagrad'] as const

/** A handling as it is drawn; which body keeps it is its ärende's. */
const handling = fc.record({
  state: fc.constantFrom('arbetsmaterial' as const, 'inkommen' as const, 'upprattad' as const, 'expedierad' as const),
  isMarked: fc.boolean(),
  masksTitle: fc.boolean(),
  masksParty: fc.boolean(),
  hasCopy: fc.boolean(),
  sharedWith: fc.option(fc.nat(BODIES - 1)),
  outcome: fc.constantFrom(...OUTCOMES),
})
const world = fc.record({
  arenden: fc.array(
    fc.record({ body: fc.nat(BODIES - 1), handlingar: fc.array(handling, { maxLength: 4 }), isShared: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  ),
  asker: fc.array(fc.record({ role: fc.constantFrom(...ROLES), body: fc.nat(BODIES) }), { maxLength: 3 }),
})

interface Placed {
  id: string
  owner: string
  title: string
  party: string
  original: string
  copy: string
  sharedWith: string | null
  drawn: {
    state: string
    isMarked: boolean
    masksTitle: boolean
    masksParty: boolean
    hasCopy: boolean
    outcome: (typeof OUTCOMES)[number]
  }
}

class RollBack extends Error {}

/** Everything in a transaction that is never committed: the next run begins from nothing. */
async function inside(database: Database, work: (trx: Trx) => Promise<void>): Promise<void> {
  await database
    .transaction(async (trx) => {
      await work(trx)
      throw new RollBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof RollBack)) throw error
    })
}

/** What it gives, or null when it is refused by any of the ordinary refusals. */
async function orRefused<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof NotFound || error instanceof Denied || error instanceof Invalid) return null
    throw error
  }
}

async function place(
  trx: Trx,
  bodies: string[],
  drawn: { arenden: { body: number; handlingar: Placed['drawn'][]; isShared: boolean }[] },
  by: string,
): Promise<Placed[]> {
  const placed: Placed[] = []
  for (const { body, handlingar, isShared } of drawn.arenden) {
    const arendeId = newId()
    const owner = bodies[body] ?? ''
    await insertArende(trx, {
      id: arendeId,
      ownerAktorId: owner,
      diarienummer: `D ${arendeId.slice(-6)}`,
      title: `Ärende ${arendeId}`,
      counterpart: 'Part',
      counterpartDiarienummer: null,
      openedOn: TODAY,
      handlaggareId: null,
    })
    if (isShared) await insertShares(trx, [{ kind: 'arende', id: arendeId }], bodies[0] ?? '', AT, by)
    for (const one of handlingar as (Placed['drawn'] & { sharedWith: number | null })[]) {
      const id = newId()
      const hash = (salt: string) => `${id.replaceAll('-', '')}${salt.repeat(32)}`
      const row: Placed = {
        id,
        owner,
        title: `Titel ${id}`,
        party: `Part ${id}`,
        original: hash('0'),
        copy: hash('1'),
        sharedWith: one.sharedWith === null ? null : (bodies[one.sharedWith] ?? null),
        drawn: one,
      }
      for (const sha256 of [row.original, row.copy])
        await trx.insertInto('platform.file').values({ sha256, bytes: 1, created_at: AT }).execute()
      await insertHandling(
        trx,
        {
          id,
          ownerAktorId: owner,
          kind: 'ovrig',
          title: row.title,
          direction: 'in',
          state: one.state as 'inkommen',
          stateOn: TODAY,
          receivedOn: null,
          sender: row.party,
          recipient: null,
          fileSha256: row.original,
          fileName: 'f.txt',
          mediaType: 'text/plain',
          isOnPaper: false,
          unreadable: null,
          hasPersonnummer: false,
          version: 1,
        },
        AT,
      )
      if (one.isMarked)
        await sql`update handlingar.handling set sekretess_provision = '18 kap. 8 § OSL', sekretess_on = ${TODAY},
          sekretess_masks_title = ${one.masksTitle}, sekretess_masks_party = ${one.masksParty} where id = ${id}`.execute(
          trx,
        )
      if (one.hasCopy)
        await insertMaskadKopia(
          trx,
          { handlingId: id, nr: 1, sha256: row.copy, name: 'm.txt', madeBy: by, madeByName: 'N' },
          AT,
        )
      if (row.sharedWith) await insertShares(trx, [{ kind: 'handling', id }], row.sharedWith, AT, by)
      await attachHandling(trx, arendeId, id)
      placed.push(row)
    }
  }
  return placed
}

onEachDatabase('tom', (get) => {
  describe('utlämnande', () => {
    it('OSL-8.1 nekas: inget märkt och inget arbetsmaterial listas för eller hämtas av den som saknar rätt, i vilka ärenden som helst', async () => {
      await fc.assert(
        fc.asyncProperty(world, async (drawn) => {
          await inside(get(), async (trx) => {
            const bodies: string[] = []
            for (let at = 0; at <= BODIES; at++) {
              const id = newId()
              bodies.push(id)
              const base = { shortName: `N${at}`, prefix: null, forvaltning: null, email: null }
              await insertAktor(trx, {
                id,
                kind: 'facknamnd',
                name: `Nämnd ${at}`,
                ...base,
                validFrom: TODAY,
                validTo: null,
              })
            }
            const personId = newId()
            await insertPerson(trx, { id: personId, name: 'Någon', title: '', email: null })
            const rows = await place(trx, bodies, drawn, personId)
            const actor: Actor = {
              id: personId,
              name: 'Någon',
              title: '',
              seats: drawn.asker.map(({ role, body }) => ({ role, aktorId: bodies[body] ?? '' })),
            }
            const holds = (aktorId: string | null) => actor.seats.some((seat) => seat.aktorId === aktorId)
            const sees = (row: Placed) => holds(row.owner) || holds(row.sharedWith)
            const isMunicipal = actor.seats.some((seat) => (MUNICIPAL_ROLES as readonly string[]).includes(seat.role))
            const isAllman = (row: Placed) => row.drawn.state !== 'arbetsmaterial'

            const open = await listDiarium(trx, actor, ALL, 'offentlig', true)
            const listed = (diarium: typeof open) => diarium.rows.flatMap((row) => row.handlingId ?? []).sort()
            expect(listed(open)).toEqual(
              rows
                .filter((row) => isMunicipal && isAllman(row))
                .map((row) => row.id)
                .sort(),
            )
            const text = JSON.stringify(open.rows)
            for (const row of rows.filter((one) => one.drawn.isMarked)) {
              if (row.drawn.masksTitle) expect(text).not.toContain(row.title)
              if (row.drawn.masksParty) expect(text).not.toContain(row.party)
            }
            const inner = await listDiarium(trx, actor, ALL, 'intern', true)
            expect(listed(inner)).toEqual(
              rows
                .filter((row) => isMunicipal && isAllman(row) && sees(row))
                .map((row) => row.id)
                .sort(),
            )
            for (const row of rows) {
              expect((await orRefused(findHandling(trx, actor, row.id))) !== null).toBe(sees(row))
              const copy = await orRefused(findMaskadKopia(trx, actor, row.id))
              expect(copy?.sha256 ?? null).toBe(
                row.drawn.hasCopy && (sees(row) || (isMunicipal && isAllman(row))) ? row.copy : null,
              )
            }
            for (const owner of bodies) {
              const found = (await searchHandlingar(trx, owner, 'titel')).map((row) => row.id)
              expect(found.sort()).toEqual(
                rows
                  .filter((row) => row.owner === owner && isAllman(row))
                  .map((row) => row.id)
                  .sort(),
              )
              await tryRelease(trx, owner, rows, personId, actor)
            }
          })
        }),
        { numRuns: 25, seed: 20261122 },
      )
    }, 120_000)
  })
})

/** The whole way of a request at one body, by its registrator; and what somebody else gets of it. */
async function tryRelease(trx: Trx, owner: string, rows: Placed[], personId: string, other: Actor): Promise<void> {
  const seats = [{ role: 'registrator', aktorId: owner }]
  const context: ActContext = { trx, actor: { id: personId, name: 'R', title: '', seats }, at: AT, today: TODAY }
  const begaranId = await registerBegaran(context, {
    aktorId: owner,
    receivedOn: TODAY,
    channel: 'brev',
    requester: null,
    wanted: 'Allt.',
  })
  const own = rows.filter((row) => row.owner === owner)
  const allman = own.filter((row) => row.drawn.state !== 'arbetsmaterial')
  for (const row of rows.filter((one) => !allman.includes(one))) {
    const handlingIds = [row.id, ...allman.map((one) => one.id)]
    expect(await orRefused(chooseHandlingar(context, { begaranId, handlingIds, expected: 1 })), row.id).toBeNull()
  }
  expect(await handlingarOf(trx, context.actor, begaranId)).toEqual([])
  if (allman.length === 0) return
  await chooseHandlingar(context, { begaranId, handlingIds: allman.map((row) => row.id), expected: 1 })
  let expected = 2
  for (const row of allman) {
    const { outcome } = row.drawn
    const copy = outcome === 'maskad' ? { sha256: row.copy, bytes: 1, name: 'm.txt' } : null
    await examineHandling(context, {
      begaranId,
      handlingId: row.id,
      outcome,
      note: 'Skäl.',
      copy,
      expected: expected++,
    })
    expect(await orRefused(fetchCopy(context, { begaranId, handlingId: row.id }))).toBeNull()
  }
  const released = await orRefused(
    releaseBegaran(context, { begaranId, reason: 'Skäl.', beslut: null, expected }).then(() => true),
  )
  expect(released ?? false).toBe(allman.some((row) => row.drawn.outcome !== 'vagrad'))
  const isHandler = other.seats.some(
    (seat) => seat.aktorId === owner && ['registrator', 'handlaggare', 'namndsekreterare'].includes(seat.role),
  )
  for (const row of own) {
    const wanted =
      !released || !allman.includes(row) || row.drawn.outcome === 'vagrad'
        ? null
        : row.drawn.outcome === 'hel'
          ? row.original
          : row.copy
    const input = { begaranId, handlingId: row.id }
    expect((await orRefused(fetchCopy(context, input)))?.sha256 ?? null).toBe(wanted)
    const theirs = await orRefused(fetchCopy({ ...context, actor: other }, input))
    expect(theirs?.sha256 ?? null).toBe(isHandler ? wanted : null)
  }
}
