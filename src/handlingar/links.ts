import type { RefKind } from '../platform/links/index.ts'
import { handlingarById } from './store.ts'

/** A document that a reply rests on. */
export const handlingKind: RefKind = {
  kind: 'handling',
  order: 45,
  pluralKey: 'handlingar.rail',
  describe: async (db, actor, ids) =>
    (await handlingarById(db, actor, ids)).map((handling) => ({
      id: handling.id,
      title: handling.title,
      href: `/handlingar/${handling.id}`,
      meta: handling.stateOn,
    })),
}
