import { type Db, swedishOrder } from '../platform/db/index.ts'

export type PlatserTables = {
  'platser.omrade': {
    id: string
    division: string
    division_version: number
    name: string
    valid_from: string
    valid_to: string | null
  }
  'platser.tackning': { omrade_id: string; aktor_id: string; coverage: number }
}

function tables(db: Db) {
  return db.withTables<PlatserTables>()
}

/** The areas that a body covers, each with the share of the area's addresses (0–1]. */
export async function areasOf(db: Db, aktorId: string): Promise<{ name: string; coverage: number }[]> {
  return tables(db)
    .selectFrom('platser.tackning as t')
    .innerJoin('platser.omrade as o', 'o.id', 't.omrade_id')
    .select(['o.name', 't.coverage'])
    .where('t.aktor_id', '=', aktorId)
    .orderBy(swedishOrder('o.name'))
    .execute()
}

export async function insertOmrade(db: Db, omrade: PlatserTables['platser.omrade']): Promise<void> {
  await tables(db).insertInto('platser.omrade').values(omrade).execute()
}

export async function insertTackning(db: Db, tackning: PlatserTables['platser.tackning']): Promise<void> {
  await tables(db).insertInto('platser.tackning').values(tackning).execute()
}
