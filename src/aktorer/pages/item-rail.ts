import { historyOf } from '../../platform/audit/index.ts'
import type { HistoryLine } from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { type Rail, type Ref, railFor } from '../../platform/links/index.ts'
import { personNames } from '../store.ts'

/** What the right rail of an item page shows: the thread and the gaps of the item, and the history of it and what belongs to it. */
export async function itemRail(
  visit: Visit,
  ref: Ref,
  belonging: { kind: string; id: string }[] = [],
): Promise<{ rail: Rail; history: HistoryLine[] }> {
  const rail = await railFor(visit.links, visit.db, visit.actor, ref, visit.today)
  const rows = await historyOf(visit.db, [{ kind: ref.kind, id: ref.id }, ...belonging])
  const names = await personNames(visit.db, [...new Set(rows.flatMap((row) => (row.actorId ? [row.actorId] : [])))])
  return {
    rail,
    history: rows.map((row) => ({
      seq: row.seq,
      at: row.at,
      act: row.act,
      who: row.actorId ? (names.get(row.actorId) ?? '') : 'Samsyn',
    })),
  }
}
