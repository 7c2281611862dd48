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
} from './statistics/index.ts'

/** `samsyn stat`: the methods of the analysis engine on the command line. Reads standard input, prints JSON; nothing is stored. */
export const statCommand: Command = {
  name: 'stat',
  usage: 'stat [METOD [--schema | --csv [--parametrar JSON]] [--kalla TEXT] [--workers N] [--minne MB]] < indata.json',
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
      const input = call.flag('csv')
        ? fromCsv(found, call.option('parametrar') ?? '{}', call.say)
        : asJson(readFileSync(0, 'utf8'), 'indata')
      const workers = wholeOption(call, 'workers', MOST_WORKERS)
      const memoryMb = wholeOption(call, 'minne', MOST_MEMORY_MB) ?? MEMORY_MB
      const result =
        workers === undefined
          ? runMethod(found, input, lang)
          : await onThreads(found, input, lang, { workers, memoryMb, distFolder: call.context.installation.distFolder })
      const source = call.option('kalla')
      const told =
        source === undefined
          ? result
          : { ...(result as object), provenance: provenanceOf(found, input, { source, version: VERSION }, lang) }
      out(JSON.stringify(told, null, 2))
      return 0
    } catch (error) {
      const why = reasonOf(error, call.say, lang)
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
function reasonOf(error: unknown, say: (sv: string, en: string) => string, lang: 'sv' | 'en'): string | null {
  if (error instanceof StatisticsInvalid) return error.inWords(lang)
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
    return JSON.parse(text)
  } catch (error) {
    const where = error instanceof Error ? (/position \d+/.exec(error.message)?.[0] ?? '') : ''
    throw new StatisticsInvalid(what, where || 'text', ['JSON', 'JSON'])
  }
}

function fromCsv(one: StatMethod, parameters: string, say: (sv: string, en: string) => string): unknown {
  if (!one.csv)
    throw new Usage(
      say(`samsyn: ${one.name} tar inte CSV, bara JSON.`, `samsyn: ${one.name} does not take CSV, only JSON.`),
    )
  const rest = asJson(parameters, '--parametrar')
  return { ...(rest as object), [one.csv.field]: readCsvFile(readFileSync(0), one.csv) }
}
