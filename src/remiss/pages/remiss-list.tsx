import {
  type Column,
  csvAnswer,
  Day,
  Empty,
  jsonAnswer,
  ListFilters,
  type ListQuery,
  ListTable,
  readListQuery,
  type Translate,
} from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { remissSteps } from '../model/remiss-steps.ts'
import { listRemisser, REMISS_SORTS, type RemissListRow } from '../store.ts'
import { mayCreate } from './create-pages.tsx'
import { RemissStatus } from './labels.tsx'

function columns(t: Translate): Column<RemissListRow>[] {
  return [
    {
      key: 'titel',
      label: t('remiss.column-title'),
      isSortable: true,
      value: (row) => row.title,
      cell: (row) => <a href={`/remisser/${row.id}`}>{row.title}</a>,
    },
    {
      key: 'dnr',
      label: t('arenden.dnr'),
      isSortable: true,
      value: (row) => row.diarienummer,
      cell: (row) => <span className="nowrap">{row.diarienummer}</span>,
    },
    {
      key: 'avsandare',
      label: t('remiss.sender'),
      isSortable: true,
      value: (row) => row.ownerName,
      cell: (row) => row.ownerName,
    },
    {
      key: 'senast',
      label: t('remiss.svar-senast'),
      isSortable: true,
      value: (row) => row.svarSenast,
      cell: (row) => row.svarSenast && <Day day={row.svarSenast} />,
    },
    {
      key: 'svar',
      label: t('remiss.replies'),
      value: (row) => `${row.replyCount} / ${row.instansCount}`,
      cell: (row) => (
        <span className="nowrap">{t('remiss.replies-of', { n: row.replyCount, of: row.instansCount })}</span>
      ),
    },
    {
      key: 'lage',
      label: t('arenden.state'),
      value: (row) => t(`remiss.state.${row.status}`),
      cell: (row) => <RemissStatus remiss={{ status: row.status, svarSenast: null }} />,
    },
  ]
}

const QUERY = { sorts: ['senast', ...REMISS_SORTS.filter((sort) => sort !== 'senast')], filters: ['text', 'lage'] }

function queryOf(visit: Visit): ListQuery {
  const query = readListQuery(visit.url.searchParams, QUERY)
  // Without a wish, the one with the latest reply-by date first: what is going on now.
  return visit.url.searchParams.has('sortera') ? query : { ...query, sort: 'senast', isDescending: true }
}

/** GET /remisser */
export async function remisserPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const query = queryOf(visit)
  const { rows, total } = await listRemisser(visit.db, visit.actor, query)
  return visit.html(
    t('remiss.list-title'),
    <>
      <h1>{t('remiss.list-title')}</h1>
      <p>{t('remiss.list-lead')}</p>
      {mayCreate(visit.actor) && (
        <p>
          <a className="btn" href="/remisser/ny">
            {t('remiss.create')}
          </a>
        </p>
      )}
      <ListFilters
        path="/remisser"
        query={query}
        searchLabel={t('remiss.search')}
        stateLabel={t('arenden.state')}
        states={remissSteps.states.map((value) => ({ value, label: t(`remiss.state.${value}`) }))}
      />
      <ListTable
        path="/remisser"
        caption={t('remiss.list-title')}
        columns={columns(t)}
        rows={rows}
        total={total}
        query={query}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('remiss.empty')}>
            <p>{t('remiss.empty-explain')}</p>
          </Empty>
        }
      />
    </>,
    { current: '/remisser' },
  )
}

export async function remisserCsv(visit: Visit): Promise<Response> {
  const { rows } = await listRemisser(visit.db, visit.actor, queryOf(visit), true)
  return csvAnswer('remisser', columns(visit.t), rows)
}

export async function remisserJson(visit: Visit): Promise<Response> {
  const { rows } = await listRemisser(visit.db, visit.actor, queryOf(visit), true)
  return jsonAnswer(columns(visit.t), rows)
}
