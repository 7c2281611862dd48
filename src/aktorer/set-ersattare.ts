import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { aktorerSituation, demandAktorer } from './access.ts'
import { type ErsattareForm, insertErsattare, listErsattare } from './ersattare-store.ts'
import { listPersons } from './store.ts'

/**
 * Says who stands in, at one body and for a time. One says it for oneself; the body's secretary or an administrator may say it for
 * somebody who is already away.
 */
export async function setErsattare(
  context: ActContext,
  input: {
    personId: string
    aktorId: string
    substituteId: string
    form: ErsattareForm
    validFrom: string
    validTo: string
  },
): Promise<void> {
  const isOwn = input.personId === context.actor.id
  const seat = demandAktorer(
    context.actor,
    'set-ersattare',
    aktorerSituation(context.actor, { aktorId: input.aktorId, isOwn }),
  )
  const people = await listPersons(context.trx, context.today, input.aktorId)
  const holds = (id: string): boolean => people.some((person) => person.id === id)
  if (!holds(input.personId)) throw new Invalid([{ field: 'person', key: 'ersattare.not-here' }])
  if (!holds(input.substituteId)) throw new Invalid([{ field: 'ersattare', key: 'ersattare.not-here' }])
  if (input.personId === input.substituteId) throw new Invalid([{ field: 'ersattare', key: 'ersattare.oneself' }])
  if (input.validTo < input.validFrom) throw new Invalid([{ field: 'till', key: 'ersattare.ends-before' }])
  if (input.validTo < context.today) throw new Invalid([{ field: 'till', key: 'ersattare.past' }])
  const overlapping = (await listErsattare(context.trx, [input.aktorId], context.today)).some(
    (row) => row.personId === input.personId && row.validFrom <= input.validTo && row.validTo >= input.validFrom,
  )
  if (overlapping) throw new Invalid([{ field: 'fran', key: 'ersattare.overlaps' }])
  await insertErsattare(context.trx, {
    id: newId(),
    person_id: input.personId,
    aktor_id: input.aktorId,
    substitute_id: input.substituteId,
    form: input.form,
    valid_from: input.validFrom,
    valid_to: input.validTo,
  })
  await logAct(context, seat, 'aktorer.set-ersattare', { kind: 'aktor', id: input.aktorId }, { ...input })
}
