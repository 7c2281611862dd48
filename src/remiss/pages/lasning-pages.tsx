import type { ReactNode } from 'react'
import { findHandling, findLasning, type Lasning, type ReadField } from '../../handlingar/index.ts'
import { Conflict, Denied, NotFound } from '../../platform/errors/index.ts'
import { maskPersonnummer } from '../../platform/guard/personnummer.ts'
import {
  Crumbs,
  DateField,
  ErrorSummary,
  Form,
  type FormState,
  type FormValues,
  Notice,
  Select,
  TextArea,
  TextField,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { confirmReading } from '../confirm-lasning.ts'
import { type AnchoredSynpunkt, anchor } from '../model/forankra.ts'
import { findSynpunkter } from '../model/las-synpunkter.ts'
import { formsFor, SVAR_FORMS } from '../model/remissvar.ts'
import { judgeWriting } from '../write-access.ts'
import { AnkareLabel, useKinds } from './labels.tsx'
import { medFields, readMed } from './med-fields.tsx'
import { loadSvar, type SvarView, svarCrumbs } from './svar-pages.tsx'
import { readSynpunkt, SynpunktPlace, SynpunktText } from './synpunkt-pages.tsx'

/** The fields a person checks, in the order of the document's head. */
const CHECKED = [
  'title',
  'issuer',
  'body',
  'dnr',
  'remissDnr',
  'date',
  'meetingDate',
  'handlaggare',
  'decisionPoints',
  'attest',
] as const

/** What is shown below them, read only. The reader's notes to itself (where a date was found, which formula) are not for people. */
const SHOWN = [
  'docType',
  'municipality',
  'addressee',
  'addressees',
  'remittent',
  'remissSent',
  'replyDue',
  'yourRef',
  'headings',
  'quotations',
  'preparation',
  'decision',
  'decider',
  'paragraph',
  'immediateAdjustment',
  'signatories',
  'reservations',
  'attachments',
  'distribution',
] as const
const MAX_POINTS = 60

async function load(visit: Visit): Promise<{ view: SvarView; lasning: Lasning; points: AnchoredSynpunkt[] }> {
  const view = await loadSvar(visit)
  const verdict = judgeWriting(visit.actor, view.svar, view.instans, view.remiss)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  if (view.svar.handlingId === null) throw new NotFound('lasning')
  await findHandling(visit.db, visit.actor, view.svar.handlingId)
  const lasning = await findLasning(visit.db, view.svar.handlingId)
  if (!lasning) throw new NotFound('lasning')
  return { view, lasning, points: anchor(findSynpunkter(lasning.reading), view.text).slice(0, MAX_POINTS) }
}

/** A read value as one line of text, for a person to check. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(asText).join('; ')
  if (typeof value === 'object') return Object.values(value).map(asText).filter(Boolean).join(', ')
  return String(value)
}

function valuesOf({ lasning, points }: { lasning: Lasning; points: AnchoredSynpunkt[] }, view: SvarView): FormValues {
  const { fields } = lasning.reading
  const values: Record<string, string | string[]> = {
    form: view.svar.form,
    med: view.svar.med,
    beslutsdag: asText(fields.meetingDate?.value ?? fields.date?.value),
    sammanfattning: summaryOf(lasning),
  }
  for (const name of CHECKED) values[`falt-${name}`] = maskPersonnummer(asText(fields[name]?.value))
  points.forEach((point, at) => {
    const prefix = `p${at + 1}-`
    const { anchor: ankare } = point
    values[`${prefix}med`] = 'ja'
    values[`${prefix}slag`] = [...point.kinds]
    // Asterisks are how a text file shows italics; in a point they would be noise.
    values[`${prefix}text`] = maskPersonnummer(point.text.replace(/\*([^*\n]+)\*/g, '$1'))
    values[`${prefix}kalla`] = 'forvaltningen'
    values[`${prefix}ankare`] = ankare.type
    values[`${prefix}passage`] = ankare.type === 'passage' ? ankare.passageId : ''
    values[`${prefix}citat`] = ankare.type === 'passage' ? ankare.quote : ''
    values[`${prefix}avsnitt`] = ankare.type === 'avsnitt' || ankare.type === 'saknas' ? (ankare.avsnittId ?? '') : ''
    values[`${prefix}plats`] = ankare.type === 'saknas' ? ankare.proposedPlace : ''
  })
  return values
}

