import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { normaliseDiarienummer } from '../handlingar/index.ts'
import { type Actor, type Policy, seatAt } from '../platform/access/index.ts'
import { type DatabaseError, type Db, swedishLower, swedishOrder } from '../platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '../platform/errors/index.ts'
import { type ListQuery, PAGE_SIZE } from '../platform/html/index.ts'
import type { ArendeState } from './model/steps.ts'

const UNIQUE_VIOLATION = '23505'

export type ArendeTables = {
  'arenden.arende': {
    id: string
    owner_aktor_id: string
    diarienummer: string | null
    diarienummer_key: string | null
    title: string
    counterpart: string
    counterpart_diarienummer: string | null
    opened_on: string
    handlaggare_id: string | null
    state: ArendeState
    closed_on: string | null
    last_nr: number
    version: number
  }
  'arenden.arende_handling': { arende_id: string; handling_id: string; nr: number }
  'aktorer.v_aktor': { id: string; name: string }
  'aktorer.v_person': { id: string; name: string }
  'platform.share': { kind: string; id: string; aktor_id: string; shared_at: Date; shared_by: string }
}

function tables(db: Db) {
  return db.withTables<ArendeTables>()
}

/** An ärende is the body's own; somebody else sees it only when it has been shared with them, explicitly and logged. */
export const arendePolicy: Policy<{ ownerAktorId: string; sharedWith: readonly string[] }> = seatAt(
  (row) => [row.ownerAktorId, ...row.sharedWith],
  (bodies) => sql`(arende.owner_aktor_id = any(${bodies}) or exists (
    select 1 from platform.share s where s.kind = 'arende' and s.id = arende.id and s.aktor_id = any(${bodies})))`,
)

export interface Arende {
  id: string
  ownerAktorId: string
  ownerName: string
  diarienummer: string | null
  title: string
  counterpart: string
  counterpartDiarienummer: string | null
  openedOn: string
  handlaggareId: string | null
  handlaggareName: string | null
  state: ArendeState
  closedOn: string | null
  version: number
}

export interface NewArende {
  id: string
  ownerAktorId: string
  diarienummer: string | null
  title: string
  counterpart: string
  counterpartDiarienummer: string | null
  openedOn: string
  handlaggareId: string | null
}

/**
 * Opens an ärende under a number that somebody enters. A number is one ärende's within its authority; the same number at another
 * authority is another ärende.
 */
export async function insertArende(db: Db, arende: NewArende, field = 'diarienummer'): Promise<void> {
  const key = arende.diarienummer === null ? null : normaliseDiarienummer(arende.diarienummer)
  if (key !== null && (await diarienummerTaken(db, arende.ownerAktorId, key))) {
    throw new Invalid([{ field, key: 'arenden.dnr-taken', values: { dnr: arende.diarienummer ?? '' } }])
  }
  try {
    await tables(db)
      .insertInto('arenden.arende')
      .values({
        id: arende.id,
        owner_aktor_id: arende.ownerAktorId,
        diarienummer: arende.diarienummer,
        diarienummer_key: key,
        title: arende.title,
        counterpart: arende.counterpart,
        counterpart_diarienummer: arende.counterpartDiarienummer,
        opened_on: arende.openedOn,
        handlaggare_id: arende.handlaggareId,
        state: 'oppet',
        closed_on: null,
        last_nr: 0,
        version: 1,
      })
      .execute()
  } catch (error) {
    // Two registrators entered the same number in the same moment: the index decides, the second gets the ordinary message.
    if ((error as DatabaseError).code === UNIQUE_VIOLATION) {
      throw new Invalid([{ field, key: 'arenden.dnr-taken', values: { dnr: arende.diarienummer ?? '' } }])
    }
    throw error
  }
}

