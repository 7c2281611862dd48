import type { ReactNode } from 'react'
import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import {
  type ActChoice,
  Choices,
  Crumbs,
  DateField,
  Day,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  Moment,
  State,
  TextArea,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { abstain } from '../abstain.ts'
import { type Anstand, listAnstand } from '../anstand-store.ts'
import { answerAnstand } from '../answer-anstand.ts'
import { anstandMissing, askAnstand } from '../ask-anstand.ts'
import { svarSteps } from '../model/svar-steps.ts'
import { noteLate } from '../note-late.ts'
import { resume } from '../resume.ts'
import { dueOf, findInstans, type Instans, type Remiss, svarSituation } from '../store.ts'

type ExtensionAct = 'ask-anstand' | 'answer-anstand' | 'abstain' | 'resume' | 'note-late'

/** What else may be done about an instance's reply: more time, abstaining, the word on a late one. */
export function extensionActs(visit: Visit, instans: Instans, remiss: Remiss, requests: Anstand[]): ActChoice[] {
  const situation = svarSituation(remiss, instans, anstandMissing(requests))
  const choice = (act: ExtensionAct, path: string, method: 'get' | 'post' = 'get'): ActChoice => {
    const verdict = judge(svarSteps, act, visit.actor, situation)
    return {
      label: visit.t(`svar.${act}`),
      href: `/remissinstanser/${instans.id}/${path}`,
      method,
      ...(method === 'post' && { version: instans.version }),
      ...(!verdict.allowed && { refusal: verdict.refusal }),
    }
  }
  const acts: ActChoice[] = [
    { label: visit.t('planering.open'), href: `/remissinstanser/${instans.id}/planering`, method: 'get' },
    choice('answer-anstand', 'anstand/svar'),
    choice('ask-anstand', 'anstand'),
    choice('abstain', 'avsta'),
  ]
  // What cannot come into question in this state is not worth a refusal.
  if (instans.lage === 'avstatt') acts.push(choice('resume', 'ateruppta', 'post'))
  if (instans.lage === 'inkommen_efter_svarstiden') acts.push(choice('note-late', 'sent-svar'))
  return acts
}

/** The requests for more time and what was answered. */
export function AnstandList({ requests }: { requests: Anstand[] }) {
  const { t } = useView()
  if (requests.length === 0) return null
  return (
    <>
      <h2>{t('anstand.title')}</h2>
      <ul className="plain">
        {requests.map((one) => (
          <li key={one.id}>
            <State tone={one.outcome === 'beviljat' ? 'ok' : one.outcome === null ? 'warn' : 'mute'}>
              {t(`anstand.outcome.${one.outcome ?? 'begart'}`)}
            </State>{' '}
            {t('anstand.wanted')} <Day day={one.wantedOn} />
            {one.grantedTo && (
              <>
                , {t('anstand.granted')} <Day day={one.grantedTo} />
              </>
            )}{' '}
            <span className="meta">
              <Moment at={one.askedAt} />
            </span>
            <p>{one.reason}</p>
            {one.note && <p className="meta">{one.note}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}

interface PageOf {
  act: ExtensionAct
  path: string
  notice: string
}
const PAGES = {
  ask: { act: 'ask-anstand', path: 'anstand', notice: 'anstand-begart' },
  answer: { act: 'answer-anstand', path: 'anstand/svar', notice: 'anstand-besvarat' },
  abstain: { act: 'abstain', path: 'avsta', notice: 'svar-avstatt' },
  late: { act: 'note-late', path: 'sent-svar', notice: 'sent-svar-noterat' },
} as const satisfies Record<string, PageOf>

/** A page with one form about one instance, for whoever may do the act. */
async function showPage(
  visit: Visit,
  page: PageOf,
  form: FormState,
  fields: (requests: Anstand[]) => ReactNode,
): Promise<Response> {
  const { t } = visit
  const { instans, remiss } = await findInstans(visit.db, visit.actor, idParam(visit))
  const requests = await listAnstand(visit.db, instans.id)
  const verdict = judge(svarSteps, page.act, visit.actor, svarSituation(remiss, instans, anstandMissing(requests)))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const base = `/remissinstanser/${instans.id}`
  const title = t(`svar.${page.act}`)
  const due = dueOf(instans, remiss)
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/remisser', label: t('remiss.list-title') },
          { href: `/remisser/${remiss.id}`, label: remiss.title },
          { href: base, label: instans.aktorName },
          { label: title },
        ]}
      />
      <h1>{title}</h1>
      <KeyValues
        rows={[
          [t('remiss.column-title'), remiss.title],
          [t('remiss.instans'), instans.aktorName],
          [t('remiss.svar-senast'), due && <Day key="d" day={due} />],
        ]}
      />
      <Form action={`${base}/${page.path}`} version={Number(form.values.version) || instans.version} form={form}>
        {fields(requests)}
        <button type="submit">{title}</button> <a href={base}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

const showAsk = (visit: Visit, form: FormState) =>
  showPage(visit, PAGES.ask, form, () => (
    <>
      <DateField form={form} name="dag" label={visit.t('anstand.wanted')} />
      <TextArea
        form={form}
        name="skal"
        label={visit.t('anstand.reason')}
        hint={visit.t('anstand.reason-hint')}
        rows={4}
      />
    </>
  ))

const showAnswer = (visit: Visit, form: FormState) =>
  showPage(visit, PAGES.answer, form, (requests) => {
    const open = requests.find((one) => one.outcome === null)
    return (
      <>
        {open && (
          <p>
            {visit.t('anstand.wanted')} <Day day={open.wantedOn} />. {open.reason}
          </p>
        )}
        <Choices
          form={form}
          name="utfall"
          label={visit.t('anstand.outcome')}
          options={(['beviljat', 'avslaget'] as const).map((value) => ({
            value,
            label: visit.t(`anstand.outcome.${value}`),
          }))}
        />
        <DateField form={form} name="dag" label={visit.t('anstand.granted')} hint={visit.t('anstand.granted-hint')} />
        <TextArea form={form} name="skal" label={visit.t('anstand.note')} rows={3} required={false} />
      </>
    )
  })

const showAbstain = (visit: Visit, form: FormState) =>
  showPage(visit, PAGES.abstain, form, () => (
    <TextArea
      form={form}
      name="skal"
      label={visit.t('svar.abstain-reason')}
      hint={visit.t('svar.abstain-hint')}
      rows={4}
    />
  ))

const showLate = (visit: Visit, form: FormState) =>
  showPage(visit, PAGES.late, form, () => (
    <Choices
      form={form}
      name="not"
      label={visit.t('svar.late-question')}
      options={(['beaktas', 'beaktas_inte'] as const).map((value) => ({ value, label: visit.t(`svar.late-${value}`) }))}
    />
  ))

/** GET /remissinstanser/:id/anstand */
export const askAnstandPage = (visit: Visit) =>
  showAsk(visit, { values: { dag: visit.url.searchParams.get('dag') ?? '' }, errors: [] })

/** POST /remissinstanser/:id/anstand */
export async function askAnstandAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const wantedOn = fields.day('dag', 'anstand.wanted') ?? ''
      const reason = fields.text('skal', 'anstand.reason', { max: 2000 })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await askAnstand(context, { instansId, wantedOn, reason, expected: form.version })
        return `/remissinstanser/${instansId}`
      })
      return visit.redirect(path, { notice: PAGES.ask.notice })
    },
    (state) => showAsk(visit, state),
  )
}

