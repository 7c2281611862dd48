import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toIcs } from './ics.ts'

const AT = new Date('2026-11-22T09:00:00.123Z')
const day = (title: string, more = {}) => ({ uid: 'remiss-1@samsyn', day: '2027-02-15', title, url: null, ...more })
const octets = (line: string): number => new TextEncoder().encode(line).length

/** As a calendar program reads it: lines joined again, escapes undone. */
function summaryOf(ics: string): string {
  const [, value = ''] = /^SUMMARY:(.*)$/m.exec(ics.replaceAll('\r\n ', '').replaceAll('\r\n', '\n')) ?? []
  return value.replace(/\\([\\;,nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char))
}

describe('en kalender', () => {
  it('har heldagar, stabila uid och ingen METHOD', () => {
    const ics = toIcs('Samsyn', [day('Svar senast', { url: 'https://samsyn.ekhamn.example/remisser/1' })], AT)
    expect(ics.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Samsyn//SV',
      'CALSCALE:GREGORIAN',
      'X-WR-CALNAME:Samsyn',
      'BEGIN:VEVENT',
      'UID:remiss-1@samsyn',
      'DTSTAMP:20261122T090000Z',
      'DTSTART;VALUE=DATE:20270215',
      'DTEND;VALUE=DATE:20270216',
      'SUMMARY:Svar senast',
      'URL:https://samsyn.ekhamn.example/remisser/1',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })

  it('har klockslag och plats där de finns, och det inställda står som inställt', () => {
    const meeting = { startsAt: new Date('2027-02-15T15:00:00Z'), place: 'Rådhuset, sal B', isCancelled: true }
    const ics = toIcs('Samsyn', [day('Sammanträde', meeting)], AT)
    expect(ics.split('\r\n').slice(5, 13)).toEqual([
      'BEGIN:VEVENT',
      'UID:remiss-1@samsyn',
      'DTSTAMP:20261122T090000Z',
      'DTSTART:20270215T150000Z',
      'SUMMARY:Sammanträde',
      'LOCATION:Rådhuset\\, sal B',
      'STATUS:CANCELLED',
      'TRANSP:TRANSPARENT',
    ])
  })

  it('slutar dagen efter, också över nyår och skottdag', () => {
    const ends = (from: string) => /DTEND;VALUE=DATE:(\d{8})/.exec(toIcs('x', [day('x', { day: from })], AT))?.[1]
    expect([ends('2026-12-31'), ends('2028-02-28'), ends('2028-02-29')]).toEqual(['20270101', '20280229', '20280301'])
  })

  it('släpper inte ut en egen rad ur en titel', () => {
    const ics = toIcs('x', [day('a\r\nATTENDEE:mailto:x@ekhamn.example;b,c\\d\u0000')], AT)
    expect(ics).not.toMatch(/^ATTENDEE/m)
    expect(summaryOf(ics)).toBe('a\nATTENDEE:mailto:x@ekhamn.example;b,c\\d')
  })

  it('viker rader vid 75 oktetter utan att dela ett tecken, och titeln läses tillbaka hel', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const ics = toIcs('x', [day(title)], AT)
        for (const line of ics.split('\r\n')) expect(octets(line)).toBeLessThanOrEqual(75)
        const clean = title
          .toWellFormed()
          .replace(/\r\n?/g, '\n')
          .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, '')
        if (!/[\u0085\u2028\u2029]/.test(clean)) expect(summaryOf(ics)).toBe(clean)
      }),
    )
  })
})
