import { sql } from 'kysely'
import { personNames } from '../aktorer/index.ts'
import { utlatandenById, type Waiting } from '../arenden/index.ts'
import { type Actor, bodiesOf } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { remissSteps } from './model/remiss-steps.ts'
import { svarSteps } from './model/svar-steps.ts'
import { hasJointReply, remissPolicy, tables } from './store.ts'
import { listUnconfirmed } from './svar-store.ts'

/** The bodies where the actor holds a role that the step table lets do the act. */
function bodiesFor(actor: Actor, act: { by: readonly { roles: readonly string[] }[] }): string[] {
  return bodiesOf(
    actor,
    act.by.flatMap(({ roles }) => roles),
  )
}

/** What waits for the actor, read from the step tables: an act that they may do, in a state where it is the next thing. Most urgent first. */
export async function waitingFor(db: Db, actor: Actor, today: string): Promise<Waiting[]> {
  const lines = [
    ...(await ownRemisser(db, actor, today)),
    ...(await asInstans(db, actor)),
    ...(await askedForTime(db, actor)),
    ...(await toDecide(db, actor)),
    ...(await lateReplies(db, actor)),
    ...(bodiesFor(actor, svarSteps.acts.transcribe).length > 0
      ? (await listUnconfirmed(db, actor)).map((row) => ({
          key: 'minsida.wait-confirm',
          title: row.title,
          from: row.aktorName,
          due: null,
          href: `/remissvar/${row.svarId}/lasning`,
        }))
      : []),
  ]
  return lines.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
}

async function ownRemisser(db: Db, actor: Actor, today: string): Promise<Waiting[]> {
  const bodies = bodiesFor(actor, remissSteps.acts.send)
  if (bodies.length === 0) return []
  const rows = await tables(db)
    .selectFrom('remiss.remiss as remiss')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'remiss.owner_aktor_id')
    .select(['remiss.id', 'remiss.title', 'remiss.status', 'remiss.svar_senast', 'a.name'])
    .where(sql<boolean>`remiss.owner_aktor_id = any(${bodies}::uuid[])`)
    .where((where) =>
      where.or([
        where('remiss.status', '=', 'utkast'),
        where.and([where('remiss.status', '=', 'skickad'), where('remiss.svar_senast', '<', today)]),
      ]),
    )
    .execute()
  return rows.map((row) => ({
    key: row.status === 'utkast' ? 'minsida.wait-send' : 'minsida.wait-close',
    title: row.title,
    from: row.name,
    due: row.status === 'utkast' ? null : row.svar_senast,
    href: `/remisser/${row.id}`,
  }))
}

async function asInstans(db: Db, actor: Actor): Promise<Waiting[]> {
  const wanted = [
    { lage: 'skickad', key: 'minsida.wait-register', bodies: bodiesFor(actor, svarSteps.acts.register) },
    { lage: 'mottagen', key: 'minsida.wait-begin', bodies: bodiesFor(actor, svarSteps.acts.begin) },
    { lage: 'under_beredning', key: 'minsida.wait-write', bodies: bodiesFor(actor, svarSteps.acts.write) },
  ] as const
  const lines: Waiting[] = []
  for (const { lage, key, bodies } of wanted) {
    if (bodies.length === 0) continue
    const rows = await tables(db)
      .selectFrom('remiss.remissinstans as i')
      .innerJoin('remiss.remiss as remiss', 'remiss.id', 'i.remiss_id')
      .innerJoin('aktorer.v_aktor as a', 'a.id', 'remiss.owner_aktor_id')
      .select(['i.id', 'i.anstand_to', 'remiss.title', 'remiss.svar_senast', 'a.name'])
      .where('i.lage', '=', lage)
      // Who has a joint reply need not begin one; what has come in is registered all the same, and what is begun stays begun.
      .where(sql<boolean>`(${lage} <> 'mottagen' or not ${hasJointReply})`)
      .where('remiss.status', '=', 'skickad')
      .where(sql<boolean>`i.aktor_id = any(${bodies}::uuid[])`)
      // Once an officer is named it is that officer's; the others find it among the remisser.
      .where((where) =>
        lage === 'skickad'
          ? where.lit(true)
          : where.or([where('i.handlaggare_id', 'is', null), where('i.handlaggare_id', '=', actor.id)]),
      )
      .execute()
    lines.push(
      ...rows.map((row) => ({
        key,
        title: row.title,
        from: row.name,
        due: row.anstand_to ?? row.svar_senast,
        href: `/remissinstanser/${row.id}`,
      })),
    )
  }
  return lines
}

/** Who has asked the sender for more time, and waits for an answer. */
async function askedForTime(db: Db, actor: Actor): Promise<Waiting[]> {
  const bodies = bodiesFor(actor, svarSteps.acts['answer-anstand'])
  if (bodies.length === 0) return []
  const rows = await tables(db)
    .selectFrom('remiss.anstand as n')
    .innerJoin('remiss.remissinstans as i', 'i.id', 'n.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'i.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'i.aktor_id')
    .select(['i.id', 'remiss.title', 'remiss.svar_senast', 'a.name'])
    .where('n.outcome', 'is', null)
    .where('remiss.status', '=', 'skickad')
    .where(sql<boolean>`remiss.owner_aktor_id = any(${bodies}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    key: 'minsida.wait-anstand',
    title: row.title,
    from: row.name,
    due: row.svar_senast,
    href: `/remissinstanser/${row.id}/anstand/svar`,
  }))
}

/** Late replies that the sender has not said whether it takes into account (god praxis). */
async function lateReplies(db: Db, actor: Actor): Promise<Waiting[]> {
  const bodies = bodiesFor(actor, svarSteps.acts['note-late'])
  if (bodies.length === 0) return []
  const rows = await tables(db)
    .selectFrom('remiss.remissinstans as i')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'i.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'i.aktor_id')
    .select(['i.id', 'remiss.title', 'a.name'])
    .where('i.lage', '=', 'inkommen_efter_svarstiden')
    .where('i.late_note', 'is', null)
    .where('remiss.status', '=', 'skickad')
    .where(sql<boolean>`remiss.owner_aktor_id = any(${bodies}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    key: 'minsida.wait-late',
    title: row.title,
    from: row.name,
    due: null,
    href: `/remissinstanser/${row.id}/sent-svar`,
  }))
}

