import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  adminLinkCommand,
  doctorCommand,
  drawProcessCommand,
  initCommand,
  readCommand,
  startCommand,
  verifyLogCommand,
} from './commands.ts'
import { type Command, type CommandContext, runCommand, Usage } from './platform/config/command-line.ts'

const COMMANDS: Command[] = [
  startCommand,
  readCommand,
  verifyLogCommand,
  doctorCommand,
  initCommand,
  adminLinkCommand,
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
