import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid, NotFound } from '../platform/errors/index.ts'
import { recordFile } from '../platform/files/file-store.ts'
import { demandBegaran } from './begaran-access.ts'
import { handlingarOf, lockBegaran, saveBegaran, saveOutcome } from './begaran-store.ts'
import type { Outcome } from './model/begaran-steps.ts'

/** The sekretessprövning of one handling in a request: all of it, a masked copy, or nothing. The original is never touched. */
export async function examineHandling(
  context: ActContext,
  input: {
    begaranId: string
    handlingId: string
    outcome: Outcome
    note: string
    copy: { sha256: string; bytes: number; name: string } | null
    expected: number
  },
): Promise<void> {
  const { trx, actor } = context
  const begaran = await lockBegaran(trx, actor, input.begaranId, input.expected)
  const seat = demandBegaran(actor, 'examine', begaran)
  const one = (await handlingarOf(trx, actor, begaran.id)).find((row) => row.handling.id === input.handlingId)
  if (!one) throw new NotFound('handling')
  if (input.outcome !== 'hel' && input.note === '')
    throw new Invalid([{ field: `not-${input.handlingId}`, key: 'begaran.note-missing' }])
  const copy = input.outcome === 'maskad' ? input.copy : null
  if (input.outcome === 'maskad' && !copy)
    throw new Invalid([{ field: `kopia-${input.handlingId}`, key: 'begaran.copy-missing' }])
  if (copy && copy.sha256 === one.handling.fileSha256)
    throw new Invalid([{ field: `kopia-${input.handlingId}`, key: 'begaran.copy-is-original' }])
  if (copy) await recordFile(trx, copy, context.at)
  await saveOutcome(trx, begaran.id, input.handlingId, { outcome: input.outcome, note: input.note, copy })
  const version = await saveBegaran(trx, begaran, {})
  await logAct(
    context,
    seat,
    'begaran.examine',
    { kind: 'begaran', id: begaran.id, version },
    { handling: input.handlingId, outcome: input.outcome, note: input.note, copy: copy?.sha256 ?? null },
    [{ kind: 'handling', id: input.handlingId }],
  )
}
