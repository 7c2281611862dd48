import { defineProcess } from '../../platform/access/index.ts'
import { ROLES } from './aktor.ts'

/** One says who stands in for oneself; for somebody who is away, their secretary, chief or the administrator does. */
const STAND_INS = [
  {
    relation: 'sjalv',
    roles: ['trygghetssamordnare', 'stadsdelssamordnare', 'handlaggare', 'registrator'],
  },
  { relation: 'dar', roles: ['forvaltningschef', 'namndsekreterare', 'administrator'] },
] as const

const CALENDAR_KEEPERS = [
  { relation: 'dar', roles: ['namndsekreterare', 'registrator'] },
  { relation: 'hemma', roles: ['administrator'] },
] as const

/** Looking after the register of bodies and people. One state: what is entered is valid until it is ended. */
export const aktorerSteps = defineProcess({
  name: 'aktorer',
  states: ['gallande'],
  initial: 'gallande',
  final: [],
  // hemma: any body of the municipality; dar: the body in question; sjalv: that body, when it is about oneself.
  relations: ['hemma', 'dar', 'sjalv'],
  acts: {
    'add-aktor': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
    'add-person': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
    // Without an administrator nobody could give anybody a way in again, short of the command line.
    'end-uppdrag': {
      from: ['gallande'],
      to: 'same',
      by: [{ relation: 'hemma', roles: ['administrator'] }],
      requires: ['annan-administrator'],
    },
    'set-ersattare': { from: ['gallande'], to: 'same', by: STAND_INS, rests: 'god praxis' },
    'end-ersattare': { from: ['gallande'], to: 'same', by: STAND_INS, rests: 'god praxis' },
    'edit-contact': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
    'retry-mail': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
    // How one wants to be told, and one's calendar: nobody else's business.
    'own-settings': { from: ['gallande'], to: 'same', by: [{ relation: 'sjalv', roles: ROLES }] },
    // A body's calendar address: whoever keeps its meetings and its diary, or the administrator.
    'make-calendar': { from: ['gallande'], to: 'same', by: CALENDAR_KEEPERS, rests: 'god praxis' },
    'end-calendar': { from: ['gallande'], to: 'same', by: CALENDAR_KEEPERS, rests: 'god praxis' },
    'make-link': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
  },
})
