import { destroyArbetsmaterial, insertHandling, makeAllman } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { giveUpFiles } from '../platform/files/file-removal.ts'
import { recordFile } from '../platform/files/file-store.ts'
import { arendeSteps } from './model/steps.ts'
import type { RensChoice } from './rens-choices.ts'
import {
  destroySamrad,
  destroyVersion,
  draftText,
  isOutForAttest,
  listRensning,
  makeRestAllman,
  type RensItem,
  takeDraft,
  unadjustedExtracts,
  unusedFiles,
} from './rensning-store.ts'
import { type Arende, attachHandling, detachHandlingar, lockArende, setClosed } from './store.ts'

/** Stores the text of a draft that is kept; gives what a handling says of its file. */
export type KeepText = (text: string) => { sha256: string; bytes: number; hasPersonnummer: boolean }

/**
 * Closes an ärende (ARKIV-RENSA). About every draft and all internal material somebody has chosen: kept it becomes an allmän handling,
 * else its content is destroyed and the log says so, and by which rule. What nobody has chosen about stops the closing.
 */
export async function closeArende(
  context: ActContext,
  input: { arendeId: string; choices: ReadonlyMap<string, RensChoice>; expected: number; keep: KeepText },
): Promise<void> {
  const { trx, today } = context
  const arende = await lockArende(trx, context.actor, input.arendeId, input.expected)
  const verdict = judge(arendeSteps, 'close', context.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
    missing: (await isOutForAttest(trx, arende.id)) ? ['attest'] : [],
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const items = await listRensning(trx, arende.id)
  const undecided = items.filter((item) => !input.choices.has(item.key))
  if (undecided.length > 0)
    throw new Invalid(undecided.map((item) => ({ field: `val-${item.key}`, key: 'rensning.choose' })))
  const kept = items.filter((item) => input.choices.get(item.key) === 'behall')
  const gone = items.filter((item) => input.choices.get(item.key) === 'rensa')
  const also = await keepItems(context, arende, kept, input.keep)
  await destroyItems(context, gone)
  await makeRestAllman(trx, arende.id, today)
  const version = await setClosed(trx, arende, today)
  const said = (item: RensItem) => ({ what: item.what, id: item.id, nr: item.nr })
  await logAct(
    context,
    verdict.seat,
    'arende.close',
    { kind: 'arende', id: arende.id, version },
    { rule: 'ARKIV-RENSA', rensade: gone.map(said), behallna: kept.map(said) },
    also,
  )
}

async function keepItems(
  context: ActContext,
  arende: Arende,
  kept: RensItem[],
  keep: KeepText,
): Promise<{ kind: string; id: string }[]> {
  const { trx, today } = context
  const handlingIds = kept.flatMap((item) => (item.what === 'handling' ? [item.id] : []))
  handlingIds.push(...(await unadjustedExtracts(trx, arende.id)))
  await makeAllman(trx, handlingIds, { state: 'upprattad', on: today, ground: 'slutbehandlat' })
  for (const item of kept.filter((one) => one.what === 'utkast')) {
    const { hasPersonnummer, ...file } = keep(await draftText(trx, item))
    await recordFile(trx, file, context.at)
    const id = newId()
    await insertHandling(
      trx,
      {
        id,
        ownerAktorId: arende.ownerAktorId,
        kind: 'ovrig',
        title: `Utkast, ${item.who}`,
        direction: 'intern',
        state: 'upprattad',
        stateOn: today,
        receivedOn: null,
        sender: null,
        recipient: null,
        fileSha256: file.sha256,
        fileName: 'utkast.txt',
        mediaType: 'text/plain',
        isOnPaper: false,
        unreadable: null,
        hasPersonnummer,
        version: 1,
      },
      context.at,
      'slutbehandlat',
    )
    await attachHandling(trx, arende.id, id)
    await takeDraft(trx, item)
    handlingIds.push(id)
  }
  return handlingIds.map((id) => ({ kind: 'handling', id }))
}

async function destroyItems(context: ActContext, gone: RensItem[]): Promise<void> {
  const { trx } = context
  for (const item of gone) {
    if (item.what === 'version') await destroyVersion(trx, item, context.today)
    if (item.what === 'samrad') await destroySamrad(trx, item)
    if (item.what === 'utkast') await takeDraft(trx, item)
  }
  const handlingIds = gone.flatMap((item) => (item.what === 'handling' ? [item.id] : []))
  await detachHandlingar(trx, handlingIds)
  const files = await destroyArbetsmaterial(trx, handlingIds)
  await giveUpFiles(trx, await unusedFiles(trx, files), context.at)
}
