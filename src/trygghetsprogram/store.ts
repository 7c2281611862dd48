import { type RawBuilder, sql } from 'kysely'
import { type Actor, anyOf, type Policy, type Situation, seatAt, valueIs } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import type { Block } from '../platform/text/index.ts'
import type { Avsnitt, Fokusomrade, Passage, PassageKind, ProgramText } from './model/passage.ts'
import type { ProgramStatus } from './model/steps.ts'

export type ProgramTables = {
  'trygghetsprogram.program': { id: string; owner_aktor_id: string; name: string; created_at: Date }
  'trygghetsprogram.program_version': {
    id: string
    program_id: string
    nr: number
    title: string
    period_from: string
    period_to: string
    status: ProgramStatus
    status_on: string
    version: number
  }
  'trygghetsprogram.avsnitt': {
    program_version_id: string
    id: string
    ordinal: number
    number: string
    title: string
    fokusomrade: Fokusomrade | null
  }
  'trygghetsprogram.passage': {
    program_version_id: string
    id: string
    avsnitt_id: string
    ordinal: number
    number: string
    kind: PassageKind
    /** JSON; written as text with a cast, read as an array of blocks. */
    blocks: Block[] | RawBuilder<Block[]>
    version: number
  }
  'trygghetsprogram.v_program_version': {
    id: string
    program_id: string
    nr: number
    title: string
    status: ProgramStatus
    status_on: string
    period_from: string
    period_to: string
    owner_aktor_id: string
  }
}

function tables(db: Db) {
  return db.withTables<ProgramTables>()
}

export interface ProgramVersion {
  id: string
  programId: string
  nr: number
  title: string
  status: ProgramStatus
  statusOn: string
  periodFrom: string
  periodTo: string
  ownerAktorId: string
}

function toVersion(row: ProgramTables['trygghetsprogram.v_program_version']): ProgramVersion {
  return {
    id: row.id,
    programId: row.program_id,
    nr: row.nr,
    title: row.title,
    status: row.status,
    statusOn: row.status_on,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    ownerAktorId: row.owner_aktor_id,
  }
}

/** What has been sent out or decided is open to everybody; a draft is seen by the body that writes it. */
export const programPolicy: Policy<{ status: string; ownerAktorId: string }> = anyOf(
  valueIs((row) => row.status, sql.ref('status'), ['remitterad', 'gallande', 'ersatt']),
  seatAt(
    (row) => [row.ownerAktorId],
    (bodies) => sql`owner_aktor_id = any(${bodies})`,
  ),
)

export function programSituation(version: ProgramVersion, hasDraft: boolean): Situation {
  return { state: version.status, bodies: { agare: [version.ownerAktorId] }, missing: hasDraft ? ['inget-utkast'] : [] }
}

/** The versions that the actor may see, newest first. */
export async function listVersions(db: Db, actor: Actor): Promise<ProgramVersion[]> {
  const rows = await tables(db)
    .selectFrom('trygghetsprogram.v_program_version')
    .selectAll()
    .where(programPolicy.sql(actor))
    .orderBy('period_from', 'desc')
    .orderBy('nr', 'desc')
    .execute()
  return rows.map(toVersion)
}

/** One version, or NotFound – also when the actor may not see it. */
export async function findVersion(db: Db, actor: Actor, id: string): Promise<ProgramVersion> {
  const version = await versionById(db, id)
  if (!version || !programPolicy.test(actor, version)) throw new NotFound('program_version')
  return version
}

/** One version without asking who wants it, for acts that judge by themselves. */
export async function versionById(db: Db, id: string): Promise<ProgramVersion | null> {
  const row = await tables(db)
    .selectFrom('trygghetsprogram.v_program_version')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toVersion(row) : null
}

/**
 * The same, holding the version's row until the commit: a text cannot be edited while it is being sent out, nor sent while it is
 * being edited. Every act begins here.
 */
export async function lockVersion(db: Db, id: string): Promise<ProgramVersion | null> {
  await tables(db)
    .selectFrom('trygghetsprogram.program_version')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return versionById(db, id)
}

/** The programme in force, newest period first. */
export async function versionInForce(db: Db): Promise<ProgramVersion | null> {
  const row = await tables(db)
    .selectFrom('trygghetsprogram.v_program_version')
    .selectAll()
    .where('status', '=', 'gallande')
    .orderBy('period_from', 'desc')
    .executeTakeFirst()
  return row ? toVersion(row) : null
}

