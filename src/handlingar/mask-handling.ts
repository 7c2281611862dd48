import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { recordFile } from '../platform/files/file-store.ts'
import { demandHandling } from './mark-sekretess.ts'
import { countMaskadeKopior, insertMaskadKopia } from './maskad-kopia-store.ts'
import type { Handling } from './model/handling.ts'
import { lockHandling } from './store.ts'

/** A masked copy wants something to mask: a mark, or a personnummer in what came. */
export function missingToMask(handling: Handling): string[] {
  return handling.sekretess === null && !handling.hasPersonnummer ? ['nagot-att-maskera'] : []
}

/**
 * Puts a masked copy beside the original (SEKRETESS-KOPIA). From now on it is what goes out; the original stays as it is, for those
 * inside. Who masked, when, and which file it was stands in the log.
 */
export async function maskHandling(
  context: ActContext,
  input: { handlingId: string; copy: { sha256: string; bytes: number; name: string } | null; expected: number },
): Promise<void> {
  const { trx, actor } = context
  const handling = await lockHandling(trx, actor, input.handlingId, input.expected)
  const seat = demandHandling(context, 'mask', handling, missingToMask(handling))
  const { copy } = input
  if (!copy) throw new Invalid([{ field: 'fil', key: 'maskering.file-missing' }])
  if (copy.sha256 === handling.fileSha256) throw new Invalid([{ field: 'fil', key: 'maskering.is-original' }])
  const nr = (await countMaskadeKopior(trx, handling.id)) + 1
  await recordFile(trx, copy, context.at)
  await insertMaskadKopia(
    trx,
    {
      handlingId: handling.id,
      nr,
      sha256: copy.sha256,
      name: copy.name,
      madeBy: actor.id ?? '',
      madeByName: actor.name,
    },
    context.at,
  )
  await logAct(
    context,
    seat,
    'handling.mask',
    { kind: 'handling', id: handling.id, version: handling.version },
    { nr, copy: copy.sha256, original: handling.fileSha256, provision: handling.sekretess?.provision ?? null },
  )
}
