import { attachHandling, lockUtlatande, setUtlatandeState } from '../arenden/index.ts'
import { insertHandling, type ReceivedFile } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { recordFile } from '../platform/files/file-store.ts'
import { link } from '../platform/links/index.ts'
import { type BeslutInput, fileBeslut, hasJustering, type PointFate } from '../sammantraden/index.ts'
import { decide } from './decide-points.ts'
import { expedieraSvar, NO_FILES, type SentFiles } from './expediera-svar.ts'
import { nameMed, tellMed } from './gemensamt-svar.ts'
import { tellReplied } from './mail.ts'
import { formsFor } from './model/remissvar.ts'
import { svarSteps } from './model/svar-steps.ts'
import { type Instans, type Remiss, svarSituation } from './store.ts'
import { insertSvar, lockSvar, type Remissvar, saveSvar } from './svar-store.ts'
import { insertSynpunkt, listSynpunkter } from './synpunkt-store.ts'
import { linkSynpunkt } from './write-synpunkt.ts'

export interface SvarBeslutInput extends BeslutInput {
  svarId: string
  /** What the decision makes of the administration's points, and what the body adds in its own words. */
  fate: PointFate
  added: string[]
  /** The extract of the minutes, where there is one as a file. */
  extract: ReceivedFile | null
  /** The other instances that a joint reply stands for; undefined leaves those named before. */
  med?: readonly string[]
  expected: number
}

/**
 * Registers the decision that a reply rests on. A reply being written becomes the decided one. An office reply that has been sent
 * stays as it is: the decision is a later reply, sent by this act, which supersedes it – both are kept.
 */
export async function registerSvarBeslut(context: ActContext, input: SvarBeslutInput): Promise<string> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, input.expected)
  if (!formsFor(instans.aktorKind).includes(input.kind))
    throw new Invalid([{ field: 'form', key: 'svar.form-not-possible' }])
  const act = svar.isSent ? 'supersede' : 'decide'
  const verdict = judge(svarSteps, act, context.actor, svarSituation(remiss, instans, missingToDecide(svar)))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  // Held in the order of every act: the reply, its utlåtande, the ärende.
  const utlatande = svar.utlatandeId ? await lockUtlatande(context.trx, context.actor, svar.utlatandeId, null) : null
  const handlingId = await fileExtract(context, instans, remiss, input)
  const { id: beslutId } = await fileBeslut(
    context,
    instans.aktorId,
    instans.arendeId,
    input,
    handlingId,
    utlatande?.state === 'utkast' || utlatande?.state === 'attest',
  )
  const svarId = svar.isSent ? await laterReply(context, svar, remiss) : svar.id
  const named = { form: input.kind, med: input.med, isRequired: true }
  const med = await nameMed(context, { id: svarId, med: svar.med }, instans, named)
  const dispatched = svar.isSent ? await expedieraSvar(context, instans, remiss, laterFiles(input, handlingId)) : []
  if (svar.isSent) {
    await tellReplied(context, remiss, instans, svarId)
    dispatched.push(...(await tellMed(context, remiss, instans, svarId, med)))
  }
  const version = await saveSvar(context.trx, svarId, {
    form: input.kind,
    decided_on: input.decidedOn,
    paragraf: input.paragraf || null,
    beslut_id: beslutId,
  })
  await decide(context, { svarId, programVersionId: remiss.programVersionId }, input)
  const also = [
    { kind: 'remissvar', id: svarId },
    ...(svarId === svar.id ? [] : [{ kind: 'remissvar', id: svar.id }]),
    ...(handlingId ? [{ kind: 'handling', id: handlingId }] : []),
    ...dispatched,
  ]
  if (utlatande) {
    if (utlatande.state !== 'expedierat') await setUtlatandeState(context.trx, utlatande.id, 'beslutat')
    also.push({ kind: 'utlatande', id: utlatande.id })
    await link(
      context.trx,
      { kind: 'beslut', id: beslutId },
      'beslutar-om',
      { kind: 'utlatande', id: utlatande.id },
      context.at,
    )
  }
  await link(context.trx, { kind: 'remissvar', id: svarId }, 'grundas-pa', { kind: 'beslut', id: beslutId }, context.at)
  await logAct(
    context,
    verdict.seat,
    `svar.${act}`,
    { kind: 'beslut', id: beslutId, version: 1 },
    {
      svar: svarId,
      version,
      kind: input.kind,
      decidedOn: input.decidedOn,
      paragraf: input.paragraf,
      wording: input.wording,
      formula: input.formula,
      fate: input.fate,
      ...(med.length > 0 && { med }),
    },
    also,
  )
  return svarId
}