/** GET /remissinstanser/:id/anstand/svar */
export async function answerAnstandPage(visit: Visit): Promise<Response> {
  const { instans } = await findInstans(visit.db, visit.actor, idParam(visit))
  const open = (await listAnstand(visit.db, instans.id)).find((one) => one.outcome === null)
  return showAnswer(visit, { values: { utfall: 'beviljat', dag: open?.wantedOn ?? '' }, errors: [] })
}

/** POST /remissinstanser/:id/anstand/svar */
export async function answerAnstandAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const isGranted = fields.choice('utfall', 'anstand.outcome', ['beviljat', 'avslaget']) === 'beviljat'
      const grantedTo = isGranted ? (fields.day('dag', 'anstand.granted') ?? '') : null
      const note = fields.text('skal', 'anstand.note', { max: 2000, isOptional: true })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await answerAnstand(context, { instansId, grantedTo, note, expected: form.version })
        return `/remissinstanser/${instansId}`
      })
      return visit.redirect(path, { notice: PAGES.answer.notice })
    },
    (state) => showAnswer(visit, state),
  )
}

/** GET /remissinstanser/:id/avsta */
export const abstainPage = (visit: Visit) => showAbstain(visit, emptyForm)

/** POST /remissinstanser/:id/avsta */
export async function abstainAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const reason = fields.text('skal', 'svar.abstain-reason', { max: 2000 })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await abstain(context, { instansId, reason, expected: form.version })
        return `/remissinstanser/${instansId}`
      })
      return visit.redirect(path, { notice: PAGES.abstain.notice })
    },
    (state) => showAbstain(visit, state),
  )
}

/** POST /remissinstanser/:id/ateruppta */
export async function resumeAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await resume(context, { instansId, expected: form.version })
    return `/remissinstanser/${instansId}`
  })
  return visit.redirect(path, { notice: 'svar-aterupptaget' })
}

/** GET /remissinstanser/:id/sent-svar */
export const noteLatePage = (visit: Visit) => showLate(visit, emptyForm)

/** POST /remissinstanser/:id/sent-svar */
export async function noteLateAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const note = fields.choice('not', 'svar.late-question', ['beaktas', 'beaktas_inte'])
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await noteLate(context, { instansId, note, expected: form.version })
        return `/remissinstanser/${instansId}`
      })
      return visit.redirect(path, { notice: PAGES.late.notice })
    },
    (state) => showLate(visit, state),
  )
}
