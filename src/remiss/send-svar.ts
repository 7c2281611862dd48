import { attachHandling } from '../arenden/index.ts'
import { insertHandling } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { needsBeslutsdag } from './model/remissvar.ts'
import { arrivalState, svarSteps } from './model/svar-steps.ts'
import { saveInstans, svarSituation } from './store.ts'
import { listSynpunkter, lockSvar, type Remissvar, type Synpunkt, saveSvar } from './svar-store.ts'

/** What a reply lacks before it can be sent: something to say, and the decision that it rests on. */
export function missingBeforeReply(svar: Remissvar, synpunkter: Synpunkt[]): string[] {
  const missing: string[] = []
  if (svar.sammanfattning.trim() === '' && synpunkter.length === 0) missing.push('innehall')
  if (needsBeslutsdag(svar.form) && svar.decidedOn === null) missing.push('form')
  return missing
}

/**
 * Sends the reply. From here on the sender sees it, and it is an allmän handling at both: sent at the instance, received at the
 * sender the same day. After the reply-by date it is registered all the same, and marked.
 */
export async function sendSvar(context: ActContext, input: { svarId: string; expected: number }): Promise<void> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, input.expected)
  const synpunkter = await listSynpunkter(context.trx, svar.id)
  const verdict = judge(
    svarSteps,
    'send',
    context.actor,
    svarSituation(remiss, instans, missingBeforeReply(svar, synpunkter)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const state = arrivalState(context.today, remiss.svarSenast ?? context.today)
  const version = await saveSvar(context.trx, svar.id, { is_sent: true, received_on: context.today })
  await saveInstans(context.trx, instans.id, { lage: state })
  const common = {
    kind: 'remissvar' as const,
    title: `Svar på remiss: ${remiss.title}`,
    stateOn: context.today,
    fileSha256: null,
    fileName: null,
    mediaType: null,
    isOnPaper: false,
    unreadable: null,
    hasPersonnummer: false,
    version: 1,
  }
  const inId = newId()
  await insertHandling(
    context.trx,
    {
      ...common,
      id: inId,
      ownerAktorId: remiss.ownerAktorId,
      direction: 'in',
      state: 'inkommen',
      receivedOn: context.today,
      sender: instans.aktorName,
      recipient: null,
    },
    context.at,
  )
  await attachHandling(context.trx, remiss.arendeId, inId)
  const also = [
    { kind: 'remissinstans', id: instans.id },
    { kind: 'arende', id: remiss.arendeId },
    { kind: 'handling', id: inId },
  ]
  if (instans.arendeId) {
    const outId = newId()
    also.push({ kind: 'arende', id: instans.arendeId }, { kind: 'handling', id: outId })
    await insertHandling(
      context.trx,
      {
        ...common,
        id: outId,
        ownerAktorId: instans.aktorId,
        direction: 'ut',
        state: 'expedierad',
        receivedOn: null,
        sender: null,
        recipient: remiss.ownerName,
      },
      context.at,
    )
    await attachHandling(context.trx, instans.arendeId, outId)
  }
  await logAct(
    context,
    verdict.seat,
    'svar.send',
    { kind: 'remissvar', id: svar.id, version },
    { remiss: remiss.id, lage: state, form: svar.form, synpunkter: synpunkter.map((synpunkt) => synpunkt.id) },
    also,
  )
}
