/** Which earlier periods a period is set against, and the part of the year of each. */
export interface Baseline {
  /** Indexes of the series, rising. */
  periods: Int32Array
  /** Part of the year of each, from 0; the tested period's own part is {@link own}. */
  level: Int32Array
  levels: number
  own: number
}

export interface BaselineOptions {
  yearsBack: number
  halfWindow: number
  /** Parts of the year; 1 takes only the windows around the same time of earlier years. */
  seasonLevels: number
  /** Periods just before the tested one that are left out: an outbreak may already have begun. */
  pastExcluded: number
}

/**
 * The periods that Farrington's method reads (Farrington et al. 1996; the parts of the year after Noufaily et al. 2013): windows of
 * `2 · halfWindow + 1` around the same time of each earlier year, one part of the year, and what lies between two windows cut in
 * `seasonLevels − 1` parts of as equal length as can be, the first ones longer by one.
 *
 * @param anniversary index of the period at the same time of the year `years` before. @returns null where the series does not reach back.
 */
export function baselineOf(
  period: number,
  anniversary: (years: number) => number,
  { yearsBack, halfWindow, seasonLevels, pastExcluded }: BaselineOptions,
): Baseline | null {
  const first = anniversary(yearsBack) - halfWindow
  if (first < 0) return null
  const last = period - pastExcluded - 1
  const periods: number[] = []
  const level: number[] = []
  const own = seasonLevels - 1
  const take = (at: number, part: number): void => {
    if (at > last) return
    periods.push(at)
    level.push(part)
  }
  for (let years = yearsBack; years >= 0; years--) {
    const middle = anniversary(years)
    for (let at = middle - halfWindow; at <= middle + halfWindow; at++) take(at, own)
    if (years === 0 || seasonLevels === 1) continue
    const from = middle + halfWindow + 1
    const gap = anniversary(years - 1) - halfWindow - from
    const length = Math.floor(gap / own)
    const longer = gap - length * own
    let at = from
    for (let part = 0; part < own; part++)
      for (let step = part < longer ? length + 1 : length; step > 0; step--) take(at++, part)
  }
  return { periods: Int32Array.from(periods), level: Int32Array.from(level), levels: seasonLevels, own }
}

const DAY = 86_400_000

/**
 * The week nearest to the same date of an earlier year: what keeps the seasons in place over years of 53 weeks. Without dates a year is
 * so many periods.
 *
 * @param startsOn date of the period with index 0, milliseconds from 1970 UTC; null where periods are only counted.
 */
export function anniversariesOf(
  period: number,
  periodsPerYear: number,
  startsOn: number | null,
): (years: number) => number {
  if (startsOn === null || periodsPerYear !== 52) return (years) => period - years * periodsPerYear
  const now = startsOn + period * 7 * DAY
  const date = new Date(now)
  return (years) => {
    const then = Date.UTC(date.getUTCFullYear() - years, date.getUTCMonth(), date.getUTCDate())
    return period - Math.round((now - then) / (7 * DAY))
  }
}
