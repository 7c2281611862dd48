import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import { dropKeptFile } from '../../platform/files/pending-file.ts'
import { Crumbs, ErrorSummary, Form, type FormState } from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { arendeSteps } from '../model/steps.ts'
import { registerHandling } from '../register-handling.ts'
import { type Arende, findArende } from '../store.ts'
import { IncomingFields, proposeIncoming, readIncoming } from './incoming-form.tsx'

/** GET /arenden/:id/handlingar/ny */
export async function registerHandlingPage(visit: Visit): Promise<Response> {
  return show(visit, { values: { ankomst: visit.today }, errors: [] })
}

async function load(visit: Visit): Promise<Arende> {
  const arende = await findArende(visit.db, visit.actor, idParam(visit))
  const verdict = judge(arendeSteps, 'register-handling', visit.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return arende
}

async function show(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const arende = await load(visit)
  const title = t('arenden.register-title', { dnr: arende.diarienummer ?? arende.title })
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/arenden', label: t('arenden.title') },
          { href: `/arenden/${arende.id}`, label: arende.diarienummer ?? arende.title },
          { label: t('arenden.register-handling') },
        ]}
      />
      <h1>{title}</h1>
      <Form action={`/arenden/${arende.id}/handlingar/ny`} upload form={form}>
        <IncomingFields form={form} maxMb={Math.round(visit.maxUploadBytes / 1024 / 1024)} />
        <button type="submit">{t('arenden.register-handling')}</button>{' '}
        <a href={`/arenden/${arende.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /arenden/:id/handlingar/ny */
export async function registerHandlingAction(visit: Visit): Promise<Response> {
  // Asked before the file is taken, so that nobody else can fill the disk.
  const { id: arendeId } = await load(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const proposed = await proposeIncoming(visit, form, { ankomst: visit.today, avsandare: '', titel: '' })
      if (proposed) return show(visit, proposed)
      const { keptId, ...incoming } = await readIncoming(visit, fields, form)
      const path = await performForm(visit, form, async (context) => {
        const handlingId = await registerHandling(context, { arendeId, ...incoming })
        if (keptId !== null) await dropKeptFile(context.trx, keptId)
        return `/handlingar/${handlingId}`
      })
      return visit.redirect(path, { notice: 'handling-registrerad' })
    },
    (state) => show(visit, state),
  )
}
