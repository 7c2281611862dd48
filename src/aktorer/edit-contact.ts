import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandAktorer } from './access.ts'
import { saveAktorEmail, savePersonContact } from './contact-store.ts'
import { findAktor, listPersons } from './store.ts'

export interface ContactInput {
  aktorId: string
  /** The funktionsbrevlåda. */
  email: string | null
  persons: { id: string; email: string | null; phone: string | null; expected: number }[]
  expected: number
}

/** Says how a body and the people who hold roles there are reached. The log tells whose address was changed, not the address. */
export async function editContact(context: ActContext, input: ContactInput): Promise<void> {
  const seat = demandAktorer(context.actor, 'edit-contact')
  const aktor = await findAktor(context.trx, input.aktorId)
  if (!aktor) throw new Invalid([{ field: 'epost', key: 'fel.val', values: { label: '' } }])
  const version = await saveAktorEmail(context.trx, aktor.id, input.email, input.expected)
  const known = new Map(
    (await listPersons(context.trx, context.today, aktor.id)).map((person) => [person.id, person] as const),
  )
  const changed: string[] = []
  for (const { id, email, phone, expected } of input.persons) {
    const before = known.get(id)
    if (!before || (before.email === email && before.phone === phone)) continue
    await savePersonContact(context.trx, id, { email, phone }, expected)
    changed.push(id)
  }
  await logAct(
    context,
    seat,
    'aktorer.edit-contact',
    { kind: 'aktor', id: aktor.id, version },
    { isAktorChanged: aktor.email !== input.email, persons: changed },
  )
}
