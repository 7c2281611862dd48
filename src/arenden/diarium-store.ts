import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { MUNICIPAL_ROLES } from '../aktorer/index.ts'
import { type HandlingState, handlingPolicy } from '../handlingar/index.ts'
import { type Actor, allOf, holdsRole, type Policy } from '../platform/access/index.ts'
import { type Db, swedishLower, swedishOrder } from '../platform/db/index.ts'
import { maskPersonnummer } from '../platform/guard/personnummer.ts'
import { type ListQuery, PAGE_SIZE } from '../platform/html/index.ts'
import { arendePolicy } from './store.ts'

/**
 * One line of the register: an allmän handling in its ärende, or – without a handling – an ärende that has been registered and has no
 * allmän handling yet. Null is what the public rendering leaves out (OSL-5.2).
 */
export interface DiariumRow {
  arendeId: string
  handlingId: string | null
  diarienummer: string | null
  ownerName: string
  arendeTitle: string | null
  nr: number | null
  stateOn: string
  state: HandlingState | null
  direction: 'in' | 'ut' | 'intern' | null
  party: string | null
  title: string | null
  sekretess: string | null
  /** Something may be secret in it, and a copy where that is masked can be read by everybody who reads the register. */
  hasMasked: boolean
}

type DiariumTables = {
  'handlingar.handling': {
    id: string
    title: string
    direction: 'in' | 'ut' | 'intern'
    state: HandlingState
    state_on: string
    sender: string | null
    recipient: string | null
    sekretess_provision: string | null
    sekretess_masks_title: boolean
    sekretess_masks_party: boolean
  }
  'arenden.arende_handling': { arende_id: string; handling_id: string; nr: number }
  'arenden.arende': {
    id: string
    owner_aktor_id: string
    diarienummer: string | null
    diarienummer_key: string | null
    title: string
    counterpart: string
    opened_on: string
  }
  'aktorer.v_aktor': { id: string; name: string }
}

/** The public rendering holds nothing that anybody might not see; inside Samsyn it is shown to those who work for the municipality. */
const publicPolicy: Policy<unknown> = holdsRole(MUNICIPAL_ROLES)
const internalPolicy: Policy<{ ownerAktorId: string; sharedWith: readonly string[] }> = allOf(
  holdsRole(MUNICIPAL_ROLES),
  handlingPolicy,
)
/** The same about the ärende itself, where there is no handling to ask about. */
const internalArendePolicy: Policy<{ ownerAktorId: string; sharedWith: readonly string[] }> = allOf(
  holdsRole(MUNICIPAL_ROLES),
  arendePolicy,
)

/**
 * What is hidden is hidden in the query itself, so that neither search nor sorting tells it. An ärende is often called as its document,
 * so its title is hidden with the title of any handling in it.
 */
function columnsOf(isPublic: boolean): Record<'title' | 'party' | 'arendeTitle', RawBuilder<string | null>> {
  const party = sql<
    string | null
  >`case when handling.id is null then arende.counterpart when handling.direction = 'in' then handling.sender else handling.recipient end`
  const isMasked = sql`exists (
      select 1 from arenden.arende_handling ah2 join handlingar.handling h2 on h2.id = ah2.handling_id
      where ah2.arende_id = arende.id and (h2.sekretess_masks_title or h2.sekretess_masks_party))`
  if (!isPublic) return { title: sql`handling.title`, party, arendeTitle: sql`arende.title` }
  return {
    title: sql`case when handling.sekretess_masks_title then null else handling.title end`,
    party: sql`case when handling.sekretess_masks_party or (handling.id is null and ${isMasked}) then null else ${party} end`,
    arendeTitle: sql`case when ${isMasked} then null else arende.title end`,
  }
}

export const DIARIUM_SORTS = ['datum', 'dnr', 'titel', 'myndighet'] as const

/**
 * The register: allmänna handlingar only, never arbetsmaterial; one rendering for inside the authority, one for anybody. The law wants
 * each handling registered (OSL 5 kap. 1 §) and says nothing of ärenden; but a register that is kept continuously is itself an allmän
 * handling line by line (TF 2 kap. 10 §), so a number that has been given is in it from that day, also before the first handling.
 */
