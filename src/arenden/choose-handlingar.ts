import { handlingarById } from '../handlingar/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandBegaran } from './begaran-access.ts'
import { handlingarOf, lockBegaran, replaceHandlingar, saveBegaran } from './begaran-store.ts'

/** Says which of the body's allmänna handlingar the request is about. Arbetsmaterial is no allmän handling and cannot be chosen. */
export async function chooseHandlingar(
  context: ActContext,
  input: { begaranId: string; handlingIds: string[]; expected: number },
): Promise<void> {
  const { trx, actor } = context
  const begaran = await lockBegaran(trx, actor, input.begaranId, input.expected)
  const seat = demandBegaran(actor, 'choose-handlingar', begaran)
  const found = await handlingarById(trx, actor, input.handlingIds)
  const own = found.filter((one) => one.ownerAktorId === begaran.ownerAktorId && one.state !== 'arbetsmaterial')
  if (own.length < new Set(input.handlingIds).size)
    throw new Invalid([{ field: 'handling', key: 'begaran.not-allman' }])
  const before = (await handlingarOf(trx, actor, begaran.id)).map((one) => one.handling.id)
  await replaceHandlingar(
    trx,
    begaran.id,
    own.map((one) => one.id),
  )
  const version = await saveBegaran(trx, begaran, { state: 'provning' })
  await logAct(
    context,
    seat,
    'begaran.choose-handlingar',
    { kind: 'begaran', id: begaran.id, version },
    { handlingar: own.map((one) => one.id), before },
  )
}
