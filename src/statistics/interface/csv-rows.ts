import { type CsvColumn, CsvReader, type CsvTable } from '../csv-columns.ts'
import { StatisticsInvalid } from '../invalid.ts'
import type { CsvShape } from './stat-method.ts'

type Row = Record<string, number | string | null>

export interface CsvRows {
  rows: Row[]
  /** Columns of the file that the method has no use for: a misspelt optional column is among them. */
  unused: string[]
}

/**
 * Rows of a CSV file, its bytes: UTF-8 or Latin-1, commas, semicolons or tabs, decimal comma where semicolons part. A cell that may be empty
 * is null, and an optional text that is empty is not there.
 *
 * @throws StatisticsInvalid with the line that is wrong first.
 */
export function readCsvFile(bytes: Uint8Array, shape: CsvShape, row = 'rad'): CsvRows {
  const { text = [], mayBeEmpty = [], required, optional = [] } = shape
  const columns = [...required, ...optional].map((name): CsvColumn => {
    const isOptional = !required.includes(name)
    const isText = text.includes(name)
    return {
      name,
      kind: isText ? 'text' : 'number',
      isOptional,
      mayBeEmpty: mayBeEmpty.includes(name) || (isText && isOptional),
    }
  })
  const reader = new CsvReader({ columns, mayBeRagged: true, keptErrors: 1, previewRows: 0 })
  reader.push(bytes)
  const table = reader.finish()
  const [error] = table.errors.first
  if (error) {
    const where =
      isOfColumn(error.kind) && error.column !== null ? `${row} ${error.line}, ${error.column}` : `${row} ${error.line}`
    throw new StatisticsInvalid(where, error.value, error.expected)
  }
  const cells = [...table.columns.keys()].map((name) => ({ name, at: cellOf(table, name, mayBeEmpty.includes(name)) }))
  return {
    rows: Array.from({ length: table.rows }, (_, r) => {
      const row: Row = {}
      for (const { name, at } of cells) {
        const value = at(r)
        if (value !== undefined) row[name] = value
      }
      return row
    }),
    unused: table.header.filter((name) => name !== '' && !columns.some((column) => column.name === name)),
  }
}

function cellOf(table: CsvTable, name: string, isNullable: boolean): (row: number) => Row[string] | undefined {
  const column = table.columns.get(name)
  if (column?.kind === 'text') {
    const { codes, categories } = column
    return (row) => categories[codes[row] as number] || (isNullable ? null : undefined)
  }
  const values = column?.kind === 'number' ? column.values : new Float64Array()
  return (row) => (Number.isNaN(values[row]) ? null : (values[row] as number))
}

/** Errors of the header already name their column. */
function isOfColumn(kind: string): boolean {
  return kind !== 'missing-column' && kind !== 'duplicate-column'
}
