import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { MUNICIPAL_ROLES } from '../aktorer/index.ts'
import { holdArende } from '../arenden/index.ts'
import {
  type Actor,
  allOf,
  anyOf,
  holdsRole,
  type Policy,
  type Situation,
  seatAt,
  valueIs,
} from '../platform/access/index.ts'
import { type Db, swedishLower, swedishOrder } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import { type ListQuery, PAGE_SIZE } from '../platform/html/index.ts'
import type { RemissState } from './model/remiss-steps.ts'
import { arrivalState, isIn, type SvarState } from './model/svar-steps.ts'
import type { RemissTables } from './tables.ts'

export function tables(db: Db) {
  return db.withTables<RemissTables>()
}

export interface Fraga {
  id: string
  text: string
  /** The chapter that the question is about; null = the whole. */
  avsnittId: string | null
}

export interface Remiss {
  id: string
  ownerAktorId: string
  ownerName: string
  programVersionId: string
  arendeId: string
  /** The sender's own diary number. */
  diarienummer: string | null
  arendeState: 'oppet' | 'avslutat'
  title: string
  missiv: string
  svarSenast: string | null
  status: RemissState
  sentAt: Date | null
  closedAt: Date | null
  closingReason: string | null
  version: number
  instansAktorIds: string[]
}

/**
 * A remiss that has been sent is seen by everybody with a role in the municipality and by the instances; a draft only by the body
 * that prepares it. A party outside sees the remisser that it has been asked in, no others.
 */
export const remissPolicy: Policy<{ status: string; ownerAktorId: string; instansAktorIds: readonly string[] }> = anyOf(
  seatAt(
    (row) => [row.ownerAktorId],
    (bodies) => sql`remiss.owner_aktor_id = any(${bodies})`,
  ),
  allOf(
    valueIs((row) => row.status, sql.ref('remiss.status'), ['skickad', 'avslutad']),
    anyOf(
      holdsRole(MUNICIPAL_ROLES),
      seatAt(
        (row) => row.instansAktorIds,
        (bodies) =>
          sql`exists (select 1 from remiss.remissinstans i where i.remiss_id = remiss.id and i.aktor_id = any(${bodies}))`,
      ),
    ),
  ),
)

const instansIds = sql<
  string[]
>`coalesce((select array_agg(i.aktor_id::text order by i.aktor_id) from remiss.remissinstans i where i.remiss_id = remiss.id), '{}')`

function base(db: Db) {
  return tables(db)
    .selectFrom('remiss.remiss as remiss')
    .innerJoin('aktorer.v_aktor as owner', 'owner.id', 'remiss.owner_aktor_id')
    .innerJoin('arenden.v_arende as arende', 'arende.id', 'remiss.arende_id')
    .selectAll('remiss')
    .select([
      'owner.name as owner_name',
      'arende.diarienummer',
      'arende.state as arende_state',
      instansIds.as('instans_ids'),
    ])
}

type RemissRow = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>

function toRemiss(row: RemissRow): Remiss {
  return {
    id: row.id,
    ownerAktorId: row.owner_aktor_id,
    ownerName: row.owner_name,
    programVersionId: row.program_version_id,
    arendeId: row.arende_id,
    diarienummer: row.diarienummer,
    arendeState: row.arende_state,
    title: row.title,
    missiv: row.missiv,
    svarSenast: row.svar_senast,
    status: row.status,
    sentAt: row.sent_at,
    closedAt: row.closed_at,
    closingReason: row.closing_reason,
    version: row.version,
    instansAktorIds: row.instans_ids,
  }
}

/** One remiss that the actor may see, else NotFound. */
export async function findRemiss(db: Db, actor: Actor, id: string): Promise<Remiss> {
  const row = await base(db).where('remiss.id', '=', id).where(remissPolicy.sql(actor)).executeTakeFirst()
  if (!row) throw new NotFound('remiss')
  return toRemiss(row)
}

/** The same, with its row held until the commit, and only on the version that the actor saw. Every act on a remiss begins here. */
export async function lockRemiss(db: Db, actor: Actor, id: string, expected: number | null): Promise<Remiss> {
  await tables(db).selectFrom('remiss.remiss').select('id').where('id', '=', id).forUpdate().execute()
  await holdArende(db, (await findRemiss(db, actor, id)).arendeId)
  const remiss = await findRemiss(db, actor, id)
  if (expected !== null && remiss.version !== expected) throw new Conflict('remiss', remiss.version)
  return remiss
}

