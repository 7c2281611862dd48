import type { Page, TestFile } from './client.ts'
import type { TestServer } from './server.ts'

/**
 * The steps of a remiss as people do them, by the pages and without script, so that a test can begin in the middle. Every step signs
 * in as somebody who may do it and leaves the client signed in as that person.
 */
export const TITLE = 'Förslag till Trygghetsprogram för Ekhamn 2028–2031'

interface RemissRow {
  id: string
  title: string
}

export async function draftRemissId(server: TestServer): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'remiss.remiss': RemissRow }>()
    .selectFrom('remiss.remiss')
    .select('id')
    .where('title', '=', TITLE)
    .executeTakeFirstOrThrow()
  return row.id
}

export async function aktorId(server: TestServer, name: string): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'aktorer.aktor': { id: string; name: string } }>()
    .selectFrom('aktorer.aktor')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.id
}

export async function personId(server: TestServer, name: string): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'aktorer.person': { id: string; name: string } }>()
    .selectFrom('aktorer.person')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.id
}

/** The instance of a body in the draft remiss that was sent. */
export async function instansId(server: TestServer, aktor: string): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'remiss.remissinstans': { id: string; aktor_id: string; remiss_id: string } }>()
    .selectFrom('remiss.remissinstans')
    .select('id')
    .where('aktor_id', '=', await aktorId(server, aktor))
    .where('remiss_id', '=', await draftRemissId(server))
    .executeTakeFirstOrThrow()
  return row.id
}

export async function lageOf(server: TestServer, aktor: string): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'remiss.remissinstans': { id: string; lage: string } }>()
    .selectFrom('remiss.remissinstans')
    .select('lage')
    .where('id', '=', await instansId(server, aktor))
    .executeTakeFirstOrThrow()
  return row.lage
}

export async function auditCount(server: TestServer): Promise<number> {
  const row = await server.database.db.selectFrom('platform.audit_head').select('seq').executeTakeFirstOrThrow()
  return row.seq
}

export const AMN = 'Arbetsmarknadsnämnden'
export const SODERVIK = 'Södervik stadsdelsnämnd'

/** Per Hallberg chooses the instances. */
export async function chooseInstanser(server: TestServer, aktorer: string[]): Promise<Page> {
  const client = server.client()
  await client.signInAs('Per Hallberg')
  const id = await draftRemissId(server)
  const ids = await Promise.all(aktorer.map((aktor) => aktorId(server, aktor)))
  return client.submit(`/remisser/${id}/instanser`, `/remisser/${id}/instanser`, { instans: ids })
}

/** … and sends the remiss. */
export async function sendRemiss(server: TestServer, aktorer: string[] = [AMN, SODERVIK]): Promise<string> {
  await chooseInstanser(server, aktorer)
  const client = server.client()
  await client.signInAs('Per Hallberg')
  const id = await draftRemissId(server)
  const page = await client.submit(`/remisser/${id}/kontrollera`, `/remisser/${id}/skicka`)
  if (page.status !== 200) throw new Error(`the remiss was not sent: ${page.status} ${page.text.slice(0, 300)}`)
  return id
}

/** Eva Sand registers it at arbetsmarknadsnämnden. */
export async function registerAtAmn(server: TestServer, fields: Record<string, string> = {}): Promise<Page> {
  const client = server.client()
  await client.signInAs('Eva Sand')
  const path = `/remissinstanser/${await instansId(server, AMN)}/registrera`
  return client.submit(path, path, { diarienummer: 'AMN 2026/88', ...fields })
}

/** Olle Frisk begins the reply; gives its address. */
export async function beginReply(server: TestServer): Promise<string> {
  const client = server.client()
  await client.signInAs('Olle Frisk')
  const instans = await instansId(server, AMN)
  const page = await client.submit(`/remissinstanser/${instans}`, `/remissinstanser/${instans}/paborja`)
  return page.path.split('?')[0] ?? ''
}

/** The id of the passage with a number in the text that is on remiss. */
export async function passageId(server: TestServer, number: string): Promise<string> {
  const row = await server.database.db
    .withTables<{
      'trygghetsprogram.passage': { id: string; number: string; program_version_id: string }
      'remiss.remiss': { id: string; program_version_id: string }
    }>()
    .selectFrom('trygghetsprogram.passage as p')
    .innerJoin('remiss.remiss as r', 'r.program_version_id', 'p.program_version_id')
    .select('p.id')
    .where('r.id', '=', await draftRemissId(server))
    .where('p.number', '=', number)
    .executeTakeFirstOrThrow()
  return row.id
}

/** Olle Frisk adds a point at a passage. */
export async function addPoint(
  server: TestServer,
  reply: string,
  fields: Record<string, string | string[]> = {},
): Promise<Page> {
  const client = server.client()
  await client.signInAs('Olle Frisk')
  return client.submit(`${reply}/synpunkter/ny`, `${reply}/synpunkter/ny`, {
    slag: ['oklart'],
    text: 'Det framgår inte hur och av vem kunskap och resurser kan påkallas.',
    kalla: 'forvaltningen',
    ankare: 'passage',
    passage: await passageId(server, '2.4'),
    citat: 'när det är påkallat',
    ...fields,
  })
}

