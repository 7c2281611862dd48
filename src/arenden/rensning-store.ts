import { sql } from 'kysely'
import type { HandlingKind, HandlingState } from '../handlingar/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { FormValues } from '../platform/html/index.ts'
import type { RensWhat } from './rens-choices.ts'

/** Something in an ärende that is no part of its record until somebody chooses so: kept it becomes an allmän handling. */
export interface RensItem {
  /** Names the item and what it looked like: one that has changed since it was shown has another key. */
  key: string
  what: RensWhat
  title: string
  who: string
  at: Date
  id: string
  nr: number
  /** The person whose unsaved draft it is. */
  personId: string | null
}

type RensTables = {
  'arenden.utlatande': { id: string; arende_id: string; nr: number; state: string }
  'arenden.utlatande_version': {
    utlatande_id: string
    nr: number
    content: unknown
    made_by: string
    made_at: Date
    rensad_on: string | null
    allman_on: string | null
  }
  'arenden.attest': { utlatande_id: string; nr: number }
  'arenden.samrad': {
    id: string
    utlatande_id: string
    nr: number
    person_id: string
    asked_at: Date
    answered_at: Date | null
    allman_on: string | null
  }
  'arenden.arende_handling': { arende_id: string; handling_id: string; nr: number }
  'handlingar.handling': {
    id: string
    title: string
    kind: HandlingKind
    state: HandlingState
    created_at: Date
    version: number
  }
  'aktorer.v_person': { id: string; name: string }
  'platform.draft': { person_id: string; form: string; fields: unknown; saved_at: Date }
}

function tables(db: Db) {
  return db.withTables<RensTables>()
}

/** The address of the form whose unsaved drafts belong to an utlåtande. */
function draftForm(utlatandeId: string): string {
  return `/utlatanden/${utlatandeId}/redigera`
}

async function utlatandenOf(db: Db, arendeId: string) {
  return tables(db)
    .selectFrom('arenden.utlatande')
    .select(['id', 'nr', 'state'])
    .where('arende_id', '=', arendeId)
    .orderBy('id')
    .execute()
}

/** Is any of its utlåtanden out for attest? Then the ärende is not finished. */
export async function isOutForAttest(db: Db, arendeId: string): Promise<boolean> {
  return (await utlatandenOf(db, arendeId)).some((row) => row.state === 'attest')
}

/**
 * Everything that has to be chosen about before the ärende can be closed. A version that an attest refers to, and the newest one, are
 * the record itself and are not among them; nor is what was kept at an earlier closing and is allmän already.
 */
export async function listRensning(db: Db, arendeId: string): Promise<RensItem[]> {
  const items: RensItem[] = []
  for (const utlatande of await utlatandenOf(db, arendeId)) {
    const versions = await tables(db)
      .selectFrom('arenden.utlatande_version as v')
      .innerJoin('aktorer.v_person as p', 'p.id', 'v.made_by')
      .select(['v.nr', 'v.made_at', 'p.name', sql<string>`v.content ->> 'title'`.as('title')])
      .where('v.utlatande_id', '=', utlatande.id)
      .where('v.nr', '<', utlatande.nr)
      .where('v.content', 'is not', null)
      .where('v.allman_on', 'is', null)
      .where(
        sql<boolean>`not exists (select 1 from arenden.attest a where a.utlatande_id = v.utlatande_id and a.nr = v.nr)`,
      )
      .orderBy('v.nr')
      .execute()
    for (const row of versions)
      items.push({
        key: `version-${utlatande.id}-${row.nr}`,
        what: 'version',
        title: row.title,
        who: row.name,
        at: row.made_at,
        id: utlatande.id,
        nr: row.nr,
        personId: null,
      })
    const samrad = await tables(db)
      .selectFrom('arenden.samrad as s')
      .innerJoin('aktorer.v_person as p', 'p.id', 's.person_id')
      .select(['s.id', 's.nr', 's.asked_at', 's.answered_at', 'p.name'])
      .where('s.utlatande_id', '=', utlatande.id)
      .where('s.allman_on', 'is', null)
      .orderBy('s.id')
      .execute()
    for (const row of samrad)
      items.push({
        key: `samrad-${row.id}-${row.answered_at === null ? 0 : 1}`,
        what: 'samrad',
        title: '',
        who: row.name,
        at: row.answered_at ?? row.asked_at,
        id: row.id,
        nr: row.nr,
        personId: null,
      })
    items.push(...(await draftItems(db, utlatande.id)))
  }
  const handlingar = await tables(db)
    .selectFrom('arenden.arende_handling as ah')
    .innerJoin('handlingar.handling as h', 'h.id', 'ah.handling_id')
    .select(['h.id', 'h.title', 'h.created_at', 'h.version', 'ah.nr'])
    .where('ah.arende_id', '=', arendeId)
    .where('h.state', '=', 'arbetsmaterial')
    .where('h.kind', '<>', 'protokollsutdrag')
    .orderBy('ah.nr')
    .execute()
  for (const row of handlingar)
    items.push({
      key: `handling-${row.id}-${row.version}`,
      what: 'handling',
      title: row.title,
      who: '',
      at: row.created_at,
      id: row.id,
      nr: row.nr,
      personId: null,
    })
  return items
}