export interface RemissListRow extends Remiss {
  instansCount: number
  replyCount: number
}

const SORTS: Record<string, RawBuilder<unknown>> = {
  senast: sql`remiss.svar_senast`,
  titel: swedishOrder('remiss.title'),
  avsandare: swedishOrder('owner.name'),
  dnr: sql`arende.diarienummer`,
}
export const REMISS_SORTS = Object.keys(SORTS)

/** GEMENSAMT-SVAR: a reply stands for the instance `i` – its own, or a joint one that has been sent and that no later one replaced. */
export const hasJointReply = sql<boolean>`exists (select 1 from remiss.gemensamt_svar g
  join remiss.remissvar joint on joint.id = g.remissvar_id
  where g.remissinstans_id = i.id and joint.is_sent and joint.superseded_by is null)`

const instansCount = sql<number>`(select count(*)::int from remiss.remissinstans i where i.remiss_id = remiss.id)`
const replyCount = sql<number>`(select count(*)::int from remiss.remissinstans i
  where i.remiss_id = remiss.id and (i.lage in ('inkommen', 'inkommen_efter_svarstiden') or ${hasJointReply}))`

/** The remisser that the actor may see, with how many have answered. */
export async function listRemisser(
  db: Db,
  actor: Actor,
  query: ListQuery,
  isAll = false,
): Promise<{ rows: RemissListRow[]; total: number }> {
  const conditions: RawBuilder<SqlBool>[] = [remissPolicy.sql(actor)]
  const { text, lage } = query.filters
  if (text) {
    const like = `%${text.toLocaleLowerCase('sv').replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(
      sql`(${swedishLower('remiss.title')} like ${like} or ${swedishLower('arende.diarienummer')} like ${like})`,
    )
  }
  if (lage) conditions.push(sql`remiss.status = ${lage}`)
  let select = base(db)
    .select([
      instansCount.as('instans_count'),
      replyCount.as('reply_count'),
      sql<number>`count(*) over ()::int`.as('total'),
    ])
    .where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`)
    .orderBy(SORTS[query.sort] ?? sql`remiss.svar_senast`, query.isDescending ? 'desc' : 'asc')
    .orderBy('remiss.id', 'desc')
  if (!isAll) select = select.limit(PAGE_SIZE).offset((query.page - 1) * PAGE_SIZE)
  const rows = await select.execute()
  return {
    rows: rows.map((row) => ({ ...toRemiss(row), instansCount: row.instans_count, replyCount: row.reply_count })),
    total: rows[0]?.total ?? 0,
  }
}

export async function insertRemiss(
  db: Db,
  remiss: {
    id: string
    ownerAktorId: string
    programVersionId: string
    arendeId: string
    title: string
    missiv: string
    svarSenast: string | null
  },
): Promise<void> {
  await tables(db)
    .insertInto('remiss.remiss')
    .values({
      id: remiss.id,
      owner_aktor_id: remiss.ownerAktorId,
      program_version_id: remiss.programVersionId,
      arende_id: remiss.arendeId,
      title: remiss.title,
      missiv: remiss.missiv,
      svar_senast: remiss.svarSenast,
      status: 'utkast',
      sent_at: null,
      closed_at: null,
      closing_reason: null,
      version: 1,
    })
    .execute()
}

/** Writes changed columns of a locked remiss and raises its version. */
export async function saveRemiss(
  db: Db,
  id: string,
  change: Partial<{
    title: string
    missiv: string
    svar_senast: string | null
    status: RemissState
    sent_at: Date
    closed_at: Date
    closing_reason: string
  }>,
): Promise<number> {
  const row = await tables(db)
    .updateTable('remiss.remiss')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

export async function listFragor(db: Db, remissId: string): Promise<Fraga[]> {
  const rows = await tables(db)
    .selectFrom('remiss.fraga')
    .selectAll()
    .where('remiss_id', '=', remissId)
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({ id: row.id, text: row.text, avsnittId: row.avsnitt_id }))
}

