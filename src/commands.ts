import { readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { aktorerSteps, insertAktor, insertPerson, insertUppdrag, listPersons } from './aktorer/index.ts'
import { arendeSteps } from './arenden/index.ts'
import { readDocument } from './handlingar/index.ts'
import { drawProcesses } from './platform/access/draw-process.ts'
import { appendAudit, readCheckpoints, verifyLog } from './platform/audit/index.ts'
import type { Call, Command } from './platform/config/command-line.ts'
import { ConfigError, readConfig } from './platform/config/config.ts'
import { readSettings, writeSettings } from './platform/config/settings.ts'
import { type Database, FolderLocked, MigrationMismatch, newId } from './platform/db/index.ts'
import { decodeText } from './platform/files/decode-text.ts'
import { makeOneTimeLink } from './platform/http/index.ts'
import { swedishDay } from './platform/time/clock.ts'
import { findSynpunkter, remissSteps, svarSteps } from './remiss/index.ts'
import { openDatabase, startServer } from './server.ts'
import { programSteps } from './trygghetsprogram/index.ts'
import { makeCatalogue } from './wiring.ts'

const MAX_READ_BYTES = 25 * 1024 * 1024

/** Errors that are the surroundings' fault are told in one line, without a stack. */
async function told(call: Call, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const isTold = error instanceof ConfigError || error instanceof FolderLocked || error instanceof MigrationMismatch
    const code = (error as NodeJS.ErrnoException).code
    if (isTold) call.context.err(`samsyn: ${(error as Error).message}`)
    else if (code === 'EADDRINUSE')
      call.context.err(
        call.say(
          'samsyn: porten är upptagen. Välj en annan med PORT.',
          'samsyn: the port is taken. Choose another with PORT.',
        ),
      )
    else if (code === 'ECONNREFUSED' || code === '28P01' || code === '3D000') {
      call.context.err(
        call.say(
          'samsyn: databasen i DATABASE_URL svarar inte eller släpper inte in.',
          'samsyn: the database in DATABASE_URL does not answer or refuses.',
        ),
      )
    } else throw error
    return 1
  }
}

async function withDatabase(
  call: Call,
  work: (database: Database, dataFolder: string) => Promise<number>,
): Promise<number> {
  return told(call, async () => {
    const config = readConfig(call.context.env)
    const open = await openDatabase(config, call.context.installation)
    try {
      return await work(open.database, config.dataFolder)
    } finally {
      await open.close()
    }
  })
}

