import {
  demandUtlatande,
  findUtlatande,
  listUtlatandeVersions,
  standingOf,
  type Utlatande,
  type UtlatandeText,
} from '../../arenden/index.ts'
import { readMall } from '../../handlingar/index.ts'
import { Conflict } from '../../platform/errors/index.ts'
import {
  Crumbs,
  DraftNotice,
  ErrorSummary,
  Form,
  type FormState,
  MergePage,
  Notice,
  TextArea,
  TextField,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, type FieldReader, idParam, performForm, type Visit, withDraft } from '../../platform/http/index.ts'
import { PassageView, type ProgramText } from '../../trygghetsprogram/index.ts'
import { beginUtlatande } from '../begin-utlatande.ts'
import { svarIdOfUtlatande } from '../svar-store.ts'
import type { Synpunkt } from '../synpunkt-store.ts'
import { writeSvarUtlatande } from '../write-svar-utlatande.ts'
import { AnkareLabel, useKinds } from './labels.tsx'
import { loadSvar, type SvarView } from './svar-pages.tsx'

const LONG = 60_000

/** POST /remissvar/:id/utlatande */
export async function beginUtlatandeAction(visit: Visit): Promise<Response> {
  const svarId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    const id = await beginUtlatande(context, { svarId, expected: form.version })
    return `/utlatanden/${id}/redigera`
  })
  return visit.redirect(path, { notice: 'utlatande-borjat' })
}

/** The utlåtande of the address, with the reply that it is written for. */
export async function loadUtlatande(visit: Visit): Promise<{ utlatande: Utlatande; view: SvarView }> {
  const utlatande = await findUtlatande(visit.db, visit.actor, idParam(visit))
  return { utlatande, view: await loadSvar(visit, await svarIdOfUtlatande(visit.db, utlatande.id)) }
}

export function valuesOf(text: UtlatandeText): Record<string, string> {
  return {
    rubrik: text.title,
    forslag: text.forslag.join('\n'),
    bilagor: text.bilagor.join('\n'),
    ...Object.fromEntries(text.sections.map((section) => [`avsnitt-${section.key}`, section.markdown])),
  }
}

/** GET /utlatanden/:id/redigera */
export async function editUtlatandePage(visit: Visit): Promise<Response> {
  const { utlatande } = await loadUtlatande(visit)
  return showEditor(visit, { values: valuesOf(utlatande.text), errors: [] })
}

async function showEditor(visit: Visit, given: FormState): Promise<Response> {
  const { t } = visit
  const { utlatande, view } = await loadUtlatande(visit)
  const { situation } = await standingOf(visit.db, visit.actor, utlatande, visit.today)
  demandUtlatande(visit.actor, 'write', situation)
  const page = `/utlatanden/${utlatande.id}/redigera`
  const { form, draft } = given.errors.length > 0 ? { form: given, draft: null } : await withDraft(visit, page, given)
  const mall = await readMall(visit.db)
  const hintOf = (key: string): string => mall.sections.find((section) => section.key === key)?.hint ?? ''
  const gaps = await visit.links.gate(visit.db, { kind: 'remissvar', id: view.svar.id }, visit.today, visit.actor)
  return visit.html(
    `${t('utlatande.edit')}: ${utlatande.text.title}`,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/remisser', label: t('remiss.list-title') },
          { href: `/remissvar/${view.svar.id}`, label: t('svar.reply') },
          { href: `/utlatanden/${utlatande.id}`, label: t(`utlatande.label.${utlatande.label.toLowerCase()}`) },
          { label: t('utlatande.edit') },
        ]}
      />
      <h1>
        {t('utlatande.edit')} <span className="dnr">{utlatande.diarienummer}</span>
      </h1>
      <DraftNotice draft={draft} form={page} page={page} />
      <p>
        <a href={`/utlatanden/${utlatande.id}/word`}>{t('word.link')}</a>
      </p>
      {utlatande.state !== 'utkast' && <Notice tone="warn">{t('utlatande.edit-attested')}</Notice>}
      <div className="grid two synpunkt-form utlatande-editor">
        <Form action={page} version={Number(form.values.version) || utlatande.version} form={form} isAutosaved>
          <input type="hidden" name="textversion" value={Number(form.values.textversion) || utlatande.nr} />
          <TextField form={form} name="rubrik" label={t('utlatande.rubrik')} />
          <TextArea
            form={form}
            name="forslag"
            label={t('utlatande.doc-forslag')}
            hint={t('utlatande.forslag-hint')}
            rows={4}
          />
          {utlatande.text.sections.map((section) => (
            <div key={section.key}>
              <TextArea
                form={form}
                name={`avsnitt-${section.key}`}
                label={section.heading}
                hint={hintOf(section.key)}
                rows={section.hasPoints ? 12 : 8}
                required={false}
              />
              {section.hasPoints && <PointsOfSection view={view} />}
            </div>
          ))}
          <TextArea
            form={form}
            name="bilagor"
            label={t('utlatande.doc-bilagor')}
            hint={t('utlatande.bilagor-hint')}
            rows={2}
            required={false}
          />
          <p>
            <button type="submit">{t('utlatande.save-on')}</button>{' '}
            <button type="submit" name="sedan" value="granska" className="btn alt">
              {t('utlatande.save-review')}
            </button>{' '}
            <span className="meta" role="status" data-autosave-state="" data-failed={t('utkast.failed')} />
          </p>
        </Form>
        <Aside view={view} gaps={gaps.map((gap) => ({ href: gap.href, text: t(gap.key, gap.values) }))} />
      </div>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** The points as they stand in the reply, with the way to change each; they are no text of the field above. */
