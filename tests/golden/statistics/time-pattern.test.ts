import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inOnePart } from '../../../src/statistics/divided.ts'
import { readCsvFile } from '../../../src/statistics/interface/csv-rows.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { timePatternMethod } from '../../../src/statistics/interface/time-pattern.ts'
import { Random } from '../../../src/statistics/random.ts'
import { heapingOf } from '../../../src/statistics/time-heaping.ts'
import { timePatternJob } from '../../../src/statistics/time-pattern.ts'
import { readMoment, WallClock } from '../../../src/statistics/wall-clock.ts'
import { exposureOf } from '../../../src/statistics/week-clock.ts'
import { SHARED } from '../golden-documents.ts'

const golden = JSON.parse(readFileSync(new URL('time-pattern.json', import.meta.url), 'utf8')) as {
  from: string[]
  minutes: number[]
  type: string[]
  week: number[]
  months: number[]
  exposure: number[]
  watchedMonths: number[]
  heaping: [count: number, of: number, p: number][]
  between: number[]
  even: number
  walls: string[]
  read: number[]
}
const stockholm = WallClock.of('Europe/Stockholm')
const span = { from: '2026-01-01', to: '2027-01-14' }

interface Event {
  from: string
  to?: string
  type?: string
}
interface Part {
  events: number
  hours: number
  relative: number | null
}
interface Found {
  n: number
  leftOut: number
  madeDays: number
  span: { from: string; to: string } | null
  windows: { exact: number; overDay: number; overWeek: number; medianHours: number | null }
  week: Part[]
  hours: Part[]
  weekdays: Part[]
  months: Part[]
  heaping: { what: string; count: number; of: number; ratio: number | null; p: number; isHeaped: boolean }[]
  even: { statistic: number; p: number } | null
  types: { statistic: number; p: number } | null
  byType: { type: string; n: number; hours: number[]; p: number | null; q: number | null }[]
}

const run = (events: Event[], more: object = {}) =>
  runMethod(timePatternMethod, { events, permutations: 19, ...more }, 'sv') as Found
const iso = (text: string, minutes: number) => new Date(Date.parse(text) + 60_000 * minutes).toISOString()
const generated: Event[] = golden.from.map((from, i) => ({
  from,
  type: golden.type[i] as string,
  ...((golden.minutes[i] as number) > 0 && { to: iso(from, golden.minutes[i] as number) }),
}))

function expectNear(got: readonly number[], wanted: readonly number[], digits = 9): void {
  expect(got).toHaveLength(wanted.length)
  wanted.forEach((value, i) => {
    expect(got[i], `${i}`).toBeCloseTo(value, digits)
  })
}

