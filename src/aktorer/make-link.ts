import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { makeOneTimeLink } from '../platform/http/index.ts'
import { demandAktorer } from './access.ts'
import { listPersons } from './store.ts'

/** Makes a link that signs a person in once. The token is shown to the administrator and never stored. */
export async function makePersonLink(
  context: ActContext,
  input: { personId: string; aktorId: string },
): Promise<{ token: string; name: string }> {
  const seat = demandAktorer(context.actor, 'make-link')
  const person = (await listPersons(context.trx, context.today, input.aktorId)).find(
    (candidate) => candidate.id === input.personId,
  )
  if (!person) throw new Invalid([{ field: 'person', key: 'fel.val', values: { label: '' } }])
  const token = await makeOneTimeLink(context.trx, person.id, context.at)
  await logAct(context, seat, 'aktorer.make-link', { kind: 'aktor', id: input.aktorId }, { person: person.id })
  return { token, name: person.name }
}
