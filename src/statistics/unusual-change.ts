import {
  type Budget,
  byUrgency,
  type DisposedAlarm,
  type Disposition,
  type Register,
  registerOf,
  withinBudget,
} from './alarm-list.ts'
import type { Power } from './count-bounds.ts'
import type { Ears } from './early-aberration.ts'
import type { Scale } from './farrington.ts'
import { demand, demandNumber, demandNumbers, demandSameLength } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'
import { type Correction, correct } from './multiple-testing.ts'
import {
  type Point,
  type PointOptions,
  type PValue,
  pointTest,
  type SeriesMethod,
  type Threshold,
} from './unusual-point.ts'
import type { Verdict } from './verdict.ts'

/** Counts of one type in one area, period by period. */
export interface CountSeries {
  name: string
  /** Whole, from 0; null is a missing period. */
  counts: readonly (number | null)[]
  /** What the counts are set against; more than 0. Read by Farrington only. */
  exposure?: readonly number[]
  /** The first period of a new way of counting; nothing before it is used. */
  breakAt?: number
  method?: SeriesMethod
}

export interface UnusualChangeOptions {
  /** 52 for weeks (also in years of 53), 12 for months. */
  periodsPerYear?: number
  /** Date of the first period, `2024-01-01`: names the periods, and finds the same week of earlier years by date. */
  startsOn?: string
  /** How many of the last complete periods are tested. */
  test?: number
  /** Last periods not all reported yet: neither tested nor used. */
  incomplete?: number
  method?: SeriesMethod
  /** What `auto` takes where there are less than three years. */
  shortMethod?: Ears
  farrington?: {
    yearsBack?: number
    halfWindow?: number
    seasonLevels?: number
    pastExcluded?: number
    hasReweighting?: boolean
    weightsThreshold?: number
    hasTrend?: boolean
    trendThreshold?: number
    scale?: Scale
    threshold?: Threshold
    power?: Power
  }
  ears?: { baseline?: number; minSigma?: number }
  alpha?: number
  direction?: 'higher' | 'both'
  pValue?: PValue
  least?: { events?: number; periods?: number }
  correction?: Correction
  falseShare?: number
  budget?: Budget
  dispositions?: readonly DisposedAlarm[]
}

export interface TestedPoint extends Point {
  series: string
  /** Index from 0, and its name. */
  index: number
  period: string
  q: number | null
  isAlarm: boolean
  verdict: Verdict
}

export interface Alarm {
  series: string
  period: string
  count: number
  expected: number | null
  p: number
  q: number
  isHigher: boolean
  disposition: Disposition
}

export interface UnusualChange {
  points: TestedPoint[]
  /** What may be shown within the budget, the least p first; and what the budget held back. */
  shown: Alarm[]
  heldBack: Alarm[]
  level: {
    tested: number
    /** False alarms that `alpha` alone would give where nothing has happened: in this list, and in a year of series like these. */
    falseAlarmsInList: number
    falseAlarmsAYear: number
    /** Level of one test at which chance alone uses up the budget; null without a budget. */
    budgetLevel: number | null
    /** The largest p shown; null where nothing is. */
    largestShownP: number | null
  }
  register: Register
}

/**
 * Is the latest period higher (or lower) than each series' own history says? Farrington flexible where there are three years, EARS where
 * there are not; all tests of the list are judged together and no more alarms are shown than there is time for.
 *
 * @throws StatisticsInvalid
 */
