import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { demandAktorer } from './access.ts'
import type { Aktor, AktorKind } from './model/aktor.ts'
import { insertAktor, listAktorer, lockPrefixes } from './store.ts'

/** Adds a body. Two bodies may not have the same diary prefix: their numbers could not be told apart. */
export async function addAktor(
  context: ActContext,
  input: {
    kind: AktorKind
    name: string
    shortName: string
    prefix: string | null
    forvaltning: string | null
    email?: string | null
  },
): Promise<string> {
  const seat = demandAktorer(context.actor, 'add-aktor')
  const prefix = input.prefix?.toLocaleUpperCase('sv')
  if (prefix) await lockPrefixes(context.trx)
  const others = prefix ? await listAktorer(context.trx, context.today) : []
  if (others.some((other) => other.prefix?.toLocaleUpperCase('sv') === prefix))
    throw new Invalid([{ field: 'prefix', key: 'aktorer.prefix-taken', values: { prefix: input.prefix ?? '' } }])
  const aktor: Aktor = { id: newId(), ...input, email: input.email ?? null, validFrom: context.today, validTo: null }
  await insertAktor(context.trx, aktor)
  const { email: _, ...logged } = input
  await logAct(context, seat, 'aktorer.add-aktor', { kind: 'aktor', id: aktor.id, version: 1 }, logged)
  return aktor.id
}
