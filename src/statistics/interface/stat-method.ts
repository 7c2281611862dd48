import { z } from 'zod'
import { type Divided, inOnePart } from '../divided.ts'
import { StatisticsInvalid } from '../invalid.ts'
import { byInputPaths, type InputPaths } from './input-paths.ts'
import { withOpenRows, withoutUnused } from './row-fields.ts'

/** A column of a CSV file and the field of a point that it becomes. */
export interface CsvShape {
  /** The field of the input that the rows become. */
  field: string
  /** Columns that must be there; the names are the fields of a row. */
  required: readonly string[]
  optional?: readonly string[]
  /** Columns that stay text; the others are numbers. */
  text?: readonly string[]
  /** Columns where an empty cell is null: not known, not answered. */
  mayBeEmpty?: readonly string[]
}

/** A method as the command line shows it: what goes in, what comes out, and how. Pure: the same input gives the same output. */
export interface StatMethod {
  name: string
  /** The question that it answers. */
  about: readonly [sv: string, en: string]
  /** Fields of the input that hold data; what is left was chosen and is told with the answer. */
  data: readonly string[]
  /** The field that nobody may be told. */
  secret?: string
  /** What an error's path is of the input, where the function has other names. */
  paths?: InputPaths
  input: z.ZodType
  output: z.ZodType
  csv?: CsvShape
  run(input: unknown): unknown
  /** How the work is shared between threads, where it is much. */
  heavy?: HeavyWork
}

export interface HeavyWork {
  /** What the threads need of the input: typed arrays and plain objects. */
  jobOf(input: unknown): unknown
  divide(job: unknown): Divided<unknown, unknown>
  /** The output, from what the joined parts gave. */
  outputOf(result: unknown, input: unknown): unknown
}

/** Ties a method's schema to what it runs, so that neither can say other than the other. */
export function method<I extends z.ZodType, O extends z.ZodType>(one: {
  name: string
  about: readonly [sv: string, en: string]
  data: readonly (keyof z.output<I> & string)[]
  secret?: keyof z.output<I> & string
  paths?: InputPaths
  input: I
  output: O
  csv?: CsvShape
  run(input: z.output<I>): z.output<O>
  heavy?: HeavyWork
}): StatMethod {
  return one as unknown as StatMethod
}

/** The same for a method with much to do: what it runs in one thread is what it shares between several. */
export function heavyMethod<I extends z.ZodType, O extends z.ZodType, Job, Part, Result>(one: {
  name: string
  about: readonly [sv: string, en: string]
  data: readonly (keyof z.output<I> & string)[]
  secret?: keyof z.output<I> & string
  paths?: InputPaths
  input: I
  output: O
  csv?: CsvShape
  jobOf(input: z.output<I>): Job
  divide(job: Job): Divided<Part, Result>
  outputOf(result: Result, input: z.output<I>): z.output<O>
}): StatMethod {
  const { jobOf, divide, outputOf, ...rest } = one
  return method({
    ...rest,
    run: (input) => outputOf(inOnePart(divide(jobOf(input))), input),
    heavy: { jobOf, divide, outputOf } as unknown as HeavyWork,
  })
}

/** The JSON Schema of a method's input and output. */
export function schemaOf(one: StatMethod): object {
  return {
    method: one.name,
    about: one.about[1],
    input: withOpenRows(one, z.toJSONSchema(one.input, { io: 'input' })),
    output: z.toJSONSchema(one.output, { io: 'output' }),
    ...(one.csv && { csv: one.csv }),
  }
}

/**
 * Checks the input against the schema and runs. The output is checked too: a figure that is no number never leaves.
 *
 * @throws StatisticsInvalid with the path of the first thing that is wrong.
 */
export function runMethod(one: StatMethod, input: unknown, lang: 'sv' | 'en'): unknown {
  const checked = checkedInput(one, input, lang)
  return checkedOutput(
    one,
    byInputPaths(one.paths, () => one.run(checked)),
  )
}

/**
 * The same with the work of a heavy method done elsewhere, in parts: the answer is the same however it is cut.
 *
 * @param share does the units of a job and gives the parts in their order: all of them, or so many of the first that the last argument
 * holds of them, where there is one.
 */
