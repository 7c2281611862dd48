import type { Waiting } from '../arenden/index.ts'
import { type Actor, bodiesOf, judge } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { beslutSituation } from './beslut-situation.ts'
import { lastDayForJustering, lastDayForNotice } from './model/anslag.ts'
import { beslutSteps } from './model/beslut-steps.ts'
import { type Beslut, listBeslut } from './store.ts'

/** The acts that follow a decision, each with the day when it should be done. */
const NEXT = [
  ['adjust', (beslut: Beslut) => lastDayForJustering(beslut.decidedOn)],
  ['post-notice', (beslut: Beslut) => (beslut.justeratOn === null ? null : lastDayForNotice(beslut.justeratOn))],
  ['report', () => null],
] as const

/** What waits for the one who keeps a body's protocol: to adjust, to post, to report what was decided by delegation. */
export async function beslutWaitingFor(db: Db, actor: Actor): Promise<Waiting[]> {
  const bodies = bodiesOf(actor)
  if (bodies.length === 0) return []
  return (await listBeslut(db, actor, { aktorIds: bodies, isOpen: true })).flatMap((beslut) =>
    NEXT.filter(([act]) => judge(beslutSteps, act, actor, beslutSituation(beslut)).allowed).map(([act, dueOf]) => ({
      key: `minsida.wait-beslut-${act}`,
      title: [beslut.paragraf, beslut.arendeTitle].filter(Boolean).join(' '),
      from: beslut.aktorName,
      due: dueOf(beslut),
      href: `/beslut/${beslut.id}`,
    })),
  )
}
