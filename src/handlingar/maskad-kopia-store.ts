import { sql } from 'kysely'
import { MUNICIPAL_ROLES } from '../aktorer/index.ts'
import { type Actor, holdsRole } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { NotFound } from '../platform/errors/index.ts'
import { handlingPolicy } from './store.ts'

/** What is given out of a handling instead of its original: a file where somebody has masked what may be secret. */
export interface MaskadKopia {
  handlingId: string
  nr: number
  sha256: string
  name: string
  madeByName: string
  madeAt: Date
}

type Tables = {
  'handlingar.maskad_kopia': {
    handling_id: string
    nr: number
    sha256: string
    name: string
    made_by: string
    made_by_name: string
    made_at: Date
    ended_at: Date | null
  }
  'handlingar.handling': { id: string; owner_aktor_id: string; state: string }
}

function tables(db: Db) {
  return db.withTables<Tables>()
}

/** The newest masked copy in force of each of the handlingar that has one. The caller has asked who may see the handlingar. */
export async function maskadeKopior(db: Db, handlingIds: string[]): Promise<Map<string, MaskadKopia>> {
  if (handlingIds.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('handlingar.maskad_kopia')
    .selectAll()
    .where(sql<boolean>`handling_id = any(${handlingIds}::uuid[])`)
    .where('ended_at', 'is', null)
    .orderBy('nr')
    .execute()
  return new Map(
    rows.map((row) => [
      row.handling_id,
      {
        handlingId: row.handling_id,
        nr: row.nr,
        sha256: row.sha256,
        name: row.name,
        madeByName: row.made_by_name,
        madeAt: row.made_at,
      },
    ]),
  )
}

/**
 * The masked copy as it is given out: to those who see the handling, and – of an allmän handling – to everybody who works for the
 * municipality, as the public rendering of the register. The original is another matter.
 */
export async function findMaskadKopia(db: Db, actor: Actor, handlingId: string): Promise<MaskadKopia> {
  const row = await tables(db)
    .selectFrom('handlingar.handling as handling')
    .select('handling.id')
    .where('handling.id', '=', handlingId)
    .where(
      sql<boolean>`(${handlingPolicy.sql(actor)} or (handling.state <> 'arbetsmaterial' and ${holdsRole(MUNICIPAL_ROLES).sql(actor)}))`,
    )
    .executeTakeFirst()
  const copy = row ? (await maskadeKopior(db, [row.id])).get(row.id) : undefined
  if (!copy) throw new NotFound('file')
  return copy
}

/** A further masked copy; those before it stay, since they may have been given out. */
export async function insertMaskadKopia(
  db: Db,
  copy: { handlingId: string; nr: number; sha256: string; name: string; madeBy: string; madeByName: string },
  at: Date,
): Promise<void> {
  await tables(db)
    .insertInto('handlingar.maskad_kopia')
    .values({
      handling_id: copy.handlingId,
      nr: copy.nr,
      sha256: copy.sha256,
      name: copy.name,
      made_by: copy.madeBy,
      made_by_name: copy.madeByName,
      made_at: at,
      ended_at: null,
    })
    .execute()
}

/** A new mark may hide more than the copies do: they are given out no longer, and kept. Gives whether there were any. */
export async function endMaskadeKopior(db: Db, handlingId: string, at: Date): Promise<boolean> {
  const ended = await tables(db)
    .updateTable('handlingar.maskad_kopia')
    .set({ ended_at: at })
    .where('handling_id', '=', handlingId)
    .where('ended_at', 'is', null)
    .returning('nr')
    .execute()
  return ended.length > 0
}

/** How many copies there have been of a locked handling, in force or not. */
export async function countMaskadeKopior(db: Db, handlingId: string): Promise<number> {
  const { n } = await tables(db)
    .selectFrom('handlingar.maskad_kopia')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('handling_id', '=', handlingId)
    .executeTakeFirstOrThrow()
  return Number(n)
}
