import {
  type Column,
  csvAnswer,
  Day,
  Empty,
  jsonAnswer,
  type ListQuery,
  ListTable,
  Notice,
  readListQuery,
  State,
  type Translate,
} from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { DIARIUM_SORTS, type DiariumRow, listDiarium } from '../diarium-store.ts'

type Rendering = 'offentlig' | 'intern'

function renderingOf(query: ListQuery): Rendering {
  return query.filters.visning === 'intern' ? 'intern' : 'offentlig'
}

function columns(t: Translate, rendering: Rendering): Column<DiariumRow>[] {
  /** An empty cell may be an empty field; a hidden one says so. */
  const shown = (row: DiariumRow, value: string | null): string =>
    value ?? (rendering === 'offentlig' && (row.sekretess || row.handlingId === null) ? t('diarium.masked') : '')
  const numberOf = (row: DiariumRow): string =>
    `${row.diarienummer ?? t('arenden.no-dnr')}${row.nr === null ? '' : ` (${row.nr})`}`
  const stateOf = (row: DiariumRow): string => t(row.state === null ? 'diarium.opened' : `handling.state.${row.state}`)
  const titleOf = (row: DiariumRow): string =>
    row.handlingId === null ? t('diarium.no-handling') : shown(row, row.title)
  const arendeOf = (row: DiariumRow): string => row.arendeTitle ?? t('diarium.masked')
  return [
    {
      key: 'datum',
      label: t('arenden.date'),
      isSortable: true,
      value: (row) => row.stateOn,
      cell: (row) => <Day day={row.stateOn} />,
    },
    {
      key: 'dnr',
      label: t('arenden.dnr'),
      isSortable: true,
      value: numberOf,
      cell: (row) => <span className="nowrap">{numberOf(row)}</span>,
    },
    {
      key: 'riktning',
      label: t('handlingar.direction'),
      value: stateOf,
      cell: stateOf,
    },
    {
      key: 'part',
      label: t('arenden.party'),
      value: (row) => shown(row, row.party),
      cell: (row) => shown(row, row.party),
    },
    {
      key: 'titel',
      label: t('arenden.handling'),
      isSortable: true,
      value: titleOf,
      cell: (row) =>
        rendering === 'intern' && row.handlingId !== null ? (
          <>
            <a href={`/handlingar/${row.handlingId}`}>{row.title}</a>{' '}
            {row.sekretess && (
              <State tone="warn">
                {t('sekretess.mark')}, {row.sekretess}
              </State>
            )}
          </>
        ) : (
          <>
            {titleOf(row)}{' '}
            {row.hasMasked && <a href={`/handlingar/${row.handlingId}/maskerad`}>{t('maskering.copy')}</a>}
          </>
        ),
    },
    { key: 'arende', label: t('arenden.arende-title'), value: arendeOf, cell: arendeOf },
    {
      key: 'myndighet',
      label: t('arenden.owner'),
      isSortable: true,
      value: (row) => row.ownerName,
      cell: (row) => row.ownerName,
    },
  ]
}

const QUERY = { sorts: DIARIUM_SORTS, filters: ['visning', 'text', 'fran', 'till'] }

/** Without a wish, the newest first. */
function queryOf(visit: Visit): ListQuery {
  const query = readListQuery(visit.url.searchParams, QUERY)
  return visit.url.searchParams.has('sortera') ? query : { ...query, isDescending: true }
}

/** GET /diarium */
export async function diariumPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const query = queryOf(visit)
  const rendering = renderingOf(query)
  const { rows, total } = await listDiarium(visit.db, visit.actor, query, rendering)
  return visit.html(
    t('diarium.title'),
    <>
      <h1>{t('diarium.title')}</h1>
      <Notice tone="info">
        <strong>{t(`diarium.rendering.${rendering}`)}</strong> {t(`diarium.explain.${rendering}`)}
      </Notice>
      <form className="filters" method="get" action="/diarium">
        <div className="field">
          <label htmlFor="visning">{t('diarium.rendering')}</label>
          <select id="visning" name="visning" defaultValue={rendering}>
            {(['offentlig', 'intern'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`diarium.rendering.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="field wide">
          <label htmlFor="text">{t('diarium.search')}</label>
          <input id="text" name="text" type="search" defaultValue={query.filters.text} />
        </div>
        <div className="field">
          <label htmlFor="fran">{t('diarium.from')}</label>
          <input id="fran" name="fran" type="text" defaultValue={query.filters.fran} />
        </div>
        <div className="field">
          <label htmlFor="till">{t('diarium.to')}</label>
          <input id="till" name="till" type="text" defaultValue={query.filters.till} />
        </div>
        <button type="submit">{t('html.filter')}</button>
        <a href="/diarium">{t('html.clear-filter')}</a>
      </form>
      <ListTable
        path="/diarium"
        caption={t('diarium.title')}
        columns={columns(t, rendering)}
        rows={rows}
        total={total}
        query={query}
        rowKey={(row) => row.handlingId ?? row.arendeId}
        empty={<Empty title={t('diarium.empty')} />}
      />
    </>,
    { current: '/diarium' },
  )
}

/** GET /diarium.csv */
export async function diariumCsv(visit: Visit): Promise<Response> {
  const rendering = renderingOf(queryOf(visit))
  const { rows } = await listDiarium(visit.db, visit.actor, queryOf(visit), rendering, true)
  return csvAnswer('diarium', columns(visit.t, rendering), rows)
}

/** GET /diarium.json */
export async function diariumJson(visit: Visit): Promise<Response> {
  const rendering = renderingOf(queryOf(visit))
  const { rows } = await listDiarium(visit.db, visit.actor, queryOf(visit), rendering, true)
  return jsonAnswer(columns(visit.t, rendering), rows)
}
