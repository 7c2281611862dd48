import type { Codes } from './cross-filter-codes.ts'
import type { CsvCell } from './csv-cell.ts'
import { CsvDictionary, grown, widened } from './csv-dictionary.ts'
import type { CsvErrorKind } from './csv-errors.ts'
import { dayFromBytes, numberFromText, putNumber } from './csv-values.ts'

export type ColumnKind = 'number' | 'whole' | 'day' | 'text'

/** Where a day is missing. */
export const NO_DAY = -(2 ** 31)

export type CsvValues =
  | { kind: 'number' | 'whole'; values: Float64Array; missing: number }
  /** Days from 1970-01-01. */
  | { kind: 'day'; values: Int32Array; missing: number }
  /** Codes of categories, in the order they first came. */
  | { kind: 'text'; codes: Codes; categories: string[]; missing: number }

interface Place {
  name: string
  kind: ColumnKind
  mayBeEmpty: boolean
  /** Which cell of a row. */
  at: number
}

export type Fail = (
  column: string,
  kind: CsvErrorKind,
  shown: () => string,
  expected: readonly [sv: string, en: string],
) => void

const EXPECTED: Record<ColumnKind, readonly [sv: string, en: string]> = {
  number: ['ett tal', 'a number'],
  whole: ['ett heltal', 'a whole number'],
  day: ['en dag (ÅÅÅÅ-MM-DD)', 'a day (YYYY-MM-DD)'],
  text: ['text', 'text'],
}

/** Longer cells are an error; longer numbers are none. */
const MOST_CELL_BYTES = 2 ** 20
const MOST_NUMBER_BYTES = 400

/** The columns of the rows that had no error, in arrays that double. */
export class CsvStore {
  rows = 0
  private capacity = 1024
  private readonly numbers: { place: Place; values: Float64Array }[]
  private readonly days: { place: Place; values: Int32Array }[]
  private readonly texts: { place: Place; codes: Codes; dictionary: CsvDictionary; isNew: boolean }[]

  constructor(
    private readonly places: readonly Place[],
    private readonly hasDecimalComma: boolean,
    private readonly mostTexts: number,
  ) {
    const of = (...kinds: ColumnKind[]) => places.filter(({ kind }) => kinds.includes(kind))
    this.numbers = of('number', 'whole').map((place) => ({ place, values: new Float64Array(this.capacity) }))
    this.days = of('day').map((place) => ({ place, values: new Int32Array(this.capacity) }))
    this.texts = of('text').map((place) => ({
      place,
      codes: new Uint8Array(this.capacity),
      dictionary: new CsvDictionary(),
      isNew: false,
    }))
  }

  /** Takes the row if all its cells are right. */
  take(cell: CsvCell, fail: Fail): boolean {
    if (this.rows === this.capacity) this.grow()
    let isGood = true
    for (const { place, values } of this.numbers) {
      cell.find(place.at)
      isGood = this.takeNumber(cell, place, values, fail) && isGood
    }
    for (const { place, values } of this.days) {
      cell.find(place.at)
      const isEmpty = cell.from === cell.to
      const day = isEmpty ? Number.NaN : dayFromBytes(cell.bytes, cell.from, cell.to)
      const isRight = isEmpty ? place.mayBeEmpty : !Number.isNaN(day)
      if (!isRight) wrong(cell, place, fail)
      values[this.rows] = isEmpty ? NO_DAY : day
      isGood = isGood && isRight
    }
    isGood = this.takeTexts(cell, fail, isGood)
    if (isGood) this.rows++
    return isGood
  }

  finish(): Map<string, CsvValues> {
    const found = new Map<string, CsvValues>()
    for (const { place, values } of this.numbers) {
      const taken = values.subarray(0, this.rows)
      found.set(place.name, { kind: place.kind as 'number', values: taken, missing: countOf(taken, Number.isNaN) })
    }
    for (const { place, values } of this.days) {
      const taken = values.subarray(0, this.rows)
      found.set(place.name, { kind: 'day', values: taken, missing: countOf(taken, (day) => day === NO_DAY) })
    }
    for (const { place, codes, dictionary } of this.texts) {
      const taken = codes.subarray(0, this.rows)
      const categories = dictionary.texts()
      const empty = categories.indexOf('')
      found.set(place.name, {
        kind: 'text',
        codes: taken,
        categories,
        missing: countOf(taken, (code) => code === empty),
      })
    }
    return new Map(this.places.flatMap(({ name }) => [[name, found.get(name) as CsvValues]]))
  }

