import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { readText } from '../trygghetsprogram/index.ts'
import { remissSteps } from './model/remiss-steps.ts'
import { remissSituation } from './send-remiss.ts'
import { lockRemiss, replaceFragor, saveRemiss } from './store.ts'

export interface RemissInput {
  remissId: string
  title: string
  missiv: string
  svarSenast: string | null
  fragor: { text: string; avsnittId: string | null }[]
  expected: number
}

/** Writes what the opinion should cover and by when. Possible until the remiss is sent. */
export async function editRemiss(context: ActContext, input: RemissInput): Promise<void> {
  const remiss = await lockRemiss(context.trx, context.actor, input.remissId, input.expected)
  const verdict = judge(remissSteps, 'edit', context.actor, remissSituation(remiss, []))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (input.svarSenast !== null && input.svarSenast < context.today)
    throw new Invalid([{ field: 'svar-senast', key: 'remiss.senast-passed' }])
  const known = new Set((await readText(context.trx, remiss.programVersionId)).avsnitt.map((avsnitt) => avsnitt.id))
  if (input.fragor.some((fraga) => fraga.avsnittId !== null && !known.has(fraga.avsnittId))) {
    throw new Invalid([{ field: 'fraga-1', key: 'remiss.fraga-avsnitt' }])
  }
  const version = await saveRemiss(context.trx, remiss.id, {
    title: input.title,
    missiv: input.missiv,
    svar_senast: input.svarSenast,
  })
  await replaceFragor(
    context.trx,
    remiss.id,
    input.fragor.map((fraga) => ({ id: newId(), ...fraga })),
  )
  await logAct(
    context,
    verdict.seat,
    'remiss.edit',
    { kind: 'remiss', id: remiss.id, version },
    { title: input.title, svarSenast: input.svarSenast, fragor: input.fragor },
  )
}
