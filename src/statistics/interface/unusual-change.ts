import { z } from 'zod'
import { DISPOSITIONS } from '../alarm-list.ts'
import { POWERS } from '../count-bounds.ts'
import { seriesOfRows } from '../count-rows.ts'
import { EARS } from '../early-aberration.ts'
import { SCALES } from '../farrington.ts'
import { demand } from '../invalid.ts'
import { CORRECTIONS } from '../multiple-testing.ts'
import { type CountSeries, type UnusualChangeOptions, unusualChange } from '../unusual-change.ts'
import { P_VALUES, REASONS, SERIES_METHODS, THRESHOLDS } from '../unusual-point.ts'
import { VERDICTS } from '../verdict.ts'
import { method } from './stat-method.ts'

const disposition = z
  .enum(DISPOSITIONS)
  .describe('open: öppet; confirmed: bekräftat; explained: förklarat (känd orsak); false-alarm: falsklarm')
const alarm = z.object({
  series: z.string(),
  period: z.string(),
  count: z.number(),
  expected: z.number().nullable(),
  p: z.number(),
  q: z.number(),
  isHigher: z.boolean(),
  disposition,
})

const farrington = z
  .strictObject({
    yearsBack: z.number().describe('b, years of history; fewer are taken where the series is shorter. Default 5'),
    halfWindow: z.number().describe('w, periods on each side of the same time of earlier years. Default 3 for weeks'),
    seasonLevels: z
      .number()
      .describe('noPeriods, parts of the year; 1 reads only the windows. Default 10 for weeks, 4 for months'),
    pastExcluded: z
      .number()
      .describe('pastWeeksNotIncluded, periods just before that are left out. Default half a year'),
    hasReweighting: z.boolean().describe('past outbreaks count for less. Default true'),
    weightsThreshold: z.number().describe('of the standardised Anscombe residual. Default 2.58'),
    hasTrend: z.boolean().describe('default true'),
    trendThreshold: z
      .number()
      .describe('pThresholdTrend: the trend is kept where its p is below. Default 1 (kept unless it leads too far)'),
    scale: z
      .enum(SCALES)
      .describe('of standard errors: as the R package surveillance (default) or as the papers; see the card'),
    threshold: z
      .enum(THRESHOLDS)
      .describe(
        'thresholdMethod, how upperBound is drawn: delta on the scale of power; nbPlugin by the negative binomial; muan with the uncertainty of the mean too. Default nbPlugin',
      ),
    power: z.enum(POWERS).describe('powertrans, for delta. Default 2/3'),
  })
  .partial()

