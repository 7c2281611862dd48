import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPersonnummer, maskPersonnummer } from './personnummer.ts'

/** Five of Skatteverket's published test numbers; they belong to nobody. */
const TEST_NUMBERS = ['199311172390', '189904169803', '190302159801', '199004262391', '200804202380']

const shared = process.env.SAMSYN_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url))
const list = `${shared}/data/nlp/skatteverket_testpersonnummer.txt`
const hasList = existsSync(list)

/** The samordningsnummer that a test number would be: 60 added to the day, the check digit taken anew. */
function asSamordningsnummer(number: string): string {
  const day = String(Number(number.slice(6, 8)) + 60)
  const nine = number.slice(2, 6) + day + number.slice(8, 11)
  const sum = [...nine].reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return number.slice(0, 2) + nine + String((10 - (sum % 10)) % 10)
}

const kinds = (text: string): string[] => findPersonnummer(text).map((one) => one.kind)

describe('personnummer i löptext', () => {
  it.each(TEST_NUMBERS)(
    'hittas med tolv och tio siffror, med bindestreck, plus, mellanslag eller inget: %s',
    (number) => {
      const [date, last] = [number.slice(0, 8), number.slice(8)]
      const forms = [number, `${date}-${last}`, `${date} ${last}`, `${date}\u2013${last}`, `${date}\u00a0${last}`]
      forms.push(number.slice(2), `${date.slice(2)}-${last}`, `${date.slice(2)}+${last}`, `${date.slice(2)} ${last}`)
      for (const form of forms) {
        expect(findPersonnummer(`Ärendet rör ${form}, se bilaga.`)).toEqual([
          { start: 12, end: 12 + form.length, kind: 'personnummer' },
        ])
      }
    },
  )

  it('hittas i rader, celler och först och sist i texten', () => {
    const number = TEST_NUMBERS[0]!
    expect(findPersonnummer(`${number};x\n"${number}",${number}\t(${number})`)).toHaveLength(4)
  })

  it('samordningsnummer har 60 lagt till dagen', () => {
    expect(TEST_NUMBERS.flatMap((number) => kinds(`Nr ${asSamordningsnummer(number)}.`))).toEqual(
      TEST_NUMBERS.map(() => 'samordningsnummer'),
    )
  })

  it('en ändrad kontrollsiffra, en månad 13 och en dag 32 är inget personnummer', () => {
    const number = TEST_NUMBERS[0]!
    const wrong = number.slice(0, 11) + String((Number(number[11]) + 1) % 10)
    expect(kinds(wrong)).toEqual([])
    expect(kinds(`${number.slice(0, 4)}13${number.slice(6)}`)).toEqual([])
    expect(kinds(`${number.slice(0, 6)}32${number.slice(8)}`)).toEqual([])
  })

  it.each([
    'KS 2023/739',
    '180-1799/2015, 111-47/2016',
    'AA-191-74557-2009',
    'T 2010-313-01743',
    'S-Dp 2008-22860-54',
    '2012-49-1.5.1',
    '08-465 004 13',
    '0846500413',
    '031-390 06 16',
    '2023-10-12',
    '20231012',
    '231012–231014',
    '2023-10-12 15:30',
    'SFS 2023:196',
    '59.3293 18.0686',
    '12 oktober 2023 kl. 15.30',
  ])('diarienummer, telefonnummer och datum lämnas i fred: %s', (text) => {
    expect(findPersonnummer(text)).toEqual([])
  })

  it('ett nummer inne i en längre följd av siffror är något annat', () => {
    const number = TEST_NUMBERS[0]!
    for (const text of [`1${number}`, `${number}1`, `12-${number}`, `${number}-1`, `59.${number.slice(2)}`]) {
      expect(findPersonnummer(text)).toEqual([])
    }
  })

  it('tio siffror efter ordet telefon är ett telefonnummer', () => {
    expect(findPersonnummer(`Telefon: ${TEST_NUMBERS[0]!.slice(2)}`)).toEqual([])
  })

  it('maskeras så att text och platser i övrigt är desamma', () => {
    const [first, second] = [TEST_NUMBERS[0]!, TEST_NUMBERS[1]!]
    const text = `Åke ${first.slice(0, 8)}-${first.slice(8)} och ${second}.`
    expect(maskPersonnummer(text)).toBe('Åke ••••••••-•••• och ••••••••••••.')
    expect(maskPersonnummer(text)).toHaveLength(text.length)
  })

  it('maskerad text är lika lång, ändrar bara siffror och innehåller inget nummer', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...TEST_NUMBERS, ' ', '-', '1'))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const masked = maskPersonnummer(text)
        expect(masked).toHaveLength(text.length)
        expect([...masked].filter((char) => char !== '•').length).toBeLessThanOrEqual([...text].length)
        expect(findPersonnummer(masked)).toEqual([])
      }),
    )
  })
})

describe.skipIf(!hasList)('Skatteverkets hela lista av testnummer (delat underlag)', () => {
  it('varje nummer hittas och maskeras', () => {
    const numbers = readFileSync(list, 'utf8').trim().split(/\s+/)
    expect(numbers.length).toBeGreaterThan(10_000)
    const missed = numbers.filter(
      (number) => findPersonnummer(`(${number.slice(0, 8)}-${number.slice(8)})`).length !== 1,
    )
    expect(missed).toHaveLength(0)
    expect(maskPersonnummer(numbers.join('\n'))).not.toMatch(/\d/)
  })
})
