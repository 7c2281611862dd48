import { insertArende } from '../arenden/index.ts'
import { checkDiarienummer } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { link } from '../platform/links/index.ts'
import { findVersion, type ProgramVersion } from '../trygghetsprogram/index.ts'
import { remissSteps } from './model/remiss-steps.ts'
import { insertRemiss } from './store.ts'

/** The versions that can be sent out: a draft, or one that already is on remiss (a second round to further instances). */
export function canBeSentOut(version: ProgramVersion): boolean {
  return version.status === 'utkast' || version.status === 'remitterad'
}

/** The other party of a remiss's own ärende; with one single instance it is that one. */
export const MANY_INSTANSER = 'Flera remissinstanser'

/** Begins a remiss over a version of the programme, in an ärende of the body that owns the programme. */
export async function createRemiss(
  context: ActContext,
  input: { programVersionId: string; title: string; diarienummer: string },
): Promise<string> {
  const version = await findVersion(context.trx, context.actor, input.programVersionId)
  const verdict = judge(remissSteps, 'create', context.actor, {
    state: 'utkast',
    bodies: { avsandare: [version.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (!canBeSentOut(version)) throw new Invalid([{ field: 'version', key: 'remiss.version-not-open' }])
  const dnr = checkDiarienummer(input.diarienummer)
  if (!dnr.ok) throw new Invalid([{ field: 'diarienummer', key: `arenden.dnr.${dnr.reason}` }])
  const id = newId()
  const arendeId = newId()
  await insertArende(context.trx, {
    id: arendeId,
    ownerAktorId: version.ownerAktorId,
    diarienummer: dnr.normalised,
    title: input.title,
    // The other party is whom it goes to, and that is chosen later (OSL 5 kap. 2 §).
    counterpart: MANY_INSTANSER,
    counterpartDiarienummer: null,
    openedOn: context.today,
    handlaggareId: context.actor.id,
  })
  await insertRemiss(context.trx, {
    id,
    ownerAktorId: version.ownerAktorId,
    programVersionId: version.id,
    arendeId,
    title: input.title,
    missiv: '',
    svarSenast: null,
  })
  await link(
    context.trx,
    { kind: 'remiss', id },
    'remitterar',
    { kind: 'program_version', id: version.id, version: version.nr },
    context.at,
  )
  await link(context.trx, { kind: 'arende', id: arendeId }, 'galler', { kind: 'remiss', id }, context.at)
  await logAct(
    context,
    verdict.seat,
    'remiss.create',
    { kind: 'remiss', id, version: 1 },
    { title: input.title, diarienummer: dnr.normalised, programVersion: version.id },
    [{ kind: 'arende', id: arendeId }],
  )
  return id
}
