import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { ROLES } from '../aktorer/index.ts'
import { type Actor, allOf, anyOf, bodiesOf, type Policy, seatAt, valueIs } from '../platform/access/index.ts'
import { canonicalJson } from '../platform/audit/index.ts'
import type { Db } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import type { AttestRecord, NamedAttestant } from './model/attest.ts'
import type { UtlatandeText } from './model/utlatande.ts'
import type { UtlatandeState } from './model/utlatande-steps.ts'
import { holdArende } from './store.ts'

type UtlatandeTables = {
  'arenden.utlatande': {
    id: string
    arende_id: string
    owner_aktor_id: string
    author_id: string
    label: string
    state: UtlatandeState
    nr: number
    version: number
  }
  'arenden.utlatande_version': {
    utlatande_id: string
    nr: number
    /** Null when it has been destroyed at rensning. */
    content: unknown
    fingerprint: string
    made_by: string
    made_at: Date
    rensad_on: string | null
    allman_on: string | null
  }
  'arenden.attestant': { utlatande_id: string; ordinal: number; person_id: string }
  'arenden.attest': {
    id: string
    utlatande_id: string
    ordinal: number
    person_id: string
    by_person_id: string
    by_name: string
    by_title: string
    outcome: 'attesterad' | 'atersand'
    nr: number
    fingerprint: string
    remark: string | null
    at: Date
  }
  'arenden.arende': { id: string; diarienummer: string | null; title: string; state: 'oppet' | 'avslutat' }
  'aktorer.v_aktor': { id: string; name: string; forvaltning: string | null }
  'aktorer.v_person': { id: string; name: string; title: string }
}

function tables(db: Db) {
  return db.withTables<UtlatandeTables>()
}

/** Those who work at the administration. The elected read what it has finished. */
const OFFICIALS = ROLES.filter((role) => role !== 'fortroendevald')

/**
 * A draft statement is arbetsmaterial of its own authority (OSL 8 kap. 1 §); what leaves the house leaves as a handling. Inside it
 * the officials see the work, and the elected members what has been attested.
 */
export const utlatandePolicy: Policy<{ ownerAktorId: string; state: string }> = anyOf(
  seatAt(
    (row) => [row.ownerAktorId],
    (bodies) => sql`utlatande.owner_aktor_id = any(${bodies})`,
    OFFICIALS,
  ),
  allOf(
    valueIs((row) => row.state, sql.ref('utlatande.state'), ['attesterat', 'beslutat', 'expedierat']),
    seatAt(
      (row) => [row.ownerAktorId],
      (bodies) => sql`utlatande.owner_aktor_id = any(${bodies})`,
    ),
  ),
)

/** Whether the actor sees the work behind the text – older versions, samråd, what was sent back – and not only the text itself. */
export function seesPreparation(actor: Actor, utlatande: { ownerAktorId: string }): boolean {
  return bodiesOf(actor, OFFICIALS).includes(utlatande.ownerAktorId)
}

export interface Utlatande {
  id: string
  arendeId: string
  ownerAktorId: string
  ownerName: string
  forvaltning: string | null
  diarienummer: string | null
  arendeState: 'oppet' | 'avslutat'
  authorId: string
  authorName: string
  authorTitle: string
  label: string
  state: UtlatandeState
  /** The newest version's number, its text, and what an attest of it is bound to. */
  nr: number
  text: UtlatandeText
  fingerprint: string
  changedAt: Date
  version: number
}

