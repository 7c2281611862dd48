import { listPersons } from '../../aktorer/index.ts'
import {
  Choices,
  Crumbs,
  DateField,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  Select,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { answerSamrad } from '../answer-samrad.ts'
import { askSamrad } from '../ask-samrad.ts'
import { attestUtlatande } from '../attest-utlatande.ts'
import { utlatandeSteps } from '../model/utlatande-steps.ts'
import { returnUtlatande } from '../return-utlatande.ts'
import { sendToAttest } from '../send-to-attest.ts'
import { demandUtlatande, standingOf } from '../utlatande-access.ts'
import { findUtlatande, usualAttestants } from '../utlatande-store.ts'
import { showUtlatande } from './utlatande-pages.tsx'
import { utlatandeCrumbs } from './utlatande-parts.tsx'

const OFFICERS: readonly string[] = utlatandeSteps.acts.attest.by.flatMap(({ roles }) => roles)
/** More chiefs than this in one order is no order. */
const MAX_ATTESTANTS = 4

async function officersOf(visit: Visit, aktorId: string) {
  return (await listPersons(visit.db, visit.today, aktorId)).filter((person) =>
    person.uppdrag.some(({ role }) => OFFICERS.includes(role)),
  )
}

/** GET /utlatanden/:id/attest */
export async function attestOrderPage(visit: Visit): Promise<Response> {
  const utlatande = await findUtlatande(visit.db, visit.actor, idParam(visit))
  const { lines } = await standingOf(visit.db, visit.actor, utlatande, visit.today)
  const named =
    lines.length > 0 ? lines.map((line) => line.personId) : await usualAttestants(visit.db, utlatande.ownerAktorId)
  const values = Object.fromEntries(named.map((id, at) => [`attestant-${at + 1}`, id]))
  return showOrder(visit, { values, errors: [] })
}

async function showOrder(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const utlatande = await findUtlatande(visit.db, visit.actor, idParam(visit))
  const { situation } = await standingOf(visit.db, visit.actor, utlatande, visit.today)
  demandUtlatande(visit.actor, 'send-to-attest', situation)
  const options = (await officersOf(visit, utlatande.ownerAktorId)).map((person) => ({
    value: person.id,
    label: `${person.name}, ${person.title}`,
  }))
  const title = t('utlatande.do.send-to-attest')
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={utlatandeCrumbs(visit, utlatande, title)} />
      <h1>{title}</h1>
      <p>{t('attest.order-explain', { nr: utlatande.nr })}</p>
      <Form
        action={`/utlatanden/${utlatande.id}/attest`}
        version={Number(form.values.version) || utlatande.version}
        form={form}
      >
        {Array.from({ length: MAX_ATTESTANTS }, (_, at) => (
          <Select
            key={`attestant-${at + 1}`}
            form={form}
            name={`attestant-${at + 1}`}
            label={t('attest.nr', { nr: at + 1 })}
            required={at === 0 ? undefined : false}
            empty=" "
            options={options}
          />
        ))}
        <button type="submit">{t('attest.send')}</button> <a href={`/utlatanden/${utlatande.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /utlatanden/:id/attest */
export async function attestOrderAction(visit: Visit): Promise<Response> {
  const utlatandeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const personIds = Array.from({ length: MAX_ATTESTANTS }, (_, at) =>
        fields.id(`attestant-${at + 1}`, 'attest.title', { isOptional: true }),
      ).filter((id) => id !== null)
      fields.done()
      let notice = 'till-attest'
      const path = await performForm(visit, form, async (context) => {
        const state = await sendToAttest(context, { utlatandeId, personIds, expected: form.version })
        if (state === 'attesterat') notice = 'alla-har-attesterat'
        return `/utlatanden/${utlatandeId}`
      })
      return visit.redirect(path, { notice })
    },
    (state) => showOrder(visit, state),
  )
}

/** POST /utlatanden/:id/attestera */
export async function attestAction(visit: Visit): Promise<Response> {
  const utlatandeId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await attestUtlatande(context, { utlatandeId, nr: Number(form.values.nr), expected: form.version })
    return `/utlatanden/${utlatandeId}`
  })
  return visit.redirect(path, { notice: 'attesterat' })
}

/** POST /utlatanden/:id/atersand */
export async function returnAction(visit: Visit): Promise<Response> {
  const utlatandeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const remark = fields.text('kommentar', 'attest.comment', { max: 4000 })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await returnUtlatande(context, { utlatandeId, remark, expected: form.version })
        return `/utlatanden/${utlatandeId}`
      })
      return visit.redirect(path, { notice: 'atersant' })
    },
    (state) => showUtlatande(visit, state),
  )
}

/** GET /utlatanden/:id/samrad */
export async function samradPage(visit: Visit): Promise<Response> {
  return showSamrad(visit, emptyForm)
}

async function showSamrad(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const utlatande = await findUtlatande(visit.db, visit.actor, idParam(visit))
  const { situation } = await standingOf(visit.db, visit.actor, utlatande, visit.today)
  demandUtlatande(visit.actor, 'ask-samrad', situation)
  const colleagues = (await officersOf(visit, utlatande.ownerAktorId)).filter((person) => person.id !== visit.actor.id)
  const title = t('utlatande.do.ask-samrad')
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={utlatandeCrumbs(visit, utlatande, title)} />
      <h1>{title}</h1>
      <p>{t('samrad.explain', { nr: utlatande.nr })}</p>
      <Form
        action={`/utlatanden/${utlatande.id}/samrad`}
        version={Number(form.values.version) || utlatande.version}
        form={form}
      >
        <Choices
          form={form}
          name="personer"
          label={t('samrad.whom')}
          many
          options={colleagues.map((person) => ({ value: person.id, label: `${person.name}, ${person.title}` }))}
        />
        <DateField form={form} name="senast" label={t('samrad.answer-by')} required={false} />
        <button type="submit">{t('samrad.ask')}</button> <a href={`/utlatanden/${utlatande.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /utlatanden/:id/samrad */
export async function samradAction(visit: Visit): Promise<Response> {
  const utlatandeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const utlatande = await findUtlatande(visit.db, visit.actor, utlatandeId)
      const known = (await officersOf(visit, utlatande.ownerAktorId)).map((person) => person.id)
      const personIds = fields.choices('personer', 'samrad.whom', known)
      const dueOn = fields.day('senast', 'samrad.answer-by', { isOptional: true })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await askSamrad(context, { utlatandeId, personIds, dueOn, expected: form.version })
        return `/utlatanden/${utlatandeId}`
      })
      return visit.redirect(path, { notice: 'samrad-begart' })
    },
    (state) => showSamrad(visit, state),
  )
}

/** POST /utlatanden/:id/samradssvar */
export async function answerSamradAction(visit: Visit): Promise<Response> {
  const utlatandeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const hasObjection = fields.choice('invandning', 'samrad.verdict', ['nej', 'ja']) === 'ja'
      const remark = fields.text('synpunkt', 'samrad.comment', { max: 4000, isOptional: !hasObjection })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await answerSamrad(context, { utlatandeId, hasObjection, remark })
        return `/utlatanden/${utlatandeId}`
      })
      return visit.redirect(path, { notice: 'samrad-besvarat' })
    },
    (state) => showUtlatande(visit, state),
  )
}
