/** The clock is handed to everything that asks what time it is, so that a test can stand at the last minute of a reply period. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that a test moves by hand. */
export function fixedClock(start: string | Date): Clock & { set(at: string | Date): void } {
  let at = new Date(start)
  return {
    now: () => new Date(at),
    set: (next) => {
      at = new Date(next)
    },
  }
}

const stockholm = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/**
 * The Swedish calendar day of an instant, `YYYY-MM-DD`. Days (reply-by, arrival) are Swedish days whatever zone the server
 * runs in: a reply at 23:59:59.999 on the last day is in time.
 */
export function swedishDay(at: Date): string {
  return stockholm.format(at).slice(0, 10)
}

/** `YYYY-MM-DD HH:MM` in Swedish time. */
export function swedishMinute(at: Date): string {
  return stockholm.format(at).slice(0, 16)
}

/** The instant when the clocks in Sweden show `HH:MM` on a day; in the hour that comes twice in October the first, in the one that is left out in March the hour after. */
export function swedishInstant(day: string, minute: string): Date {
  const wanted = `${day} ${minute}`
  const utc = Date.parse(`${day}T${minute}:00Z`)
  // Sweden is one or two hours before UTC.
  const found = [2, 1].map((hours) => new Date(utc - hours * 3_600_000)).find((at) => swedishMinute(at) === wanted)
  return found ?? new Date(utc - 3_600_000)
}

/** Adds whole days to a `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Whole days from `from` to `to` (both `YYYY-MM-DD`); negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
