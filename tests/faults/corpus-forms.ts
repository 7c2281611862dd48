import { sql } from 'kysely'
import type { Fields } from '../world/page-forms.ts'
import type { TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  aktorId,
  beginReply,
  draftRemissId,
  instansId,
  passageId,
  receiveReply,
  registerAtAmn,
  replyText,
  SODERVIK,
  sendRemiss,
  TITLE,
} from '../world/story.ts'

export interface TextField {
  name: string
  max: number
  isOptional?: boolean
  /** Shown in full on the page that comes after. Default true. */
  isShown?: boolean
  /** What the field refuses of texts that are otherwise in order. */
  refuses?(saved: string): boolean
  /** What else must be chosen for the field to be read. Fields with the same are tried together. */
  beside?: Fields
}

export interface DateField {
  name: string
  isOptional?: boolean
  accepts(day: string): boolean
}

/** One form of the program, and how it is filled in when all is well. */
export interface ProbedForm {
  what: string
  who: string
  /** The page that the form is on. */
  path: string
  action: string
  /** `nr` makes diary numbers unique. */
  good(nr: number): Fields
  texts: TextField[]
  dates: DateField[]
  /** Lists, boxes and hidden fields: what is in no list is refused or left out, never an error of ours. */
  choices: string[]
  isUpload?: boolean
  /**
   * Behind the back of the pages, after the value was taken: makes a form possible again that can be carried out once only, and takes
   * away what would make the next page longer.
   */
  undo?(): Promise<unknown>
}

/** What the demo's clock says, see `DEMO_NOW`. */
const TODAY = '2026-11-22'
const untilToday = (day: string): boolean => day <= TODAY
const fromToday = (day: string): boolean => day >= TODAY

async function draftVersionId(server: TestServer): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'remiss.remiss': { id: string; program_version_id: string } }>()
    .selectFrom('remiss.remiss')
    .select('program_version_id')
    .where('id', '=', await draftRemissId(server))
    .executeTakeFirstOrThrow()
  return row.program_version_id
}