  private takeNumber(cell: CsvCell, place: Place, values: Float64Array, fail: Fail): boolean {
    const { bytes, from, to } = cell
    const { rows, hasDecimalComma } = this
    if (from === to && place.mayBeEmpty) {
      values[rows] = Number.NaN
      return true
    }
    let isNumber = putNumber(bytes, from, to, hasDecimalComma, values, rows)
    if (!isNumber && to - from <= MOST_NUMBER_BYTES) {
      const value = numberFromText(cell.decoded() ?? '', hasDecimalComma)
      values[rows] = value
      isNumber = !Number.isNaN(value)
    }
    if (isNumber && (place.kind === 'number' || Number.isSafeInteger(values[rows]))) return true
    wrong(cell, place, fail)
    return false
  }

  private takeTexts(cell: CsvCell, fail: Fail, isGoodSoFar: boolean): boolean {
    let isGood = isGoodSoFar
    for (const column of this.texts) {
      const { place, dictionary } = column
      cell.find(place.at)
      const before = dictionary.size
      const code = this.codeIn(cell, place, dictionary, fail)
      column.isNew = dictionary.size > before
      isGood = isGood && code !== null
      if (code === null) continue
      if (column.isNew) column.codes = widened(column.codes, dictionary.size)
      column.codes[this.rows] = code
    }
    // A text that only a row with errors has is no category.
    if (!isGood) for (const { dictionary, isNew } of this.texts) if (isNew) dictionary.forgetLast()
    return isGood
  }

  private codeIn(cell: CsvCell, place: Place, dictionary: CsvDictionary, fail: Fail): number | null {
    const { bytes, from, to } = cell
    if (from === to && !place.mayBeEmpty) {
      wrong(cell, place, fail)
      return null
    }
    if (to - from > MOST_CELL_BYTES) {
      fail(place.name, 'too-long', () => cell.shown(), [
        `högst ${MOST_CELL_BYTES} byte`,
        `at most ${MOST_CELL_BYTES} bytes`,
      ])
      return null
    }
    const before = dictionary.size
    const code = dictionary.codeOf(bytes, from, to, this.mostTexts)
    if (code < 0) {
      const most = this.mostTexts
      fail(place.name, 'too-many-texts', () => cell.shown(), [
        `högst ${most} olika texter`,
        `at most ${most} different texts`,
      ])
      return null
    }
    if (dictionary.size === before) return code
    // Only a new text is looked at: the others were right when they were new.
    const text = cell.decoded()
    if (text !== null && !text.includes('\0')) {
      dictionary.name(text)
      return code
    }
    dictionary.forgetLast()
    if (text === null)
      fail(place.name, 'encoding', () => cell.shown(), ['text i UTF-8 som det övriga', 'text in UTF-8 as the rest'])
    else fail(place.name, 'nul', () => cell.shown(), ['text utan NUL-tecken', 'text without NUL'])
    return null
  }

  private grow(): void {
    this.capacity *= 2
    for (const column of this.numbers) column.values = grown(column.values, new Float64Array(this.capacity))
    for (const column of this.days) column.values = grown(column.values, new Int32Array(this.capacity))
    for (const column of this.texts)
      column.codes = grown(column.codes, new (column.codes.constructor as Uint8ArrayConstructor)(this.capacity))
  }
}

function wrong(cell: CsvCell, place: Place, fail: Fail): void {
  fail(
    place.name,
    cell.from === cell.to ? 'empty' : (place.kind as CsvErrorKind),
    () => cell.shown(),
    EXPECTED[place.kind],
  )
}

function countOf(values: Float64Array | Int32Array | Codes, isCounted: (value: number) => boolean): number {
  let count = 0
  for (let i = 0; i < values.length; i++) if (isCounted(values[i] as number)) count++
  return count
}
