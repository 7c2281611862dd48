import { sql } from 'kysely'
import { MUNICIPAL_ROLES } from '../aktorer/index.ts'
import { type Actor, allOf, anyOf, holdsRole, type Policy, seatAt, valueIs } from '../platform/access/index.ts'
import { type Db, swedishOrder } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import type { SvarForm, SynpunktSource } from './model/remissvar.ts'
import type { SynpunktKind } from './model/synpunkt.ts'
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
  version: number
}

/**
 * A reply under preparation is the instance's own arbetsmaterial (OSL 8 kap. 1 §: another nämnd is another authority). Once sent
 * it is seen by the sender and by everybody with a role in the municipality; a party outside sees only its own.
 */
export const svarPolicy: Policy<{ isSent: boolean; senderAktorId: string; instansAktorId: string }> = anyOf(
  allOf(
    valueIs((row) => String(row.isSent), sql`svar.is_sent::text`, ['true']),
    anyOf(
      holdsRole(MUNICIPAL_ROLES),
      seatAt(
        (row) => [row.senderAktorId],
        (bodies) => sql`remiss.owner_aktor_id = any(${bodies})`,
      ),
    ),
  ),
  seatAt(
    (row) => [row.instansAktorId],
    (bodies) => sql`instans.aktor_id = any(${bodies})`,
  ),
)