describe('när det händer', () => {
  const found = run(generated, { span })

  it('har samma veckoklocka som R räknar fram minut för minut, också när klockan ställs om', () => {
    expectNear(
      found.week.map(({ events }) => events),
      golden.week,
    )
    expectNear(
      found.months.map(({ events }) => events),
      golden.months,
    )
    expect(found.week.reduce((sum, { events }) => sum + events, 0)).toBeCloseTo(generated.length, 9)
  })

  it('vet hur länge varje timme och månad har iakttagits', () => {
    expect(found.week.map(({ hours }) => 60 * hours)).toEqual(golden.exposure)
    expect(found.months.map(({ hours }) => 60 * hours)).toEqual(golden.watchedMonths)
    const spring = exposureOf(stockholm.utc(29_579_040 - 6 * 1440), stockholm.utc(29_579_040 + 1440), stockholm)
    expect([...spring].reduce((sum, minutes) => sum + minutes, 0)).toBe(167 * 60)
    expect(spring[6 * 24 + 2]).toBe(0)
  })

  it('har samma mått på rundade tider och samma statistikor som R', () => {
    found.heaping.forEach(({ count, of, p }, at) => {
      const [wantedCount, wantedOf, wantedP] = golden.heaping[at] as [number, number, number]
      expect([count, of]).toEqual([wantedCount, wantedOf])
      expect(Math.abs(p / wantedP - 1)).toBeLessThan(1e-6)
    })
    expect(found.even?.statistic).toBeCloseTo(golden.even, 9)
    expect(found.types?.statistic).toBeCloseTo(
      golden.between.reduce((sum, one) => sum + one, 0),
      9,
    )
  })

  it('läser väggklockan som R, och har en regel för den timme som saknas och den som kommer två gånger', () => {
    golden.walls.forEach((text, at) => {
      expect(readMoment(text, stockholm, 'from').utc, text).toBe(golden.read[at])
    })
    const utc = (text: string) => new Date(60_000 * readMoment(text, stockholm, 'from').utc).toISOString().slice(0, 16)
    expect(utc('2026-03-29 02:30')).toBe('2026-03-29T01:30')
    expect(utc('2026-03-29T03:30')).toBe('2026-03-29T01:30')
    expect(utc('2026-10-25 02:30')).toBe('2026-10-25T00:30')
    expect(utc('2026-10-25T02:30+01:00')).toBe('2026-10-25T01:30')
    expect(utc('2026-10-25T02:30:59.5+0100')).toBe('2026-10-25T01:30')
    expect(utc('2026-07-01T00:00Z')).toBe('2026-07-01T00:00')
    const { utc: begins, next } = readMoment('2026-03-29', stockholm, 'from')
    expect((next as number) - begins).toBe(23 * 60)
  })

  it('sprider ett fönster jämnt över dess minuter, och en exakt tid på sin', () => {
    // Monday 22:30 to Tuesday 00:30: a quarter, a half and a quarter.
    const night = run([{ from: '2026-06-01 22:30', to: '2026-06-02 00:30' }]).week
    expect([22, 23, 24, 25].map((h) => night[h]?.events)).toEqual([0.25, 0.5, 0.25, 0])
    expect(run([{ from: '2026-06-01 22:59' }]).week[22]?.events).toBe(1)
    // Over a change of the clocks two hours of wall time are three, or one.
    const autumn = run([{ from: '2026-10-25 01:00', to: '2026-10-25 04:00' }]).hours
    expect([1, 2, 3, 4].map((h) => autumn[h]?.events)).toEqual([0.25, 0.5, 0.25, 0])
    const spring = run([{ from: '2026-03-29 01:00', to: '2026-03-29 04:00' }]).hours
    expect([1, 2, 3, 4].map((h) => spring[h]?.events)).toEqual([0.5, 0, 0.5, 0])
    const longer = run([{ from: '2026-06-01 00:00', to: '2026-06-22 00:00' }]).week
    for (const { events } of longer) expect(events).toBeCloseTo(1 / 168, 12)
  })

  it('tar en dag utan klockslag som hela dagen, och frågar den inte om rundade tider', () => {
    const day = run([{ from: '2026-06-01' }, { from: '2026-06-02 13:10' }])
    for (const { events } of day.week.slice(0, 24)) expect(events).toBeCloseTo(1 / 24, 12)
    expect(day.heaping[0]).toMatchObject({ count: 0, of: 1 })
    expect(run([{ from: '2026-06-01 18:00', to: '2026-06-01' }]).hours[20]?.events).toBeCloseTo(1 / 6, 12)
  })

  it('räknar långa fönster, och lämnar dem utanför när det är sagt', () => {
    const events = [0, 60, 1440, 1441, 10_081].map((minutes) => ({
      from: '2026-06-01T10:00Z',
      ...(minutes && { to: iso('2026-06-01T10:00Z', minutes) }),
    }))
    expect(run(events).windows).toEqual({ exact: 0.2, overDay: 0.4, overWeek: 0.2, medianHours: 24 })
    const short = run(events, { longestHours: 24 })
    expect(short).toMatchObject({ n: 3, leftOut: 2, windows: { overDay: 0 } })
    expect(run(events, { longestHours: 0.5 })).toMatchObject({ n: 1, leftOut: 4 })
  })

  it('märker midnatt och mitt på dagen som står för att ingen vet, och kan ta dem för hela dagen', () => {
    const spread = Array.from({ length: 400 }, (_, i) => ({ from: iso('2026-06-01T00:07Z', 137 * i) }))
    expect(run(spread).heaping.map(({ isHeaped }) => isHeaped)).toEqual([false, false, false])
    const unknown = Array.from({ length: 30 }, (_, i) => ({ from: `2026-06-${String(i + 1).padStart(2, '0')} 00:00` }))
    const found = run([...spread, ...unknown])
    expect(found.heaping.map(({ what, isHeaped }) => [what, isHeaped])).toEqual([
      ['full-hours', true],
      ['00:00', true],
      ['12:00', false],
    ])
    const known = run([...spread, ...unknown], { areRoundTimesUnknown: true })
    // One of the spread times falls on the very minute too.
    expect(known.madeDays).toBeGreaterThanOrEqual(30)
    expect((found.hours[0]?.events ?? 0) - (known.hours[0]?.events ?? 0)).toBeGreaterThan(25)
  })

  it('rättar för att timmarna inte har iakttagits lika länge', () => {
    // One event at each hour of ten days: Monday to Wednesday have twice as many, and not a higher rate.
    const hourly = Array.from({ length: 240 }, (_, h) => ({ from: iso('2026-06-01T00:30+02:00', 60 * h) }))
    const { weekdays, week, even } = run(hourly)
    expect(weekdays.map(({ events }) => events)).toEqual([48, 48, 48, 24, 24, 24, 24])
    for (const { relative } of week) expect(relative).toBeCloseTo(1, 12)
    expect(even?.statistic).toBeCloseTo(0, 9)
    expect(run(hourly.slice(0, 100)).even).toBeNull()
  })

  it('säger aldrig att sorter med exakt samma vecka skiljer sig', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(2026_0401, seed)
      const events = Array.from({ length: 60 }, () => {
        const from = new Date(Date.UTC(2026, 4, 4 + 7 * random.below(12), 8, 13))
        const to = new Date(from.getTime() + 140 * 60_000)
        return { from: from.toISOString(), to: to.toISOString(), type: random.below(2) ? 'a' : 'b' }
      })
      expect(run(events, { seed, together: 'day', permutations: 99 }).types?.p ?? 1).toBe(1)
    }
  })

  it('säger när händelserna kommer i serie', () => {
    const spread = Array.from({ length: 60 }, (_, i) => ({ from: iso('2026-06-01T10:07Z', 1440 * i) }))
    expect(run(spread)).toMatchObject({ dispersion: 0 })
    const series = spread.flatMap(({ from }, i) => (i % 6 === 0 ? Array(6).fill({ from }) : []))
    // Six on every sixth day of 55: Σ(c − m)²/m over the days but one.
    expect((run(series) as unknown as { dispersion: number }).dispersion).toBeCloseTo((360 * 55) / 60 / 54 - 60 / 54, 9)
    expect(run(spread.slice(0, 1))).toMatchObject({ dispersion: null })
  })

  it('beror varken av radernas ordning, av hur arbetet delas eller av något annat än data och frö', () => {
    const strip = (one: Found) => JSON.stringify(one)
    expect(strip(run([...generated].reverse(), { span }))).toBe(strip(run(generated, { span })))
    expect(strip(run(generated, { seed: 2 }))).not.toBe(strip(run(generated)))
    const from = Float64Array.from(generated, (one) => Date.parse(one.from) / 60_000)
    const events = { from, to: from, group: from.map((_, i) => i % 3) }
    const job = timePatternJob(events, { clock: stockholm, groups: 3, permutations: 40 })
    const divided = job.join([job.part(0, 7), job.part(7, 23), job.part(23, 40)])
    expect(divided.tests).toEqual(
      inOnePart(timePatternJob(events, { clock: stockholm, groups: 3, permutations: 40 })).tests,
    )
  })

  it.each([
    ['inga händelser', []],
    ['en händelse', [{ from: '2026-06-01 10:00' }]],
    ['alla på samma minut', Array(9).fill({ from: '2026-06-01 10:00' })],
    [
      'två sorter, den ena en händelse',
      [
        { from: '2026-06-01 10:00', type: 'a' },
        { from: '2026-07-01 10:00', type: 'b' },
      ],
    ],
    ['fönster på fem år', [{ from: '2021-01-01', to: '2026-01-01' }]],
  ])('klarar %s utan NaN', (_what, events: Event[]) => {
    for (const together of ['event', 'day', 'week']) {
      const result = run(events, { together })
      expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
      expect(result.n).toBe(events.length)
      expect(result.week.reduce((sum, one) => sum + one.events, 0)).toBeCloseTo(events.length, 9)
    }
  })

  it('tar inte ett fönster som slutar före det börjar, inte heller när det skiljer en enda dag', () => {
    for (const from of ['2024-01-02', '2024-01-02T00:00', '2024-01-03'])
      expect(() => run([{ from, to: '2024-01-01' }])).toThrow(
        new RegExp(`events\\[0\\]\\.to: expected a time not before from \\(${from}\\), got "2024-01-01"`),
      )
    expect(run([{ from: '2024-01-01', to: '2024-01-01' }])).toMatchObject({ n: 1, windows: { exact: 0 } })
    expect(run([{ from: '2024-01-01T23:59', to: '2024-01-01' }])).toMatchObject({ n: 1, windows: { exact: 1 } })
  })

  it('märker inte tider som skrivs mindre än dubbelt så ofta, hur säkert det än är', () => {
    const minutes = (full: number) => Array.from({ length: 6000 }, (_, i) => (i < full ? 60 : 1 + (i % 59)))
    const found = (full: number) => heapingOf(minutes(full))[0]
    expect(found(150)).toMatchObject({ what: 'full-hours', ratio: 1.5, isHeaped: false })
    expect(found(150)?.p).toBeLessThan(1e-4)
    expect(found(200)).toMatchObject({ ratio: 2, isHeaped: true })
  })

  it('tar händelser som CSV, och en annan tidszon', () => {
    const csv = 'from;to;type\n2026-06-01 22:00;2026-06-02 02:00;stöld\n2026-06-03 12:00;;våld\n'
    const events = readCsvFile(new TextEncoder().encode(csv), {
      field: 'events',
      required: ['from'],
      optional: ['to', 'type'],
      text: ['from', 'to', 'type'],
    }).rows
    expect(run(events as unknown as Event[])).toMatchObject({ n: 2, byType: [{ type: 'stöld' }, { type: 'våld' }] })
    const there = run([{ from: '2026-06-01T23:30Z' }], { timeZone: 'America/New_York' })
    expect(there.hours[19]?.events).toBe(1)
  })

  it('säger var det är fel', () => {
    const call = (event: Event, more = {}) => run([{ from: '2026-01-01' }, event], more)
    for (const bad of ['2026-02-29', '2026-1-1', 'i går', '2026-06-01T25:00', '2026-06-01 12:00 +1', '1950-01-01', ''])
      expect(() => call({ from: bad })).toThrow(/events\[1\]\.from: expected a time/)
    expect(() => call({ from: '2026-06-01', to: '2026-06-31' })).toThrow(/events\[1\]\.to/)
    expect(() => call({ from: '2026-06-02 10:00', to: '2026-06-02 09:00' })).toThrow(/events\[1\]\.to.*not before from/)
    expect(() => call({ from: '1990-06-02', to: '2026-06-02' })).toThrow(/events\[1\]\.to.*ten years/)
    expect(() => call({ from: '2026-06-01' }, { span: { from: '2026-01-01', to: '2026-02-01' } })).toThrow(
      /events\[1\].*within/,
    )
    expect(() => call({ from: '2026-06-01' }, { timeZone: 'Mars' })).toThrow(/timeZone/)
    expect(() => call({ from: '2026-06-01' }, { permutations: 0 })).toThrow(/permutations/)
    expect(() => call({ from: '2026-06-01' }, { longestHours: 0 })).toThrow(/longestHours/)
  })
})

