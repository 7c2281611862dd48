import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** One line of an item's history. Names are the slices' business, so the person is given by id. */
export interface HistoryRow {
  seq: number
  at: Date
  act: string
  actorId: string | null
}

/** Entries about items of one kind, which are told only where they also name one of these items of another kind. */
export interface HistoryLimit {
  kind: string
  within: string
  seen: string[]
}

/** Ids of the items of kind `within` that the entries about these items name, for {@link HistoryLimit}. */
export async function namedWithin(
  db: Db,
  items: { kind: string; id: string }[],
  kind: string,
  within: string,
): Promise<string[]> {
  const ids = items.filter((item) => item.kind === kind).map((item) => item.id)
  const rows = await db
    .selectFrom('platform.audit_item as i')
    .innerJoin('platform.audit_entry as e', 'e.seq', 'i.seq')
    .select('i.item_id')
    .distinct()
    .where('i.item_kind', '=', within)
    .where('e.item_kind', '=', kind)
    .where(sql<boolean>`e.item_id = any(${ids}::uuid[])`)
    .execute()
  return rows.map((row) => row.item_id)
}

/** What the log holds about one item and what belongs to it, newest first. */
export async function historyOf(
  db: Db,
  items: { kind: string; id: string }[],
  limits: HistoryLimit[] = [],
  untold: readonly string[] = [],
  count = 12,
): Promise<HistoryRow[]> {
  const ids = items.map((item) => item.id)
  const kinds = items.map((item) => item.kind)
  let query = db
    .selectFrom('platform.audit_entry as e')
    .select(['e.seq', 'e.at', 'e.act', 'e.actor_id'])
    .where(
      sql<boolean>`((e.item_id = any(${ids}::uuid[]) and e.item_kind = any(${kinds}::text[])) or e.seq in (
        select i.seq from platform.audit_item i where i.item_id = any(${ids}::uuid[]) and i.item_kind = any(${kinds}::text[])))`,
    )
  if (untold.length > 0)
    query = query
      .where('e.act', 'not in', [...untold])
      .orderBy('e.seq', 'desc')
      .limit(count)
  for (const { kind, within, seen } of limits) {
    query = query.where(
      sql<boolean>`(e.item_kind <> ${kind} or exists (select 1 from platform.audit_item i
        where i.seq = e.seq and i.item_kind = ${within} and i.item_id = any(${seen}::uuid[])))`,
    )
  }
  const rows = await query.execute()
  return rows.map((row) => ({ seq: row.seq, at: row.at, act: row.act, actorId: row.actor_id }))
}
