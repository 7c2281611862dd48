import { readFileSync } from 'node:fs'

/** The columns of a published table of numbers, by the names of its first row (names in quotes or not). */
export function publishedColumns(file: string): (name: string) => number[] {
  const [header = [], ...rows] = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.replaceAll('"', '').split(','))
  return (name) => rows.map((cells) => Number(cells[header.indexOf(name)]))
}
