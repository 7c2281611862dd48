import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { insertAktor, ROLES } from '../../src/aktorer/index.ts'
import { arendePolicy, insertArende, insertShares, listArenden } from '../../src/arenden/index.ts'
import { handlingarById, handlingPolicy, insertHandling } from '../../src/handlingar/index.ts'
import {
  type Actor,
  allOf,
  anyOf,
  bodiesOf,
  everyone,
  holdsRole,
  seatAt,
  valueIs,
} from '../../src/platform/access/index.ts'
import { type Database, type Db, newId } from '../../src/platform/db/index.ts'
import type { ListQuery } from '../../src/platform/html/index.ts'
import {
  insertInstanser,
  insertRemiss,
  listRemisser,
  remissPolicy,
  saveInstans,
  saveRemiss,
} from '../../src/remiss/store.ts'
import {
  findSvar,
  insertSvar,
  insertSynpunkt,
  listSvar,
  svarPolicy,
  synpunkterById,
} from '../../src/remiss/svar-store.ts'
import {
  insertProgram,
  insertVersion,
  listVersions,
  programPolicy,
  programSteps,
} from '../../src/trygghetsprogram/index.ts'
import { onEachDatabase } from '../world/databases.ts'

const AT = new Date('2026-11-22T09:00:00Z')
const DAY = '2026-11-22'
const ALL: ListQuery = { sort: '', isDescending: false, page: 1, filters: {} }

const bodies = Array.from({ length: 6 }, newId)
const stranger = newId()

/** Rows are drawn once, from a fixed seed; actors are drawn anew in every run. */
function draw<T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] {
  return fc.sample(arbitrary, { numRuns, seed: 20261122 })
}
const body = fc.constantFrom(...bodies)
const some = fc.uniqueArray(body, { maxLength: 3 })

const actor: fc.Arbitrary<Actor> = fc.record({
  id: fc.option(fc.uuid({ version: 7 })),
  name: fc.constant('Någon'),
  title: fc.constant(''),
  seats: fc.array(
    fc.record({ role: fc.constantFrom(...ROLES, 'okand'), aktorId: fc.constantFrom(...bodies, stranger) }),
    { maxLength: 4 },
  ),
})

interface World {
  versions: { id: string; status: string; ownerAktorId: string }[]
  arenden: { id: string; ownerAktorId: string; sharedWith: string[] }[]
  handlingar: { id: string; ownerAktorId: string; sharedWith: string[] }[]
  remisser: { id: string; status: string; ownerAktorId: string; instansAktorIds: string[] }[]
  svar: { id: string; isSent: boolean; senderAktorId: string; instansAktorId: string; remissId: string }[]
  /** The point of each reply, by the reply's id. */
  synpunkter: Map<string, string>
}

async function insertVersions(db: Db): Promise<World['versions']> {
  const drawn = draw(fc.record({ status: fc.constantFrom(...programSteps.states), ownerAktorId: body }), 30)
  const versions = drawn.map((row) => ({ id: newId(), programId: newId(), ...row }))
  for (const version of versions) {
    await insertProgram(db, { id: version.programId, owner_aktor_id: version.ownerAktorId, name: 'P', created_at: AT })
    await insertVersion(db, { ...version, nr: 1, title: 'P', statusOn: DAY, periodFrom: DAY, periodTo: DAY })
  }
  return versions
}

async function insertArenden(db: Db): Promise<World['arenden']> {
  const arenden = draw(fc.record({ ownerAktorId: body, sharedWith: some }), 30).map((row) => ({ id: newId(), ...row }))
  for (const { id, ownerAktorId, sharedWith } of arenden) {
    await insertArende(db, {
      id,
      ownerAktorId,
      diarienummer: null,
      title: 'Ä',
      counterpart: '',
      counterpartDiarienummer: null,
      openedOn: DAY,
      handlaggareId: null,
    })
    for (const aktorId of sharedWith) await insertShares(db, [{ kind: 'arende', id }], aktorId, AT, newId())
    // A share of something else with the same id is no share of this.
    await insertShares(db, [{ kind: 'handling', id }], bodies[0] ?? '', AT, newId())
  }
  return arenden
}

