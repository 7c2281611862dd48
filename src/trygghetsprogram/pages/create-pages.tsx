import { listAktorer } from '../../aktorer/index.ts'
import { type Actor, bodiesOf, judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import {
  Crumbs,
  DateField,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  Select,
  TextArea,
  TextField,
} from '../../platform/html/index.ts'
import { answerForm, performForm, type Visit } from '../../platform/http/index.ts'
import { createProgram } from '../create-program.ts'
import { programSteps } from '../model/steps.ts'

const MAX_SOURCE = 500_000

function judgeCreate(actor: Actor) {
  return judge(programSteps, 'create', actor, { state: 'utkast', bodies: { agare: bodiesOf(actor) } })
}

export function mayCreateProgram(actor: Actor): boolean {
  return judgeCreate(actor).allowed
}

async function show(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const verdict = judgeCreate(visit.actor)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const own = new Set(bodiesOf(visit.actor, ['handlaggare', 'trygghetssamordnare']))
  const owners = (await listAktorer(visit.db, visit.today)).filter((aktor) => own.has(aktor.id))
  return visit.html(
    t('program.create'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/programmet', label: t('program.title') }, { label: t('program.create') }]} />
      <h1>{t('program.create')}</h1>
      <Form action="/programmet/nytt" form={form}>
        <Select
          form={form}
          name="agare"
          label={t('program.owner-label')}
          options={owners.map((aktor) => ({ value: aktor.id, label: aktor.name }))}
        />
        <TextField form={form} name="titel" label={t('program.name')} />
        <DateField form={form} name="fran" label={t('program.period-from')} />
        <DateField form={form} name="till" label={t('program.period-to')} />
        <TextArea form={form} name="text" label={t('program.text')} hint={t('program.source-hint')} rows={20} />
        <button type="submit">{t('program.create')}</button> <a href="/programmet">{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/programmet', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** GET /programmet/nytt */
export async function createProgramPage(visit: Visit): Promise<Response> {
  return show(visit, emptyForm)
}

/** POST /programmet/nytt */
export async function createProgramAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const input = {
        ownerAktorId: fields.id('agare', 'program.owner-label') ?? '',
        title: fields.text('titel', 'program.name', { max: 300 }),
        periodFrom: fields.day('fran', 'program.period-from') ?? '',
        periodTo: fields.day('till', 'program.period-to') ?? '',
        source: fields.text('text', 'program.text', { max: MAX_SOURCE }),
      }
      fields.done()
      const path = await performForm(
        visit,
        form,
        async (context) => `/programmet/versioner/${await createProgram(context, input)}`,
      )
      return visit.redirect(path, { notice: 'program-skapat' })
    },
    (state) => show(visit, state),
  )
}
