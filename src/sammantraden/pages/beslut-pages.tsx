import { itemRail } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import {
  type Column,
  Crumbs,
  csvAnswer,
  DateField,
  Day,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  jsonAnswer,
  KeyValues,
  ListTable,
  Notice,
  RailAside,
  readListQuery,
  Select,
  State,
  type Translate,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { formatSwedishDate } from '../../platform/time/swedish-date.ts'
import { adjustBeslut } from '../adjust-beslut.ts'
import { beslutSituation } from '../beslut-situation.ts'
import { lastDayForJustering, lastDayForNotice, lastDayOfAppeal, mayBeTakenDownOn } from '../model/anslag.ts'
import { hasJustering, isReported } from '../model/beslut.ts'
import { beslutSteps } from '../model/beslut-steps.ts'
import { postNotice } from '../post-notice.ts'
import { reportBeslut } from '../report-beslut.ts'
import { type Beslut, findBeslut, listBeslut, listSammantraden, type Sammantrade } from '../store.ts'
import { mayWriteUtdrag } from './utdrag-pages.tsx'

/** GET /beslut/:id */
export async function beslutPage(visit: Visit): Promise<Response> {
  return showBeslut(visit, emptyForm)
}

async function showBeslut(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const beslut = await findBeslut(visit.db, visit.actor, idParam(visit))
  const may = (act: keyof typeof beslutSteps.acts & string) =>
    judge(beslutSteps, act, visit.actor, beslutSituation(beslut)).allowed
  const meetings = may('report')
    ? await listSammantraden(visit.db, visit.actor, { from: beslut.decidedOn, aktorIds: [beslut.aktorId] })
    : []
  const { rail, history } = await itemRail(visit, { kind: 'beslut', id: beslut.id })
  const named = t('beslut.title', { kind: t(`svar.form.${beslut.kind}`), paragraf: beslut.paragraf ?? '' }).trim()
  const title = named.charAt(0).toUpperCase() + named.slice(1)
  return visit.html(
    `${title} ${beslut.aktorName}`,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={
          isReported(beslut.kind)
            ? [{ href: '/delegationsbeslut', label: t('beslut.register-title') }, { label: title }]
            : [{ href: '/sammantraden', label: t('sammantrade.title') }, { label: title }]
        }
      />
      <h1>
        {title} <span className="dnr">{beslut.diarienummer}</span>
      </h1>
      <p className="statusline">
        <State tone={beslut.state === 'registrerat' && hasJustering(beslut.kind) ? 'warn' : 'ok'}>
          {t(`beslut.state.${beslut.state}`)}
        </State>{' '}
        <span className="meta">
          {beslut.aktorName} · <Day day={beslut.decidedOn} />
        </span>
      </p>
      {beslut.isUnattested && <Notice tone="warn">{t('beslut.unattested')}</Notice>}
      <div className="item">
        <div>
          {may('adjust') && <DayForm beslut={beslut} form={form} act="adjust" path="justera" />}
          {may('post-notice') && <DayForm beslut={beslut} form={form} act="post-notice" path="ansla" />}
          {may('report') && <ReportForm beslut={beslut} form={form} meetings={meetings} />}
          <article className="card official" lang="sv">
            <h2>{t('beslut.wording-title')}</h2>
            <p className="prewrap">{beslut.wording}</p>
          </article>
          <p>
            {t('beslut.as-file')} <a href={`/beslut/${beslut.id}/pdf`}>PDF</a>,{' '}
            <a href={`/beslut/${beslut.id}/docx`}>Word (DOCX)</a>,{' '}
            <a href={`/beslut/${beslut.id}/pdf?arkiv=1`}>{t('beslut.archive-pdf')}</a>
            {mayWriteUtdrag(visit, beslut) && (
              <>
                {' '}
                · <a href={`/beslut/${beslut.id}/utdrag`}>{t('beslut.utdrag-title')}</a>
              </>
            )}
          </p>
          <KeyValues
            rows={[
              [t('beslut.formula'), t(`beslut.formula.${beslut.formula ?? 'ingen'}`)],
              [t('beslut.decided-by'), beslut.decidedBy],
              [t('beslut.ground'), beslut.ground],
              [t('beslut.reason'), beslut.reason],
              [t('beslut.justerat-on'), beslut.justeratOn && <Day key="j" day={beslut.justeratOn} />],
              [t('beslut.anslaget-on'), beslut.anslagetOn && <Day key="a" day={beslut.anslagetOn} />],
              [
                t('beslut.extract'),
                beslut.handlingId && (
                  <a key="h" href={`/handlingar/${beslut.handlingId}`}>
                    {t('beslut.open-extract')}
                  </a>
                ),
              ],
            ]}
          />
          <Clock beslut={beslut} />
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/sammantraden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** What kommunallagen says of the days after the meeting. Nothing is said of a company's board, and never whether one can appeal. */
function Clock({ beslut }: { beslut: Beslut }) {
  const { t, lang } = useView()
  const day = (at: string): string => formatSwedishDate(at, lang)
  if (beslut.kind === 'styrelsebeslut') return <p className="meta">{t('beslut.no-kl')}</p>
  if (!hasJustering(beslut.kind)) return null
  if (beslut.justeratOn === null)
    return <p>{t('beslut.justeras-senast', { day: day(lastDayForJustering(beslut.decidedOn)) })}</p>
  if (beslut.anslagetOn === null) {
    return (
      <>
        <p>{t('beslut.anslas-senast', { day: day(lastDayForNotice(beslut.justeratOn)) })}</p>
        <section className="card official" lang="sv" aria-label={t('beslut.notice-text')}>
          <h2>{t('beslut.notice-text')}</h2>
          <p>{`${beslut.aktorName}s protokoll ${beslut.paragraf ?? ''} från sammanträdet den ${formatSwedishDate(beslut.decidedOn, 'sv')} justerades den ${formatSwedishDate(beslut.justeratOn, 'sv')}.`}</p>
        </section>
      </>
    )
  }
  const isLate = beslut.anslagetOn > lastDayForNotice(beslut.justeratOn)
  return (
    <>
      {isLate && (
        <Notice tone="warn">{t('beslut.notice-late', { day: day(lastDayForNotice(beslut.justeratOn)) })}</Notice>
      )}
      <p>
        <strong>{t('beslut.tas-ned-tidigast', { day: day(mayBeTakenDownOn(beslut.anslagetOn)) })}</strong>{' '}
        <span className="meta">{t('beslut.appeal-until', { day: day(lastDayOfAppeal(beslut.anslagetOn)) })}</span>
      </p>
    </>
  )
}

function DayForm(props: { beslut: Beslut; form: FormState; act: 'adjust' | 'post-notice'; path: string }) {
  const { t } = useView()
  const { beslut, form, act } = props
  return (
    <section className="card">
      <h2>{t(`beslut.do.${act}`)}</h2>
      <p>{t(`beslut.explain.${act}`)}</p>
      <Form action={`/beslut/${beslut.id}/${props.path}`} version={beslut.version} form={form}>
        <DateField form={form} name="dag" label={t(`beslut.day.${act}`)} />
        <button type="submit">{t(`beslut.do.${act}`)}</button>
      </Form>
    </section>
  )
}

function ReportForm({ beslut, form, meetings }: { beslut: Beslut; form: FormState; meetings: Sammantrade[] }) {
  const { t, lang } = useView()
  return (
    <section className="card">
      <h2>{t('beslut.do.report')}</h2>
      <p>{t('beslut.explain.report')}</p>
      {meetings.length === 0 ? (
        <p>
          {t('beslut.no-meeting')} <a href="/sammantraden">{t('sammantrade.title')}</a>
        </p>
      ) : (
        <Form action={`/beslut/${beslut.id}/anmal`} version={beslut.version} form={form}>
          <Select
            form={form}
            name="sammantrade"
            label={t('sammantrade.one')}
            options={meetings.map((meeting) => ({
              value: meeting.id,
              label: formatSwedishDate(meeting.heldOn, lang),
            }))}
          />
          <button type="submit">{t('beslut.do.report')}</button>
        </Form>
      )}
    </section>
  )
}

/** One form with one day, for an act on a decision. */
function dayAction(
  notice: string,
  act: (
    context: Parameters<typeof adjustBeslut>[0],
    input: { beslutId: string; day: string; expected: number },
  ) => Promise<void>,
) {
  return async (visit: Visit): Promise<Response> => {
    const beslutId = idParam(visit)
    return answerForm(
      visit,
      async (fields, form) => {
        const day = fields.day('dag', 'beslut.day') ?? ''
        fields.done()
        const path = await performForm(visit, form, async (context) => {
          await act(context, { beslutId, day, expected: form.version })
          return `/beslut/${beslutId}`
        })
        return visit.redirect(path, { notice })
      },
      (state) => showBeslut(visit, state),
    )
  }
}

/** POST /beslut/:id/justera */
export const adjustAction = dayAction('beslut-justerat', (context, { day, ...input }) =>
  adjustBeslut(context, { ...input, justeratOn: day }),
)

/** POST /beslut/:id/ansla */
export const postNoticeAction = dayAction('beslut-anslaget', (context, { day, ...input }) =>
  postNotice(context, { ...input, anslagetOn: day }),
)

/** POST /beslut/:id/anmal */
export async function reportAction(visit: Visit): Promise<Response> {
  const beslutId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const sammantradeId = fields.id('sammantrade', 'sammantrade.one') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await reportBeslut(context, { beslutId, sammantradeId, expected: form.version })
        return `/beslut/${beslutId}`
      })
      return visit.redirect(path, { notice: 'beslut-anmalt' })
    },
    (state) => showBeslut(visit, state),
  )
}

