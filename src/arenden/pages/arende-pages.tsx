import { itemRail, listAktorer } from '../../aktorer/index.ts'
import { type Handling, handlingarById } from '../../handlingar/index.ts'
import { judge } from '../../platform/access/index.ts'
import {
  type ActChoice,
  ActList,
  type Column,
  Crumbs,
  Day,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  ListTable,
  RailAside,
  readListQuery,
  Select,
  State,
  type Translate,
  toCsv,
  toJson,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { arendeSteps } from '../model/steps.ts'
import { shareArende } from '../share-arende.ts'
import { ARENDE_SORTS, type Arende, findArende, handlingIdsOf, listArenden, sharedWith } from '../store.ts'
import { utlatandenOfArende } from '../utlatande-store.ts'
import { UtlatandeStateLabel } from './utlatande-parts.tsx'

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

function ArendeState({ state }: { state: Arende['state'] }) {
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
      <form className="filters" method="get" action="/arenden">
        <div className="field wide">
          <label htmlFor="text">{t('arenden.search')}</label>
          <input id="text" name="text" type="search" defaultValue={query.filters.text} />
        </div>
        <div className="field">
          <label htmlFor="lage">{t('arenden.state')}</label>
          <select id="lage" name="lage" defaultValue={query.filters.lage ?? ''}>
            <option value="">{t('html.all')}</option>
            {arendeSteps.states.map((state) => (
              <option key={state} value={state}>
                {t(`arende.state.${state}`)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{t('html.filter')}</button>
        <a href="/arenden">{t('html.clear-filter')}</a>
      </form>
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
  return new Response(toCsv(columns(visit.t), rows), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="arenden.csv"' },
  })
}

export async function arendenJson(visit: Visit): Promise<Response> {
  const { rows } = await listArenden(visit.db, visit.actor, queryOf(visit), true)
  return new Response(toJson(columns(visit.t), rows), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })
}

/** GET /arenden/:id */
export async function arendePage(visit: Visit): Promise<Response> {
  return showArende(visit, emptyForm)
}

async function showArende(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const arende = await findArende(visit.db, visit.actor, idParam(visit))
  const numbered = await handlingIdsOf(visit.db, arende.id)
  const handlingar = new Map(
    (
      await handlingarById(
        visit.db,
        visit.actor,
        numbered.map((row) => row.handlingId),
      )
    ).map((handling) => [handling.id, handling]),
  )
  const situation = { state: arende.state, bodies: { agare: [arende.ownerAktorId] } }
  const register = judge(arendeSteps, 'register-handling', visit.actor, situation)
  const share = judge(arendeSteps, 'share', visit.actor, situation)
  const acts: ActChoice[] = [
    {
      label: t('arenden.register-handling'),
      href: `/arenden/${arende.id}/handlingar/ny`,
      method: 'get',
      ...(!register.allowed && { refusal: register.refusal }),
    },
    ...(share.allowed ? [] : [{ label: t('arenden.share'), href: '', method: 'get' as const, refusal: share.refusal }]),
  ]
  const utlatanden = await utlatandenOfArende(visit.db, visit.actor, arende.id)
  const shares = await sharedWith(visit.db, arende.id)
  const aktorer = await listAktorer(visit.db, visit.today)
  const { rail, history } = await itemRail(visit, { kind: 'arende', id: arende.id })
  return visit.html(
    `${arende.diarienummer ?? ''} ${arende.title}`.trim(),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[{ href: '/arenden', label: t('arenden.title') }, { label: arende.diarienummer ?? arende.title }]}
      />
      <h1>
        {arende.title} <span className="dnr">{arende.diarienummer ?? t('arenden.no-dnr')}</span>
      </h1>
      <p className="statusline">
        <ArendeState state={arende.state} /> <span className="meta">{arende.ownerName}</span>
      </p>
      <ActList acts={acts}>
        {share.allowed && (
          <details open={form.errors.length > 0}>
            <summary>{t('arenden.share')}</summary>
            <Form action={`/arenden/${arende.id}/dela`} form={form}>
              <p>{t('arenden.share-warning')}</p>
              <Select
                form={form}
                name="aktor"
                label={t('arenden.share-with')}
                empty=" "
                options={aktorer
                  .filter((aktor) => aktor.id !== arende.ownerAktorId)
                  .map((aktor) => ({ value: aktor.id, label: aktor.name }))}
              />
              <button type="submit">{t('arenden.share')}</button>
            </Form>
          </details>
        )}
      </ActList>
      <div className="item">
        <div>
          <KeyValues
            rows={[
              [t('arenden.counterpart'), arende.counterpart],
              [t('arenden.counterpart-dnr'), arende.counterpartDiarienummer],
              [t('arenden.handlaggare'), arende.handlaggareName],
              [t('arenden.opened-on'), <Day key="opened" day={arende.openedOn} />],
              [t('arenden.shared-with'), shares.map((row) => row.name).join(', ')],
            ]}
          />
          {utlatanden.length > 0 && (
            <>
              <h2>{t('arenden.utlatanden')}</h2>
              {utlatanden.map((utlatande) => (
                <p key={utlatande.id}>
                  <a href={`/utlatanden/${utlatande.id}`}>{utlatande.text.title}</a>{' '}
                  <UtlatandeStateLabel utlatande={utlatande} />
                </p>
              ))}
            </>
          )}
          <h2>{t('arenden.handlingar')}</h2>
          <HandlingTable
            rows={numbered.flatMap(({ handlingId, nr }) =>
              handlingar.has(handlingId) ? [{ nr, handling: handlingar.get(handlingId) as Handling }] : [],
            )}
          />
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

function HandlingTable({ rows }: { rows: { nr: number; handling: Handling }[] }) {
  const { t } = useView()
  if (rows.length === 0) return <Empty title={t('arenden.no-handlingar')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard
    <section className="table-wrap" tabIndex={0} aria-label={t('arenden.handlingar')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('arenden.nr')}</th>
            <th scope="col">{t('arenden.handling')}</th>
            <th scope="col">{t('handlingar.direction')}</th>
            <th scope="col">{t('arenden.date')}</th>
            <th scope="col">{t('arenden.party')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ nr, handling }) => (
            <tr key={handling.id}>
              <td>{nr}</td>
              <td>
                <a href={`/handlingar/${handling.id}`}>{handling.title}</a>
              </td>
              <td>{t(`handlingar.direction.${handling.direction}`)}</td>
              <td>
                <Day day={handling.stateOn} />
              </td>
              <td>{handling.sender ?? handling.recipient}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** POST /arenden/:id/dela */
export async function shareArendeAction(visit: Visit): Promise<Response> {
  const arendeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const aktorId = fields.id('aktor', 'arenden.share-with') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await shareArende(context, { arendeId, aktorId })
        return `/arenden/${arendeId}`
      })
      return visit.redirect(path, { notice: 'arende-delat' })
    },
    (state) => showArende(visit, state),
  )
}
