import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSwedishDate, isRealDate, monthNumber, parseSwedishDate } from './swedish-date.ts'

describe('ett datum som någon skrivit', () => {
  it.each([
    '2023-10-12',
    '20231012',
    '231012',
    '12 oktober 2023',
    '12 okt 2023',
    '12 okt. 2023',
    'den 12 oktober 2023',
    'Den 12 Oktober 2023',
    ' 12\u00a0oktober\u202f2023 ',
    '2023\u221210\u221212',
    '2023\u201310\u201312',
  ])('läses: %s', (written) => {
    expect(parseSwedishDate(written)).toEqual({ ok: true, date: '2023-10-12' })
  })

  it.each([
    ['12/10/23', 'ambiguous'],
    ['12/10/2023', 'ambiguous'],
    ['12.10.2023', 'ambiguous'],
    ['2027-02-29', 'no-such-day'],
    ['31 april 2027', 'no-such-day'],
    ['20231301', 'no-such-day'],
    ['', 'empty'],
    [' \u200b\ufeff', 'empty'],
    ['45211', 'format'],
    ['45211,5', 'format'],
    ['v. 42 2023', 'format'],
    ['2023-W42', 'format'],
    ['vecka 53', 'format'],
    ['12 oktober', 'format'],
    ['12 octember 2023', 'format'],
    ['i morgon', 'format'],
    ['2023-10-12T10:00', 'format'],
  ])('avvisas med skäl: %s → %s', (written, reason) => {
    expect(parseSwedishDate(written)).toEqual({ ok: false, reason })
  })

  it('skottdagen finns vart fjärde år men inte 2100', () => {
    expect([2028, 2000, 2027, 2100].map((year) => isRealDate(year, 2, 29))).toEqual([true, true, false, false])
  })

  it('varje dag som skrivs ut läses tillbaka', () => {
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (day) => {
        const date = day.toISOString().slice(0, 10)
        expect(parseSwedishDate(formatSwedishDate(date))).toEqual({ ok: true, date })
        expect(parseSwedishDate(date.replaceAll('-', '').slice(2))).toEqual({ ok: true, date })
      }),
    )
  })

  it('vilken text som helst ger ett svar', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseSwedishDate(text).ok !== undefined))
  })
})

describe('ett datum som visas', () => {
  it('skrivs med månadens namn på svenska eller engelska', () => {
    expect(formatSwedishDate('2026-11-27')).toBe('27 november 2026')
    expect(formatSwedishDate('2026-11-27', 'en')).toBe('27 November 2026')
  })

  it('är ett fel i programmet när det inte finns', () => {
    expect(() => formatSwedishDate('2027-02-29')).toThrow(RangeError)
    expect(() => formatSwedishDate('27 november 2026')).toThrow(RangeError)
  })

  it('månader känns igen hela och förkortade', () => {
    expect(['jan', 'Mars', 'sept', 'oktober', 'dec.'].map(monthNumber)).toEqual([1, 3, 9, 10, 12])
    expect(['ma', 'october', ''].map(monthNumber)).toEqual([null, null, null])
  })
})
