import { z } from 'zod'

type Row = Record<string, unknown>

/** What is asked of a method here. */
interface OfRows {
  input: z.ZodType
  data: readonly string[]
}

const KNOWN = new WeakMap<OfRows, Map<string, ReadonlySet<string>>>()

/** The fields that the rows of a method's data may have, by the field that holds the rows. */
function fieldsOf(one: OfRows): Map<string, ReadonlySet<string>> {
  let known = KNOWN.get(one)
  if (!known) {
    const { properties } = z.toJSONSchema(one.input, { io: 'input' }) as {
      properties: Record<string, { items?: { properties?: object } }>
    }
    known = new Map()
    for (const name of one.data) {
      const fields = properties[name]?.items?.properties
      if (fields) known.set(name, new Set(Object.keys(fields)))
    }
    KNOWN.set(one, known)
  }
  return known
}

/**
 * Rows come from registers with more columns than a method asks for: what it has no use for is left out and told, since a misspelt optional
 * field is among it. Elsewhere a name that does not exist is refused.
 *
 * @returns the input without them, and their names: `points[].colour`.
 */
export function withoutUnused(one: OfRows, input: unknown): { input: unknown; unused: string[] } {
  if (typeof input !== 'object' || input === null) return { input, unused: [] }
  const unused = new Set<string>()
  const kept: Row = { ...input }
  for (const [name, fields] of fieldsOf(one)) {
    const rows = kept[name]
    if (Array.isArray(rows))
      kept[name] = rows.map((row) => known(row, fields, (field) => unused.add(`${name}[].${field}`)))
  }
  return { input: kept, unused: [...unused] }
}

function known(row: unknown, fields: ReadonlySet<string>, tell: (field: string) => void): unknown {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row
  const names = Object.keys(row)
  const foreign = names.filter((name) => !fields.has(name))
  if (foreign.length === 0) return row
  foreign.forEach(tell)
  return Object.fromEntries(names.filter((name) => fields.has(name)).map((name) => [name, (row as Row)[name]]))
}

/** A schema that says so: rows may have more fields. */
export function withOpenRows(one: OfRows, schema: object): object {
  const { properties = {} } = schema as { properties?: Record<string, { items?: Row }> }
  const open = Object.entries(properties).map(([name, property]) => {
    if (!fieldsOf(one).has(name)) return [name, property]
    const { additionalProperties: _closed, ...items } = property.items ?? {}
    return [name, { ...property, items }]
  })
  return { ...schema, properties: Object.fromEntries(open) }
}
