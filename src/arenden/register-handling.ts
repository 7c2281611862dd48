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

/** Registers any document that has come in to one of the body's ärenden. Late, unreadable or malformed, it is never refused. */
export async function registerHandling(
  context: ActContext,
  input: Omit<IncomingHandling, 'ownerAktorId' | 'kind'>,
): Promise<string> {
  const arende = await findArende(context.trx, context.actor, input.arendeId)
  const verdict = judge(arendeSteps, 'register-handling', context.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const { handlingId, nr } = await fileIncoming(context, { ...input, ownerAktorId: arende.ownerAktorId, kind: 'ovrig' })
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
    },
    [{ kind: 'handling', id: handlingId }],
  )
  return handlingId
}
