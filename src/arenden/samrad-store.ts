import type { Db } from '../platform/db/index.ts'

export interface Samrad {
  id: string
  utlatandeId: string
  /** The version that was asked about. */
  nr: number
  personId: string
  personName: string
  personTitle: string
  dueOn: string | null
  askedByName: string
  askedAt: Date
  hasObjection: boolean | null
  remark: string | null
  answeredAt: Date | null
}

type SamradTables = {
  'arenden.samrad': {
    id: string
    utlatande_id: string
    nr: number
    person_id: string
    due_on: string | null
    asked_by: string
    asked_at: Date
    has_objection: boolean | null
    remark: string | null
    answered_at: Date | null
    allman_on: string | null
  }
  'aktorer.v_person': { id: string; name: string; title: string }
}

function tables(db: Db) {
  return db.withTables<SamradTables>()
}

function base(db: Db) {
  return tables(db)
    .selectFrom('arenden.samrad as s')
    .innerJoin('aktorer.v_person as p', 'p.id', 's.person_id')
    .innerJoin('aktorer.v_person as b', 'b.id', 's.asked_by')
    .selectAll('s')
    .select(['p.name', 'p.title', 'b.name as asked_by_name'])
}

function toSamrad(row: Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>): Samrad {
  return {
    id: row.id,
    utlatandeId: row.utlatande_id,
    nr: row.nr,
    personId: row.person_id,
    personName: row.name,
    personTitle: row.title,
    dueOn: row.due_on,
    askedByName: row.asked_by_name,
    askedAt: row.asked_at,
    hasObjection: row.has_objection,
    remark: row.remark,
    answeredAt: row.answered_at,
  }
}

export async function listSamrad(db: Db, utlatandeId: string): Promise<Samrad[]> {
  return (await base(db).where('s.utlatande_id', '=', utlatandeId).orderBy('s.id').execute()).map(toSamrad)
}

/** What the person has been asked and not answered. */
export async function openSamradFor(db: Db, personId: string): Promise<Samrad[]> {
  const rows = await base(db)
    .where('s.person_id', '=', personId)
    .where('s.answered_at', 'is', null)
    .orderBy('s.id')
    .execute()
  return rows.map(toSamrad)
}

export async function insertSamrad(
  db: Db,
  rows: {
    id: string
    utlatande_id: string
    nr: number
    person_id: string
    due_on: string | null
    asked_by: string
    asked_at: Date
  }[],
): Promise<void> {
  if (rows.length === 0) return
  await tables(db)
    .insertInto('arenden.samrad')
    .values(rows.map((row) => ({ ...row, has_objection: null, remark: null, answered_at: null, allman_on: null })))
    .execute()
}

export async function saveSamradAnswer(
  db: Db,
  id: string,
  answer: { hasObjection: boolean; remark: string },
  at: Date,
): Promise<void> {
  await tables(db)
    .updateTable('arenden.samrad')
    .set({ has_objection: answer.hasObjection, remark: answer.remark, answered_at: at })
    .where('id', '=', id)
    .execute()
}
