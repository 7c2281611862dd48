import { type ActContext, logAct } from '../platform/audit/index.ts'
import { unlink } from '../platform/links/index.ts'
import { composeAgain } from './compose-utlatande.ts'
import { lockSvar } from './svar-store.ts'
import { deleteSynpunkt, synpunktById } from './synpunkt-store.ts'
import { demandWriting, writingAct } from './write-access.ts'

/** Takes a point out of a reply that has not been sent, or out of what the sender is transcribing. The log keeps its text. */
export async function removeSynpunkt(
  context: ActContext,
  input: { synpunktId: string; expected: number },
): Promise<void> {
  const before = await synpunktById(context.trx, input.synpunktId)
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, before.svarId, null)
  const seat = demandWriting(context.actor, svar, instans, remiss)
  await deleteSynpunkt(context.trx, before.id, input.expected)
  await unlink(context.trx, { kind: 'synpunkt', id: before.id })
  const also = await composeAgain(context, svar, remiss)
  await logAct(
    context,
    seat,
    `svar.${writingAct(svar)}`,
    { kind: 'synpunkt', id: before.id, version: before.version },
    { svar: svar.id, removed: before.text },
    also,
  )
}
