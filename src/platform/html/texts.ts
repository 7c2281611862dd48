/**
 * Texts live in the slices, Swedish and English side by side in one table per slice, so that neither can be forgotten:
 * `{ 'remiss.title': ['Remiss', 'Remiss'] }`. Placeholders are `{name}`; `{n|en synpunkt|{n} synpunkter}` chooses by number.
 */
export type Lang = 'sv' | 'en'
export type Texts = Readonly<Record<string, readonly [sv: string, en: string]>>
export type Values = Readonly<Record<string, string | number>>
export type Translate = (key: string, values?: Values) => string

/** All slices' texts in one catalogue; a key that stands in two tables is an error at start. */
export class Catalogue {
  private readonly texts = new Map<string, readonly [string, string]>()

  add(texts: Texts): void {
    for (const [key, pair] of Object.entries(texts)) {
      if (this.texts.has(key)) throw new Error(`the text ${key} is defined twice`)
      this.texts.set(key, pair)
    }
  }

  has(key: string): boolean {
    return this.texts.has(key)
  }

  keys(): string[] {
    return [...this.texts.keys()]
  }

  /** An unknown key is shown as it is: visible in a test, harmless to a user. */
  in(lang: Lang): Translate {
    const at = lang === 'sv' ? 0 : 1
    return (key, values = {}) => fill(this.texts.get(key)?.[at] ?? key, values)
  }
}

function fill(text: string, values: Values): string {
  const chosen = text.replace(
    /\{(\w+)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\}/g,
    (_whole, name, one, many) => (values[name] === 1 ? one : many),
  )
  return chosen.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole))
}

/** A whole number from a thousand on is read in groups; the space in it never breaks a line. */
function shown(value: string | number | undefined): string {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) < 1000) return String(value)
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
}
