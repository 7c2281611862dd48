import type { Situation } from '../platform/access/index.ts'
import { hasJustering, isReported } from './model/beslut.ts'
import type { Beslut } from './store.ts'

/** What {@link beslutSteps} is asked with. */
export function beslutSituation(beslut: Beslut): Situation {
  return {
    state: beslut.state,
    bodies: { agare: [beslut.aktorId] },
    missing: [
      ...(hasJustering(beslut.kind) ? [] : ['namndbeslut']),
      ...(isReported(beslut.kind) && beslut.reportedAt === null ? [] : ['anmalningspliktigt']),
    ],
  }
}
