import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandHandling } from './mark-sekretess.ts'
import { lockHandling, makeAllman } from './store.ts'

/** Enters that a protokoll or another handling that is adjusted has been so: from that day it is an allmän handling (TF-UPPRATTAD). */
export async function adjustHandling(
  context: ActContext,
  input: { handlingId: string; on: string; expected: number },
): Promise<void> {
  const handling = await lockHandling(context.trx, context.actor, input.handlingId, input.expected)
  const seat = demandHandling(context, 'adjust', handling)
  if (input.on > context.today) throw new Invalid([{ field: 'dag', key: 'handlingar.day-future' }])
  await makeAllman(context.trx, [handling.id], { state: 'upprattad', on: input.on, ground: 'justerad' })
  await logAct(
    context,
    seat,
    'handling.adjust',
    { kind: 'handling', id: handling.id, version: handling.version + 1 },
    { on: input.on, sha256: handling.fileSha256 },
  )
}