/** Attested statements whose decision the secretary registers after the meeting. */
async function toDecide(db: Db, actor: Actor): Promise<Waiting[]> {
  const bodies = bodiesOf(actor, ['namndsekreterare'])
  if (bodies.length === 0) return []
  const rows = await tables(db)
    .selectFrom('remiss.remissvar as svar')
    .innerJoin('remiss.remissinstans as i', 'i.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'i.remiss_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'remiss.owner_aktor_id')
    .select(['svar.id', 'svar.utlatande_id', 'remiss.title', 'remiss.svar_senast', 'i.anstand_to', 'a.name'])
    .where('svar.is_sent', '=', false)
    .where('svar.beslut_id', 'is', null)
    .where('svar.form', 'not in', ['kontorsyttrande', 'externt_yttrande'])
    .where('remiss.status', '=', 'skickad')
    .where(sql<boolean>`i.aktor_id = any(${bodies}::uuid[])`)
    .execute()
  const written = await utlatandenById(
    db,
    actor,
    rows.flatMap((row) => row.utlatande_id ?? []),
  )
  const attested = new Set(written.filter(({ state }) => state === 'attesterat').map(({ id }) => id))
  return rows
    .filter((row) => row.utlatande_id !== null && attested.has(row.utlatande_id))
    .map((row) => ({
      key: 'minsida.wait-decide',
      title: row.title,
      from: row.name,
      due: row.anstand_to ?? row.svar_senast,
      href: `/remissvar/${row.id}/beslut`,
    }))
}

/** The days when the replies are due that utlåtanden are written for, by the utlåtande's id. */
export async function dueOfUtlatanden(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('remiss.remissvar as svar')
    .innerJoin('remiss.remissinstans as i', 'i.id', 'svar.remissinstans_id')
    .innerJoin('remiss.remiss as remiss', 'remiss.id', 'i.remiss_id')
    .select(['svar.utlatande_id', 'i.anstand_to', 'remiss.svar_senast'])
    .where(sql<boolean>`svar.utlatande_id = any(${ids}::uuid[])`)
    .execute()
  return new Map(
    rows.flatMap((row) => {
      const due = row.anstand_to ?? row.svar_senast
      return row.utlatande_id !== null && due !== null ? [[row.utlatande_id, due]] : []
    }),
  )
}

/** One line of what has happened lately in the remisser that the actor has part in. */
export interface HappenedLine {
  seq: number
  title: string
  /** The body whose reply it is about, where it is about one. */
  instans: string | null
  act: string
  who: string
  day: string
  href: string
}

const SHOWN = 10
/** What both sides of a remiss may know: that it was sent, registered, answered. What an instance does inside its draft is its own. */
const SHARED_ACTS = ['remiss.send', 'remiss.close', 'svar.register', 'svar.send', 'svar.receive', 'svar.receive-more']

export async function happenedFor(db: Db, actor: Actor): Promise<HappenedLine[]> {
  const bodies = bodiesOf(actor)
  if (bodies.length === 0) return []
  const rows = await tables(db)
    .selectFrom('platform.audit_entry as e')
    .leftJoin('remiss.remissvar as svar', (join) =>
      join.onRef('svar.id', '=', 'e.item_id').on('e.item_kind', '=', 'remissvar'),
    )
    .leftJoin('remiss.remissinstans as i', (join) =>
      join.on((on) => on.or([on('i.id', '=', on.ref('e.item_id')), on('i.id', '=', on.ref('svar.remissinstans_id'))])),
    )
    .innerJoin('remiss.remiss as remiss', (join) =>
      join.on((on) => on.or([on('remiss.id', '=', on.ref('e.item_id')), on('remiss.id', '=', on.ref('i.remiss_id'))])),
    )
    .leftJoin('aktorer.v_aktor as a', 'a.id', 'i.aktor_id')
    .select(['e.seq', 'e.at', 'e.act', 'e.actor_id', 'remiss.id', 'remiss.title', 'a.name as instans'])
    .where('e.act', 'in', SHARED_ACTS)
    .where(remissPolicy.sql(actor))
    .where(
      sql<boolean>`(remiss.owner_aktor_id = any(${bodies}::uuid[]) or i.aktor_id = any(${bodies}::uuid[])
        or exists (select 1 from remiss.remissinstans j where j.remiss_id = remiss.id and j.aktor_id = any(${bodies}::uuid[]) and e.act like 'remiss.%'))`,
    )
    // By day and not by place in the log: what was entered afterwards stands where it belongs.
    .orderBy('e.at', 'desc')
    .orderBy('e.seq', 'desc')
    .limit(SHOWN)
    .execute()
  const names = await personNames(db, [...new Set(rows.flatMap((row) => (row.actor_id ? [row.actor_id] : [])))])
  return rows.map((row) => ({
    seq: row.seq,
    title: row.title,
    instans: row.instans,
    act: row.act,
    who: row.actor_id ? (names.get(row.actor_id) ?? 'svarslänk') : 'Samsyn',
    day: swedishDay(row.at),
    href: `/remisser/${row.id}`,
  }))
}
