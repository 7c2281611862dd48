import type { Route } from '../../src/platform/http/index.ts'
import type { TestServer } from './server.ts'
import {
  AMN,
  addPoint,
  aktorId,
  beginReply,
  instansId,
  passageId,
  personId,
  receiveReply,
  registerAtAmn,
  replyText,
  SODERVIK,
  sendRemiss,
  summarise,
} from './story.ts'

const NORRBY = 'Norrby stadsdelsnämnd'
const SON = 'Socialnämnden'
const LATE = 'Trafiknämnden'
const POLIS = 'Polisen, lokalpolisområde Ekhamn'

/** The reply period of the remiss that was sent is over by then, and the one that is prepared still has its own before it. */
const AFTER_REPLY_PERIOD = '2027-02-22T09:00:00Z'
const NEXT_REPLY_BY = '2027-05-31'

/** Whom a page is shown for (null: nobody), and the pages, as addresses. */
export type Tour = [who: string | null, paths: string[]][]

/** What a tour needs to know beyond its addresses. */
export interface EveryPage {
  tour: Tour
  /** A form that answers with its mistakes when it is sent as it stands, and a remiss that two people can edit at once. */
  emptyForm: string
  editedByTwo: string
}

/** The id that an address holds first. */
function idIn(path: string): string {
  return /[0-9a-f-]{36}/.exec(path)?.[0] ?? ''
}

/**
 * Ekhamn in a state where every page there is can be shown to somebody: one remiss out with a reply being written, a reply that was
 * received as a file and waits to be checked, a body that has not registered it; the reply period over; and the next version with a
 * remiss being prepared.
 */
