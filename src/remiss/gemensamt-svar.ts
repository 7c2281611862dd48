import { type RawBuilder, sql } from 'kysely'
import type { ActContext } from '../platform/audit/index.ts'
import { type Db, swedishOrder } from '../platform/db/index.ts'
import { type FieldError, Invalid } from '../platform/errors/index.ts'
import { tellJoint } from './mail.ts'
import type { SvarForm } from './model/remissvar.ts'
import { isIn } from './model/svar-steps.ts'
import { type Instans, listInstanser, type Remiss, tables } from './store.ts'
import type { Remissvar } from './svar-store.ts'

/**
 * GEMENSAMT-SVAR: one instance answers for others too. Whoever writes, registers or decides the reply names them; from when it is sent
 * they count as having answered, until they send a reply of their own.
 */

/** The other instances of the remiss that a reply can stand for: those that have not answered themselves, and those named already. */
export async function possibleMed(
  db: Db,
  instans: Pick<Instans, 'id' | 'remissId'>,
  named: readonly string[],
): Promise<Instans[]> {
  return (await listInstanser(db, instans.remissId)).filter(
    (one) => one.id !== instans.id && (!isIn(one.lage) || named.includes(one.id)),
  )
}

/**
 * Writes which instances a reply stands for. Part of the acts that write or register a reply; they log it. `med` undefined leaves what
 * stands there – but a reply in another form stands for nobody. No other instance is held: a reply that one of them sends in the same
 * moment is its own, whatever stands here. Gives those that stand.
 */
export async function nameMed(
  context: ActContext,
  svar: Pick<Remissvar, 'id' | 'med'>,
  instans: Pick<Instans, 'id' | 'remissId'>,
  input: { form: SvarForm; med: readonly string[] | undefined; isRequired: boolean },
): Promise<string[]> {
  const isJoint = input.form === 'gemensamt_svar'
  const med = [...new Set(input.med ?? (isJoint ? svar.med : []))]
  if (!isJoint && med.length > 0) throw new Invalid([{ field: 'med', key: 'svar.med-other-form' }])
  if (isJoint && input.isRequired && med.length === 0) throw new Invalid([{ field: 'med', key: 'svar.med-missing' }])
  const errors = await impossible(context.trx, instans, svar.med, med)
  if (errors.length > 0) throw new Invalid(errors)
  await tables(context.trx).deleteFrom('remiss.gemensamt_svar').where('remissvar_id', '=', svar.id).execute()
  if (med.length > 0)
    await tables(context.trx)
      .insertInto('remiss.gemensamt_svar')
      .values(med.map((id) => ({ remissvar_id: svar.id, remissinstans_id: id })))
      .execute()
  return med
}

async function impossible(
  db: Db,
  instans: Pick<Instans, 'id' | 'remissId'>,
  named: readonly string[],
  med: readonly string[],
): Promise<FieldError[]> {
  if (med.length === 0) return []
  const all = await listInstanser(db, instans.remissId)
  return med.flatMap((id): FieldError[] => {
    const other = all.find((one) => one.id === id)
    if (!other || other.id === instans.id) return [{ field: 'med', key: 'svar.med-unknown' }]
    if (isIn(other.lage) && !named.includes(id))
      return [{ field: 'med', key: 'svar.med-replied', values: { instans: other.aktorName } }]
    return []
  })
}

/** Tells the bodies that a sent reply stands for, and gives them as items of the log entry. Part of the acts that send or receive. */
export async function tellMed(
  context: ActContext,
  remiss: Remiss,
  instans: Pick<Instans, 'aktorName'>,
  svarId: string,
  med: readonly string[],
): Promise<{ kind: string; id: string }[]> {
  const named = (await listInstanser(context.trx, remiss.id)).filter((one) => med.includes(one.id))
  await tellJoint(context, remiss, instans, svarId, named)
  return med.map((id) => ({ kind: 'remissinstans', id }))
}

/** The names of those that a reply stands for, in alphabetical order. */
export async function namesOfMed(db: Db, remissId: string, med: readonly string[]): Promise<string[]> {
  if (med.length === 0) return []
  return (await listInstanser(db, remissId)).filter((one) => med.includes(one.id)).map((one) => one.aktorName)
}

/** The bodies that a reply stands for beside its own, for a row of `svar`; empty before anybody has been named. */
export const medNames: RawBuilder<string[]> =
  sql`coalesce((select array_agg(ma.name order by ${swedishOrder('ma.name')})
  from remiss.gemensamt_svar g
  join remiss.remissinstans mi on mi.id = g.remissinstans_id
  join aktorer.v_aktor ma on ma.id = mi.aktor_id
  where g.remissvar_id = svar.id), '{}')`