export function unusualChange(series: readonly CountSeries[], options: UnusualChangeOptions = {}): UnusualChange {
  const { test = 1, incomplete = 0, correction = 'bh', falseShare = 0.05 } = options
  const { budget, dispositions = [] } = options
  const settings = settingsOf(options)
  const length = demandSeries(series)
  demandNumber(incomplete, 'incomplete', { min: 0, isWhole: true })
  demandNumber(test, 'test', { min: 1, isWhole: true })
  const last = length - 1 - incomplete
  demand(last - test + 1 >= 0, 'test', test, [
    `högst ${Math.max(0, last + 1)} perioder`,
    `at most ${Math.max(0, last + 1)} periods`,
  ])
  demandNumber(falseShare, 'falseShare', { min: 0, max: 1 })
  const nameOf = periodNames(options.startsOn, settings.periodsPerYear)
  const points: TestedPoint[] = []
  for (const one of series) {
    const counts = new Float64Array(length)
    for (let t = 0; t < length; t++) counts[t] = one.counts[t] ?? Number.NaN
    const firstKnown = counts.findIndex((count) => !Number.isNaN(count))
    const from = Math.max(one.breakAt ?? 0, firstKnown < 0 ? length : firstKnown)
    const exposure = one.exposure ? Float64Array.from(one.exposure) : null
    for (let index = last - test + 1; index <= last; index++) {
      const point = pointTest(counts, index, from, exposure, one.method ?? options.method ?? 'auto', settings)
      const named = { series: one.name, index, period: nameOf(index) }
      points.push({ ...point, ...named, q: null, isAlarm: false, verdict: 'gar-inte-att-avgora' })
    }
  }
  judge(points, correction, correction === 'raw' ? settings.alpha : falseShare)
  const tested = points.filter(({ p }) => p !== null).length
  const disposed = new Map(dispositions.map((one) => [`${one.series}\n${one.period}`, one.disposition]))
  const alarms = points
    .filter(({ isAlarm }) => isAlarm)
    .map((point) => ({
      point,
      series: point.series,
      period: point.index,
      p: point.p as number,
      isEarlier: disposed.has(`${point.series}\n${point.period}`),
    }))
    .sort(byUrgency)
  const indexOf = new Map(Array.from({ length }, (_, index) => [nameOf(index), index]))
  const earlier = dispositions.flatMap(({ period }) => indexOf.get(period) ?? [])
  const isShown = withinBudget(alarms, earlier, budget ?? null)
  const alarmOf = ({ point }: { point: TestedPoint }): Alarm => ({
    series: point.series,
    period: point.period,
    count: point.count as number,
    expected: point.expected,
    p: point.p as number,
    q: point.q as number,
    isHigher: point.isHigher,
    disposition: disposed.get(`${point.series}\n${point.period}`) ?? 'open',
  })
  const shown = alarms.filter((_, i) => isShown[i]).map(alarmOf)
  const { alpha, periodsPerYear } = settings
  return {
    points,
    shown,
    heldBack: alarms.filter((_, i) => !isShown[i]).map(alarmOf),
    level: {
      tested,
      falseAlarmsInList: alpha * tested,
      falseAlarmsAYear: (alpha * tested * periodsPerYear) / test,
      budgetLevel: budget && tested > 0 ? Math.min(1, (budget.atMost * test) / (budget.perPeriods * tested)) : null,
      largestShownP: shown.length === 0 ? null : Math.max(...shown.map(({ p }) => p)),
    },
    register: registerOf(dispositions, shown),
  }
}

/** All tests of the list together. A period with too few events for an alarm stays in the list, as a test that found nothing. */
function judge(points: TestedPoint[], correction: Correction, limit: number): void {
  const p = points.map((point) => (point.p === null ? Number.NaN : point.isTooFew && point.isHigher ? 1 : point.p))
  const q = correct(p, correction)
  points.forEach((point, i) => {
    if (point.p === null) return
    point.q = q[i] as number
    point.isAlarm = point.q <= limit
    point.verdict = !point.isAlarm ? 'ingen-tydlig-skillnad' : point.isHigher ? 'okning-trolig' : 'minskning-trolig'
  })
}

function demandSeries(series: readonly CountSeries[]): number {
  demand(series.length >= 1, 'series', series.length, ['minst en serie', 'at least one series'])
  const names = new Set<string>()
  const first = series[0] as CountSeries
  series.forEach((one, i) => {
    const path = `series[${i}]`
    demand(!names.has(one.name), `${path}.name`, one.name, ['ett namn som ingen annan serie har', 'a name of its own'])
    names.add(one.name)
    demandSameLength(first.counts, one.counts, `${path}.counts`, 'series[0].counts')
    one.counts.forEach((count, t) => {
      if (count !== null) demandNumber(count, `${path}.counts[${t}]`, COUNT)
    })
    if (one.breakAt !== undefined)
      demandNumber(one.breakAt, `${path}.breakAt`, { min: 0, max: one.counts.length, isWhole: true })
    if (!one.exposure) return
    demandSameLength(one.counts, one.exposure, `${path}.exposure`, `${path}.counts`)
    demandNumbers(one.exposure, `${path}.exposure`, EXPOSURE)
  })
  return first.counts.length
}