export async function replaceFragor(db: Db, remissId: string, fragor: Fraga[]): Promise<void> {
  await tables(db).deleteFrom('remiss.fraga').where('remiss_id', '=', remissId).execute()
  if (fragor.length === 0) return
  await tables(db)
    .insertInto('remiss.fraga')
    .values(
      fragor.map((fraga, at) => ({
        id: fraga.id,
        remiss_id: remissId,
        ordinal: at + 1,
        text: fraga.text,
        avsnitt_id: fraga.avsnittId,
      })),
    )
    .execute()
}

export interface Instans {
  id: string
  remissId: string
  aktorId: string
  aktorName: string
  aktorKind: string
  lage: SvarState
  arendeId: string | null
  /** The instance's own diary number, once registered. */
  diarienummer: string | null
  /** Null before it has been registered, and at a party that keeps no diary here. */
  arendeState: 'oppet' | 'avslutat' | null
  receivedOn: string | null
  handlaggareId: string | null
  handlaggareName: string | null
  /** The extension that the sender granted. */
  anstandTo: string | null
  abstainedBecause: string | null
  lateNote: 'beaktas' | 'beaktas_inte' | null
  /** A joint reply that another instance has sent and that stands for this one too; its own reply, once it is in, goes before. */
  jointReply: JointReply | null
  version: number
}

export interface JointReply {
  svarId: string
  /** Whose reply it is. */
  aktorName: string
  receivedOn: string
}

const jointReply = sql<JointReply | null>`(select json_build_object(
    'svarId', joint.id, 'aktorName', ja.name, 'receivedOn', joint.received_on)
  from remiss.gemensamt_svar g
  join remiss.remissvar joint on joint.id = g.remissvar_id
  join remiss.remissinstans ji on ji.id = joint.remissinstans_id
  join aktorer.v_aktor ja on ja.id = ji.aktor_id
  where g.remissinstans_id = i.id and joint.is_sent and joint.superseded_by is null
  order by joint.received_on, joint.id limit 1)`

/** A reply stands for the instance: its own, or one that others sent jointly. */
export function isAnswered(instans: Pick<Instans, 'lage' | 'jointReply'>): boolean {
  return isIn(instans.lage) || instans.jointReply !== null
}

/** The instance's own last day: the remiss's, or the extension that was granted. */
export function dueOf(instans: Pick<Instans, 'anstandTo'>, remiss: Pick<Remiss, 'svarSenast'>): string | null {
  return instans.anstandTo ?? remiss.svarSenast
}

/** How the reply that stands for the instance came, its own or a joint one, by the instance's own last day; null when there is none. */
export function arrivalOf(
  instans: Pick<Instans, 'lage' | 'jointReply' | 'anstandTo'>,
  remiss: Pick<Remiss, 'svarSenast'>,
): 'inkommen' | 'inkommen_efter_svarstiden' | null {
  const { lage, jointReply } = instans
  if (lage === 'inkommen' || lage === 'inkommen_efter_svarstiden') return lage
  return jointReply && arrivalState(jointReply.receivedOn, dueOf(instans, remiss) ?? jointReply.receivedOn)
}

function instansBase(db: Db) {
  return tables(db)
    .selectFrom('remiss.remissinstans as i')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'i.aktor_id')
    .leftJoin('arenden.v_arende as ar', 'ar.id', 'i.arende_id')
    .leftJoin('aktorer.v_person as p', 'p.id', 'i.handlaggare_id')
    .selectAll('i')
    .select(['a.name as aktor_name', 'a.kind as aktor_kind', 'ar.diarienummer', 'ar.state as arende_state'])
    .select(['p.name as handlaggare_name', jointReply.as('joint_reply')])
}

type InstansRow = Awaited<ReturnType<ReturnType<typeof instansBase>['executeTakeFirstOrThrow']>>

function toInstans(row: InstansRow): Instans {
  return {
    id: row.id,
    remissId: row.remiss_id,
    aktorId: row.aktor_id,
    aktorName: row.aktor_name,
    aktorKind: row.aktor_kind,
    lage: row.lage,
    arendeId: row.arende_id,
    diarienummer: row.diarienummer,
    arendeState: row.arende_state,
    receivedOn: row.received_on,
    handlaggareId: row.handlaggare_id,
    handlaggareName: row.handlaggare_name,
    anstandTo: row.anstand_to,
    abstainedBecause: row.abstained_because,
    lateNote: row.late_note,
    // What the instance has answered itself goes before what others answered for it.
    jointReply: isIn(row.lage) ? null : row.joint_reply,
    version: row.version,
  }
}

