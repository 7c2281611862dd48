import { isId } from '../db/index.ts'
import { type FieldError, Invalid } from '../errors/index.ts'
import { isBlank } from '../files/decode-text.ts'
import { findPersonnummer } from '../guard/personnummer.ts'
import type { FormValues, Translate } from '../html/index.ts'
import { parseSwedishDate } from '../time/swedish-date.ts'

/**
 * Reads the fields of a posted form one by one and gathers what is wrong, so that every mistake is told at once. Each free text
 * passes the guard against personnummer (dataskyddslagen 3 kap. 10 §) – here, once, so that no form can forget it.
 */
export class FieldReader {
  readonly errors: FieldError[] = []

  constructor(
    private readonly values: FormValues,
    private readonly t: Translate,
  ) {}

  private raw(name: string): string {
    const value = this.values[name]
    return withoutBlanksAround(typeof value === 'string' ? value : (value?.[0] ?? ''))
  }

  fail(field: string, key: string, labelKey: string, values: Record<string, string | number> = {}): void {
    // A label may be a question; in the middle of a sentence it is none.
    this.errors.push({ field, key, values: { label: this.t(labelKey).replace(/\?$/, ''), ...values } })
  }

  /** A text without surrounding white space; '' when it may be empty and is – also when only what leaves no mark was typed. */
  text(name: string, labelKey: string, options: { max: number; isOptional?: boolean }): string {
    const text = this.raw(name)
    if (isBlank(text)) {
      if (!options.isOptional) this.fail(name, 'fel.obligatorisk', labelKey)
      return ''
    }
    if (text.length > options.max) this.fail(name, 'fel.for-lang', labelKey, { max: options.max, n: text.length })
    else if (text.includes('\uFFFD')) this.fail(name, 'fel.tecken', labelKey)
    else if (findPersonnummer(text).length > 0) this.fail(name, 'fel.personnummer', labelKey)
    return text
  }

  /** A day as `YYYY-MM-DD`; null when it may be empty and is. */
  day(name: string, labelKey: string, options: { isOptional?: boolean } = {}): string | null {
    const text = this.raw(name)
    if (text === '' && options.isOptional) return null
    const parsed = parseSwedishDate(text)
    if (parsed.ok) return parsed.date
    this.fail(name, `fel.datum.${parsed.reason}`, labelKey)
    return null
  }

  /** One of the given values. */
  choice<const V extends string>(name: string, labelKey: string, allowed: readonly V[]): V {
    const value = this.raw(name)
    const found = allowed.find((candidate) => candidate === value)
    if (found === undefined) this.fail(name, 'fel.val', labelKey)
    return found ?? (allowed[0] as V)
  }

  /** Any number of the given values; at least one unless it may be empty. */
  choices<const V extends string>(
    name: string,
    labelKey: string,
    allowed: readonly V[],
    options: { isOptional?: boolean } = {},
  ): V[] {
    const given = this.values[name]
    const list = given === undefined ? [] : typeof given === 'string' ? [given] : given
    const chosen = allowed.filter((candidate) => list.includes(candidate))
    if (chosen.length === 0 && !options.isOptional) this.fail(name, 'fel.val', labelKey)
    return chosen
  }

  /** An id chosen in a list; null when it may be empty and is. */
  id(name: string, labelKey: string, options: { isOptional?: boolean } = {}): string | null {
    const value = this.raw(name)
    if (value === '' && options.isOptional) return null
    if (!isId(value)) {
      this.fail(name, 'fel.val', labelKey)
      return null
    }
    return value.toLowerCase()
  }

  /** Throws {@link Invalid} with everything that was wrong. */
  done(): void {
    if (this.errors.length > 0) throw new Invalid(this.errors)
  }
}

const BLANK = /[\s\u200B\uFEFF]/

/** In a loop: the regular expression for it is quadratic in a run of blanks inside the text, and five million of them can be posted. */
function withoutBlanksAround(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && BLANK.test(text.charAt(from))) from++
  while (to > from && BLANK.test(text.charAt(to - 1))) to--
  return text.slice(from, to)
}
