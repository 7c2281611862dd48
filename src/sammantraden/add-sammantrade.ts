import { findAktor } from '../aktorer/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid, NotFound } from '../platform/errors/index.ts'
import { sammantradeSteps } from './model/beslut-steps.ts'
import { insertSammantrade } from './store.ts'

export interface SammantradeInput {
  aktorId: string
  heldOn: string
  startsAt: string
  place: string
  manusstoppOn: string
  kallelseOn: string
}

/** Enters a meeting in the body's calendar. */
export async function addSammantrade(context: ActContext, input: SammantradeInput): Promise<string> {
  const verdict = judge(sammantradeSteps, 'add', context.actor, {
    state: 'planerat',
    bodies: { agare: [input.aktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (!(await findAktor(context.trx, input.aktorId))) throw new NotFound('aktor')
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(input.startsAt))
    throw new Invalid([{ field: 'tid', key: 'sammantrade.bad-time' }])
  if (input.manusstoppOn > input.kallelseOn) throw new Invalid([{ field: 'manusstopp', key: 'sammantrade.order' }])
  if (input.kallelseOn > input.heldOn) throw new Invalid([{ field: 'kallelse', key: 'sammantrade.order' }])
  const id = newId()
  const isNew = await insertSammantrade(context.trx, {
    id,
    aktor_id: input.aktorId,
    held_on: input.heldOn,
    starts_at: input.startsAt,
    place: input.place,
    manusstopp_on: input.manusstoppOn,
    kallelse_on: input.kallelseOn,
  })
  if (!isNew) throw new Invalid([{ field: 'dag', key: 'sammantrade.twice' }])
  await logAct(context, verdict.seat, 'sammantrade.add', { kind: 'sammantrade', id, version: 1 }, { ...input })
  return id
}
