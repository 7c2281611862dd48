import { aktorerSteps, demandAktorer, retryMail } from '../../aktorer/index.ts'
import { type Actor, judge } from '../../platform/access/index.ts'
import {
  type Column,
  Crumbs,
  Empty,
  Form,
  KeyValues,
  ListTable,
  PAGE_SIZE,
  readListQuery,
  State,
  type Tone,
  type Translate,
  useView,
} from '../../platform/html/index.ts'
import { idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { findMail, listMail, MAIL_STATES, type Mail, type MailState, mailText } from '../../platform/mail/index.ts'
import { swedishMinute } from '../../platform/time/clock.ts'

const TONE: Record<MailState, Tone> = { koad: 'warn', skickad: 'ok', misslyckad: 'late' }

/** May the actor see what Samsyn sends to everybody: the administrator, and in the demo all, since nothing leaves it. */
export function maySeeUtkorg(actor: Actor, isDemo: boolean): boolean {
  const bodies = { hemma: actor.seats.map((seat) => seat.aktorId) }
  return isDemo || judge(aktorerSteps, 'retry-mail', actor, { state: 'gallande', bodies }).allowed
}

function demandUtkorg(visit: Visit): void {
  if (!maySeeUtkorg(visit.actor, visit.isDemo)) demandAktorer(visit.actor, 'retry-mail')
}

function columns(t: Translate): Column<Mail>[] {
  return [
    {
      key: 'skapad',
      label: t('utkorg.created'),
      value: (row) => swedishMinute(row.createdAt),
      cell: (row) => swedishMinute(row.createdAt),
    },
    { key: 'till', label: t('utkorg.to'), value: (row) => row.to, cell: (row) => row.to },
    {
      key: 'amne',
      label: t('utkorg.subject'),
      value: (row) => row.subject,
      cell: (row) => (
        <a href={`/utkorg/${row.id}`} lang="sv">
          {row.subject}
        </a>
      ),
    },
    {
      key: 'lage',
      label: t('utkorg.state'),
      value: (row) => row.state,
      cell: (row) => <MailStateLabel mail={row} />,
    },
  ]
}

function MailStateLabel({ mail }: { mail: Mail }) {
  const { t } = useView()
  return (
    <>
      <State tone={TONE[mail.state]}>{t(`utkorg.state.${mail.state}`)}</State>{' '}
      {mail.sentAt && <span className="meta">{swedishMinute(mail.sentAt)}</span>}
      {mail.state === 'koad' && mail.attempts > 0 && (
        <span className="meta">{t('utkorg.next-try', { n: mail.attempts, at: swedishMinute(mail.nextTryAt) })}</span>
      )}
    </>
  )
}

/** GET /utkorg: what has been queued, sent and failed */
export async function utkorgPage(visit: Visit): Promise<Response> {
  demandUtkorg(visit)
  const { t } = visit
  const query = readListQuery(visit.url.searchParams, { sorts: ['skapad'], filters: ['lage', 'text'] })
  const { rows, total } = await listMail(
    visit.db,
    { state: MAIL_STATES.find((state) => state === query.filters.lage), text: query.filters.text },
    { limit: PAGE_SIZE, offset: (query.page - 1) * PAGE_SIZE },
  )
  return visit.html(
    t('utkorg.title'),
    <>
      <Crumbs crumbs={[{ href: '/minsida', label: t('minsida.title') }, { label: t('utkorg.title') }]} />
      <h1>{t('utkorg.title')}</h1>
      <p>{t('utkorg.lead')}</p>
      {!visit.sendsMail && <p className="notice warn">{t(visit.isDemo ? 'utkorg.demo' : 'utkorg.not-set')}</p>}
      <form className="filters" method="get" action="/utkorg">
        <div className="field">
          <label htmlFor="lage-filter">{t('utkorg.state')}</label>
          <select id="lage-filter" name="lage" defaultValue={query.filters.lage ?? ''}>
            <option value="">{t('html.all')}</option>
            {MAIL_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`utkorg.state.${state}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="text-filter">{t('utkorg.search')}</label>
          <input id="text-filter" name="text" type="text" defaultValue={query.filters.text ?? ''} />
        </div>
        <button type="submit">{t('html.filter')}</button>
        <a href="/utkorg">{t('html.clear-filter')}</a>
      </form>
      <ListTable
        path="/utkorg"
        caption={t('utkorg.title')}
        columns={columns(t)}
        rows={rows}
        total={total}
        query={query}
        rowKey={(row) => row.id}
        empty={<Empty title={t('utkorg.empty')} />}
      />
    </>,
    { current: '/minsida' },
  )
}

/** GET /utkorg/:id: one mail as it is read by the one who gets it, but for a personal link */
export async function mailPage(visit: Visit): Promise<Response> {
  demandUtkorg(visit)
  const { t } = visit
  const mail = await findMail(visit.db, idParam(visit))
  const mayRetry = mail.state === 'misslyckad' && !mail.isPersonal && !visit.isDemo
  return visit.html(
    mail.subject,
    <>
      <Crumbs
        crumbs={[
          { href: '/minsida', label: t('minsida.title') },
          { href: '/utkorg', label: t('utkorg.title') },
          { label: mail.subject },
        ]}
      />
      <h1 lang="sv">{mail.subject}</h1>
      <KeyValues
        rows={[
          [t('utkorg.to'), mail.to],
          [t('utkorg.created'), swedishMinute(mail.createdAt)],
          [t('utkorg.state'), <MailStateLabel key="lage" mail={mail} />],
          [t('utkorg.attempts'), mail.attempts > 0 ? String(mail.attempts) : null],
          [t('utkorg.error'), mail.lastError],
          [t('utkorg.attachment'), mail.calendar === null ? null : 'kalender.ics'],
        ]}
      />
      {mail.isPersonal && <p className="notice">{t('utkorg.personal')}</p>}
      <div className="card brev" lang="sv">
        {mailText({ body: mail.body, path: mail.path, secret: null }, visit.publicUrl)}
      </div>
      {mayRetry && (
        <Form action={`/utkorg/${mail.id}/forsok-igen`} version={mail.version}>
          <button type="submit">{t('utkorg.retry')}</button>
        </Form>
      )}
    </>,
    { current: '/minsida' },
  )
}

/** POST /utkorg/:id/forsok-igen */
export async function retryMailAction(visit: Visit): Promise<Response> {
  const mailId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await retryMail(context, { mailId, expected: form.version })
    return `/utkorg/${mailId}`
  })
  return visit.redirect(path, { notice: 'brev-koat' })
}
