import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { composeAgain } from './compose-utlatande.ts'
import { lockSvar } from './svar-store.ts'
import { insertSynpunkt } from './synpunkt-store.ts'
import { demandWriting, writingAct } from './write-access.ts'
import { linkSynpunkt, resolveAnkare, type SynpunktInput } from './write-synpunkt.ts'

/** Adds a point to a reply, anchored at a passage, a chapter, the whole, or at something that is missing. */
export async function addSynpunkt(context: ActContext, input: { svarId: string } & SynpunktInput): Promise<string> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, null)
  const seat = demandWriting(context.actor, svar, instans, remiss)
  const ankare = await resolveAnkare(context.trx, remiss.programVersionId, input.ankare)
  const id = newId()
  await insertSynpunkt(context.trx, {
    id,
    svarId: svar.id,
    kinds: input.kinds,
    text: input.text,
    source: input.source,
    ankare,
  })
  await linkSynpunkt(
    context.trx,
    { id, svarId: svar.id, ankare, programVersionId: remiss.programVersionId },
    context.at,
  )
  const also = await composeAgain(context, svar, remiss)
  await logAct(
    context,
    seat,
    `svar.${writingAct(svar)}`,
    { kind: 'synpunkt', id, version: 1 },
    { svar: svar.id, kinds: input.kinds, text: input.text, ankare },
    also,
  )
  return id
}
