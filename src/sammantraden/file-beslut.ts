import { judge, type Seat } from '../platform/access/index.ts'
import type { ActContext } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { type BeslutInput, checkBeslut, hasJustering } from './model/beslut.ts'
import { beslutSteps } from './model/beslut-steps.ts'
import { insertBeslut } from './store.ts'

/**
 * Registers a decision that a body has taken, as the body's own protocol has it. Part of the acts that register a decision about
 * something; they log it. At omedelbar justering the paragraph is adjusted the same day.
 */
export async function fileBeslut(
  context: ActContext,
  aktorId: string,
  arendeId: string | null,
  input: BeslutInput & { added?: readonly string[] },
  handlingId: string | null,
  /** The text that it is about had not been attested: a body decides what it decides, and it is shown. */
  isUnattested = false,
): Promise<{ id: string; seat: Seat }> {
  const verdict = judge(beslutSteps, 'register', context.actor, { state: 'registrerat', bodies: { agare: [aktorId] } })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const errors = checkBeslut(input, context.today)
  if (errors.length > 0) throw new Invalid(errors)
  const id = newId()
  const isAdjusted = input.isOmedelbartJusterat && hasJustering(input.kind)
  await insertBeslut(context.trx, {
    id,
    aktor_id: aktorId,
    arende_id: arendeId,
    kind: input.kind,
    state: isAdjusted ? 'justerat' : 'registrerat',
    decided_on: input.decidedOn,
    paragraf: input.paragraf || null,
    wording: input.wording,
    formula: input.formula,
    decided_by: input.decidedBy || null,
    ground: input.ground || null,
    reason: input.reason || null,
    is_omedelbart_justerat: isAdjusted,
    justerat_on: isAdjusted ? input.decidedOn : null,
    anslaget_on: null,
    reported_at: null,
    handling_id: handlingId,
    tillagg: (input.added ?? []).join('\n\n'),
    is_unattested: isUnattested,
  })
  return { id, seat: verdict.seat }
}
