import { findAktor } from '../../aktorer/index.ts'
import { listUtlatanden, type Utlatande, UtlatandeStateLabel } from '../../arenden/index.ts'
import { bodiesOf, judge } from '../../platform/access/index.ts'
import {
  Crumbs,
  DateField,
  Day,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  Notice,
  Select,
  State,
  TextField,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { addPunkt } from '../add-punkt.ts'
import { addSammantrade } from '../add-sammantrade.ts'
import { cancelSammantrade, sammantradeSituation } from '../cancel-sammantrade.ts'
import { sammantradeSteps } from '../model/beslut-steps.ts'
import { type Beslut, findSammantrade, listBeslut, listPunkter, listSammantraden, type Sammantrade } from '../store.ts'

function mayAdd(visit: Visit): string[] {
  return [...new Set(bodiesOf(visit.actor))].filter(
    (body) => judge(sammantradeSteps, 'add', visit.actor, { state: 'planerat', bodies: { agare: [body] } }).allowed,
  )
}

/** GET /sammantraden */
export async function sammantradenPage(visit: Visit): Promise<Response> {
  return showList(visit, emptyForm)
}

async function showList(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const rows = await listSammantraden(visit.db, visit.actor, { from: visit.today, isCancelledToo: true })
  const bodies = await Promise.all(mayAdd(visit).map((id) => findAktor(visit.db, id)))
  return visit.html(
    t('sammantrade.title'),
    <>
      <ErrorSummary errors={form.errors} />
      <h1>{t('sammantrade.title')}</h1>
      <p>
        {t('sammantrade.lead')} <a href="/delegationsbeslut">{t('beslut.register-title')}</a>
      </p>
      {rows.length === 0 ? (
        <Empty title={t('sammantrade.none')}>
          <p>{t('sammantrade.none-explain')}</p>
        </Empty>
      ) : (
        <Meetings rows={rows} />
      )}
      {bodies.length > 0 && (
        <>
          <h2>{t('sammantrade.do.add')}</h2>
          <Form action="/sammantraden" form={form}>
            <Select
              form={form}
              name="organ"
              label={t('beslut.body')}
              options={bodies.flatMap((body) => (body ? [{ value: body.id, label: body.name }] : []))}
            />
            <DateField form={form} name="dag" label={t('sammantrade.held-on')} />
            <TextField form={form} name="tid" label={t('sammantrade.starts-at')} hint={t('sammantrade.time-hint')} />
            <TextField form={form} name="plats" label={t('sammantrade.place')} />
            <DateField form={form} name="manusstopp" label={t('sammantrade.manusstopp')} />
            <DateField form={form} name="kallelse" label={t('sammantrade.kallelse-on')} />
            <button type="submit">{t('sammantrade.do.add')}</button>
          </Form>
        </>
      )}
    </>,
    { current: '/sammantraden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** That a meeting is not to be held, where it is named. */
function CalledOff({ meeting }: { meeting: Sammantrade }) {
  const { t } = useView()
  if (meeting.cancelledOn === null) return null
  return (
    <>
      {' '}
      <State tone="late">{t('sammantrade.state.installt')}</State>
    </>
  )
}

/** Meetings as a table, those called off marked. */
export function Meetings({ rows }: { rows: Sammantrade[] }) {
  const { t } = useView()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard
    <section className="table-wrap" tabIndex={0} aria-label={t('sammantrade.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sammantrade.held-on')}</th>
            <th scope="col">{t('beslut.body')}</th>
            <th scope="col">{t('sammantrade.manusstopp')}</th>
            <th scope="col">{t('sammantrade.kallelse-on')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <a href={`/sammantraden/${row.id}`}>
                  <Day day={row.heldOn} /> {row.startsAt}
                </a>
                <CalledOff meeting={row} />
              </td>
              <td>
                <a href={`/sammantraden/organ/${row.aktorId}`}>{row.aktorName}</a>
              </td>
              <td>
                <Day day={row.manusstoppOn} />
              </td>
              <td>
                <Day day={row.kallelseOn} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** POST /sammantraden */
export async function addSammantradeAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const input = {
        aktorId: fields.id('organ', 'beslut.body') ?? '',
        heldOn: fields.day('dag', 'sammantrade.held-on') ?? '',
        startsAt: fields.text('tid', 'sammantrade.starts-at', { max: 5 }).replace('.', ':'),
        place: fields.text('plats', 'sammantrade.place', { max: 200 }),
        manusstoppOn: fields.day('manusstopp', 'sammantrade.manusstopp') ?? '',
        kallelseOn: fields.day('kallelse', 'sammantrade.kallelse-on') ?? '',
      }
      fields.done()
      const path = await performForm(
        visit,
        form,
        async (context) => `/sammantraden/${await addSammantrade(context, input)}`,
      )
      return visit.redirect(path, { notice: 'sammantrade-tillagt' })
    },
    (state) => showList(visit, state),
  )
}

/** GET /sammantraden/:id: the agenda as an elected member reads it on a phone */
export async function sammantradePage(visit: Visit): Promise<Response> {
  return showMeeting(visit, emptyForm)
}

async function showMeeting(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const meeting = await findSammantrade(visit.db, visit.actor, idParam(visit))
  const punkter = await listPunkter(visit.db, meeting.id)
  const utlatanden = await listUtlatanden(visit.db, visit.actor, { aktorId: meeting.aktorId })
  const items = punkter.flatMap(({ utlatandeId, nr }) => {
    const utlatande = utlatanden.find((one) => one.id === utlatandeId)
    return utlatande ? [{ nr, utlatande }] : []
  })
  const reported = (await listBeslut(visit.db, visit.actor, { aktorIds: [meeting.aktorId] })).filter(
    (beslut) => beslut.reportedAt === meeting.id,
  )
  const possible = utlatanden.filter(
    (one) =>
      one.arendeState === 'oppet' &&
      one.state !== 'expedierat' &&
      one.state !== 'beslutat' &&
      !punkter.some((row) => row.utlatandeId === one.id),
  )
  const situation = sammantradeSituation(meeting, visit.today)
  const mayPut = judge(sammantradeSteps, 'add-punkt', visit.actor, situation).allowed
  const mayCancel = judge(sammantradeSteps, 'cancel', visit.actor, situation).allowed
  return visit.html(
    t('sammantrade.of', { body: meeting.aktorName }),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/sammantraden', label: t('sammantrade.title') }, { label: meeting.aktorName }]} />
      <h1>
        {meeting.aktorName}, <Day day={meeting.heldOn} />
      </h1>
      {meeting.cancelledOn !== null && (
        <Notice tone="warn">
          {t('sammantrade.called-off')} <Day day={meeting.cancelledOn} />.
        </Notice>
      )}
      <p>
        <a href={`/sammantraden/organ/${meeting.aktorId}`}>{t('sammantrade.of-body', { body: meeting.aktorName })}</a>
      </p>
      <KeyValues
        rows={[
          [t('sammantrade.starts-at'), meeting.startsAt],
          [t('sammantrade.place'), meeting.place],
          [t('sammantrade.manusstopp'), <Day key="m" day={meeting.manusstoppOn} />],
          [t('sammantrade.kallelse-on'), <Day key="k" day={meeting.kallelseOn} />],
        ]}
      />
      <h2>{t('sammantrade.agenda')}</h2>
      {items.length === 0 && <p className="meta">{t('sammantrade.no-items')}</p>}
      {items.map(({ nr, utlatande }) => (
        <PunktCard key={utlatande.id} nr={nr} utlatande={utlatande} />
      ))}
      {reported.length > 0 && <Reported rows={reported} />}
      {mayCancel && (
        <>
          <h2>{t('sammantrade.do.cancel')}</h2>
          <p>{t('sammantrade.cancel-explain')}</p>
          <Form action={`/sammantraden/${meeting.id}/stall-in`} version={meeting.version}>
            <button type="submit" className="btn alt">
              {t('sammantrade.do.cancel')}
            </button>
          </Form>
        </>
      )}
      {mayPut && possible.length > 0 && (
        <>
          <h2>{t('sammantrade.do.add-punkt')}</h2>
          <Form action={`/sammantraden/${meeting.id}/punkter`} form={form}>
            <Select
              form={form}
              name="utlatande"
              label={t('sammantrade.item')}
              options={possible.map((one) => ({ value: one.id, label: `${one.diarienummer ?? ''} ${one.text.title}` }))}
            />
            <button type="submit">{t('sammantrade.do.add-punkt')}</button>
          </Form>
        </>
      )}
    </>,
    { current: '/sammantraden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** What is to be decided and why, short enough for a phone; the whole text is one link away. */
export function PunktCard({ nr, utlatande }: { nr: number; utlatande: Utlatande }) {
  const { t } = useView()
  const sammanfattning = utlatande.text.sections.find((section) => section.key === 'sammanfattning')?.markdown ?? ''
  return (
    <article className="card">
      <h3>
        {nr}. {utlatande.text.title} <span className="dnr">{utlatande.diarienummer}</span>
      </h3>
      <p>
        <UtlatandeStateLabel utlatande={utlatande} />
      </p>
      <div lang="sv">
        <p>
          <strong>{t('utlatande.doc-forslag')}</strong>
        </p>
        <ol>
          {utlatande.text.forslag.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ol>
        {sammanfattning && <p className="prewrap">{sammanfattning}</p>}
      </div>
      <p>
        <a href={`/utlatanden/${utlatande.id}`}>{t('sammantrade.read-all')}</a>
        {utlatande.nr > 1 && (
          <>
            {' · '}
            <a href={`/utlatanden/${utlatande.id}/jamfor`}>{t('sammantrade.what-changed')}</a>
          </>
        )}
      </p>
    </article>
  )
}

function Reported({ rows }: { rows: Beslut[] }) {
  const { t } = useView()
  return (
    <>
      <h2>{t('sammantrade.reported')}</h2>
      <ul>
        {rows.map((beslut) => (
          <li key={beslut.id}>
            <a href={`/beslut/${beslut.id}`}>
              {t(`svar.form.${beslut.kind}`)}, <Day day={beslut.decidedOn} />
            </a>{' '}
            {beslut.arendeTitle} <span className="meta">{beslut.decidedBy}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** POST /sammantraden/:id/stall-in */
export async function cancelSammantradeAction(visit: Visit): Promise<Response> {
  const sammantradeId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await cancelSammantrade(context, { sammantradeId, expected: form.version })
    return `/sammantraden/${sammantradeId}`
  })
  return visit.redirect(path, { notice: 'sammantrade-installt' })
}

/** POST /sammantraden/:id/punkter */
export async function addPunktAction(visit: Visit): Promise<Response> {
  const sammantradeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const utlatandeId = fields.id('utlatande', 'sammantrade.item') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await addPunkt(context, { sammantradeId, utlatandeId })
        return `/sammantraden/${sammantradeId}`
      })
      return visit.redirect(path, { notice: 'punkt-tillagd' })
    },
    (state) => showMeeting(visit, state),
  )
}
