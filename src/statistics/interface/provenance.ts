import { withoutUnused } from './row-fields.ts'
import type { StatMethod } from './stat-method.ts'

/** Where a figure comes from: enough to compute it again, and to know what was left out. */
export interface Provenance {
  /** The snapshot the data were taken from; null where nobody has said. */
  source: string | null
  method: string
  /** Of the program. */
  version: string
  /** Rows of the method's data. */
  n: number
  /** Rows of the source that had no usable place and are not among them. */
  withoutPlace: { count: number; share: number } | null
  /** Everything that was chosen, defaults too; no data and no secret. */
  parameters: Record<string, unknown>
  seed: number | null
  /** All of it on one line, for a caption. */
  line: string
}

export interface ProvenanceSource {
  source?: string
  version: string
  withoutPlace?: number
}

/** A longer list is told by how many it holds. */
const MOST_VALUES = 24

/**
 * The provenance of a result.
 *
 * @param input as it was given; the method's defaults are filled in. Wrong input has none: check it first.
 */
export function provenanceOf(
  one: StatMethod,
  input: unknown,
  { source, version, withoutPlace }: ProvenanceSource,
  lang: 'sv' | 'en',
): Provenance {
  const checked = one.input.parse(withoutUnused(one, input).input) as Record<string, unknown>
  const n = rowsOf(one, checked)
  const parameters: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(checked))
    if (name !== 'seed' && name !== one.secret && !one.data.includes(name) && value !== undefined)
      parameters[name] = shortened(value)
  const seed = typeof checked.seed === 'number' ? checked.seed : null
  const missing =
    withoutPlace === undefined ? null : { count: withoutPlace, share: withoutPlace / Math.max(1, withoutPlace + n) }
  const facts = { source: source ?? null, method: one.name, version, n, withoutPlace: missing, parameters, seed }
  return { ...facts, line: lineOf(facts, lang) }
}

/** Of the field that a file becomes, else of the longest list. */
function rowsOf(one: StatMethod, input: Record<string, unknown>): number {
  const own = one.csv && input[one.csv.field]
  if (Array.isArray(own)) return own.length
  return one.data.reduce((most, name) => {
    const value = input[name]
    return Array.isArray(value) ? Math.max(most, value.length) : most
  }, 0)
}

/** A long list (a hierarchy, neighbours by name) as how many it holds. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > MOST_VALUES ? `(${value.length})` : value.map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortened(one)]))
}

function lineOf(facts: Omit<Provenance, 'line'>, lang: 'sv' | 'en'): string {
  const say = (sv: string, en: string): string => (lang === 'sv' ? sv : en)
  const { source, n, withoutPlace, method, parameters, seed, version } = facts
  const percent = withoutPlace && (100 * withoutPlace.share).toFixed(1).replace('.', say(',', '.'))
  return [
    `${say('Källa', 'Source')}: ${source ?? say('ej angiven', 'not given')}`,
    `n ${n}`,
    ...(withoutPlace ? [say(`${percent} % utan användbar plats`, `${percent} % without a usable place`)] : []),
    `${say('metod', 'method')} ${method} ${JSON.stringify(parameters)}`,
    ...(seed === null ? [] : [`${say('frö', 'seed')} ${seed}`]),
    `Samsyn ${version}`,
  ].join('; ')
}
