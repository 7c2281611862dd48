import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { sammantradeSteps } from './model/beslut-steps.ts'
import { lockSammantrade, type Sammantrade, saveCancelled } from './store.ts'

/** What {@link sammantradeSteps} is asked with about a meeting there is. */
export function sammantradeSituation(meeting: Sammantrade, today: string, missing: string[] = []) {
  return {
    state: meeting.cancelledOn === null ? ('planerat' as const) : ('installt' as const),
    bodies: { agare: [meeting.aktorId] },
    missing: [...missing, ...(meeting.heldOn < today ? ['kommande'] : [])],
  }
}

/** Calls a meeting off. It is kept and shown as such, also in the calendars that have it; no reply is planned for it any more. */
export async function cancelSammantrade(
  context: ActContext,
  input: { sammantradeId: string; expected: number },
): Promise<void> {
  const meeting = await lockSammantrade(context.trx, context.actor, input.sammantradeId, input.expected)
  const verdict = judge(sammantradeSteps, 'cancel', context.actor, sammantradeSituation(meeting, context.today))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const version = await saveCancelled(context.trx, meeting.id, context.today)
  await logAct(
    context,
    verdict.seat,
    'sammantrade.cancel',
    { kind: 'sammantrade', id: meeting.id, version },
    { heldOn: meeting.heldOn },
  )
}
