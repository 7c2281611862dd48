import { type CsvColumn, CsvReader } from '../csv-columns.ts'
import { StatisticsInvalid } from '../invalid.ts'
import type { CsvShape } from './stat-method.ts'

type Row = Record<string, number | string | null>

/**
 * Rows of a CSV file, its bytes: by columns where all that is wanted is numbers, also in Latin-1 and with a typographic minus.
 *
 * @throws StatisticsInvalid with the line that is wrong first.
 */
export function readCsvFile(bytes: Uint8Array, shape: CsvShape): Row[] {
  if (shape.text?.length) return readCsvRows(new TextDecoder().decode(bytes), shape)
  const isRequired = (name: string): boolean => shape.required.includes(name)
  const columns = [...shape.required, ...(shape.optional ?? [])].map(
    (name): CsvColumn => ({
      name,
      kind: 'number',
      isOptional: !isRequired(name),
      mayBeEmpty: shape.mayBeEmpty?.includes(name) ?? false,
    }),
  )
  const reader = new CsvReader({ columns, mayBeRagged: true, keptErrors: 1, previewRows: 0 })
  reader.push(bytes)
  const table = reader.finish()
  const [error] = table.errors.first
  if (error) {
    const where =
      isOfColumn(error.kind) && error.column !== null ? `rad ${error.line}, ${error.column}` : `rad ${error.line}`
    throw new StatisticsInvalid(where, error.value, error.expected)
  }
  const found = [...table.columns].map(([name, { kind, ...column }]) => ({
    name,
    values: kind === 'number' && 'values' in column ? column.values : [],
  }))
  return Array.from({ length: table.rows }, (_, r) => {
    const row: Row = {}
    for (const { name, values } of found) row[name] = Number.isNaN(values[r]) ? null : (values[r] as number)
    return row
  })
}

/** Errors of the header already name their column. */
function isOfColumn(kind: string): boolean {
  return kind !== 'missing-column' && kind !== 'duplicate-column'
}

/**
 * Rows of a CSV file as objects: the first line names the columns, commas or semicolons part them, quotation marks go around what holds
 * one of these. Decimal comma is taken where semicolons part.
 *
 * @throws StatisticsInvalid with the line that is wrong.
 */
export function readCsvRows(csv: string, shape: CsvShape): Row[] {
  const text = csv.replace(/^\uFEFF/, '')
  const header = text.slice(0, text.search(/\r?\n|$/))
  const separator = header.includes(';') ? ';' : header.includes('\t') ? '\t' : ','
  const rows = cellsOf(text, separator)
  const [names = []] = rows
  const columns = names.map((name) => name.trim())
  for (const required of shape.required)
    if (!columns.includes(required))
      throw new StatisticsInvalid('rad 1', columns.join(separator), [`kolumnen ${required}`, `the column ${required}`])
  const wanted = [...shape.required, ...(shape.optional ?? [])].flatMap((name) => {
    const at = columns.indexOf(name)
    if (at < 0) return []
    return [
      {
        name,
        at,
        isText: shape.text?.includes(name) ?? false,
        mayBeEmpty: shape.mayBeEmpty?.includes(name) ?? false,
      },
    ]
  })
  return rows.slice(1).flatMap((cells, index) => {
    if (cells.length === 1 && cells[0] === '') return []
    return [
      Object.fromEntries(
        wanted.map(({ name, at, isText, mayBeEmpty }) => {
          const cell = (cells[at] ?? '').trim()
          if (cell === '' && mayBeEmpty) return [name, null]
          if (isText) return [name, cell]
          const value = Number(separator === ';' ? cell.replace(',', '.') : cell)
          if (cell === '' || !Number.isFinite(value))
            throw new StatisticsInvalid(`rad ${index + 2}, ${name}`, cell, ['ett tal', 'a number'])
          return [name, value]
        }),
      ),
    ]
  })
}

function cellsOf(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string
    if (isQuoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') {
        cell += '"'
        i++
      } else isQuoted = false
    } else if (c === '"' && cell === '') isQuoted = true
    else if (c === separator) {
      row.push(cell)
      cell = ''
    } else if (c === '\n') {
      row.push(cell.replace(/\r$/, ''))
      rows.push(row)
      row = []
      cell = ''
    } else cell += c
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}
