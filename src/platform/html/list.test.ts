import { describe, expect, it } from 'vitest'
import { type Column, type ListQuery, readListQuery, toCsv, toJson } from './list.tsx'

const OPTIONS = { sorts: ['senast', 'titel'], filters: ['text', 'lage'] }
const read = (address: string): ListQuery => readListQuery(new URLSearchParams(address), OPTIONS)

describe('vad adressen frågar efter', () => {
  it('är första sidan i listans egen ordning när den inte säger något', () => {
    expect(read('')).toEqual({ sort: 'senast', isDescending: false, page: 1, filters: {} })
  })

  it('läser ordning, riktning, sida och filter', () => {
    expect(read('sortera=-titel&sida=3&text=%C3%96ster&lage=skickad')).toEqual({
      sort: 'titel',
      isDescending: true,
      page: 3,
      filters: { text: 'Öster', lage: 'skickad' },
    })
  })

  it.each(['finns-inte', '-finns-inte', '--titel', 'Titel', '__proto__', 'constructor', "titel';--", '-', ''])(
    'en ordning som inte finns (%j) blir listans egen',
    (sort) => {
      expect(read(`sortera=${encodeURIComponent(sort)}`)).toMatchObject({ sort: 'senast', isDescending: false })
    },
  )

  it.each(['0', '-1', '1.5', 'två', 'NaN', 'Infinity', '100000', '1e99', '%00', ''])(
    'sidan %j blir den första',
    (page) => {
      expect(read(`sida=${page}`).page).toBe(1)
    },
  )

  it('filter trimmas, kortas och rensas från NUL; okända och tomma finns inte', () => {
    expect(read('text=%20%00a%20b%20&lage=%20&annat=x').filters).toEqual({ text: 'a b' })
    expect(read(`text=${'å'.repeat(5000)}`).filters.text).toHaveLength(200)
  })

  it('en lista utan ordningar och filter går att läsa', () => {
    expect(readListQuery(new URLSearchParams('sortera=x&text=y'), { sorts: [], filters: [] })).toEqual({
      sort: '',
      isDescending: false,
      page: 1,
      filters: {},
    })
  })
})

interface Row {
  title: string
  n: number | null
}
const columns: Column<Row>[] = [
  { key: 'titel', label: 'Titel', cell: (row) => row.title, value: (row) => row.title },
  { key: 'antal', label: 'Antal; svar', cell: (row) => row.n, value: (row) => row.n },
]
/** The first cell of the only row, as it stands in the file. */
const cell = (title: string): string =>
  toCsv(columns, [{ title, n: null }])
    .split('\r\n')
    .slice(1)
    .join('\r\n')
    .replace(/;\r\n$/, '')

describe('listan som CSV', () => {
  it('öppnas rätt i ett svenskt kalkylprogram: BOM, semikolon, CRLF, decimalkomma', () => {
    const rows = [
      { title: 'Åtgärd', n: 1.5 },
      { title: '', n: null },
      { title: 'b', n: -1234 },
    ]
    expect(toCsv(columns, rows)).toBe('\uFEFFTitel;"Antal; svar"\r\nÅtgärd;1,5\r\n;\r\nb;-1234\r\n')
  })

  it('har sina rubriker också när den är tom', () => {
    expect(toCsv(columns, [])).toBe('\uFEFFTitel;"Antal; svar"\r\n')
  })

  it.each([
    ['a"b', '"a""b"'],
    ['a;b', '"a;b"'],
    ['a\nb', '"a\nb"'],
    ['a\r\nb', '"a\r\nb"'],
    ['a,b', 'a,b'],
    ["a'b", "a'b"],
  ])('%j skrivs %j', (title, expected) => {
    expect(cell(title)).toBe(expected)
  })

  it.each([
    '=1+1',
    '=HYPERLINK("https://x")',
    '+46 8',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
  ])('%j körs inte som formel', (title) => {
    expect(cell(title).replace(/^"/, '')).toMatch(/^'/)
  })

  it('en formel med citattecken är både ofarlig och rätt citerad', () => {
    expect(cell('=A1&"x"')).toBe(`"'=A1&""x"""`)
  })
})

describe('listan som JSON', () => {
  it('har kolumnernas nycklar, tal som tal och tomt som null', () => {
    expect(
      JSON.parse(
        toJson(columns, [
          { title: '=1+1 "å"', n: null },
          { title: '', n: 2 },
        ]),
      ),
    ).toEqual([
      { titel: '=1+1 "å"', antal: null },
      { titel: '', antal: 2 },
    ])
  })
})
