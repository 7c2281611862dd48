import type { Seat } from '../platform/access/index.ts'
import type { ActContext } from '../platform/audit/index.ts'
import type { UtlatandeText } from './model/utlatande.ts'
import { demandUtlatande, standingOf } from './utlatande-access.ts'
import { appendVersion, fingerprintOf, setUtlatandeState, type Utlatande } from './utlatande-store.ts'

/**
 * Saves a locked utlåtande's text as a new version; the same text again is no version. An attested text that is changed is out for
 * attest again (ATTEST-VERSION). Part of the acts that write; it logs nothing itself.
 */
export async function writeUtlatandeText(
  context: ActContext,
  utlatande: Utlatande,
  text: UtlatandeText,
): Promise<{ seat: Seat; nr: number; isChanged: boolean }> {
  const { situation } = await standingOf(context.trx, context.actor, utlatande, context.today)
  const seat = demandUtlatande(context.actor, 'write', situation)
  if (fingerprintOf(text) === utlatande.fingerprint) return { seat, nr: utlatande.nr, isChanged: false }
  const nr = await appendVersion(context.trx, utlatande, text, context.actor.id ?? '', context.at)
  if (utlatande.state === 'attesterat') await setUtlatandeState(context.trx, utlatande.id, 'attest')
  return { seat, nr, isChanged: true }
}
