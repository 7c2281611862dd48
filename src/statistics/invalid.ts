/**
 * Input that a method cannot take: where it stands, what stood there and what was expected. The expectation is in both languages,
 * since the same error is told by the command line and by a page.
 */
export class StatisticsInvalid extends Error {
  constructor(
    /** Where: `cells[3].count`. */
    readonly path: string,
    readonly value: unknown,
    readonly expected: readonly [sv: string, en: string],
  ) {
    super(`${path}: expected ${expected[1]}, got ${shown(value, 'en')}`)
    this.name = 'StatisticsInvalid'
  }

  /** One line for a person. */
  inWords(lang: 'sv' | 'en'): string {
    return lang === 'sv'
      ? `${this.path}: väntade ${this.expected[0]}, fick ${shown(this.value, 'sv')}`
      : `${this.path}: expected ${this.expected[1]}, got ${shown(this.value, 'en')}`
  }
}

/** A value in an error: short, and on one line. */
function shown(value: unknown, lang: 'sv' | 'en'): string {
  if (value === undefined) return lang === 'sv' ? 'inget' : 'nothing'
  if (typeof value === 'number') return String(value)
  const text = asText(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function asText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    // Lists in lists, thousands deep.
    return '…'
  }
}

/** Throws where a condition does not hold. */
export function demand(
  isHeld: boolean,
  path: string,
  value: unknown,
  expected: readonly [sv: string, en: string],
): asserts isHeld {
  if (!isHeld) throw new StatisticsInvalid(path, value, expected)
}

/** No count, metre, day or weight is larger; beyond it whole numbers are no longer told apart and squares of squares overflow. */
const LARGEST = 1e15

interface Limits {
  min?: number
  max?: number
  isWhole?: boolean
}

/** All numbers finite and at most {@link LARGEST}; `min` and `max` inclusive where given, and whole where asked. */
export function demandNumbers(values: ArrayLike<number>, path: string, limits: Limits = {}): void {
  const { min = -LARGEST, max = LARGEST, isWhole = false } = limits
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    const isGood = Number.isFinite(value) && value >= min && value <= max && (!isWhole || Number.isInteger(value))
    if (!isGood) throw new StatisticsInvalid(`${path}[${i}]`, value, wanted(value, min, max, isWhole))
  }
}

/** The same for one number. */
export function demandNumber(value: number, path: string, limits: Limits = {}): void {
  const { min = -LARGEST, max = LARGEST, isWhole = false } = limits
  const isGood = Number.isFinite(value) && value >= min && value <= max && (!isWhole || Number.isInteger(value))
  if (!isGood) throw new StatisticsInvalid(path, value, wanted(value, min, max, isWhole))
}

function wanted(value: number, min: number, max: number, isWhole: boolean): readonly [string, string] {
  const [sv, en] = isWhole ? ['ett heltal', 'a whole number'] : ['ett tal', 'a number']
  if (Math.abs(value) > LARGEST && Math.max(-min, max) >= LARGEST)
    return [`${sv} av högst 15 siffror före kommat`, `${en} of at most 15 digits before the point`]
  if (min === -LARGEST && max === LARGEST) return [sv, en]
  if (min === Number.MIN_VALUE)
    return max === LARGEST
      ? [`${sv} större än 0`, `${en} above 0`]
      : [`${sv} större än 0, högst ${max}`, `${en} above 0, at most ${max}`]
  if (max === LARGEST) return [`${sv} från ${min}`, `${en} of at least ${min}`]
  if (min === -LARGEST) return [`${sv} till och med ${max}`, `${en} of at most ${max}`]
  return [`${sv} från ${min} till ${max}`, `${en} from ${min} to ${max}`]
}

/** Two arrays that belong together are of one length. */
export function demandSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, path: string, other: string): void {
  if (a.length !== b.length)
    throw new StatisticsInvalid(path, b.length, [
      `lika många som ${other} (${a.length})`,
      `as many as ${other} (${a.length})`,
    ])
}
