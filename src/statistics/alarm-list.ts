import { type Interval, wilsonInterval } from './intervals.ts'
import { demand, demandNumber } from './invalid.ts'

/**
 * What became of an alarm: open – nobody has looked yet; confirmed – something had happened; explained – more events, but a known cause
 * that asks for nothing (a new way of reporting, a planned effort); false-alarm – nothing was found.
 */
export const DISPOSITIONS = ['open', 'confirmed', 'explained', 'false-alarm'] as const
export type Disposition = (typeof DISPOSITIONS)[number]

export interface DisposedAlarm {
  series: string
  period: string
  disposition: Disposition
  note?: string
}

/** At most so many alarms in so many periods. */
export interface Budget {
  atMost: number
  perPeriods: number
}

/**
 * Which alarms a budget shows: those with the least p, as long as no `perPeriods` periods after each other hold more than `atMost`. Alarms
 * shown by an earlier run count, so that the budget holds over weekly runs too, and are shown again. Ties go by name, so that the list is
 * the same whichever order the series come in.
 *
 * @param earlier periods of the alarms shown before; a new alarm that is one of them says so.
 */
export function withinBudget(
  alarms: readonly (Urgent & { isEarlier: boolean })[],
  earlier: readonly number[],
  budget: Budget | null,
): boolean[] {
  if (!budget) return alarms.map(() => true)
  demandNumber(budget.atMost, 'budget.atMost', { min: 0, isWhole: true })
  demandNumber(budget.perPeriods, 'budget.perPeriods', { min: 1, isWhole: true })
  const { atMost, perPeriods } = budget
  const taken = [...earlier]
  const shown = alarms.map(({ isEarlier }) => isEarlier)
  const order = alarms.map((_, i) => i).sort((a, b) => byUrgency(alarms[a], alarms[b]))
  for (const i of order) {
    const period = (alarms[i] as Urgent).period
    if (shown[i]) continue
    const near = taken.filter((one) => Math.abs(one - period) < perPeriods)
    // The fullest stretch that holds this one begins with it or with one of those before it.
    const starts = [period, ...near.filter((one) => one <= period)]
    const fullest = Math.max(
      ...starts.map((from) => near.filter((one) => one >= from && one < from + perPeriods).length),
    )
    if (fullest >= atMost) continue
    taken.push(period)
    shown[i] = true
  }
  return shown
}

interface Urgent {
  series: string
  period: number
  p: number
}

/** Least p first, then the latest period, then by name. */
export function byUrgency(a: Urgent | undefined, b: Urgent | undefined): number {
  if (!a || !b) return 0
  if (a.p !== b.p) return a.p - b.p
  if (a.period !== b.period) return b.period - a.period
  return a.series < b.series ? -1 : a.series > b.series ? 1 : 0
}

export interface Register {
  /** Earlier alarms as given, and after them the new ones as open: what the next run is given. */
  alarms: (DisposedAlarm & { isNew: boolean })[]
  open: number
  closed: number
  confirmed: number
  /** Of the closed ones; null where none is. */
  confirmedShare: number | null
  interval: Interval | null
}

/**
 * The alarms so far and what became of them.
 *
 * @param earlier as the last run gave them, with what has been decided since. @throws StatisticsInvalid
 */
export function registerOf(
  earlier: readonly DisposedAlarm[],
  shown: readonly { series: string; period: string }[],
): Register {
  const seen = new Set<string>()
  earlier.forEach((one, i) => {
    const key = keyOf(one)
    demand(!seen.has(key), `dispositions[${i}]`, key, ['varje larm en gång', 'each alarm once'])
    seen.add(key)
  })
  const added = shown.filter((one) => !seen.has(keyOf(one)))
  const alarms = [
    ...earlier.map((one) => ({ ...one, isNew: false })),
    ...added.map(({ series, period }) => ({ series, period, disposition: 'open' as const, isNew: true })),
  ]
  const closed = alarms.filter(({ disposition }) => disposition !== 'open').length
  const confirmed = alarms.filter(({ disposition }) => disposition === 'confirmed').length
  return {
    alarms,
    open: alarms.length - closed,
    closed,
    confirmed,
    confirmedShare: closed === 0 ? null : confirmed / closed,
    interval: closed === 0 ? null : wilsonInterval(confirmed, closed),
  }
}

/** The alarm's key: the same in every run that reads the same series by the same name. */
export function keyOf({ series, period }: { series: string; period: string }): string {
  return `${series} @ ${period}`
}
