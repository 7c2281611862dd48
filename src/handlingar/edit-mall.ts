import { type Actor, judge, type Verdict } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { saveMall } from './mall-store.ts'
import { MALL_ID, type Mall } from './model/mall.ts'
import { mallSteps } from './model/mall-steps.ts'

/** Templates are the municipality's: whoever administers them at any of its bodies. */
export function judgeMall(actor: Actor): Verdict {
  return judge(mallSteps, 'edit', actor, {
    state: 'gallande',
    bodies: { hemma: actor.seats.map((seat) => seat.aktorId) },
  })
}

export function mayEditMall(actor: Actor): boolean {
  return judgeMall(actor).allowed
}

/** Sets the form of the municipality's tjänsteutlåtanden from now on; what has been begun keeps the form it was begun in. */
export async function editMall(
  context: ActContext,
  input: { mall: Omit<Mall, 'version'>; expected: number },
): Promise<void> {
  const verdict = judgeMall(context.actor)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const { sections } = input.mall
  if (sections.length === 0) throw new Invalid([{ field: 'avsnitt', key: 'mall.no-section' }])
  if (new Set(sections.map((section) => section.key)).size < sections.length)
    throw new Invalid([{ field: 'avsnitt', key: 'mall.twice' }])
  if (sections.filter((section) => section.hasPoints).length !== 1)
    throw new Invalid([{ field: 'avsnitt', key: 'mall.one-with-points' }])
  const version = await saveMall(context.trx, input.mall, input.expected)
  await logAct(context, verdict.seat, 'mall.edit', { kind: 'mall', id: MALL_ID, version }, { ...input.mall })
}
