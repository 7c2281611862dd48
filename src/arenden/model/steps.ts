import { defineProcess } from '../../platform/access/index.ts'

/**
 * An ärende in a body's diary. Numbers are entered, not issued: the municipality's diary system gives them. Closing (with
 * rensning) belongs to the diary and is not done here yet.
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
  },
})
export type ArendeState = (typeof arendeSteps.states)[number]
