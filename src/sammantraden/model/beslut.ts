import type { FieldError } from '../../platform/errors/index.ts'

/** How a body decides. A company's board follows aktiebolagslagen: none of kommunallagen's rules are put on it. */
export const BESLUT_KINDS = [
  'namndbeslut',
  'delegationsbeslut',
  'ordforandebeslut',
  'styrelsebeslut',
  'gemensamt_svar',
] as const
export type BeslutKind = (typeof BESLUT_KINDS)[number]

/** The kinds that follow the rules of justering and notice. */
export function hasJustering(kind: BeslutKind): boolean {
  return kind === 'namndbeslut'
}

/** The kinds that are reported at a meeting afterwards (KL 6:40). */
export function isReported(kind: BeslutKind): boolean {
  return kind === 'delegationsbeslut' || kind === 'ordforandebeslut'
}

export interface BeslutInput {
  kind: BeslutKind
  decidedOn: string
  paragraf: string
  wording: string
  formula: string | null
  decidedBy: string
  ground: string
  reason: string
  isUrgent: boolean
  isOmedelbartJusterat: boolean
}

const DEADLINE_ONLY =
  /^\W*(?:(?:sista\s+)?svars(?:tid|dag)\p{L}*|tidsbrist|deadline|kort om tid|hinner inte|remisstid\p{L}*)[\s\p{L}.,!]{0,40}$/iu

/** What is wrong with a decision as it was entered; by its kind. */
export function checkBeslut(input: BeslutInput, today: string): FieldError[] {
  const errors: FieldError[] = []
  const fail = (field: string, key: string): void => {
    errors.push({ field, key })
  }
  if (input.decidedOn > today) fail('beslutsdag', 'beslut.future')
  if (input.wording.trim() === '') fail('lydelse', 'beslut.wording-missing')
  if (hasJustering(input.kind) && input.paragraf.trim() === '') fail('paragraf', 'beslut.paragraf-missing')
  if (input.kind === 'delegationsbeslut') {
    // KL-6.38: aims, direction and principle are the committee's own; a reply by delegation says on which ground it is not that.
    if (input.ground.trim() === '') fail('grund', 'beslut.ground-missing')
    if (input.decidedBy.trim() === '') fail('beslutsfattare', 'beslut.decider-missing')
  }
  if (input.kind === 'ordforandebeslut') {
    // KL-6.39: only with the task given, and only when the matter cannot wait; that the reply-by date is near is no such thing.
    if (input.ground.trim() === '') fail('grund', 'beslut.task-missing')
    if (input.decidedBy.trim() === '') fail('beslutsfattare', 'beslut.decider-missing')
    if (!input.isUrgent) fail('bradskar', 'beslut.not-urgent')
    if (input.reason.trim() === '') fail('skal', 'beslut.reason-missing')
    else if (DEADLINE_ONLY.test(input.reason)) fail('skal', 'beslut.deadline-only')
  }
  if (input.isOmedelbartJusterat && !hasJustering(input.kind)) fail('omedelbart', 'beslut.no-justering')
  return errors
}

/** What a decision's wording makes of the administration's points. */
export const POINT_FATES = ['overtas', 'overtas-tillagg', 'ersatts', 'kvar'] as const
export type PointFate = (typeof POINT_FATES)[number]

/**
 * The proposal for a normalised wording; a person confirms it. A body that refers to the statement makes its points its own; one
 * that approves in part adds to them; noting takes over nothing.
 */
export function proposedFate(formula: string | null): PointFate {
  if (formula === 'delvis') return 'overtas-tillagg'
  if (formula === null || formula === 'noteras') return 'kvar'
  return 'overtas'
}
