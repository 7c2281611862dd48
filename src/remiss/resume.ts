import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { svarSteps } from './model/svar-steps.ts'
import { lockInstans, saveInstans, svarSituation } from './store.ts'
import { hasDraftOf } from './svar-store.ts'

/** It will answer after all: the instance is where it was. */
export async function resume(context: ActContext, input: { instansId: string; expected: number }): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(svarSteps, 'resume', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const lage = (await hasDraftOf(context.trx, instans.id))
    ? 'under_beredning'
    : instans.receivedOn !== null
      ? 'mottagen'
      : 'skickad'
  const version = await saveInstans(context.trx, instans.id, { lage, abstained_because: null })
  await logAct(context, verdict.seat, 'svar.resume', { kind: 'remissinstans', id: instans.id, version }, { lage })
}
