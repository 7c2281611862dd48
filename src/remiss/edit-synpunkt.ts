import { type ActContext, logAct } from '../platform/audit/index.ts'
import { composeAgain } from './compose-utlatande.ts'
import { lockSvar } from './svar-store.ts'
import { synpunktById, updateSynpunkt } from './synpunkt-store.ts'
import { demandWriting, writingAct } from './write-access.ts'
import { linkSynpunkt, resolveAnkare, type SynpunktInput } from './write-synpunkt.ts'

/** Changes a point, on top of the version that the writer saw. */
export async function editSynpunkt(
  context: ActContext,
  input: { synpunktId: string; expected: number } & SynpunktInput,
): Promise<void> {
  const before = await synpunktById(context.trx, input.synpunktId)
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, before.svarId, null)
  const seat = demandWriting(context.actor, svar, instans, remiss)
  const ankare = await resolveAnkare(context.trx, remiss.programVersionId, input.ankare)
  const version = await updateSynpunkt(
    context.trx,
    { id: before.id, kinds: input.kinds, text: input.text, source: input.source, ankare },
    input.expected,
  )
  await linkSynpunkt(
    context.trx,
    { id: before.id, svarId: svar.id, ankare, programVersionId: remiss.programVersionId },
    context.at,
  )
  const also = await composeAgain(context, svar, remiss)
  await logAct(
    context,
    seat,
    `svar.${writingAct(svar)}`,
    { kind: 'synpunkt', id: before.id, version },
    { svar: svar.id, kinds: input.kinds, before: before.text, after: input.text, ankare },
    also,
  )
}
