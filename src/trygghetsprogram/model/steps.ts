import { defineProcess } from '../../platform/access/index.ts'

/**
 * The life of one version of the programme. What has been sent out or decided is never edited (METHOD-X.1): going back a step
 * makes a new version. `remittera` is done by sending a remiss, in the same transaction.
 */
export const programSteps = defineProcess({
  name: 'program',
  states: ['utkast', 'remitterad', 'gallande', 'ersatt'],
  initial: 'utkast',
  final: ['ersatt'],
  relations: ['agare'],
  elsewhere: [{ from: 'utkast', to: 'remitterad', act: 'remiss.send' }],
  acts: {
    create: {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['handlaggare', 'trygghetssamordnare'] }],
    },
    'edit-passage': {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      rests: 'METHOD-X.1',
    },
    'add-passage': {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      rests: 'METHOD-X.1',
    },
    'remove-passage': {
      from: ['utkast'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      rests: 'METHOD-X.1',
    },
    'new-version': {
      from: ['remitterad', 'gallande'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      requires: ['inget-utkast'],
      rests: 'METHOD-X.1',
    },
  },
})
export type ProgramStatus = (typeof programSteps.states)[number]
