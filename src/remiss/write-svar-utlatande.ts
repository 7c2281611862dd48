import { lockUtlatande, type UtlatandeText, writeUtlatandeText } from '../arenden/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { readText } from '../trygghetsprogram/index.ts'
import { pointsOf } from './model/utlatande-punkter.ts'
import { saveSvar, svarOfUtlatande } from './svar-store.ts'
import { listSynpunkter, updateSynpunkt } from './synpunkt-store.ts'
import { demandWriting } from './write-access.ts'

export interface WriteUtlatandeInput {
  utlatandeId: string
  text: Omit<UtlatandeText, 'points'>
  /** New words of some points, by their number in the reply: what a file from Word has changed. */
  points?: ReadonlyMap<number, string>
  expected: number
}

/**
 * Writes the tjänsteutlåtande: its text as typed, its points as they are in the reply. The summary is one field, read again by the
 * reply, the kallelse and the protokoll.
 */
export async function writeSvarUtlatande(context: ActContext, input: WriteUtlatandeInput): Promise<void> {
  // The reply first, as every act on its points does: two people at once wait for each other, never across.
  const { svar, instans, remiss } = await svarOfUtlatande(context.trx, context.actor, input.utlatandeId)
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, input.expected)
  demandWriting(context.actor, svar, instans, remiss)
  const reworded: string[] = []
  for (const synpunkt of input.points ? await listSynpunkter(context.trx, svar.id) : []) {
    const text = input.points?.get(synpunkt.ordinal) ?? synpunkt.text
    if (text === synpunkt.text) continue
    await updateSynpunkt(context.trx, { ...synpunkt, text }, synpunkt.version)
    reworded.push(synpunkt.id)
  }
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
    { nr, title: input.text.title, ...(reworded.length > 0 && { reworded }) },
    [{ kind: 'remissvar', id: svar.id }, ...reworded.map((id) => ({ kind: 'synpunkt', id }))],
  )
}
