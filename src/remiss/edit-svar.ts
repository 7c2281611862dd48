import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { formsFor, type SvarForm } from './model/remissvar.ts'
import { lockSvar, saveSvar } from './svar-store.ts'
import { demandWriting } from './write-access.ts'

export interface SvarInput {
  svarId: string
  form: SvarForm
  sammanfattning: string
  expected: number
}

/** Writes the summary and in which form the body answers. */
export async function editSvar(context: ActContext, input: SvarInput): Promise<void> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, input.expected)
  const seat = demandWriting(context.actor, svar, instans, remiss)
  if (!formsFor(instans.aktorKind).includes(input.form))
    throw new Invalid([{ field: 'form', key: 'svar.form-not-possible' }])
  // With a tjänsteutlåtande the summary is its summary: one field, written in one place.
  const sammanfattning = svar.utlatandeId === null ? input.sammanfattning : svar.sammanfattning
  const version = await saveSvar(context.trx, svar.id, {
    form: input.form,
    sammanfattning,
  })
  await logAct(
    context,
    seat,
    'svar.write',
    { kind: 'remissvar', id: svar.id, version },
    { form: input.form, sammanfattning },
  )
}