export async function runMethodInParts(
  one: StatMethod,
  input: unknown,
  lang: 'sv' | 'en',
  share: (
    job: unknown,
    units: number,
    isEnough: ((parts: readonly unknown[]) => boolean) | undefined,
  ) => Promise<unknown[]>,
): Promise<unknown> {
  const { heavy, paths } = one
  if (!heavy) return runMethod(one, input, lang)
  const checked = checkedInput(one, input, lang)
  const { job, divided } = byInputPaths(paths, () => {
    const job = heavy.jobOf(checked)
    return { job, divided: heavy.divide(job) }
  })
  const parts = await share(job, divided.units, divided.isEnough)
  return checkedOutput(one, heavy.outputOf(divided.join(parts), checked))
}

function checkedInput(one: StatMethod, input: unknown, lang: 'sv' | 'en'): unknown {
  const { localeError } = lang === 'sv' ? z.locales.sv() : z.locales.en()
  const parsed = one.input.safeParse(withoutUnused(one, input).input, { error: localeError })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const path = pathOf(issue?.path ?? [])
    const value = valueAt(input, issue?.path ?? [])
    const expected = issue && expectationOf(issue)
    if (expected) throw new StatisticsInvalid(path, value, expected)
    throw new SchemaInvalid(path, value, issue?.message ?? '')
  }
  return parsed.data
}

/** Numbers so large or so small that an answer came out as no number are a fault of the input. */
function checkedOutput(one: StatMethod, output: unknown): unknown {
  const parsed = one.output.safeParse(output)
  if (parsed.success) return parsed.data
  const path = parsed.error.issues[0]?.path ?? []
  const value = valueAt(output, path)
  if (typeof value !== 'number' || Number.isFinite(value)) throw parsed.error
  throw new StatisticsInvalid('indata', `${pathOf(path)}: ${value}`, [
    'tal som svaret går att räkna ut av',
    'numbers that the answer can be computed from',
  ])
}

/** What a schema's issue says was expected; what is not here is said in the schema library's words. */
function expectationOf(issue: z.core.$ZodIssue): readonly [sv: string, en: string] | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected]
    case 'invalid_value':
      return oneOf(issue.values)
    case 'too_small':
      return issue.origin === 'array'
        ? [`minst ${issue.minimum} värden`, `at least ${issue.minimum} values`]
        : undefined
    case 'too_big':
      return issue.origin === 'array' ? [`högst ${issue.maximum} värden`, `at most ${issue.maximum} values`] : undefined
    case 'invalid_union': {
      const either = issue.errors.flatMap(([first]) => {
        const expected = first && expectationOf(first)
        return expected ? [expected] : []
      })
      if (either.length > 0)
        return [
          [...new Set(either.map(([sv]) => sv))].join(' eller '),
          [...new Set(either.map(([, en]) => en))].join(' or '),
        ]
      // A union told apart by a field: what the field may be is all that is known.
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : undefined
    }
    default:
      return undefined
  }
}

function oneOf(values: readonly unknown[]): readonly [sv: string, en: string] {
  const all = values.map((value) => JSON.stringify(value)).join(', ')
  return values.length === 1 ? [all, all] : [`ett av ${all}`, `one of ${all}`]
}

/** Types as people call them. */
const TYPES: Record<string, readonly [sv: string, en: string]> = {
  number: ['ett tal', 'a number'],
  string: ['en text', 'a text'],
  boolean: ['true eller false', 'true or false'],
  array: ['en lista', 'a list'],
  object: ['ett objekt', 'an object'],
  record: ['ett objekt', 'an object'],
  tuple: ['en lista', 'a list'],
  null: ['null', 'null'],
}

/** What the schema says is wrong, in the schema library's own words of the language asked for. */
class SchemaInvalid extends StatisticsInvalid {
  constructor(
    path: string,
    value: unknown,
    private readonly words: string,
  ) {
    super(path, value, [words, words])
  }

  override inWords(): string {
    return `${this.path}: ${this.words}`
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text.replace(/^\./, '') || 'indata'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const part of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part]
  return value
}
