import { describe, expect, it } from 'vitest'
import type { DisposedAlarm } from '../../../src/statistics/alarm-list.ts'
import { Random } from '../../../src/statistics/random.ts'
import { type CountSeries, unusualChange } from '../../../src/statistics/unusual-change.ts'

describe('listan med larm', () => {
  const weeks = (n: number, mean: number, seed: number): number[] => {
    const random = new Random(seed)
    return Array.from({ length: n }, () => random.poisson(mean))
  }
  const list = (n: number, outbreaks: number): CountSeries[] =>
    Array.from({ length: n }, (_, i) => {
      const counts = weeks(300, 3, 100 + i)
      if (i < outbreaks) counts[299] = 20 + 10 * i
      return { name: `serie ${i}`, counts }
    })

  it('visar så många larm som budgeten tillåter, minst p först, och säger vad den motsvarar', () => {
    const all = unusualChange(list(168, 5))
    expect(all.shown.map(({ series }) => series)).toEqual([4, 3, 2, 1, 0].map((i) => `serie ${i}`))
    expect(all.level).toMatchObject({ tested: 168, budgetLevel: null })
    expect(all.level.falseAlarmsInList).toBeCloseTo(1.68, 10)
    expect(all.level.falseAlarmsAYear).toBeCloseTo(87.36, 10)
    const { shown, heldBack, level } = unusualChange(list(168, 5), { budget: { atMost: 2, perPeriods: 1 } })
    expect(shown).toEqual(all.shown.slice(0, 2))
    expect(heldBack).toEqual(all.shown.slice(2))
    expect(level.budgetLevel).toBeCloseTo(2 / 168, 10)
    expect(level.largestShownP).toBe(shown[1]?.p)
    expect(unusualChange(list(168, 5), { budget: { atMost: 0, perPeriods: 1 } }).shown).toEqual([])
  })

  it('räknar budgeten över så många perioder som den gäller', () => {
    const series = list(20, 0)
    for (const [i, t] of [
      [1, 299],
      [2, 298],
      [3, 296],
      [4, 295],
      [5, 295],
    ] as const)
      (series[i]?.counts as number[])[t] = 25 + 10 * i
    const run = (perPeriods: number) =>
      unusualChange(series, { test: 8, budget: { atMost: 1, perPeriods } }).shown.map(({ series: name }) => name)
    expect(run(1).sort()).toEqual(['serie 1', 'serie 2', 'serie 3', 'serie 5'])
    expect(run(4).sort()).toEqual(['serie 1', 'serie 5'])
  })

  it('håller budgeten också från vecka till vecka, när registret följer med', () => {
    const counts = list(12, 0).map(({ name, counts }, i) => ({
      name,
      // Three series rise each of the last four weeks.
      counts: counts.map((count, t) => (t >= 296 && (i + t) % 4 === 0 ? 40 + i : count)),
    }))
    const budget = { atMost: 2, perPeriods: 4 }
    let dispositions: DisposedAlarm[] = []
    const shown: string[] = []
    for (const week of [297, 298, 299, 300]) {
      const series = counts.map(({ name, counts }) => ({ name, counts: counts.slice(0, week) }))
      const found = unusualChange(series, { test: 1, budget, dispositions })
      expect(found.shown.length + found.heldBack.length).toBe(3)
      shown.push(...found.shown.map(({ period }) => period))
      dispositions = found.register.alarms
      // The same list again shows the same alarms.
      expect(unusualChange(series, { test: 1, budget, dispositions }).shown).toEqual(found.shown)
    }
    expect(shown).toEqual(['296', '296'])
  })

  it('beror inte av i vilken ordning serierna står', () => {
    const options = { budget: { atMost: 3, perPeriods: 1 } }
    const straight = unusualChange(list(30, 6), options)
    const turned = unusualChange(list(30, 6).reverse(), options)
    expect(turned.shown).toEqual(straight.shown)
    expect(turned.heldBack).toEqual(straight.heldBack)
    expect([...turned.points].reverse()).toEqual(straight.points)
  })

  it('bär med sig vad som blev av larmen, och säger hur stor andel som stämde', () => {
    const earlier = [
      { series: 'serie 0', period: '299', disposition: 'explained' as const, note: 'ny anmälningsväg' },
      { series: 'serie 9', period: '280', disposition: 'confirmed' as const },
      { series: 'serie 9', period: '281', disposition: 'false-alarm' as const },
      { series: 'borttagen', period: '200', disposition: 'open' as const },
    ]
    const { register, shown } = unusualChange(list(20, 2), { dispositions: earlier })
    expect(shown.find(({ series }) => series === 'serie 0')?.disposition).toBe('explained')
    expect(register).toMatchObject({ open: 2, closed: 3, confirmed: 1 })
    expect(register.confirmedShare).toBeCloseTo(1 / 3, 12)
    expect(register.interval?.low).toBeCloseTo(0.0614919, 6)
    expect(register.interval?.high).toBeCloseTo(0.7923404, 6)
    expect(register.alarms.slice(0, 4)).toEqual(earlier.map((alarm) => ({ ...alarm, isNew: false })))
    expect(register.alarms[4]).toEqual({ series: 'serie 1', period: '299', disposition: 'open', isNew: true })
    // What a run gives is what the next run takes.
    const next = unusualChange(list(20, 2), { dispositions: register.alarms })
    expect(next.register.alarms.map(({ isNew: _isNew, ...rest }) => rest)).toEqual(
      register.alarms.map(({ isNew: _isNew, ...rest }) => rest),
    )
    expect(unusualChange(list(3, 0)).register).toMatchObject({ closed: 0, confirmedShare: null, interval: null })
  })
})
