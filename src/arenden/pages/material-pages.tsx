import { receiveFile } from '../../handlingar/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Denied, Invalid } from '../../platform/errors/index.ts'
import { Crumbs, ErrorSummary, emptyForm, Form, type FormState, TextField } from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { addMaterial } from '../add-material.ts'
import { arendeSteps } from '../model/steps.ts'
import { type Arende, findArende } from '../store.ts'

async function load(visit: Visit): Promise<Arende> {
  const arende = await findArende(visit.db, visit.actor, idParam(visit))
  const verdict = judge(arendeSteps, 'add-material', visit.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return arende
}

/** GET /arenden/:id/material */
export async function addMaterialPage(visit: Visit): Promise<Response> {
  return show(visit, emptyForm)
}

async function show(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const arende = await load(visit)
  const isBad = form.errors.some((error) => error.field === 'fil')
  return visit.html(
    t('arenden.do.add-material'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/arenden', label: t('arenden.title') },
          { href: `/arenden/${arende.id}`, label: arende.diarienummer ?? arende.title },
          { label: t('arenden.do.add-material') },
        ]}
      />
      <h1>{t('arenden.do.add-material')}</h1>
      <p>{t('arenden.material-explain')}</p>
      <Form action={`/arenden/${arende.id}/material`} upload form={form}>
        <div className={isBad ? 'field bad' : 'field'}>
          <label htmlFor="falt-fil">{t('handlingar.upload')}</label>
          {isBad && <span className="error">{t('arenden.material-file')}</span>}
          <input type="file" id="falt-fil" name="fil" aria-invalid={isBad || undefined} />
        </div>
        <TextField form={form} name="titel" label={t('handlingar.title')} />
        <button type="submit">{t('arenden.do.add-material')}</button>{' '}
        <a href={`/arenden/${arende.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /arenden/:id/material */
export async function addMaterialAction(visit: Visit): Promise<Response> {
  // Asked before the file is taken, so that nobody else can fill the disk.
  const { id: arendeId } = await load(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const title = fields.text('titel', 'handlingar.title', { max: 300 })
      const upload = form.file
      if (!upload) fields.fail('fil', 'arenden.material-file', 'handlingar.upload')
      fields.done()
      if (!upload) throw new Invalid([{ field: 'fil', key: 'arenden.material-file' }])
      const file = receiveFile(visit.files, upload)
      const path = await performForm(
        visit,
        form,
        async (context) => `/handlingar/${await addMaterial(context, { arendeId, title, file })}`,
      )
      return visit.redirect(path, { notice: 'material-tillagt' })
    },
    (state) => show(visit, state),
  )
}
