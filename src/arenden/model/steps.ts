import { defineProcess } from '../../platform/access/index.ts'

/**
 * An ärende in a body's diary. Numbers are entered, not issued: the municipality's diary system gives them. Closing goes by
 * rensning (ARKIV-RENSA); what comes in afterwards is registered all the same.
 */
export const arendeSteps = defineProcess({
  name: 'arende',
  states: ['oppet', 'avslutat'],
  initial: 'oppet',
  final: ['avslutat'],
  relations: ['agare'],
  acts: {
    'register-handling': {
      from: ['oppet', 'avslutat'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['registrator'] }],
      rests: 'OSL 5 kap. 1 §',
    },
    share: {
      from: ['oppet', 'avslutat'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['registrator', 'handlaggare', 'namndsekreterare'] }],
      rests: 'OSL 8 kap. 1 §',
    },
    'add-material': {
      from: ['oppet'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['handlaggare', 'stadsdelssamordnare', 'registrator', 'namndsekreterare'] }],
    },
    close: {
      from: ['oppet'],
      to: ['avslutat'],
      by: [{ relation: 'agare', roles: ['registrator', 'handlaggare'] }],
      requires: ['attest'],
      rests: 'TF 2 kap., arkivlagen',
    },
    reopen: {
      from: ['avslutat'],
      to: ['oppet'],
      by: [{ relation: 'agare', roles: ['registrator', 'handlaggare'] }],
      needsReason: true,
    },
    export: {
      from: ['oppet', 'avslutat'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['registrator', 'handlaggare', 'namndsekreterare'] }],
      rests: 'god praxis',
    },
  },
})
export type ArendeState = (typeof arendeSteps.states)[number]
