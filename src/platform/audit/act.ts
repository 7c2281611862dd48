import type { Actor, Seat } from '../access/index.ts'
import type { Trx } from '../db/index.ts'
import { type AuditEntry, appendAudit } from './chain.ts'

/** What every act is handed: its transaction, who asks, and what time it is. */
export interface ActContext {
  trx: Trx
  actor: Actor
  /** The instant of the act. */
  at: Date
  /** The Swedish day of that instant. */
  today: string
}

/** The log entry of an act: who, in which seat, did what to which version. The last thing an act does. */
export async function logAct(
  context: ActContext,
  seat: Seat,
  act: string,
  item: AuditEntry['item'],
  payload: Record<string, unknown>,
  also: { kind: string; id: string }[] = [],
): Promise<void> {
  await appendAudit(context.trx, {
    at: context.at,
    actorId: context.actor.id,
    actorRole: seat.role,
    aktorId: seat.aktorId,
    act,
    item,
    payload: context.actor.via === undefined ? payload : { ...payload, via: context.actor.via },
    ...(also.length > 0 && { also }),
  })
}
