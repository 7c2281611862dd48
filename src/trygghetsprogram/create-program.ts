import { bodiesOf, judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { readProgramSource } from './model/program-source.ts'
import { programSteps } from './model/steps.ts'
import { insertProgram, insertText, insertVersion } from './store.ts'

export interface ProgramInput {
  ownerAktorId: string
  title: string
  periodFrom: string
  periodTo: string
  /** The whole text; see {@link readProgramSource}. */
  source: string
}

/** Begins a programme: a first draft with chapters and passages, owned by the body that will send it out. Gives the version's id. */
export async function createProgram(context: ActContext, input: ProgramInput): Promise<string> {
  const bodies = bodiesOf(context.actor).includes(input.ownerAktorId) ? { agare: [input.ownerAktorId] } : {}
  const verdict = judge(programSteps, 'create', context.actor, { state: 'utkast', bodies })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (input.periodTo < input.periodFrom) throw new Invalid([{ field: 'till', key: 'program.period-backwards' }])
  const read = readProgramSource(input.source)
  if (!read.ok)
    throw new Invalid([{ field: 'text', key: `program.source.${read.reason}`, values: { title: read.title ?? '' } }])
  const [programId, id] = [newId(), newId()]
  await insertProgram(context.trx, {
    id: programId,
    owner_aktor_id: input.ownerAktorId,
    name: input.title,
    created_at: context.at,
  })
  await insertVersion(context.trx, {
    id,
    programId,
    nr: 1,
    title: input.title,
    status: 'utkast',
    statusOn: context.today,
    periodFrom: input.periodFrom,
    periodTo: input.periodTo,
    ownerAktorId: input.ownerAktorId,
  })
  await insertText(context.trx, id, {
    avsnitt: read.avsnitt.map((avsnitt, at) => ({
      id: newId(),
      number: `${at + 1}`,
      title: avsnitt.title,
      fokusomrade: null,
      passages: avsnitt.passages.map((blocks, index) => ({
        id: newId(),
        number: `${at + 1}.${index + 1}`,
        kind: 'text',
        blocks,
      })),
    })),
  })
  await logAct(
    context,
    verdict.seat,
    'program.create',
    { kind: 'program_version', id, version: 1 },
    {
      title: input.title,
      avsnitt: read.avsnitt.length,
      passager: read.avsnitt.reduce((sum, avsnitt) => sum + avsnitt.passages.length, 0),
    },
  )
  return id
}
