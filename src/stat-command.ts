import { readFileSync } from 'node:fs'
import { version as VERSION } from '../package.json'
import { type Call, type Command, Usage } from './platform/config/command-line.ts'
import { JobEnded } from './platform/jobs/index.ts'
import { runShared } from './stat-job.ts'
import {
  METHODS,
  provenanceOf,
  readCsvFile,
  runMethod,
  StatisticsInvalid,
  type StatMethod,
  schemaOf,
  withoutUnused,
} from './statistics/index.ts'

/** `samsyn stat`: the methods of the analysis engine on the command line. Reads standard input, prints JSON; nothing is stored. */
export const statCommand: Command = {
  name: 'stat',
  usage:
    'stat [METOD [--schema | --csv [--parametrar JSON]] [--hemlighet FIL] [--kalla TEXT] [--workers N] [--minne MB]] < indata.json',
  about: [
    'Räknar med en av analysmetoderna. Utan metod: listar dem.',
    'Computes with one of the methods of analysis. Without a method: lists them.',
  ],
  options: {
    schema: {
      type: 'boolean',
      about: ['visa indatas och utdatas JSON Schema', 'show the JSON Schema of input and output'],
    },
    csv: {
      type: 'boolean',
      about: ['indata är CSV, där metoden tar punkter', 'the input is CSV, where the method takes points'],
    },
    parametrar: {
      type: 'string',
      about: ['övriga indata som JSON, tillsammans med --csv', 'the rest of the input as JSON, together with --csv'],
    },
    hemlighet: {
      type: 'string',
      about: ['en fil med metodens hemlighet (cell-key)', 'a file with the secret of the method (cell-key)'],
    },
    kalla: {
      type: 'string',
      about: [
        'var data kommer ifrån; svaret får då med sin proveniens',
        'where the data come from; the answer then tells its provenance',
      ],
    },
    workers: {
      type: 'string',
      about: [
        'dela tunga beräkningar på så många trådar (svaret blir detsamma)',
        'share heavy work between so many threads (the answer is the same)',
      ],
    },
    minne: {
      type: 'string',
      about: [
        'megabyte som trådarna får ta, 2048 om inget anges; tillsammans med --workers',
        'megabytes that the threads may take, 2048 where not given; together with --workers',
      ],
    },
  },
  positionals: { min: 0, max: 1 },
  run: async (call) => {
    const { out, err } = call.context
    const [name] = call.args
    if (name === undefined) {
      const width = Math.max(...METHODS.map((one) => one.name.length)) + 2
      for (const one of METHODS) out(`${one.name.padEnd(width)}${call.say(...one.about)}`)
      return 0
    }
    const found = METHODS.find((one) => one.name === name)
    if (!found)
      throw new Usage(
        call.say(
          `samsyn: metoden "${name}" finns inte. Skriv samsyn stat.`,
          `samsyn: there is no method "${name}". Write samsyn stat.`,
        ),
      )
    if (call.flag('schema')) {
      out(JSON.stringify(schemaOf(found), null, 2))
      return 0
    }
    const lang = call.say('sv', 'en') as 'sv' | 'en'
    try {
      const workers = wholeOption(call, 'workers', MOST_WORKERS)
      demandTogether(call)
      const source = call.option('kalla')?.trim()
      if (source === '')
        throw new Usage(
          call.say('samsyn: --kalla väntade en text, fick ingen.', 'samsyn: --kalla expected a text, got none.'),
        )
      const tell = (text: string): void => err(`samsyn stat ${name}: ${text}`)
      const given = call.flag('csv') ? fromCsv(found, call, tell) : fromJson(found, call, tell)
      const input = withSecret(found, given, call)
      const memoryMb = wholeOption(call, 'minne', MOST_MEMORY_MB) ?? MEMORY_MB
      const result =
        workers === undefined
          ? runMethod(found, input, lang)
          : await onThreads(found, input, lang, { workers, memoryMb, distFolder: call.context.installation.distFolder })
      const told =
        source === undefined
          ? result
          : { ...(result as object), provenance: provenanceOf(found, input, { source, version: VERSION }, lang) }
      out(JSON.stringify(told, null, 2))
      return 0
    } catch (error) {
      const why = reasonOf(error, call.say, lang, found.secret)
      if (why === null) throw error
      err(`samsyn stat ${name}: ${why.replace(/\s*\n\s*/g, ' ')}`)
      return error instanceof JobEnded && error.reason === 'cancelled' ? CANCELLED : 2
    }
  },
}

const MOST_WORKERS = 64
const MEMORY_MB = 2048
const MOST_MEMORY_MB = 2 ** 20
/** What a shell gives for a program ended by Ctrl+C. */
const CANCELLED = 130

/** Ctrl+C ends the threads; a terminal sees how far they have come. */
async function onThreads(
  found: StatMethod,
  input: unknown,
  lang: 'sv' | 'en',
  options: { workers: number; memoryMb: number; distFolder: string },
): Promise<unknown> {
  const stop = new AbortController()
  const onSignal = (): void => stop.abort()
  process.once('SIGINT', onSignal)
  try {
    return await runShared(found, input, lang, {
      ...options,
      signal: stop.signal,
      onProgress: (done, units) => {
        if (process.stderr.isTTY) process.stderr.write(done === units ? '\r\u001b[K' : `\r${done} / ${units}`)
      },
    })
  } finally {
    process.removeListener('SIGINT', onSignal)
  }
}

