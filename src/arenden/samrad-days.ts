import type { Actor } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { openSamradFor } from './samrad-store.ts'
import { utlatandenById } from './utlatande-store.ts'

/** The days by which a person has been asked for samråd. Only the diary number: the title is a draft's, and a calendar lies elsewhere. */
export async function samradDaysFor(
  db: Db,
  actor: Actor,
): Promise<{ uid: string; day: string; title: string; href: string }[]> {
  if (actor.id === null) return []
  const open = (await openSamradFor(db, actor.id)).filter((row) => row.dueOn !== null)
  const ids = open.map((row) => row.utlatandeId)
  const known = new Map((await utlatandenById(db, actor, ids)).map((one) => [one.id, one]))
  return open.flatMap((row) => {
    const utlatande = known.get(row.utlatandeId)
    if (!utlatande || row.dueOn === null) return []
    return [
      {
        uid: `samrad-${row.id}@samsyn`,
        day: row.dueOn,
        title: `Samråd i ärende ${utlatande.diarienummer ?? 'utan diarienummer'}`,
        href: `/utlatanden/${utlatande.id}`,
      },
    ]
  })
}
