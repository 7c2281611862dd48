import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandAktorer } from './access.ts'
import { type Role, rolesAt } from './model/aktor.ts'
import { findAktor, insertPerson, insertUppdrag } from './store.ts'

/** Adds a person with a first role at a body. */
export async function addPerson(
  context: ActContext,
  input: { name: string; title: string; email?: string | null; aktorId: string; role: Role },
): Promise<string> {
  const seat = demandAktorer(context.actor, 'add-person')
  const aktor = await findAktor(context.trx, input.aktorId)
  if (!aktor) throw new Invalid([{ field: 'aktor', key: 'fel.val', values: { label: '' } }])
  // AKTOR-ROLL: an officer of an association would otherwise read what only the municipality's own officers read.
  if (!rolesAt(aktor.kind).includes(input.role)) throw new Invalid([{ field: 'roll', key: 'aktorer.role-not-here' }])
  const id = newId()
  await insertPerson(context.trx, { id, name: input.name, title: input.title, email: input.email ?? null })
  await insertUppdrag(context.trx, {
    id: newId(),
    person_id: id,
    aktor_id: aktor.id,
    role: input.role,
    valid_from: context.today,
    valid_to: null,
  })
  await logAct(context, seat, 'aktorer.add-person', { kind: 'aktor', id: aktor.id }, { person: id, role: input.role })
  return id
}
