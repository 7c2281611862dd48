import { attachHandling } from '../arenden/index.ts'
import { insertHandling } from '../handlingar/index.ts'
import { judge, type Situation } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { recordFile } from '../platform/files/file-store.ts'
import { lockVersion, setVersionStatus } from '../trygghetsprogram/index.ts'
import { canBeSentOut } from './create-remiss.ts'
import type { SentFile } from './expediera-svar.ts'
import { tellSent } from './mail.ts'
import { remissSteps } from './model/remiss-steps.ts'
import { type Fraga, listFragor, listInstanser, lockRemiss, type Remiss, saveRemiss, sendToInstanser } from './store.ts'
import { insertUtskickadFil, utskickadFil } from './utskickad-fil-store.ts'

/** What a remiss lacks before it can be sent (FL-26: what the opinion should cover, by when, and to all at once). */
export function missingBeforeSending(remiss: Remiss, fragor: Fraga[], today: string): string[] {
  const missing: string[] = []
  if (remiss.instansAktorIds.length === 0) missing.push('instanser')
  if (remiss.svarSenast === null || remiss.svarSenast < today) missing.push('svar-senast')
  if (fragor.length === 0) missing.push('fragor')
  if (remiss.missiv.trim() === '') missing.push('missiv')
  return missing
}

/** What {@link remissSteps} is asked with. */
export function remissSituation(remiss: Remiss, missing: string[]): Situation {
  return {
    state: remiss.status,
    bodies: { avsandare: [remiss.ownerAktorId], instans: remiss.instansAktorIds },
    missing: remiss.arendeState === 'avslutat' ? ['oppet-arende', ...missing] : missing,
  }
}

/**
 * Sends the remiss to all instances at once. The text is frozen as it is (METHOD-X.1), the letter becomes an allmän handling in the
 * sender's ärende, and every instance can register it from now on.
 */
export async function sendRemiss(
  context: ActContext,
  input: { remissId: string; expected: number; file?: SentFile | null },
): Promise<void> {
  const remiss = await lockRemiss(context.trx, context.actor, input.remissId, input.expected)
  const fragor = await listFragor(context.trx, remiss.id)
  const verdict = judge(
    remissSteps,
    'send',
    context.actor,
    remissSituation(remiss, missingBeforeSending(remiss, fragor, context.today)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const program = await lockVersion(context.trx, remiss.programVersionId)
  if (!program || !canBeSentOut(program)) throw new Invalid([{ field: 'version', key: 'remiss.version-not-open' }])
  if (program.status === 'utkast') await setVersionStatus(context.trx, program.id, 'remitterad', context.today)
  const version = await saveRemiss(context.trx, remiss.id, { status: 'skickad', sent_at: context.at })
  await sendToInstanser(context.trx, remiss.id)
  const instanser = await listInstanser(context.trx, remiss.id)
  if (input.file) {
    await recordFile(context.trx, input.file, context.at)
    await insertUtskickadFil(context.trx, remiss.id, input.file)
  }
  const handlingId = newId()
  await insertHandling(
    context.trx,
    {
      id: handlingId,
      ownerAktorId: remiss.ownerAktorId,
      kind: 'remissmissiv',
      title: `Remiss: ${remiss.title}`,
      direction: 'ut',
      state: 'expedierad',
      stateOn: context.today,
      receivedOn: null,
      sender: null,
      recipient: instanser.map((instans) => instans.aktorName).join(', '),
      ...(await utskickadFil(context.trx, remiss.id)),
      isOnPaper: false,
      unreadable: null,
      hasPersonnummer: false,
      version: 1,
    },
    context.at,
  )
  await attachHandling(context.trx, remiss.arendeId, handlingId)
  await tellSent(context, remiss, instanser)
  await logAct(
    context,
    verdict.seat,
    'remiss.send',
    { kind: 'remiss', id: remiss.id, version },
    {
      programVersion: program.id,
      svarSenast: remiss.svarSenast,
      instanser: instanser.map((instans) => instans.aktorId),
      handling: handlingId,
    },
    [
      { kind: 'arende', id: remiss.arendeId },
      { kind: 'handling', id: handlingId },
      { kind: 'program_version', id: program.id },
    ],
  )
}
