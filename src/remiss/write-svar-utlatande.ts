import { lockUtlatande, type UtlatandeText, writeUtlatandeText } from '../arenden/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { readText } from '../trygghetsprogram/index.ts'
import { pointsOf } from './model/utlatande-punkter.ts'
import { saveSvar, svarOfUtlatande } from './svar-store.ts'
import { listSynpunkter } from './synpunkt-store.ts'
import { demandWriting } from './write-access.ts'

/**
 * Writes the tjänsteutlåtande: its text as typed, its points as they are in the reply. The summary is one field, read again by the
 * reply, the kallelse and the protokoll.
 */
export async function writeSvarUtlatande(
  context: ActContext,
  input: { utlatandeId: string; text: Omit<UtlatandeText, 'points'>; expected: number },
): Promise<void> {
  // The reply first, as every act on its points does: two people at once wait for each other, never across.
  const { svar, instans, remiss } = await svarOfUtlatande(context.trx, context.actor, input.utlatandeId)
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, input.expected)
  demandWriting(context.actor, svar, instans, remiss)
  const points = pointsOf(
    await listSynpunkter(context.trx, svar.id),
    await readText(context.trx, remiss.programVersionId),
  )
  const { seat, nr, isChanged } = await writeUtlatandeText(context, utlatande, { ...input.text, points })
  if (!isChanged) return
  const sammanfattning = input.text.sections.find((section) => section.key === 'sammanfattning')?.markdown
  if (sammanfattning !== undefined && sammanfattning !== svar.sammanfattning)
    await saveSvar(context.trx, svar.id, { sammanfattning })
  await logAct(
    context,
    seat,
    'utlatande.write',
    { kind: 'utlatande', id: utlatande.id, version: utlatande.version + 1 },
    { nr, title: input.text.title },
    [{ kind: 'remissvar', id: svar.id }],
  )
}
