import { addDays } from '../../platform/time/clock.ts'
import { addArbetsdagar, arbetsdagBefore } from '../../platform/time/helgdagar.ts'

/**
 * The steps that are behind a reply, from how far its tjänsteutlåtande has come; null where there is none.
 *
 * @param isIn the reply has come in.
 */
export function stepsBehind(utlatandeState: string | null, isIn: boolean): ReadonlySet<PlanStep> {
  const written: PlanStep[] = ['utkast', 'attest', 'manusstopp']
  const decided: PlanStep[] = [...written, 'presidium', 'rad', 'kallelse', 'samverkan', 'sammantrade']
  if (isIn) return new Set([...decided, 'justering', 'expediering'])
  switch (utlatandeState) {
    case 'attest':
      return new Set(['utkast'])
    case 'attesterat':
      return new Set(['utkast', 'attest'])
    case 'beslutat':
    case 'expedierat':
      return new Set(decided)
    default:
      return new Set()
  }
}

/** A meeting as the planning needs it; days are `YYYY-MM-DD`. */
export interface PlannedSammantrade {
  id: string
  heldOn: string
  manusstoppOn: string
  kallelseOn: string
}

/** What is done at the latest when, on the way to a reply. */
export type PlanStep =
  | 'utkast'
  | 'attest'
  | 'manusstopp'
  | 'presidium'
  | 'rad'
  | 'kallelse'
  | 'samverkan'
  | 'sammantrade'
  | 'justering'
  | 'expediering'

export interface PlanRow {
  step: PlanStep
  latestOn: string
}

/** The ways out when the ordinary one does not reach, in the order in which they are to be tried. */
export const PLAN_OPTIONS = [
  'anstand',
  'extra-sammantrade',
  'omedelbar-justering',
  'kontorsyttrande',
  'ordforandebeslut',
] as const
export type PlanOption = (typeof PLAN_OPTIONS)[number]

export interface Plan {
  /** `ordinarie`: the reply is decided and adjusted in the ordinary way in time. `omedelbar`: only if adjusted at once. `ingen`: no meeting reaches. */
  way: 'ordinarie' | 'omedelbar' | 'ingen'
  sammantrade: PlannedSammantrade | null
  rows: PlanRow[]
  options: PlanOption[]
  /** The day to ask for when more time is asked for: when the next meeting has been adjusted in the ordinary way; null = no meeting known. */
  anstandTo: string | null
}

/** Ordinary justering within fourteen days after the meeting (KL 5:69 through 6:35). */
const JUSTERING_DAYS = 14
/** Working days that the steps of the house usually take; god praxis, and each house has its own. */
const DAYS = { samrad: 5, attest: 3, presidium: 2, rad: 5, samverkan: 2 }

/**
 * The legal clock: from the last day for the reply and the body's meetings, when everything must be done. Pure; the same question
 * today and tomorrow gives other answers, since a meeting whose manusstopp has passed can no longer be reached.
 *
 * @param due the instance's own last day.
 */
export function planSvar(due: string, today: string, meetings: readonly PlannedSammantrade[]): Plan {
  const reachable = meetings
    .filter((meeting) => meeting.manusstoppOn >= today)
    .sort((a, b) => a.heldOn.localeCompare(b.heldOn))
  const ordinary = reachable.filter((meeting) => addDays(meeting.heldOn, JUSTERING_DAYS) <= due).at(-1)
  const immediate = reachable.filter((meeting) => meeting.heldOn <= due).at(-1)
  const next = reachable.find((meeting) => addDays(meeting.heldOn, JUSTERING_DAYS) > due)
  const sammantrade = ordinary ?? immediate ?? null
  const way = ordinary ? 'ordinarie' : immediate ? 'omedelbar' : 'ingen'
  return {
    way,
    sammantrade,
    rows: sammantrade ? rowsOf(sammantrade, due, way === 'omedelbar') : [],
    options:
      way === 'ordinarie'
        ? []
        : PLAN_OPTIONS.filter((option) => option !== 'omedelbar-justering' || way === 'omedelbar'),
    anstandTo: next ? addArbetsdagar(addDays(next.heldOn, JUSTERING_DAYS), 1) : null,
  }
}

function rowsOf(meeting: PlannedSammantrade, due: string, isImmediate: boolean): PlanRow[] {
  const attest = addArbetsdagar(meeting.manusstoppOn, -DAYS.attest)
  const rows: PlanRow[] = [
    { step: 'utkast', latestOn: addArbetsdagar(attest, -DAYS.samrad) },
    { step: 'attest', latestOn: attest },
    { step: 'manusstopp', latestOn: meeting.manusstoppOn },
    { step: 'presidium', latestOn: addArbetsdagar(meeting.kallelseOn, -DAYS.presidium) },
    { step: 'rad', latestOn: addArbetsdagar(meeting.heldOn, -DAYS.rad) },
    { step: 'kallelse', latestOn: meeting.kallelseOn },
    { step: 'samverkan', latestOn: addArbetsdagar(meeting.heldOn, -DAYS.samverkan) },
    { step: 'sammantrade', latestOn: meeting.heldOn },
    { step: 'justering', latestOn: isImmediate ? meeting.heldOn : addDays(meeting.heldOn, JUSTERING_DAYS) },
    // A reply on the last day is in time, but on a Sunday nobody sends it.
    { step: 'expediering', latestOn: maxDay(meeting.heldOn, arbetsdagBefore(due)) },
  ]
  return rows.sort((a, b) => a.latestOn.localeCompare(b.latestOn))
}

function maxDay(a: string, b: string): string {
  return a > b ? a : b
}
