import { defineProcess } from '../../platform/access/index.ts'

/**
 * What becomes of a decision after the meeting: registered, its paragraph adjusted (justerat), the notice posted. The municipality's
 * notice board is its own; here the day is entered on which the notice was put up there (KL 8:12).
 */
export const beslutSteps = defineProcess({
  name: 'beslut',
  states: ['registrerat', 'justerat', 'anslaget'],
  initial: 'registrerat',
  final: ['anslaget'],
  relations: ['agare'],
  acts: {
    register: {
      from: ['registrerat'],
      to: ['registrerat', 'justerat'],
      by: [
        {
          relation: 'agare',
          roles: ['namndsekreterare', 'registrator', 'handlaggare', 'stadsdelssamordnare', 'polis', 'privat-part'],
        },
      ],
      rests: 'KL 5:67, 6:35, 6:38–40',
    },
    adjust: {
      from: ['registrerat'],
      to: ['justerat'],
      by: [{ relation: 'agare', roles: ['namndsekreterare', 'registrator'] }],
      requires: ['namndbeslut'],
      rests: 'KL 5:69, 6:35',
    },
    'post-notice': {
      from: ['justerat'],
      to: ['anslaget'],
      by: [{ relation: 'agare', roles: ['namndsekreterare', 'registrator'] }],
      requires: ['namndbeslut'],
      rests: 'KL 8:12, 13:5',
    },
    // The extract is a copy of the body's own protocol: what is written here changes no decision, also after the notice.
    'write-utdrag': {
      from: ['registrerat', 'justerat', 'anslaget'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['namndsekreterare', 'registrator'] }],
      rests: 'FL 31',
    },
    report: {
      from: ['registrerat'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['namndsekreterare'] }],
      requires: ['anmalningspliktigt'],
      rests: 'KL 6:40',
    },
  },
})
export type BeslutState = (typeof beslutSteps.states)[number]

/** The meeting calendar is kept by the body's secretary. */
export const sammantradeSteps = defineProcess({
  name: 'sammantrade',
  states: ['planerat', 'installt'],
  initial: 'planerat',
  final: ['installt'],
  relations: ['agare'],
  acts: {
    add: { from: ['planerat'], to: 'same', by: [{ relation: 'agare', roles: ['namndsekreterare'] }] },
    cancel: {
      from: ['planerat'],
      to: ['installt'],
      by: [{ relation: 'agare', roles: ['namndsekreterare'] }],
      requires: ['kommande'],
    },
    'add-punkt': {
      from: ['planerat'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['namndsekreterare', 'handlaggare', 'stadsdelssamordnare'] }],
      requires: ['oppet-arende', 'kommande'],
    },
  },
})
