import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvColumn, type CsvOptions, CsvReader, type CsvTable } from '../../../src/statistics/csv-columns.ts'
import { NO_DAY } from '../../../src/statistics/csv-store.ts'
import { readCsvFile } from '../../../src/statistics/interface/csv-rows.ts'
import { readCsvRows } from './csv-written-out.ts'

const NUMBERS: CsvColumn[] = ['x', 'y', 'day'].map((name) => ({ name, kind: 'number' }))
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function read(file: string | Uint8Array, options: CsvOptions, pieces: readonly number[] = []): CsvTable {
  const bytes = typeof file === 'string' ? bytesOf(file) : file
  const reader = new CsvReader(options)
  let from = 0
  for (const size of pieces) {
    reader.push(bytes.subarray(from, from + size))
    from += size
  }
  reader.push(bytes.subarray(from))
  return reader.finish()
}

/** Values of a column as the reader by rows gives them. */
function valuesOf(table: CsvTable, name: string): (number | string | null)[] {
  const column = table.columns.get(name)
  if (column?.kind === 'text') return Array.from(column.codes, (code) => column.categories[code] ?? null)
  return Array.from(column?.values ?? [], (value) => (Number.isNaN(value) ? null : value))
}

const errorsOf = (table: CsvTable) =>
  table.errors.first.map(({ line, column, kind, value }) => [line, column, kind, value])

const LETTERS = ['a', 'Å', 'ö', '"', ',', ';', '\n', '\r\n', ' ', '\u00a0', '–', '😀', "'", '=', '\t', '1']

const file = fc
  .record({
    separator: fc.constantFrom(',', ';', '\t'),
    newline: fc.constantFrom('\n', '\r\n'),
    isEnded: fc.boolean(),
    hasMark: fc.boolean(),
    rows: fc.array(
      fc.record({
        x: fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.integer(),
          fc.integer({ min: -99_999_999, max: 99_999_999 }).map((value) => value / 1000),
        ),
        y: fc.oneof(fc.constant(null), fc.integer({ min: -999, max: 999 })),
        text: fc.array(fc.constantFrom(...LETTERS), { maxLength: 6 }).map((letters) => letters.join('')),
        isQuoted: fc.boolean(),
      }),
      { maxLength: 30 },
    ),
  })
  .map(({ separator, newline, isEnded, hasMark, rows }) => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const lines = rows.map(({ x, y, text, isQuoted }) => {
      const number = separator === ';' ? String(x).replace('.', ',') : String(x)
      return [
        isQuoted || number.includes(separator) ? quoted(number) : number,
        isQuoted || /["\n\r;,\t]/.test(text) ? quoted(text) : text,
        y === null ? '' : String(y),
      ].join(separator)
    })
    const body = [['x', 'text', 'y'].join(separator), ...lines].join(newline)
    return `${hasMark ? '\ufeff' : ''}${body}${isEnded ? newline : ''}`
  })

