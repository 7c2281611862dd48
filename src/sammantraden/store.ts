import { type Generated, type Insertable, sql } from 'kysely'
import { MUNICIPAL_ROLES } from '../aktorer/index.ts'
import { type Actor, anyOf, holdsRole, type Policy, seatAt } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import type { BeslutKind } from './model/beslut.ts'
import type { BeslutState } from './model/beslut-steps.ts'

type SammantradenTables = {
  'sammantraden.sammantrade': {
    id: string
    aktor_id: string
    held_on: string
    starts_at: string
    place: string
    manusstopp_on: string
    kallelse_on: string
    cancelled_on: string | null
    version: number
  }
  'sammantraden.punkt': { sammantrade_id: string; utlatande_id: string; nr: number }
  'sammantraden.beslut': {
    id: string
    aktor_id: string
    arende_id: string | null
    kind: BeslutKind
    state: BeslutState
    decided_on: string
    paragraf: string | null
    wording: string
    formula: string | null
    decided_by: string | null
    ground: string | null
    reason: string | null
    is_omedelbart_justerat: boolean
    justerat_on: string | null
    anslaget_on: string | null
    reported_at: string | null
    handling_id: string | null
    is_unattested: boolean
    yrkanden: Generated<string>
    reservationer: Generated<string>
    skickas_till: Generated<string>
    tillagg: Generated<string>
    version: number
  }
  'aktorer.v_aktor': { id: string; name: string }
  'arenden.v_arende': { id: string; diarienummer: string | null; title: string }
}

function tables(db: Db) {
  return db.withTables<SammantradenTables>()
}

export interface Sammantrade {
  id: string
  aktorId: string
  aktorName: string
  heldOn: string
  startsAt: string
  place: string
  manusstoppOn: string
  kallelseOn: string
  /** The day when it was called off. */
  cancelledOn: string | null
  version: number
}

/** Meeting days are no secret inside the municipality; a party outside sees those of its own body. */
const sammantradePolicy: Policy<{ aktorId: string }> = anyOf(
  holdsRole(MUNICIPAL_ROLES),
  seatAt(
    (row) => [row.aktorId],
    (bodies) => sql`s.aktor_id = any(${bodies})`,
  ),
)

function sammantradeBase(db: Db) {
  return tables(db)
    .selectFrom('sammantraden.sammantrade as s')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 's.aktor_id')
    .selectAll('s')
    .select('a.name')
}

function toSammantrade(
  row: Awaited<ReturnType<ReturnType<typeof sammantradeBase>['executeTakeFirstOrThrow']>>,
): Sammantrade {
  return {
    id: row.id,
    aktorId: row.aktor_id,
    aktorName: row.name,
    heldOn: row.held_on,
    startsAt: row.starts_at,
    place: row.place,
    manusstoppOn: row.manusstopp_on,
    kallelseOn: row.kallelse_on,
    cancelledOn: row.cancelled_on,
    version: row.version,
  }
}

export async function findSammantrade(db: Db, actor: Actor, id: string): Promise<Sammantrade> {
  const row = await sammantradeBase(db).where('s.id', '=', id).where(sammantradePolicy.sql(actor)).executeTakeFirst()
  if (!row) throw new NotFound('sammantrade')
  return toSammantrade(row)
}

/** Meetings from a day on, of all bodies or some, the next first; those that were called off only when asked for. */
export async function listSammantraden(
  db: Db,
  actor: Actor,
  where: { from: string; aktorIds?: string[]; isCancelledToo?: true },
): Promise<Sammantrade[]> {
  let query = sammantradeBase(db)
    .where('s.held_on', '>=', where.from)
    .where(sammantradePolicy.sql(actor))
    .orderBy('s.held_on')
    .orderBy('s.starts_at')
  if (!where.isCancelledToo) query = query.where('s.cancelled_on', 'is', null)
  if (where.aktorIds) query = query.where(sql<boolean>`s.aktor_id = any(${where.aktorIds}::uuid[])`)
  return (await query.execute()).map(toSammantrade)
}

