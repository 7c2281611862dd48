import type { Command } from '../config/command-line.ts'
import { readSettings } from '../config/settings.ts'
import { withDatabase } from '../config/with-database.ts'
import { readCheckpoints } from './checkpoint.ts'
import { verifyLog } from './verify.ts'

export const verifyLogCommand: Command = {
  name: 'verify-log',
  usage: 'verify-log [--mot FIL]',
  about: [
    'Kontrollerar att loggen är hel: inget ändrat, borttaget eller avkapat.',
    'Checks that the log is whole: nothing changed, removed or cut off.',
  ],
  options: {
    mot: {
      type: 'string',
      about: [
        'kontrollpunkter som sparats på annat håll (checkpoints.jsonl)',
        'checkpoints kept elsewhere (checkpoints.jsonl)',
      ],
    },
  },
  positionals: { min: 0, max: 0 },
  run: (call) =>
    withDatabase(call, async (database, dataFolder) => {
      const against = call.option('mot')
      let checkpoints: ReturnType<typeof readCheckpoints> = []
      try {
        checkpoints = against ? readCheckpoints(against) : []
      } catch (error) {
        call.context.err(`samsyn: ${(error as Error).message}`)
        return 2
      }
      const { entries, faults } = await verifyLog(database.db, checkpoints, dataFolder)
      for (const fault of faults)
        call.context.err(
          call.say(
            `Fel vid post ${fault.seq}: ${FAULTS[fault.fault][0]}`,
            `Fault at entry ${fault.seq}: ${FAULTS[fault.fault][1]}`,
          ),
        )
      if (faults.length > 0) return 1
      call.context.out(call.say(`Loggen är hel: ${entries} poster.`, `The log is whole: ${entries} entries.`))
      if (checkpoints.length === 0) {
        call.context.out(
          call.say(
            'Utan kontrollpunkter från annat håll (--mot) syns det inte om slutet har kapats.',
            'Without checkpoints kept elsewhere (--mot) a cut-off end does not show.',
          ),
        )
      }
      return 0
    }),
}

const FAULTS = {
  gap: ['en post saknas', 'an entry is missing'],
  changed: ['posten har ändrats', 'the entry has been changed'],
  'payload-changed': ['postens innehåll har ändrats', 'the content of the entry has been changed'],
  'broken-link': ['posten hänger inte ihop med den före', 'the entry does not hang together with the one before'],
  head: ['loggens slut stämmer inte', 'the end of the log is not right'],
  truncated: [
    'loggen har kapats: kontrollpunkten är senare än loggens slut',
    'the log has been cut off: the checkpoint is later than its end',
  ],
  'checkpoint-differs': [
    'posten är en annan än den som kontrollpunkten bevarar',
    'the entry differs from what the checkpoint holds',
  ],
  'checkpoint-unsigned': [
    'kontrollpunkten är inte undertecknad av den här installationen',
    'the checkpoint is not signed by this installation',
  ],
} as const

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor',
  about: [
    'Säger hur installationen mår och vad den inte lovar.',
    'Says how the installation is and what it does not promise.',
  ],
  options: {},
  positionals: { min: 0, max: 0 },
  run: (call) =>
    withDatabase(call, async (database, dataFolder) => {
      const settings = await readSettings(database.db)
      const { entries, faults } = await verifyLog(database.db, [], dataFolder)
      const major = Number(process.versions.node.split('.')[0])
      const lines: [string, string][] = [
        [
          `Node ${process.versions.node}${major < 24 ? ' (24 LTS rekommenderas)' : ''}`,
          `Node ${process.versions.node}${major < 24 ? ' (24 LTS is recommended)' : ''}`,
        ],
        [
          `Kommun: ${settings ? `${settings.municipality}${settings.isDemo ? ' (demo)' : ''}` : 'tom databas'}`,
          `Municipality: ${settings ? `${settings.municipality}${settings.isDemo ? ' (demo)' : ''}` : 'empty database'}`,
        ],
        database.kind === 'embedded'
          ? [
              'Databas: inbyggd. Tål att processen dör, inte strömavbrott – inte för allmänna handlingar i drift.',
              'Database: embedded. Survives a killed process, not a power cut – not for public records in operation.',
            ]
          : ['Databas: PostgreSQL.', 'Database: PostgreSQL.'],
        [
          `Logg: ${entries} poster, ${faults.length === 0 ? 'hel' : `${faults.length} fel`}`,
          `Log: ${entries} entries, ${faults.length === 0 ? 'whole' : `${faults.length} faults`}`,
        ],
      ]
      for (const line of lines) call.context.out(call.say(...line))
      return faults.length === 0 ? 0 : 1
    }),
}
