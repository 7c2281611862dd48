import { parseArgs } from 'node:util'

/** Where the built program and its documents lie. */
export interface InstallationFolders {
  distFolder: string
  migrationsFolder: string
  docsFolder: string
}

export interface CommandContext {
  env: NodeJS.ProcessEnv
  installation: InstallationFolders
  /** The first line of `samsyn --help`. */
  title: Bilingual
  out(line: string): void
  err(line: string): void
}

type Bilingual = readonly [sv: string, en: string]

/** One command of `samsyn`. It returns its exit code: 0 done, 1 it found something wrong or failed, 2 it was called wrongly. */
export interface Command {
  name: string
  /** How it is written, without the program's name. */
  usage: string
  about: Bilingual
  options: Record<string, { type: 'string' | 'boolean'; about: Bilingual }>
  /** How many arguments without a name it takes. */
  positionals: { min: number; max: number }
  run(call: Call): Promise<number>
}

export interface Call {
  args: string[]
  flag(name: string): boolean
  option(name: string): string | undefined
  context: CommandContext
  /** Chooses the text in the language of the call. */
  say(sv: string, en: string): string
}

/** The command line could not be understood; the message says what to write instead. */
export class Usage extends Error {
  override readonly name = 'Usage'
}

/** Finds the command, checks its arguments and runs it. `--help` works everywhere, `--lang en` turns the messages English. */
export async function runCommand(commands: Command[], argv: string[], context: CommandContext): Promise<number> {
  const isEnglish = argv.some((word, at) => word === '--lang=en' || (word === '--lang' && argv[at + 1] === 'en'))
  const say = (sv: string, en: string): string => (isEnglish ? en : sv)
  const at = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '--lang')
  const name = at < 0 ? undefined : argv[at]
  if (name === undefined) {
    context.out(overview(context.title, commands, say))
    return argv.includes('--help') || argv.length === 0 || isEnglish ? 0 : 2
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) {
    throw new Usage(
      say(
        `samsyn: kommandot "${name}" finns inte. Skriv samsyn --help.`,
        `samsyn: there is no command "${name}". Write samsyn --help.`,
      ),
    )
  }
  const rest = argv.filter((_, index) => index !== at)
  if (rest.includes('--help')) {
    context.out(help(command, say))
    return 0
  }
  const { values, positionals } = parse(command, rest, say)
  return command.run({
    args: positionals,
    flag: (option) => values[option] === true,
    option: (option) => (typeof values[option] === 'string' ? (values[option] as string) : undefined),
    context,
    say,
  })
}

function parse(
  command: Command,
  argv: string[],
  say: Call['say'],
): { values: Record<string, unknown>; positionals: string[] } {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]))
  try {
    const parsed = parseArgs({
      args: argv,
      options: { ...options, lang: { type: 'string' } },
      allowPositionals: true,
      strict: true,
    })
    const count = parsed.positionals.length
    const isLanguage = parsed.values.lang === undefined || ['sv', 'en'].includes(String(parsed.values.lang))
    if (isLanguage && count >= command.positionals.min && count <= command.positionals.max) return parsed
  } catch {
    // An unknown or unfinished option: the same message as for a missing argument.
  }
  throw new Usage(
    say(`samsyn: skriv så här: samsyn ${command.usage}`, `samsyn: write it like this: samsyn ${command.usage}`),
  )
}

function overview(title: Bilingual, commands: Command[], say: Call['say']): string {
  const width = Math.max(...commands.map((command) => command.name.length)) + 2
  return [
    say(...title),
    '',
    ...commands.map((command) => `  samsyn ${command.name.padEnd(width)}${say(...command.about)}`),
    '',
    say(
      'Varje kommando svarar på --help. --lang en ger engelska.',
      'Every command answers --help. --lang en gives English.',
    ),
  ].join('\n')
}

function help(command: Command, say: Call['say']): string {
  const options = Object.entries(command.options)
  const width = Math.max('lang en'.length, ...options.map(([name]) => name.length)) + 2
  return [
    `samsyn ${command.usage}`,
    '',
    say(...command.about),
    ...(options.length > 0
      ? ['', ...options.map(([name, { about }]) => `  --${name.padEnd(width)}${say(...about)}`)]
      : []),
    `  --${'lang en'.padEnd(width)}${say('svara på engelska', 'answer in English')}`,
  ].join('\n')
}
