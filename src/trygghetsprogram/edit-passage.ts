import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid, NotFound } from '../platform/errors/index.ts'
import { fromMarkdown, plainText } from '../platform/text/index.ts'

import type { PassageKind } from './model/passage.ts'
import { programSteps } from './model/steps.ts'
import { findPassage, lockVersion, programPolicy, programSituation, updatePassage } from './store.ts'

export interface PassageInput {
  versionId: string
  passageId: string
  kind: PassageKind
  markdown: string
  /** The version of the passage that the writer saw. */
  expected: number
}

/** Writes a passage of a draft anew. A text that is unchanged writes nothing and logs nothing. */
export async function editPassage(context: ActContext, input: PassageInput): Promise<void> {
  const version = await lockVersion(context.trx, input.versionId)
  if (!version || !programPolicy.test(context.actor, version)) throw new NotFound('program_version')
  const verdict = judge(programSteps, 'edit-passage', context.actor, programSituation(version, false))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const before = await findPassage(context.trx, input.versionId, input.passageId)
  const blocks = fromMarkdown(input.markdown)
  if (plainText(blocks).trim() === '') throw new Invalid([{ field: 'text', key: 'program.tom-passage' }])
  if (
    before.version === input.expected &&
    before.kind === input.kind &&
    JSON.stringify(before.blocks) === JSON.stringify(blocks)
  )
    return
  const saved = await updatePassage(
    context.trx,
    { versionId: input.versionId, id: input.passageId, kind: input.kind, blocks },
    input.expected,
  )
  await logAct(
    context,
    verdict.seat,
    'program.edit-passage',
    { kind: 'passage', id: input.passageId, version: saved },
    { version: input.versionId, number: before.number, before: plainText(before.blocks), after: plainText(blocks) },
    [{ kind: 'program_version', id: input.versionId }],
  )
}
