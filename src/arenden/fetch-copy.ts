import { type ActContext, logAct } from '../platform/audit/index.ts'
import { NotFound } from '../platform/errors/index.ts'
import { demandBegaran } from './begaran-access.ts'
import { findBegaran, handlingarOf } from './begaran-store.ts'

/** Fetches what was released, to be handed over: the original, or the masked copy. Every time is a disclosure in the log. */
export async function fetchCopy(
  context: ActContext,
  input: { begaranId: string; handlingId: string },
): Promise<{ sha256: string; name: string }> {
  const begaran = await findBegaran(context.trx, context.actor, input.begaranId)
  const seat = demandBegaran(context.actor, 'fetch-copy', begaran)
  const one = (await handlingarOf(context.trx, context.actor, begaran.id)).find(
    (row) => row.handling.id === input.handlingId,
  )
  const isWhole = one?.outcome === 'hel'
  const sha256 = isWhole ? one.handling.fileSha256 : (one?.copySha256 ?? null)
  if (!one || sha256 === null) throw new NotFound('copy')
  await logAct(
    context,
    seat,
    'begaran.fetch-copy',
    { kind: 'begaran', id: begaran.id, version: begaran.version },
    { handling: input.handlingId, sha256 },
    [{ kind: 'handling', id: input.handlingId }],
  )
  return { sha256, name: (isWhole ? one.handling.fileName : one.copyName) ?? 'kopia' }
}