function columns(t: Translate): Column<Beslut>[] {
  return [
    {
      key: 'dag',
      label: t('beslut.decided-on'),
      value: (row) => row.decidedOn,
      cell: (row) => (
        <a href={`/beslut/${row.id}`}>
          <Day day={row.decidedOn} />
        </a>
      ),
    },
    { key: 'organ', label: t('beslut.body'), value: (row) => row.aktorName, cell: (row) => row.aktorName },
    {
      key: 'form',
      label: t('beslut.kind'),
      value: (row) => t(`svar.form.${row.kind}`),
      cell: (row) => t(`svar.form.${row.kind}`),
    },
    {
      key: 'arende',
      label: t('beslut.arende'),
      value: (row) => [row.diarienummer, row.arendeTitle].filter(Boolean).join(' '),
      cell: (row) => [row.diarienummer, row.arendeTitle].filter(Boolean).join(' '),
    },
    { key: 'fattare', label: t('beslut.decided-by'), value: (row) => row.decidedBy, cell: (row) => row.decidedBy },
    { key: 'grund', label: t('beslut.ground'), value: (row) => row.ground, cell: (row) => row.ground },
    {
      key: 'anmalt',
      label: t('beslut.reported'),
      value: (row) => t(row.reportedAt ? 'html.yes' : 'html.no'),
      cell: (row) => (
        <State tone={row.reportedAt ? 'ok' : 'warn'}>
          {t(row.reportedAt ? 'beslut.is-reported' : 'beslut.to-report')}
        </State>
      ),
    },
  ]
}

