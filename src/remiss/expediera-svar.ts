import { attachHandling } from '../arenden/index.ts'
import { insertHandling } from '../handlingar/index.ts'
import type { ActContext } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { recordFile } from '../platform/files/file-store.ts'
import type { Instans, Remiss } from './store.ts'

/** The reply as a document that leaves the house, already stored. */
export interface SentFile {
  sha256: string
  bytes: number
  name: string
  mediaType: string
}

/**
 * A reply that leaves one authority and reaches another is an allmän handling at both: expedierad in the instance's ärende, inkommen
 * in the sender's, the same day. Part of the acts that send; gives the items that they log.
 */
export async function expedieraSvar(
  context: ActContext,
  instans: Instans,
  remiss: Remiss,
  file: SentFile | null,
): Promise<{ kind: string; id: string }[]> {
  if (file) await recordFile(context.trx, file, context.at)
  const common = {
    kind: 'remissvar' as const,
    title: `Svar på remiss: ${remiss.title}`,
    stateOn: context.today,
    fileSha256: file?.sha256 ?? null,
    fileName: file?.name ?? null,
    mediaType: file?.mediaType ?? null,
    isOnPaper: false,
    unreadable: null,
    hasPersonnummer: false,
    version: 1,
  }
  const inId = newId()
  await insertHandling(
    context.trx,
    {
      ...common,
      id: inId,
      ownerAktorId: remiss.ownerAktorId,
      direction: 'in',
      state: 'inkommen',
      receivedOn: context.today,
      sender: instans.aktorName,
      recipient: null,
    },
    context.at,
  )
  await attachHandling(context.trx, remiss.arendeId, inId)
  const also = [
    { kind: 'remissinstans', id: instans.id },
    { kind: 'arende', id: remiss.arendeId },
    { kind: 'handling', id: inId },
  ]
  if (instans.arendeId) {
    const outId = newId()
    also.push({ kind: 'arende', id: instans.arendeId }, { kind: 'handling', id: outId })
    await insertHandling(
      context.trx,
      {
        ...common,
        id: outId,
        ownerAktorId: instans.aktorId,
        direction: 'ut',
        state: 'expedierad',
        receivedOn: null,
        sender: null,
        recipient: remiss.ownerName,
      },
      context.at,
    )
    await attachHandling(context.trx, instans.arendeId, outId)
  }
  return also
}
