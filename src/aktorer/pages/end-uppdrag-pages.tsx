import { NotFound } from '../../platform/errors/index.ts'
import { Crumbs, Form, Notice } from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { aktorerSituation, demandAktorer } from '../access.ts'
import { endPersonUppdrag } from '../end-uppdrag.ts'
import { ROLES } from '../model/aktor.ts'
import { findAktor, listPersons } from '../store.ts'

/** GET /aktorer/:id/avsluta?person=…&roll=…: who loses what, before it is done. */
export async function endUppdragPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const aktor = await findAktor(visit.db, idParam(visit))
  if (!aktor) throw new NotFound('aktor')
  demandAktorer(visit.actor, 'end-uppdrag', aktorerSituation(visit.actor))
  const { searchParams } = visit.url
  const role = ROLES.find((one) => one === searchParams.get('roll'))
  const person = (await listPersons(visit.db, visit.today, aktor.id)).find(
    (one) => one.id === searchParams.get('person') && one.uppdrag.some((held) => held.role === role),
  )
  if (!person || !role) throw new NotFound('uppdrag')
  const isOnly = person.uppdrag.length === 1
  const title = t('aktorer.end-uppdrag')
  return visit.html(
    title,
    <>
      <Crumbs
        crumbs={[
          { href: '/aktorer', label: t('aktorer.title') },
          { href: `/aktorer/${aktor.id}`, label: aktor.name },
          { label: title },
        ]}
      />
      <h1>{title}</h1>
      <p>{t('aktorer.end-uppdrag-who', { name: person.name, role: t(`role.${role}`), aktor: aktor.name })}</p>
      <p>{t('aktorer.end-uppdrag-effect')}</p>
      {isOnly && <Notice tone="warn">{t('aktorer.end-uppdrag-drafts')}</Notice>}
      <Form action={`/aktorer/${aktor.id}/avsluta`}>
        <input type="hidden" name="person" value={person.id} />
        <input type="hidden" name="roll" value={role} />
        <button type="submit">{title}</button> <a href={`/aktorer/${aktor.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/aktorer' },
  )
}

/** POST /aktorer/:id/avsluta */
export async function endUppdragAction(visit: Visit): Promise<Response> {
  const aktorId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const personId = fields.id('person', 'aktorer.person') ?? ''
      const role = fields.choice('roll', 'aktorer.role', ROLES)
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await endPersonUppdrag(context, { personId, aktorId, role })
        return `/aktorer/${aktorId}`
      })
      return visit.redirect(path, { notice: 'uppdrag-avslutat' })
    },
    async () => visit.redirect(`/aktorer/${aktorId}`),
  )
}