async function insertHandlingar(db: Db): Promise<World['handlingar']> {
  const handlingar = draw(fc.record({ ownerAktorId: body, sharedWith: some }), 30).map((row) => ({
    id: newId(),
    ...row,
  }))
  const rest = {
    sender: null,
    recipient: null,
    fileSha256: null,
    fileName: null,
    mediaType: null,
    isOnPaper: true,
    unreadable: null,
    hasPersonnummer: false,
  }
  for (const { id, ownerAktorId, sharedWith } of handlingar) {
    await insertHandling(
      db,
      {
        id,
        ownerAktorId,
        kind: 'ovrig',
        title: 'H',
        direction: 'in',
        state: 'inkommen',
        stateOn: DAY,
        receivedOn: DAY,
        ...rest,
        version: 1,
      },
      AT,
    )
    for (const aktorId of sharedWith) await insertShares(db, [{ kind: 'handling', id }], aktorId, AT, newId())
    await insertShares(db, [{ kind: 'arende', id }], bodies[0] ?? '', AT, newId())
  }
  return handlingar
}

async function insertRemisser(
  db: Db,
  versions: World['versions'],
  arenden: World['arenden'],
): Promise<Pick<World, 'remisser' | 'svar' | 'synpunkter'>> {
  const status = fc.constantFrom('utkast' as const, 'skickad' as const, 'avslutad' as const)
  const remisser: World['remisser'] = []
  const svar: World['svar'] = []
  const synpunkter: World['synpunkter'] = new Map()
  const drawn = draw(
    fc.record({
      status,
      ownerAktorId: body,
      instansAktorIds: some,
      sent: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    }),
    30,
  )
  for (const [at, row] of drawn.entries()) {
    const id = newId()
    const instanser = row.instansAktorIds.map((aktorId) => ({ id: newId(), remissId: id, aktorId }))
    await insertRemiss(db, {
      id,
      ownerAktorId: row.ownerAktorId,
      programVersionId: versions[at]?.id ?? '',
      arendeId: arenden[at]?.id ?? '',
      title: 'R',
      missiv: '',
      svarSenast: null,
    })
    await saveRemiss(db, id, { status: row.status })
    await insertInstanser(db, instanser)
    remisser.push({ id, ...row })
    if (row.status === 'utkast') continue
    for (const [nr, instans] of instanser.entries()) {
      const one = {
        id: newId(),
        isSent: row.sent[nr] ?? false,
        senderAktorId: row.ownerAktorId,
        instansAktorId: instans.aktorId,
        remissId: id,
      }
      await saveInstans(db, instans.id, { lage: one.isSent ? 'inkommen' : 'under_beredning' })
      await insertSvar(db, {
        ...one,
        instansId: instans.id,
        form: 'namndbeslut',
        sammanfattning: '',
        decidedOn: null,
        paragraf: null,
        handlingId: null,
        receivedOn: null,
        isRegisteredBySender: false,
      })
      synpunkter.set(one.id, newId())
      await insertSynpunkt(db, {
        id: synpunkter.get(one.id) ?? '',
        svarId: one.id,
        kinds: ['ovrigt'],
        text: 'S',
        source: 'namnden',
        ankare: { type: 'helheten' },
      })
      svar.push(one)
    }
  }
  return { remisser, svar, synpunkter }
}

async function fill(database: Database): Promise<World> {
  return database.transaction(async (trx) => {
    for (const id of bodies) {
      await insertAktor(trx, {
        id,
        kind: 'facknamnd',
        name: id,
        shortName: id,
        prefix: null,
        forvaltning: null,
        validFrom: DAY,
        validTo: null,
      })
    }
    const [versions, arenden, handlingar] = [
      await insertVersions(trx),
      await insertArenden(trx),
      await insertHandlingar(trx),
    ]
    return { versions, arenden, handlingar, ...(await insertRemisser(trx, versions, arenden)) }
  })
}

const sorted = (rows: { id: string }[]): string[] => rows.map((row) => row.id).sort()

/** What the list shows is what `test` allows, for any actor. */
async function holds(
  list: (actor: Actor) => Promise<{ id: string }[]>,
  allowed: (actor: Actor) => { id: string }[],
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(actor, async (one) => {
      expect(sorted(await list(one))).toEqual(sorted(allowed(one)))
    }),
    { numRuns: 60 },
  )
}