const REGISTER_KINDS = ['delegationsbeslut', 'ordforandebeslut'] as const

/** GET /delegationsbeslut: the register of what has been decided by delegation and by chairs */
export async function delegationPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const rows = await listBeslut(visit.db, visit.actor, { kinds: [...REGISTER_KINDS] })
  const query = readListQuery(visit.url.searchParams, { sorts: ['dag'], filters: [] })
  return visit.html(
    t('beslut.register-title'),
    <>
      <h1>{t('beslut.register-title')}</h1>
      <p>{t('beslut.register-lead')}</p>
      <ListTable
        path="/delegationsbeslut"
        caption={t('beslut.register-title')}
        columns={columns(t)}
        rows={rows}
        total={rows.length}
        query={{ ...query, page: 1 }}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('beslut.register-empty')}>
            <p>{t('beslut.register-explain')}</p>
          </Empty>
        }
      />
    </>,
    { current: '/sammantraden' },
  )
}

export async function delegationCsv(visit: Visit): Promise<Response> {
  const rows = await listBeslut(visit.db, visit.actor, { kinds: [...REGISTER_KINDS] })
  return csvAnswer('delegationsbeslut', columns(visit.t), rows)
}

export async function delegationJson(visit: Visit): Promise<Response> {
  const rows = await listBeslut(visit.db, visit.actor, { kinds: [...REGISTER_KINDS] })
  return jsonAnswer(columns(visit.t), rows)
}