/** The instances of a remiss in alphabetical order. The caller has asked {@link findRemiss} first. */
export async function listInstanser(db: Db, remissId: string): Promise<Instans[]> {
  return (await instansBase(db).where('i.remiss_id', '=', remissId).orderBy(swedishOrder('a.name')).execute()).map(
    toInstans,
  )
}

/** One instance with its remiss; NotFound when the actor may not see the remiss. */
export async function findInstans(db: Db, actor: Actor, id: string): Promise<{ instans: Instans; remiss: Remiss }> {
  const row = await instansBase(db).where('i.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('remissinstans')
  return { instans: toInstans(row), remiss: await findRemiss(db, actor, row.remiss_id) }
}

/** The same with its row held; `expected` as for {@link lockRemiss}. */
export async function lockInstans(
  db: Db,
  actor: Actor,
  id: string,
  expected: number | null,
): Promise<{ instans: Instans; remiss: Remiss }> {
  await tables(db).selectFrom('remiss.remissinstans').select('id').where('id', '=', id).forUpdate().execute()
  const { instans, remiss } = await findInstans(db, actor, id)
  // Both houses': an act of the one may want the other's open too.
  await holdArende(db, instans.arendeId)
  await holdArende(db, remiss.arendeId)
  const found = await findInstans(db, actor, id)
  if (expected !== null && found.instans.version !== expected)
    throw new Conflict('remissinstans', found.instans.version)
  return found
}

/**
 * What {@link svarSteps} is asked with. Which of the two houses' ärenden an act wants open stands in the table: the instance's own for
 * its reply, the sender's for what the sender does (ARENDE-OPPET).
 */
export function svarSituation(
  remiss: Pick<Remiss, 'ownerAktorId' | 'arendeState'>,
  instans: Pick<Instans, 'lage' | 'aktorId' | 'arendeState'> & { jointReply?: unknown },
  missing: string[] = [],
): Situation {
  return {
    state: instans.lage,
    bodies: { avsandare: [remiss.ownerAktorId], instans: [instans.aktorId] },
    missing: [
      ...(instans.arendeState === 'avslutat' ? ['oppet-arende'] : []),
      ...(remiss.arendeState === 'avslutat' ? ['oppet-hos-avsandaren'] : []),
      ...(instans.jointReply ? ['utan-gemensamt-svar'] : []),
      ...missing,
    ],
  }
}

export async function insertInstanser(
  db: Db,
  rows: { id: string; remissId: string; aktorId: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tables(db)
    .insertInto('remiss.remissinstans')
    .values(
      rows.map((row) => ({
        id: row.id,
        remiss_id: row.remissId,
        aktor_id: row.aktorId,
        lage: 'tillagd' as const,
        arende_id: null,
        received_on: null,
        handlaggare_id: null,
        anstand_to: null,
        abstained_because: null,
        late_note: null,
        version: 1,
      })),
    )
    .execute()
}

export async function deleteInstanser(db: Db, remissId: string, aktorIds: string[]): Promise<void> {
  if (aktorIds.length === 0) return
  await tables(db)
    .deleteFrom('remiss.remissinstans')
    .where('remiss_id', '=', remissId)
    .where(sql<boolean>`aktor_id = any(${aktorIds}::uuid[])`)
    .execute()
}

export async function sendToInstanser(db: Db, remissId: string): Promise<void> {
  await tables(db)
    .updateTable('remiss.remissinstans')
    .set((eb) => ({ lage: 'skickad', version: eb('version', '+', 1) }))
    .where('remiss_id', '=', remissId)
    .where('lage', '=', 'tillagd')
    .execute()
}

export async function saveInstans(
  db: Db,
  id: string,
  change: Partial<{
    lage: SvarState
    arende_id: string
    received_on: string
    handlaggare_id: string | null
    anstand_to: string
    abstained_because: string | null
    late_note: 'beaktas' | 'beaktas_inte'
  }>,
): Promise<number> {
  const row = await tables(db)
    .updateTable('remiss.remissinstans')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}
