import { sql } from 'kysely'
import { MUNICIPAL_ROLES } from '../aktorer/index.ts'
import { holdArende } from '../arenden/index.ts'
import { type Actor, allOf, anyOf, holdsRole, type Policy, seatAt, valueIs } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import type { SvarForm } from './model/remissvar.ts'
import { findInstans, type Instans, type Remiss, tables } from './store.ts'

export interface Remissvar {
  id: string
  instansId: string
  form: SvarForm
  sammanfattning: string
  decidedOn: string | null
  paragraf: string | null
  handlingId: string | null
  isSent: boolean
  receivedOn: string | null
  /** It came outside Samsyn and was registered by the sender's own people. */
  isRegisteredBySender: boolean
  /** The tjänsteutlåtande that it rests on, where there is one. */
  utlatandeId: string | null
  /** The registered decision that it rests on. */
  beslutId: string | null
  /** A later reply took its place; this one is kept. */
  supersededBy: string | null
  /** The other instances that it stands for, when it is a joint one (GEMENSAMT-SVAR). */
  med: string[]
  version: number
}

/**
 * A reply under preparation is the instance's own arbetsmaterial (OSL 8 kap. 1 §: another nämnd is another authority). Once sent
 * it is seen by the sender and by everybody with a role in the municipality; a party outside sees only its own – and the joint reply that stands
 * for it.
 */
export const svarPolicy: Policy<{
  isSent: boolean
  senderAktorId: string
  instansAktorId: string
  medAktorIds: readonly string[]
}> = anyOf(
  allOf(
    valueIs((row) => String(row.isSent), sql`svar.is_sent::text`, ['true']),
    anyOf(
      holdsRole(MUNICIPAL_ROLES),
      seatAt(
        (row) => [row.senderAktorId],
        (bodies) => sql`remiss.owner_aktor_id = any(${bodies})`,
      ),
      seatAt(
        (row) => row.medAktorIds,
        (bodies) =>
          sql`exists (select 1 from remiss.gemensamt_svar g join remiss.remissinstans mi on mi.id = g.remissinstans_id
            where g.remissvar_id = svar.id and mi.aktor_id = any(${bodies}))`,
      ),
    ),
  ),
  seatAt(
    (row) => [row.instansAktorId],
    (bodies) => sql`instans.aktor_id = any(${bodies})`,
  ),
)

const medIds = sql<string[]>`coalesce((select array_agg(g.remissinstans_id::text order by g.remissinstans_id)
  from remiss.gemensamt_svar g where g.remissvar_id = svar.id), '{}')`

function base(db: Db) {
  return tables(db)
    .selectFrom('remiss.remissvar as svar')
    .innerJoin('remiss.remissinstans as instans', 'instans.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'instans.remiss_id')
    .selectAll('svar')
    .select(medIds.as('med'))
}

type SvarRow = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>

function toSvar(row: SvarRow): Remissvar {
  return {
    id: row.id,
    instansId: row.remissinstans_id,
    form: row.form,
    sammanfattning: row.sammanfattning,
    decidedOn: row.decided_on,
    paragraf: row.paragraf,
    handlingId: row.handling_id,
    isSent: row.is_sent,
    receivedOn: row.received_on,
    isRegisteredBySender: row.registered_by_sender,
    utlatandeId: row.utlatande_id,
    beslutId: row.beslut_id,
    supersededBy: row.superseded_by,
    med: row.med,
    version: row.version,
  }
}

/** One reply with its instance and remiss, or NotFound – also when the actor may not see it. */
export async function findSvar(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ svar: Remissvar; instans: Instans; remiss: Remiss }> {
  const row = await base(db).where('svar.id', '=', id).where(svarPolicy.sql(actor)).executeTakeFirst()
  if (!row) throw new NotFound('remissvar')
  return { svar: toSvar(row), ...(await findInstans(db, actor, row.remissinstans_id)) }
}

/**
 * The same with the reply's row held until the commit; `expected` null asks for no particular version. The instance's row is held
 * too, and first, as in {@link lockInstans}: every act on a reply is judged by the instance's state, and a document that the sender
 * registers in the same moment changes it.
 */
export async function lockSvar(db: Db, actor: Actor, id: string, expected: number | null) {
  const own = tables(db).selectFrom('remiss.remissvar').select('remissinstans_id').where('id', '=', id)
  await tables(db).selectFrom('remiss.remissinstans').select('id').where('id', 'in', own).forUpdate().execute()
  await tables(db).selectFrom('remiss.remissvar').select('id').where('id', '=', id).forUpdate().execute()
  const { instans, remiss } = await findSvar(db, actor, id)
  await holdArende(db, instans.arendeId)
  await holdArende(db, remiss.arendeId)
  const found = await findSvar(db, actor, id)
  if (expected !== null && found.svar.version !== expected) throw new Conflict('remissvar', found.svar.version)
  return found
}

/** The id of the newest reply that rests on a tjänsteutlåtande; NotFound when none does. */
export async function svarIdOfUtlatande(db: Db, utlatandeId: string): Promise<string> {
  const row = await tables(db)
    .selectFrom('remiss.remissvar')
    .select('id')
    .where('utlatande_id', '=', utlatandeId)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row) throw new NotFound('remissvar')
  return row.id
}