describe('CSV kolumn för kolumn', () => {
  const columns: CsvColumn[] = [
    { name: 'x', kind: 'number' },
    { name: 'y', kind: 'number', mayBeEmpty: true },
    { name: 'text', kind: 'text', mayBeEmpty: true },
  ]

  it('läser detsamma som läsaren rad för rad, hur filen än kommer i bitar', () => {
    fc.assert(
      fc.property(file, fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (text, pieces) => {
        const rows = readCsvRows(text, {
          field: 'rows',
          required: ['x', 'y', 'text'],
          text: ['text'],
          mayBeEmpty: ['y'],
        })
        const table = read(text, { columns }, pieces)
        expect(table.errors.first).toEqual([])
        expect(table.rows).toBe(rows.length)
        for (const name of ['x', 'y', 'text'])
          expect(valuesOf(table, name)).toEqual(rows.map((row) => row[name] as number | string | null))
        expect(read(text, { columns })).toEqual(table)
      }),
      { numRuns: 500, seed: 20261206 },
    )
  })

  it('kraschar inte av något alls, och räknar varje rad som tagen eller nekad', () => {
    const byte = fc.oneof(fc.constantFrom(...bytesOf('"",;\n\r\t 1=-å\0')), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 200 }), fc.array(fc.integer({ min: 0, max: 9 })), (noise, pieces) => {
        const bytes = Uint8Array.from([...bytesOf('x,text,y\n'), ...noise])
        const table = read(bytes, { columns, mayBeRagged: true }, pieces)
        expect(read(bytes, { columns, mayBeRagged: true })).toEqual(table)
        expect(table.rejected <= table.errors.count && table.rejected > 0 === table.errors.count > 0).toBe(true)
        for (const { values } of [table.columns.get('x') as { values: Float64Array }])
          expect(values.every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 500, seed: 20261207 },
    )
  })

  it('läser dagar, heltal och texter, med saknade', () => {
    const table = read(
      'dag;antal;sort;anm\n2024-02-29;1;Rån;\n19700102 ;2,0;Inbrott;\u2212\n1969-12-31 23:59;\u22123;Rån;x\n2024-01-01T06:07:08; 4 ;Rån;\n;5;Rån;\n',
      {
        columns: [
          { name: 'dag', kind: 'day', mayBeEmpty: true },
          { name: 'antal', kind: 'whole' },
          { name: 'sort', kind: 'text' },
          { name: 'saknas', kind: 'number', isOptional: true },
        ],
      },
    )
    expect(table.errors.count).toBe(0)
    expect(table.columns.get('dag')).toEqual({
      kind: 'day',
      values: Int32Array.of(Date.UTC(2024, 1, 29) / 864e5, 1, -1, Date.UTC(2024, 0, 1) / 864e5, NO_DAY),
      missing: 1,
    })
    expect(valuesOf(table, 'antal')).toEqual([1, 2, -3, 4, 5])
    expect(table.columns.get('sort')).toEqual({
      kind: 'text',
      codes: Uint8Array.of(0, 1, 0, 0, 0),
      categories: ['Rån', 'Inbrott'],
      missing: 0,
    })
    expect([...table.columns.keys()]).toEqual(['dag', 'antal', 'sort'])
    expect(table.preview[1]).toEqual({ line: 3, cells: ['19700102', '2,0', 'Inbrott', '\u2212'] })
  })

  it('säger varje fel med rad och kolumn, räknar alla och behåller de första', () => {
    const bad = ['1,2', 'a,2,3', '1,=1+1,3', '1,2,', '1,0x10,3', '"1\n",2,1 234', '1,2,3', '1,2,1e999']
    const table = read(`x,y,day\n${bad.join('\n')}\n`, { columns: NUMBERS })
    expect(errorsOf(table)).toEqual([
      [2, null, 'cells', '2'],
      [3, 'x', 'number', 'a'],
      [4, 'y', 'number', '=1+1'],
      [5, 'day', 'empty', ''],
      [6, 'y', 'number', '0x10'],
      [7, 'day', 'number', '1 234'],
      [10, 'day', 'number', '1e999'],
    ])
    expect(table).toMatchObject({
      rows: 1,
      rejected: 7,
      errors: { count: 7, byKind: { number: 5, cells: 1, empty: 1 } },
    })
    const many = read(`x,y,day\n${'a,b,c\n'.repeat(5000)}`, { columns: NUMBERS, keptErrors: 3, previewRows: 2 })
    expect(many).toMatchObject({ rows: 0, rejected: 5000, errors: { count: 15_000, byKind: { number: 15_000 } } })
    expect([many.errors.first.length, many.preview.length]).toEqual([3, 2])
  })

  it.each([
    ['en tom fil', '', [[1, 'x', 'missing-column', '']]],
    ['bara ett byteordningsmärke', '\ufeff', [[1, 'x', 'missing-column', '']]],
    ['bara rubrik', 'x', []],
    ['fel kolumner', 'y;z\n1;2\n', [[1, 'x', 'missing-column', 'y;z']]],
    ['samma kolumn två gånger', 'x,x\n1,2\n', [[1, 'x', 'duplicate-column', 'x,x']]],
    ['en rubrik vars citattecken inte slutar', '"x\n1\n', [[1, null, 'unclosed-quote', '"x\n1\n']]],
    ['andra skiljetecken än rubriken', 'x,y\n1;2\n', [[2, null, 'cells', '1']]],
    ['NUL i ett tal', 'x,y\n1\0,2\n', [[2, 'x', 'number', '1\0']]],
    ['ett citattecken som inte slutar', 'x\n1\n"2\n3\n', [[3, null, 'unclosed-quote', '"2\n3\n']]],
    ['en dag i stället för ett tal', 'x\n2024-01-01\n', [[2, 'x', 'number', '2024-01-01']]],
  ])('%s sägs', (_what, text, errors) => {
    expect(errorsOf(read(text, { columns: [{ name: 'x', kind: 'number' }] }))).toEqual(errors)
  })

  it('går vidare på raden efter ett citattecken som inte slutar', () => {
    const table = read('x,t\n1,a\n2,"b\n3,c\n4,d\n', { columns: [{ name: 'x', kind: 'number' }] }, [3, 3, 3, 3])
    expect(valuesOf(table, 'x')).toEqual([1, 3, 4])
    const long = `x,t\n1,a\n2,"${'b'.repeat(100)}\n${'3,c\n'.repeat(5_000_000)}`
    const found = read(long, { columns: [{ name: 'x', kind: 'number' }] })
    expect(found).toMatchObject({ rows: 5_000_001, rejected: 1, errors: { count: 1, byKind: { 'too-long': 1 } } })
  })

  it.each([
    [[0xff, 0xfe, 0x78, 0, 0x0a, 0]],
    [[0xfe, 0xff, 0, 0x78, 0, 0x0a]],
    [[0x78, 0, 0x0a, 0]],
    [[0, 0x78, 0, 0x0a]],
  ])('UTF-16 sägs vara UTF-16', (bytes) => {
    const table = read(Uint8Array.from(bytes), { columns: NUMBERS }, [1, 1])
    expect(errorsOf(table)).toEqual([[1, null, 'encoding', 'UTF-16']])
  })

  it('tar Latin-1, angivet eller funnet, och säger var UTF-8 inte håller', () => {
    const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    const columns: CsvColumn[] = [{ name: 'område', kind: 'text' }]
    const text = 'område,x\nEkängen,1\n\u00a0Råå\u00a0,2\n'
    for (const encoding of [undefined, 'latin-1'] as const) {
      const table = read(latin(text), { columns, ...(encoding && { encoding }) })
      expect(table).toMatchObject({ encoding: 'latin-1', errors: { count: 0 } })
      expect(valuesOf(table, 'område')).toEqual(['Ekängen', 'Råå'])
    }
    expect(errorsOf(read(latin(text), { columns: [{ name: 'x', kind: 'number' }], encoding: 'utf-8' }))).toEqual([])
    const mixed = Uint8Array.from([...bytesOf('område\nÅby\n'), ...latin('Åby\n'), ...bytesOf('Åby\n')])
    const table = read(mixed, { columns })
    expect(table).toMatchObject({ rows: 2, encoding: 'utf-8' })
    expect(errorsOf(table)[0]?.slice(0, 3)).toEqual([3, 'område', 'encoding'])
  })

  it('nekar för långa celler, för många texter och NUL i text, utan att de blir kategorier', () => {
    const columns: CsvColumn[] = [{ name: 't', kind: 'text' }]
    const long = read(`t\na\n${'b'.repeat(5 * 2 ** 20)}\n"${'c'.repeat(5 * 2 ** 20)}"\n\0\nd\n`, { columns })
    expect(long).toMatchObject({ rows: 2, errors: { byKind: { 'too-long': 2, nul: 1 } } })
    expect(valuesOf(long, 't')).toEqual(['a', 'd'])
    expect(long.errors.first[0]?.value.length).toBeLessThan(210)
    const many = read(`t\n${Array.from({ length: 70_000 }, (_, k) => `t${k}`).join('\n')}\nt5\n`, {
      columns,
      mostTexts: 69_000,
    })
    expect(many).toMatchObject({ rows: 69_001, rejected: 1000, errors: { byKind: { 'too-many-texts': 1000 } } })
    expect(many.columns.get('t')).toMatchObject({ codes: expect.any(Uint32Array) })
    expect(valuesOf(many, 't').slice(-2)).toEqual(['t68999', 't5'])
    const undone = read('t,x\na,1\nb,fel\nc,2\n', { columns: [...columns, { name: 'x', kind: 'number' }] })
    expect(undone.columns.get('t')).toMatchObject({ categories: ['a', 'c'], codes: Uint8Array.of(0, 1) })
  })

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-1-01',
    '2024-01-01Z',
    '2024-01-01 25:00',
    '20240132',
    '1900-02-29',
    '24-01-01',
  ])('%s är ingen dag', (day) => {
    const table = read(`dag\n${day}\n`, { columns: [{ name: 'dag', kind: 'day' }] })
    expect(errorsOf(table)).toEqual([[2, 'dag', 'day', day]])
  })
})

