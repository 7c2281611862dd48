import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid, NotFound } from '../platform/errors/index.ts'
import { fromMarkdown, plainText } from '../platform/text/index.ts'

import type { PassageKind } from './model/passage.ts'
import { programSteps } from './model/steps.ts'
import { findPassage, insertPassage, lockVersion, programPolicy, programSituation } from './store.ts'

/** Puts a new passage in after another one in a draft; the passages after it get new numbers and keep their ids. */
export async function addPassage(
  context: ActContext,
  input: { versionId: string; afterPassageId: string; kind: PassageKind; markdown: string },
): Promise<string> {
  const version = await lockVersion(context.trx, input.versionId)
  if (!version || !programPolicy.test(context.actor, version)) throw new NotFound('program_version')
  const verdict = judge(programSteps, 'add-passage', context.actor, programSituation(version, false))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const after = await findPassage(context.trx, input.versionId, input.afterPassageId)
  const blocks = fromMarkdown(input.markdown)
  if (plainText(blocks).trim() === '') throw new Invalid([{ field: 'text', key: 'program.tom-passage' }])
  const id = newId()
  await insertPassage(context.trx, input.versionId, after.avsnittId, after.ordinal, { id, kind: input.kind, blocks })
  await logAct(
    context,
    verdict.seat,
    'program.add-passage',
    { kind: 'passage', id, version: 1 },
    { version: input.versionId, text: plainText(blocks) },
    [{ kind: 'program_version', id: input.versionId }],
  )
  return id
}
