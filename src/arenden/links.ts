import { NotFound } from '../platform/errors/index.ts'
import type { RefKind } from '../platform/links/index.ts'
import { findBegaran } from './begaran-store.ts'
import { findArende } from './store.ts'
import { utlatandenById } from './utlatande-store.ts'

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

/** A tjänsteutlåtande stands between the ärende and the reply that it becomes. */
export const utlatandeKind: RefKind = {
  kind: 'utlatande',
  order: 38,
  pluralKey: 'utlatande.rail',
  describe: async (db, actor, ids) =>
    (await utlatandenById(db, actor, ids)).map((utlatande) => ({
      id: utlatande.id,
      title: utlatande.label,
      href: `/utlatanden/${utlatande.id}`,
      meta: utlatande.ownerName,
    })),
}

/** A request for allmänna handlingar: what is done in it stands in the history of the handlingar, for those who may see it. */
export const begaranKind: RefKind = {
  kind: 'begaran',
  order: 50,
  pluralKey: 'begaran.rail',
  describe: async (db, actor, ids) => {
    const labels = []
    for (const id of ids) {
      try {
        const begaran = await findBegaran(db, actor, id)
        labels.push({ id, title: `Begäran ${begaran.receivedOn}`, href: `/begaranden/${id}`, meta: begaran.ownerName })
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
      }
    }
    return labels
  },
}