async function passageIds(server: TestServer, version: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from trygghetsprogram.passage where program_version_id = ${version}`.execute(server.database.db)
  return rows.map((row) => row.id)
}

/** Takes away every point but the first of each reply. */
async function removePoints(server: TestServer): Promise<void> {
  const { db } = server.database
  await sql`delete from platform.edge where from_kind = 'synpunkt'
    and from_id in (select id from remiss.synpunkt where ordinal > 1)`.execute(db)
  await sql`delete from remiss.synpunkt where ordinal > 1`.execute(db)
}

/** The forms that prepare a text and a remiss, while the demo's remiss is still a draft. */
export async function draftForms(server: TestServer): Promise<ProbedForm[]> {
  const remiss = `/remisser/${await draftRemissId(server)}`
  const version = await draftVersionId(server)
  const passage = `/programmet/versioner/${version}/passager/${await passageId(server, '1.1')}`
  const known = await passageIds(server, version)
  return [
    {
      what: 'nytt program',
      who: 'Per Hallberg',
      path: '/programmet/nytt',
      action: '/programmet/nytt',
      good: () => ({
        titel: 'Ett program',
        fran: '2028-01-01',
        till: '9999-12-31',
        text: '# Inledning\n\nEtt stycke.',
      }),
      texts: [
        { name: 'titel', max: 300 },
        // No value of the corpus is a chapter with a text. By itself, since that is told after the fields are in order.
        { name: 'text', max: 500_000, refuses: () => true, beside: {} },
      ],
      dates: [
        { name: 'fran', accepts: () => true },
        { name: 'till', accepts: (day) => day >= '2028-01-01' },
      ],
      choices: ['agare', 'kvitto'],
    },
    {
      what: 'ny remiss',
      who: 'Per Hallberg',
      path: '/remisser/ny',
      action: '/remisser/ny',
      good: (nr) => ({ version, titel: 'En remiss', diarienummer: `KS 2025/${nr}` }),
      texts: [{ name: 'titel', max: 300 }],
      dates: [],
      choices: ['version', 'kvitto'],
    },
    {
      what: 'ändra en remiss',
      who: 'Per Hallberg',
      path: `${remiss}/redigera`,
      action: `${remiss}/redigera`,
      good: () => ({ titel: TITLE, missiv: 'Ett missiv.', 'svar-senast': '2027-02-14', 'fraga-1': 'En fråga?' }),
      texts: [
        { name: 'titel', max: 300 },
        // Markdown is drawn, not shown as it was typed.
        { name: 'missiv', max: 20_000, isOptional: true, isShown: false },
        { name: 'fraga-1', max: 1000, isOptional: true },
        { name: 'fraga-8', max: 1000, isOptional: true },
      ],
      dates: [{ name: 'svar-senast', isOptional: true, accepts: fromToday }],
      choices: ['avsnitt-1', 'version'],
    },
    {
      what: 'ändra en passage',
      who: 'Per Hallberg',
      path: `${passage}/redigera`,
      action: `${passage}/redigera`,
      good: () => ({ slag: 'text', text: 'En lydelse.' }),
      texts: [{ name: 'text', max: 20_000, isShown: false }],
      dates: [],
      choices: ['slag', 'version'],
    },
    {
      what: 'ny passage',
      who: 'Per Hallberg',
      path: `${passage}/ny`,
      action: `${passage}/ny`,
      good: () => ({ slag: 'exempel', text: 'En lydelse.' }),
      texts: [{ name: 'text', max: 20_000, isShown: false }],
      dates: [],
      choices: ['slag', 'kvitto'],
      undo: () =>
        sql`delete from trygghetsprogram.passage where program_version_id = ${version} and not (id = any(${known}))`.execute(
          server.database.db,
        ),
    },
    {
      what: 'val av instanser',
      who: 'Per Hallberg',
      path: `${remiss}/instanser`,
      action: `${remiss}/instanser`,
      good: () => ({ instans: [] }),
      texts: [],
      dates: [],
      choices: ['instans', 'version'],
    },
  ]
}

/** The forms of bodies and people. */
export async function aktorForms(server: TestServer): Promise<ProbedForm[]> {
  const aktor = `/aktorer/${await aktorId(server, SODERVIK)}`
  return [
    {
      what: 'ny aktör',
      who: 'Jonas Vikdal',
      path: '/aktorer',
      action: '/aktorer',
      good: () => ({ slag: 'forening', namn: 'En förening', kortnamn: 'föreningen', prefix: '', forvaltning: '' }),
      texts: [
        { name: 'namn', max: 200 },
        { name: 'kortnamn', max: 60, isShown: false },
        { name: 'prefix', max: 12, isOptional: true },
        { name: 'forvaltning', max: 200, isOptional: true },
      ],
      dates: [],
      choices: ['slag'],
    },
    {
      what: 'ny person',
      who: 'Jonas Vikdal',
      path: aktor,
      action: `${aktor}/personer`,
      good: () => ({ namn: 'En Person', titel: 'utredare', roll: 'fortroendevald' }),
      texts: [
        { name: 'namn', max: 120 },
        { name: 'titel', max: 120 },
      ],
      dates: [],
      choices: ['roll'],
    },
  ]
}

/** The remiss is sent; makes the forms of those who answer. */
export async function answerForms(server: TestServer): Promise<ProbedForm[]> {
  await sendRemiss(server)
  const instans = `/remissinstanser/${await instansId(server, AMN)}`
  return [
    {
      what: 'registrera en remiss',
      who: 'Eva Sand',
      path: `${instans}/registrera`,
      action: `${instans}/registrera`,
      good: (nr) => ({ diarienummer: `AMN 2025/${nr}`, ankomst: TODAY, handlaggare: '' }),
      texts: [],
      dates: [{ name: 'ankomst', accepts: (day) => day === TODAY }],
      choices: ['handlaggare', 'version'],
      undo: () => unregister(server),
    },
  ]
}

/** Arbetsmarknadsnämnden has registered nothing, as far as the pages know. The log keeps what happened. */
export async function unregister(server: TestServer): Promise<void> {
  const id = await instansId(server, AMN)
  await sql`update remiss.remissinstans set lage = 'skickad', arende_id = null, handlaggare_id = null, received_on = null
    where id = ${id}`.execute(server.database.db)
}

/** The reply is begun; makes the forms that write it. */
export async function replyForms(server: TestServer): Promise<ProbedForm[]> {
  await registerAtAmn(server)
  const reply = await beginReply(server)
  const page = await addPoint(server, reply)
  const point = /\/remissvar\/[\w-]+\/synpunkter\/(?!ny)[\w-]+/.exec(page.body)?.[0] ?? ''
  const whole = { slag: ['oklart'], text: 'Oklart.', kalla: 'forvaltningen', ankare: 'helheten' }
  const passage = await passageId(server, '2.4')
  const beside = { ankare: 'saknas', plats: 'I avsnittet om ansvar.' }
  const texts: TextField[] = [
    { name: 'text', max: 10_000, beside },
    { name: 'plats', max: 500, beside },
    {
      name: 'citat',
      max: 5000,
      isOptional: true,
      refuses: (saved) => saved !== '',
      beside: { ankare: 'passage', passage },
    },
  ]
  const choices = ['slag', 'kalla', 'ankare', 'passage', 'avsnitt', 'kvitto']
  return [
    {
      what: 'ny synpunkt',
      who: 'Olle Frisk',
      path: `${reply}/synpunkter/ny`,
      action: `${reply}/synpunkter/ny`,
      good: () => whole,
      texts,
      dates: [],
      choices,
      undo: () => removePoints(server),
    },
    {
      what: 'ändra en synpunkt',
      who: 'Olle Frisk',
      path: point,
      action: point,
      good: () => whole,
      texts,
      dates: [],
      choices: [...choices, 'version'],
    },
    {
      what: 'ändra ett svar',
      who: 'Olle Frisk',
      path: `${reply}/redigera`,
      action: `${reply}/redigera`,
      good: () => ({ form: 'namndbeslut', sammanfattning: '' }),
      texts: [{ name: 'sammanfattning', max: 20_000, isOptional: true }],
      dates: [],
      choices: ['form', 'version'],
    },
  ]
}

/** The forms of the registrator: what has come in, what was read in it, whom an ärende is shown to. */
export async function registryForms(server: TestServer): Promise<ProbedForm[]> {
  const read = await receiveReply(server, SODERVIK, { name: 'svar.txt', bytes: replyText() })
  const lasning = read.path.split('?')[0] ?? ''
  const arende = await arendeOf(server)
  const instans = `/remissinstanser/${await instansId(server, SODERVIK)}`
  const incoming = { papper: 'ja', ankomst: TODAY, avsandare: 'En avsändare', titel: 'En handling' }
  const common = {
    who: 'Ulla Norén',
    isUpload: true,
    good: () => incoming,
    dates: [{ name: 'ankomst', accepts: untilToday }],
  }
  return [
    {
      ...common,
      what: 'inkommet svar',
      path: `${instans}/inkommet`,
      action: `${instans}/inkommet`,
      texts: [
        { name: 'avsandare', max: 200, isShown: false },
        { name: 'titel', max: 300, isShown: false },
      ],
      // The remiss was sent today, and nobody answers what has not been asked.
      dates: [{ name: 'ankomst', accepts: (day) => day === TODAY }],
      choices: ['papper', 'kvitto'],
    },
    {
      ...common,
      what: 'ny handling',
      path: `${arende}/handlingar/ny`,
      action: `${arende}/handlingar/ny`,
      texts: [
        { name: 'avsandare', max: 200 },
        { name: 'titel', max: 300 },
      ],
      choices: ['papper', 'kvitto'],
    },
    {
      what: 'bekräfta en läsning',
      who: 'Ulla Norén',
      path: lasning,
      action: lasning,
      good: () => ({}),
      texts: [
        { name: 'sammanfattning', max: 20_000, isOptional: true },
        { name: 'falt-title', max: 5000, isOptional: true, isShown: false },
        { name: 'falt-decisionPoints', max: 5000, isOptional: true, isShown: false },
        { name: 'p1-text', max: 10_000 },
      ],
      dates: [{ name: 'beslutsdag', isOptional: true, accepts: untilToday }],
      choices: ['form', 'p1-slag', 'p1-ankare', 'p1-kalla', 'p1-avsnitt', 'version'],
      undo: async () => {
        await removePoints(server)
        await sql`update handlingar.lasning set confirmed = null, confirmed_by = null, confirmed_at = null`.execute(
          server.database.db,
        )
      },
    },
    {
      what: 'dela ett ärende',
      who: 'Ulla Norén',
      path: arende,
      action: `${arende}/dela`,
      good: () => ({ aktor: '' }),
      texts: [],
      dates: [],
      choices: ['aktor'],
    },
  ]
}

async function arendeOf(server: TestServer): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'remiss.remiss': { id: string; arende_id: string } }>()
    .selectFrom('remiss.remiss')
    .select('arende_id')
    .where('id', '=', await draftRemissId(server))
    .executeTakeFirstOrThrow()
  return `/arenden/${row.arende_id}`
}

/** The form that closes the remiss; the clock is moved past its last day first. */
export async function closingForms(server: TestServer): Promise<ProbedForm[]> {
  server.clock.set('2027-03-01T09:00:00Z')
  const id = await draftRemissId(server)
  return [
    {
      what: 'avsluta en remiss',
      who: 'Stina Almgren',
      path: `/remisser/${id}/avsluta`,
      action: `/remisser/${id}/avsluta`,
      good: () => ({}),
      texts: [{ name: 'skal', max: 2000 }],
      dates: [],
      choices: ['version'],
      undo: () =>
        sql`update remiss.remiss set status = 'skickad', closed_at = null, closing_reason = null where id = ${id}`.execute(
          server.database.db,
        ),
    },
  ]
}
