import type { ActContext } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import type { PointFate } from '../sammantraden/index.ts'
import { insertSynpunkt, setSources } from './synpunkt-store.ts'
import { linkSynpunkt } from './write-synpunkt.ts'

/**
 * What a decision makes of the points of a reply. When the body takes over the statement its points become the body's own; when it
 * decides something else the administration's points stand in the statement but no longer in the reply. What the body adds is one
 * point each, about the whole until somebody anchors it.
 */
export async function decide(
  context: ActContext,
  svar: { svarId: string; programVersionId: string },
  beslut: { fate: PointFate; added: string[] },
): Promise<void> {
  if (beslut.fate === 'overtas' || beslut.fate === 'overtas-tillagg')
    await setSources(context.trx, svar.svarId, { source: 'namnden' })
  if (beslut.fate === 'ersatts') await setSources(context.trx, svar.svarId, { is_replaced: true })
  for (const text of beslut.added) {
    const id = newId()
    const ankare = { type: 'helheten' } as const
    await insertSynpunkt(context.trx, { id, svarId: svar.svarId, kinds: ['ovrigt'], text, source: 'namnden', ankare })
    await linkSynpunkt(
      context.trx,
      { id, svarId: svar.svarId, ankare, programVersionId: svar.programVersionId },
      context.at,
    )
  }
}
