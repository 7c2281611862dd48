import { describe, expect, it } from 'vitest'
import { testPersonnummer } from '../../../tests/world/test-personnummer.ts'
import { Invalid } from '../errors/index.ts'
import type { FormValues } from '../html/index.ts'
import { FieldReader } from './fields.ts'

const ID = '01a203db-4fa7-7625-8749-6b12b032fc70'
const LABEL = 'prov.label'

const reader = (values: FormValues) => new FieldReader(values, (key) => `(${key})`)

/** What one field gives: its value, and the keys of what was wrong. */
function read<T>(value: string | string[] | undefined, how: (fields: FieldReader) => T): [T, ...string[]] {
  const fields = reader({ f: value })
  return [how(fields), ...fields.errors.map((error) => error.key)]
}
const text = (value: string | undefined, options: { max?: number; isOptional?: boolean } = {}) =>
  read(value, (fields) => fields.text('f', LABEL, { max: 100, ...options }))

describe('fri text', () => {
  it('ges utan blanktecken omkring', () => {
    expect(text(' \t\n\u00A0\u200B\uFEFFEtt svar\n med rader \u200B ')).toEqual(['Ett svar\n med rader'])
  })

  it.each([undefined, '', '   ', '\n\t', '\u200B', '\uFEFF\u00A0'])(
    '%j är tomt: krävs om det inte får vara tomt',
    (value) => {
      expect(text(value)).toEqual(['', 'fel.obligatorisk'])
      expect(text(value, { isOptional: true })).toEqual([''])
    },
  )

  it('får vara precis så lång som gränsen, mätt utan blanktecken omkring', () => {
    expect(text(` ${'å'.repeat(100)} `)).toEqual(['å'.repeat(100)])
    expect(text('å'.repeat(101))[1]).toBe('fel.for-lang')
  })

  it('med tecken som inte kan sparas nekas', () => {
    expect(text('noll\uFFFDtecken')[1]).toBe('fel.tecken')
  })

  it('med ett personnummer nekas, hur det än skrivs, också när fältet är valfritt', () => {
    const number = testPersonnummer()
    for (const written of [number, number.replace('-', ''), number.slice(2), `Sökanden (${number}) hörde av sig.`]) {
      expect(text(written, { isOptional: true })[1]).toBe('fel.personnummer')
    }
  })

  it('som liknar ett personnummer godtas', () => {
    for (const written of ['dnr KS 2026/112', '18900101-9803', 'tel. 08-123 45 67'])
      expect(text(written)).toHaveLength(1)
  })

  it('på 5 MB blanktecken mellan två ord ger ett meddelande', () => {
    // No clock: a pattern that goes back over the blanks would never come to its end.
    for (const filler of [' ', '\n', '\u200B', '\u00A0']) {
      expect(text(`a${filler.repeat(5_000_000)}b`)[1]).toBe('fel.for-lang')
      expect(text(filler.repeat(5_000_000))[1]).toBe('fel.obligatorisk')
    }
  })

  it('som kom två gånger läses första gången', () => {
    expect(read(['ett', 'två'], (fields) => fields.text('f', LABEL, { max: 10 }))).toEqual(['ett'])
  })
})

describe('en dag', () => {
  const day = (value: string | undefined, isOptional = false) =>
    read(value, (fields) => fields.day('f', LABEL, { isOptional }))

  it.each([
    ['2026-11-27', '2026-11-27'],
    [' 27 november 2026 ', '2026-11-27'],
    ['20261127', '2026-11-27'],
    ['2028-02-29', '2028-02-29'],
  ])('%j är en dag', (written, expected) => {
    expect(day(written)).toEqual([expected])
  })

  it.each([
    ['2027-02-29', 'fel.datum.no-such-day'],
    ['12/10/23', 'fel.datum.ambiguous'],
    ['45000', 'fel.datum.format'],
    ['vecka 53', 'fel.datum.format'],
    ['', 'fel.datum.empty'],
    ['\uFFFD', 'fel.datum.format'],
    [`2026-11-27${'0'.repeat(5_000_000)}`, 'fel.datum.format'],
  ])('%.20s… är ingen dag, och felet säger varför', (written, key) => {
    expect(day(written)).toEqual([null, key])
  })

  it('får utelämnas när den är valfri, men inte vara fel', () => {
    expect(day('', true)).toEqual([null])
    expect(day(undefined, true)).toEqual([null])
    expect(day('i morgon', true)).toEqual([null, 'fel.datum.format'])
  })
})

describe('ett val', () => {
  const allowed = ['passage', 'avsnitt'] as const
  const choice = (value: string | undefined) => read(value, (fields) => fields.choice('f', LABEL, allowed))
  const choices = (value: string | string[] | undefined, isOptional = false) =>
    read(value, (fields) => fields.choices('f', LABEL, allowed, { isOptional }))

  it('är ett av de möjliga, annars ett fel', () => {
    expect(choice('avsnitt')).toEqual(['avsnitt'])
    for (const other of [undefined, '', 'Passage', 'constructor', '__proto__']) expect(choice(other)[1]).toBe('fel.val')
  })

  it('av flera ges i listans ordning, utan dubbletter och utan det som inte fanns att välja', () => {
    expect(choices(['avsnitt', 'passage', 'avsnitt', 'annat'])).toEqual([['passage', 'avsnitt']])
    expect(choices('avsnitt')).toEqual([['avsnitt']])
    expect(choices(undefined)).toEqual([[], 'fel.val'])
    expect(choices(['annat'])).toEqual([[], 'fel.val'])
    expect(choices(undefined, true)).toEqual([[]])
  })

  it('i en lista är ett id, med små bokstäver', () => {
    const id = (value: string | undefined, isOptional = false) =>
      read(value, (fields) => fields.id('f', LABEL, { isOptional }))
    expect(id(ID.toUpperCase())).toEqual([ID])
    for (const other of ['1', `${ID}'`, "' or 1=1", 'null']) expect(id(other)).toEqual([null, 'fel.val'])
    expect(id('')).toEqual([null, 'fel.val'])
    expect(id('', true)).toEqual([null])
  })
})

describe('ett formulär med flera fel', () => {
  it('berättar alla på en gång, i fältens ordning, med fältets namn i klartext', () => {
    const fields = reader({ titel: '', dag: '2027-02-29', lang: 'x'.repeat(11) })
    fields.text('titel', 'prov.titel', { max: 10 })
    fields.day('dag', 'prov.dag')
    fields.text('lang', 'prov.lang', { max: 10 })
    expect(() => fields.done()).toThrow(Invalid)
    expect(fields.errors).toEqual([
      { field: 'titel', key: 'fel.obligatorisk', values: { label: '(prov.titel)' } },
      { field: 'dag', key: 'fel.datum.no-such-day', values: { label: '(prov.dag)' } },
      { field: 'lang', key: 'fel.for-lang', values: { label: '(prov.lang)', max: 10, n: 11 } },
    ])
  })

  it('utan fel går vidare', () => {
    expect(() => reader({}).done()).not.toThrow()
  })
})
