import { defineProcess } from '../../platform/access/index.ts'

/** Who registers what a body has decided: its secretary or registrator, or the officer where those have no account. */
const BESLUT_ROLES = [
  'namndsekreterare',
  'registrator',
  'handlaggare',
  'stadsdelssamordnare',
  'polis',
  'privat-part',
] as const
const ANSWERING_ROLES = ['handlaggare', 'stadsdelssamordnare', 'registrator', 'polis', 'privat-part'] as const

/**
 * The way of one reply, from the remiss reaching a body to the reply reaching the sender. A reply after the reply-by date is
 * registered like any other and marked; nothing that has come in is refused (OSL 5 kap. 1 §).
 *
 * What begins, writes, decides or sends something wants the ärende of the house that does it to be open (ARENDE-OPPET). What comes in,
 * and what ends something (`abstain`, `end-link`, `transcribe` of what has come), does not.
 *
 * `receive` is for what comes outside Samsyn (file, paper): the sender's registrator, or the co-ordinator for a partner. One of
 * `receive` and `receive-more` is possible in every state after sending, since a document can arrive whatever the instance is
 * doing here; what comes after the reply does not move the day when the reply came.
 */
export const svarSteps = defineProcess({
  name: 'svar',
  states: ['tillagd', 'skickad', 'mottagen', 'under_beredning', 'inkommen', 'inkommen_efter_svarstiden', 'avstatt'],
  initial: 'tillagd',
  final: ['inkommen', 'inkommen_efter_svarstiden', 'avstatt'],
  relations: ['avsandare', 'instans'],
  elsewhere: [{ from: 'tillagd', to: 'skickad', act: 'remiss.send' }],
  acts: {
    register: {
      from: ['skickad'],
      to: ['mottagen'],
      by: [{ relation: 'instans', roles: ['registrator', 'polis', 'privat-part'] }],
      rests: 'OSL 5 kap. 1 §; FL 22 §',
    },
    assign: {
      from: ['mottagen', 'under_beredning'],
      to: 'same',
      by: [{ relation: 'instans', roles: ['registrator', 'forvaltningschef'] }],
      requires: ['oppet-arende'],
    },
    begin: {
      from: ['mottagen'],
      to: ['under_beredning'],
      by: [{ relation: 'instans', roles: ['handlaggare', 'stadsdelssamordnare', 'polis', 'privat-part'] }],
      requires: ['oppet-arende'],
    },
    write: {
      from: ['under_beredning'],
      to: 'same',
      by: [{ relation: 'instans', roles: ['handlaggare', 'stadsdelssamordnare', 'polis', 'privat-part'] }],
      requires: ['oppet-arende', 'obeslutat'],
    },
    decide: {
      from: ['under_beredning'],
      to: 'same',
      by: [{ relation: 'instans', roles: BESLUT_ROLES }],
      requires: ['oppet-arende', 'obeslutat'],
      rests: 'KL 5:67, 6:35, 6:38–40',
    },
    supersede: {
      from: ['inkommen', 'inkommen_efter_svarstiden'],
      to: 'same',
      by: [{ relation: 'instans', roles: BESLUT_ROLES }],
      requires: ['oppet-arende', 'obeslutat'],
      rests: 'god praxis',
    },
    'ask-anstand': {
      from: ['skickad', 'mottagen', 'under_beredning'],
      to: 'same',
      by: [
        { relation: 'instans', roles: ANSWERING_ROLES },
        // An extension asked for by telephone or mail is entered by the sender.
        { relation: 'avsandare', roles: ['registrator', 'handlaggare', 'trygghetssamordnare'] },
      ],
      requires: ['oppet-arende', 'inget-anstand-begart', 'utan-gemensamt-svar'],
      rests: 'god praxis',
    },
    'answer-anstand': {
      from: ['skickad', 'mottagen', 'under_beredning'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      requires: ['oppet-hos-avsandaren', 'anstand-begart'],
      rests: 'god praxis',
    },
    abstain: {
      from: ['skickad', 'mottagen', 'under_beredning'],
      to: ['avstatt'],
      by: [
        { relation: 'instans', roles: ANSWERING_ROLES },
        { relation: 'avsandare', roles: ['registrator', 'handlaggare', 'trygghetssamordnare'] },
      ],
      // GEMENSAMT-SVAR: while another's reply stands for the body there is nothing to abstain from.
      requires: ['utan-gemensamt-svar'],
      needsReason: true,
      rests: 'god praxis',
    },
    resume: {
      from: ['avstatt'],
      to: ['skickad', 'mottagen', 'under_beredning'],
      by: [
        { relation: 'instans', roles: ANSWERING_ROLES },
        { relation: 'avsandare', roles: ['registrator', 'handlaggare', 'trygghetssamordnare'] },
      ],
      requires: ['oppet-arende'],
    },
    'note-late': {
      from: ['inkommen_efter_svarstiden'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['handlaggare', 'trygghetssamordnare'] }],
      requires: ['oppet-hos-avsandaren'],
      rests: 'god praxis',
    },
    send: {
      from: ['under_beredning'],
      to: ['inkommen', 'inkommen_efter_svarstiden'],
      by: [
        {
          relation: 'instans',
          roles: ['handlaggare', 'stadsdelssamordnare', 'namndsekreterare', 'polis', 'privat-part'],
        },
      ],
      requires: ['oppet-arende', 'innehall', 'medinstanser', 'form', 'attest'],
    },
    'make-link': {
      from: ['skickad', 'mottagen'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['registrator', 'handlaggare', 'trygghetssamordnare'] }],
      requires: ['oppet-hos-avsandaren', 'extern-part'],
      rests: 'god praxis',
    },
    'end-link': {
      from: ['skickad', 'mottagen', 'under_beredning', 'inkommen', 'inkommen_efter_svarstiden', 'avstatt'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['registrator', 'handlaggare', 'trygghetssamordnare'] }],
    },
    receive: {
      from: ['skickad', 'mottagen', 'under_beredning', 'avstatt'],
      to: ['inkommen', 'inkommen_efter_svarstiden'],
      by: [{ relation: 'avsandare', roles: ['registrator', 'trygghetssamordnare'] }],
      rests: 'OSL 5 kap. 1 §; FL 22 §',
    },
    'receive-more': {
      from: ['inkommen', 'inkommen_efter_svarstiden'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['registrator', 'trygghetssamordnare'] }],
      rests: 'OSL 5 kap. 1 §; FL 22 §',
    },
    transcribe: {
      from: ['inkommen', 'inkommen_efter_svarstiden'],
      to: 'same',
      by: [{ relation: 'avsandare', roles: ['registrator', 'handlaggare', 'trygghetssamordnare'] }],
      requires: ['inskrivet'],
    },
  },
})
export type SvarState = (typeof svarSteps.states)[number]

/** The reply has reached the sender, in time or not. */
export function isIn(state: SvarState): boolean {
  return state === 'inkommen' || state === 'inkommen_efter_svarstiden'
}

/** In time is to the end of the last day, Swedish time; both days are Swedish calendar days (REMISS-SVARSTID). */
export function arrivalState(receivedOn: string, svarSenast: string): 'inkommen' | 'inkommen_efter_svarstiden' {
  return receivedOn <= svarSenast ? 'inkommen' : 'inkommen_efter_svarstiden'
}

/** Which of the two acts it is to register a document that has come from the instance. */
export function receivingAct(state: SvarState): 'receive' | 'receive-more' {
  return isIn(state) ? 'receive-more' : 'receive'
}