/** Extracts of minutes that nobody has entered as adjusted: a decision rests on them, so they are kept without a choice. */
export async function unadjustedExtracts(db: Db, arendeId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('arenden.arende_handling as ah')
    .innerJoin('handlingar.handling as h', 'h.id', 'ah.handling_id')
    .select('h.id')
    .where('ah.arende_id', '=', arendeId)
    .where('h.state', '=', 'arbetsmaterial')
    .where('h.kind', '=', 'protokollsutdrag')
    .execute()
  return rows.map((row) => row.id)
}

async function draftItems(db: Db, utlatandeId: string): Promise<RensItem[]> {
  const rows = await tables(db)
    .selectFrom('platform.draft as d')
    .innerJoin('aktorer.v_person as p', 'p.id', 'd.person_id')
    .select(['d.person_id', 'd.saved_at', 'p.name'])
    .where('d.form', '=', draftForm(utlatandeId))
    .orderBy('d.person_id')
    .execute()
  return rows.map((row) => ({
    key: `utkast-${utlatandeId}-${row.person_id}-${row.saved_at.getTime()}`,
    what: 'utkast',
    title: '',
    who: row.name,
    at: row.saved_at,
    id: utlatandeId,
    nr: 0,
    personId: row.person_id,
  }))
}

/** An unsaved draft as plain text, for the handling that it becomes when it is kept. */
export async function draftText(db: Db, item: RensItem): Promise<string> {
  const row = await tables(db)
    .selectFrom('platform.draft')
    .select('fields')
    .where('form', '=', draftForm(item.id))
    .where('person_id', '=', item.personId ?? '')
    .executeTakeFirst()
  return Object.entries((row?.fields ?? {}) as FormValues)
    .filter(([name]) => name !== 'kvitto' && name !== 'version')
    .map(([name, value]) => `${name}\n${typeof value === 'string' ? value : (value ?? []).join('\n')}\n`)
    .join('\n')
}

/** The draft is saved as a handling or destroyed: in both cases it is no draft any more. */
export async function takeDraft(db: Db, item: RensItem): Promise<void> {
  await tables(db)
    .deleteFrom('platform.draft')
    .where('form', '=', draftForm(item.id))
    .where('person_id', '=', item.personId ?? '')
    .execute()
}

/** The words of a version are destroyed; that there was one, whose and when, stays. */
export async function destroyVersion(db: Db, item: RensItem, today: string): Promise<void> {
  await tables(db)
    .updateTable('arenden.utlatande_version')
    .set({ content: null, rensad_on: today })
    .where('utlatande_id', '=', item.id)
    .where('nr', '=', item.nr)
    .execute()
}

export async function destroySamrad(db: Db, item: RensItem): Promise<void> {
  await tables(db).deleteFrom('arenden.samrad').where('id', '=', item.id).execute()
}

/** What is left in the ärende's utlåtanden is the record: allmän handling from the day when the ärende was finished. */
export async function makeRestAllman(db: Db, arendeId: string, today: string): Promise<void> {
  const ids = (await utlatandenOf(db, arendeId)).map((row) => row.id)
  if (ids.length === 0) return
  for (const table of ['arenden.utlatande_version', 'arenden.samrad'] as const) {
    let update = tables(db).updateTable(table).set({ allman_on: today })
    update = update.where(sql<boolean>`utlatande_id = any(${ids}::uuid[])`).where('allman_on', 'is', null)
    if (table === 'arenden.utlatande_version') update = update.where(sql<boolean>`content is not null`)
    await update.execute()
  }
}

/** Those of the files that neither a handling nor any masked copy has. */
export async function unusedFiles(db: Db, sha256s: string[]): Promise<string[]> {
  if (sha256s.length === 0) return []
  const { rows } = await sql<{ sha256: string }>`
    select f.sha256 from platform.file f where f.sha256 = any(${sha256s}::text[])
      and not exists (select 1 from handlingar.handling h where h.file_sha256 = f.sha256)
      and not exists (select 1 from handlingar.maskad_kopia m where m.sha256 = f.sha256)
      and not exists (select 1 from arenden.begaran_handling b where b.copy_sha256 = f.sha256)`.execute(db)
  return rows.map((row) => row.sha256)
}
