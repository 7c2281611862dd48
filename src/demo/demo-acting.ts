import type { Role } from '../aktorer/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { ActContext } from '../platform/audit/index.ts'
import { newId, type Trx } from '../platform/db/index.ts'
import type { DemoRole } from './ekhamn-aktorer.ts'
import { EKHAMN_PERSONER } from './ekhamn-personer.ts'

/** Ids by the keys of the demo's data. */
export interface Ids {
  aktor: Map<string, string>
  person: Map<string, string>
  passage: Map<string, string>
  avsnitt: Map<string, string>
  version: Map<string, string>
}

/** The id of a key, made when it is first asked for. */
export function idOf(map: Map<string, string>, key: string): string {
  const known = map.get(key)
  if (known) return known
  const made = newId()
  map.set(key, made)
  return made
}

/** Somebody who holds the role at the body, at noon on a day that may lie years back. */
export function acting(trx: Trx, ids: Ids, aktor: string, role: DemoRole, day: string): ActContext {
  const holder = EKHAMN_PERSONER.find((person) =>
    person.uppdrag.some((uppdrag) => uppdrag.aktor === aktor && uppdrag.role === role),
  )
  const anyone = holder ?? EKHAMN_PERSONER.find((person) => person.uppdrag.some((uppdrag) => uppdrag.aktor === aktor))
  if (!anyone) throw new Error(`nobody in the demo belongs to ${aktor}`)
  const actor: Actor = {
    id: idOf(ids.person, anyone.key),
    name: anyone.name,
    title: anyone.title,
    seats: [{ role: role as Role, aktorId: idOf(ids.aktor, aktor) }],
  }
  return { trx, actor, at: new Date(`${day}T11:00:00Z`), today: day }
}