/** With a decision that comes after the reply only the extract goes out: the statement has been sent. */
function laterFiles({ extract, paragraf }: SvarBeslutInput, filedAs: string | null): SentFiles {
  if (!extract) return NO_FILES
  const title = `Protokollsutdrag ${paragraf}`.trim()
  return { ...NO_FILES, extract: { title, file: extract, hasPersonnummer: extract.hasPersonnummer, filedAs } }
}

/** A decision is taken once; one that has been registered is not registered again, and a reply that another replaced is history. */
export function missingToDecide(svar: Pick<Remissvar, 'beslutId' | 'supersededBy' | 'isRegisteredBySender'>): string[] {
  return svar.beslutId !== null || svar.supersededBy !== null || svar.isRegisteredBySender ? ['obeslutat'] : []
}

/** The same reply once more, sent today, with the points as they were; the one before is superseded by it. */
async function laterReply(context: ActContext, before: Remissvar, remiss: Remiss): Promise<string> {
  const id = newId()
  await insertSvar(context.trx, {
    ...before,
    id,
    isSent: true,
    receivedOn: context.today,
    beslutId: null,
    supersededBy: null,
  })
  for (const { kinds, text, source, ankare } of await listSynpunkter(context.trx, before.id)) {
    const copy = { id: newId(), svarId: id, kinds, text, source, ankare }
    await insertSynpunkt(context.trx, copy)
    await linkSynpunkt(context.trx, { ...copy, programVersionId: remiss.programVersionId }, context.at)
  }
  await saveSvar(context.trx, before.id, { superseded_by: id })
  const self = { kind: 'remissvar', id }
  await link(context.trx, self, 'besvarar', { kind: 'remiss', id: remiss.id }, context.at)
  await link(context.trx, self, 'ersatter', { kind: 'remissvar', id: before.id }, context.at)
  return id
}

/**
 * When an extract is an allmän handling (TF-UPPRATTAD): minutes when adjusted, at omedelbar justering the day of the decision, so until
 * the adjustment has been entered it is arbetsmaterial. A decision that has no justering is finished when it has been taken.
 */
function standingOfExtract(input: SvarBeslutInput, today: string) {
  if (!hasJustering(input.kind))
    return { state: 'upprattad', stateOn: input.decidedOn, ground: 'fardigstalld' } as const
  if (input.isOmedelbartJusterat)
    return { state: 'upprattad', stateOn: input.decidedOn, ground: 'omedelbart_justerad' } as const
  return { state: 'arbetsmaterial', stateOn: today, ground: null } as const
}

/** The extract of the minutes as a handling of the body's own, in its own ärende. */
async function fileExtract(
  context: ActContext,
  instans: Instans,
  remiss: Remiss,
  input: SvarBeslutInput,
): Promise<string | null> {
  const { extract } = input
  if (!extract || instans.arendeId === null) return null
  const id = newId()
  const { ground, ...standing } = standingOfExtract(input, context.today)
  await recordFile(context.trx, extract, context.at)
  await insertHandling(
    context.trx,
    {
      id,
      ownerAktorId: instans.aktorId,
      kind: 'protokollsutdrag',
      title: `Protokollsutdrag ${input.paragraf} ${remiss.title}`.replace(/\s+/g, ' '),
      direction: 'intern',
      ...standing,
      receivedOn: null,
      sender: null,
      recipient: null,
      fileSha256: extract.sha256,
      fileName: extract.name,
      mediaType: extract.mediaType,
      isOnPaper: false,
      unreadable: extract.unreadable,
      hasPersonnummer: extract.hasPersonnummer,
      version: 1,
    },
    context.at,
    ground,
  )
  await attachHandling(context.trx, instans.arendeId, id)
  return id
}
