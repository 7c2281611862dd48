import { CsvReader, type CsvTable } from '../../../src/statistics/csv-columns.ts'
import { readCsvRows } from '../../golden/statistics/csv-written-out.ts'
import { line, milliseconds, random } from '../beside-peer.ts'

const KINDS = ['Skadegörelse', 'Inbrott, bostad', 'Misshandel', 'Narkotikabrott', 'Stöld och snatteri', 'Rån']
const AREAS = Array.from({ length: 20 }, (_, a) => `Område ${a + 1}`)
const PIECE_ROWS = 10_000
const HEADER = 'id,dag,x,y,sort,omrade,antal\n'

/** Rows as a system of reports writes them: seven columns, 57 bytes a row; one of ten thousand with an error where asked. */
function piece(from: number, isFaulty: boolean): string {
  let text = ''
  for (let id = from; id < from + PIECE_ROWS; id++) {
    const kind = KINDS[random.below(KINDS.length)] as string
    const day = new Date(Date.UTC(2020, 0, 1 + random.below(1826))).toISOString().slice(0, 10)
    const x = (540_000 + random.below(4_000_000) / 100).toFixed(1)
    const y = (6_470_000 + random.below(4_000_000) / 100).toFixed(1)
    const area = AREAS[random.below(AREAS.length)] as string
    text += `${id},${day},${x},${y},${kind.includes(',') ? `"${kind}"` : kind},${area},${isFaulty && id === from ? 'x' : 1}\n`
  }
  return text
}

function reader(): CsvReader {
  return new CsvReader({
    columns: [
      { name: 'id', kind: 'whole' },
      { name: 'dag', kind: 'day' },
      { name: 'x', kind: 'number' },
      { name: 'y', kind: 'number' },
      { name: 'sort', kind: 'text' },
      { name: 'omrade', kind: 'text' },
      { name: 'antal', kind: 'whole' },
    ],
  })
}

/** What is promised: a million rows each second, all seven columns checked, with the first errors and a preview. */
const promised = (rows: number): number => rows / 1000

export function measureCsv(): void {
  const encoder = new TextEncoder()
  for (const n of [100_000, 1_000_000]) {
    const text = [HEADER, ...Array.from({ length: n / PIECE_ROWS }, (_, p) => piece(p * PIECE_ROWS, false))].join('')
    const bytes = encoder.encode(text)
    let table: CsvTable | undefined
    line({
      what: `csv ${n} rows, 7 columns, ${(bytes.length / 1e6).toFixed(0)} MB`,
      own: milliseconds(n === 100_000 ? 10 : 3, () => {
        const one = reader()
        one.push(bytes)
        table = one.finish()
      }),
      promised: promised(n),
      // A reader character by character, for a tenth of the rows.
      definition: () => {
        const tenth = text.slice(0, text.indexOf('\n', text.length / 10) + 1)
        return 10 * milliseconds(1, () => readCsvRows(tenth, SHAPE))
      },
    })
    demandRows(table, n, 0)
    line({
      what: `csv ${n} rows, 7 columns, beside split`,
      own: milliseconds(3, () => {
        const one = reader()
        one.push(bytes)
        table = one.finish()
      }),
      definition: () => milliseconds(1, () => splitRows(new TextDecoder().decode(bytes))),
    })
  }
  inPieces(10_000_000)
}

/** Made and read piece by piece: only the reading is timed, and the memory of all typed arrays is told. */
function inPieces(n: number): void {
  const encoder = new TextEncoder()
  const one = reader()
  let took = 0
  let size = 0
  // A hundred pieces over and over, their ids too: to make ten million rows takes longer than to read them.
  const pieces = Array.from({ length: 100 }, (_, p) => encoder.encode(piece(p * PIECE_ROWS, true)))
  const before = process.memoryUsage().arrayBuffers
  let most = before
  one.push(encoder.encode(HEADER))
  for (let p = 0; p < n / PIECE_ROWS; p++) {
    const bytes = pieces[p % pieces.length] as Uint8Array
    size += bytes.length
    took += milliseconds(1, () => one.push(bytes))
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  }
  let table: CsvTable | undefined
  took += milliseconds(1, () => {
    table = one.finish()
  })
  demandRows(table, n - n / PIECE_ROWS, n / PIECE_ROWS)
  line({
    what: `csv ${n} rows in pieces, ${(size / 1e6).toFixed(0)} MB, ${((most - before) / 1e6).toFixed(0)} MB of arrays at most`,
    own: took,
    promised: promised(n),
  })
}

function demandRows(table: CsvTable | undefined, rows: number, errors: number): void {
  if (table?.rows !== rows || table.errors.count !== errors || table.preview.length !== 20)
    throw new Error(`${table?.rows} rows, ${table?.errors.count} errors: ${JSON.stringify(table?.errors.first[0])}`)
}

const SHAPE = {
  field: 'rows',
  required: ['id', 'dag', 'x', 'y', 'sort', 'omrade', 'antal'],
  text: ['dag', 'sort', 'omrade'],
}

/** The least that can be done: lines and commas, no quotation marks, nothing checked. */
function splitRows(text: string): unknown {
  return text.split('\n').map((row) => {
    const [id, day, x, y, kind, area, count] = row.split(',')
    return { id: Number(id), day: Date.parse(day ?? ''), x: Number(x), y: Number(y), kind, area, count: Number(count) }
  })
}
