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
    super(`${path}: expected ${expected[1]}, got ${shown(value)}`)
    this.name = 'StatisticsInvalid'
  }

  /** One line for a person. */
  inWords(lang: 'sv' | 'en'): string {
    return lang === 'sv'
      ? `${this.path}: väntade ${this.expected[0]}, fick ${shown(this.value)}`
      : `${this.path}: expected ${this.expected[1]}, got ${shown(this.value)}`
  }
}

/** A value in an error: short, and on one line. */
function shown(value: unknown): string {
  if (value === undefined) return 'inget/nothing'
  if (typeof value === 'number') return String(value)
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
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

/** All numbers finite; `min` and `max` inclusive where given, and whole where asked. */
export function demandNumbers(
  values: ArrayLike<number>,
  path: string,
  limits: { min?: number; max?: number; isWhole?: boolean } = {},
): void {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, isWhole = false } = limits
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    const isGood = Number.isFinite(value) && value >= min && value <= max && (!isWhole || Number.isInteger(value))
    if (!isGood) throw new StatisticsInvalid(`${path}[${i}]`, value, wanted(min, max, isWhole))
  }
}

/** The same for one number. */
export function demandNumber(
  value: number,
  path: string,
  limits: { min?: number; max?: number; isWhole?: boolean } = {},
): void {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, isWhole = false } = limits
  const isGood = Number.isFinite(value) && value >= min && value <= max && (!isWhole || Number.isInteger(value))
  if (!isGood) throw new StatisticsInvalid(path, value, wanted(min, max, isWhole))
}

function wanted(min: number, max: number, isWhole: boolean): readonly [string, string] {
  const [sv, en] = isWhole ? ['ett heltal', 'a whole number'] : ['ett tal', 'a number']
  if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) return [sv, en]
  if (max === Number.POSITIVE_INFINITY) return [`${sv} från ${min}`, `${en} of at least ${min}`]
  if (min === Number.NEGATIVE_INFINITY) return [`${sv} till och med ${max}`, `${en} of at most ${max}`]
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