describe('samsyn stat --csv', () => {
  const shape = { field: 'rows', required: ['x', 'day'], optional: ['w', 'area'], text: ['area'], mayBeEmpty: ['w'] }
  const fails = (text: string | Uint8Array): string => {
    try {
      return JSON.stringify(readCsvFile(typeof text === 'string' ? bytesOf(text) : text, shape))
    } catch (error) {
      return (error as Error).message
    }
  }

  it('ger samma rader som en läsare tecken för tecken, också om rader är kortare', () => {
    const plain = { ...shape, optional: ['w'] }
    for (const text of ['x;day;w\n1,5;2;\n\n3;4\n5;6;7;\n', 'day,x\r\n1,2\r\n', 'w\tx\tday\n\t1\t2', 'x,day\n'])
      expect(readCsvFile(bytesOf(text), plain).rows).toEqual(readCsvRows(text, plain))
  })

  it('håller isär områden vars namn bara skiljer i å, ä och ö, i UTF-8 och i Latin-1', () => {
    const latin = Uint8Array.from([...'x;day;area\n1;1;\xc5by\n1;1;\xc4by\n'].map((c) => c.charCodeAt(0)))
    expect(readCsvFile(latin, shape).rows.map(({ area }) => area)).toEqual(['Åby', 'Äby'])
    expect(readCsvFile(bytesOf('x;day;area\n1;1;Åby\n1;1;\n'), shape).rows).toEqual([
      { x: 1, day: 1, area: 'Åby' },
      { x: 1, day: 1 },
    ])
  })

  it('säger vilka kolumner som inte används: en felstavad är bland dem', () => {
    expect(readCsvFile(bytesOf('x,day,aera\n1,2,A\n'), shape).unused).toEqual(['aera'])
    expect(readCsvFile(bytesOf('x,day,area,\n1,2,A,\n'), shape).unused).toEqual([])
  })

  it.each([
    ['decimalkomma mellan komman', 'x,day\n1,5,2\n', /rad 2: expected 2 cells as in the header, got "3"/],
    [
      'ett citattecken som inte slutar',
      'x,day,area\n1,2,"A\n1,2,B\n',
      /rad 2: expected a quotation mark that ends the cell/,
    ],
    ['ett tal i sexton', 'x,day\n1,0x10\n', /rad 2, day: expected a number/],
    ['samma kolumn två gånger', 'x,day,day\n1,2,3\n', /rad 1: expected one column day/],
    ['radbrytning i en cell före felet', 'x,day,area\n1,2,"a\nb"\nc,2,A\n', /rad 4, x: expected a number/],
  ])('nekar %s, och säger på vilken rad', (_what, text, wanted) => {
    expect(fails(text)).toMatch(wanted)
  })

  it('kräver ett namn där en kolumn med namn måste finnas', () => {
    expect(() => readCsvFile(bytesOf('name\nA\n""\n'), { field: 'areas', required: ['name'], text: ['name'] })).toThrow(
      /rad 3, name: expected text/,
    )
  })
})
