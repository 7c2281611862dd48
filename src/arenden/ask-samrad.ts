import { listPersons } from '../aktorer/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { tellSamrad } from './mail.ts'
import { insertSamrad } from './samrad-store.ts'
import { demandUtlatande, standingOf } from './utlatande-access.ts'
import { lockUtlatande } from './utlatande-store.ts'

/**
 * Asks named people of the same administration about the version as it is now. Another authority is not asked this way: what is
 * handed to it becomes an allmän handling there (OSL 8 kap. 1 §), so that goes by sharing the ärende.
 */
export async function askSamrad(
  context: ActContext,
  input: { utlatandeId: string; personIds: string[]; dueOn: string | null; expected: number },
): Promise<void> {
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, input.expected)
  const { situation, samrad } = await standingOf(context.trx, context.actor, utlatande, context.today)
  const seat = demandUtlatande(context.actor, 'ask-samrad', situation)
  const colleagues = await listPersons(context.trx, context.today, utlatande.ownerAktorId)
  if (input.personIds.some((id) => id === context.actor.id || !colleagues.some((person) => person.id === id)))
    throw new Invalid([{ field: 'personer', key: 'samrad.not-a-colleague' }])
  if (input.dueOn !== null && input.dueOn < context.today)
    throw new Invalid([{ field: 'senast', key: 'samrad.due-past' }])
  const open = new Set(samrad.flatMap((row) => (row.answeredAt === null ? [row.personId] : [])))
  const asked = input.personIds.filter((id) => !open.has(id))
  if (asked.length === 0) throw new Invalid([{ field: 'personer', key: 'samrad.asked-already' }])
  await insertSamrad(
    context.trx,
    asked.map((person_id) => ({
      id: newId(),
      utlatande_id: utlatande.id,
      nr: utlatande.nr,
      person_id,
      due_on: input.dueOn,
      asked_by: context.actor.id ?? '',
      asked_at: context.at,
    })),
  )
  await tellSamrad(context, utlatande, asked, input.dueOn)
  await logAct(
    context,
    seat,
    'utlatande.ask-samrad',
    { kind: 'utlatande', id: utlatande.id, version: utlatande.version },
    { nr: utlatande.nr, persons: asked, dueOn: input.dueOn },
  )
}
