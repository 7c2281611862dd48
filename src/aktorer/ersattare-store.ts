import { sql } from 'kysely'
import { type Db, swedishOrder } from '../platform/db/index.ts'

/** How one stands in for another: acting in the post, as a temporary holder, or as the appointed deputy. */
export const ERSATTARE_FORMS = ['tf', 'vikarierande', 'ersattare'] as const
export type ErsattareForm = (typeof ERSATTARE_FORMS)[number]

export interface Ersattare {
  id: string
  /** The one who is away, at the body. */
  personId: string
  personName: string
  aktorId: string
  aktorName: string
  substituteId: string
  substituteName: string
  form: ErsattareForm
  validFrom: string
  validTo: string
}

type Tables = {
  'aktorer.ersattare': {
    id: string
    person_id: string
    aktor_id: string
    substitute_id: string
    form: ErsattareForm
    valid_from: string
    valid_to: string
  }
  'aktorer.person': { id: string; name: string }
  'aktorer.aktor': { id: string; name: string }
}

function tables(db: Db) {
  return db.withTables<Tables>()
}

function base(db: Db) {
  return tables(db)
    .selectFrom('aktorer.ersattare as e')
    .innerJoin('aktorer.person as p', 'p.id', 'e.person_id')
    .innerJoin('aktorer.person as s', 's.id', 'e.substitute_id')
    .innerJoin('aktorer.aktor as a', 'a.id', 'e.aktor_id')
    .selectAll('e')
    .select(['p.name as person_name', 's.name as substitute_name', 'a.name as aktor_name'])
}

function toErsattare(row: Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>): Ersattare {
  return {
    id: row.id,
    personId: row.person_id,
    personName: row.person_name,
    aktorId: row.aktor_id,
    aktorName: row.aktor_name,
    substituteId: row.substitute_id,
    substituteName: row.substitute_name,
    form: row.form,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }
}

/** Whom the person stands in for on the day: at which body and in which form. */
export async function standsInFor(db: Db, substituteId: string, today: string): Promise<Ersattare[]> {
  const rows = await base(db)
    .where('e.substitute_id', '=', substituteId)
    .where('e.valid_from', '<=', today)
    .where('e.valid_to', '>=', today)
    .orderBy('e.id')
    .execute()
  return rows.map(toErsattare)
}

/** Present and coming stand-ins at some bodies. */
export async function listErsattare(db: Db, aktorIds: string[], today: string): Promise<Ersattare[]> {
  const rows = await base(db)
    .where(sql<boolean>`e.aktor_id = any(${aktorIds}::uuid[])`)
    .where('e.valid_to', '>=', today)
    .orderBy('e.valid_from')
    .orderBy(swedishOrder('p.name'))
    .execute()
  return rows.map(toErsattare)
}

export async function findErsattare(db: Db, id: string): Promise<Ersattare | null> {
  const row = await base(db).where('e.id', '=', id).executeTakeFirst()
  return row ? toErsattare(row) : null
}

export async function insertErsattare(db: Db, row: Tables['aktorer.ersattare']): Promise<void> {
  await tables(db).insertInto('aktorer.ersattare').values(row).execute()
}

/** Ends it after a day; one that has not begun is taken away. What was attested meanwhile stands. */
export async function endErsattare(db: Db, id: string, lastDay: string): Promise<void> {
  await tables(db).deleteFrom('aktorer.ersattare').where('id', '=', id).where('valid_from', '>', lastDay).execute()
  await tables(db).updateTable('aktorer.ersattare').set({ valid_to: lastDay }).where('id', '=', id).execute()
}