async function diarienummerTaken(db: Db, ownerAktorId: string, key: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('arenden.arende')
    .select('id')
    .where('owner_aktor_id', '=', ownerAktorId)
    .where('diarienummer_key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

const SORTS: Record<string, RawBuilder<unknown>> = {
  oppnat: sql`arende.opened_on`,
  dnr: sql`arende.diarienummer_key`,
  titel: swedishOrder('arende.title'),
  myndighet: swedishOrder('a.name'),
}
export const ARENDE_SORTS = Object.keys(SORTS)

function base(db: Db) {
  return tables(db)
    .selectFrom('arenden.arende as arende')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'arende.owner_aktor_id')
    .leftJoin('aktorer.v_person as p', 'p.id', 'arende.handlaggare_id')
    .select([
      'arende.id',
      'arende.owner_aktor_id',
      'a.name as owner_name',
      'arende.diarienummer',
      'arende.title',
      'arende.counterpart',
      'arende.counterpart_diarienummer',
      'arende.opened_on',
      'arende.handlaggare_id',
      'p.name as handlaggare_name',
      'arende.state',
      'arende.closed_on',
      'arende.version',
    ])
}

type ArendeRow = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>

function toArende(row: ArendeRow): Arende {
  return {
    id: row.id,
    ownerAktorId: row.owner_aktor_id,
    ownerName: row.owner_name,
    diarienummer: row.diarienummer,
    title: row.title,
    counterpart: row.counterpart,
    counterpartDiarienummer: row.counterpart_diarienummer,
    openedOn: row.opened_on,
    handlaggareId: row.handlaggare_id,
    handlaggareName: row.handlaggare_name,
    state: row.state,
    closedOn: row.closed_on,
    version: row.version,
  }
}

/** The ärenden that the actor may see, filtered by free text in numbers, title and counterpart. */
export async function listArenden(
  db: Db,
  actor: Actor,
  query: ListQuery,
  isAll = false,
): Promise<{ rows: Arende[]; total: number }> {
  const conditions: RawBuilder<SqlBool>[] = [arendePolicy.sql(actor)]
  const text = query.filters.text
  if (text) {
    const like = `%${text.toLocaleLowerCase('sv').replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(
      sql`(${swedishLower('arende.title')} like ${like} or ${swedishLower('arende.diarienummer')} like ${like}
        or ${swedishLower('arende.counterpart_diarienummer')} like ${like} or ${swedishLower('arende.counterpart')} like ${like})`,
    )
  }
  if (query.filters.lage === 'oppet' || query.filters.lage === 'avslutat')
    conditions.push(sql`arende.state = ${query.filters.lage}`)
  const where = sql<SqlBool>`${sql.join(conditions, sql` and `)}`
  const { total } = await tables(db)
    .selectFrom('arenden.arende as arende')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(where)
    .executeTakeFirstOrThrow()
  let select = base(db)
    .where(where)
    .orderBy(SORTS[query.sort] ?? sql`arende.opened_on`, query.isDescending ? 'desc' : 'asc')
    .orderBy('arende.id', 'desc')
  if (!isAll) select = select.limit(PAGE_SIZE).offset((query.page - 1) * PAGE_SIZE)
  return { rows: (await select.execute()).map(toArende), total: Number(total) }
}

/** One ärende that the actor may see, else NotFound. */
export async function findArende(db: Db, actor: Actor, id: string): Promise<Arende> {
  const row = await base(db).where('arende.id', '=', id).where(arendePolicy.sql(actor)).executeTakeFirst()
  if (!row) throw new NotFound('arende')
  return toArende(row)
}

/** The same with its row held until the commit. */
export async function lockArende(db: Db, actor: Actor, id: string, expected: number): Promise<Arende> {
  await tables(db).selectFrom('arenden.arende').select('id').where('id', '=', id).forUpdate().execute()
  const found = await findArende(db, actor, id)
  if (found.version !== expected) throw new Conflict('arende', found.version)
  return found
}

/**
 * Holds an ärende so that nobody closes it before the act that asks has been committed (ARENDE-OPPET). Shared, since several acts in one
 * ärende do not disturb each other; whoever closes it waits, and then sees what they wrote. Taken after the rows of what is acted on.
 */
export async function holdArende(db: Db, id: string | null): Promise<void> {
  if (id !== null) await tables(db).selectFrom('arenden.arende').select('id').where('id', '=', id).forShare().execute()
}

/** Closes an ärende that is held (with the day), or opens it again (null). Gives the new version. */
export async function setClosed(db: Db, arende: Arende, closedOn: string | null): Promise<number> {
  await tables(db)
    .updateTable('arenden.arende')
    .set({
      state: closedOn === null ? 'oppet' : 'avslutat',
      closed_on: closedOn,
      version: arende.version + 1,
    })
    .where('id', '=', arende.id)
    .execute()
  return arende.version + 1
}

/**
 * Puts a handling into an ärende under the next number. The ärende's row is held by it, so that two handlingar never get one number;
 * a number whose handling has been destroyed is not given again.
 */
export async function attachHandling(db: Db, arendeId: string, handlingId: string): Promise<number> {
  const { nr } = await tables(db)
    .updateTable('arenden.arende')
    .set((eb) => ({ last_nr: eb('last_nr', '+', 1) }))
    .where('id', '=', arendeId)
    .returning('last_nr as nr')
    .executeTakeFirstOrThrow()
  await tables(db)
    .insertInto('arenden.arende_handling')
    .values({ arende_id: arendeId, handling_id: handlingId, nr })
    .execute()
  return nr
}

/** Takes a handling that is going to be destroyed out of its ärende, with what showed it to others. */
export async function detachHandlingar(db: Db, handlingIds: string[]): Promise<void> {
  if (handlingIds.length === 0) return
  await tables(db)
    .deleteFrom('arenden.arende_handling')
    .where(sql<boolean>`handling_id = any(${handlingIds}::uuid[])`)
    .execute()
  await tables(db)
    .deleteFrom('platform.share')
    .where('kind', '=', 'handling')
    .where(sql<boolean>`id = any(${handlingIds}::uuid[])`)
    .execute()
}

export async function handlingIdsOf(db: Db, arendeId: string): Promise<{ handlingId: string; nr: number }[]> {
  const rows = await tables(db)
    .selectFrom('arenden.arende_handling')
    .selectAll()
    .where('arende_id', '=', arendeId)
    .orderBy('nr')
    .execute()
  return rows.map((row) => ({ handlingId: row.handling_id, nr: row.nr }))
}

export async function setHandlaggare(db: Db, arendeId: string, personId: string | null): Promise<void> {
  await tables(db).updateTable('arenden.arende').set({ handlaggare_id: personId }).where('id', '=', arendeId).execute()
}

/** Names the other party of an ärende of one's own, when it is known. */
export async function setCounterpart(db: Db, arendeId: string, counterpart: string): Promise<void> {
  await tables(db).updateTable('arenden.arende').set({ counterpart }).where('id', '=', arendeId).execute()
}

export async function sharedWith(db: Db, arendeId: string): Promise<{ aktorId: string; name: string }[]> {
  const rows = await tables(db)
    .selectFrom('platform.share as s')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 's.aktor_id')
    .select(['s.aktor_id', 'a.name'])
    .where('s.kind', '=', 'arende')
    .where('s.id', '=', arendeId)
    .orderBy(swedishOrder('a.name'))
    .execute()
  return rows.map((row) => ({ aktorId: row.aktor_id, name: row.name }))
}

export async function insertShares(
  db: Db,
  items: { kind: string; id: string }[],
  aktorId: string,
  at: Date,
  by: string,
): Promise<void> {
  await tables(db)
    .insertInto('platform.share')
    .values(items.map((item) => ({ ...item, aktor_id: aktorId, shared_at: at, shared_by: by })))
    .onConflict((conflict) => conflict.columns(['kind', 'id', 'aktor_id']).doNothing())
    .execute()
}
