import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import { type Db, swedishOrder } from '../platform/db/index.ts'
import type { Aktor, AktorKind, Role } from './model/aktor.ts'

export type AktorerTables = {
  'aktorer.aktor': {
    id: string
    kind: AktorKind
    name: string
    short_name: string
    prefix: string | null
    forvaltning: string | null
    email: string | null
    valid_from: string
    valid_to: string | null
    version: number
  }
  'aktorer.person': {
    id: string
    name: string
    title: string
    email: string | null
    phone: string | null
    version: number
  }
  'aktorer.uppdrag': {
    id: string
    person_id: string
    aktor_id: string
    role: Role
    valid_from: string
    valid_to: string | null
  }
}

function tables(db: Db) {
  return db.withTables<AktorerTables>()
}

function toAktor(row: AktorerTables['aktorer.aktor']): Aktor {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    shortName: row.short_name,
    prefix: row.prefix,
    forvaltning: row.forvaltning,
    email: row.email,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }
}

export interface Person {
  id: string
  name: string
  title: string
  email: string | null
  phone: string | null
  version: number
  uppdrag: { aktorId: string; aktorName: string; role: Role }[]
}

/** Who is asking, with the seats that are valid on the day. Null when there is no such person. */
export async function loadActor(db: Db, person: string | RawBuilder<string>, today: string): Promise<Actor | null> {
  const rows = await tables(db)
    .selectFrom('aktorer.person as p')
    .leftJoin('aktorer.uppdrag as u', (join) =>
      join
        .onRef('u.person_id', '=', 'p.id')
        .on('u.valid_from', '<=', today)
        .on((on) => on.or([on('u.valid_to', 'is', null), on('u.valid_to', '>=', today)])),
    )
    .select(['p.id', 'p.name', 'p.title', 'u.role', 'u.aktor_id'])
    .where('p.id', '=', person)
    .orderBy('u.id')
    .execute()
  const first = rows[0]
  if (!first) return null
  const seats = rows.flatMap((row) => (row.role && row.aktor_id ? [{ role: row.role, aktorId: row.aktor_id }] : []))
  return { id: first.id, name: first.name, title: first.title, seats }
}

/** Bodies that exist on the day, in Swedish alphabetical order. */
export async function listAktorer(db: Db, today: string): Promise<Aktor[]> {
  const rows = await tables(db)
    .selectFrom('aktorer.aktor')
    .selectAll()
    .where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .orderBy(swedishOrder('name'))
    .execute()
  return rows.map(toAktor)
}

/** One at a time until the commit: two who give the same prefix in the same moment would each see it free. */
export async function lockPrefixes(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7236002)`.execute(db)
}

export async function findAktor(db: Db, id: string): Promise<Aktor | null> {
  const row = await tables(db).selectFrom('aktorer.aktor').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toAktor(row) : null
}

/** People with a valid seat, with their seats; for all bodies or for one. */
export async function listPersons(db: Db, today: string, aktorId?: string): Promise<Person[]> {
  let query = tables(db)
    .selectFrom('aktorer.person as p')
    .innerJoin('aktorer.uppdrag as u', 'u.person_id', 'p.id')
    .innerJoin('aktorer.aktor as a', 'a.id', 'u.aktor_id')
    .select([
      ...(['p.id', 'p.name', 'p.title', 'p.email', 'p.phone', 'p.version'] as const),
      ...(['u.role', 'u.aktor_id', 'a.name as aktor_name'] as const),
    ])
    .where('u.valid_from', '<=', today)
    .where((where) => where.or([where('u.valid_to', 'is', null), where('u.valid_to', '>=', today)]))
    .orderBy(swedishOrder('p.name'))
    .orderBy('u.id')
  if (aktorId) query = query.where('u.aktor_id', '=', aktorId)
  const persons = new Map<string, Person>()
  for (const row of await query.execute()) {
    const person = persons.get(row.id) ?? { ...contactOf(row), uppdrag: [] }
    person.uppdrag.push({ aktorId: row.aktor_id, aktorName: row.aktor_name, role: row.role })
    persons.set(row.id, person)
  }
  return [...persons.values()]
}

function contactOf(row: AktorerTables['aktorer.person']): Omit<Person, 'uppdrag'> {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    email: row.email,
    phone: row.phone,
    version: row.version,
  }
}

/** Names by person id, for histories. */
export async function personNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('aktorer.person')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function insertAktor(db: Db, aktor: Omit<Aktor, 'email'> & { email?: string | null }): Promise<void> {
  await tables(db)
    .insertInto('aktorer.aktor')
    .values({
      id: aktor.id,
      kind: aktor.kind,
      name: aktor.name,
      short_name: aktor.shortName,
      prefix: aktor.prefix,
      forvaltning: aktor.forvaltning,
      email: aktor.email ?? null,
      valid_from: aktor.validFrom,
      valid_to: aktor.validTo,
      version: 1,
    })
    .execute()
}

export async function insertPerson(
  db: Db,
  person: { id: string; name: string; title: string; email?: string | null; phone?: string | null },
): Promise<void> {
  await tables(db)
    .insertInto('aktorer.person')
    .values({ ...person, email: person.email ?? null, phone: person.phone ?? null, version: 1 })
    .execute()
}

export async function insertUppdrag(db: Db, uppdrag: AktorerTables['aktorer.uppdrag']): Promise<void> {
  await tables(db).insertInto('aktorer.uppdrag').values(uppdrag).execute()
}

/** The uppdrag as administrator that hold on the day, held until the commit so that nobody else ends one of them meanwhile. */
export async function lockAdministrators(db: Db, today: string): Promise<{ personId: string; aktorId: string }[]> {
  const rows = await tables(db)
    .selectFrom('aktorer.uppdrag')
    .select(['person_id', 'aktor_id'])
    .where('role', '=', 'administrator')
    .where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => ({ personId: row.person_id, aktorId: row.aktor_id }))
}

/** Ends an uppdrag after a day; the row stays, since what was done in it was done in it. */
export async function endUppdrag(
  db: Db,
  personId: string,
  aktorId: string,
  role: Role,
  lastDay: string,
): Promise<number> {
  const result = await tables(db)
    .updateTable('aktorer.uppdrag')
    .set({ valid_to: lastDay })
    .where('person_id', '=', personId)
    .where('aktor_id', '=', aktorId)
    .where('role', '=', role)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', lastDay)]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
