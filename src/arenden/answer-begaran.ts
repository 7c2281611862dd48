import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandBegaran } from './begaran-access.ts'
import { handlingarOf, lockBegaran, saveBegaran } from './begaran-store.ts'

/** A decision that can be appealed: its text and its day, both or neither. */
export interface AppealableBeslut {
  text: string
  on: string
}

function checkBeslut(context: ActContext, beslut: AppealableBeslut | null): void {
  if (beslut && beslut.on > context.today) throw new Invalid([{ field: 'beslutsdag', key: 'handlingar.day-future' }])
}

/**
 * Releases what the prövning allows. When something was masked or withheld the answer is `delvis`, which needs its reason; the
 * decision can be appealed and is given in writing at once or when it is asked for.
 */
export async function releaseBegaran(
  context: ActContext,
  input: { begaranId: string; reason: string; beslut: AppealableBeslut | null; expected: number },
): Promise<void> {
  const begaran = await lockBegaran(context.trx, context.actor, input.begaranId, input.expected)
  const handlingar = await handlingarOf(context.trx, context.actor, begaran.id)
  const seat = demandBegaran(context.actor, 'release', begaran, handlingar)
  const isWhole = handlingar.every((one) => one.outcome === 'hel')
  if (!isWhole && input.reason === '') throw new Invalid([{ field: 'skal-del', key: 'begaran.reason-missing' }])
  checkBeslut(context, input.beslut)
  const version = await saveBegaran(context.trx, begaran, {
    state: isWhole ? 'utlamnad' : 'delvis',
    reason: input.reason || null,
    beslut: input.beslut?.text ?? null,
    beslut_on: input.beslut?.on ?? null,
    answered_on: context.today,
  })
  await logAct(
    context,
    seat,
    'begaran.release',
    { kind: 'begaran', id: begaran.id, version },
    {
      handlingar: handlingar.map(({ handling, outcome, copySha256 }) => ({
        id: handling.id,
        outcome,
        sha256: outcome === 'hel' ? handling.fileSha256 : copySha256,
      })),
      reason: input.reason,
      beslut: input.beslut,
    },
    handlingar.map(({ handling }) => ({ kind: 'handling', id: handling.id })),
  )
}

/** Refuses, with the reason and the appealable decision's text and day. */
export async function refuseBegaran(
  context: ActContext,
  input: { begaranId: string; reason: string; beslut: AppealableBeslut; expected: number },
): Promise<void> {
  const begaran = await lockBegaran(context.trx, context.actor, input.begaranId, input.expected)
  const seat = demandBegaran(context.actor, 'refuse', begaran)
  checkBeslut(context, input.beslut)
  const version = await saveBegaran(context.trx, begaran, {
    state: 'avslagen',
    reason: input.reason,
    beslut: input.beslut.text,
    beslut_on: input.beslut.on,
    answered_on: context.today,
  })
  await logAct(
    context,
    seat,
    'begaran.refuse',
    { kind: 'begaran', id: begaran.id, version },
    { reason: input.reason, beslut: input.beslut },
  )
}
