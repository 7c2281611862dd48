import { type Actor, judge, type Seat, type Situation } from '../platform/access/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { aktorerSteps } from './model/steps.ts'

type AktorerAct = keyof typeof aktorerSteps.acts & string

/**
 * The register belongs to whoever administers it: an administrator at any body of the municipality (`hemma`). A standing-in is
 * about one body (`dar`) and is one's own (`sjalv`) or somebody else's.
 */
export function aktorerSituation(
  actor: Actor,
  standIn: { aktorId: string; isOwn: boolean } | null = null,
  missing: string[] = [],
): Situation {
  return {
    state: 'gallande',
    bodies: {
      hemma: actor.seats.map((seat) => seat.aktorId),
      dar: standIn ? [standIn.aktorId] : [],
      sjalv: standIn?.isOwn ? [standIn.aktorId] : [],
    },
    missing,
  }
}

/** What is one's own, whatever one's role is. */
export function ownSituation(actor: Actor): Situation {
  return { state: 'gallande', bodies: { sjalv: actor.seats.map((seat) => seat.aktorId) } }
}

/** The seat in which the actor may do the act, or {@link Denied}. */
export function demandAktorer(actor: Actor, act: AktorerAct, situation: Situation = aktorerSituation(actor)): Seat {
  const verdict = judge(aktorerSteps, act, actor, situation)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return verdict.seat
}