function PointsOfSection({ view }: { view: SvarView }) {
  const { t } = useView()
  const { svar, synpunkter } = view
  return (
    <section className="card" aria-label={t('utlatande.points')}>
      <h2>{t('utlatande.points')}</h2>
      {synpunkter.length === 0 && <p className="meta">{t('utlatande.no-points')}</p>}
      {synpunkter.map((synpunkt) => (
        <PointLine key={synpunkt.id} synpunkt={synpunkt} view={view} />
      ))}
      <p>
        <a className="btn alt" href={`/remissvar/${svar.id}/synpunkter/ny`}>
          {t('synpunkt.add')}
        </a>
      </p>
    </section>
  )
}

function PointLine({ synpunkt, view }: { synpunkt: Synpunkt; view: SvarView }) {
  const { t } = useView()
  const kinds = useKinds()
  return (
    <div className="point">
      <p>
        <strong>
          {synpunkt.ordinal} {kinds(synpunkt)}
        </strong>{' '}
        <span className="meta">
          <AnkareLabel ankare={synpunkt.ankare} text={view.text} versionId={view.remiss.programVersionId} />
        </span>
      </p>
      <p lang="sv">{synpunkt.text}</p>
      <p>
        <a
          href={`/remissvar/${view.svar.id}/synpunkter/${synpunkt.id}`}
          aria-label={t('synpunkt.edit-nr', { nr: synpunkt.ordinal })}
        >
          {t('synpunkt.edit')}
        </a>
      </p>
    </div>
  )
}

