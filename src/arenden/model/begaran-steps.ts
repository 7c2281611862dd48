import { defineProcess } from '../../platform/access/index.ts'

const HANDLERS = ['registrator', 'handlaggare', 'namndsekreterare'] as const

/**
 * A request for an allmän handling at the authority that keeps it (`agare`). Who asks, and why, nobody needs to say. It is tried
 * handling by handling; a refusal is a decision that can be appealed.
 */
export const begaranSteps = defineProcess({
  name: 'begaran',
  states: ['inkommen', 'provning', 'utlamnad', 'delvis', 'avslagen'],
  initial: 'inkommen',
  final: ['utlamnad', 'delvis', 'avslagen'],
  relations: ['agare'],
  acts: {
    register: {
      from: ['inkommen'],
      to: 'same',
      by: [{ relation: 'agare', roles: ['registrator'] }],
      rests: 'TF 2 kap.',
    },
    'choose-handlingar': {
      from: ['inkommen', 'provning'],
      to: ['provning'],
      by: [{ relation: 'agare', roles: HANDLERS }],
    },
    examine: {
      from: ['provning'],
      to: 'same',
      by: [{ relation: 'agare', roles: HANDLERS }],
      rests: 'TF 2 kap., OSL',
    },
    release: {
      from: ['provning'],
      to: ['utlamnad', 'delvis'],
      by: [{ relation: 'agare', roles: HANDLERS }],
      requires: ['handlingar', 'provning'],
      rests: 'TF 2 kap.',
    },
    refuse: {
      from: ['inkommen', 'provning'],
      to: ['avslagen'],
      by: [{ relation: 'agare', roles: HANDLERS }],
      needsReason: true,
      rests: 'TF 2 kap.',
    },
    'fetch-copy': {
      from: ['utlamnad', 'delvis'],
      to: 'same',
      by: [{ relation: 'agare', roles: HANDLERS }],
      rests: 'TF 2 kap.',
    },
  },
})
export type BegaranState = (typeof begaranSteps.states)[number]

export const CHANNELS = ['epost', 'brev', 'telefon', 'besok', 'annat'] as const
export type Channel = (typeof CHANNELS)[number]

export const OUTCOMES = ['hel', 'maskad', 'vagrad'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Working days that a request may be open before the page warns. The law says skyndsamt and gives no number: good practice. */
export const PROMPT_DAYS = 2
