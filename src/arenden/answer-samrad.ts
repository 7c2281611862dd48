import { type ActContext, logAct } from '../platform/audit/index.ts'
import { NotFound } from '../platform/errors/index.ts'
import { tellSamradAnswered } from './mail.ts'
import { saveSamradAnswer } from './samrad-store.ts'
import { demandUtlatande, standingOf } from './utlatande-access.ts'
import { lockUtlatande } from './utlatande-store.ts'

/** Answers a consultation. The comment is the consulted person's own; it is no part of the utlåtande, and its words are not in the log. */
export async function answerSamrad(
  context: ActContext,
  input: { utlatandeId: string; hasObjection: boolean; remark: string },
): Promise<void> {
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, null)
  const { situation, samrad } = await standingOf(context.trx, context.actor, utlatande, context.today)
  const seat = demandUtlatande(context.actor, 'answer-samrad', situation)
  const own = samrad.find((row) => row.personId === context.actor.id && row.answeredAt === null)
  if (!own) throw new NotFound('samrad')
  await saveSamradAnswer(context.trx, own.id, input, context.at)
  await tellSamradAnswered(context, utlatande)
  await logAct(
    context,
    seat,
    'utlatande.answer-samrad',
    { kind: 'utlatande', id: utlatande.id, version: utlatande.version },
    { nr: own.nr, hasObjection: input.hasObjection },
  )
}