function base(db: Db) {
  return tables(db)
    .selectFrom('remiss.remissvar as svar')
    .innerJoin('remiss.remissinstans as instans', 'instans.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'instans.remiss_id')
    .selectAll('svar')
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

export async function insertSvar(db: Db, svar: Omit<Remissvar, 'version'>): Promise<void> {
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

/** What a point is about. Offsets are UTF-16 in the passage's plain text (NFC) in the version that was sent. */
export type Ankare =
  | { type: 'passage'; passageId: string; quote: string | null; start: number | null; end: number | null }
  | { type: 'avsnitt'; avsnittId: string }
  | { type: 'helheten' }
  | { type: 'saknas'; proposedPlace: string; avsnittId: string | null }

export interface Synpunkt {
  id: string
  svarId: string
  ordinal: number
  kinds: SynpunktKind[]
  text: string
  source: SynpunktSource
  ankare: Ankare
  version: number
}

type SynpunktRow = Awaited<ReturnType<ReturnType<typeof synpunktBase>['executeTakeFirstOrThrow']>>

function synpunktBase(db: Db) {
  return tables(db).selectFrom('remiss.synpunkt as synpunkt').selectAll('synpunkt')
}

function toSynpunkt(row: SynpunktRow): Synpunkt {
  return {
    id: row.id,
    svarId: row.remissvar_id,
    ordinal: row.ordinal,
    kinds: row.kinds,
    text: row.text,
    source: row.source,
    ankare: toAnkare(row),
    version: row.version,
  }
}

function toAnkare(row: SynpunktRow): Ankare {
  switch (row.anchor_type) {
    case 'passage':
      return {
        type: 'passage',
        passageId: row.passage_id ?? '',
        quote: row.quote,
        start: row.quote_start,
        end: row.quote_end,
      }
    case 'avsnitt':
      return { type: 'avsnitt', avsnittId: row.avsnitt_id ?? '' }
    case 'saknas':
      return { type: 'saknas', proposedPlace: row.proposed_place ?? '', avsnittId: row.avsnitt_id }
    default:
      return { type: 'helheten' }
  }
}

function ankareColumns(ankare: Ankare) {
  return {
    anchor_type: ankare.type,
    passage_id: ankare.type === 'passage' ? ankare.passageId : null,
    avsnitt_id: ankare.type === 'avsnitt' || ankare.type === 'saknas' ? ankare.avsnittId : null,
    quote: ankare.type === 'passage' ? ankare.quote : null,
    quote_start: ankare.type === 'passage' ? ankare.start : null,
    quote_end: ankare.type === 'passage' ? ankare.end : null,
    proposed_place: ankare.type === 'saknas' ? ankare.proposedPlace : null,
  }
}

export interface SynpunktWithBody extends Synpunkt {
  aktorId: string
  aktorName: string
  form: SvarForm
}

/** The points of all replies to a remiss that the actor may see: by body, reply by reply, in the reply's order. */
export async function listSynpunkterOfRemiss(db: Db, actor: Actor, remissId: string): Promise<SynpunktWithBody[]> {
  const rows = await synpunktBase(db)
    .innerJoin('remiss.remissvar as svar', 'svar.id', 'synpunkt.remissvar_id')
    .innerJoin('remiss.remissinstans as instans', 'instans.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'instans.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'instans.aktor_id')
    .select(['a.id as aktor_id', 'a.name as aktor_name', 'svar.form'])
    .where('remiss.id', '=', remissId)
    .where('svar.is_sent', '=', true)
    .where(svarPolicy.sql(actor))
    .orderBy(swedishOrder('a.name'))
    .orderBy('svar.id')
    .orderBy('synpunkt.ordinal')
    .execute()
  return rows.map((row) => ({ ...toSynpunkt(row), aktorId: row.aktor_id, aktorName: row.aktor_name, form: row.form }))
}

/** The points of one reply. The caller has asked {@link findSvar} first. */
export async function listSynpunkter(db: Db, svarId: string): Promise<Synpunkt[]> {
  return (await synpunktBase(db).where('remissvar_id', '=', svarId).orderBy('ordinal').orderBy('id').execute()).map(
    toSynpunkt,
  )
}

export async function synpunktById(db: Db, id: string): Promise<Synpunkt> {
  const row = await synpunktBase(db).where('synpunkt.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('synpunkt')
  return toSynpunkt(row)
}

/** Several points with the body that makes them, as far as the actor may see. */
export async function synpunkterById(db: Db, actor: Actor, ids: string[]): Promise<SynpunktWithBody[]> {
  if (ids.length === 0) return []
  const rows = await synpunktBase(db)
    .innerJoin('remiss.remissvar as svar', 'svar.id', 'synpunkt.remissvar_id')
    .innerJoin('remiss.remissinstans as instans', 'instans.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'instans.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'instans.aktor_id')
    .select(['a.id as aktor_id', 'a.name as aktor_name', 'svar.form'])
    .where(sql<boolean>`synpunkt.id = any(${ids}::uuid[])`)
    .where(svarPolicy.sql(actor))
    .orderBy(swedishOrder('a.name'))
    .orderBy('svar.id')
    .orderBy('synpunkt.ordinal')
    .execute()
  return rows.map((row) => ({ ...toSynpunkt(row), aktorId: row.aktor_id, aktorName: row.aktor_name, form: row.form }))
}

export async function insertSynpunkt(db: Db, synpunkt: Omit<Synpunkt, 'ordinal' | 'version'>): Promise<void> {
  const last = await tables(db)
    .selectFrom('remiss.synpunkt')
    .select((eb) => eb.fn.max('ordinal').as('ordinal'))
    .where('remissvar_id', '=', synpunkt.svarId)
    .executeTakeFirst()
  await tables(db)
    .insertInto('remiss.synpunkt')
    .values({
      id: synpunkt.id,
      remissvar_id: synpunkt.svarId,
      ordinal: (last?.ordinal ?? 0) + 1,
      kinds: synpunkt.kinds,
      text: synpunkt.text,
      source: synpunkt.source,
      ...ankareColumns(synpunkt.ankare),
      version: 1,
    })
    .execute()
}

/** Compare-and-swap on one point. */
export async function updateSynpunkt(
  db: Db,
  synpunkt: Pick<Synpunkt, 'id' | 'kinds' | 'text' | 'source' | 'ankare'>,
  expected: number,
): Promise<number> {
  const row = await tables(db)
    .updateTable('remiss.synpunkt')
    .set({
      kinds: synpunkt.kinds,
      text: synpunkt.text,
      source: synpunkt.source,
      ...ankareColumns(synpunkt.ankare),
      version: expected + 1,
    })
    .where('id', '=', synpunkt.id)
    .where('version', '=', expected)
    .returning('version')
    .executeTakeFirst()
  if (row) return row.version
  throw new Conflict('synpunkt', (await synpunktById(db, synpunkt.id)).version)
}

export async function deleteSynpunkt(db: Db, id: string, expected: number): Promise<void> {
  const row = await tables(db)
    .deleteFrom('remiss.synpunkt')
    .where('id', '=', id)
    .where('version', '=', expected)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new Conflict('synpunkt', (await synpunktById(db, id)).version)
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