export async function insertSammantrade(
  db: Db,
  row: Omit<SammantradenTables['sammantraden.sammantrade'], 'version' | 'cancelled_on'>,
): Promise<boolean> {
  const made = await tables(db)
    .insertInto('sammantraden.sammantrade')
    .values({ ...row, cancelled_on: null, version: 1 })
    .onConflict((conflict) =>
      conflict.columns(['aktor_id', 'held_on', 'starts_at']).where('cancelled_on', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** A meeting with its row held until the commit, and only on the version that was shown. */
export async function lockSammantrade(db: Db, actor: Actor, id: string, expected: number | null): Promise<Sammantrade> {
  await tables(db).selectFrom('sammantraden.sammantrade').select('id').where('id', '=', id).forUpdate().execute()
  const found = await findSammantrade(db, actor, id)
  if (expected !== null && found.version !== expected) throw new Conflict('sammantrade', found.version)
  return found
}

export async function saveCancelled(db: Db, id: string, cancelledOn: string): Promise<number> {
  const row = await tables(db)
    .updateTable('sammantraden.sammantrade')
    .set((eb) => ({ cancelled_on: cancelledOn, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/**
 * The meetings of one body for its calendar, called off or not. Asked without an actor: meeting days are no secret, and whoever has the
 * body's calendar address may read them. Only day, time and place are given.
 */
export async function sammantradeDaysOf(
  db: Db,
  aktorId: string,
  from: string,
): Promise<Pick<Sammantrade, 'id' | 'aktorName' | 'heldOn' | 'startsAt' | 'place' | 'cancelledOn'>[]> {
  const rows = await sammantradeBase(db)
    .where('s.aktor_id', '=', aktorId)
    .where('s.held_on', '>=', from)
    .orderBy('s.held_on')
    .orderBy('s.starts_at')
    .execute()
  return rows.map(toSammantrade)
}

/** The statements on a meeting's agenda, in order. */
export async function listPunkter(db: Db, sammantradeId: string): Promise<{ utlatandeId: string; nr: number }[]> {
  const rows = await tables(db)
    .selectFrom('sammantraden.punkt')
    .selectAll()
    .where('sammantrade_id', '=', sammantradeId)
    .orderBy('nr')
    .execute()
  return rows.map((row) => ({ utlatandeId: row.utlatande_id, nr: row.nr }))
}

/** The meeting that a statement is to be taken up at; none when it was called off. */
export async function sammantradeOf(db: Db, actor: Actor, utlatandeId: string): Promise<Sammantrade | null> {
  const row = await sammantradeBase(db)
    .innerJoin('sammantraden.punkt as p', 'p.sammantrade_id', 's.id')
    .where('p.utlatande_id', '=', utlatandeId)
    .where('s.cancelled_on', 'is', null)
    .where(sammantradePolicy.sql(actor))
    .executeTakeFirst()
  return row ? toSammantrade(row) : null
}

/** Puts a statement on a meeting's agenda, last; it stands on one agenda at a time. */
export async function setPunkt(db: Db, sammantradeId: string, utlatandeId: string): Promise<void> {
  await tables(db)
    .selectFrom('sammantraden.sammantrade')
    .select('id')
    .where('id', '=', sammantradeId)
    .forUpdate()
    .execute()
  await tables(db).deleteFrom('sammantraden.punkt').where('utlatande_id', '=', utlatandeId).execute()
  const last = await tables(db)
    .selectFrom('sammantraden.punkt')
    .select((eb) => eb.fn.max('nr').as('nr'))
    .where('sammantrade_id', '=', sammantradeId)
    .executeTakeFirst()
  await tables(db)
    .insertInto('sammantraden.punkt')
    .values({ sammantrade_id: sammantradeId, utlatande_id: utlatandeId, nr: (last?.nr ?? 0) + 1 })
    .execute()
}

export interface Beslut {
  id: string
  aktorId: string
  aktorName: string
  arendeId: string | null
  diarienummer: string | null
  arendeTitle: string | null
  kind: BeslutKind
  state: BeslutState
  decidedOn: string
  paragraf: string | null
  wording: string
  formula: string | null
  decidedBy: string | null
  ground: string | null
  reason: string | null
  isOmedelbartJusterat: boolean
  justeratOn: string | null
  anslagetOn: string | null
  reportedAt: string | null
  handlingId: string | null
  /** Nobody had attested the text that it is about. */
  isUnattested: boolean
  /** What the body added in its own words, paragraphs parted by a blank line. */
  tillagg: string
  /** What the extract says beside the decision: Markdown, '' where nothing is said. */
  utdrag: BeslutUtdrag
  version: number
}

/** The parts of an extract that only the body's protocol knows. */
export interface BeslutUtdrag {
  yrkanden: string
  reservationer: string
  skickasTill: string
}

/** A decision is an allmän handling once adjusted; until then its own body's. Registered ones are shown to the municipality. */
export const beslutPolicy: Policy<{ aktorId: string }> = anyOf(
  holdsRole(MUNICIPAL_ROLES),
  seatAt(
    (row) => [row.aktorId],
    (bodies) => sql`b.aktor_id = any(${bodies})`,
  ),
)

function beslutBase(db: Db) {
  return tables(db)
    .selectFrom('sammantraden.beslut as b')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'b.aktor_id')
    .leftJoin('arenden.v_arende as ar', 'ar.id', 'b.arende_id')
    .selectAll('b')
    .select(['a.name', 'ar.diarienummer', 'ar.title as arende_title'])
}

function toBeslut(row: Awaited<ReturnType<ReturnType<typeof beslutBase>['executeTakeFirstOrThrow']>>): Beslut {
  return {
    id: row.id,
    aktorId: row.aktor_id,
    aktorName: row.name,
    arendeId: row.arende_id,
    diarienummer: row.diarienummer,
    arendeTitle: row.arende_title,
    kind: row.kind,
    state: row.state,
    decidedOn: row.decided_on,
    paragraf: row.paragraf,
    wording: row.wording,
    formula: row.formula,
    decidedBy: row.decided_by,
    ground: row.ground,
    reason: row.reason,
    isOmedelbartJusterat: row.is_omedelbart_justerat,
    justeratOn: row.justerat_on,
    anslagetOn: row.anslaget_on,
    reportedAt: row.reported_at,
    handlingId: row.handling_id,
    isUnattested: row.is_unattested,
    tillagg: row.tillagg,
    utdrag: { yrkanden: row.yrkanden, reservationer: row.reservationer, skickasTill: row.skickas_till },
    version: row.version,
  }
}

export async function findBeslut(db: Db, actor: Actor, id: string): Promise<Beslut> {
  const row = await beslutBase(db).where('b.id', '=', id).where(beslutPolicy.sql(actor)).executeTakeFirst()
  if (!row) throw new NotFound('beslut')
  return toBeslut(row)
}

export async function lockBeslut(db: Db, actor: Actor, id: string, expected: number): Promise<Beslut> {
  await tables(db).selectFrom('sammantraden.beslut').select('id').where('id', '=', id).forUpdate().execute()
  const found = await findBeslut(db, actor, id)
  if (found.version !== expected) throw new Conflict('beslut', found.version)
  return found
}

export async function listBeslut(
  db: Db,
  actor: Actor,
  where: { kinds?: BeslutKind[]; aktorIds?: string[]; unreported?: true; isOpen?: true; ids?: string[] },
): Promise<Beslut[]> {
  let query = beslutBase(db).where(beslutPolicy.sql(actor)).orderBy('b.decided_on', 'desc').orderBy('b.id', 'desc')
  if (where.ids) query = query.where(sql<boolean>`b.id = any(${where.ids}::uuid[])`)
  if (where.kinds) query = query.where('b.kind', 'in', where.kinds)
  if (where.aktorIds) query = query.where(sql<boolean>`b.aktor_id = any(${where.aktorIds}::uuid[])`)
  // What has been posted or reported waits for nobody; a board's decision has neither.
  if (where.isOpen)
    query = query.where(
      sql<boolean>`case when b.kind = 'namndbeslut' then b.state <> 'anslaget' else b.reported_at is null and b.kind <> 'styrelsebeslut' end`,
    )
  if (where.unreported) query = query.where('b.reported_at', 'is', null)
  return (await query.execute()).map(toBeslut)
}

export async function insertBeslut(
  db: Db,
  row: Omit<Insertable<SammantradenTables['sammantraden.beslut']>, 'version'>,
): Promise<void> {
  await tables(db)
    .insertInto('sammantraden.beslut')
    .values({ ...row, version: 1 })
    .execute()
}

export async function saveBeslut(
  db: Db,
  id: string,
  change: Partial<{
    state: BeslutState
    justerat_on: string
    anslaget_on: string
    reported_at: string
    yrkanden: string
    reservationer: string
    skickas_till: string
  }>,
): Promise<number> {
  const row = await tables(db)
    .updateTable('sammantraden.beslut')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}
