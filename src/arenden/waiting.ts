import { type Actor, judge } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { addArbetsdagar } from '../platform/time/helgdagar.ts'
import { openBegaranden } from './begaran-store.ts'
import { isGivenBack } from './model/attest.ts'
import { begaranSteps, PROMPT_DAYS } from './model/begaran-steps.ts'
import { utlatandeSteps } from './model/utlatande-steps.ts'
import { openSamradFor } from './samrad-store.ts'
import { standingOf } from './utlatande-access.ts'
import { listAttester, listOutForAttest, listWrittenBy, utlatandenById } from './utlatande-store.ts'

/** One thing that somebody is waited for with. */
export interface Waiting {
  /** Text key; `{title}` is the item's. */
  key: string
  title: string
  from: string
  due: string | null
  href: string
  /** The utlåtande that it is about, where its day is known to the slice that it is written for. */
  utlatandeId?: string
}

/** Requests for handlingar that nobody has answered. */
export async function begaranWaitingFor(db: Db, actor: Actor): Promise<Waiting[]> {
  return (await openBegaranden(db, actor))
    .filter(
      ({ state, ownerAktorId }) =>
        judge(begaranSteps, 'refuse', actor, { state, bodies: { agare: [ownerAktorId] } }).allowed ||
        judge(begaranSteps, 'release', actor, { state, bodies: { agare: [ownerAktorId] } }).allowed,
    )
    .map((begaran) => ({
      key: 'minsida.wait-begaran',
      title: begaran.wanted.length > 80 ? `${begaran.wanted.slice(0, 79)}…` : begaran.wanted,
      from: begaran.requester ?? begaran.ownerName,
      due: addArbetsdagar(begaran.receivedOn, PROMPT_DAYS),
      href: `/begaranden/${begaran.id}`,
    }))
}

/** A statement that its writer has been given back, and has not changed since. */
async function givenBack(db: Db, actor: Actor): Promise<Waiting[]> {
  const lines: Waiting[] = []
  for (const utlatande of await listWrittenBy(db, actor)) {
    const records = await listAttester(db, utlatande.id)
    if (!isGivenBack(records, utlatande.nr)) continue
    lines.push({
      key: 'minsida.wait-returned',
      title: utlatande.text.title,
      from: records.at(-1)?.byName ?? '',
      due: null,
      utlatandeId: utlatande.id,
      href: `/utlatanden/${utlatande.id}`,
    })
  }
  return lines
}

/** What waits for the actor in the writing of statements: a consultation to answer, an attest whose turn it is. */
export async function utlatandeWaitingFor(db: Db, actor: Actor, today: string): Promise<Waiting[]> {
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
  const lines: Waiting[] = asked.flatMap((row) => {
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
  lines.push(...(await givenBack(db, actor)))
  for (const utlatande of await listOutForAttest(db, actor)) {
    const { situation } = await standingOf(db, actor, utlatande, today)
    if (!judge(utlatandeSteps, 'attest', actor, situation).allowed) continue
    lines.push({
      key: 'minsida.wait-attest',
      title: utlatande.text.title,
      from: utlatande.authorName,
      due: null,
      utlatandeId: utlatande.id,
      href: `/utlatanden/${utlatande.id}#attestera`,
    })
  }
  return lines
}
