import {
  type HandlingKind,
  insertHandling,
  insertLasning,
  type NewHandling,
  type ReceivedFile,
} from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { recordFile } from '../platform/files/file-store.ts'
import { link, type Ref } from '../platform/links/index.ts'
import { arendeSteps } from './model/steps.ts'
import { attachHandling, findArende } from './store.ts'

export interface IncomingHandling {
  arendeId: string
  ownerAktorId: string
  kind: HandlingKind
  title: string
  sender: string
  receivedOn: string
  file: ReceivedFile | null
}

/**
 * Puts a document that has come in into an ärende: the arrival day as given, the original as it came, and what could be read. Part
 * of the acts that receive something; it judges nobody and logs nothing itself.
 */
export async function fileIncoming(
  context: ActContext,
  incoming: IncomingHandling,
): Promise<{ handlingId: string; nr: number }> {
  if (incoming.receivedOn > context.today) throw new Invalid([{ field: 'ankomst', key: 'handlingar.received-future' }])
  const { file } = incoming
  const handling: NewHandling = {
    id: newId(),
    ownerAktorId: incoming.ownerAktorId,
    kind: incoming.kind,
    title: incoming.title,
    direction: 'in',
    state: 'inkommen',
    stateOn: incoming.receivedOn,
    receivedOn: incoming.receivedOn,
    sender: incoming.sender,
    recipient: null,
    fileSha256: file?.sha256 ?? null,
    fileName: file?.name ?? null,
    mediaType: file?.mediaType ?? null,
    isOnPaper: file === null,
    unreadable: file?.unreadable ?? null,
    hasPersonnummer: file?.hasPersonnummer ?? false,
    version: 1,
  }
  if (file) await recordFile(context.trx, file, context.at)
  await insertHandling(context.trx, handling, context.at)
  if (file?.reading) await insertLasning(context.trx, handling.id, file.reading, file.encoding)
  return { handlingId: handling.id, nr: await attachHandling(context.trx, incoming.arendeId, handling.id) }
}

/**
 * What came attached to a mail: handlingar of their own in the same ärende, with the mail's sender and day, each linked to what the mail
 * became. Gives their ids. Part of the acts that receive something, like {@link fileIncoming}.
 */
export async function fileAttachments(
  context: ActContext,
  mail: Pick<IncomingHandling, 'arendeId' | 'ownerAktorId' | 'sender' | 'receivedOn'> & {
    attachments?: ReceivedFile[]
  },
  to: Ref,
): Promise<string[]> {
  const { attachments = [], arendeId, ownerAktorId, sender, receivedOn } = mail
  const ids: string[] = []
  for (const file of attachments) {
    const incoming = { arendeId, ownerAktorId, sender, receivedOn, kind: 'ovrig' as const, file }
    const { handlingId } = await fileIncoming(context, { ...incoming, title: `Bilaga: ${file.name}` })
    await link(context.trx, { kind: 'handling', id: handlingId }, 'underlag-for', to, context.at)
    ids.push(handlingId)
  }
  return ids
}

/** Registers any document that has come in to one of the body's ärenden. Late, unreadable or malformed, it is never refused. */
export async function registerHandling(
  context: ActContext,
  input: Omit<IncomingHandling, 'ownerAktorId' | 'kind'> & { attachments?: ReceivedFile[] },
): Promise<string> {
  const arende = await findArende(context.trx, context.actor, input.arendeId)
  const verdict = judge(arendeSteps, 'register-handling', context.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const incoming = { ...input, ownerAktorId: arende.ownerAktorId, kind: 'ovrig' as const }
  const { handlingId, nr } = await fileIncoming(context, incoming)
  const attached = await fileAttachments(context, incoming, { kind: 'handling', id: handlingId })
  await logAct(
    context,
    verdict.seat,
    'arende.register-handling',
    { kind: 'arende', id: arende.id, version: arende.version },
    {
      handling: handlingId,
      nr,
      receivedOn: input.receivedOn,
      sender: input.sender,
      sha256: input.file?.sha256 ?? null,
      unreadable: input.file?.unreadable ?? null,
      ...(attached.length > 0 && { attachments: attached }),
    },
    [handlingId, ...attached].map((id) => ({ kind: 'handling', id })),
  )
  return handlingId
}
