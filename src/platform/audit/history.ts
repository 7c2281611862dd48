import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** One line of an item's history. Names are the slices' business, so the person is given by id. */
export interface HistoryRow {
  seq: number
  at: Date
  act: string
  actorId: string | null
}

/** What the log holds about one item, newest first. */
export async function historyOf(db: Db, items: { kind: string; id: string }[], limit = 12): Promise<HistoryRow[]> {
  const ids = items.map((item) => item.id)
  const kinds = items.map((item) => item.kind)
  const rows = await db
    .selectFrom('platform.audit_entry as e')
    .select(['e.seq', 'e.at', 'e.act', 'e.actor_id'])
    .where(
      sql<boolean>`((e.item_id = any(${ids}::uuid[]) and e.item_kind = any(${kinds}::text[])) or e.seq in (
        select i.seq from platform.audit_item i where i.item_id = any(${ids}::uuid[]) and i.item_kind = any(${kinds}::text[])))`,
    )
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ seq: row.seq, at: row.at, act: row.act, actorId: row.actor_id }))
}
