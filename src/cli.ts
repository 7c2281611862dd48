import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { adminLinkCommand, initCommand } from './aktorer/index.ts'
import { drawProcesses } from './platform/access/draw-process.ts'
import { doctorCommand, verifyLogCommand } from './platform/audit/commands.ts'
import { type Command, type CommandContext, runCommand, Usage } from './platform/config/command-line.ts'
import { readConfig } from './platform/config/config.ts'
import { told } from './platform/config/with-database.ts'
import { readCommand } from './remiss/index.ts'
import { startServer } from './server.ts'
import { statCommand } from './stat-command.ts'
import { makeCatalogue, processes } from './wiring.ts'

const CLOSING_MS = 10_000

const startCommand: Command = {
  name: 'start',
  usage: 'start [--demo-public]',
  about: [
    'Startar Samsyn. En tom databas blir demokommunen Ekhamn.',
    'Starts Samsyn. An empty database becomes the demo municipality Ekhamn.',
  ],
  options: {
    'demo-public': {
      type: 'boolean',
      about: [
        'låt demon nås från andra datorer (den har inga lösenord)',
        'let the demo be reached from elsewhere (it has no passwords)',
      ],
    },
  },
  positionals: { min: 0, max: 0 },
  run: (call) =>
    told(call, async () => {
      const config = readConfig(call.context.env, { demoPublic: call.flag('demo-public') })
      const running = await startServer(config, call.context.installation)
      call.context.out(
        call.say(
          `Samsyn kör på ${running.url} (${running.settings.municipality}). Avsluta med Ctrl+C.`,
          `Samsyn runs at ${running.url} (${running.settings.municipality}). Stop with Ctrl+C.`,
        ),
      )
      if (config.databaseUrl === null) {
        call.context.out(
          call.say(
            'Inbyggd databas: bra för prov och utbildning, inte för allmänna handlingar i drift (tål inte strömavbrott).',
            'Embedded database: good for trials and training, not for public records in operation (does not survive a power cut).',
          ),
        )
      }
      const lost = await Promise.race([untilStopped(), running.lost])
      // Whatever still holds the process after the doors are closed (a browser, a lost database) does not keep it for ever.
      setTimeout(() => process.exit(lost ? 1 : 0), CLOSING_MS).unref()
      await running.close()
      // A supervisor starts the process anew; answering every page with an error would keep it from that.
      if (lost) throw lost
      return 0
    }),
}

/**
 * The parent and its parent: npm starts a shell, and the shell starts us, so a killed npm shows only in the shell's parent (where the
 * system tells; elsewhere only our own parent counts).
 */
function ancestry(): string {
  const { ppid } = process
  try {
    const stat = readFileSync(`/proc/${ppid}/stat`, 'utf8')
    return `${ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return String(ppid)
  }
}

/** Until a signal, or until the process that started this one is gone (`npm start` that was killed hard must not leave a server). */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const began = ancestry()
    const stop = (): void => {
      clearInterval(watch)
      resolve()
    }
    const watch = setInterval(() => {
      if (ancestry() !== began) stop()
    }, 1000)
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    process.once('SIGHUP', stop)
  })
}

const drawProcessCommand: Command = {
  name: 'rita-process',
  usage: 'rita-process',
  about: ['Ritar docs/process/ ur stegtabellerna.', 'Draws docs/process/ from the step tables.'],
  options: {},
  positionals: { min: 0, max: 0 },
  run: async (call) => {
    const t = makeCatalogue().in('sv')
    const files = drawProcesses(processes, t)
    const folder = join(call.context.installation.docsFolder, 'process')
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of files) writeFileSync(join(folder, name), text)
    call.context.out(
      call.say(`Ritade ${files.size} filer i docs/process/.`, `Drew ${files.size} files in docs/process/.`),
    )
    return 0
  },
}

const COMMANDS: Command[] = [
  startCommand,
  readCommand,
  verifyLogCommand,
  doctorCommand,
  initCommand,
  adminLinkCommand,
  statCommand,
  drawProcessCommand,
]

const distFolder = dirname(fileURLToPath(import.meta.url))
const context: CommandContext = {
  env: process.env,
  installation: {
    distFolder,
    migrationsFolder: join(distFolder, '..', 'migrations'),
    docsFolder: join(distFolder, '..', 'docs'),
  },
  title: [
    'Samsyn – kommunens trygghetsprogram, remisser och svar i en röd tråd.',
    'Samsyn – the safety programme, its remisser and replies in one red thread.',
  ],
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
}

// A closed pipe (`samsyn las … | head`) ends the program quietly.
process.stdout.on('error', () => process.exit(0))
runCommand(COMMANDS, process.argv.slice(2), context).then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    if (error instanceof Usage) {
      context.err(error.message)
      process.exitCode = 2
      return
    }
    console.error(error)
    process.exitCode = 1
  },
)
