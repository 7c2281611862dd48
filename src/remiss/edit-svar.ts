import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { formsFor, needsBeslutsdag, type SvarForm } from './model/remissvar.ts'
import { svarSteps } from './model/svar-steps.ts'
import { svarSituation } from './store.ts'
import { lockSvar, saveSvar } from './svar-store.ts'

export interface SvarInput {
  svarId: string
  form: SvarForm
  sammanfattning: string
  decidedOn: string | null
  paragraf: string | null
  expected: number
}

/** Writes the summary and in which form the body answers. */
export async function editSvar(context: ActContext, input: SvarInput): Promise<void> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, input.expected)
  const verdict = judge(svarSteps, 'write', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (!formsFor(instans.aktorKind).includes(input.form))
    throw new Invalid([{ field: 'form', key: 'svar.form-not-possible' }])
  if (input.decidedOn !== null && input.decidedOn > context.today)
    throw new Invalid([{ field: 'beslutsdag', key: 'svar.decided-future' }])
  const decidedOn = needsBeslutsdag(input.form) ? input.decidedOn : null
  const version = await saveSvar(context.trx, svar.id, {
    form: input.form,
    sammanfattning: input.sammanfattning,
    decided_on: decidedOn,
    paragraf: needsBeslutsdag(input.form) ? input.paragraf : null,
  })
  await logAct(
    context,
    verdict.seat,
    'svar.write',
    { kind: 'remissvar', id: svar.id, version },
    { form: input.form, decidedOn, paragraf: input.paragraf, sammanfattning: input.sammanfattning },
  )
}
