import { lockUtlatande, setUtlatandeState } from '../arenden/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { expedieraSvar, NO_FILES, type SentFiles } from './expediera-svar.ts'
import { tellMed } from './gemensamt-svar.ts'
import { tellReplied } from './mail.ts'
import { needsBeslutsdag } from './model/remissvar.ts'
import { arrivalState, svarSteps } from './model/svar-steps.ts'
import { dueOf, saveInstans, svarSituation } from './store.ts'
import { lockSvar, type Remissvar, saveSvar } from './svar-store.ts'
import { listSynpunkter, type Synpunkt } from './synpunkt-store.ts'

/**
 * What a reply lacks before it can be sent: something to say, the decision that it rests on, or – for an office reply – that its
 * tjänsteutlåtande is attested. `utlatandeState` is null where there is none.
 */
export function missingBeforeReply(
  svar: Remissvar,
  synpunkter: Synpunkt[],
  utlatandeState: string | null = null,
): string[] {
  const missing: string[] = []
  if (svar.sammanfattning.trim() === '' && synpunkter.length === 0) missing.push('innehall')
  // GEMENSAMT-SVAR: a joint reply says whom it stands for.
  if (svar.form === 'gemensamt_svar' && svar.med.length === 0) missing.push('medinstanser')
  if (needsBeslutsdag(svar.form) && svar.beslutId === null) missing.push('form')
  if (svar.form === 'kontorsyttrande' && (utlatandeState === 'utkast' || utlatandeState === 'attest'))
    missing.push('attest')
  return missing
}

/**
 * Sends the reply. From here on the sender sees it, and it is an allmän handling at both. After the reply-by date (or the extension
 * that was granted) it is registered all the same, and marked.
 */
export async function sendSvar(
  context: ActContext,
  input: { svarId: string; expected: number; files?: SentFiles },
): Promise<void> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, input.expected)
  const synpunkter = await listSynpunkter(context.trx, svar.id)
  const utlatande = svar.utlatandeId ? await lockUtlatande(context.trx, context.actor, svar.utlatandeId, null) : null
  const missing = missingBeforeReply(svar, synpunkter, utlatande?.state)
  const verdict = judge(svarSteps, 'send', context.actor, svarSituation(remiss, instans, missing))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const state = arrivalState(context.today, dueOf(instans, remiss) ?? context.today)
  const version = await saveSvar(context.trx, svar.id, { is_sent: true, received_on: context.today })
  await saveInstans(context.trx, instans.id, { lage: state })
  const also = await expedieraSvar(context, instans, remiss, input.files ?? NO_FILES)
  if (utlatande) {
    await setUtlatandeState(context.trx, utlatande.id, 'expedierat')
    also.push({ kind: 'utlatande', id: utlatande.id })
  }
  await tellReplied(context, remiss, instans, svar.id)
  also.push(...(await tellMed(context, remiss, instans, svar.id, svar.med)))
  await logAct(
    context,
    verdict.seat,
    'svar.send',
    { kind: 'remissvar', id: svar.id, version },
    {
      remiss: remiss.id,
      lage: state,
      form: svar.form,
      synpunkter: synpunkter.map((synpunkt) => synpunkt.id),
      ...(svar.med.length > 0 && { med: svar.med }),
    },
    also,
  )
}
