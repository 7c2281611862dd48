import type { ReactNode } from 'react'
import { findAktor } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Choices, Crumbs, Day, ErrorSummary, Form, type FormState, TextField } from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { isMailAddress } from '../../platform/mail/index.ts'
import { endSvarslank, makeSvarslank, missingBeforeLink } from '../make-svarslank.ts'
import { svarSteps } from '../model/svar-steps.ts'
import { findInstans, type Instans, type Remiss, svarSituation } from '../store.ts'
import { linkOfInstans } from '../svarslank-store.ts'

/** What the sender has on the instance's page: make a personal link, see that there is one, end it. Nothing for everybody else. */
export async function svarslankSection(
  visit: Visit,
  instans: Instans,
  remiss: Remiss,
  again: FormState | null = null,
): Promise<ReactNode> {
  const { t } = visit
  const make = judge(svarSteps, 'make-link', visit.actor, svarSituation(remiss, instans, missingBeforeLink(instans)))
  const end = judge(svarSteps, 'end-link', visit.actor, svarSituation(remiss, instans))
  const link = end.allowed ? await linkOfInstans(visit.db, instans.id) : null
  if (!make.allowed && !link) return null
  const aktor = await findAktor(visit.db, instans.aktorId)
  const form = again ?? {
    values: { hur: visit.sendsMail && aktor?.email ? 'mejla' : 'visa', epost: aktor?.email ?? '' },
    errors: [],
  }
  const ways = visit.sendsMail ? ['mejla', 'visa'] : ['visa']
  return (
    <section aria-labelledby="svarslank">
      <h2 id="svarslank">{t('svarslank.title')}</h2>
      <p>{t('svarslank.explain')}</p>
      {link && (
        <>
          <p>
            {t(link.usedAt ? 'svarslank.used' : 'svarslank.made', { to: link.sentTo ?? t('svarslank.by-hand') })}{' '}
            <Day day={link.validTo} />
          </p>
          {end.allowed && (
            <Form action={`/remissinstanser/${instans.id}/svarslank/aterkalla`} version={instans.version}>
              <button type="submit" className="btn alt">
                {t('svar.end-link')}
              </button>
            </Form>
          )}
        </>
      )}
      {make.allowed && (
        <details open={form.errors.length > 0}>
          <summary>{t(link ? 'svarslank.make-anew' : 'svar.make-link')}</summary>
          <Form action={`/remissinstanser/${instans.id}/svarslank`} version={instans.version} form={form}>
            <Choices
              form={form}
              name="hur"
              label={t('svarslank.how')}
              options={ways.map((way) => ({ value: way, label: t(`svarslank.how.${way}`) }))}
            />
            {visit.sendsMail && <TextField form={form} name="epost" label={t('svarslank.address')} required={false} />}
            <button type="submit">{t('svar.make-link')}</button>
          </Form>
        </details>
      )}
    </section>
  )
}

/** POST /remissinstanser/:id/svarslank – when it is to be copied the answer is the page with the link, since it is kept nowhere. */
export async function makeSvarslankAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const how = fields.choice('hur', 'svarslank.how', visit.sendsMail ? ['visa', 'mejla'] : ['visa'])
      const email = fields.text('epost', 'svarslank.address', { max: 254, isOptional: how === 'visa' })
      if (how === 'mejla' && email !== '' && !isMailAddress(email))
        fields.fail('epost', 'aktorer.email-bad', 'svarslank.address')
      fields.done()
      const to = how === 'mejla' ? email : null
      let made: { token: string; validTo: string } | null = null
      const path = await performForm(visit, form, async (context) => {
        made = await makeSvarslank(context, { instansId, to, expected: form.version })
        return `/remissinstanser/${instansId}`
      })
      const shown = made as { token: string; validTo: string } | null
      if (to !== null || shown === null) return visit.redirect(path, { notice: 'svarslank-skickad' })
      return showOnce(visit, instansId, shown)
    },
    (state) => showAgain(visit, instansId, state),
  )
}

async function showOnce(visit: Visit, instansId: string, made: { token: string; validTo: string }): Promise<Response> {
  const { t } = visit
  const { instans, remiss } = await findInstans(visit.db, visit.actor, instansId)
  return visit.html(
    t('svarslank.title'),
    <>
      <Crumbs crumbs={crumbs(visit, remiss, instans)} />
      <h1>{t('svarslank.once-title', { aktor: instans.aktorName })}</h1>
      <div className="notice warn" role="alert">
        <p>
          <code>{new URL(`/svara/${made.token}`, visit.publicUrl).href}</code>
        </p>
        <p>
          {t('svarslank.once')} <Day day={made.validTo} />
        </p>
      </div>
      <p>
        <a href={`/remissinstanser/${instansId}`}>{t('svarslank.back')}</a>
      </p>
    </>,
    { current: '/remisser' },
  )
}

async function showAgain(visit: Visit, instansId: string, form: FormState): Promise<Response> {
  const { instans, remiss } = await findInstans(visit.db, visit.actor, instansId)
  return visit.html(
    visit.t('svarslank.title'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={crumbs(visit, remiss, instans)} />
      <h1>{visit.t('svarslank.title')}</h1>
      {await svarslankSection(visit, instans, remiss, form)}
    </>,
    { current: '/remisser', status: 400 },
  )
}

function crumbs(visit: Visit, remiss: Remiss, instans: Instans) {
  return [
    { href: '/remisser', label: visit.t('remiss.list-title') },
    { href: `/remisser/${remiss.id}`, label: remiss.title },
    { href: `/remissinstanser/${instans.id}`, label: instans.aktorName },
    { label: visit.t('svarslank.title') },
  ]
}

/** POST /remissinstanser/:id/svarslank/aterkalla */
export async function endSvarslankAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await endSvarslank(context, { instansId, expected: form.version })
    return `/remissinstanser/${instansId}`
  })
  return visit.redirect(path, { notice: 'svarslank-aterkallad' })
}
