import { type Actor, judge, type Seat } from '../platform/access/index.ts'
import { Denied } from '../platform/errors/index.ts'
import type { Begaran, BegaranHandling } from './begaran-store.ts'
import { begaranSteps } from './model/begaran-steps.ts'

/** The seat in which the actor may do the act with the request, or the refusal. */
export function demandBegaran(
  actor: Actor,
  act: keyof typeof begaranSteps.acts & string,
  begaran: Pick<Begaran, 'state' | 'ownerAktorId'>,
  handlingar: readonly BegaranHandling[] = [],
): Seat {
  const verdict = judge(begaranSteps, act, actor, {
    state: begaran.state,
    bodies: { agare: [begaran.ownerAktorId] },
    missing: missingToRelease(handlingar),
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return verdict.seat
}

/** What is not ready before something can be released: nothing has been found, or one is not judged yet. */
export function missingToRelease(handlingar: readonly BegaranHandling[]): string[] {
  return [
    ...(handlingar.some((one) => one.outcome !== null && one.outcome !== 'vagrad') ? [] : ['handlingar']),
    ...(handlingar.every((one) => one.outcome !== null) ? [] : ['provning']),
  ]
}