function base(db: Db) {
  return tables(db)
    .selectFrom('arenden.utlatande as utlatande')
    .innerJoin('arenden.utlatande_version as v', (join) =>
      join.onRef('v.utlatande_id', '=', 'utlatande.id').onRef('v.nr', '=', 'utlatande.nr'),
    )
    .innerJoin('arenden.arende as arende', 'arende.id', 'utlatande.arende_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'utlatande.owner_aktor_id')
    .innerJoin('aktorer.v_person as p', 'p.id', 'utlatande.author_id')
    .selectAll('utlatande')
    .select([
      'v.content',
      'v.fingerprint',
      'v.made_at',
      'arende.diarienummer',
      'arende.state as arende_state',
      'a.name as owner_name',
      'a.forvaltning',
      'p.name as author_name',
      'p.title as author_title',
    ])
}

function toUtlatande(row: Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>): Utlatande {
  return {
    id: row.id,
    arendeId: row.arende_id,
    ownerAktorId: row.owner_aktor_id,
    ownerName: row.owner_name,
    forvaltning: row.forvaltning,
    diarienummer: row.diarienummer,
    arendeState: row.arende_state,
    authorId: row.author_id,
    authorName: row.author_name,
    authorTitle: row.author_title,
    label: row.label,
    state: row.state,
    nr: row.nr,
    text: row.content as UtlatandeText,
    fingerprint: row.fingerprint,
    changedAt: row.made_at,
    version: row.version,
  }
}

/** One utlåtande that the actor may see, else NotFound. */
export async function findUtlatande(db: Db, actor: Actor, id: string): Promise<Utlatande> {
  const row = await base(db).where('utlatande.id', '=', id).where(utlatandePolicy.sql(actor)).executeTakeFirst()
  if (!row) throw new NotFound('utlatande')
  return toUtlatande(row)
}

/** The same with its row held until the commit; `expected` null asks for no particular version. */
export async function lockUtlatande(db: Db, actor: Actor, id: string, expected: number | null): Promise<Utlatande> {
  await tables(db).selectFrom('arenden.utlatande').select('id').where('id', '=', id).forUpdate().execute()
  await holdArende(db, (await findUtlatande(db, actor, id)).arendeId)
  const found = await findUtlatande(db, actor, id)
  if (expected !== null && found.version !== expected) throw new Conflict('utlatande', found.version)
  return found
}

/** Those of some utlåtanden that the actor may see. */
export async function utlatandenById(db: Db, actor: Actor, ids: string[]): Promise<Utlatande[]> {
  if (ids.length === 0) return []
  const rows = await base(db)
    .where(sql<boolean>`utlatande.id = any(${ids}::uuid[])`)
    .where(utlatandePolicy.sql(actor))
    .execute()
  return rows.map(toUtlatande)
}

/** The statements of an ärende, or of a body, that the actor may see. */
export async function listUtlatanden(
  db: Db,
  actor: Actor,
  where: { arendeId: string } | { aktorId: string },
): Promise<Utlatande[]> {
  const [column, id] =
    'arendeId' in where
      ? (['utlatande.arende_id', where.arendeId] as const)
      : (['utlatande.owner_aktor_id', where.aktorId] as const)
  const rows = await base(db).where(column, '=', id).where(utlatandePolicy.sql(actor)).orderBy('utlatande.id').execute()
  return rows.map(toUtlatande)
}

/** What an attest is bound to: the whole content, whatever the order of its keys. */
export function fingerprintOf(text: UtlatandeText): string {
  return createHash('sha256').update(canonicalJson(text)).digest('hex')
}

function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`
}

export async function insertUtlatande(
  db: Db,
  row: { id: string; arendeId: string; ownerAktorId: string; authorId: string; label: string; text: UtlatandeText },
  at: Date,
): Promise<void> {
  await tables(db)
    .insertInto('arenden.utlatande')
    .values({
      id: row.id,
      arende_id: row.arendeId,
      owner_aktor_id: row.ownerAktorId,
      author_id: row.authorId,
      label: row.label,
      state: 'utkast',
      nr: 1,
      version: 1,
    })
    .execute()
  await insertVersion(db, row.id, 1, row.text, row.authorId, at)
}

async function insertVersion(db: Db, id: string, nr: number, text: UtlatandeText, by: string, at: Date) {
  await tables(db)
    .insertInto('arenden.utlatande_version')
    .values({
      utlatande_id: id,
      nr,
      content: json(text),
      fingerprint: fingerprintOf(text),
      made_by: by,
      made_at: at,
      rensad_on: null,
      allman_on: null,
    })
    .execute()
}

/** A new version on top of a locked utlåtande. */
export async function appendVersion(
  db: Db,
  utlatande: Utlatande,
  text: UtlatandeText,
  by: string,
  at: Date,
): Promise<number> {
  await insertVersion(db, utlatande.id, utlatande.nr + 1, text, by, at)
  await tables(db)
    .updateTable('arenden.utlatande')
    .set((eb) => ({ nr: utlatande.nr + 1, version: eb('version', '+', 1) }))
    .where('id', '=', utlatande.id)
    .execute()
  return utlatande.nr + 1
}

export async function setUtlatandeState(db: Db, id: string, state: UtlatandeState): Promise<void> {
  await tables(db)
    .updateTable('arenden.utlatande')
    .set((eb) => ({ state, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export interface UtlatandeVersion {
  nr: number
  text: UtlatandeText
  fingerprint: string
  madeBy: string
  madeByName: string
  madeAt: Date
  /** The day when the version became an allmän handling by being kept at rensning. */
  allmanOn: string | null
}

/** All versions that have not been destroyed at rensning, the newest first. The caller has asked {@link findUtlatande} first. */
export async function listUtlatandeVersions(db: Db, id: string): Promise<UtlatandeVersion[]> {
  const rows = await tables(db)
    .selectFrom('arenden.utlatande_version as v')
    .innerJoin('aktorer.v_person as p', 'p.id', 'v.made_by')
    .selectAll('v')
    .select('p.name')
    .where('v.utlatande_id', '=', id)
    .where('v.content', 'is not', null)
    .orderBy('v.nr', 'desc')
    .execute()
  return rows.map((row) => ({
    nr: row.nr,
    text: row.content as UtlatandeText,
    fingerprint: row.fingerprint,
    madeBy: row.made_by,
    madeByName: row.name,
    madeAt: row.made_at,
    allmanOn: row.allman_on,
  }))
}

/** Everybody who has written in it: for the rule that nobody attests their own text alone. */
export async function writersOf(db: Db, id: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('arenden.utlatande_version')
    .select('made_by')
    .distinct()
    .where('utlatande_id', '=', id)
    .execute()
  return rows.map((row) => row.made_by)
}

export async function namedAttestants(db: Db, id: string): Promise<NamedAttestant[]> {
  return tables(db)
    .selectFrom('arenden.attestant as t')
    .innerJoin('aktorer.v_person as p', 'p.id', 't.person_id')
    .select(['t.ordinal', 't.person_id as personId', 'p.name', 'p.title'])
    .where('t.utlatande_id', '=', id)
    .orderBy('t.ordinal')
    .execute()
}

export async function replaceAttestants(db: Db, id: string, personIds: string[]): Promise<void> {
  await tables(db).deleteFrom('arenden.attestant').where('utlatande_id', '=', id).execute()
  await tables(db)
    .insertInto('arenden.attestant')
    .values(personIds.map((person_id, at) => ({ utlatande_id: id, ordinal: at + 1, person_id })))
    .execute()
}

/** Whom a body named last, as the proposal for the next time. */
export async function usualAttestants(db: Db, aktorId: string): Promise<string[]> {
  const last = await tables(db)
    .selectFrom('arenden.utlatande as u')
    .innerJoin('arenden.attestant as t', 't.utlatande_id', 'u.id')
    .select('u.id')
    .where('u.owner_aktor_id', '=', aktorId)
    .orderBy('u.id', 'desc')
    .executeTakeFirst()
  return last ? (await namedAttestants(db, last.id)).map((row) => row.personId) : []
}

/** What was attested and sent back, in the order it happened. */
export async function listAttester(db: Db, id: string): Promise<AttestRecord[]> {
  const rows = await tables(db)
    .selectFrom('arenden.attest')
    .selectAll()
    .where('utlatande_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ordinal: row.ordinal,
    personId: row.person_id,
    byPersonId: row.by_person_id,
    byName: row.by_name,
    byTitle: row.by_title,
    outcome: row.outcome,
    nr: row.nr,
    fingerprint: row.fingerprint,
    remark: row.remark,
    at: row.at,
  }))
}

export async function insertAttest(db: Db, id: string, utlatandeId: string, record: AttestRecord): Promise<void> {
  await tables(db)
    .insertInto('arenden.attest')
    .values({
      id,
      utlatande_id: utlatandeId,
      ordinal: record.ordinal,
      person_id: record.personId,
      by_person_id: record.byPersonId,
      by_name: record.byName,
      by_title: record.byTitle,
      outcome: record.outcome,
      nr: record.nr,
      fingerprint: record.fingerprint,
      remark: record.remark,
      at: record.at,
    })
    .execute()
}

/** The utlåtanden out for attest at the actor's bodies; whose turn it is, the caller reads from the order. */
export async function listOutForAttest(db: Db, actor: Actor): Promise<Utlatande[]> {
  const rows = await base(db)
    .where('utlatande.state', '=', 'attest')
    .where(utlatandePolicy.sql(actor))
    .orderBy('utlatande.id')
    .execute()
  return rows.map(toUtlatande)
}

/** The statements that a person began, and that are still being written. */
export async function listWrittenBy(db: Db, actor: Actor): Promise<Utlatande[]> {
  const rows = await base(db)
    .where('utlatande.author_id', '=', actor.id)
    .where('utlatande.state', '=', 'utkast')
    .where(utlatandePolicy.sql(actor))
    .execute()
  return rows.map(toUtlatande)
}
