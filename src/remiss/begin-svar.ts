import { setHandlaggare } from '../arenden/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { link } from '../platform/links/index.ts'
import { formsFor } from './model/remissvar.ts'
import { svarSteps } from './model/svar-steps.ts'
import { lockInstans, saveInstans, svarSituation } from './store.ts'
import { insertSvar } from './svar-store.ts'

/** Begins the reply: a draft that only the instance sees. Who begins it prepares it, in the body's diary too, unless somebody was named. */
export async function beginSvar(context: ActContext, input: { instansId: string; expected: number }): Promise<string> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(svarSteps, 'begin', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const id = newId()
  await insertSvar(context.trx, {
    id,
    instansId: instans.id,
    form: formsFor(instans.aktorKind)[0] ?? 'externt_yttrande',
    sammanfattning: '',
    decidedOn: null,
    paragraf: null,
    handlingId: null,
    isSent: false,
    receivedOn: null,
    isRegisteredBySender: false,
    utlatandeId: null,
    beslutId: null,
    supersededBy: null,
  })
  const handlaggareId = instans.handlaggareId ?? (context.actor.via === undefined ? context.actor.id : null)
  const version = await saveInstans(context.trx, instans.id, { lage: 'under_beredning', handlaggare_id: handlaggareId })
  if (instans.arendeId && instans.handlaggareId === null && handlaggareId !== null)
    await setHandlaggare(context.trx, instans.arendeId, handlaggareId)
  await link(context.trx, { kind: 'remissvar', id }, 'besvarar', { kind: 'remiss', id: remiss.id }, context.at)
  await logAct(context, verdict.seat, 'svar.begin', { kind: 'remissinstans', id: instans.id, version }, { svar: id }, [
    { kind: 'remissvar', id },
  ])
  return id
}
