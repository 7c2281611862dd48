import { setHandlaggare } from '../arenden/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { tellAssigned } from './mail.ts'
import { svarSteps } from './model/svar-steps.ts'
import { mayPrepare } from './register-remiss.ts'
import { lockInstans, saveInstans, svarSituation } from './store.ts'

/** Says who prepares the reply, or hands it to somebody else. */
export async function assignHandlaggare(
  context: ActContext,
  input: { instansId: string; handlaggareId: string; expected: number },
): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(svarSteps, 'assign', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (!(await mayPrepare(context, instans.aktorId, input.handlaggareId)))
    throw new Invalid([{ field: 'handlaggare', key: 'svar.handlaggare-unknown' }])
  const version = await saveInstans(context.trx, instans.id, { handlaggare_id: input.handlaggareId })
  if (instans.arendeId) await setHandlaggare(context.trx, instans.arendeId, input.handlaggareId)
  await tellAssigned(context, remiss, { ...instans, version }, input.handlaggareId)
  await logAct(
    context,
    verdict.seat,
    'svar.assign',
    { kind: 'remissinstans', id: instans.id, version },
    { handlaggare: input.handlaggareId, before: instans.handlaggareId },
  )
}
