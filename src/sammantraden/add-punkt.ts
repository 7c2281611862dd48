import { lockUtlatande } from '../arenden/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { link, unlink } from '../platform/links/index.ts'
import { sammantradeSituation } from './cancel-sammantrade.ts'
import { sammantradeSteps } from './model/beslut-steps.ts'
import { findSammantrade, setPunkt } from './store.ts'

/** Says at which meeting a statement is to be taken up; what is not attested in time stays a plan. */
export async function addPunkt(
  context: ActContext,
  input: { sammantradeId: string; utlatandeId: string },
): Promise<void> {
  const meeting = await findSammantrade(context.trx, context.actor, input.sammantradeId)
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, null)
  if (utlatande.ownerAktorId !== meeting.aktorId)
    throw new Invalid([{ field: 'sammantrade', key: 'beslut.other-meeting' }])
  const verdict = judge(
    sammantradeSteps,
    'add-punkt',
    context.actor,
    sammantradeSituation(meeting, context.today, utlatande.arendeState === 'avslutat' ? ['oppet-arende'] : []),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  await setPunkt(context.trx, meeting.id, utlatande.id)
  const self = { kind: 'utlatande', id: utlatande.id }
  await unlink(context.trx, self, 'tas-upp-vid')
  await link(context.trx, self, 'tas-upp-vid', { kind: 'sammantrade', id: meeting.id }, context.at)
  await logAct(
    context,
    verdict.seat,
    'sammantrade.add-punkt',
    { kind: 'sammantrade', id: meeting.id, version: meeting.version },
    { utlatande: utlatande.id, heldOn: meeting.heldOn },
    [self],
  )
}
