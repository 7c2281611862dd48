import { type Actor, bodiesOf } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { findInstans, type Instans, type Remiss, tables } from './store.ts'

const SHOWN = 12

/** The remisser that the actor's bodies have been asked in, the newest first, with how far each reply has come. */
export async function ownInstanser(db: Db, actor: Actor): Promise<{ instans: Instans; remiss: Remiss }[]> {
  const bodies = [...new Set(bodiesOf(actor))]
  if (bodies.length === 0) return []
  const rows = await tables(db)
    .selectFrom('remiss.remissinstans as i')
    .innerJoin('remiss.remiss as r', 'r.id', 'i.remiss_id')
    .select('i.id')
    .where('i.aktor_id', 'in', bodies)
    .where('r.status', 'in', ['skickad', 'avslutad'])
    .orderBy('r.sent_at', 'desc')
    .limit(SHOWN)
    .execute()
  return Promise.all(rows.map(({ id }) => findInstans(db, actor, id)))
}
