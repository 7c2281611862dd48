import { type Actor, bodiesOf } from '../platform/access/index.ts'
import type { Remiss } from './store.ts'

/** How a remiss was drafted is its sender's own; the others are told from when it was sent. */
export function untoldOf(actor: Actor, remiss: Pick<Remiss, 'ownerAktorId'>): readonly string[] {
  if (bodiesOf(actor).includes(remiss.ownerAktorId)) return []
  return ['remiss.create', 'remiss.edit', 'remiss.choose-instanser']
}
