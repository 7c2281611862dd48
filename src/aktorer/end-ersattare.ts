import { type ActContext, logAct } from '../platform/audit/index.ts'
import { NotFound } from '../platform/errors/index.ts'
import { addDays } from '../platform/time/clock.ts'
import { aktorerSituation, demandAktorer } from './access.ts'
import { endErsattare, findErsattare } from './ersattare-store.ts'

/** Ends a standing-in from today. What was attested meanwhile stands, with the title that it was attested under. */
export async function endStandIn(context: ActContext, input: { id: string }): Promise<void> {
  const row = await findErsattare(context.trx, input.id)
  if (!row) throw new NotFound('ersattare')
  const isOwn = row.personId === context.actor.id
  const seat = demandAktorer(
    context.actor,
    'end-ersattare',
    aktorerSituation(context.actor, { aktorId: row.aktorId, isOwn }),
  )
  await endErsattare(context.trx, row.id, addDays(context.today, -1))
  await logAct(context, seat, 'aktorer.end-ersattare', { kind: 'aktor', id: row.aktorId }, { person: row.personId })
}
