import { AKTOR_KINDS, listAktorer } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Conflict, Denied } from '../../platform/errors/index.ts'
import {
  Crumbs,
  DateField,
  Day,
  ErrorSummary,
  Form,
  type FormState,
  type FormValues,
  MergePage,
  Select,
  TextArea,
  TextField,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, type FieldReader, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { avsnittOptions, type ProgramText, readText } from '../../trygghetsprogram/index.ts'
import { chooseInstanser } from '../choose-instanser.ts'
import { editRemiss, type RemissInput } from '../edit-remiss.ts'
import { remissSteps } from '../model/remiss-steps.ts'
import { missingBeforeSending, remissSituation, sendRemiss } from '../send-remiss.ts'
import { type Fraga, findRemiss, listFragor, listInstanser, type Remiss } from '../store.ts'
import { remissDokument } from '../svar-dokument.ts'
import { loadRemiss, Missiv } from './remiss-pages.tsx'
import { storeArchivePdf } from './send-pages.ts'

/** How many questions the form has room for; a remiss with more than eight questions gets no answers. */
const FRAGA_NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8]

function demand(visit: Visit, remiss: Remiss, act: 'edit' | 'choose-instanser'): void {
  const verdict = judge(remissSteps, act, visit.actor, remissSituation(remiss, []))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
}

function crumbs(visit: Visit, remiss: Remiss, last: string) {
  return [
    { href: '/remisser', label: visit.t('remiss.list-title') },
    { href: `/remisser/${remiss.id}`, label: remiss.title },
    { label: last },
  ]
}

function valuesOf(remiss: Remiss, fragor: Fraga[]): FormValues {
  const values: Record<string, string> = {
    titel: remiss.title,
    missiv: remiss.missiv,
    'svar-senast': remiss.svarSenast ?? '',
  }
  fragor.forEach((fraga, at) => {
    values[`fraga-${at + 1}`] = fraga.text
    values[`avsnitt-${at + 1}`] = fraga.avsnittId ?? ''
  })
  return values
}

/** GET /remisser/:id/redigera */
export async function editRemissPage(visit: Visit): Promise<Response> {
  const remiss = await findRemiss(visit.db, visit.actor, idParam(visit))
  return showEdit(visit, { values: valuesOf(remiss, await listFragor(visit.db, remiss.id)), errors: [] })
}

