import { defineProcess } from '../../platform/access/index.ts'

/** Looking after the register of bodies and people. One state: what is entered is valid until it is ended. */
export const aktorerSteps = defineProcess({
  name: 'aktorer',
  states: ['gallande'],
  initial: 'gallande',
  final: [],
  relations: ['hemma'],
  acts: {
    'add-aktor': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
    'add-person': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
    'end-uppdrag': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
    'make-link': { from: ['gallande'], to: 'same', by: [{ relation: 'hemma', roles: ['administrator'] }] },
  },
})
