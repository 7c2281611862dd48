import Holidays from 'date-holidays'
import { describe, expect, it } from 'vitest'
import {
  addArbetsdagar,
  arbetsdagarBetween,
  easterSunday,
  helgdagarIn,
  isArbetsdag,
  lastDayOf,
  putOff,
} from './helgdagar.ts'

describe('helgdagar', () => {
  it('är desamma som ett oberoende bibliotek räknar fram, 2005–2099', () => {
    const peer = new Holidays('SE')
    for (let year = 2005; year < 2100; year++) {
      const theirs = peer
        .getHolidays(year)
        .filter((day) => day.type === 'public')
        .map((day) => day.date.slice(0, 10))
        // The library counts the three eves among the public holidays; the act of 1989 does not.
        .filter((day) => !day.endsWith('-12-24') && !day.endsWith('-12-31') && !isMidsummerEve(day))
      const mine = helgdagarIn(year)
      expect([...new Set(mine)], String(year)).toEqual([...new Set(theirs)].sort())
    }
  })

  it('påsken faller rätt i de år som brukar räknas fel', () => {
    expect([1954, 1981, 2000, 2011, 2019, 2038, 2049].map(easterSunday)).toEqual([
      '1954-04-18',
      '1981-04-19',
      '2000-04-23',
      '2011-04-24',
      '2019-04-21',
      '2038-04-25',
      '2049-04-18',
    ])
  })
})

describe('en lagstadgad tid', () => {
  it('räknas inte från den första dagen och skjuts över lördag, söndag och helgdag', () => {
    // 24 October + three weeks is 14 November 2023, a Tuesday.
    expect(lastDayOf('2023-10-24', { weeks: 3 })).toBe('2023-11-14')
    // 2026-11-21 is a Saturday.
    expect(lastDayOf('2026-10-31', { weeks: 3 })).toBe('2026-11-23')
    // Fourteen days from 11 December end on Christmas Day: past annandagen and the week-end to Monday.
    expect(lastDayOf('2026-12-11', { days: 14 })).toBe('2026-12-28')
  })

  it('skjuts över midsommarafton, julafton och nyårsafton', () => {
    expect(putOff('2026-06-19')).toBe('2026-06-22')
    expect(putOff('2026-12-24')).toBe('2026-12-28')
    expect(putOff('2026-12-31')).toBe('2027-01-04')
  })

  it('som slutar en arbetsdag slutar den dagen', () => {
    expect(putOff('2026-11-23')).toBe('2026-11-23')
    expect(isArbetsdag('2026-05-15')).toBe(true)
  })
})

describe('arbetsdagar', () => {
  it('räknas framåt och bakåt förbi helger', () => {
    expect(addArbetsdagar('2026-12-22', 3)).toBe('2026-12-29')
    expect(addArbetsdagar('2026-12-29', -3)).toBe('2026-12-22')
    expect(addArbetsdagar('2026-11-22', 0)).toBe('2026-11-22')
    expect(arbetsdagarBetween('2026-12-22', '2026-12-29')).toBe(3)
    expect(arbetsdagarBetween('2026-12-29', '2026-12-22')).toBe(-3)
  })
})

function isMidsummerEve(day: string): boolean {
  return day >= `${day.slice(0, 4)}-06-19` && day <= `${day.slice(0, 4)}-06-25` && new Date(day).getUTCDay() === 5
}
