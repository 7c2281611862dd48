import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { arendeSteps } from './model/steps.ts'
import type { PaketFile, PaketRendering } from './paket.ts'
import type { Arende } from './store.ts'

/** Tells the log that the ärende leaves as a package, and what is in it; the bytes go afterwards. */
export async function exportArende(
  context: ActContext,
  arende: Arende,
  files: readonly PaketFile[],
  rendering: PaketRendering,
): Promise<void> {
  const verdict = judge(arendeSteps, 'export', context.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  await logAct(
    context,
    verdict.seat,
    'arende.export',
    { kind: 'arende', id: arende.id, version: arende.version },
    { rendering, files: files.map(({ path, sha256 }) => ({ path, sha256 })) },
  )
}