async function showEdit(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const remiss = await findRemiss(visit.db, visit.actor, idParam(visit))
  demand(visit, remiss, 'edit')
  const text = await readText(visit.db, remiss.programVersionId)
  return visit.html(
    t('remiss.edit'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={crumbs(visit, remiss, t('remiss.edit'))} />
      <h1>{t('remiss.edit')}</h1>
      <Form
        action={`/remisser/${remiss.id}/redigera`}
        version={Number(form.values.version) || remiss.version}
        form={form}
      >
        <TextField form={form} name="titel" label={t('remiss.column-title')} />
        <TextArea form={form} name="missiv" label={t('remiss.missiv')} hint={t('remiss.missiv-hint')} rows={8} />
        <DateField form={form} name="svar-senast" label={t('remiss.svar-senast')} />
        <fieldset>
          <legend>{t('remiss.fragor')}</legend>
          <p className="hint">{t('remiss.fragor-hint')}</p>
          {FRAGA_NUMBERS.map((nr) => (
            <FragaRow key={nr} form={form} nr={nr} text={text} />
          ))}
        </fieldset>
        <button type="submit">{t('remiss.save')}</button> <a href={`/remisser/${remiss.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

function FragaRow({ form, nr, text }: { form: FormState; nr: number; text: ProgramText }) {
  const { t } = useView()
  return (
    <div className="grid two">
      <TextArea
        form={form}
        name={`fraga-${nr}`}
        label={t('remiss.fraga-nr', { nr })}
        rows={2}
        required={nr > 1 ? false : undefined}
      />
      <Select
        form={form}
        name={`avsnitt-${nr}`}
        label={t('remiss.fraga-about', { nr })}
        empty={t('remiss.about-helheten')}
        options={avsnittOptions(text)}
      />
    </div>
  )
}

function readInput(fields: FieldReader, remissId: string, expected: number): RemissInput {
  const input: RemissInput = {
    remissId,
    title: fields.text('titel', 'remiss.column-title', { max: 300 }),
    missiv: fields.text('missiv', 'remiss.missiv', { max: 20_000, isOptional: true }),
    svarSenast: fields.day('svar-senast', 'remiss.svar-senast', { isOptional: true }),
    fragor: [],
    expected,
  }
  for (const nr of FRAGA_NUMBERS) {
    const text = fields.text(`fraga-${nr}`, 'remiss.fraga', { max: 1000, isOptional: true })
    const avsnittId = fields.id(`avsnitt-${nr}`, 'remiss.fraga', { isOptional: true })
    if (text !== '') input.fragor.push({ text, avsnittId })
  }
  return input
}

/** POST /remisser/:id/redigera */
export async function editRemissAction(visit: Visit): Promise<Response> {
  const remissId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const input = readInput(fields, remissId, form.version)
      fields.done()
      try {
        const path = await performForm(visit, form, async (context) => {
          await editRemiss(context, input)
          return `/remisser/${remissId}`
        })
        return visit.redirect(path, { notice: 'remiss-sparad' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return showMerge(visit, input, form.values)
      }
    },
    (state) => showEdit(visit, state),
  )
}

async function showMerge(visit: Visit, mine: RemissInput, values: FormValues): Promise<Response> {
  const { t } = visit
  const remiss = await findRemiss(visit.db, visit.actor, mine.remissId)
  // Sent in the meantime: there is nothing left to merge into, and the refusal says so.
  demand(visit, remiss, 'edit')
  const theirs = valuesOf(remiss, await listFragor(visit.db, remiss.id))
  const one = (from: FormValues, name: string): string => (typeof from[name] === 'string' ? (from[name] as string) : '')
  const names = ['titel', 'missiv', 'svar-senast', ...FRAGA_NUMBERS.map((nr) => `fraga-${nr}`)]
  const labels: Record<string, string> = {
    titel: t('remiss.column-title'),
    missiv: t('remiss.missiv'),
    'svar-senast': t('remiss.svar-senast'),
  }
  const kept = Object.fromEntries(FRAGA_NUMBERS.map((nr) => [`avsnitt-${nr}`, one(values, `avsnitt-${nr}`)]))
  return visit.html(
    t('remiss.edit'),
    <MergePage
      action={`/remisser/${remiss.id}/redigera`}
      title={t('remiss.edit')}
      currentVersion={remiss.version}
      fields={names.map((name) => ({
        name,
        label: labels[name] ?? t('remiss.fraga-nr', { nr: name.slice(6) }),
        mine: one(values, name),
        theirs: one(theirs, name),
        isLong: name === 'missiv',
      }))}
      kept={kept}
      cancelHref={`/remisser/${remiss.id}`}
    />,
    { current: '/remisser', status: 409 },
  )
}

/** GET /remisser/:id/instanser */
export async function chooseInstanserPage(visit: Visit): Promise<Response> {
  const remiss = await findRemiss(visit.db, visit.actor, idParam(visit))
  return showChoose(visit, { values: { instans: remiss.instansAktorIds }, errors: [] })
}

async function showChoose(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const remiss = await findRemiss(visit.db, visit.actor, idParam(visit))
  demand(visit, remiss, 'choose-instanser')
  const aktorer = (await listAktorer(visit.db, visit.today)).filter(
    (aktor) => aktor.id !== remiss.ownerAktorId && aktor.kind !== 'kommunfullmaktige',
  )
  return visit.html(
    t('remiss.choose-instanser'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={crumbs(visit, remiss, t('remiss.choose-instanser'))} />
      <h1>{t('remiss.choose-instanser')}</h1>
      <p>{t('remiss.choose-explain')}</p>
      <Form action={`/remisser/${remiss.id}/instanser`} version={remiss.version} form={form}>
        {AKTOR_KINDS.map((kind) => {
          const group = aktorer.filter((aktor) => aktor.kind === kind)
          if (group.length === 0) return null
          return (
            <InstansGroup
              key={kind}
              form={form}
              label={t(`kind.${kind}`)}
              options={group.map((aktor) => ({ value: aktor.id, label: aktor.name }))}
            />
          )
        })}
        <button type="submit">{t('remiss.save-instanser')}</button>{' '}
        <a href={`/remisser/${remiss.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** Check boxes with a common heading; all groups post under the same name. */
function InstansGroup({
  form,
  label,
  options,
}: {
  form: FormState
  label: string
  options: { value: string; label: string }[]
}) {
  const chosen = form.values.instans ?? []
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map((option) => (
        <div className="choice" key={option.value}>
          <input
            type="checkbox"
            id={`instans-${option.value}`}
            name="instans"
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />
          <label htmlFor={`instans-${option.value}`}>{option.label}</label>
        </div>
      ))}
    </fieldset>
  )
}

/** POST /remisser/:id/instanser */
export async function chooseInstanserAction(visit: Visit): Promise<Response> {
  const remissId = idParam(visit)
  return answerForm(
    visit,
    async (_fields, form) => {
      const given = form.values.instans
      const aktorIds = given === undefined ? [] : typeof given === 'string' ? [given] : [...given]
      const path = await performForm(visit, form, async (context) => {
        await chooseInstanser(context, { remissId, aktorIds, expected: form.version })
        return `/remisser/${remissId}`
      })
      return visit.redirect(path, { notice: 'instanser-valda' })
    },
    (state) => showChoose(visit, state),
  )
}

/** GET /remisser/:id/kontrollera: everything once more before it leaves the house */
export async function checkRemissPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const view = await loadRemiss(visit)
  const { remiss, fragor } = view
  const verdict = judge(
    remissSteps,
    'send',
    visit.actor,
    remissSituation(remiss, missingBeforeSending(remiss, fragor, visit.today)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const instanser = await listInstanser(visit.db, remiss.id)
  const title = t('remiss.check-title')
  return visit.html(
    title,
    <>
      <Crumbs crumbs={crumbs(visit, remiss, title)} />
      <h1>{title}</h1>
      <p>{t('remiss.check-explain')}</p>
      <p>
        {t('remiss.svar-senast')}:{' '}
        <strong>
          <Day day={remiss.svarSenast ?? ''} />
        </strong>
      </p>
      <h2>{t('remiss.to-instanser', { n: instanser.length })}</h2>
      <ul>
        {instanser.map((instans) => (
          <li key={instans.id}>{instans.aktorName}</li>
        ))}
      </ul>
      <h2>{t('remiss.missiv')}</h2>
      <Missiv view={view} />
      <Form action={`/remisser/${remiss.id}/skicka`} version={remiss.version}>
        <button type="submit">{t('remiss.send-now')}</button> <a href={`/remisser/${remiss.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser' },
  )
}

/** POST /remisser/:id/skicka */
export async function sendRemissAction(visit: Visit): Promise<Response> {
  const remissId = idParam(visit)
  const form = await visit.form()
  const remiss = await findRemiss(visit.db, visit.actor, remissId)
  const dokument = await remissDokument(visit.db, remiss, visit.view.municipality, visit.today, true)
  const file = remiss.status === 'utkast' ? await storeArchivePdf(visit, dokument, 'remiss') : null
  const path = await performForm(visit, form, async (context) => {
    await sendRemiss(context, { remissId, expected: form.version, file })
    return `/remisser/${remissId}`
  })
  return visit.redirect(path, { notice: 'remiss-skickad' })
}
