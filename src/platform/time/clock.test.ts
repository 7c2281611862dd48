import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { swedishInstant, swedishMinute } from './clock.ts'

describe('en svensk tid på dagen som ögonblick', () => {
  it.each([
    ['2026-11-24', '16:00', '2026-11-24T15:00:00.000Z'],
    ['2027-06-15', '16:00', '2027-06-15T14:00:00.000Z'],
    ['2027-01-01', '00:00', '2026-12-31T23:00:00.000Z'],
    // The clocks are put forward at two: there is no half past two. They are put back at three: half past two comes twice.
    ['2027-03-28', '02:30', '2027-03-28T01:30:00.000Z'],
    ['2027-10-31', '02:30', '2027-10-31T00:30:00.000Z'],
  ])('%s %s är %s', (day, minute, instant) => {
    expect(swedishInstant(day, minute).toISOString()).toBe(instant)
  })

  it('läses tillbaka som samma dag och klockslag', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (at) => {
        const [day = '', minute = ''] = swedishMinute(at).split(' ')
        expect(swedishMinute(swedishInstant(day, minute))).toBe(`${day} ${minute}`)
      }),
    )
  })
})