onEachDatabase('tom', (get) => {
  let world: World
  beforeAll(async () => {
    world = await fill(get())
  })

  it('programmets versioner: listan visar precis dem som regeln tillåter', async () => {
    await holds(
      (one) => listVersions(get().db, one),
      (one) => world.versions.filter((row) => programPolicy.test(one, row)),
    )
  })

  it('ärenden: listan och dess antal visar precis dem som regeln tillåter', async () => {
    await holds(
      async (one) => {
        const { rows, total } = await listArenden(get().db, one, ALL, true)
        expect(total).toBe(rows.length)
        return rows
      },
      (one) => world.arenden.filter((row) => arendePolicy.test(one, row)),
    )
  })

  it('handlingar: de som ges ut är precis dem som regeln tillåter', async () => {
    await holds(
      (one) => handlingarById(get().db, one, sorted(world.handlingar)),
      (one) => world.handlingar.filter((row) => handlingPolicy.test(one, row)),
    )
  })

  it('remisser: listan och dess antal visar precis dem som regeln tillåter', async () => {
    await holds(
      async (one) => {
        const { rows, total } = await listRemisser(get().db, one, ALL, true)
        expect(total).toBe(rows.length)
        return rows
      },
      (one) => world.remisser.filter((row) => remissPolicy.test(one, row)),
    )
  })

  it('svar: varje remiss visar precis de svar som regeln tillåter', async () => {
    await holds(
      async (one) =>
        (await Promise.all(world.remisser.map(({ id }) => listSvar(get().db, one, { remissId: id })))).flat(),
      (one) => world.svar.filter((row) => svarPolicy.test(one, row)),
    )
  })

  it('synpunkter: de som ges ut är precis de vars svar regeln tillåter', async () => {
    await holds(
      async (one) =>
        (await synpunkterById(get().db, one, [...world.synpunkter.values()])).map((point) => ({ id: point.svarId })),
      (one) => world.svar.filter((row) => svarPolicy.test(one, row)),
    )
  })

  it('den som får se ett svar får se remissen som det besvarar, så att svaret går att öppna', async () => {
    const remissOf = new Map(world.remisser.map((row) => [row.id, row]))
    await fc.assert(
      fc.asyncProperty(actor, fc.constantFrom(...world.svar), async (one, row) => {
        fc.pre(svarPolicy.test(one, row))
        expect(
          remissPolicy.test(one, remissOf.get(row.remissId) ?? { status: '', ownerAktorId: '', instansAktorIds: [] }),
        ).toBe(true)
        expect((await findSvar(get().db, one, row.id)).svar.id).toBe(row.id)
      }),
      { numRuns: 40 },
    )
  })

  describe('byggstenarna', () => {
    type Row = { kind: string; body: string }
    const rows: Row[] = bodies.flatMap((one) => ['a', 'b'].map((kind) => ({ kind, body: one })))
    const leaves = [
      everyone<Row>(),
      holdsRole<Row>(['registrator', 'polis']),
      valueIs<Row>((row) => row.kind, sql.ref('kind'), ['a']),
      valueIs<Row>((row) => row.kind, sql.ref('kind'), []),
      seatAt<Row>(
        (row) => [row.body],
        (ids: RawBuilder<unknown>) => sql`body = any(${ids})`,
      ),
      seatAt<Row>(
        (row) => [row.body],
        (ids: RawBuilder<unknown>) => sql`body = any(${ids})`,
        ['handlaggare'],
      ),
    ]
    const { policy } = fc.letrec((again) => ({
      policy: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...leaves),
        fc.array(again('policy'), { minLength: 1, maxLength: 3 }).map((parts) => anyOf(...(parts as typeof leaves))),
        fc.array(again('policy'), { minLength: 1, maxLength: 3 }).map((parts) => allOf(...(parts as typeof leaves))),
      ),
    })) as { policy: fc.Arbitrary<(typeof leaves)[number]> }

    it('alla sammansättningar svarar lika i minnet och i databasen', async () => {
      await fc.assert(
        fc.asyncProperty(policy, actor, async (rule, one) => {
          const { rows: found } = await sql<Row>`
            select kind, body from (select kind, body::uuid from (values ${sql.join(rows.map((row) => sql`(${row.kind}, ${row.body})`))}) as t(kind, body)) as t
            where ${rule.sql(one)}`.execute(get().db)
          expect(found.map((row) => row.kind + row.body).sort()).toEqual(
            rows
              .filter((row) => rule.test(one, row))
              .map((row) => row.kind + row.body)
              .sort(),
          )
        }),
        { numRuns: 80 },
      )
    })

    it('den som inte är inloggad har ingen plats någonstans', () => {
      expect(bodiesOf({ id: null, name: '', title: '', seats: [] })).toEqual([])
    })
  })
})
