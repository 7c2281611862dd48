import { type RefKind, visible } from '../platform/links/index.ts'
import { findSammantrade, listBeslut } from './store.ts'

export const sammantradenKinds: RefKind[] = [
  {
    kind: 'sammantrade',
    order: 37,
    pluralKey: 'sammantrade.rail',
    describe: async (db, actor, ids) => {
      const found = (await Promise.all(ids.map((id) => visible(() => findSammantrade(db, actor, id))))).flat()
      return found.map((meeting) => ({
        id: meeting.id,
        title: meeting.aktorName,
        href: `/sammantraden/${meeting.id}`,
        meta: meeting.heldOn,
      }))
    },
  },
  {
    kind: 'beslut',
    order: 39,
    pluralKey: 'beslut.rail',
    describe: async (db, actor, ids) =>
      (await listBeslut(db, actor, { ids })).map((beslut) => ({
        id: beslut.id,
        title: `${beslut.aktorName} ${beslut.paragraf ?? ''}`.trim(),
        href: `/beslut/${beslut.id}`,
        meta: beslut.decidedOn,
      })),
  },
]
