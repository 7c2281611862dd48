import { type Actor, judge } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { utlatandeSteps } from './model/utlatande-steps.ts'
import { openSamradFor } from './samrad-store.ts'
import { standingOf } from './utlatande-access.ts'
import { listOutForAttest, utlatandenById } from './utlatande-store.ts'

/** One thing that somebody is waited for with. */
export interface UtlatandeWaiting {
  /** Text key; `{title}` is the utlåtande's. */
  key: string
  title: string
  from: string
  due: string | null
  href: string
}

/** What waits for the actor in the writing of statements: a consultation to answer, an attest whose turn it is. */
export async function utlatandeWaitingFor(db: Db, actor: Actor, today: string): Promise<UtlatandeWaiting[]> {
  if (actor.id === null) return []
  const asked = await openSamradFor(db, actor.id)
  const known = new Map(
    (
      await utlatandenById(
        db,
        actor,
        asked.map((row) => row.utlatandeId),
      )
    ).map((one) => [one.id, one]),
  )
  const lines: UtlatandeWaiting[] = asked.flatMap((row) => {
    const utlatande = known.get(row.utlatandeId)
    if (!utlatande) return []
    return [
      {
        key: 'minsida.wait-samrad',
        title: utlatande.text.title,
        from: row.askedByName,
        due: row.dueOn,
        href: `/utlatanden/${utlatande.id}#samrad`,
      },
    ]
  })
  for (const utlatande of await listOutForAttest(db, actor)) {
    const { situation } = await standingOf(db, actor, utlatande, today)
    if (!judge(utlatandeSteps, 'attest', actor, situation).allowed) continue
    lines.push({
      key: 'minsida.wait-attest',
      title: utlatande.text.title,
      from: utlatande.authorName,
      due: null,
      href: `/utlatanden/${utlatande.id}#attestera`,
    })
  }
  return lines
}