/** That reply, held until the commit; NotFound when the actor may not see it. */
export async function svarOfUtlatande(db: Db, actor: Actor, utlatandeId: string) {
  return lockSvar(db, actor, await svarIdOfUtlatande(db, utlatandeId), null)
}

/** The replies to a remiss, or of one instance, that the actor may see. */
export async function listSvar(
  db: Db,
  actor: Actor,
  where: { remissId: string } | { instansId: string },
): Promise<Remissvar[]> {
  const [column, id] =
    'remissId' in where ? (['instans.remiss_id', where.remissId] as const) : (['instans.id', where.instansId] as const)
  const rows = await base(db).where(column, '=', id).where(svarPolicy.sql(actor)).orderBy('svar.id').execute()
  return rows.map(toSvar)
}

/**
 * Whether the instance has begun a reply and not sent it. Asked without an actor: where an instance stands is the same for the sender,
 * who may not see the draft. Only that it exists is told.
 */
export async function hasDraftOf(db: Db, instansId: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('remiss.remissvar')
    .select('id')
    .where('remissinstans_id', '=', instansId)
    .where('is_sent', '=', false)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertSvar(db: Db, svar: Omit<Remissvar, 'version' | 'med'>): Promise<void> {
  await tables(db)
    .insertInto('remiss.remissvar')
    .values({
      id: svar.id,
      remissinstans_id: svar.instansId,
      form: svar.form,
      sammanfattning: svar.sammanfattning,
      decided_on: svar.decidedOn,
      paragraf: svar.paragraf,
      handling_id: svar.handlingId,
      is_sent: svar.isSent,
      received_on: svar.receivedOn,
      registered_by_sender: svar.isRegisteredBySender,
      utlatande_id: svar.utlatandeId,
      beslut_id: svar.beslutId,
      superseded_by: svar.supersededBy,
      version: 1,
    })
    .execute()
}

export async function saveSvar(
  db: Db,
  id: string,
  change: Partial<{
    form: SvarForm
    sammanfattning: string
    decided_on: string | null
    paragraf: string | null
    is_sent: boolean
    received_on: string
    utlatande_id: string
    beslut_id: string
    superseded_by: string
  }>,
): Promise<number> {
  const row = await tables(db)
    .updateTable('remiss.remissvar')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/** Replies whose text has been read by machine but not yet confirmed by a person, at the sender's bodies. */
export async function listUnconfirmed(
  db: Db,
  actor: Actor,
): Promise<{ svarId: string; handlingId: string; aktorName: string; title: string }[]> {
  const rows = await base(db)
    .innerJoin('handlingar.v_lasning as lasning', 'lasning.handling_id', 'svar.handling_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'instans.aktor_id')
    .select(['a.name as aktor_name', 'remiss.title'])
    .where('lasning.confirmed_at', 'is', null)
    .where('svar.registered_by_sender', '=', true)
    .where(sql<boolean>`remiss.owner_aktor_id = any(${actor.seats.map((seat) => seat.aktorId)}::uuid[])`)
    .orderBy('svar.id')
    .execute()
  return rows.map((row) => ({
    svarId: row.id,
    handlingId: row.handling_id ?? '',
    aktorName: row.aktor_name,
    title: row.title,
  }))
}
