import { defineProcess } from '../../platform/access/index.ts'

/** The sender's side: a remiss is prepared, sent to all instances at once, and closed when the replies are in. */
export const remissSteps = defineProcess({
  name: 'remiss',
  states: ['utkast', 'skickad', 'avslutad'],
  initial: 'utkast',
  final: ['avslutad'],
  relations: ['avsandare', 'instans'],
  acts: {
    create: {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['handlaggare', 'trygghetssamordnare'] }],
    },
    edit: {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      requires: ['oppet-arende'],
    },
    'choose-instanser': {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      requires: ['oppet-arende'],
    },
    send: {
      from: ['utkast'],
      to: ['skickad'],
      by: [{ relation: 'avsandare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      requires: ['oppet-arende', 'instanser', 'svar-senast', 'fragor', 'missiv'],
      rests: 'FL 26 § (förebild)',
    },
    close: {
      from: ['skickad'],
      to: ['avslutad'],
      by: [{ relation: 'avsandare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      requires: ['svarstid-ute'],
      needsReason: true,
      rests: 'god praxis',
    },
  },
})
export type RemissState = (typeof remissSteps.states)[number]
