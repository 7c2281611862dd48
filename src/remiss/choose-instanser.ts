import { listAktorer } from '../aktorer/index.ts'
import { setCounterpart } from '../arenden/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { MANY_INSTANSER } from './create-remiss.ts'
import { remissSteps } from './model/remiss-steps.ts'
import { remissSituation } from './send-remiss.ts'
import { deleteInstanser, insertInstanser, lockRemiss, saveRemiss } from './store.ts'

/** Decides who is asked: exactly the given bodies. Possible until the remiss is sent to all of them at once. */
export async function chooseInstanser(
  context: ActContext,
  input: { remissId: string; aktorIds: string[]; expected: number },
): Promise<void> {
  const remiss = await lockRemiss(context.trx, context.actor, input.remissId, input.expected)
  const verdict = judge(remissSteps, 'choose-instanser', context.actor, remissSituation(remiss, []))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const aktorer = await listAktorer(context.trx, context.today)
  const valid = new Set(aktorer.filter((aktor) => aktor.id !== remiss.ownerAktorId).map((aktor) => aktor.id))
  const wanted = [...new Set(input.aktorIds)].filter((id) => valid.has(id))
  const added = wanted.filter((id) => !remiss.instansAktorIds.includes(id))
  const removed = remiss.instansAktorIds.filter((id) => !wanted.includes(id))
  if (added.length === 0 && removed.length === 0) return
  await deleteInstanser(context.trx, remiss.id, removed)
  await insertInstanser(
    context.trx,
    added.map((aktorId) => ({ id: newId(), remissId: remiss.id, aktorId })),
  )
  const only = wanted.length === 1 ? aktorer.find((aktor) => aktor.id === wanted[0]) : undefined
  await setCounterpart(context.trx, remiss.arendeId, only?.name ?? MANY_INSTANSER)
  const version = await saveRemiss(context.trx, remiss.id, {})
  await logAct(
    context,
    verdict.seat,
    'remiss.choose-instanser',
    { kind: 'remiss', id: remiss.id, version },
    { added, removed },
  )
}
