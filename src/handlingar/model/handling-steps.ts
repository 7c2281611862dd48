import { defineProcess } from '../../platform/access/index.ts'

const MARKERS = ['registrator', 'handlaggare', 'namndsekreterare'] as const
const MAKERS = ['registrator', 'handlaggare', 'stadsdelssamordnare', 'namndsekreterare'] as const
const ALL = ['arbetsmaterial', 'inkommen', 'upprattad', 'expedierad'] as const

/**
 * A handling at the authority that keeps it (`agare`). Arbetsmaterial becomes an allmän handling when it is sent out, adjusted, or its
 * ärende is finished; from there no step leads back.
 */
export const handlingSteps = defineProcess({
  name: 'handling',
  states: ALL,
  initial: 'arbetsmaterial',
  final: ['inkommen', 'upprattad', 'expedierad'],
  relations: ['agare'],
  elsewhere: [
    { from: 'arbetsmaterial', to: 'upprattad', act: 'arende.close' },
    { from: 'arbetsmaterial', to: 'expedierad', act: 'arende.share' },
  ],
  acts: {
    'mark-sekretess': {
      from: ALL,
      to: 'same',
      by: [{ relation: 'agare', roles: MARKERS }],
      rests: 'OSL 5 kap.',
    },
    'unmark-sekretess': {
      from: ALL,
      to: 'same',
      by: [{ relation: 'agare', roles: MARKERS }],
      rests: 'OSL 5 kap.',
    },
    mask: {
      from: ALL,
      to: 'same',
      by: [{ relation: 'agare', roles: MARKERS }],
      requires: ['nagot-att-maskera'],
      rests: 'TF 2 kap., OSL',
    },
    expediera: {
      from: ['arbetsmaterial'],
      to: ['expedierad'],
      by: [{ relation: 'agare', roles: MAKERS }],
      rests: 'TF 2 kap.',
    },
    adjust: {
      from: ['arbetsmaterial'],
      to: ['upprattad'],
      by: [{ relation: 'agare', roles: ['registrator', 'namndsekreterare'] }],
      rests: 'TF 2 kap.',
    },
  },
})
