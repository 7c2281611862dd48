import { readFileSync } from 'node:fs'
import { type Command, Usage } from './platform/config/command-line.ts'
import { METHODS, readCsvRows, runMethod, StatisticsInvalid, type StatMethod, schemaOf } from './statistics/index.ts'

/** `samsyn stat`: the methods of the analysis engine on the command line. Reads standard input, prints JSON; nothing is stored. */
export const statCommand: Command = {
  name: 'stat',
  usage: 'stat [METOD [--schema | --csv [--parametrar JSON]]] < indata.json',
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
      out(JSON.stringify(runMethod(found, input, lang), null, 2))
      return 0
    } catch (error) {
      if (!(error instanceof StatisticsInvalid)) throw error
      err(`samsyn stat ${name}: ${error.inWords(lang).replace(/\s*\n\s*/g, ' ')}`)
      return 2
    }
  },
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
  return { ...(rest as object), [one.csv.field]: readCsvRows(readFileSync(0, 'utf8'), one.csv) }
}
