import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { MUNICIPAL_ROLES } from '../aktorer/index.ts'
import { type HandlingState, handlingPolicy } from '../handlingar/index.ts'
import { type Actor, allOf, holdsRole, type Policy } from '../platform/access/index.ts'
import { type Db, swedishLower, swedishOrder } from '../platform/db/index.ts'
import { maskPersonnummer } from '../platform/guard/personnummer.ts'
import { type ListQuery, PAGE_SIZE } from '../platform/html/index.ts'

/** One line of the register: an allmän handling in its ärende. Null is what the public rendering leaves out (OSL-5.2). */
export interface DiariumRow {
  handlingId: string
  diarienummer: string | null
  ownerName: string
  arendeTitle: string | null
  nr: number
  stateOn: string
  state: HandlingState
  direction: 'in' | 'ut' | 'intern'
  party: string | null
  title: string | null
  sekretess: string | null
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
  }
  'aktorer.v_aktor': { id: string; name: string }
}

/** The public rendering holds nothing that anybody might not see; inside Samsyn it is shown to those who work for the municipality. */
const publicPolicy: Policy<unknown> = holdsRole(MUNICIPAL_ROLES)
const internalPolicy: Policy<{ ownerAktorId: string; sharedWith: readonly string[] }> = allOf(
  holdsRole(MUNICIPAL_ROLES),
  handlingPolicy,
)

/**
 * What is hidden is hidden in the query itself, so that neither search nor sorting tells it. An ärende is often called as its document,
 * so its title is hidden with the title of any handling in it.
 */
function columnsOf(isPublic: boolean): Record<'title' | 'party' | 'arendeTitle', RawBuilder<string | null>> {
  const party = sql<string | null>`case when handling.direction = 'in' then handling.sender else handling.recipient end`
  if (!isPublic) return { title: sql`handling.title`, party, arendeTitle: sql`arende.title` }
  return {
    title: sql`case when handling.sekretess_masks_title then null else handling.title end`,
    party: sql`case when handling.sekretess_masks_party then null else ${party} end`,
    arendeTitle: sql`case when exists (
      select 1 from arenden.arende_handling ah2 join handlingar.handling h2 on h2.id = ah2.handling_id
      where ah2.arende_id = arende.id and (h2.sekretess_masks_title or h2.sekretess_masks_party)) then null else arende.title end`,
  }
}

export const DIARIUM_SORTS = ['datum', 'dnr', 'titel', 'myndighet'] as const

/** The register: allmänna handlingar only, never arbetsmaterial; one rendering for inside the authority, one for anybody. */
export async function listDiarium(
  db: Db,
  actor: Actor,
  query: ListQuery,
  rendering: 'offentlig' | 'intern',
  isAll = false,
): Promise<{ rows: DiariumRow[]; total: number }> {
  const isPublic = rendering === 'offentlig'
  const columns = columnsOf(isPublic)
  const conditions: RawBuilder<SqlBool>[] = [
    (isPublic ? publicPolicy : internalPolicy).sql(actor),
    sql`handling.state <> 'arbetsmaterial'`,
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
      conditions.push(sql`to_char(handling.state_on, 'YYYY-MM-DD') ${sql.raw(sign)} ${day}`)
  }
  const sorts: Record<string, RawBuilder<unknown>> = {
    datum: sql`handling.state_on`,
    dnr: sql`arende.diarienummer_key`,
    titel: sql`translate(lower(${columns.title}), 'åäöéèüÅÄÖÉÈÜ', '{|}eey{|}eey') collate "C"`,
    myndighet: swedishOrder('a.name'),
  }
  const base = db
    .withTables<DiariumTables>()
    .selectFrom('handlingar.handling as handling')
    .innerJoin('arenden.arende_handling as ah', 'ah.handling_id', 'handling.id')
    .innerJoin('arenden.arende as arende', 'arende.id', 'ah.arende_id')
    .innerJoin('aktorer.v_aktor as a', 'a.id', 'arende.owner_aktor_id')
    .where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`)
  const { total } = await base.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  let select = base
    .select([
      'handling.id',
      'arende.diarienummer',
      'a.name as owner_name',
      'ah.nr',
      'handling.state_on',
      'handling.state',
      'handling.direction',
      'handling.sekretess_provision',
      columns.title.as('title'),
      columns.party.as('party'),
      columns.arendeTitle.as('arende_title'),
    ])
    .orderBy(sorts[query.sort] ?? sql`handling.state_on`, query.isDescending ? 'desc' : 'asc')
    .orderBy('arende.id', 'desc')
    .orderBy('ah.nr', 'desc')
  if (!isAll) select = select.limit(PAGE_SIZE).offset((query.page - 1) * PAGE_SIZE)
  const rows = await select.execute()
  const clean = (value: string | null): string | null => (value === null ? null : maskPersonnummer(value))
  return {
    total: Number(total),
    rows: rows.map((row) => ({
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
    })),
  }
}
