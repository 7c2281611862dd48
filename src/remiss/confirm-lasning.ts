import { confirmLasning, findHandling } from '../handlingar/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Invalid, NotFound } from '../platform/errors/index.ts'
import { nameMed, tellMed } from './gemensamt-svar.ts'
import { formsFor, needsBeslutsdag, type SvarForm } from './model/remissvar.ts'
import { lockSvar, saveSvar } from './svar-store.ts'
import { insertSynpunkt } from './synpunkt-store.ts'
import { demandWriting } from './write-access.ts'
import { linkSynpunkt, resolveAnkare, type SynpunktInput } from './write-synpunkt.ts'

export interface ConfirmInput {
  svarId: string
  form: SvarForm
  sammanfattning: string
  decidedOn: string | null
  /** The fields as the person left them, kept beside what the machine read. */
  fields: Record<string, string>
  points: (SynpunktInput & { prefix: string })[]
  /** The other instances that a joint reply stands for. */
  med?: readonly string[]
  /** The version of the reading that the person saw. */
  expected: number
}

/** A person confirms what was read in a document: the points become the body's, anchored in the text that was sent out. */
export async function confirmReading(context: ActContext, input: ConfirmInput): Promise<void> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, null)
  const seat = demandWriting(context.actor, svar, instans, remiss)
  if (svar.handlingId === null) throw new NotFound('lasning')
  await findHandling(context.trx, context.actor, svar.handlingId)
  if (!formsFor(instans.aktorKind).includes(input.form))
    throw new Invalid([{ field: 'form', key: 'svar.form-not-possible' }])
  if (input.decidedOn !== null && input.decidedOn > context.today)
    throw new Invalid([{ field: 'beslutsdag', key: 'svar.decided-future' }])
  await confirmLasning(
    context.trx,
    svar.handlingId,
    { fields: input.fields, points: input.points.length },
    context.actor.id ?? '',
    context.at,
    input.expected,
  )
  const med = await nameMed(context, svar, instans, { form: input.form, med: input.med, isRequired: true })
  const told = await tellMed(
    context,
    remiss,
    instans,
    svar.id,
    med.filter((id) => !svar.med.includes(id)),
  )
  const version = await saveSvar(context.trx, svar.id, {
    form: input.form,
    sammanfattning: input.sammanfattning,
    // The date of a document is proposed as the day of decision; where nobody decides it is none.
    decided_on: needsBeslutsdag(input.form) ? input.decidedOn : null,
  })
  const ids: string[] = []
  for (const point of input.points) {
    const id = newId()
    const ankare = await resolveAnkare(context.trx, remiss.programVersionId, point.ankare, point.prefix)
    await insertSynpunkt(context.trx, {
      id,
      svarId: svar.id,
      kinds: point.kinds,
      text: point.text,
      source: point.source,
      ankare,
    })
    await linkSynpunkt(
      context.trx,
      { id, svarId: svar.id, ankare, programVersionId: remiss.programVersionId },
      context.at,
    )
    ids.push(id)
  }
  await logAct(
    context,
    seat,
    'svar.transcribe',
    { kind: 'remissvar', id: svar.id, version },
    { handling: svar.handlingId, fields: input.fields, synpunkter: ids, ...(med.length > 0 && { med }) },
    told,
  )
}
