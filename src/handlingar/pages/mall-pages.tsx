import { Conflict, Denied } from '../../platform/errors/index.ts'
import { Choices, ErrorSummary, Form, type FormState, MergePage, Select, TextArea } from '../../platform/html/index.ts'
import { answerForm, performForm, type Visit } from '../../platform/http/index.ts'
import { editMall, judgeMall } from '../edit-mall.ts'
import { readMall } from '../mall-store.ts'
import { keyOfHeading, MALL_LABELS, type Mall, type MallSection } from '../model/mall.ts'

function valuesOf(mall: Mall): Record<string, string> {
  return {
    etikett: mall.label,
    avsnitt: mall.sections.map((section) => `${section.heading} | ${section.hint}`).join('\n'),
    synpunkter: mall.sections.find((section) => section.hasPoints)?.heading ?? '',
  }
}

/** GET /mallar/tjansteutlatande */
export async function mallPage(visit: Visit): Promise<Response> {
  return showMall(visit, { values: valuesOf(await readMall(visit.db)), errors: [] })
}

async function showMall(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const verdict = judgeMall(visit.actor)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const mall = await readMall(visit.db)
  const typed = String(form.values.avsnitt ?? '')
  const headings = typed.split('\n').flatMap((line) => line.split('|')[0]?.trim() || [])
  const given = Number(form.values.version)
  return visit.html(
    t('mall.title'),
    <>
      <ErrorSummary errors={form.errors} />
      <h1>{t('mall.title')}</h1>
      <p>{t('mall.lead')}</p>
      <Form action="/mallar/tjansteutlatande" version={Number.isInteger(given) ? given : mall.version} form={form}>
        <Choices
          form={form}
          name="etikett"
          label={t('mall.label')}
          options={MALL_LABELS.map((label) => ({ value: label, label }))}
        />
        <TextArea form={form} name="avsnitt" label={t('mall.sections')} hint={t('mall.sections-hint')} rows={10} />
        <Select
          form={form}
          name="synpunkter"
          label={t('mall.points-in')}
          hint={t('mall.points-hint')}
          options={[...new Set(headings)].map((heading) => ({ value: heading, label: heading }))}
        />
        <button type="submit">{t('mall.save')}</button>
      </Form>
    </>,
    { status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** One line is one section: `Rubrik | vad som ska stå där`. A heading that is kept keeps its key. */
function readSections(typed: string, before: Mall, pointsIn: string): MallSection[] {
  return typed.split('\n').flatMap((line) => {
    const [heading = '', ...rest] = line.split('|').map((part) => part.trim())
    if (heading === '') return []
    const known = before.sections.find((section) => section.heading === heading)
    const hasPoints = heading === pointsIn
    return [
      { key: known?.key ?? keyOfHeading(heading), heading, hint: rest.join(' | '), ...(hasPoints && { hasPoints }) },
    ]
  })
}

/** POST /mallar/tjansteutlatande */
export async function mallAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const before = await readMall(visit.db)
      const label = fields.choice('etikett', 'mall.label', MALL_LABELS)
      const typed = fields.text('avsnitt', 'mall.sections', { max: 8000 })
      const pointsIn = fields.text('synpunkter', 'mall.points-in', { max: 200 })
      fields.done()
      const sections = readSections(typed, before, pointsIn)
      try {
        const path = await performForm(visit, form, async (context) => {
          await editMall(context, { mall: { label, sections }, expected: form.version })
          return '/mallar/tjansteutlatande'
        })
        return visit.redirect(path, { notice: 'mall-sparad' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const theirs = valuesOf(await readMall(visit.db))
        return visit.html(
          visit.t('mall.title'),
          <MergePage
            action="/mallar/tjansteutlatande"
            title={visit.t('mall.title')}
            currentVersion={before.version}
            fields={[
              {
                name: 'avsnitt',
                label: visit.t('mall.sections'),
                mine: typed,
                theirs: theirs.avsnitt ?? '',
                isLong: true,
              },
            ]}
            kept={{ etikett: label, synpunkter: pointsIn }}
            cancelHref="/mallar/tjansteutlatande"
          />,
          { status: 409 },
        )
      }
    },
    (state) => showMall(visit, state),
  )
}
