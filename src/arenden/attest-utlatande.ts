import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Conflict } from '../platform/errors/index.ts'
import { tellAttested, tellTurn } from './mail.ts'
import { printedTitle } from './model/attest.ts'
import { demandUtlatande, standingOf } from './utlatande-access.ts'
import { insertAttest, lockUtlatande, setUtlatandeState } from './utlatande-store.ts'

/**
 * Attests exactly the text that was shown: `nr` and `expected` are what stood on the page, so an edit in between, or a second chief
 * in the same moment, is a conflict and never a silent approval (ATTEST-VERSION).
 */
export async function attestUtlatande(
  context: ActContext,
  input: { utlatandeId: string; nr: number; expected: number },
): Promise<void> {
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, input.expected)
  if (utlatande.nr !== input.nr) throw new Conflict('utlatande', utlatande.version)
  const { situation, lines, turn, standIn } = await standingOf(context.trx, context.actor, utlatande, context.today)
  const seat = demandUtlatande(context.actor, 'attest', situation)
  if (!turn) throw new Conflict('utlatande', utlatande.version)
  const { actor } = context
  await insertAttest(context.trx, newId(), utlatande.id, {
    ordinal: turn.ordinal,
    personId: turn.personId,
    byPersonId: actor.id ?? '',
    byName: actor.name,
    byTitle: standIn ? printedTitle(standIn.form, turn.personTitle, actor.title) : actor.title,
    outcome: 'attesterad',
    nr: utlatande.nr,
    fingerprint: utlatande.fingerprint,
    remark: null,
    at: context.at,
  })
  const isLast = lines.every((line) => line.state === 'attesterad' || line.ordinal === turn.ordinal)
  await setUtlatandeState(context.trx, utlatande.id, isLast ? 'attesterat' : 'attest')
  const next = lines.find((line) => line.state !== 'attesterad' && line.ordinal !== turn.ordinal)
  if (isLast) await tellAttested(context, utlatande)
  else await tellTurn(context, utlatande, next?.personId)
  await logAct(
    context,
    seat,
    'utlatande.attest',
    { kind: 'utlatande', id: utlatande.id, version: utlatande.version + 1 },
    { nr: utlatande.nr, fingerprint: utlatande.fingerprint, line: turn.ordinal, for: turn.personId },
  )
}
