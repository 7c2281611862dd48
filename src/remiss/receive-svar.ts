import { fileAttachments, fileIncoming } from '../arenden/index.ts'
import type { ReceivedFile } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { link } from '../platform/links/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { nameMed, tellMed } from './gemensamt-svar.ts'
import { tellReplied } from './mail.ts'
import { formsFor } from './model/remissvar.ts'
import { arrivalState, isIn, receivingAct, svarSteps } from './model/svar-steps.ts'
import { dueOf, lockInstans, saveInstans, svarSituation } from './store.ts'
import { insertSvar } from './svar-store.ts'

export interface ReceiveInput {
  instansId: string
  title: string
  sender: string
  receivedOn: string
  file: ReceivedFile | null
  /** What came attached to a mail; each becomes a handling of its own. */
  attachments?: ReceivedFile[]
  /** The other instances that it stands for; named, they make it a joint reply. */
  med?: readonly string[]
}

/**
 * Registers a reply that came outside Samsyn. It is never refused: late, unreadable or on paper it gets its arrival day and its
 * place in the ärende, and is marked. Its points come when a person has confirmed what was read, or has written them in.
 */
export async function receiveSvar(context: ActContext, input: ReceiveInput): Promise<string> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, null)
  const verdict = judge(svarSteps, receivingAct(instans.lage), context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  // A slip in the year would make a late reply one in time: nobody answers before having been asked.
  if (remiss.sentAt && input.receivedOn < swedishDay(remiss.sentAt))
    throw new Invalid([{ field: 'ankomst', key: 'svar.received-before-sent' }])
  const { handlingId, nr } = await fileIncoming(context, {
    arendeId: remiss.arendeId,
    ownerAktorId: remiss.ownerAktorId,
    kind: 'remissvar',
    title: input.title,
    sender: input.sender,
    receivedOn: input.receivedOn,
    file: input.file,
  })
  const svarId = newId()
  const form = input.med?.length ? 'gemensamt_svar' : (formsFor(instans.aktorKind)[0] ?? 'externt_yttrande')
  await insertSvar(context.trx, {
    id: svarId,
    instansId: instans.id,
    form,
    sammanfattning: '',
    decidedOn: null,
    paragraf: null,
    handlingId,
    isSent: true,
    receivedOn: input.receivedOn,
    isRegisteredBySender: true,
    utlatandeId: null,
    beslutId: null,
    supersededBy: null,
  })
  // A second document from an instance that has answered does not move the day when its reply came.
  const state = isIn(instans.lage)
    ? instans.lage
    : arrivalState(input.receivedOn, dueOf(instans, remiss) ?? input.receivedOn)
  const version = await saveInstans(context.trx, instans.id, { lage: state })
  await link(context.trx, { kind: 'remissvar', id: svarId }, 'besvarar', { kind: 'remiss', id: remiss.id }, context.at)
  await link(
    context.trx,
    { kind: 'handling', id: handlingId },
    'underlag-for',
    { kind: 'remissvar', id: svarId },
    context.at,
  )
  const attached = await fileAttachments(
    context,
    { ...input, arendeId: remiss.arendeId, ownerAktorId: remiss.ownerAktorId },
    { kind: 'remissvar', id: svarId },
  )
  await tellReplied(context, remiss, instans, svarId)
  const med = await nameMed(context, { id: svarId, med: [] }, instans, { form, med: input.med, isRequired: false })
  const told = await tellMed(context, remiss, instans, svarId, med)
  await logAct(
    context,
    verdict.seat,
    `svar.${receivingAct(instans.lage)}`,
    { kind: 'remissinstans', id: instans.id, version },
    {
      svar: svarId,
      handling: handlingId,
      nr,
      receivedOn: input.receivedOn,
      lage: state,
      sha256: input.file?.sha256 ?? null,
      unreadable: input.file?.unreadable ?? null,
      ...(attached.length > 0 && { attachments: attached }),
      ...(med.length > 0 && { med }),
    },
    [
      { kind: 'arende', id: remiss.arendeId },
      { kind: 'handling', id: handlingId },
      { kind: 'remissvar', id: svarId },
      ...attached.map((id) => ({ kind: 'handling', id })),
      ...told,
    ],
  )
  return svarId
}
