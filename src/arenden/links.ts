import { NotFound } from '../platform/errors/index.ts'
import type { RefKind } from '../platform/links/index.ts'
import { findArende } from './store.ts'

/** An ärende stands beside the remiss that it is about. */
export const arendeKind: RefKind = {
  kind: 'arende',
  order: 35,
  pluralKey: 'arenden.rail',
  describe: async (db, actor, ids) => {
    const labels = []
    for (const id of ids) {
      try {
        const arende = await findArende(db, actor, id)
        labels.push({ id, title: arende.diarienummer ?? arende.title, href: `/arenden/${id}`, meta: arende.ownerName })
      } catch (error) {
        // Another nämnd's ärende: the rail shows only what the actor may see.
        if (!(error instanceof NotFound)) throw error
      }
    }
    return labels
  },
}
