import { type Actor, judge, type Seat, type Situation } from '../platform/access/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { aktorerSteps } from './model/steps.ts'

type AktorerAct = keyof typeof aktorerSteps.acts & string

/** The register belongs to whoever administers it: an administrator at any body of the municipality. */
export function aktorerSituation(actor: Actor): Situation {
  return { state: 'gallande', bodies: { hemma: actor.seats.map((seat) => seat.aktorId) } }
}

/** The seat in which the actor may do the act, or {@link Denied}. */
export function demandAktorer(actor: Actor, act: AktorerAct): Seat {
  const verdict = judge(aktorerSteps, act, actor, aktorerSituation(actor))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return verdict.seat
}
