import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { svarsdag } from './mail.ts'
import { hasJointReply, remissPolicy, tables } from './store.ts'

/**
 * The reply-by dates that a person waits for: of the remisser whose reply they prepare and that is not in yet, and of those that they
 * prepare at the sender and that are out.
 */
export async function svarDaysFor(
  db: Db,
  actor: Actor,
): Promise<{ uid: string; day: string; title: string; href: string }[]> {
  if (actor.id === null) return []
  const rows = await tables(db)
    .selectFrom('remiss.remiss as remiss')
    .innerJoin('aktorer.v_aktor as o', 'o.id', 'remiss.owner_aktor_id')
    .innerJoin('arenden.v_arende as ar', 'ar.id', 'remiss.arende_id')
    .leftJoin('remiss.remissinstans as i', (join) =>
      join
        .onRef('i.remiss_id', '=', 'remiss.id')
        .on('i.handlaggare_id', '=', actor.id)
        .on('i.lage', 'in', ['skickad', 'mottagen', 'under_beredning'])
        .on(sql<boolean>`not ${hasJointReply}`),
    )
    .select(['remiss.id', 'remiss.title', 'remiss.owner_aktor_id', 'o.name', 'ar.diarienummer'])
    .select('i.id as instans_id')
    // An extension that was granted is the instance's own reply-by date; at the sender the remiss's stands.
    .select(sql<string>`coalesce(i.anstand_to, remiss.svar_senast)`.as('svar_senast'))
    .where('remiss.status', '=', 'skickad')
    .where('remiss.svar_senast', 'is not', null)
    .where(remissPolicy.sql(actor))
    .where(sql<boolean>`(i.id is not null or ar.handlaggare_id = ${actor.id})`)
    .orderBy('svar_senast')
    .execute()
  return rows.flatMap((row) => {
    const event = svarsdag(
      {
        id: row.id,
        title: row.title,
        diarienummer: row.diarienummer,
        svarSenast: row.svar_senast,
        ownerName: row.name,
      },
      null,
    )
    const href = row.instans_id === null ? `/remisser/${row.id}` : `/remissinstanser/${row.instans_id}`
    return event ? [{ uid: event.uid, day: event.day, title: event.title, href }] : []
  })
}

/** Whether the calendar tells that a reply stands for the body already. */
const answered = sql<boolean>`(i.lage in ('inkommen', 'inkommen_efter_svarstiden') or ${hasJointReply})`

/**
 * The reply-by dates of the remisser that a body has been sent, from a day on, with the extension where one was granted. Asked without
 * an actor: a remiss that has been sent, its days and that a reply has come are no secret, and whoever has the body's calendar
 * address may read them.
 */
export async function svarDaysOf(
  db: Db,
  aktorId: string,
  from: string,
): Promise<{ uid: string; day: string; title: string; href: string }[]> {
  const due = sql<string>`coalesce(i.anstand_to, remiss.svar_senast)`
  const rows = await tables(db)
    .selectFrom('remiss.remissinstans as i')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'i.remiss_id')
    .innerJoin('aktorer.v_aktor as o', 'o.id', 'remiss.owner_aktor_id')
    .innerJoin('arenden.v_arende as ar', 'ar.id', 'remiss.arende_id')
    .select(['i.id', 'i.lage', 'remiss.title', 'o.name', 'ar.diarienummer'])
    .select([due.as('svar_senast'), answered.as('is_answered')])
    .where('i.aktor_id', '=', aktorId)
    .where('remiss.status', 'in', ['skickad', 'avslutad'])
    .where(sql<boolean>`${due} >= ${from}`)
    .orderBy('svar_senast')
    .execute()
  return rows.flatMap((row) => {
    const told = { title: row.title, diarienummer: row.diarienummer, svarSenast: row.svar_senast, ownerName: row.name }
    const event = svarsdag({ id: row.id, ...told }, null)
    if (!event) return []
    const prefix = row.is_answered ? 'Besvarad. ' : row.lage === 'avstatt' ? 'Avstått. ' : ''
    // The instance's own event, so that two bodies' calendars in one program do not take each other's day.
    return [{ uid: event.uid, day: event.day, title: `${prefix}${event.title}`, href: `/remissinstanser/${row.id}` }]
  })
}
