import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Conflict } from '../platform/errors/index.ts'
import { demandHandling } from './mark-sekretess.ts'
import { lockHandling, saveSekretess } from './store.ts'

/** Takes the mark away. What it said stays in the log. */
export async function unmarkSekretess(
  context: ActContext,
  input: { handlingId: string; expected: number },
): Promise<void> {
  const handling = await lockHandling(context.trx, context.actor, input.handlingId, input.expected)
  const seat = demandHandling(context, 'unmark-sekretess', handling)
  if (handling.sekretess === null) throw new Conflict('handling', handling.version)
  const version = await saveSekretess(context.trx, handling, null)
  await logAct(
    context,
    seat,
    'handling.unmark-sekretess',
    { kind: 'handling', id: handling.id, version },
    { before: handling.sekretess },
  )
}
