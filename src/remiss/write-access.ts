import { type Actor, judge, type Seat } from '../platform/access/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { svarSteps } from './model/svar-steps.ts'
import { type Instans, type Remiss, svarSituation } from './store.ts'
import type { Remissvar } from './svar-store.ts'

/** Which act it is to change the points of a reply: the instance writes its own; the sender transcribes what came on paper or as a file. */
export function writingAct(svar: Remissvar): 'write' | 'transcribe' {
  return svar.isRegisteredBySender ? 'transcribe' : 'write'
}

/** May the actor change the points of this reply now? The question that pages and acts share. */
export function judgeWriting(actor: Actor, svar: Remissvar, instans: Instans, remiss: Remiss) {
  return judge(
    svarSteps,
    writingAct(svar),
    actor,
    svarSituation(remiss, instans, [
      ...(svar.isRegisteredBySender ? [] : ['inskrivet']),
      // What is decided is not written over (METHOD-X.1).
      ...(svar.beslutId === null ? [] : ['obeslutat']),
    ]),
  )
}

export function demandWriting(actor: Actor, svar: Remissvar, instans: Instans, remiss: Remiss): Seat {
  const verdict = judgeWriting(actor, svar, instans, remiss)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return verdict.seat
}
