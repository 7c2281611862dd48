import { type Actor, bodiesOf, judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import { Crumbs, ErrorSummary, emptyForm, Form, type FormState, Select, TextField } from '../../platform/html/index.ts'
import { answerForm, performForm, type Visit } from '../../platform/http/index.ts'
import { listVersions } from '../../trygghetsprogram/index.ts'
import { canBeSentOut, createRemiss } from '../create-remiss.ts'
import { remissSteps } from '../model/remiss-steps.ts'

function judgeCreate(actor: Actor) {
  return judge(remissSteps, 'create', actor, { state: 'utkast', bodies: { avsandare: bodiesOf(actor) } })
}

export function mayCreate(actor: Actor): boolean {
  return judgeCreate(actor).allowed
}

async function show(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const verdict = judgeCreate(visit.actor)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const own = new Set(bodiesOf(visit.actor))
  const versions = (await listVersions(visit.db, visit.actor)).filter(
    (version) => canBeSentOut(version) && own.has(version.ownerAktorId),
  )
  return visit.html(
    t('remiss.create'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/remisser', label: t('remiss.list-title') }, { label: t('remiss.create') }]} />
      <h1>{t('remiss.create')}</h1>
      {versions.length === 0 ? (
        <p>{t('remiss.no-version')}</p>
      ) : (
        <Form action="/remisser/ny" form={form}>
          <Select
            form={form}
            name="version"
            label={t('remiss.programme')}
            options={versions.map((version) => ({
              value: version.id,
              label: `${version.title}, ${t('program.version', { nr: version.nr })}`,
            }))}
          />
          <TextField form={form} name="titel" label={t('remiss.column-title')} />
          <TextField form={form} name="diarienummer" label={t('remiss.own-dnr')} hint={t('remiss.own-dnr-hint')} />
          <button type="submit">{t('remiss.create')}</button> <a href="/remisser">{t('html.cancel')}</a>
        </Form>
      )}
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** GET /remisser/ny */
export async function createRemissPage(visit: Visit): Promise<Response> {
  return show(visit, emptyForm)
}

/** POST /remisser/ny */
export async function createRemissAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const programVersionId = fields.id('version', 'remiss.programme') ?? ''
      const title = fields.text('titel', 'remiss.column-title', { max: 300 })
      const diarienummer = fields.text('diarienummer', 'remiss.own-dnr', { max: 80 })
      fields.done()
      const path = await performForm(
        visit,
        form,
        async (context) => `/remisser/${await createRemiss(context, { programVersionId, title, diarienummer })}`,
      )
      return visit.redirect(path, { notice: 'remiss-skapad' })
    },
    (state) => show(visit, state),
  )
}
