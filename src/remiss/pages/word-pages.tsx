import {
  compareWord,
  demandUtlatande,
  fromWord,
  listUtlatandeVersions,
  pointsGone,
  standingOf,
  type Utlatande,
  type WordNote,
  type WordPart,
} from '../../arenden/index.ts'
import { type LastDocx, ORIGIN_PROPERTY, readDocx, synpunktProperty, VERSION_PROPERTY } from '../../handlingar/index.ts'
import { Conflict, Invalid } from '../../platform/errors/index.ts'
import {
  Crumbs,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  Notice,
  TextArea,
  useView,
  WordDiff,
} from '../../platform/html/index.ts'
import { answerForm, FieldReader, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import type { Synpunkt } from '../synpunkt-store.ts'
import { writeSvarUtlatande } from '../write-svar-utlatande.ts'
import { loadUtlatande, readUtlatandeText, valuesOf } from './utlatande-pages.tsx'

/** As long as a point may be where it is written. */
const POINT_MAX = 10_000

/** What a file said, looked through before it is saved. */
interface Review {
  parts: WordPart[]
  notes: WordNote[]
  losses: readonly string[]
  /** The version that the file was made from; null where the file does not say. */
  madeFrom: number | null
}

async function demandWritable(visit: Visit) {
  const loaded = await loadUtlatande(visit)
  const { situation } = await standingOf(visit.db, visit.actor, loaded.utlatande, visit.today)
  demandUtlatande(visit.actor, 'write', situation)
  return loaded
}

function crumbs(visit: Visit, utlatande: Utlatande) {
  const { t } = visit
  return [
    { href: '/remisser', label: t('remiss.list-title') },
    { href: `/utlatanden/${utlatande.id}`, label: t(`utlatande.label.${utlatande.label.toLowerCase()}`) },
    { href: `/utlatanden/${utlatande.id}/redigera`, label: t('utlatande.edit') },
    { label: t('word.title') },
  ]
}

/** GET /utlatanden/:id/word */
export async function wordPage(visit: Visit): Promise<Response> {
  return showUpload(visit, emptyForm)
}

async function showUpload(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const { utlatande } = await demandWritable(visit)
  const isBad = form.errors.some((error) => error.field === 'fil')
  return visit.html(
    t('word.title'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={crumbs(visit, utlatande)} />
      <h1>
        {t('word.title')} <span className="dnr">{utlatande.diarienummer}</span>
      </h1>
      <p>{t('word.lead')}</p>
      <ol>
        <li>
          <a href={`/utlatanden/${utlatande.id}/docx`}>{t('word.fetch', { nr: utlatande.nr })}</a>
        </li>
        <li>{t('word.edit')}</li>
        <li>{t('word.give-back')}</li>
      </ol>
      {utlatande.state !== 'utkast' && <Notice tone="warn">{t('utlatande.edit-attested')}</Notice>}
      <Form action={`/utlatanden/${utlatande.id}/word`} version={utlatande.version} form={form} upload>
        <div className={isBad ? 'field bad' : 'field'}>
          <label htmlFor="falt-fil">{t('word.file')}</label>
          <span className="hint" id="falt-fil-hint">
            {t('word.file-hint')}
          </span>
          <input
            type="file"
            id="falt-fil"
            name="fil"
            required
            aria-describedby="falt-fil-hint"
            accept=".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
          />
        </div>
        <button type="submit">{t('word.read')}</button>{' '}
        <a href={`/utlatanden/${utlatande.id}/redigera`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

function readUpload(bytes: Uint8Array, utlatande: Utlatande): LastDocx {
  let docx: LastDocx
  try {
    docx = readDocx(bytes)
  } catch {
    throw new Invalid([{ field: 'fil', key: 'word.unreadable' }])
  }
  const origin = docx.properties[ORIGIN_PROPERTY]
  if (origin !== undefined && origin !== utlatande.id) throw new Invalid([{ field: 'fil', key: 'word.other' }])
  if (docx.paragraphs.every((paragraph) => paragraph.runs.length === 0))
    throw new Invalid([{ field: 'fil', key: 'word.empty' }])
  return docx
}

/** POST /utlatanden/:id/word: nothing is saved; what the file says is shown beside what is saved now. */
export async function readWordAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (_, form) => {
      const { utlatande, view } = await demandWritable(visit)
      if (!form.file) throw new Invalid([{ field: 'fil', key: 'word.no-file' }])
      const docx = readUpload(form.file.bytes, utlatande)
      const versions = await listUtlatandeVersions(visit.db, utlatande.id)
      const base = versions.find(({ nr }) => nr === Number(docx.properties[VERSION_PROPERTY] ?? 0))
      const word = fromWord(docx, base?.text ?? utlatande.text)
      const strangers = strangersAmong(docx, view.synpunkter)
      for (const nr of strangers) word.points.delete(nr)
      return showReview(visit, emptyForm, {
        parts: compareWord(word, base?.text ?? utlatande.text, utlatande.text),
        notes: [
          ...word.notes,
          ...pointsGone(word, base?.text ?? utlatande.text, utlatande.text),
          ...strangers.map((nr) => ({ key: 'okand-synpunkt', value: String(nr) }) as const),
        ],
        losses: docx.losses,
        madeFrom: base?.nr ?? null,
      })
    },
    (state) => showUpload(visit, state),
  )
}

/** Points that had their number in the file, and since have been taken away and had it given to another. */
function strangersAmong(docx: LastDocx, synpunkter: readonly Synpunkt[]): number[] {
  return synpunkter.flatMap(({ ordinal, id }) => {
    const known = docx.properties[synpunktProperty(ordinal, 'synpunkt')]
    return known !== undefined && known !== id ? [ordinal] : []
  })
}

async function showReview(visit: Visit, form: FormState, review: Review): Promise<Response> {
  const { t } = visit
  const { utlatande } = await demandWritable(visit)
  const changed = review.parts.filter((part) => part.state !== 'lika')
  const page = `/utlatanden/${utlatande.id}/word`
  return visit.html(
    t('word.review'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={crumbs(visit, utlatande)} />
      <h1>
        {t('word.review')} <span className="dnr">{utlatande.diarienummer}</span>
      </h1>
      <MadeFrom review={review} nr={utlatande.nr} isAgain={form.errors.length > 0} />
      <Told review={review} />
      {changed.length === 0 ? (
        <>
          <Notice tone="info">{t('word.nothing-new')}</Notice>
          <p>
            <a className="btn alt" href={page}>
              {t('word.another')}
            </a>{' '}
            <a href={`/utlatanden/${utlatande.id}/redigera`}>{t('utlatande.edit')}</a>
          </p>
        </>
      ) : (
        <Form action={`${page}/spara`} version={utlatande.version} form={form}>
          {review.parts.filter(goesAlong).map((part) => (
            <input key={part.name} type="hidden" name={part.name} value={part.file} />
          ))}
          {changed.map((part) => (
            <ChangedPart key={part.name} part={part} form={form} />
          ))}
          <p>
            <button type="submit">{t('word.save')}</button> <a href={page}>{t('word.another')}</a>
          </p>
        </Form>
      )}
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** Goes along without a field of its own. What the file has left as it was is not sent: nothing is written in it. */
function goesAlong(part: WordPart): boolean {
  return part.state === 'filen'
}

function MadeFrom({ review, nr, isAgain }: { review: Review; nr: number; isAgain: boolean }) {
  const { t } = useView()
  if (isAgain) return null
  if (review.madeFrom === null) return <Notice tone="warn">{t('word.no-version')}</Notice>
  if (review.madeFrom < nr) return <Notice tone="warn">{t('word.older', { from: review.madeFrom, now: nr })}</Notice>
  return <p className="meta">{t('word.same-version', { nr })}</p>
}

/** What could not be taken along, before what could. */
function Told({ review }: { review: Review }) {
  const { t } = useView()
  const lines = [
    ...review.losses.map((loss) => t(`word.loss.${loss}`)),
    ...review.notes.map((note) => t(`word.note.${note.key}`, { value: note.value })),
  ]
  if (lines.length === 0) return null
  return (
    <section className="card" aria-labelledby="word-att-veta">
      <h2 id="word-att-veta">{t('word.to-know')}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function ChangedPart({ part, form }: { part: WordPart; form: FormState }) {
  const { t } = useView()
  const nr = /^synpunkt-(\d+)$/.exec(part.name)?.[1]
  const label = nr
    ? t('utlatande.point-nr', { nr })
    : part.heading || t(part.name === 'rubrik' ? 'utlatande.rubrik' : `utlatande.doc-${part.name}`)
  return (
    <section className="card" aria-label={label}>
      <h2>{label}</h2>
      {part.state === 'bada' && <Notice tone="warn">{t('word.both')}</Notice>}
      <p className="prewrap official" lang="sv">
        <WordDiff before={part.now} after={part.file} />
      </p>
      {part.state === 'bada' && (
        <TextArea
          form={{ ...form, values: { [part.name]: part.file, ...form.values } }}
          name={part.name}
          label={t('word.your-text')}
          rows={6}
          required={false}
        />
      )}
    </section>
  )
}

/** POST /utlatanden/:id/word/spara */
export async function saveWordAction(visit: Visit): Promise<Response> {
  const utlatandeId = idParam(visit)
  return answerForm(
    visit,
    async (_, form) => {
      const { utlatande, view } = await demandWritable(visit)
      // What was not sent stays as it is saved; should that be another version than was shown, nothing is saved at all.
      const fields = new FieldReader({ ...valuesOf(utlatande.text), ...form.values }, visit.t)
      const text = readUtlatandeText(fields, utlatande)
      const points = readPoints(fields, utlatande, view.synpunkter)
      fields.done()
      try {
        const path = await performForm(visit, form, async (context) => {
          await writeSvarUtlatande(context, { utlatandeId, text, points, expected: form.version })
          return `/utlatanden/${utlatandeId}`
        })
        return visit.redirect(path, { notice: 'utlatande-fran-word' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const again = { values: form.values, errors: [{ field: 'formular', key: 'word.conflict' }] }
        return showReview(visit, again, await postedReview(visit, form.values))
      }
    },
    async (state) => showReview(visit, state, await postedReview(visit, state.values)),
  )
}

/** The points that the form has, by number. One that is left empty keeps its words: a point is taken away where it is written. */
function readPoints(fields: FieldReader, utlatande: Utlatande, synpunkter: readonly Synpunkt[]): Map<number, string> {
  const points = new Map<number, string>()
  for (const { ordinal } of synpunkter) {
    if (!utlatande.text.points.some(({ nr }) => nr === ordinal)) continue
    const text = fields.text(`synpunkt-${ordinal}`, 'synpunkt.text', { max: POINT_MAX, isOptional: true })
    if (text !== '') points.set(ordinal, text)
  }
  return points
}

/** What was sent, beside what is saved now: every difference can be looked at and mended by hand. */
async function postedReview(visit: Visit, values: FormState['values']): Promise<Review> {
  const { utlatande } = await loadUtlatande(visit)
  const { text } = utlatande
  const now: [name: string, heading: string, text: string][] = [
    ['rubrik', '', text.title],
    ['forslag', '', text.forslag.join('\n')],
    ...text.sections.map((section): [string, string, string] => [
      `avsnitt-${section.key}`,
      section.heading,
      section.markdown,
    ]),
    ...text.points.map((point): [string, string, string] => [`synpunkt-${point.nr}`, '', point.text]),
    ['bilagor', '', text.bilagor.join('\n')],
  ]
  const parts = now.map(([name, heading, current]): WordPart => {
    const posted = values[name]
    const file = typeof posted === 'string' ? posted : current
    return { name, heading, before: current, file, now: current, state: file === current ? 'lika' : 'bada' }
  })
  return { parts, notes: [], losses: [], madeFrom: null }
}
