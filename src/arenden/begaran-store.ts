import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Handling, handlingarById, maskadeKopior } from '../handlingar/index.ts'
import { type Actor, type Policy, seatAt } from '../platform/access/index.ts'
import { type Db, swedishLower } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import { type ListQuery, PAGE_SIZE } from '../platform/html/index.ts'
import { type BegaranState, begaranSteps, type Channel, type Outcome } from './model/begaran-steps.ts'

/** A request for allmänna handlingar. `requester` is null for one who has not said who they are; nobody has to. */
export interface Begaran {
  id: string
  ownerAktorId: string
  ownerName: string
  state: BegaranState
  receivedOn: string
  channel: Channel
  requester: string | null
  wanted: string
  reason: string | null
  beslut: string | null
  beslutOn: string | null
  answeredOn: string | null
  registeredBy: string
  version: number
}

/** A handling that was found, and how it was judged. */
export interface BegaranHandling {
  handling: Handling
  outcome: Outcome | null
  note: string | null
  copySha256: string | null
  copyName: string | null
  /** The handling has a masked copy of its own. */
  hasMasked: boolean
}

type BegaranTables = {
  'arenden.begaran': {
    id: string
    owner_aktor_id: string
    state: BegaranState
    received_on: string
    channel: Channel
    requester: string | null
    wanted: string
    reason: string | null
    beslut: string | null
    beslut_on: string | null
    answered_on: string | null
    registered_by: string
    version: number
  }
  'arenden.begaran_handling': {
    begaran_id: string
    handling_id: string
    outcome: Outcome | null
    note: string | null
    copy_sha256: string | null
    copy_name: string | null
  }
  'arenden.arende_handling': { arende_id: string; handling_id: string; nr: number }
  'arenden.arende': { id: string; diarienummer: string | null; title: string }
  'handlingar.handling': { id: string; title: string; owner_aktor_id: string; state: string; state_on: string }
  'aktorer.v_aktor': { id: string; name: string }
}

function tables(db: Db) {
  return db.withTables<BegaranTables>()
}

const SEEN_BY = ['registrator', 'handlaggare', 'namndsekreterare', 'forvaltningschef'] as const

/** Who asks for what is nobody's business but those who answer: the officials of the authority. */
const begaranPolicy: Policy<{ ownerAktorId: string }> = seatAt(
  (row) => [row.ownerAktorId],
  (bodies) => sql`begaran.owner_aktor_id = any(${bodies})`,
  SEEN_BY,
)

function base(db: Db) {
  return tables(db)
    .selectFrom('arenden.begaran as begaran')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'begaran.owner_aktor_id')
    .selectAll('begaran')
    .select('a.name as owner_name')
}

function toBegaran(row: Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>): Begaran {
  return {
    id: row.id,
    ownerAktorId: row.owner_aktor_id,
    ownerName: row.owner_name,
    state: row.state,
    receivedOn: row.received_on,
    channel: row.channel,
    requester: row.requester,
    wanted: row.wanted,
    reason: row.reason,
    beslut: row.beslut,
    beslutOn: row.beslut_on,
    answeredOn: row.answered_on,
    registeredBy: row.registered_by,
    version: row.version,
  }
}

/** One request that the actor may see, else NotFound. */
export async function findBegaran(db: Db, actor: Actor, id: string): Promise<Begaran> {
  const row = await base(db).where('begaran.id', '=', id).where(begaranPolicy.sql(actor)).executeTakeFirst()
  if (!row) throw new NotFound('begaran')
  return toBegaran(row)
}

/** The same with its row held until the commit. */
export async function lockBegaran(db: Db, actor: Actor, id: string, expected: number): Promise<Begaran> {
  await tables(db).selectFrom('arenden.begaran').select('id').where('id', '=', id).forUpdate().execute()
  const found = await findBegaran(db, actor, id)
  if (found.version !== expected) throw new Conflict('begaran', found.version)
  return found
}

/** The requests that nobody has answered yet, of those that the actor may see; the oldest first. */
export async function openBegaranden(db: Db, actor: Actor): Promise<Begaran[]> {
  const rows = await base(db)
    .where('begaran.state', 'in', ['inkommen', 'provning'])
    .where(begaranPolicy.sql(actor))
    .orderBy('begaran.received_on')
    .orderBy('begaran.id')
    .execute()
  return rows.map(toBegaran)
}

export const BEGARAN_SORTS = ['inkom', 'lage']