const THEFTS = `${SHARED}/data/points/nyc_vehicle_thefts_start_end.csv.gz`

describe.skipIf(!existsSync(THEFTS))('mot stulna fordon i New York (delat underlag)', () => {
  it('stjäls de på natten, fastän de flesta fönster är långa', () => {
    const events = gunzipSync(readFileSync(THEFTS))
      .toString()
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')))
      .map(([, , from = '', to = '']) => ({ from, ...(to !== 'NA' && to >= from && { to }) }))
    expect(events).toHaveLength(35_746)
    expect(events.filter(({ from, to }) => to !== undefined && to !== from)).toHaveLength(32_382)
    const found = run(events, { timeZone: 'America/New_York', longestHours: 24, permutations: 19 })
    expect(found.n + found.leftOut).toBe(35_746)
    const open = events.filter(({ from, to }) => to !== undefined && to !== from)
    expect(run(open, { timeZone: 'America/New_York', permutations: 1 }).windows.medianHours).toBeCloseTo(10, 1)
    const night = found.hours.filter((_, hour) => hour >= 22 || hour < 6).map(({ relative }) => relative as number)
    const day = found.hours.filter((_, hour) => hour >= 8 && hour < 16).map(({ relative }) => relative as number)
    expect(Math.min(...night)).toBeGreaterThan(Math.max(...day))
    expect(found.heaping[0]?.isHeaped).toBe(true)
    expect(found.even?.p).toBe(1 / 20)
  })
})
