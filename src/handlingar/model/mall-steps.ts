import { defineProcess } from '../../platform/access/index.ts'

/** The municipality's templates: what is saved holds from then on. */
export const mallSteps = defineProcess({
  name: 'mall',
  states: ['gallande'],
  initial: 'gallande',
  final: [],
  relations: ['hemma'],
  acts: {
    edit: {
      from: ['gallande'],
      to: 'same',
      by: [{ relation: 'hemma', roles: ['administrator', 'namndsekreterare'] }],
    },
  },
})
