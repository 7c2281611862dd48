import { demand } from './invalid.ts'
import { type CountSeries, dateOf } from './unusual-change.ts'

/** One cell of a register of counts: so many of a type in an area in a period. */
export interface CountRow {
  type?: string | undefined
  area?: string | undefined
  /** Date on which the period starts. */
  period: string
  count: number
  population?: number | undefined
}

/**
 * Rows as series over the same periods, from the first to the last that any row has. Rows of the same cell are added up; their population is one.
 *
 * @param breaks by series, type or area: the date from which it is counted in a new way; the latest that applies is taken.
 * @param missing what a period without a row is: nothing happened, or it is not known. @throws StatisticsInvalid
 */
export function seriesOfRows(
  rows: readonly CountRow[],
  periodsPerYear: number,
  missing: 'zero' | 'unknown',
  breaks: Readonly<Record<string, string>> = {},
): { series: CountSeries[]; startsOn: string } {
  demand(rows.length >= 1, 'rows', rows.length, ['minst en rad', 'at least one row'])
  const dates = rows.map((row, i) => dateOf(row.period, `rows[${i}].period`))
  const start = dates.reduce((least, date) => Math.min(least, date))
  const indexOf = indexing(start, periodsPerYear)
  const indexes = dates.map((date, i) => {
    const index = indexOf(date)
    demand(Number.isInteger(index), `rows[${i}].period`, rows[i]?.period, [
      'hela perioder från den första radens datum',
      'whole periods from the first date',
    ])
    return index
  })
  const length = indexes.reduce((most, index) => Math.max(most, index)) + 1
  demand(length <= 100_000, 'rows', length, ['högst 100000 perioder', 'at most 100000 periods'])
  const hasPopulation = rows.some(({ population }) => population !== undefined)
  const starts = new Map(
    Object.entries(breaks).map(([name, date]) => {
      const index = Math.ceil(indexOf(dateOf(date, `breaks.${name}`)))
      return [name, Math.min(length, Math.max(0, index))]
    }),
  )
  const used = new Set<string>()
  const breakOf = (names: readonly (string | undefined)[]): number =>
    names.reduce((latest, name) => {
      const at = name === undefined ? undefined : starts.get(name)
      if (at === undefined) return latest
      used.add(name as string)
      return Math.max(latest, at)
    }, 0)
  const byName = new Map<string, { counts: (number | null)[]; exposure: number[]; breakAt: number }>()
  rows.forEach((row, i) => {
    const name = [row.type, row.area].filter((part) => part).join(' · ')
    let one = byName.get(name)
    if (!one) {
      one = {
        counts: Array(length).fill(missing === 'zero' ? 0 : null),
        exposure: Array(length).fill(Number.NaN),
        breakAt: breakOf([name, row.type, row.area]),
      }
      byName.set(name, one)
    }
    const index = indexes[i] as number
    one.counts[index] = (one.counts[index] ?? 0) + row.count
    if (!hasPopulation) return
    demand(row.population !== undefined && row.population > 0, `rows[${i}].population`, row.population, [
      'ett tal över 0 på varje rad, eller på ingen',
      'a number above 0 in each row, or in none',
    ])
    const known = one.exposure[index] as number
    demand(Number.isNaN(known) || known === row.population, `rows[${i}].population`, row.population, [
      `${known}, som en tidigare rad för samma cell`,
      `${known}, as an earlier row of the same cell`,
    ])
    one.exposure[index] = row.population
  })
  for (const name of starts.keys())
    demand(used.has(name), `breaks.${name}`, name, [
      'en serie, typ eller ett område i raderna',
      'a series, type or area of the rows',
    ])
  const series = [...byName].map(([name, { counts, exposure, breakAt }]) => ({
    name,
    counts,
    breakAt,
    ...(hasPopulation && { exposure: carried(exposure) }),
  }))
  return { series, startsOn: new Date(start).toISOString().slice(0, 10) }
}

/** A period without a row has the population of the one before, the first ones that of the one after. */
function carried(exposure: number[]): number[] {
  const known = exposure.find((value) => !Number.isNaN(value)) as number
  let last = known
  return exposure.map((value) => {
    if (!Number.isNaN(value)) last = value
    return last
  })
}

const DAY = 86_400_000

function indexing(start: number, periodsPerYear: number): (date: number) => number {
  if (periodsPerYear === 52) return (date) => (date - start) / (7 * DAY)
  if (periodsPerYear >= 365) return (date) => (date - start) / DAY
  demand(periodsPerYear === 12, 'periodsPerYear', periodsPerYear, [
    '52, 12 eller 365 för rader',
    '52, 12 or 365 for rows',
  ])
  const first = new Date(start)
  return (time) => {
    const date = new Date(time)
    const months = 12 * (date.getUTCFullYear() - first.getUTCFullYear()) + date.getUTCMonth() - first.getUTCMonth()
    return months + (date.getUTCDate() - first.getUTCDate()) / 31
  }
}
