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
  State,
  type Translate,
  useView,
} from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { arbetsdagarBetween } from '../../platform/time/helgdagar.ts'
import { BEGARAN_SORTS, type Begaran, listBegaranden } from '../begaran-store.ts'
import { begaranSteps, PROMPT_DAYS } from '../model/begaran-steps.ts'

/** Working days that a request has been open, or was. */
export function openDays(begaran: Pick<Begaran, 'receivedOn' | 'answeredOn'>, today: string): number {
  return arbetsdagarBetween(begaran.receivedOn, begaran.answeredOn ?? today)
}

/** The state of a request, and how long it has waited: the law says skyndsamt. */
export function BegaranStateLabel({ begaran, today }: { begaran: Begaran; today: string }) {
  const { t } = useView()
  const isOpen = begaran.answeredOn === null
  const days = openDays(begaran, today)
  const isLate = isOpen && days > PROMPT_DAYS
  return (
    <State tone={isLate ? 'late' : isOpen ? 'warn' : begaran.state === 'avslagen' ? 'mute' : 'ok'}>
      {t(`begaran.state.${begaran.state}`)}
      {isOpen && `, ${t('begaran.open-days', { n: days })}`}
    </State>
  )
}

function columns(t: Translate, today: string): Column<Begaran>[] {
  return [
    {
      key: 'inkom',
      label: t('begaran.received-on'),
      isSortable: true,
      value: (row) => row.receivedOn,
      cell: (row) => <Day day={row.receivedOn} />,
    },
    {
      key: 'vad',
      label: t('begaran.wanted'),
      value: (row) => row.wanted,
      cell: (row) => (
        <a href={`/begaranden/${row.id}`}>{row.wanted.length > 120 ? `${row.wanted.slice(0, 119)}…` : row.wanted}</a>
      ),
    },
    {
      key: 'myndighet',
      label: t('arenden.owner'),
      value: (row) => row.ownerName,
      cell: (row) => row.ownerName,
    },
    {
      key: 'lage',
      label: t('arenden.state'),
      isSortable: true,
      value: (row) => t(`begaran.state.${row.state}`),
      cell: (row) => <BegaranStateLabel begaran={row} today={today} />,
    },
    {
      key: 'dagar',
      label: t('begaran.days'),
      value: (row) => openDays(row, today),
      cell: (row) => openDays(row, today),
    },
  ]
}

/** Without a wish, the newest first. */
function queryOf(visit: Visit): ListQuery {
  const query = readListQuery(visit.url.searchParams, { sorts: BEGARAN_SORTS, filters: ['text', 'lage'] })
  return visit.url.searchParams.has('sortera') ? query : { ...query, isDescending: true }
}

/** GET /begaranden */
export async function begarandenPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const query = queryOf(visit)
  const { rows, total } = await listBegaranden(visit.db, visit.actor, query)
  const mayRegister = visit.actor.seats.some((seat) => seat.role === 'registrator')
  return visit.html(
    t('begaran.title'),
    <>
      <h1>{t('begaran.title')}</h1>
      <p>{t('begaran.lead')}</p>
      {mayRegister && (
        <p>
          <a className="btn" href="/begaranden/ny">
            {t('begaran.do.register')}
          </a>
        </p>
      )}
      <ListFilters
        path="/begaranden"
        query={query}
        searchLabel={t('begaran.search')}
        stateLabel={t('arenden.state')}
        states={begaranSteps.states.map((value) => ({ value, label: t(`begaran.state.${value}`) }))}
      />
      <ListTable
        path="/begaranden"
        caption={t('begaran.title')}
        columns={columns(t, visit.today)}
        rows={rows}
        total={total}
        query={query}
        rowKey={(row) => row.id}
        empty={<Empty title={t('begaran.empty')} />}
      />
    </>,
    { current: '/begaranden' },
  )
}

/** GET /begaranden.csv */
export async function begarandenCsv(visit: Visit): Promise<Response> {
  const { rows } = await listBegaranden(visit.db, visit.actor, queryOf(visit), true)
  return csvAnswer('begaranden', columns(visit.t, visit.today), rows)
}

/** GET /begaranden.json */
export async function begarandenJson(visit: Visit): Promise<Response> {
  const { rows } = await listBegaranden(visit.db, visit.actor, queryOf(visit), true)
  return jsonAnswer(columns(visit.t, visit.today), rows)
}