/** The requests that the actor may see. */
export async function listBegaranden(
  db: Db,
  actor: Actor,
  query: ListQuery,
  isAll = false,
): Promise<{ rows: Begaran[]; total: number }> {
  const conditions: RawBuilder<SqlBool>[] = [begaranPolicy.sql(actor)]
  const { lage, text } = query.filters
  if (lage && (begaranSteps.states as readonly string[]).includes(lage)) conditions.push(sql`begaran.state = ${lage}`)
  if (text) {
    const like = `%${text.toLocaleLowerCase('sv').replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`${swedishLower('begaran.wanted')} like ${like}`)
  }
  const where = sql<SqlBool>`${sql.join(conditions, sql` and `)}`
  const { total } = await tables(db)
    .selectFrom('arenden.begaran as begaran')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(where)
    .executeTakeFirstOrThrow()
  let select = base(db)
    .where(where)
    .orderBy(query.sort === 'lage' ? 'begaran.state' : 'begaran.received_on', query.isDescending ? 'desc' : 'asc')
    .orderBy('begaran.id', 'desc')
  if (!isAll) select = select.limit(PAGE_SIZE).offset((query.page - 1) * PAGE_SIZE)
  return { rows: (await select.execute()).map(toBegaran), total: Number(total) }
}

export async function insertBegaran(
  db: Db,
  row: Pick<Begaran, 'id' | 'ownerAktorId' | 'receivedOn' | 'channel' | 'requester' | 'wanted' | 'registeredBy'>,
): Promise<void> {
  await tables(db)
    .insertInto('arenden.begaran')
    .values({
      id: row.id,
      owner_aktor_id: row.ownerAktorId,
      state: 'inkommen',
      received_on: row.receivedOn,
      channel: row.channel,
      requester: row.requester,
      wanted: row.wanted,
      reason: null,
      beslut: null,
      beslut_on: null,
      answered_on: null,
      registered_by: row.registeredBy,
      version: 1,
    })
    .execute()
}

/** Changes a request that is held. Gives the new version. */
export async function saveBegaran(
  db: Db,
  begaran: Begaran,
  change: Partial<Pick<BegaranTables['arenden.begaran'], 'state' | 'reason' | 'beslut' | 'beslut_on' | 'answered_on'>>,
): Promise<number> {
  const version = begaran.version + 1
  await tables(db)
    .updateTable('arenden.begaran')
    .set({ ...change, version })
    .where('id', '=', begaran.id)
    .execute()
  return version
}

/** The handlingar of a request, in the order of their days. */
export async function handlingarOf(db: Db, actor: Actor, begaranId: string): Promise<BegaranHandling[]> {
  const rows = await tables(db)
    .selectFrom('arenden.begaran_handling')
    .selectAll()
    .where('begaran_id', '=', begaranId)
    .execute()
  const byId = new Map(rows.map((row) => [row.handling_id, row]))
  const handlingar = await handlingarById(db, actor, [...byId.keys()])
  const masked = await maskadeKopior(db, [...byId.keys()])
  return handlingar
    .sort((a, b) => (a.stateOn === b.stateOn ? (a.id < b.id ? -1 : 1) : a.stateOn < b.stateOn ? -1 : 1))
    .map((handling) => {
      const row = byId.get(handling.id)
      return {
        handling,
        outcome: row?.outcome ?? null,
        note: row?.note ?? null,
        copySha256: row?.copy_sha256 ?? null,
        copyName: row?.copy_name ?? null,
        hasMasked: masked.has(handling.id),
      }
    })
}

/** Replaces what was found; what was judged before and is still chosen keeps its judgement. */
export async function replaceHandlingar(db: Db, begaranId: string, handlingIds: string[]): Promise<void> {
  await tables(db)
    .deleteFrom('arenden.begaran_handling')
    .where('begaran_id', '=', begaranId)
    .where(sql<boolean>`handling_id <> all(${handlingIds}::uuid[])`)
    .execute()
  if (handlingIds.length === 0) return
  await tables(db)
    .insertInto('arenden.begaran_handling')
    .values(
      handlingIds.map((handling_id) => ({
        begaran_id: begaranId,
        handling_id,
        outcome: null,
        note: null,
        copy_sha256: null,
        copy_name: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['begaran_id', 'handling_id']).doNothing())
    .execute()
}

export async function saveOutcome(
  db: Db,
  begaranId: string,
  handlingId: string,
  judged: { outcome: Outcome; note: string; copy: { sha256: string; name: string } | null },
): Promise<void> {
  await tables(db)
    .updateTable('arenden.begaran_handling')
    .set({
      outcome: judged.outcome,
      note: judged.note || null,
      copy_sha256: judged.copy?.sha256 ?? null,
      copy_name: judged.copy?.name ?? null,
    })
    .where('begaran_id', '=', begaranId)
    .where('handling_id', '=', handlingId)
    .execute()
}

const MAX_FOUND = 40

/** The body's allmänna handlingar whose title, or whose ärende's number or title, holds the words. Arbetsmaterial is never among them. */
export async function searchHandlingar(
  db: Db,
  ownerAktorId: string,
  text: string,
): Promise<{ id: string; title: string; stateOn: string; diarienummer: string | null }[]> {
  const like = `%${text.toLocaleLowerCase('sv').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await tables(db)
    .selectFrom('handlingar.handling as h')
    .innerJoin('arenden.arende_handling as ah', 'ah.handling_id', 'h.id')
    .innerJoin('arenden.arende as arende', 'arende.id', 'ah.arende_id')
    .select(['h.id', 'h.title', 'h.state_on', 'arende.diarienummer'])
    .where('h.owner_aktor_id', '=', ownerAktorId)
    .where('h.state', '<>', 'arbetsmaterial')
    .where(
      sql<boolean>`(${swedishLower('h.title')} like ${like} or ${swedishLower('arende.title')} like ${like}
        or ${swedishLower('arende.diarienummer')} like ${like})`,
    )
    .orderBy('h.state_on', 'desc')
    .orderBy('h.id')
    .limit(MAX_FOUND)
    .execute()
  return rows.map((row) => ({ id: row.id, title: row.title, stateOn: row.state_on, diarienummer: row.diarienummer }))
}
