import {
  type Column,
  csvAnswer,
  Day,
  Empty,
  jsonAnswer,
  ListFilters,
  ListTable,
  readListQuery,
  State,
  type Translate,
  useView,
} from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { arendeSteps } from '../model/steps.ts'
import { ARENDE_SORTS, type Arende, listArenden } from '../store.ts'

function columns(t: Translate): Column<Arende>[] {
  return [
    {
      key: 'dnr',
      label: t('arenden.dnr'),
      isSortable: true,
      value: (row) => row.diarienummer,
      cell: (row) => (
        <a className="nowrap" href={`/arenden/${row.id}`}>
          {row.diarienummer ?? t('arenden.no-dnr')}
        </a>
      ),
    },
    {
      key: 'titel',
      label: t('arenden.arende-title'),
      isSortable: true,
      value: (row) => row.title,
      cell: (row) => row.title,
    },
    {
      key: 'myndighet',
      label: t('arenden.owner'),
      isSortable: true,
      value: (row) => row.ownerName,
      cell: (row) => row.ownerName,
    },
    {
      key: 'motpart',
      label: t('arenden.counterpart'),
      value: (row) => [row.counterpart, row.counterpartDiarienummer].filter(Boolean).join(', '),
      cell: (row) => (
        <>
          {row.counterpart} <span className="meta">{row.counterpartDiarienummer}</span>
        </>
      ),
    },
    {
      key: 'handlaggare',
      label: t('arenden.handlaggare'),
      value: (row) => row.handlaggareName,
      cell: (row) => row.handlaggareName,
    },
    {
      key: 'oppnat',
      label: t('arenden.opened-on'),
      isSortable: true,
      value: (row) => row.openedOn,
      cell: (row) => <Day day={row.openedOn} />,
    },
    {
      key: 'lage',
      label: t('arenden.state'),
      value: (row) => t(`arende.state.${row.state}`),
      cell: (row) => <ArendeState state={row.state} />,
    },
  ]
}

/** Open or closed. */
export function ArendeState({ state }: { state: Arende['state'] }) {
  const { t } = useView()
  return <State tone={state === 'oppet' ? 'warn' : 'mute'}>{t(`arende.state.${state}`)}</State>
}

/** Without a wish, the newest first. */
function queryOf(visit: Visit) {
  const query = readListQuery(visit.url.searchParams, QUERY)
  return visit.url.searchParams.has('sortera') ? query : { ...query, isDescending: true }
}

const QUERY = { sorts: ['oppnat', ...ARENDE_SORTS.filter((sort) => sort !== 'oppnat')], filters: ['text', 'lage'] }

/** GET /arenden */
export async function arendenPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const query = queryOf(visit)
  const { rows, total } = await listArenden(visit.db, visit.actor, query)
  return visit.html(
    t('arenden.title'),
    <>
      <h1>{t('arenden.title')}</h1>
      <p>{t('arenden.lead')}</p>
      <ListFilters
        path="/arenden"
        query={query}
        searchLabel={t('arenden.search')}
        stateLabel={t('arenden.state')}
        states={arendeSteps.states.map((value) => ({ value, label: t(`arende.state.${value}`) }))}
      />
      <ListTable
        path="/arenden"
        caption={t('arenden.caption')}
        columns={columns(t)}
        rows={rows}
        total={total}
        query={query}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('arenden.empty')}>
            <p>{t('arenden.empty-explain')}</p>
          </Empty>
        }
      />
    </>,
    { current: '/arenden' },
  )
}

export async function arendenCsv(visit: Visit): Promise<Response> {
  const { rows } = await listArenden(visit.db, visit.actor, queryOf(visit), true)
  return csvAnswer('arenden', columns(visit.t), rows)
}

export async function arendenJson(visit: Visit): Promise<Response> {
  const { rows } = await listArenden(visit.db, visit.actor, queryOf(visit), true)
  return jsonAnswer(columns(visit.t), rows)
}
