import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { queueMail } from '../platform/mail/index.ts'
import { addDays } from '../platform/time/clock.ts'
import { linkLetter } from './mail.ts'
import { formsFor } from './model/remissvar.ts'
import { svarSteps } from './model/svar-steps.ts'
import { dueOf, type Instans, lockInstans, svarSituation } from './store.ts'
import { insertSvarslank, revokeSvarslankar } from './svarslank-store.ts'

/** A late reply is registered like any other, so the link outlives the reply period. */
const VALID_DAYS_AFTER = 60

/** Only who stands outside the municipality answers by link: what a nämnd says rests on a decision and has a diary. */
export function missingBeforeLink(instans: Pick<Instans, 'aktorKind'>): string[] {
  return formsFor(instans.aktorKind).includes('externt_yttrande') ? [] : ['extern-part']
}

/**
 * Makes the personal link of an instance without accounts. The one before ends. The token is mailed or handed back to be shown once;
 * only its hash is kept, and the mail forgets it when it has left.
 */
export async function makeSvarslank(
  context: ActContext,
  input: { instansId: string; to: string | null; expected: number },
): Promise<{ token: string; validTo: string }> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(
    svarSteps,
    'make-link',
    context.actor,
    svarSituation(remiss, instans, missingBeforeLink(instans)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const revoked = await revokeSvarslankar(context.trx, instans.id, context.at)
  const last = dueOf(instans, remiss) ?? context.today
  const isOver = last < context.today
  const validTo = addDays(isOver ? context.today : last, VALID_DAYS_AFTER)
  const { id, token } = await insertSvarslank(context.trx, {
    instansId: instans.id,
    madeBy: context.actor.id ?? '',
    madeAt: context.at,
    validTo,
    sentTo: input.to,
  })
  if (input.to !== null) {
    const letter = linkLetter(remiss, { id, to: input.to, token, aktorName: instans.aktorName, validTo })
    await queueMail(context.trx, [letter], context.at)
  }
  await logAct(
    context,
    verdict.seat,
    'svar.make-link',
    { kind: 'remissinstans', id: instans.id, version: instans.version },
    { link: id, validTo, isMailed: input.to !== null, revoked },
  )
  return { token, validTo }
}

/** Ends the link of an instance: what was typed and not sent is gone, what was sent stands. */
export async function endSvarslank(context: ActContext, input: { instansId: string; expected: number }): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(svarSteps, 'end-link', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const revoked = await revokeSvarslankar(context.trx, instans.id, context.at)
  await logAct(
    context,
    verdict.seat,
    'svar.end-link',
    { kind: 'remissinstans', id: instans.id, version: instans.version },
    { revoked },
  )
}
