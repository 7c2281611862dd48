import { lockUtlatande, type UtlatandeText, writeUtlatandeText } from '../arenden/index.ts'
import type { ActContext } from '../platform/audit/index.ts'
import { readText } from '../trygghetsprogram/index.ts'
import { pointsOf } from './model/utlatande-punkter.ts'
import type { Remiss } from './store.ts'
import type { Remissvar } from './svar-store.ts'
import { listSynpunkter } from './synpunkt-store.ts'

/**
 * The points of the reply are data that stand in the tjänsteutlåtande's text, so a changed point is a new version of it: what was
 * attested stays attested in the older one. Part of every act that changes a point; nothing where there is no utlåtande.
 */
export async function composeAgain(
  context: ActContext,
  svar: Pick<Remissvar, 'id' | 'utlatandeId'>,
  remiss: Pick<Remiss, 'programVersionId'>,
): Promise<{ kind: string; id: string }[]> {
  if (svar.utlatandeId === null) return []
  const utlatande = await lockUtlatande(context.trx, context.actor, svar.utlatandeId, null)
  const points = pointsOf(
    await listSynpunkter(context.trx, svar.id),
    await readText(context.trx, remiss.programVersionId),
  )
  const text: UtlatandeText = { ...utlatande.text, points }
  await writeUtlatandeText(context, utlatande, text)
  return [{ kind: 'utlatande', id: utlatande.id }]
}
