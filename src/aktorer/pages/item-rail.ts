import { type HistoryLimit, historyOf, namedWithin } from '../../platform/audit/index.ts'
import type { HistoryLine, Lang } from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { type Rail, type Ref, railFor } from '../../platform/links/index.ts'
import { formatSwedishDate, parseSwedishDate } from '../../platform/time/swedish-date.ts'
import { personNames } from '../store.ts'

/** What the right rail of an item page shows: the thread and the gaps of the item, and the history of it and what belongs to it. */
export async function itemRail(
  visit: Visit,
  ref: Ref,
  belonging: { kind: string; id: string }[] = [],
  /** Acts that are another's own work, and are not told here. */
  untold: readonly string[] = [],
): Promise<{ rail: Rail; history: HistoryLine[] }> {
  const rail = await railFor(visit.links, visit.db, visit.actor, ref, visit.today)
  const items = [{ kind: ref.kind, id: ref.id }, ...belonging]
  const rows = await historyOf(visit.db, items, await limitsFor(visit, items), untold)
  const names = await personNames(visit.db, [...new Set(rows.flatMap((row) => (row.actorId ? [row.actorId] : [])))])
  return {
    rail: inWords(rail, visit.view.lang),
    history: rows.map((row) => ({
      seq: row.seq,
      at: row.at,
      act: row.act,
      who: row.actorId ? (names.get(row.actorId) ?? visit.t('aktorer.by-link')) : 'Samsyn',
    })),
  }
}

/** What is done inside something that the visitor may not see (a draft) is not told on the pages of what they may see. */
async function limitsFor(visit: Visit, items: { kind: string; id: string }[]): Promise<HistoryLimit[]> {
  const limits: HistoryLimit[] = []
  for (const kind of new Set(items.map((item) => item.kind))) {
    const within = visit.links.kindOf(kind)?.within
    const container = within && visit.links.kindOf(within)
    if (!container) continue
    const ids = await namedWithin(visit.db, items, kind, container.kind)
    const seen = ids.length > 0 ? await container.describe(visit.db, visit.actor, ids) : []
    limits.push({ kind, within: container.kind, seen: seen.map((label) => label.id) })
  }
  return limits
}

const DAY = /\d{4}-\d\d-\d\d/g
/** The space between a diary number and a day. */
const AFTER_TEXT = / (?=\d{4}-\d\d-\d\d)/

/** The slices tell their items and gaps with days as they are stored; people read "27 november 2026". */
function inWords(rail: Rail, lang: Lang): Rail {
  // A title or a diary number is somebody's own text, and 2027-02-29 may stand in it.
  const inWord = (day: string): string => (parseSwedishDate(day).ok ? formatSwedishDate(day, lang) : day)
  const words = (text: string): string => text.replace(DAY, inWord)
  return {
    steps: rail.steps.map((step) => ({
      ...step,
      items: step.items.map((item) =>
        item.meta === undefined ? item : { ...item, meta: words(item.meta.replace(AFTER_TEXT, ' · ')) },
      ),
    })),
    gaps: rail.gaps.map((gap) => ({
      ...gap,
      values: Object.fromEntries(
        Object.entries(gap.values).map(([name, value]) => [name, typeof value === 'string' ? words(value) : value]),
      ),
    })),
  }
}
