/** A handling is arbetsmaterial until it has come in, been drawn up or been sent out; then it is an allmän handling. */
export const HANDLING_STATES = ['arbetsmaterial', 'inkommen', 'upprattad', 'expedierad'] as const
export type HandlingState = (typeof HANDLING_STATES)[number]

export type HandlingKind = 'remissmissiv' | 'remissvar' | 'protokollsutdrag' | 'ovrig'

/** Why an upprättad handling is one. What has been received or sent out says so by its state. */
export type HandlingGround = 'justerad' | 'omedelbart_justerad' | 'fardigstalld' | 'slutbehandlat'

/** A warning that something in the handling may be secret: provision and day; the authority is the one that keeps it. No decision. */
export interface Sekretess {
  provision: string
  on: string
  /** What the public rendering of the register leaves out (OSL 5 kap. 2 §). */
  masksTitle: boolean
  masksParty: boolean
}

/** A document in the archive's sense. `receivedOn` is the day it reached the authority (FL 22 §), whoever opened it later. */
export interface Handling {
  id: string
  ownerAktorId: string
  kind: HandlingKind
  title: string
  direction: 'in' | 'ut' | 'intern'
  state: HandlingState
  stateOn: string
  receivedOn: string | null
  sender: string | null
  recipient: string | null
  fileSha256: string | null
  fileName: string | null
  mediaType: string | null
  isOnPaper: boolean
  /** `empty`, `binary`, `docx`, `pdf`: why a machine could not read it; the original is kept all the same. */
  unreadable: string | null
  hasPersonnummer: boolean
  ground: HandlingGround | null
  sekretess: Sekretess | null
  version: number
}

/** One that is made just now: nobody has marked it yet. */
export type NewHandling = Omit<Handling, 'ground' | 'sekretess'>