/** One line about what was wrong; null for what is no fault of the call. */
function reasonOf(
  error: unknown,
  say: (sv: string, en: string) => string,
  lang: 'sv' | 'en',
  secret: string | undefined,
): string | null {
  if (error instanceof StatisticsInvalid) {
    const isOpen = secret === undefined || error.path !== secret || error.value === undefined
    const told = isOpen ? error : new StatisticsInvalid(error.path, say('(visas inte)', '(not shown)'), error.expected)
    return told.inWords(lang)
  }
  if (!(error instanceof JobEnded) || error.reason === 'stopped') return null
  return error.reason === 'cancelled'
    ? say('avbruten, inget är sparat', 'cancelled, nothing is stored')
    : say(
        'minnet räckte inte: ge mer med --minne, eller ta färre punkter',
        'not enough memory: give more with --minne, or take fewer points',
      )
}

function wholeOption(call: Call, name: string, most: number): number | undefined {
  const text = call.option(name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Usage(
      call.say(
        `samsyn: --${name} väntade ett heltal från 1 till ${most}, fick "${text}".`,
        `samsyn: --${name} expected a whole number from 1 to ${most}, got "${text}".`,
      ),
    )
  return value
}

function asJson(text: string, what: string): unknown {
  try {
    // Programs that write a byte order mark write it before JSON too.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (text.trim() === '') throw new StatisticsInvalid(what, undefined, ['JSON', 'JSON'])
    const message = error instanceof Error ? error.message : ''
    const at = /position (\d+)/.exec(message)?.[1] ?? indexOfToken(text, message)
    throw new StatisticsInvalid(what, at === undefined ? text.slice(-20) : nearby(text, Number(at)), [
      'JSON (det som visas är där läsningen tog slut)',
      'JSON (what is shown is where reading ended)',
    ])
  }
}

/** Where the token stands that the parser names without its place, when there is only one such. */
function indexOfToken(text: string, message: string): number | undefined {
  const token = /Unexpected token '?(.)/.exec(message)?.[1]
  const at = token === undefined ? -1 : text.indexOf(token)
  return at >= 0 && text.indexOf(token as string, at + 1) < 0 ? at : undefined
}

function nearby(text: string, at: number): string {
  return text.slice(Math.max(0, at - 20), at + 20)
}

function standardInput(): Buffer {
  try {
    return readFileSync(0)
  } catch {
    throw new StatisticsInvalid('indata', undefined, [
      'något att läsa på standard in',
      'something to read on standard input',
    ])
  }
}

function fromJson(one: StatMethod, { say }: Call, tell: (text: string) => void): unknown {
  const { input, unused } = withoutUnused(one, asJson(standardInput().toString('utf8'), 'indata'))
  if (unused.length > 0)
    tell(say(`fält som inte används: ${unused.join(', ')}`, `fields that are not used: ${unused.join(', ')}`))
  return input
}

/** Options that mean nothing without another are told, not passed over. */
function demandTogether(call: Call): void {
  for (const [name, needed] of [
    ['parametrar', 'csv'],
    ['minne', 'workers'],
  ] as const) {
    const isThere = needed === 'csv' ? call.flag('csv') : call.option(needed) !== undefined
    if (call.option(name) !== undefined && !isThere)
      throw new Usage(
        call.say(`samsyn: --${name} gäller tillsammans med --${needed}.`, `samsyn: --${name} goes with --${needed}.`),
      )
  }
}

function fromCsv(one: StatMethod, call: Call, tell: (text: string) => void): unknown {
  const { say } = call
  if (!one.csv)
    throw new Usage(
      say(`samsyn: ${one.name} tar inte CSV, bara JSON.`, `samsyn: ${one.name} does not take CSV, only JSON.`),
    )
  const { field } = one.csv
  const rest = asJson(call.option('parametrar') ?? '{}', '--parametrar')
  if (typeof rest !== 'object' || rest === null || Array.isArray(rest) || field in rest)
    throw new StatisticsInvalid('--parametrar', rest, [
      `ett objekt utan ${field}, som kommer ur filen`,
      `an object without ${field}, which comes from the file`,
    ])
  const { rows, unused } = readCsvFile(standardInput(), one.csv, say('rad', 'row'))
  if (unused.length > 0)
    tell(say(`kolumner som inte används: ${unused.join(', ')}`, `columns that are not used: ${unused.join(', ')}`))
  return { ...rest, [field]: rows }
}

/** The secret from a file: an argument would be read by whoever lists the programs that run. */
function withSecret(one: StatMethod, input: unknown, call: Call): unknown {
  const file = call.option('hemlighet')
  const { secret } = one
  const isGiven = typeof input === 'object' && input !== null && secret !== undefined && secret in input
  if (isGiven && call.flag('csv'))
    throw new Usage(
      call.say(
        `samsyn: ge ${secret} i en fil med --hemlighet, inte i --parametrar.`,
        `samsyn: give ${secret} in a file with --hemlighet, not in --parametrar.`,
      ),
    )
  if (file === undefined) return input
  if (secret === undefined || isGiven)
    throw new Usage(
      call.say(
        `samsyn: --hemlighet gäller metoder med en hemlighet, given en gång.`,
        `samsyn: --hemlighet goes with methods that have a secret, given once.`,
      ),
    )
  return { ...(input as object), [secret]: readSecret(file, call) }
}

function readSecret(file: string, call: Call): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Usage(call.say(`samsyn: filen ${file} går inte att läsa.`, `samsyn: the file ${file} cannot be read.`))
  }
}
