import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid, NotFound } from '../platform/errors/index.ts'
import { plainText } from '../platform/text/index.ts'

import { programSteps } from './model/steps.ts'
import {
  deletePassage,
  findPassage,
  lockVersion,
  programPolicy,
  programSituation,
  readText,
  renumber,
} from './store.ts'

/** Takes a passage out of a draft. It stays in the versions before, and the log keeps its text. */
export async function removePassage(
  context: ActContext,
  input: { versionId: string; passageId: string; expected: number },
): Promise<void> {
  const version = await lockVersion(context.trx, input.versionId)
  if (!version || !programPolicy.test(context.actor, version)) throw new NotFound('program_version')
  const verdict = judge(programSteps, 'remove-passage', context.actor, programSituation(version, false))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const passage = await findPassage(context.trx, input.versionId, input.passageId)
  const text = await readText(context.trx, input.versionId)
  if (text.avsnitt.find((avsnitt) => avsnitt.id === passage.avsnittId)?.passages.length === 1) {
    throw new Invalid([{ field: 'passage', key: 'program.last-passage' }])
  }
  await deletePassage(context.trx, input.versionId, input.passageId, input.expected)
  await renumber(context.trx, input.versionId, passage.avsnittId)
  await logAct(
    context,
    verdict.seat,
    'program.remove-passage',
    { kind: 'passage', id: passage.id, version: passage.version },
    { version: input.versionId, number: passage.number, text: plainText(passage.blocks) },
    [{ kind: 'program_version', id: input.versionId }],
  )
}