export async function makeEveryPage(server: TestServer): Promise<EveryPage> {
  const sent = await sendRemiss(server, [AMN, SODERVIK, NORRBY, POLIS, SON, LATE])
  const versionOf = async (remiss: string): Promise<string> => {
    const client = server.client()
    await client.signInAs('Per Hallberg')
    return idIn(
      /\/programmet\/versioner\/[0-9a-f-]{36}/.exec((await client.get(`/remisser/${remiss}`)).body)?.[0] ?? '',
    )
  }
  await registerAtAmn(server)
  const reply = await beginReply(server)
  await addPoint(server, reply)
  await summarise(server, reply, { form: 'kontorsyttrande' })
  const son = await workAtSon(server)
  const received = await receiveReply(server, SODERVIK, { name: 'yttrande.txt', bytes: replyText() })
  const [silent, onRemiss, passage] = [
    await instansId(server, NORRBY),
    await versionOf(sent),
    await passageId(server, '2.4'),
  ]

  server.clock.set(AFTER_REPLY_PERIOD)
  const ulla = server.client()
  await ulla.signInAs('Ulla Norén')
  const arende = idIn(/\/arenden\/[0-9a-f-]{36}/.exec((await ulla.get('/arenden?text=112')).body)?.[0] ?? '')
  // The last in the list is the one that came as a file.
  const handling = idIn(
    [...(await ulla.get(`/arenden/${arende}`)).body.matchAll(/"\/handlingar\/[0-9a-f-]{36}"/g)].at(-1)?.[0] ?? '',
  )
  const begaran = await askForHandling(server)
  const point = await pointIn(server, reply)
  const beslut = await someBeslut(server)
  await receiveReply(server, LATE, null, {
    papper: 'ja',
    ankomst: AFTER_REPLY_PERIOD.slice(0, 10),
    avsandare: LATE,
    titel: 'Yttrande',
  })
  const late = `/remissinstanser/${await instansId(server, LATE)}`
  const mikael = server.client()
  await mikael.signInAs('Mikael Brodd')
  const meeting = /\/sammantraden\/[0-9a-f-]{36}/.exec((await mikael.get('/sammantraden')).body)?.[0] ?? ''
  const next = await prepareNext(server, onRemiss)
  const written = `/programmet/versioner/${next.version}/passager/${next.passage}`
  const amn = await aktorId(server, AMN)
  const link = await answerLink(server)
  const amnInstans = await instansId(server, AMN)
  const tour: Tour = [
    [
      null,
      [
        ...['/', '/om', '/tillganglighet', '/halsa', '/logga-in', '/byt-person', '/engangslank/x', '/programmet'],
        `/programmet/versioner/${onRemiss}`,
        `/programmet/versioner/${onRemiss}/passager/${passage}`,
      ],
    ],
    [
      'Per Hallberg',
      [
        ...['/minsida', '/programmet/nytt', `/programmet/jamfor?fran=${onRemiss}&till=${next.version}`],
        ...[written, `${written}/redigera`, `${written}/ny`, `${written}/ta-bort`],
        ...['/remisser', '/remisser.csv', '/remisser.json', '/remisser/ny', '/aktorer'],
        ...[`/remisser/${sent}/pdf`, `/remisser/${sent}/docx`, `${late}/sent-svar`, `${son.instans}/anstand/svar`],
        ...[`/remisser/${sent}`, `/remisser/${sent}/sammanstallning`, `/remisser/${sent}/avsluta`],
        `/remisser/${sent}/sammanstallning?passage=${passage}`,
        `/remisser/${next.remiss}`,
        ...['redigera', 'instanser', 'kontrollera'].map((last) => `/remisser/${next.remiss}/${last}`),
      ],
    ],
    [
      'Olle Frisk',
      [
        ...['/minsida', '/arenden', reply, `${reply}/redigera`, `${reply}/synpunkter/ny`],
        ...[`${reply}/synpunkter/${point}`, `${reply}/kontrollera`],
        ...['', '/planering', '/anstand', '/avsta'].map((last) => `/remissinstanser/${amnInstans}${last}`),
        `${reply}/beslut`,
        ...[
          '/sammantraden',
          meeting,
          `/sammantraden/organ/${amn}`,
          '/delegationsbeslut',
          '/delegationsbeslut.csv',
          '/delegationsbeslut.json',
        ],
        beslut,
      ],
    ],
    [
      'David Asplid',
      [
        son.utlatande,
        ...['redigera', 'word', 'jamfor', 'samrad', 'attest', 'pdf', 'docx'].map((last) => `${son.utlatande}/${last}`),
      ],
    ],
    ['Mikael Brodd', ['utdrag', 'pdf', 'docx'].map((last) => `${beslut}/${last}`)],
    ['Rolf Tingvik', [`/remissinstanser/${silent}`, `/remissinstanser/${silent}/registrera`, '/arenden']],
    [
      'Ulla Norén',
      [
        `/remissinstanser/${silent}/inkommet`,
        `/remissvar/${idIn(received.path)}`,
        `/remissvar/${idIn(received.path)}/lasning`,
        ...['/arenden', '/arenden.csv', '/arenden.json', `/arenden/${arende}`, `/arenden/${arende}/handlingar/ny`],
        ...['material', 'avsluta', 'paket'].map((last) => `/arenden/${arende}/${last}`),
        ...['/diarium', '/diarium?visning=intern', '/diarium.csv', '/diarium.json'],
        ...['/begaranden', '/begaranden.csv', '/begaranden.json', '/begaranden/ny', `${begaran}?sok=remiss`],
        ...[`/handlingar/${handling}`, `/handlingar/${handling}/original`, `${await maskOne(server)}/maskerad`],
      ],
    ],
    ['Mikael Brodd', ['/mallar/tjansteutlatande', '/ersattare']],
    ['Leila Sandahl', ['/minsida', `/aktorer/${amn}`]],
    ['Karin Tallmo', ['/minsida', '/ersattare']],
    ['Jonas Vikdal', ['/aktorer', '/aktorer.csv', '/aktorer.json', `/aktorer/${amn}`, `/aktorer/${amn}/kontakt`]],
    ['Jonas Vikdal', [`/aktorer/${amn}/avsluta?person=${await personId(server, 'Olle Frisk')}&roll=handlaggare`]],
    ['Jonas Vikdal', ['/utkorg', '/utkorg?lage=koad', await firstMail(server), '/minsida/installningar']],
    [null, [link, `${link}/kontrollera`, await calendarAddress(server)]],
  ]
  return { tour, emptyForm: `${reply}/synpunkter/ny`, editedByTwo: `/remisser/${next.remiss}/redigera` }
}

/** Somebody asks for a handling, and Ulla Norén registers it and finds one. */
async function askForHandling(server: TestServer): Promise<string> {
  const ulla = server.client()
  await ulla.signInAs('Ulla Norén')
  const made = await ulla.submit('/begaranden/ny', '/begaranden/ny', {
    myndighet: await aktorId(server, 'Kommunstyrelsen'),
    vad: 'Allt om remissen.',
  })
  const begaran = `/begaranden/${idIn(made.path)}`
  const found = await ulla.get(`${begaran}?sok=remiss`)
  const [, handling = ''] = /name="handling" value="([0-9a-f-]{36})"/.exec(found.body) ?? []
  await ulla.submit(`${begaran}?sok=remiss`, `${begaran}/handlingar`, { handling: [handling] })
  return begaran
}

/** Ulla Norén masks a copy of the handling that is marked. */
async function maskOne(server: TestServer): Promise<string> {
  const ulla = server.client()
  await ulla.signInAs('Ulla Norén')
  const row = await server.database.db
    .withTables<{ 'handlingar.handling': { id: string; sekretess_provision: string | null } }>()
    .selectFrom('handlingar.handling')
    .select('id')
    .where('sekretess_provision', 'is not', null)
    .executeTakeFirstOrThrow()
  const handling = `/handlingar/${row.id}`
  const file = { name: 'maskerad.txt', bytes: new TextEncoder().encode('[maskerat]') }
  await ulla.submit(handling, `${handling}/maskera`, {}, { file })
  return handling
}