/** The paragraph under the heading Sammanfattning that says what the body thinks is for a person to choose; the whole section is given. */
function summaryOf(lasning: Lasning): string {
  const match = /(?:^|\n)Sammanfattning\n+([\s\S]*?)(?=\n(?:Bakgrund|Ärendet|Ärendets beredning)\n|$)/.exec(
    lasning.reading.text,
  )
  return maskPersonnummer(match?.[1]?.trim() ?? '').slice(0, 20_000)
}

/** GET /remissvar/:id/lasning */
export async function lasningPage(visit: Visit): Promise<Response> {
  const loaded = await load(visit)
  return show(visit, loaded, { values: valuesOf(loaded, loaded.view), errors: [] })
}

async function show(visit: Visit, loaded: Awaited<ReturnType<typeof load>>, form: FormState): Promise<Response> {
  const { t } = visit
  const { view, lasning, points } = loaded
  const title = t('lasning.title', { aktor: view.instans.aktorName })
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={svarCrumbs(visit, view, t('lasning.crumb'))} />
      <h1>{title}</h1>
      <p>{t('lasning.explain')}</p>
      <OtherBody lasning={lasning} view={view} />
      {lasning.encoding !== 'utf-8' && (
        <Notice tone="info">{t('lasning.encoding', { encoding: lasning.encoding })}</Notice>
      )}
      {lasning.confirmedAt ? (
        <Notice tone="ok">{t('lasning.already')}</Notice>
      ) : (
        <Form
          action={`/remissvar/${view.svar.id}/lasning`}
          version={Number(form.values.version) || lasning.version}
          form={form}
        >
          <div className="grid two lasning">
            <div>
              <FieldInputs
                form={form}
                lasning={lasning}
                view={view}
                med={await medFields(visit, form, view.instans, view.svar.med)}
              />
              <h2>{t('lasning.points', { n: points.length })}</h2>
              {points.length === 0 && <p>{t('lasning.no-points')}</p>}
              {points.map((point, at) => (
                <PointInputs key={point.span[0]} form={form} nr={at + 1} point={point} view={view} />
              ))}
              <button type="submit">{t('lasning.confirm')}</button>{' '}
              <a href={`/remissvar/${view.svar.id}`}>{t('html.cancel')}</a>
            </div>
            <DocumentText lasning={lasning} points={points} />
          </div>
        </Form>
      )}
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** The document names another body than the one it was registered for: perhaps the wrong instance was chosen. */
function OtherBody({ lasning, view }: { lasning: Lasning; view: SvarView }) {
  const { t } = useView()
  const body = asText(lasning.reading.fields.body?.value)
  if (body === '' || body.toLocaleLowerCase('sv') === view.instans.aktorName.toLocaleLowerCase('sv')) return null
  return <Notice tone="warn">{t('lasning.other-body', { body, instans: view.instans.aktorName })}</Notice>
}

function Confidence({ field }: { field: ReadField | undefined }) {
  const { t } = useView()
  if (!field || asText(field.value) === '') return <>{t('lasning.not-found')}</>
  return (
    <>
      {t(field.confidence >= 0.8 ? 'lasning.sure' : field.confidence >= 0.5 ? 'lasning.fairly' : 'lasning.unsure', {
        percent: Math.round(field.confidence * 100),
      })}
    </>
  )
}

function FieldInputs({
  form,
  lasning,
  view,
  med,
}: {
  form: FormState
  lasning: Lasning
  view: SvarView
  med: ReactNode
}) {
  const { t } = useView()
  const { fields } = lasning.reading
  const rest = SHOWN.flatMap((name) => (fields[name] ? [[name, fields[name].value] as const] : []))
  return (
    <>
      <h2>{t('lasning.fields')}</h2>
      {CHECKED.map((name) => (
        <TextField
          key={name}
          form={form}
          name={`falt-${name}`}
          label={t(`lasning.field.${name}`)}
          required={false}
          hint={<Confidence field={fields[name]} />}
        />
      ))}
      {rest.length > 0 && (
        <details>
          <summary>{t('lasning.more-fields', { n: rest.length })}</summary>
          <dl className="kv">
            {rest.map(([name, value]) => (
              <div key={name}>
                <dt>{t(`lasning.field.${name}`)}</dt>
                <dd>
                  {typeof value === 'boolean' ? t(value ? 'html.yes' : 'html.no') : maskPersonnummer(asText(value))}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <h2>{t('svar.reply')}</h2>
      <Select
        form={form}
        name="form"
        label={t('svar.form')}
        options={formsFor(view.instans.aktorKind).map((value) => ({ value, label: t(`svar.form.${value}`) }))}
      />
      {med}
      <DateField form={form} name="beslutsdag" label={t('svar.decided-on')} required={false} />
      <TextArea form={form} name="sammanfattning" label={t('svar.sammanfattning')} required={false} rows={6} />
    </>
  )
}

function PointInputs({
  form,
  nr,
  point,
  view,
}: {
  form: FormState
  nr: number
  point: AnchoredSynpunkt
  view: SvarView
}) {
  const { t } = useView()
  const prefix = `p${nr}-`
  const { anchor: ankare } = point
  const kinds = useKinds()
  const isGuess = ankare.type === 'passage' && !ankare.exact
  return (
    <fieldset className="card">
      <legend>{t('lasning.point-nr', { nr })}</legend>
      <div className="choice">
        <input
          type="checkbox"
          id={`${prefix}med`}
          name={`${prefix}med`}
          value="ja"
          defaultChecked={form.values[`${prefix}med`] === 'ja'}
        />
        <label htmlFor={`${prefix}med`}>{t('lasning.take-in')}</label>
      </div>
      {isGuess && <p className="hint">{t('lasning.fuzzy', { percent: Math.round(ankare.score * 100) })}</p>}
      {point.lostQuote && (
        <p className="hint">{t('lasning.lost-quote', { quote: maskPersonnummer(point.lostQuote) })}</p>
      )}
      <SynpunktText form={form} text={view.text} prefix={prefix} />
      <p>
        <strong>{kinds(point)}</strong>{' '}
        <span className="meta">
          <AnkareLabel ankare={ankare} text={view.text} versionId={view.remiss.programVersionId} />
        </span>
      </p>
      <details open={form.errors.some((error) => error.field.startsWith(prefix))}>
        <summary>{t('lasning.change-place')}</summary>
        <SynpunktPlace form={form} text={view.text} prefix={prefix} />
      </details>
    </fieldset>
  )
}

/** The document with every found point marked at its place. */
function DocumentText({ lasning, points }: { lasning: Lasning; points: AnchoredSynpunkt[] }) {
  const { t } = useView()
  // Masked whole before it is cut: a number may lie across the border of a point. The length stays the same.
  const text = maskPersonnummer(lasning.reading.text)
  const spans = points.map((point) => point.span).sort((a, b) => a[0] - b[0])
  const pieces: { at: number; text: string; isMarked: boolean }[] = []
  let from = 0
  for (const [start, end] of spans) {
    if (start < from) continue
    if (start > from) pieces.push({ at: from, text: text.slice(from, start), isMarked: false })
    pieces.push({ at: start, text: text.slice(start, end), isMarked: true })
    from = end
  }
  if (from < text.length) pieces.push({ at: from, text: text.slice(from), isMarked: false })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reachable with the keyboard
    <aside tabIndex={0} className="card official document-text pre" lang="sv" aria-label={t('lasning.document')}>
      <h2>{t('lasning.document')}</h2>
      <p>{pieces.map((piece) => (piece.isMarked ? <mark key={piece.at}>{piece.text}</mark> : piece.text))}</p>
    </aside>
  )
}

/** POST /remissvar/:id/lasning */
export async function confirmReadingAction(visit: Visit): Promise<Response> {
  const svarId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const { points, view } = await load(visit)
      const input = {
        svarId,
        med: await readMed(visit, fields, view.instans),
        form: fields.choice('form', 'svar.form', SVAR_FORMS),
        decidedOn: fields.day('beslutsdag', 'svar.decided-on', { isOptional: true }),
        sammanfattning: fields.text('sammanfattning', 'svar.sammanfattning', { max: 20_000, isOptional: true }),
        fields: Object.fromEntries(
          CHECKED.map((name) => [
            name,
            fields.text(`falt-${name}`, `lasning.field.${name}`, { max: 5000, isOptional: true }),
          ]),
        ),
        points: points.flatMap((_, at) => {
          const prefix = `p${at + 1}-`
          return form.values[`${prefix}med`] === 'ja' ? [{ ...readSynpunkt(fields, prefix), prefix }] : []
        }),
        expected: form.version,
      }
      fields.done()
      try {
        const path = await performForm(visit, form, async (context) => {
          await confirmReading(context, input)
          return `/remissvar/${svarId}`
        })
        return visit.redirect(path, { notice: 'lasning-bekraftad' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        // Somebody confirmed the same reading first: show what stands there now.
        return visit.redirect(`/remissvar/${svarId}`, { notice: 'lasning-redan' })
      }
    },
    async (state) => show(visit, await load(visit), state),
  )
}
