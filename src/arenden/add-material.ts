import { insertHandling, insertLasning, type ReceivedFile } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { recordFile } from '../platform/files/file-store.ts'
import { arendeSteps } from './model/steps.ts'
import { attachHandling, findArende, lockArende } from './store.ts'

/**
 * Puts a document of the house's own into an ärende: arbetsmaterial until it is sent out, adjusted or kept at rensning. Without a file it
 * is on paper.
 */
export async function addMaterial(
  context: ActContext,
  input: { arendeId: string; title: string; file: ReceivedFile | null },
): Promise<string> {
  const { version } = await findArende(context.trx, context.actor, input.arendeId)
  // Held, so that nothing is put into an ärende that somebody is closing.
  const arende = await lockArende(context.trx, context.actor, input.arendeId, version)
  const verdict = judge(arendeSteps, 'add-material', context.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const { file } = input
  const id = newId()
  if (file) await recordFile(context.trx, file, context.at)
  await insertHandling(
    context.trx,
    {
      id,
      ownerAktorId: arende.ownerAktorId,
      kind: 'ovrig',
      title: input.title,
      direction: 'intern',
      state: 'arbetsmaterial',
      stateOn: context.today,
      receivedOn: null,
      sender: null,
      recipient: null,
      fileSha256: file?.sha256 ?? null,
      fileName: file?.name ?? null,
      mediaType: file?.mediaType ?? null,
      isOnPaper: file === null,
      unreadable: file?.unreadable ?? null,
      hasPersonnummer: file?.hasPersonnummer ?? false,
      version: 1,
    },
    context.at,
  )
  if (file?.reading) await insertLasning(context.trx, id, file.reading, file.encoding)
  const nr = await attachHandling(context.trx, arende.id, id)
  await logAct(
    context,
    verdict.seat,
    'arende.add-material',
    { kind: 'arende', id: arende.id, version: arende.version },
    { handling: id, nr },
    [{ kind: 'handling', id }],
  )
  return id
}