/** Per Hallberg makes a reply link for the police, and somebody there has written something and not sent it. */
async function answerLink(server: TestServer): Promise<string> {
  const per = server.client()
  await per.signInAs('Per Hallberg')
  const instans = `/remissinstanser/${await instansId(server, POLIS)}`
  const page = await per.submit(instans, `${instans}/svarslank`, { hur: 'visa' })
  const [link = ''] = /\/svara\/[\w-]{43}/.exec(page.body) ?? []
  await server.client().submit(link, link, { sammanfattning: 'Vi instämmer.', steg: 'kontrollera' })
  return link
}

/** Olle Frisk's calendar. */
async function calendarAddress(server: TestServer): Promise<string> {
  const olle = server.client()
  await olle.signInAs('Olle Frisk')
  const { body } = await olle.submit('/minsida/installningar', '/minsida/kalender')
  return /\/kalender\/[\w-]{43}\.ics/.exec(body)?.[0] ?? ''
}

async function firstMail(server: TestServer): Promise<string> {
  const jonas = server.client()
  await jonas.signInAs('Jonas Vikdal')
  return /\/utkorg\/[0-9a-f-]{36}/.exec((await jonas.get('/utkorg')).body)?.[0] ?? ''
}

async function pointIn(server: TestServer, reply: string): Promise<string> {
  const olle = server.client()
  await olle.signInAs('Olle Frisk')
  const { body } = await olle.get(reply)
  return /\/synpunkter\/([0-9a-f-]{36})"/.exec(body)?.[1] ?? ''
}

/** Socialnämnden: its officer has begun a tjänsteutlåtande, saved it once more, and asked for more time. */
async function workAtSon(server: TestServer): Promise<{ instans: string; utlatande: string }> {
  const instans = `/remissinstanser/${await instansId(server, SON)}`
  const yvonne = server.client()
  await yvonne.signInAs('Yvonne Kärk')
  await yvonne.submit(`${instans}/registrera`, `${instans}/registrera`, { diarienummer: 'SON 2026/31' })
  const david = server.client()
  await david.signInAs('David Asplid')
  const reply = (await david.submit(instans, `${instans}/paborja`)).path.split('?')[0] ?? ''
  const made = await david.submit(reply, `${reply}/utlatande`)
  const utlatande = `/utlatanden/${idIn(made.path)}`
  await david.submit(`${utlatande}/redigera`, `${utlatande}/redigera`, { 'avsnitt-sammanfattning': 'Bra förslag.' })
  await david.submit(`${instans}/anstand`, `${instans}/anstand`, { dag: '2027-03-15', skal: 'Nämnden möts i mars.' })
  return { instans, utlatande }
}

/** What the body that Mikael Brodd writes for decided when the programme in force was on remiss. */
async function someBeslut(server: TestServer): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'sammantraden.beslut': { id: string; aktor_id: string } }>()
    .selectFrom('sammantraden.beslut')
    .select('id')
    .where('aktor_id', '=', await aktorId(server, AMN))
    .executeTakeFirstOrThrow()
  return `/beslut/${row.id}`
}

/** Per Hallberg makes the next version, and a remiss on it that can be sent. */
async function prepareNext(
  server: TestServer,
  from: string,
): Promise<{ version: string; passage: string; remiss: string }> {
  const per = server.client()
  await per.signInAs('Per Hallberg')
  const made = await per.submit(`/programmet/versioner/${from}`, `/programmet/versioner/${from}/ny-version`)
  const version = idIn(made.path)
  const passage = idIn(/\/passager\/[0-9a-f-]{36}\/redigera"/.exec(made.body)?.[0] ?? '')
  const remiss = idIn(
    (
      await per.submit('/remisser/ny', '/remisser/ny', {
        version,
        titel: 'Trygghetsprogrammet en gång till',
        diarienummer: 'KS 2027/31',
      })
    ).path,
  )
  const edit = `/remisser/${remiss}/redigera`
  await per.submit(edit, edit, {
    missiv: 'Säg gärna till om något saknas.',
    'svar-senast': NEXT_REPLY_BY,
    'fraga-1': 'Är ansvaret tydligt nu?',
  })
  const choose = `/remisser/${remiss}/instanser`
  await per.submit(choose, choose, { instans: [await aktorId(server, AMN)] })
  return { version, passage, remiss }
}

/** The line of the table of routes that an address is answered by: the first that fits, as the server itself chooses. */
export function routeOf(routes: readonly Route[], path: string): string | undefined {
  const [bare = ''] = path.split('?')
  return routes.find(
    (route) =>
      route.method === 'GET' &&
      new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`).test(bare),
  )?.path
}
