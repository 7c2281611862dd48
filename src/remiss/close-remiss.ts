import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { remissSteps } from './model/remiss-steps.ts'
import { remissSituation } from './send-remiss.ts'
import { isAnswered, listInstanser, lockRemiss, saveRemiss } from './store.ts'

/** A remiss is closed when the reply period is over or everybody has answered. */
export function missingBeforeClosing(svarSenast: string | null, today: string, silent: number): string[] {
  return silent > 0 && svarSenast !== null && today <= svarSenast ? ['svarstid-ute'] : []
}

/** Closes the remiss, with a written reason. Replies that come afterwards are still registered and marked. */
export async function closeRemiss(
  context: ActContext,
  input: { remissId: string; reason: string; expected: number },
): Promise<void> {
  const remiss = await lockRemiss(context.trx, context.actor, input.remissId, input.expected)
  const silent = (await listInstanser(context.trx, remiss.id)).filter(
    (instans) => !isAnswered(instans) && instans.lage !== 'avstatt',
  )
  const missing = missingBeforeClosing(remiss.svarSenast, context.today, silent.length)
  const verdict = judge(remissSteps, 'close', context.actor, remissSituation(remiss, missing))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (input.reason.trim() === '') throw new Denied({ act: 'remiss.close', reason: 'reason-missing' })
  const version = await saveRemiss(context.trx, remiss.id, {
    status: 'avslutad',
    closed_at: context.at,
    closing_reason: input.reason,
  })
  await logAct(
    context,
    verdict.seat,
    'remiss.close',
    { kind: 'remiss', id: remiss.id, version },
    { reason: input.reason, silent: silent.map((instans) => instans.aktorId) },
  )
}
