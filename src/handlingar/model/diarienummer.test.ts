import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkDiarienummer,
  DIARIENUMMER_FAMILIES,
  isDamaged,
  normaliseDiarienummer,
  parseDiarienummer,
} from './diarienummer.ts'

describe('ett diarienummer', () => {
  it.each(DIARIENUMMER_FAMILIES.map((family) => [family.id, family.example]))(
    'av familjen %s känns igen: %s',
    (id, example) => {
      expect(parseDiarienummer(example)).toMatchObject({ family: id })
      expect(isDamaged(example)).toBe(false)
    },
  )

  it('berättar nämnd, år, löpnummer och klass', () => {
    expect(parseDiarienummer('KS 2023/739')).toMatchObject({ body: 'KS', year: 2023, nr: '739' })
    expect(parseDiarienummer('1.3.1-585/2016')).toMatchObject({ klass: '1.3.1', year: 2016, nr: '585' })
    expect(parseDiarienummer('SN 18/0098')).toMatchObject({ body: 'SN', year: 2018, nr: '0098' })
    expect(parseDiarienummer('103-203/98')).toMatchObject({ year: 1998 })
  })

  it('är detsamma hur det än skrivs', () => {
    const forms = [
      'KS 2023/739',
      'ks 2023/739',
      'KS2023/739',
      'Dnr: KS\u00a02023/739',
      'dnr  KS 2023 / 739 ',
      'KS 2023/739.',
    ]
    expect(new Set(forms.map(normaliseDiarienummer))).toEqual(new Set(['KS 2023/739']))
    expect(normaliseDiarienummer('013 – 430 / 05')).toBe('013-430/05')
    expect(normaliseDiarienummer('KS\u22122017/2231')).toBe('KS-2017/2231')
  })

  it('med inledande nollor är ett annat nummer', () => {
    expect(normaliseDiarienummer('KS 2023/0739')).not.toBe(normaliseDiarienummer('KS 2023/739'))
  })

  it.each(['Dnr /2016', '/2015', 'KS-2016/', 'KS-2014/ ', 'KS 2023/', 'RK 2019/ 1.5.1', '1.5.1-/2013'])(
    'som tappat siffror flaggas och fylls aldrig i: %s',
    (damaged) => {
      expect(isDamaged(damaged)).toBe(true)
      expect(parseDiarienummer(damaged)).toBeNull()
      expect(checkDiarienummer(damaged)).toEqual({ ok: false, reason: 'damaged' })
    },
  )

  it('i ett formulär får ha kommunens eget format', () => {
    expect(checkDiarienummer('2026:14 b')).toEqual({ ok: true, normalised: '2026:14 B' })
    expect(checkDiarienummer('  ks 2026/112 ')).toEqual({ ok: true, normalised: 'KS 2026/112' })
  })

  it.each([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['Dnr', 'empty'],
    ['KS', 'no-digits'],
    [`KS 2026/${'1'.repeat(80)}`, 'too-long'],
    ['KS\u0000 2026/1', 'control-characters'],
    ['KS 2026/\u202e211', 'control-characters'],
    ['KS 2026/1\ud800', 'control-characters'],
  ])('i ett formulär avvisas med skäl: %j → %s', (input, reason) => {
    expect(checkDiarienummer(input)).toEqual({ ok: false, reason })
  })

  it('som normaliserats är normaliserat', () => {
    const piece = fc.constantFrom('KS', 'ks', ' ', '\u00a0', '-', '–', '/', '2023', '739', '1.5.1', '.', ':', 'Dnr ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const checked = checkDiarienummer(pieces.join(''))
        if (checked.ok) expect(checkDiarienummer(checked.normalised)).toEqual(checked)
      }),
      { numRuns: 500 },
    )
  })
})
