import { chooseNotices, endCalendar, findOwnSettings, makeCalendar, NOTICES } from '../../aktorer/index.ts'
import { Choices, Crumbs, ErrorSummary, Form, type FormState } from '../../platform/html/index.ts'
import { answerForm, performForm, type Visit } from '../../platform/http/index.ts'
import { swedishMinute } from '../../platform/time/clock.ts'

/** GET /minsida/installningar: how one wants to be told, and one's calendar */
export async function settingsPage(visit: Visit): Promise<Response> {
  return show(visit, null, null)
}

async function show(visit: Visit, again: FormState | null, address: string | null): Promise<Response> {
  const { t } = visit
  const own = await findOwnSettings(visit.db, visit.actor.id ?? '')
  const form = again ?? { values: { besked: own.notices }, errors: [] }
  return visit.html(
    t('installningar.title'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/minsida', label: t('minsida.title') }, { label: t('installningar.title') }]} />
      <h1>{t('installningar.title')}</h1>
      <h2>{t('installningar.mail')}</h2>
      <p>{own.email === null ? t('installningar.no-address') : t('installningar.address', { address: own.email })}</p>
      <Form action="/minsida/installningar" form={form}>
        <Choices
          form={form}
          name="besked"
          label={t('installningar.notices')}
          options={NOTICES.map((one) => ({ value: one, label: t(`installningar.notices.${one}`) }))}
        />
        <button type="submit">{t('installningar.save')}</button>
      </Form>
      <h2>{t('installningar.calendar')}</h2>
      <p>{t('installningar.calendar-explain')}</p>
      {address && (
        <div className="notice warn" role="alert">
          <p>
            <code>{address}</code>
          </p>
          <p>{t('installningar.calendar-once')}</p>
        </div>
      )}
      {own.calendarMadeAt && <p>{t('installningar.calendar-made', { at: swedishMinute(own.calendarMadeAt) })}</p>}
      <Form action="/minsida/kalender">
        <button type="submit">
          {t(own.calendarMadeAt ? 'installningar.calendar-anew' : 'installningar.calendar-make')}
        </button>
      </Form>
      {own.calendarMadeAt && (
        <Form action="/minsida/kalender/avsluta">
          <button type="submit" className="btn alt">
            {t('installningar.calendar-end')}
          </button>
        </Form>
      )}
    </>,
    { current: '/minsida', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /minsida/installningar */
export async function settingsAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const notices = fields.choice('besked', 'installningar.notices', NOTICES)
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await chooseNotices(context, notices)
        return '/minsida/installningar'
      })
      return visit.redirect(path, { notice: 'installningar-sparade' })
    },
    (state) => show(visit, state, null),
  )
}

/** POST /minsida/kalender – the answer is the page with the address, since it is shown once and kept nowhere. */
export async function makeCalendarAction(visit: Visit): Promise<Response> {
  const token = await visit.database.transaction((trx) =>
    makeCalendar({ trx, actor: visit.actor, at: visit.at, today: visit.today }),
  )
  return show(visit, null, new URL(`/kalender/${token}.ics`, visit.publicUrl).href)
}

/** POST /minsida/kalender/avsluta */
export async function endCalendarAction(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await endCalendar(context)
    return '/minsida/installningar'
  })
  return visit.redirect(path, { notice: 'kalender-avslutad' })
}
