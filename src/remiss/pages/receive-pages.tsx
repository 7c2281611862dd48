import { IncomingFields, proposeIncoming, readIncoming } from '../../arenden/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import { dropKeptFile } from '../../platform/files/pending-file.ts'
import { Crumbs, ErrorSummary, Form, type FormState } from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { receivingAct, svarSteps } from '../model/svar-steps.ts'
import { receiveSvar } from '../receive-svar.ts'
import { findInstans, type Instans, type Remiss, svarSituation } from '../store.ts'
import { medFields, readMed } from './med-fields.tsx'

async function load(visit: Visit): Promise<{ instans: Instans; remiss: Remiss }> {
  const found = await findInstans(visit.db, visit.actor, idParam(visit))
  const verdict = judge(
    svarSteps,
    receivingAct(found.instans.lage),
    visit.actor,
    svarSituation(found.remiss, found.instans),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return found
}

/** GET /remissinstanser/:id/inkommet */
export async function receiveSvarPage(visit: Visit): Promise<Response> {
  const { instans, remiss } = await load(visit)
  return show(visit, { values: { ...defaults(visit, instans, remiss) }, errors: [] })
}

function defaults(visit: Visit, instans: Instans, remiss: Remiss) {
  return { ankomst: visit.today, avsandare: instans.aktorName, titel: `Svar på remiss: ${remiss.title}` }
}

async function show(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const { instans, remiss } = await load(visit)
  return visit.html(
    t('svar.receive'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/remisser', label: t('remiss.list-title') },
          { href: `/remisser/${remiss.id}`, label: remiss.title },
          { href: `/remissinstanser/${instans.id}`, label: instans.aktorName },
          { label: t('svar.receive') },
        ]}
      />
      <h1>{t('svar.receive-title', { aktor: instans.aktorName })}</h1>
      <p>{t('svar.receive-explain')}</p>
      <Form action={`/remissinstanser/${instans.id}/inkommet`} upload form={form}>
        <IncomingFields form={form} maxMb={Math.round(visit.maxUploadBytes / 1024 / 1024)} />
        {await medFields(visit, form, instans, [])}
        <button type="submit">{t('svar.receive')}</button>{' '}
        <a href={`/remissinstanser/${instans.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /remissinstanser/:id/inkommet */
export async function receiveSvarAction(visit: Visit): Promise<Response> {
  // Asked before the file is taken, so that nobody else can fill the disk.
  const { instans, remiss } = await load(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const proposed = await proposeIncoming(visit, form, defaults(visit, instans, remiss))
      if (proposed) return show(visit, proposed)
      const med = await readMed(visit, fields, instans)
      const { keptId, ...incoming } = await readIncoming(visit, fields, form)
      const path = await performForm(visit, form, async (context) => {
        const svarId = await receiveSvar(context, { instansId: instans.id, ...incoming, med })
        if (keptId !== null) await dropKeptFile(context.trx, keptId)
        return incoming.file?.reading ? `/remissvar/${svarId}/lasning` : `/remissvar/${svarId}`
      })
      return visit.redirect(path, { notice: incoming.file ? 'svar-registrerat' : 'svar-utan-fil' })
    },
    (state) => show(visit, state),
  )
}