const DAY = 86_400_000

function settingsOf(options: UnusualChangeOptions): PointOptions {
  const { periodsPerYear = 52, startsOn, shortMethod = 'ears-c1', alpha = 0.01 } = options
  const { direction = 'higher', pValue = 'conditional' } = options
  demandNumber(periodsPerYear, 'periodsPerYear', { min: 2, max: 366, isWhole: true })
  demandNumber(alpha, 'alpha', { min: 1e-6, max: 0.5 })
  const date = startsOn === undefined ? null : dateOf(startsOn, 'startsOn')
  const halfWindow = options.farrington?.halfWindow ?? Math.max(1, Math.round((3 * periodsPerYear) / 52))
  const between = periodsPerYear - 2 * halfWindow - 1
  demandNumber(halfWindow, 'farrington.halfWindow', {
    min: 0,
    max: Math.floor((periodsPerYear - 1) / 2),
    isWhole: true,
  })
  const farrington = {
    yearsBack: 5,
    seasonLevels: periodsPerYear >= 40 ? 10 : Math.min(4, 1 + between),
    pastExcluded: Math.floor(periodsPerYear / 2),
    hasReweighting: true,
    weightsThreshold: 2.58,
    hasTrend: true,
    trendThreshold: 1,
    scale: 'surveillance' as const,
    threshold: 'nbPlugin' as const,
    power: '2/3' as const,
    ...options.farrington,
    halfWindow,
  }
  demandNumber(farrington.yearsBack, 'farrington.yearsBack', { min: 1, max: 50, isWhole: true })
  demandNumber(farrington.seasonLevels, 'farrington.seasonLevels', { min: 1, max: 1 + between, isWhole: true })
  demandNumber(farrington.pastExcluded, 'farrington.pastExcluded', { min: 0, max: periodsPerYear, isWhole: true })
  demandNumber(farrington.weightsThreshold, 'farrington.weightsThreshold', { min: 0 })
  demandNumber(farrington.trendThreshold, 'farrington.trendThreshold', { min: 0, max: 1 })
  const ears = { baseline: 7, minSigma: 0, ...options.ears }
  demandNumber(ears.baseline, 'ears.baseline', { min: 3, max: 366, isWhole: true })
  demandNumber(ears.minSigma, 'ears.minSigma', { min: 0 })
  const least = { events: 5, periods: 4, ...options.least }
  demandNumber(least.events, 'least.events', { min: 0 })
  demandNumber(least.periods, 'least.periods', { min: 1, isWhole: true })
  return { periodsPerYear, startsOn: date, shortMethod, farrington, ears, alpha, direction, pValue, least }
}

/** A date as milliseconds from 1970 UTC. @throws StatisticsInvalid */
export function dateOf(text: string, path: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  const isDate = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  demand(isDate, path, text, ['ett datum som 2024-01-01', 'a date like 2024-01-01'])
  return time
}

/** How periods are called: by the date they start where it is known, else by their index. */
function periodNames(startsOn: string | undefined, periodsPerYear: number): (index: number) => string {
  if (startsOn === undefined) return String
  const start = new Date(dateOf(startsOn, 'startsOn'))
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()]
  const days = periodsPerYear === 52 ? 7 : 1
  if (periodsPerYear !== 12) {
    demand(periodsPerYear === 52 || periodsPerYear >= 365, 'startsOn', startsOn, [
      'datum bara för veckor (52), månader (12) och dygn (365)',
      'a date only for weeks (52), months (12) and days (365)',
    ])
    return (index) => new Date(start.getTime() + index * days * DAY).toISOString().slice(0, 10)
  }
  demand(day <= 28, 'startsOn', startsOn, ['en månad som börjar dag 1–28', 'a month that starts on day 1–28'])
  return (index) => new Date(Date.UTC(year, month + index, day)).toISOString().slice(0, 10)
}
