import { findUtlatande } from '../../arenden/index.ts'
import { readFormula, readImmediateAdjustment, receiveFile } from '../../handlingar/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Denied, Invalid } from '../../platform/errors/index.ts'
import { Crumbs, ErrorSummary, Form, type FormState, Notice, Select, TextArea } from '../../platform/html/index.ts'
import { answerForm, type FieldReader, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { BeslutFields, POINT_FATES, proposedFate, readBeslut } from '../../sammantraden/index.ts'
import { formsFor, needsBeslutsdag } from '../model/remissvar.ts'
import { svarSteps } from '../model/svar-steps.ts'
import { missingToDecide, registerSvarBeslut } from '../register-svar-beslut.ts'
import { svarSituation } from '../store.ts'
import { findSvar } from '../svar-store.ts'
import { medFields, readMed } from './med-fields.tsx'
import { svarCrumbs } from './svar-pages.tsx'

const FATES = ['las-lydelsen', ...POINT_FATES] as const

/** GET /remissvar/:id/beslut */
export async function svarBeslutPage(visit: Visit): Promise<Response> {
  const { svar, instans } = await findSvar(visit.db, visit.actor, idParam(visit))
  const utlatande = svar.utlatandeId ? await findUtlatande(visit.db, visit.actor, svar.utlatandeId) : null
  const forslag = utlatande?.text.forslag ?? []
  const wording = forslag.join('\n')
  return showBeslut(visit, {
    values: {
      form: needsBeslutsdag(svar.form) ? svar.form : formsFor(instans.aktorKind).filter(needsBeslutsdag)[0],
      lydelse: wording,
      omedelbart: readImmediateAdjustment(wording) ? ['ja'] : [],
      punkter: 'las-lydelsen',
      med: svar.med,
    },
    errors: [],
  })
}

async function showBeslut(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const view = await findSvar(visit.db, visit.actor, idParam(visit))
  const { svar, instans, remiss } = view
  const act = svar.isSent ? 'supersede' : 'decide'
  const verdict = judge(svarSteps, act, visit.actor, svarSituation(remiss, instans, missingToDecide(svar)))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const title = t(`svar.${act}`)
  const isBad = form.errors.some((error) => error.field === 'fil')
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={svarCrumbs(visit, view, title)} />
      <h1>{title}</h1>
      <p>{t('svar.beslut-lead')}</p>
      {svar.isSent && <Notice tone="info">{t('svar.superseded-by')}</Notice>}
      <Form
        action={`/remissvar/${svar.id}/beslut`}
        version={Number(form.values.version) || svar.version}
        form={form}
        upload
      >
        <BeslutFields
          form={form}
          kinds={formsFor(instans.aktorKind)
            .filter(needsBeslutsdag)
            .map((value) => ({ value, label: t(`svar.form.${value}`) }))}
        />
        {await medFields(visit, form, instans, svar.med)}
        <Select
          form={form}
          name="punkter"
          label={t('svar.fate')}
          hint={t('svar.fate-hint')}
          options={FATES.map((value) => ({ value, label: t(`svar.fate.${value}`) }))}
        />
        <TextArea
          form={form}
          name="tillagg"
          label={t('svar.added')}
          hint={t('svar.added-hint')}
          rows={5}
          required={false}
        />
        <div className={isBad ? 'field bad' : 'field'}>
          <label htmlFor="falt-fil">
            {t('svar.extract')} <span className="meta">({t('html.optional')})</span>
          </label>
          <input type="file" id="falt-fil" name="fil" />
        </div>
        <button type="submit">{title}</button> <a href={`/remissvar/${svar.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** What the body adds, a paragraph each. */
function readAdded(fields: FieldReader): string[] {
  return fields
    .text('tillagg', 'svar.added', { max: 20_000, isOptional: true })
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

/** POST /remissvar/:id/beslut */
export async function svarBeslutAction(visit: Visit): Promise<Response> {
  const svarId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const { svar, instans } = await findSvar(visit.db, visit.actor, svarId)
      const input = readBeslut(fields, visit.today)
      const chosen = fields.choice('punkter', 'svar.fate', FATES)
      const added = readAdded(fields)
      const med = await readMed(visit, fields, instans)
      fields.done()
      const formula = readFormula(input.wording)?.code ?? null
      const fate = chosen === 'las-lydelsen' ? proposedFate(formula) : chosen
      if (fate === 'overtas-tillagg' && added.length === 0)
        throw new Invalid([{ field: 'tillagg', key: 'svar.added-missing' }])
      const extract = form.file ? receiveFile(visit.files, form.file) : null
      const path = await performForm(visit, form, async (context) => {
        const id = await registerSvarBeslut(context, {
          ...input,
          formula,
          svarId,
          fate,
          added,
          med,
          extract,
          expected: form.version,
        })
        return `/remissvar/${id}`
      })
      return visit.redirect(path, { notice: svar.isSent ? 'svar-ersatt' : 'beslut-registrerat' })
    },
    (state) => showBeslut(visit, state),
  )
}
