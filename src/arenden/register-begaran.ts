import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandBegaran } from './begaran-access.ts'
import { insertBegaran } from './begaran-store.ts'
import type { Channel } from './model/begaran-steps.ts'

/** Registers that somebody asks for allmänna handlingar. Who and why is never demanded (TF-UTLAMNA), and no name is in the log. */
export async function registerBegaran(
  context: ActContext,
  input: { aktorId: string; receivedOn: string; channel: Channel; requester: string | null; wanted: string },
): Promise<string> {
  const seat = demandBegaran(context.actor, 'register', { state: 'inkommen', ownerAktorId: input.aktorId })
  if (input.receivedOn > context.today) throw new Invalid([{ field: 'ankomst', key: 'handlingar.received-future' }])
  const id = newId()
  await insertBegaran(context.trx, {
    id,
    ownerAktorId: input.aktorId,
    receivedOn: input.receivedOn,
    channel: input.channel,
    requester: input.requester,
    wanted: input.wanted,
    registeredBy: context.actor.id ?? '',
  })
  await logAct(
    context,
    seat,
    'begaran.register',
    { kind: 'begaran', id, version: 1 },
    {
      receivedOn: input.receivedOn,
      channel: input.channel,
      isAnonymous: input.requester === null,
      wanted: input.wanted,
    },
  )
  return id
}
