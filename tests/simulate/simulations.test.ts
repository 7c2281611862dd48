import { describe, expect, it } from 'vitest'
import { alarmsOf, findsOf, isPowerKept, withinBounds } from './null-case.ts'
import { SIMULATIONS } from './simulations.ts'

/** Long runs on a machine that may be busy with other things; what they find does not depend on it. */
const PATIENCE_MS = 180_000

describe.each(Object.entries(SIMULATIONS))('%s', (_method, { nulls, powers }) => {
  for (const one of nulls)
    it(
      `larmar inte oftare än det säger när ingenting har hänt: ${one.name}`,
      () => {
        const hits = alarmsOf(one, one.quick)
        expect(withinBounds(hits, one.quick, one.level, one.sides), `${hits} of ${one.quick}`).toBe(true)
      },
      PATIENCE_MS,
    )

  for (const one of powers)
    it(
      `hittar det som är inlagt: ${one.name}`,
      () => {
        const hits = findsOf(one, one.quick)
        expect(isPowerKept(hits, one.quick, one.atLeast), `${hits} of ${one.quick}`).toBe(true)
      },
      PATIENCE_MS,
    )
})
