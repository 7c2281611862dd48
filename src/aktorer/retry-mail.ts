import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Conflict } from '../platform/errors/index.ts'
import { requeueMail } from '../platform/mail/index.ts'
import { demandAktorer } from './access.ts'

/** Puts a mail that could not be sent back in the queue, when its address or the mail server has been set right. */
export async function retryMail(context: ActContext, input: { mailId: string; expected: number }): Promise<void> {
  const seat = demandAktorer(context.actor, 'retry-mail')
  if (!(await requeueMail(context.trx, input.mailId, input.expected, context.at)))
    throw new Conflict('mail', input.expected + 1)
  await logAct(context, seat, 'aktorer.retry-mail', { kind: 'mail', id: input.mailId }, {})
}
