import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { nameMed } from './gemensamt-svar.ts'
import { formsFor, type SvarForm } from './model/remissvar.ts'
import { lockSvar, saveSvar } from './svar-store.ts'
import { demandWriting } from './write-access.ts'

export interface SvarInput {
  svarId: string
  form: SvarForm
  sammanfattning: string
  /** The other instances that a joint reply is to stand for; undefined leaves those named before. */
  med?: readonly string[]
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
  // While it is written nobody need be named yet; before it is decided or sent somebody is.
  const med = await nameMed(context, svar, instans, { form: input.form, med: input.med, isRequired: false })
  const version = await saveSvar(context.trx, svar.id, {
    form: input.form,
    sammanfattning,
  })
  await logAct(
    context,
    seat,
    'svar.write',
    { kind: 'remissvar', id: svar.id, version },
    { form: input.form, sammanfattning, ...(med.length > 0 && { med }) },
  )
}
