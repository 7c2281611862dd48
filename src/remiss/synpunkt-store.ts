import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import { type Db, swedishOrder } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import { medNames } from './gemensamt-svar.ts'
import type { SvarForm, SynpunktSource } from './model/remissvar.ts'
import type { SynpunktKind } from './model/synpunkt.ts'
import { tables } from './store.ts'
import { svarPolicy } from './svar-store.ts'

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
  /** The body decided something else: it stands in the statement, not in the reply. */
  isReplaced: boolean
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
    isReplaced: row.is_replaced,
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
  /** The other bodies that the reply stands for, when it is a joint one. */
  medNames: string[]
}

/** The points of all replies to a remiss that the actor may see: by body, reply by reply, in the reply's order. */
export async function listSynpunkterOfRemiss(db: Db, actor: Actor, remissId: string): Promise<SynpunktWithBody[]> {
  const rows = await synpunktBase(db)
    .innerJoin('remiss.remissvar as svar', 'svar.id', 'synpunkt.remissvar_id')
    .innerJoin('remiss.remissinstans as instans', 'instans.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'instans.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'instans.aktor_id')
    .select(['a.id as aktor_id', 'a.name as aktor_name', 'svar.form', medNames.as('med_names')])
    .where('remiss.id', '=', remissId)
    .where('svar.is_sent', '=', true)
    // What a later reply or the decision took the place of is kept with its reply; it is not answered.
    .where('svar.superseded_by', 'is', null)
    .where('synpunkt.is_replaced', '=', false)
    .where(svarPolicy.sql(actor))
    .orderBy(swedishOrder('a.name'))
    .orderBy('svar.id')
    .orderBy('synpunkt.ordinal')
    .execute()
  return rows.map((row) => ({
    ...toSynpunkt(row),
    aktorId: row.aktor_id,
    aktorName: row.aktor_name,
    form: row.form,
    medNames: row.med_names,
  }))
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

/** Several points with the body that makes them, as far as the actor may see; those that stand, as {@link listSynpunkterOfRemiss}. */
export async function synpunkterById(db: Db, actor: Actor, ids: string[]): Promise<SynpunktWithBody[]> {
  if (ids.length === 0) return []
  const rows = await synpunktBase(db)
    .innerJoin('remiss.remissvar as svar', 'svar.id', 'synpunkt.remissvar_id')
    .innerJoin('remiss.remissinstans as instans', 'instans.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'instans.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'instans.aktor_id')
    .select(['a.id as aktor_id', 'a.name as aktor_name', 'svar.form', medNames.as('med_names')])
    .where(sql<boolean>`synpunkt.id = any(${ids}::uuid[])`)
    .where('svar.superseded_by', 'is', null)
    .where('synpunkt.is_replaced', '=', false)
    .where(svarPolicy.sql(actor))
    .orderBy(swedishOrder('a.name'))
    .orderBy('svar.id')
    .orderBy('synpunkt.ordinal')
    .execute()
  return rows.map((row) => ({
    ...toSynpunkt(row),
    aktorId: row.aktor_id,
    aktorName: row.aktor_name,
    form: row.form,
    medNames: row.med_names,
  }))
}

export async function insertSynpunkt(
  db: Db,
  synpunkt: Omit<Synpunkt, 'ordinal' | 'version' | 'isReplaced'>,
): Promise<void> {
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
      is_replaced: false,
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

/** Marks all of the administration's points in a reply at once, when its body has decided. */
export async function setSources(
  db: Db,
  svarId: string,
  change: { source: SynpunktSource } | { is_replaced: true },
): Promise<void> {
  await tables(db)
    .updateTable('remiss.synpunkt')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('remissvar_id', '=', svarId)
    .where('source', '=', 'forvaltningen')
    .execute()
}
