import { attachHandling } from '../arenden/index.ts'
import { insertHandling, lockHandling, makeAllman, saveSekretess } from '../handlingar/index.ts'
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

/** What a reply consists of: the statement, and the extract where it rests on a decision. */
export interface SentFiles {
  statement: SentFile | null
  /** `filedAs`: the handling that the extract already is in the instance's own ärende; it is not put there once more. */
  extract: { title: string; file: SentFile; hasPersonnummer: boolean; filedAs: string | null } | null
}

export const NO_FILES: SentFiles = { statement: null, extract: null }

/**
 * A reply that leaves one authority and reaches another is an allmän handling at both: expedierad in the instance's ärende, inkommen
 * in the sender's, the same day. Part of the acts that send; gives the items that they log.
 */
export async function expedieraSvar(
  context: ActContext,
  instans: Instans,
  remiss: Remiss,
  { statement, extract }: SentFiles,
): Promise<{ kind: string; id: string }[]> {
  const also = [
    { kind: 'remissinstans', id: instans.id },
    { kind: 'arende', id: remiss.arendeId },
    ...(instans.arendeId ? [{ kind: 'arende', id: instans.arendeId }] : []),
  ]
  const title = `Svar på remiss: ${remiss.title}`
  also.push(...(await fileBoth(context, instans, remiss, { kind: 'remissvar', title, file: statement })))
  if (extract) {
    const { filedAs, ...rest } = extract
    const out = filedAs === null ? instans : { ...instans, arendeId: null }
    const filed = await fileBoth(context, out, remiss, { kind: 'protokollsutdrag', ...rest })
    if (filedAs !== null) filed.push(...(await sendFiled(context, filedAs, remiss, filed)))
    also.push(...filed)
  }
  return also
}

/**
 * A handling that lay in the instance's ärende and goes out with the reply. From then on it is an allmän handling there too, adjusted
 * or not (TF 2 kap. 10 §: sent out), and a mark that it may hold something secret follows it: who tries a request at the other end is warned.
 */
async function sendFiled(
  context: ActContext,
  handlingId: string,
  remiss: Remiss,
  copies: readonly { id: string }[],
): Promise<{ kind: string; id: string }[]> {
  const { trx, today } = context
  const { sekretess } = await lockHandling(trx, context.actor, handlingId, null)
  await makeAllman(trx, [handlingId], { state: 'expedierad', on: today, recipient: remiss.ownerName })
  for (const { id } of sekretess ? copies : [])
    await saveSekretess(trx, { id, version: 1 }, sekretess && { ...sekretess, on: today })
  return [{ kind: 'handling', id: handlingId }]
}

/** One document at both ends: in at the sender's, out at the instance's where that has an ärende. */
async function fileBoth(
  context: ActContext,
  instans: Instans,
  remiss: Remiss,
  sent: { kind: 'remissvar' | 'protokollsutdrag'; title: string; file: SentFile | null; hasPersonnummer?: boolean },
): Promise<{ kind: string; id: string }[]> {
  const { file } = sent
  if (file) await recordFile(context.trx, file, context.at)
  const common = {
    kind: sent.kind,
    title: sent.title,
    stateOn: context.today,
    fileSha256: file?.sha256 ?? null,
    fileName: file?.name ?? null,
    mediaType: file?.mediaType ?? null,
    isOnPaper: false,
    unreadable: null,
    hasPersonnummer: sent.hasPersonnummer ?? false,
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
  if (!instans.arendeId) return [{ kind: 'handling', id: inId }]
  const outId = newId()
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
  return [
    { kind: 'handling', id: inId },
    { kind: 'handling', id: outId },
  ]
}
