import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, NotFound } from '../platform/errors/index.ts'
import { link } from '../platform/links/index.ts'
import { programSteps } from './model/steps.ts'
import {
  hasDraft,
  insertText,
  insertVersion,
  lastNr,
  lockProgram,
  lockVersion,
  programPolicy,
  programSituation,
  readText,
} from './store.ts'

/**
 * Makes a draft on top of a version that has been sent out or decided. Chapters and passages keep their ids, so that points and
 * responsibilities can be followed from one version to the next.
 */
export async function newVersion(context: ActContext, input: { fromVersionId: string }): Promise<string> {
  const from = await lockVersion(context.trx, input.fromVersionId)
  if (!from || !programPolicy.test(context.actor, from)) throw new NotFound('program_version')
  await lockProgram(context.trx, from.programId)
  const verdict = judge(
    programSteps,
    'new-version',
    context.actor,
    programSituation(from, await hasDraft(context.trx, from.programId)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const id = newId()
  const nr = (await lastNr(context.trx, from.programId)) + 1
  await insertVersion(context.trx, { ...from, id, nr, status: 'utkast', statusOn: context.today })
  await insertText(context.trx, id, await readText(context.trx, from.id))
  await link(
    context.trx,
    { kind: 'program_version', id },
    'bygger-pa',
    { kind: 'program_version', id: from.id },
    context.at,
  )
  await logAct(
    context,
    verdict.seat,
    'program.new-version',
    { kind: 'program_version', id, version: 1 },
    { from: from.id, nr },
  )
  return id
}