/** Olle Frisk writes the summary and says in which form the body answers. */
export async function summarise(server: TestServer, reply: string, fields: Record<string, string> = {}): Promise<Page> {
  const client = server.client()
  await client.signInAs('Olle Frisk')
  return client.submit(`${reply}/redigera`, `${reply}/redigera`, {
    form: 'namndbeslut',
    sammanfattning: 'Nämnden ser positivt på förslaget.',
    ...fields,
  })
}

/** Mikael Brodd registers what the committee decided. */
export async function registerBeslut(
  server: TestServer,
  reply: string,
  fields: Record<string, string | string[]> = {},
): Promise<Page> {
  const client = server.client()
  await client.signInAs('Mikael Brodd')
  return client.submit(`${reply}/beslut`, `${reply}/beslut`, {
    form: 'namndbeslut',
    beslutsdag: '17 november 2026',
    paragraf: '§ 14',
    lydelse: 'Arbetsmarknadsnämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.',
    omedelbart: ['ja'],
    ...fields,
  })
}

/** The two together: a reply that rests on a decision. */
export async function decide(
  server: TestServer,
  reply: string,
  fields: { sammanfattning?: string; beslutsdag?: string; paragraf?: string } = {},
): Promise<Page> {
  const { sammanfattning, ...beslut } = fields
  await summarise(server, reply, sammanfattning === undefined ? {} : { sammanfattning })
  return registerBeslut(server, reply, beslut)
}

/** … and sends it. */
export async function sendReply(server: TestServer, reply: string): Promise<Page> {
  const client = server.client()
  await client.signInAs('Olle Frisk')
  return client.submit(`${reply}/kontrollera`, `${reply}/skicka`)
}

/** Everything up to a reply that can be sent. */
export async function writtenReply(server: TestServer): Promise<string> {
  await sendRemiss(server)
  await registerAtAmn(server)
  const reply = await beginReply(server)
  await addPoint(server, reply)
  await decide(server, reply)
  return reply
}

/** Ulla Norén registers a reply that came as a file or on paper. */
export async function receiveReply(
  server: TestServer,
  aktor: string,
  file: TestFile | null,
  fields: Record<string, string | undefined> = {},
): Promise<Page> {
  const client = server.client()
  await client.signInAs('Ulla Norén')
  const path = `/remissinstanser/${await instansId(server, aktor)}/inkommet`
  return client.submit(path, path, fields, file ? { file } : {})
}

/** A short reply of our own making, in the form of a tjänsteutlåtande. */
export function replyText(): Uint8Array {
  return new TextEncoder().encode(`Stadsdelsförvaltningen Södervik
TJÄNSTEUTLÅTANDE
Dnr SOD 2026/41
2026-11-12

Till
Södervik stadsdelsnämnd
den 19 november 2026

Yttrande över remiss av trygghetsprogram för Ekhamn 2028–2031

Remiss från kommunstyrelsen, KS 2026/112

Förvaltningens förslag till beslut

1. Nämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.
2. Paragrafen justeras omedelbart.

Sammanfattning

Förvaltningen är positiv till förslaget men saknar en beskrivning av hur stadsdelarna får tag i facknämndernas stöd.

Förvaltningens synpunkter och förslag

Förvaltningen är positiv till att programmet på ett tydligt sätt beskriver ansvaret.

Under ”Uppdrag och ansvar” är det inte helt tydligt hur och av vem kunskap och resurser kan påkallas.

Förvaltningen vill komplettera avsnittet ”Förebyggande arbete” med fältassistenternas arbete på kvällar och helger.
`)
}

/** Olle Frisk begins the tjänsteutlåtande of a reply; gives its address. */
export async function beginUtlatande(server: TestServer, reply: string): Promise<string> {
  const client = server.client()
  await client.signInAs('Olle Frisk')
  const page = await client.submit(reply, `${reply}/utlatande`)
  return page.path.replace(/\/redigera.*$/, '')
}

/** … and writes its summary and more. */
export async function writeUtlatande(
  server: TestServer,
  utlatande: string,
  fields: Record<string, string> = {},
): Promise<Page> {
  const client = server.client()
  await client.signInAs('Olle Frisk')
  return client.submit(`${utlatande}/redigera`, `${utlatande}/redigera`, {
    'avsnitt-sammanfattning': 'Förvaltningen ser positivt på att programmet tydliggör ansvaret.',
    ...fields,
  })
}

/** … and sends it to the named chiefs, in order. */
export async function sendToAttest(server: TestServer, utlatande: string, chiefs: string[]): Promise<Page> {
  const client = server.client()
  await client.signInAs('Olle Frisk')
  const named: Record<string, string> = { 'attestant-1': '', 'attestant-2': '', 'attestant-3': '', 'attestant-4': '' }
  for (const [at, chief] of chiefs.entries()) named[`attestant-${at + 1}`] = await personId(server, chief)
  return client.submit(`${utlatande}/attest`, `${utlatande}/attest`, named)
}

/** A chief attests what stands there now. */
export async function attest(server: TestServer, utlatande: string, chief: string): Promise<Page> {
  const client = server.client()
  await client.signInAs(chief)
  return client.submit(utlatande, `${utlatande}/attestera`)
}
