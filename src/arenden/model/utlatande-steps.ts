import { defineProcess } from '../../platform/access/index.ts'

const WRITERS = ['handlaggare', 'stadsdelssamordnare'] as const
/** Whoever is named may be any officer of the house; an elected member never attests. */
const OFFICERS = [
  'forvaltningschef',
  'handlaggare',
  'stadsdelssamordnare',
  'trygghetssamordnare',
  'namndsekreterare',
  'registrator',
] as const

/**
 * The way of a tjänsteutlåtande inside its administration: written, consulted about, attested in order. Attest is not justering and
 * not a signature: it is a log of who approved exactly which text.
 *
 * Relations: `agare` is the body whose ärende it is; `samradd` the body of somebody who has been asked and not answered;
 * `attestant` the body of the one whose turn it is, or who stands in for them.
 */
export const utlatandeSteps = defineProcess({
  name: 'utlatande',
  states: ['utkast', 'attest', 'attesterat', 'beslutat', 'expedierat'],
  initial: 'utkast',
  final: ['expedierat'],
  relations: ['agare', 'samradd', 'attestant'],
  elsewhere: [
    { from: 'attesterat', to: 'beslutat', act: 'svar.decide' },
    // A body decides what it decides; that nobody had attested the text does not make the decision undone.
    { from: 'utkast', to: 'beslutat', act: 'svar.decide' },
    { from: 'attest', to: 'beslutat', act: 'svar.decide' },
    { from: 'attesterat', to: 'expedierat', act: 'svar.send' },
    { from: 'beslutat', to: 'expedierat', act: 'svar.send' },
  ],
  acts: {
    create: {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'agare', roles: WRITERS }],
      requires: ['oppet-arende'],
    },
    write: {
      from: ['utkast', 'attest', 'attesterat'],
      to: ['utkast', 'attest'],
      by: [{ relation: 'agare', roles: WRITERS }],
      requires: ['oppet-arende'],
      rests: 'god praxis',
    },
    'ask-samrad': {
      from: ['utkast', 'attest'],
      to: 'same',
      by: [{ relation: 'agare', roles: WRITERS }],
      requires: ['oppet-arende'],
      rests: 'god praxis',
    },
    'answer-samrad': {
      from: ['utkast', 'attest', 'attesterat'],
      to: 'same',
      by: [{ relation: 'samradd', roles: OFFICERS }],
      requires: ['oppet-arende'],
    },
    'send-to-attest': {
      from: ['utkast', 'attest'],
      // All who are left in the order may have attested exactly this text already: then it is done.
      to: ['attest', 'attesterat'],
      by: [{ relation: 'agare', roles: WRITERS }],
      requires: ['oppet-arende', 'forslag', 'sammanfattning'],
      rests: 'god praxis',
    },
    attest: {
      from: ['attest'],
      to: ['attest', 'attesterat'],
      by: [{ relation: 'attestant', roles: OFFICERS }],
      requires: ['oppet-arende', 'annans-text'],
      rests: 'god praxis',
    },
    return: {
      from: ['attest'],
      to: ['utkast'],
      by: [{ relation: 'attestant', roles: OFFICERS }],
      requires: ['oppet-arende'],
      needsReason: true,
      rests: 'god praxis',
    },
  },
})
export type UtlatandeState = (typeof utlatandeSteps.states)[number]
