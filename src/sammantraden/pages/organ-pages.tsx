import {
  aktorerSituation,
  aktorerSteps,
  bodyCalendarMadeAt,
  endBodyCalendar,
  findAktor,
  makeBodyCalendar,
} from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { NotFound } from '../../platform/errors/index.ts'
import { Crumbs, Empty, Form, useView } from '../../platform/html/index.ts'
import { idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { addDays, swedishMinute } from '../../platform/time/clock.ts'
import { listSammantraden } from '../store.ts'
import { Meetings } from './sammantrade-pages.tsx'

/** How far back a body's meetings are shown, here and in its calendar. */
export const MEETINGS_BACK_DAYS = 90

/** GET /sammantraden/organ/:id: the meetings of one body, and the address of its calendar */
export async function organPage(visit: Visit): Promise<Response> {
  return show(visit, null)
}

async function show(visit: Visit, address: string | null): Promise<Response> {
  const { t } = visit
  const aktor = await findAktor(visit.db, idParam(visit))
  if (!aktor) throw new NotFound('aktor')
  const rows = await listSammantraden(visit.db, visit.actor, {
    from: addDays(visit.today, -MEETINGS_BACK_DAYS),
    aktorIds: [aktor.id],
    isCancelledToo: true,
  })
  const title = t('sammantrade.of-body', { body: aktor.name })
  const situation = aktorerSituation(visit.actor, { aktorId: aktor.id, isOwn: false })
  const mayKeep = judge(aktorerSteps, 'make-calendar', visit.actor, situation).allowed
  return visit.html(
    title,
    <>
      <Crumbs crumbs={[{ href: '/sammantraden', label: t('sammantrade.title') }, { label: aktor.name }]} />
      <h1>{title}</h1>
      {rows.length === 0 ? <Empty title={t('sammantrade.none')} /> : <Meetings rows={rows} />}
      <h2>{t('kalender.title')}</h2>
      <p>{t('kalender.contains', { body: aktor.name })}</p>
      <p>{t('kalender.how')}</p>
      {mayKeep ? (
        <Keep aktorId={aktor.id} address={address} madeAt={await bodyCalendarMadeAt(visit.db, aktor.id)} />
      ) : (
        <p className="meta">{t('kalender.who')}</p>
      )}
    </>,
    { current: '/sammantraden' },
  )
}

/** For those who keep it: make the address, make it anew, end it. */
function Keep({ aktorId, address, madeAt }: { aktorId: string; address: string | null; madeAt: Date | null }) {
  const { t } = useView()
  const path = `/sammantraden/organ/${aktorId}/kalender`
  return (
    <>
      {address && (
        <div className="notice warn" role="alert">
          <p>
            <code>{address}</code>
          </p>
          <p>{t('kalender.once')}</p>
        </div>
      )}
      {madeAt && <p>{t('kalender.made', { at: swedishMinute(madeAt) })}</p>}
      <Form action={path}>
        <button type="submit">{t(madeAt ? 'kalender.anew' : 'kalender.make')}</button>
      </Form>
      {madeAt && (
        <Form action={`${path}/avsluta`}>
          <button type="submit" className="btn alt">
            {t('kalender.end')}
          </button>
        </Form>
      )}
    </>
  )
}

/** POST /sammantraden/organ/:id/kalender – the answer is the page with the address, since it is shown once and kept nowhere. */
export async function makeBodyCalendarAction(visit: Visit): Promise<Response> {
  const aktorId = idParam(visit)
  const token = await visit.database.transaction((trx) =>
    makeBodyCalendar({ trx, actor: visit.actor, at: visit.at, today: visit.today }, aktorId),
  )
  return show(visit, new URL(`/kalender/${token}.ics`, visit.publicUrl).href)
}

/** POST /sammantraden/organ/:id/kalender/avsluta */
export async function endBodyCalendarAction(visit: Visit): Promise<Response> {
  const aktorId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await endBodyCalendar(context, aktorId)
    return `/sammantraden/organ/${aktorId}`
  })
  return visit.redirect(path, { notice: 'organets-kalender-avslutad' })
}