export async function hasDraft(db: Db, programId: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('trygghetsprogram.program_version')
    .select('id')
    .where('program_id', '=', programId)
    .where('status', '=', 'utkast')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertProgram(db: Db, program: ProgramTables['trygghetsprogram.program']): Promise<void> {
  await tables(db).insertInto('trygghetsprogram.program').values(program).execute()
}

export async function insertVersion(db: Db, version: ProgramVersion): Promise<void> {
  await tables(db)
    .insertInto('trygghetsprogram.program_version')
    .values({
      id: version.id,
      program_id: version.programId,
      nr: version.nr,
      title: version.title,
      period_from: version.periodFrom,
      period_to: version.periodTo,
      status: version.status,
      status_on: version.statusOn,
      version: 1,
    })
    .execute()
}

export async function setVersionStatus(db: Db, id: string, status: ProgramStatus, on: string): Promise<void> {
  await tables(db)
    .updateTable('trygghetsprogram.program_version')
    .set({ status, status_on: on })
    .where('id', '=', id)
    .execute()
}

function json(blocks: Block[]): RawBuilder<Block[]> {
  return sql<Block[]>`${JSON.stringify(blocks)}::jsonb`
}

/** Writes a whole text, chapters and passages in their order. */
export async function insertText(db: Db, versionId: string, text: ProgramText): Promise<void> {
  if (text.avsnitt.length === 0) return
  await tables(db)
    .insertInto('trygghetsprogram.avsnitt')
    .values(
      text.avsnitt.map((avsnitt, at) => ({
        program_version_id: versionId,
        id: avsnitt.id,
        ordinal: at + 1,
        number: avsnitt.number,
        title: avsnitt.title,
        fokusomrade: avsnitt.fokusomrade,
      })),
    )
    .execute()
  const passages = text.avsnitt.flatMap((avsnitt) =>
    avsnitt.passages.map((passage, at) => ({
      program_version_id: versionId,
      id: passage.id,
      avsnitt_id: avsnitt.id,
      ordinal: at + 1,
      number: passage.number,
      kind: passage.kind,
      blocks: json(passage.blocks),
      version: 1,
    })),
  )
  if (passages.length > 0) await tables(db).insertInto('trygghetsprogram.passage').values(passages).execute()
}

/** The text of a version in reading order. The caller has asked {@link findVersion} first. */
export async function readText(db: Db, versionId: string): Promise<ProgramText> {
  const avsnitt = await tables(db)
    .selectFrom('trygghetsprogram.avsnitt')
    .selectAll()
    .where('program_version_id', '=', versionId)
    .orderBy('ordinal')
    .execute()
  const passages = await tables(db)
    .selectFrom('trygghetsprogram.passage')
    .selectAll()
    .where('program_version_id', '=', versionId)
    .orderBy('ordinal')
    .execute()
  return {
    avsnitt: avsnitt.map(
      (row): Avsnitt => ({
        id: row.id,
        number: row.number,
        title: row.title,
        fokusomrade: row.fokusomrade,
        passages: passages.filter((passage) => passage.avsnitt_id === row.id).map(toPassage),
      }),
    ),
  }
}

function toPassage(row: Pick<ProgramTables['trygghetsprogram.passage'], 'id' | 'number' | 'kind' | 'blocks'>): Passage {
  return { id: row.id, number: row.number, kind: row.kind, blocks: row.blocks as Block[] }
}

export interface StoredPassage extends Passage {
  versionId: string
  avsnittId: string
  ordinal: number
  /** For compare-and-swap. */
  version: number
}

export async function findPassage(db: Db, versionId: string, passageId: string): Promise<StoredPassage> {
  const row = await tables(db)
    .selectFrom('trygghetsprogram.passage')
    .selectAll()
    .where('program_version_id', '=', versionId)
    .where('id', '=', passageId)
    .executeTakeFirst()
  if (!row) throw new NotFound('passage')
  return { ...toPassage(row), versionId, avsnittId: row.avsnitt_id, ordinal: row.ordinal, version: row.version }
}

/** The versions a passage stands in, oldest first, as far as the actor may see. */
export async function passageThroughVersions(
  db: Db,
  actor: Actor,
  passageId: string,
): Promise<{ version: ProgramVersion; passage: Passage }[]> {
  const rows = await tables(db)
    .selectFrom('trygghetsprogram.passage as p')
    .innerJoin('trygghetsprogram.v_program_version as v', 'v.id', 'p.program_version_id')
    .selectAll('v')
    .select(['p.id as passage_id', 'p.number', 'p.kind', 'p.blocks'])
    .where('p.id', '=', passageId)
    .where(programPolicy.sql(actor))
    .orderBy('v.nr')
    .execute()
  return rows.map((row) => ({
    version: toVersion(row),
    passage: toPassage({ id: row.passage_id, number: row.number, kind: row.kind, blocks: row.blocks }),
  }))
}

/** Compare-and-swap on one passage: writes only on top of `expected`, else {@link Conflict}. */
export async function updatePassage(
  db: Db,
  passage: { versionId: string; id: string; kind: PassageKind; blocks: Block[] },
  expected: number,
): Promise<number> {
  const updated = await tables(db)
    .updateTable('trygghetsprogram.passage')
    .set({ kind: passage.kind, blocks: json(passage.blocks), version: expected + 1 })
    .where('program_version_id', '=', passage.versionId)
    .where('id', '=', passage.id)
    .where('version', '=', expected)
    .returning('version')
    .executeTakeFirst()
  if (updated) return updated.version
  throw new Conflict('passage', (await findPassage(db, passage.versionId, passage.id)).version)
}

export async function deletePassage(db: Db, versionId: string, id: string, expected: number): Promise<void> {
  const deleted = await tables(db)
    .deleteFrom('trygghetsprogram.passage')
    .where('program_version_id', '=', versionId)
    .where('id', '=', id)
    .where('version', '=', expected)
    .returning('id')
    .executeTakeFirst()
  if (!deleted) throw new Conflict('passage', (await findPassage(db, versionId, id)).version)
}

/** Puts a passage in after another, or first in its chapter, and numbers the chapter anew. */
export async function insertPassage(
  db: Db,
  versionId: string,
  avsnittId: string,
  afterOrdinal: number,
  passage: Omit<Passage, 'number'>,
): Promise<void> {
  await tables(db)
    .updateTable('trygghetsprogram.passage')
    .set((eb) => ({ ordinal: eb('ordinal', '+', 1) }))
    .where('program_version_id', '=', versionId)
    .where('avsnitt_id', '=', avsnittId)
    .where('ordinal', '>', afterOrdinal)
    .execute()
  await tables(db)
    .insertInto('trygghetsprogram.passage')
    .values({
      program_version_id: versionId,
      id: passage.id,
      avsnitt_id: avsnittId,
      ordinal: afterOrdinal + 1,
      number: '',
      kind: passage.kind,
      blocks: json(passage.blocks),
      version: 1,
    })
    .execute()
  await renumber(db, versionId, avsnittId)
}

/** Numbers follow from the place: chapter.position. Only drafts are ever renumbered. */
export async function renumber(db: Db, versionId: string, avsnittId: string): Promise<void> {
  await sql`
    update trygghetsprogram.passage p
    set ordinal = o.place, number = a.number || '.' || o.place
    from (select id, row_number() over (order by ordinal) as place from trygghetsprogram.passage
          where program_version_id = ${versionId} and avsnitt_id = ${avsnittId}) o,
         trygghetsprogram.avsnitt a
    where p.program_version_id = ${versionId} and p.id = o.id and a.program_version_id = ${versionId} and a.id = ${avsnittId}`.execute(
    db,
  )
}

/** Holds the programme's row until the commit, so that two people cannot begin a new version at once. */
export async function lockProgram(db: Db, programId: string): Promise<void> {
  await tables(db).selectFrom('trygghetsprogram.program').select('id').where('id', '=', programId).forUpdate().execute()
}

export async function lastNr(db: Db, programId: string): Promise<number> {
  const row = await tables(db)
    .selectFrom('trygghetsprogram.program_version')
    .select((eb) => eb.fn.max('nr').as('nr'))
    .where('program_id', '=', programId)
    .executeTakeFirst()
  return row?.nr ?? 0
}
