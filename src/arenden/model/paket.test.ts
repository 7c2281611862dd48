import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeName, toXml } from './paket.ts'

describe('ett ärendepaket', () => {
  it('har filnamn som aldrig leder ut ur mappen, vad handlingen och filen än heter', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (nr, title, file) => {
        expect(safeName(nr, title, file)).toMatch(/^\d{4,5}-[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.[a-z0-9]{1,5}$/)
      }),
      { numRuns: 100 },
    )
    expect(safeName(3, '../../Åtgärd', 'c:\\x.PDF')).toBe('0003-atgard.pdf')
  })

  it('har XML utan tecken som XML inte kan ha', () => {
    expect(toXml('a', { b: ['<&>\u0001', null, true] })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b>\n    <post>&lt;&amp;&gt;</post>\n    <post/>\n    <post>true</post>\n  </b>\n</a>\n',
    )
  })
})
