import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Conflict } from '../platform/errors/index.ts'
import { tellReturned } from './mail.ts'
import { printedTitle } from './model/attest.ts'
import { demandUtlatande, standingOf } from './utlatande-access.ts'
import { insertAttest, lockUtlatande, setUtlatandeState } from './utlatande-store.ts'

/** Sends the text back to its author with a remark: what others have attested before counts for nothing any more. */
export async function returnUtlatande(
  context: ActContext,
  input: { utlatandeId: string; remark: string; expected: number },
): Promise<void> {
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, input.expected)
  const { situation, turn, standIn } = await standingOf(context.trx, context.actor, utlatande, context.today)
  const seat = demandUtlatande(context.actor, 'return', situation)
  if (!turn) throw new Conflict('utlatande', utlatande.version)
  const { actor } = context
  await insertAttest(context.trx, newId(), utlatande.id, {
    ordinal: turn.ordinal,
    personId: turn.personId,
    byPersonId: actor.id ?? '',
    byName: actor.name,
    byTitle: standIn ? printedTitle(standIn.form, turn.personTitle, actor.title) : actor.title,
    outcome: 'atersand',
    nr: utlatande.nr,
    fingerprint: utlatande.fingerprint,
    remark: input.remark,
    at: context.at,
  })
  await setUtlatandeState(context.trx, utlatande.id, 'utkast')
  await tellReturned(context, utlatande)
  await logAct(
    context,
    seat,
    'utlatande.return',
    { kind: 'utlatande', id: utlatande.id, version: utlatande.version + 1 },
    // The words stand with the version that they are about and go where it goes; the log tells that it was sent back, and which text.
    { nr: utlatande.nr, fingerprint: utlatande.fingerprint, line: turn.ordinal },
  )
}