export async function listDiarium(
  db: Db,
  actor: Actor,
  query: ListQuery,
  rendering: 'offentlig' | 'intern',
  isAll = false,
): Promise<{ rows: DiariumRow[]; total: number }> {
  const isPublic = rendering === 'offentlig'
  const columns = columnsOf(isPublic)
  const on = sql<string>`coalesce(handling.state_on, arende.opened_on)`
  const conditions: RawBuilder<SqlBool>[] = [
    isPublic
      ? publicPolicy.sql(actor)
      : sql<SqlBool>`case when handling.id is null then ${internalArendePolicy.sql(actor)} else ${internalPolicy.sql(actor)} end`,
    sql`(handling.id is not null or arende.diarienummer is not null)`,
    // A region or an association that has answered through a link keeps its own diary; this is the municipality's.
    sql`a.kind not in ('polis', 'region', 'kommunalforbund', 'naringsliv', 'forening')`,
  ]
  const text = query.filters.text
  if (text) {
    const like = `%${text.toLocaleLowerCase('sv').replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(
      sql`(translate(lower(${columns.title}), 'ÅÄÖÉÈÜ', 'åäöéèü') like ${like} or translate(lower(${columns.party}), 'ÅÄÖÉÈÜ', 'åäöéèü') like ${like}
        or translate(lower(${columns.arendeTitle}), 'ÅÄÖÉÈÜ', 'åäöéèü') like ${like} or ${swedishLower('arende.diarienummer')} like ${like})`,
    )
  }
  for (const [name, sign] of [
    ['fran', '>='],
    ['till', '<='],
  ] as const) {
    const day = query.filters[name]
    if (day && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(day))
      conditions.push(sql`to_char(${on}, 'YYYY-MM-DD') ${sql.raw(sign)} ${day}`)
  }
  const sorts: Record<string, RawBuilder<unknown>> = {
    datum: on,
    dnr: sql`arende.diarienummer_key`,
    titel: sql`translate(lower(${columns.title}), 'åäöéèüÅÄÖÉÈÜ', '{|}eey{|}eey') collate "C"`,
    myndighet: swedishOrder('a.name'),
  }
  const base = db
    .withTables<DiariumTables>()
    .selectFrom('arenden.arende as arende')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('handlingar.handling as h')
          .innerJoin('arenden.arende_handling as ah', 'ah.handling_id', 'h.id')
          .selectAll('h')
          .select(['ah.arende_id', 'ah.nr'])
          .where('h.state', '<>', 'arbetsmaterial')
          .as('handling'),
      (join) => join.onRef('handling.arende_id', '=', 'arende.id'),
    )
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'arende.owner_aktor_id')
    .where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`)
  const { total } = await base.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  let select = base
    .select([
      'handling.id',
      'arende.id as arende_id',
      'arende.diarienummer',
      'a.name as owner_name',
      'handling.nr',
      on.as('state_on'),
      'handling.state',
      'handling.direction',
      'handling.sekretess_provision',
      sql<boolean>`handling.sekretess_provision is not null
        and exists (select 1 from handlingar.maskad_kopia k where k.handling_id = handling.id)`.as('has_masked'),
      columns.title.as('title'),
      columns.party.as('party'),
      columns.arendeTitle.as('arende_title'),
    ])
    .orderBy(sorts[query.sort] ?? on, query.isDescending ? 'desc' : 'asc')
    .orderBy('arende.id', 'desc')
    .orderBy('handling.nr', 'desc')
  if (!isAll) select = select.limit(PAGE_SIZE).offset((query.page - 1) * PAGE_SIZE)
  const rows = await select.execute()
  const clean = (value: string | null): string | null => (value === null ? null : maskPersonnummer(value))
  return {
    total: Number(total),
    rows: rows.map((row) => ({
      arendeId: row.arende_id,
      handlingId: row.id,
      diarienummer: row.diarienummer,
      ownerName: row.owner_name,
      arendeTitle: clean(row.arende_title),
      nr: row.nr,
      stateOn: row.state_on,
      state: row.state,
      direction: row.direction,
      party: clean(row.party),
      title: clean(row.title),
      sekretess: row.sekretess_provision,
      hasMasked: row.has_masked,
    })),
  }
}