export const unusualChangeMethod = method({
  name: 'unusual-change',
  data: ['series', 'rows', 'dispositions'],
  about: [
    'Är den senaste perioden högre eller lägre än väntat, för varje typ och område – och vilka larm hinner någon se på?',
    'Is the latest period higher or lower than expected, for each type and area – and which alarms is there time for?',
  ],
  input: z.strictObject({
    series: z
      .array(
        z.strictObject({
          name: z.string().describe('type and area; with the period it is the key of an alarm, so keep it the same'),
          counts: z.array(z.number().nullable()).describe('a whole number for each period, null where it is missing'),
          exposure: z.array(z.number()).optional().describe('population of each period, for rates (Farrington only)'),
          breakAt: z.number().optional().describe('index of the first period of a new law or coding'),
          method: z.enum(SERIES_METHODS).optional().describe('for this series alone'),
        }),
      )
      .optional(),
    rows: z
      .array(
        z.strictObject({
          type: z.string().optional(),
          area: z.string().optional(),
          period: z.string().describe('the date on which the week or month starts, 2024-01-01'),
          count: z.number(),
          population: z.number().optional(),
        }),
      )
      .optional()
      .describe(
        'instead of series: a row for each type, area and period, several of the same are added up; these become series named "type · area"',
      ),
    missingRows: z.enum(['zero', 'unknown']).default('zero').describe('what a period without a row is'),
    breaks: z
      .record(z.string(), z.string())
      .default({})
      .describe('for rows: by series name (or type, or area), the date from which it is counted in a new way'),
    periodsPerYear: z.number().default(52).describe('52 weeks (also in years of 53), 12 months'),
    startsOn: z
      .string()
      .optional()
      .describe(
        'for series: date of the first period; names the periods and finds the same week of earlier years by date. Without it a year is so many periods',
      ),
    test: z.number().default(1).describe('how many of the last complete periods are tested'),
    incomplete: z.number().default(0).describe('last periods not all reported yet: neither tested nor used'),
    method: z
      .enum(SERIES_METHODS)
      .default('auto')
      .describe('auto: Farrington with three years of history, else shortMethod, else nothing'),
    shortMethod: z
      .enum(EARS)
      .default('ears-c1')
      .describe(
        'what auto takes with less than three years: C1 the last seven periods, C2 with two left between, C3 three of C2 together',
      ),
    farrington: farrington.default({}),
    ears: z
      .strictObject({
        baseline: z.number().default(7),
        minSigma: z.number().default(0).describe('least standard deviation of the published bound'),
      })
      .prefault({}),
    alpha: z.number().default(0.01).describe('level of one test, for the bounds, and for alarms with correction raw'),
    direction: z.enum(['higher', 'both']).default('higher').describe('both: p is two-sided'),
    pValue: z
      .enum(P_VALUES)
      .default('conditional')
      .describe(
        'conditional: P(at least so many) given the history, never too small; published: the tail of the published bound; -mid: half the chance of the very count',
      ),
    least: z
      .strictObject({ events: z.number().default(5), periods: z.number().default(4) })
      .prefault({})
      .describe('no alarm for more where fewer events came in the last periods, the tested one among them'),
    correction: z.enum(CORRECTIONS).default('bh').describe('over all series and periods together'),
    falseShare: z.number().default(0.05).describe('an alarm has a q of at most this; with raw it is p and alpha'),
    budget: z
      .strictObject({ atMost: z.number(), perPeriods: z.number().default(1) })
      .optional()
      .describe(
        'so many alarms at most in any so many periods after each other; those in dispositions count, so that it holds from run to run',
      ),
    dispositions: z
      .array(
        z.strictObject({
          series: z.string(),
          period: z.string(),
          disposition,
          note: z.string().optional(),
          isNew: z.boolean().optional().describe('as the last run gave it'),
        }),
      )
      .default([])
      .describe('earlier alarms: register.alarms of the last run, with what was decided since'),
  }),
  output: z.object({
    shown: z.array(alarm).describe('within the budget, the least p first'),
    heldBack: z.array(alarm).describe('alarms that the budget has no room for'),
    level: z.object({
      tested: z.number(),
      falseAlarmsInList: z.number().describe('that alpha alone gives this list where nothing has happened'),
      falseAlarmsAYear: z.number().describe('the same for a year of such lists'),
      budgetLevel: z.number().nullable().describe('level of one test at which chance alone uses up the budget'),
      largestShownP: z.number().nullable(),
    }),
    register: z.object({
      alarms: z.array(
        z.object({
          series: z.string(),
          period: z.string(),
          disposition,
          note: z.string().optional(),
          isNew: z.boolean(),
        }),
      ),
      open: z.number(),
      closed: z.number(),
      confirmed: z.number(),
      confirmedShare: z.number().nullable().describe('of the closed ones'),
      interval: z.object({ low: z.number(), high: z.number() }).nullable().describe('95 %, Wilson'),
    }),
    points: z.array(
      z.object({
        series: z.string(),
        index: z.number(),
        period: z.string().describe('its date, or its index where no date is known'),
        verdict: z.enum(VERDICTS),
        method: z.enum(['farrington', ...EARS, 'none']),
        reason: z
          .enum(REASONS)
          .nullable()
          .describe(
            'why nothing can be said; no-spread: pValue published, and counts of an EARS baseline all alike; see ears.minSigma',
          ),
        count: z.number().nullable(),
        expected: z.number().nullable(),
        upperBound: z
          .number()
          .nullable()
          .describe('published bound at alpha (Farrington or EARS); null where there are too few events for an alarm'),
        isAboveBound: z.boolean().describe('above upperBound and above expected: C3 can have a bound below it'),
        usualUpTo: z.number().nullable().describe('counts above this have a p of at most alpha'),
        usualFrom: z.number().nullable().describe('counts below this do; for direction both'),
        p: z.number().nullable(),
        q: z.number().nullable(),
        isAlarm: z.boolean(),
        isHigher: z.boolean().describe('more than expected, and that is what p is about'),
        isTooFew: z.boolean().describe('too few events for an alarm for more'),
        dispersion: z.number().nullable().describe('variance over mean, at least 1'),
        trend: z.number().nullable().describe('per period on the log scale; null where none is kept'),
        yearsBack: z.number().nullable(),
      }),
    ),
  }),
  csv: {
    field: 'rows',
    required: ['type', 'area', 'period', 'count'],
    optional: ['population'],
    text: ['type', 'area', 'period'],
  },
  run: ({ series, rows, missingRows, breaks, startsOn, ...options }) => {
    const hasOne = (series === undefined) !== (rows === undefined)
    demand(hasOne, 'series', series?.length, ['antingen series eller rows', 'either series or rows'])
    demand(!rows || startsOn === undefined, 'startsOn', startsOn, [
      'bara med series: raderna har datum',
      'only with series: rows have dates',
    ])
    demand(!series || Object.keys(breaks).length === 0, 'breaks', Object.keys(breaks), [
      'bara med rows: en serie har breakAt',
      'only with rows: a series has breakAt',
    ])
    const given = rows
      ? seriesOfRows(rows, options.periodsPerYear, missingRows, breaks)
      : { series: series ?? [], startsOn }
    return unusualChange(
      given.series.map(present) as CountSeries[],
      present({ ...options, startsOn: given.startsOn }) as UnusualChangeOptions,
    )
  },
})

/** The same without fields that were not given, out of the way of defaults. */
function present(value: object): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      if (one === undefined) return []
      const isPlain = typeof one === 'object' && one !== null && !Array.isArray(one)
      return [[key, isPlain ? present(one) : one]]
    }),
  )
}
