import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandHandling } from './mark-sekretess.ts'
import { lockHandling, makeAllman } from './store.ts'

/** Enters that arbetsmaterial has been sent to somebody outside the authority: from that day it is an allmän handling (TF-UPPRATTAD). */
export async function expedieraHandling(
  context: ActContext,
  input: { handlingId: string; recipient: string; on: string; expected: number },
): Promise<void> {
  const handling = await lockHandling(context.trx, context.actor, input.handlingId, input.expected)
  const seat = demandHandling(context, 'expediera', handling)
  if (input.on > context.today) throw new Invalid([{ field: 'dag', key: 'handlingar.day-future' }])
  await makeAllman(context.trx, [handling.id], { state: 'expedierad', on: input.on, recipient: input.recipient })
  await logAct(
    context,
    seat,
    'handling.expediera',
    { kind: 'handling', id: handling.id, version: handling.version + 1 },
    { on: input.on, recipient: input.recipient, sha256: handling.fileSha256 },
  )
}
