import type { CsvShape } from '../../../src/statistics/interface/stat-method.ts'
import { StatisticsInvalid } from '../../../src/statistics/invalid.ts'

/** Rows of a CSV file as objects, read character by character: what the reader by columns is measured against. */
export function readCsvRows(csv: string, shape: CsvShape): Record<string, number | string | null>[] {
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