/** What is answered: the gaps first, then the programme to mark points in. */
function Aside({ view, gaps }: { view: SvarView; gaps: { href: string; text: string }[] }) {
  const { t } = useView()
  const { text, svar } = view
  return (
    <div className="programme-aside-wrap">
      {gaps.length > 0 && (
        <section className="card">
          <h2>{t('html.gaps')}</h2>
          <ul className="glapp">
            {gaps.map((gap) => (
              <li key={gap.href}>
                <a href={gap.href}>{gap.text}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ProgramBeside text={text} newPoint={`/remissvar/${svar.id}/synpunkter/ny`} />
    </div>
  )
}

function ProgramBeside({ text, newPoint }: { text: ProgramText; newPoint: string }) {
  const { t } = useView()
  return (
    <aside
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reachable with the keyboard
      tabIndex={0}
      className="card official programme-aside"
      aria-label={t('remiss.programme')}
      lang="sv"
      data-new-point={newPoint}
    >
      <p className="meta" data-mark-hint="">
        {t('utlatande.mark-hint')}
      </p>
      {text.avsnitt.map((avsnitt) => (
        <section key={avsnitt.id} data-avsnitt={avsnitt.id}>
          <h2>
            {avsnitt.number} {avsnitt.title}
          </h2>
          {avsnitt.passages.map((passage) => (
            <PassageView
              key={passage.id}
              passage={passage}
              extras={{
                note: (
                  <a href={`${newPoint}?passage=${passage.id}`}>
                    {t('synpunkt.add')}
                    <span className="visually-hidden"> {t('synpunkt.on-passage', { number: passage.number })}</span>
                  </a>
                ),
              }}
            />
          ))}
        </section>
      ))}
    </aside>
  )
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d+[.)]\s+|[-•]\s+)?/, '').trim())
    .filter((line) => line !== '')

/** The text as a form has it, whichever form: the editor's, or the one that a file from Word is looked through in. */
export function readUtlatandeText(fields: FieldReader, utlatande: Utlatande): Omit<UtlatandeText, 'points'> {
  return {
    title: fields.text('rubrik', 'utlatande.rubrik', { max: 300 }),
    forslag: lines(fields.text('forslag', 'utlatande.doc-forslag', { max: 4000, isOptional: true })),
    sections: utlatande.text.sections.map((section) => ({
      ...section,
      markdown: fields.text(`avsnitt-${section.key}`, 'utlatande.section', { max: LONG, isOptional: true }),
    })),
    bilagor: lines(fields.text('bilagor', 'utlatande.doc-bilagor', { max: 4000, isOptional: true })),
  }
}

/** POST /utlatanden/:id/redigera */
export async function editUtlatandeAction(visit: Visit): Promise<Response> {
  const utlatandeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const { utlatande } = await loadUtlatande(visit)
      const text = readUtlatandeText(fields, utlatande)
      fields.done()
      const isDone = form.values.sedan === 'granska'
      const save = async (expected: number): Promise<Response> => {
        const path = await performForm(visit, form, async (context) => {
          await writeSvarUtlatande(context, { utlatandeId, text, expected })
          return isDone ? `/utlatanden/${utlatandeId}` : `/utlatanden/${utlatandeId}/redigera`
        })
        return visit.redirect(path, { notice: 'utlatande-sparat' })
      }
      try {
        return await save(form.version)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const now = await onlyPointsSince(visit, utlatandeId, Number(form.values.textversion))
        if (now === null) return showMerge(visit, { ...text, points: [] })
        return await save(now)
      }
    },
    (state) => showEditor(visit, state),
  )
}

/**
 * The version to save on when all that has happened since the form was opened is that points were added, changed or attested: the
 * writer marks a passage in the middle of a sentence, and there are no two texts to merge. Null when somebody has written.
 */
async function onlyPointsSince(visit: Visit, utlatandeId: string, nr: number): Promise<number | null> {
  const now = await findUtlatande(visit.db, visit.actor, utlatandeId)
  const base = (await listUtlatandeVersions(visit.db, utlatandeId)).find((version) => version.nr === nr)
  if (!base) return null
  const [before, after] = [valuesOf(base.text), valuesOf(now.text)]
  return Object.keys(after).every((name) => before[name] === after[name]) ? now.version : null
}

async function showMerge(visit: Visit, mine: UtlatandeText): Promise<Response> {
  const { t } = visit
  const { utlatande } = await loadUtlatande(visit)
  const [own, theirs] = [valuesOf(mine), valuesOf(utlatande.text)]
  const headings = new Map(utlatande.text.sections.map((section) => [`avsnitt-${section.key}`, section.heading]))
  const label = (name: string): string =>
    headings.get(name) ?? t(name === 'rubrik' ? 'utlatande.rubrik' : `utlatande.doc-${name}`)
  return visit.html(
    t('utlatande.edit'),
    <MergePage
      action={`/utlatanden/${utlatande.id}/redigera`}
      title={t('utlatande.edit')}
      currentVersion={utlatande.version}
      fields={Object.keys(own).map((name) => ({
        name,
        label: label(name),
        mine: own[name] ?? '',
        theirs: theirs[name] ?? '',
        isLong: name.startsWith('avsnitt-'),
      }))}
      kept={{}}
      cancelHref={`/utlatanden/${utlatande.id}`}
    />,
    { current: '/remisser', status: 409 },
  )
}