export const startCommand: Command = {
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
      await untilStopped()
      await running.close()
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

export const readCommand: Command = {
  name: 'las',
  usage: 'las FIL [--json]',
  about: [
    'Läser ett dokument (text, HTML) och skriver vad som står i det.',
    'Reads a document (text, HTML) and prints what it says.',
  ],
  options: {
    json: {
      type: 'boolean',
      about: ['skriv text, fält och synpunkter som JSON', 'print text, fields and points as JSON'],
    },
  },
  positionals: { min: 1, max: 1 },
  run: async (call) => {
    const path = call.args[0] ?? ''
    let bytes: Uint8Array
    try {
      const size = statSync(path).size
      if (size > MAX_READ_BYTES) {
        call.context.err(
          call.say(
            `samsyn: ${basename(path)} är ${Math.round(size / 1024 / 1024)} MB; högst 25 MB läses.`,
            `samsyn: ${basename(path)} is ${Math.round(size / 1024 / 1024)} MB; at most 25 MB is read.`,
          ),
        )
        return 1
      }
      bytes = readFileSync(path)
    } catch {
      call.context.err(
        call.say(`samsyn: filen ${path} går inte att öppna.`, `samsyn: the file ${path} cannot be opened.`),
      )
      return 1
    }
    const decoded = decodeText(bytes)
    if (!decoded.ok) {
      const reasons: Record<string, [string, string]> = {
        empty: ['filen är tom', 'the file is empty'],
        binary: ['filen är inte text', 'the file is not text'],
        docx: [
          'filen är ett Word-dokument, som inte läses ännu; spara som text',
          'the file is a Word document, which is not read yet; save as text',
        ],
        pdf: [
          'filen är en PDF, som inte läses ännu; spara som text',
          'the file is a PDF, which is not read yet; save as text',
        ],
      }
      const [sv, en] = reasons[decoded.reason] ?? [decoded.reason, decoded.reason]
      call.context.err(`samsyn: ${basename(path)}: ${call.say(sv, en)}.`)
      return 1
    }
    const reading = readDocument(decoded.text)
    const points = findSynpunkter(reading)
    if (call.flag('json')) {
      call.context.out(JSON.stringify({ text: reading.text, fields: reading.fields, points }, null, 2))
      return 0
    }
    for (const note of decoded.notes) call.context.err(call.say(`Obs: ${note}`, `Note: ${note}`))
    for (const [name, field] of Object.entries(reading.fields)) {
      call.context.out(
        `${name}: ${typeof field.value === 'object' ? JSON.stringify(field.value) : String(field.value)}  (${Math.round(field.confidence * 100)} %)`,
      )
    }
    points.forEach((point, at) => {
      call.context.out(
        `${call.say('synpunkt', 'point')} ${at + 1} [${point.kinds.join(', ')}] ${point.anchor.type}: ${point.text.replace(/\s+/g, ' ').slice(0, 160)}`,
      )
    })
    return 0
  },
}

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

export const initCommand: Command = {
  name: 'init',
  usage: 'init --kommun NAMN --administrator NAMN',
  about: [
    'Gör en tom databas till en riktig kommuns (inte demo) och ger en första engångslänk.',
    'Makes an empty database a real municipality’s (no demo) and gives a first one-time link.',
  ],
  options: {
    kommun: { type: 'string', about: ['kommunens namn', 'the municipality’s name'] },
    administrator: { type: 'string', about: ['den första administratörens namn', 'the first administrator’s name'] },
  },
  positionals: { min: 0, max: 0 },
  run: (call) =>
    withDatabase(call, async (database) => {
      const municipality = call.option('kommun')?.trim()
      const name = call.option('administrator')?.trim()
      if (!municipality || !name) {
        call.context.err(
          call.say('samsyn: ange --kommun och --administrator.', 'samsyn: give --kommun and --administrator.'),
        )
        return 2
      }
      if (await readSettings(database.db)) {
        call.context.err(
          call.say(
            'samsyn: databasen är redan i bruk. En demo kan inte bli en riktig kommun; välj en tom mapp eller databas.',
            'samsyn: the database is already in use. A demo cannot become a real municipality; choose an empty folder or database.',
          ),
        )
        return 1
      }
      const at = new Date()
      const token = await database.transaction(async (trx) => {
        const [aktorId, personId] = [newId(), newId()]
        await writeSettings(trx, { municipality, isDemo: false, createdAt: at.toISOString() })
        await insertAktor(trx, {
          id: aktorId,
          kind: 'kommunstyrelse',
          name: 'Kommunstyrelsen',
          shortName: 'KS',
          prefix: 'KS',
          forvaltning: null,
          validFrom: swedishDay(at),
          validTo: null,
        })
        await insertPerson(trx, { id: personId, name, title: 'administratör' })
        await insertUppdrag(trx, {
          id: newId(),
          person_id: personId,
          aktor_id: aktorId,
          role: 'administrator',
          valid_from: swedishDay(at),
          valid_to: null,
        })
        const link = await makeOneTimeLink(trx, personId, at)
        await appendAudit(trx, {
          at,
          actorId: null,
          actorRole: null,
          aktorId,
          act: 'aktorer.add-person',
          item: { kind: 'aktor', id: aktorId },
          payload: { municipality, administrator: personId },
        })
        return link
      })
      printLink(call, token)
      return 0
    }),
}

export const adminLinkCommand: Command = {
  name: 'admin-link',
  usage: 'admin-link',
  about: [
    'Ger administratören en ny engångslänk (gäller en timme).',
    'Gives the administrator a new one-time link (valid for an hour).',
  ],
  options: {},
  positionals: { min: 0, max: 0 },
  run: (call) =>
    withDatabase(call, async (database) => {
      const settings = await readSettings(database.db)
      if (!settings || settings.isDemo) {
        call.context.err(
          call.say(
            'samsyn: här finns ingen riktig kommun. Börja med samsyn init; demon behöver ingen länk.',
            'samsyn: there is no real municipality here. Begin with samsyn init; the demo needs no link.',
          ),
        )
        return 1
      }
      const at = new Date()
      const persons = await listPersons(database.db, swedishDay(at))
      const administrator = persons.find((person) => person.uppdrag.some((uppdrag) => uppdrag.role === 'administrator'))
      if (!administrator) {
        call.context.err(
          call.say('samsyn: ingen har rollen administratör.', 'samsyn: nobody holds the role of administrator.'),
        )
        return 1
      }
      const token = await database.transaction(async (trx) => {
        const link = await makeOneTimeLink(trx, administrator.id, at)
        const aktorId = administrator.uppdrag[0]?.aktorId ?? administrator.id
        await appendAudit(trx, {
          at,
          actorId: null,
          actorRole: null,
          aktorId,
          act: 'aktorer.make-link',
          item: { kind: 'aktor', id: aktorId },
          payload: { person: administrator.id },
        })
        return link
      })
      printLink(call, token)
      return 0
    }),
}

function printLink(call: Call, token: string): void {
  const config = readConfig(call.context.env)
  call.context.out(
    call.say(
      'Engångslänk (gäller en gång, inom en timme, när Samsyn kör):',
      'One-time link (works once, within the hour, when Samsyn runs):',
    ),
  )
  call.context.out(new URL(`/engangslank/${token}`, config.publicUrl).href)
}

export const drawProcessCommand: Command = {
  name: 'rita-process',
  usage: 'rita-process',
  about: ['Ritar docs/process/ ur stegtabellerna.', 'Draws docs/process/ from the step tables.'],
  options: {},
  positionals: { min: 0, max: 0 },
  run: async (call) => {
    const t = makeCatalogue().in('sv')
    const files = drawProcesses([remissSteps, svarSteps, programSteps, arendeSteps, aktorerSteps], t)
    const { mkdirSync, writeFileSync } = await import('node:fs')
    const folder = join(call.context.installation.docsFolder, 'process')
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of files) writeFileSync(join(folder, name), text)
    call.context.out(
      call.say(`Ritade ${files.size} filer i docs/process/.`, `Drew ${files.size} files in docs/process/.`),
    )
    return 0
  },
}
