import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { arendePolicy, listArenden } from '../../src/arenden/index.ts'
import { handlingarById, handlingPolicy } from '../../src/handlingar/index.ts'
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
import type { ListQuery } from '../../src/platform/html/index.ts'
import { listRemisser, remissPolicy } from '../../src/remiss/store.ts'
import { findSvar, listSvar, svarPolicy } from '../../src/remiss/svar-store.ts'
import { synpunkterById } from '../../src/remiss/synpunkt-store.ts'
import { listVersions, programPolicy } from '../../src/trygghetsprogram/index.ts'
import { onEachDatabase } from '../world/databases.ts'
import { actor, bodies, fillPolicyWorld, type PolicyWorld } from './policy-world.ts'

const ALL: ListQuery = { sort: '', isDescending: false, page: 1, filters: {} }

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
  let world: PolicyWorld
  beforeAll(async () => {
    world = await fillPolicyWorld(get())
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
