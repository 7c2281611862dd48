import type { Db } from '../platform/db/index.ts'
import { tables } from './store.ts'

/** A request for more time, and what the sender answered. */
export interface Anstand {
  id: string
  instansId: string
  askedBy: string | null
  askedAt: Date
  wantedOn: string
  reason: string
  outcome: 'beviljat' | 'avslaget' | null
  grantedTo: string | null
  answeredAt: Date | null
  note: string | null
}

/** All requests of an instance, the newest first. The caller has asked for the instance. */
export async function listAnstand(db: Db, instansId: string): Promise<Anstand[]> {
  const rows = await tables(db)
    .selectFrom('remiss.anstand')
    .selectAll()
    .where('remissinstans_id', '=', instansId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    instansId: row.remissinstans_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    wantedOn: row.wanted_on,
    reason: row.reason,
    outcome: row.outcome,
    grantedTo: row.granted_to,
    answeredAt: row.answered_at,
    note: row.note,
  }))
}

export async function insertAnstand(
  db: Db,
  row: { id: string; instansId: string; askedBy: string; askedAt: Date; wantedOn: string; reason: string },
): Promise<void> {
  await tables(db)
    .insertInto('remiss.anstand')
    .values({
      id: row.id,
      remissinstans_id: row.instansId,
      asked_by: row.askedBy,
      asked_at: row.askedAt,
      wanted_on: row.wantedOn,
      reason: row.reason,
      outcome: null,
      granted_to: null,
      answered_by: null,
      answered_at: null,
      note: null,
    })
    .execute()
}

export async function saveAnstand(
  db: Db,
  id: string,
  answer: {
    outcome: 'beviljat' | 'avslaget'
    granted_to: string | null
    answered_by: string
    answered_at: Date
    note: string | null
  },
): Promise<void> {
  await tables(db).updateTable('remiss.anstand').set(answer).where('id', '=', id).execute()
}
