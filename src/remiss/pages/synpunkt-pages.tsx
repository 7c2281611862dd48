import { Conflict, Denied, NotFound } from '../../platform/errors/index.ts'
import {
  Choices,
  Crumbs,
  ErrorSummary,
  Form,
  type FormState,
  type FormValues,
  MergePage,
  Select,
  TextArea,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, type FieldReader, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { plainText } from '../../platform/text/index.ts'
import { avsnittOptions, PassageView, type ProgramText, passageOptions } from '../../trygghetsprogram/index.ts'
import { addSynpunkt } from '../add-synpunkt.ts'
import { editSynpunkt } from '../edit-synpunkt.ts'
import { SYNPUNKT_SOURCES, type SynpunktSource } from '../model/remissvar.ts'
import { SYNPUNKT_KINDS } from '../model/synpunkt.ts'
import { removeSynpunkt } from '../remove-synpunkt.ts'
import { findSvar } from '../svar-store.ts'
import type { Synpunkt } from '../synpunkt-store.ts'
import { judgeWriting } from '../write-access.ts'
import type { SynpunktInput } from '../write-synpunkt.ts'
import { loadSvar, type SvarView, svarCrumbs } from './svar-pages.tsx'

const ANCHOR_TYPES = ['passage', 'avsnitt', 'helheten', 'saknas'] as const

function demand(visit: Visit, view: SvarView): void {
  const verdict = judgeWriting(visit.actor, view.svar, view.instans, view.remiss)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
}

interface FieldsProps {
  form: FormState
  text: ProgramText
  /** Put before every name: the page that confirms a reading has many points in one form. */
  prefix?: string
  /** Asked whose opinion it is; a party outside has only its own. */
  hasSource?: boolean
}

/** What a point says and of what kind it is. */
export function SynpunktText({ form, prefix = '' }: FieldsProps) {
  const { t } = useView()
  return <TextArea form={form} name={`${prefix}text`} label={t('synpunkt.text')} rows={4} />
}

/** Its kind, whose opinion it is, and what it is about. */
export function SynpunktPlace({ form, text, prefix = '', hasSource = true }: FieldsProps) {
  const { t } = useView()
  return (
    <>
      <Choices
        form={form}
        name={`${prefix}slag`}
        label={t('synpunkt.kinds')}
        many
        isInline
        options={SYNPUNKT_KINDS.map((kind) => ({ value: kind, label: t(`synpunkt.kind.${kind}`) }))}
      />
      <Choices
        form={form}
        name={`${prefix}ankare`}
        label={t('synpunkt.anchor')}
        isInline
        options={ANCHOR_TYPES.map((type) => ({ value: type, label: t(`synpunkt.anchor.${type}`) }))}
      />
      <Select
        form={form}
        name={`${prefix}passage`}
        label={t('synpunkt.passage')}
        empty={t('synpunkt.choose-passage')}
        options={passageOptions(text, plainText)}
      />
      <TextArea
        form={form}
        name={`${prefix}citat`}
        label={t('synpunkt.quote')}
        hint={t('synpunkt.quote-hint')}
        required={false}
        rows={2}
      />
      <Select
        form={form}
        name={`${prefix}avsnitt`}
        label={t('synpunkt.avsnitt')}
        empty={t('synpunkt.choose-avsnitt')}
        options={avsnittOptions(text)}
      />
      <TextArea
        form={form}
        name={`${prefix}plats`}
        label={t('synpunkt.place')}
        hint={t('synpunkt.place-hint')}
        rows={2}
      />
      {hasSource && (
        <Select
          form={form}
          name={`${prefix}kalla`}
          label={t('synpunkt.source')}
          options={SYNPUNKT_SOURCES.map((source) => ({ value: source, label: t(`synpunkt.source.${source}`) }))}
        />
      )}
    </>
  )
}

/** Reads one point from a form; what is wrong is told field by field. */
export function readSynpunkt(fields: FieldReader, prefix = '', fixed?: SynpunktSource): SynpunktInput {
  const kinds = fields.choices(`${prefix}slag`, 'synpunkt.kinds', SYNPUNKT_KINDS)
  const text = fields.text(`${prefix}text`, 'synpunkt.text', { max: 10_000 })
  const source = fixed ?? fields.choice(`${prefix}kalla`, 'synpunkt.source', SYNPUNKT_SOURCES)
  const type = fields.choice(`${prefix}ankare`, 'synpunkt.anchor', ANCHOR_TYPES)
  return { kinds, text, source, ankare: readAnkare(fields, prefix, type) }
}

function readAnkare(fields: FieldReader, prefix: string, type: (typeof ANCHOR_TYPES)[number]): SynpunktInput['ankare'] {
  switch (type) {
    case 'passage':
      return {
        type,
        passageId: fields.id(`${prefix}passage`, 'synpunkt.passage') ?? '',
        quote: fields.text(`${prefix}citat`, 'synpunkt.quote', { max: 5000, isOptional: true }),
      }
    case 'avsnitt':
      return { type, avsnittId: fields.id(`${prefix}avsnitt`, 'synpunkt.avsnitt') ?? '' }
    case 'saknas':
      return {
        type,
        proposedPlace: fields.text(`${prefix}plats`, 'synpunkt.place', { max: 500 }),
        avsnittId: fields.id(`${prefix}avsnitt`, 'synpunkt.avsnitt', { isOptional: true }),
      }
    default:
      return { type: 'helheten' }
  }
}

function valuesOf(synpunkt: Synpunkt): FormValues {
  const { ankare } = synpunkt
  return {
    slag: synpunkt.kinds,
    text: synpunkt.text,
    kalla: synpunkt.source,
    ankare: ankare.type,
    passage: ankare.type === 'passage' ? ankare.passageId : '',
    citat: ankare.type === 'passage' ? (ankare.quote ?? '') : '',
    avsnitt: ankare.type === 'avsnitt' || ankare.type === 'saknas' ? (ankare.avsnittId ?? '') : '',
    plats: ankare.type === 'saknas' ? ankare.proposedPlace : '',
  }
}

/** The text that is answered, beside the form: mark in it to quote (script), or copy from it. */
function ProgramAside({ text, selected }: { text: ProgramText; selected: string }) {
  const { t } = useView()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reachable with the keyboard
    <aside tabIndex={0} className="card official programme-aside" aria-label={t('remiss.programme')} lang="sv">
      <p className="meta" data-mark-hint="">
        {t('synpunkt.mark-hint')}
      </p>
      {text.avsnitt.map((avsnitt) => (
        <section key={avsnitt.id} data-avsnitt={avsnitt.id}>
          <h2>
            {avsnitt.number} {avsnitt.title}
          </h2>
          {avsnitt.passages.map((passage) => (
            <PassageView key={passage.id} passage={passage} extras={{ isSelected: passage.id === selected }} />
          ))}
        </section>
      ))}
    </aside>
  )
}

async function showForm(visit: Visit, synpunkt: Synpunkt | null, form: FormState): Promise<Response> {
  const { t } = visit
  const view = await loadSvar(visit)
  demand(visit, view)
  const title = synpunkt ? t('synpunkt.edit-nr', { nr: synpunkt.ordinal }) : t('synpunkt.add')
  const base = `/remissvar/${view.svar.id}`
  const action = synpunkt ? `${base}/synpunkter/${synpunkt.id}` : `${base}/synpunkter/ny`
  const selected = form.values.passage
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={svarCrumbs(visit, view, title)} />
      <h1>{title}</h1>
      <div className="grid two synpunkt-form">
        <div>
          <Form
            action={action}
            version={synpunkt ? Number(form.values.version) || synpunkt.version : undefined}
            form={form}
            className="mark-target"
          >
            <SynpunktText form={form} text={view.text} />
            <SynpunktPlace form={form} text={view.text} />
            <button type="submit">{t('synpunkt.save')}</button> <a href={base}>{t('html.cancel')}</a>
          </Form>
          {synpunkt && (
            <Form action={`${action}/ta-bort`} version={synpunkt.version}>
              <button type="submit" className="btn danger">
                {t('synpunkt.remove')}
              </button>
            </Form>
          )}
        </div>
        <ProgramAside text={view.text} selected={typeof selected === 'string' ? selected : ''} />
      </div>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** GET /remissvar/:id/synpunkter/ny?passage=&avsnitt= */
export async function addSynpunktPage(visit: Visit): Promise<Response> {
  const passage = visit.url.searchParams.get('passage') ?? ''
  const avsnitt = visit.url.searchParams.get('avsnitt') ?? ''
  const citat = (visit.url.searchParams.get('citat') ?? '').slice(0, 2000)
  const ankare = passage ? 'passage' : avsnitt ? 'avsnitt' : 'passage'
  return showForm(visit, null, { values: { kalla: 'forvaltningen', ankare, passage, avsnitt, citat }, errors: [] })
}

/** POST /remissvar/:id/synpunkter/ny */
export async function addSynpunktAction(visit: Visit): Promise<Response> {
  const svarId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const input = readSynpunkt(fields)
      fields.done()
      const after = await afterPoint(visit, svarId)
      const path = await performForm(visit, form, async (context) => {
        await addSynpunkt(context, { svarId, ...input })
        return after
      })
      return visit.redirect(path, { notice: 'synpunkt-tillagd' })
    },
    (state) => showForm(visit, null, state),
  )
}

/** Where the writer was: in the tjänsteutlåtande, where the reply has one. */
async function afterPoint(visit: Visit, svarId: string): Promise<string> {
  const { svar } = await findSvar(visit.db, visit.actor, svarId)
  return svar.utlatandeId === null ? `/remissvar/${svarId}` : `/utlatanden/${svar.utlatandeId}/redigera`
}

async function loadSynpunkt(visit: Visit): Promise<Synpunkt> {
  const { synpunkter } = await loadSvar(visit)
  const found = synpunkter.find((synpunkt) => synpunkt.id === idParam(visit, 'synpunkt'))
  if (!found) throw new NotFound('synpunkt')
  return found
}

/** GET /remissvar/:id/synpunkter/:synpunkt */
export async function editSynpunktPage(visit: Visit): Promise<Response> {
  const synpunkt = await loadSynpunkt(visit)
  return showForm(visit, synpunkt, { values: valuesOf(synpunkt), errors: [] })
}

/** POST /remissvar/:id/synpunkter/:synpunkt */
export async function editSynpunktAction(visit: Visit): Promise<Response> {
  const svarId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const synpunkt = await loadSynpunkt(visit)
      const input = readSynpunkt(fields)
      fields.done()
      try {
        const after = await afterPoint(visit, svarId)
        const path = await performForm(visit, form, async (context) => {
          await editSynpunkt(context, { synpunktId: synpunkt.id, ...input, expected: form.version })
          return after
        })
        return visit.redirect(path, { notice: 'synpunkt-sparad' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return showMerge(visit, input, form.values)
      }
    },
    async (state) => showForm(visit, await loadSynpunkt(visit), state),
  )
}

async function showMerge(visit: Visit, mine: SynpunktInput, values: FormValues): Promise<Response> {
  const { t } = visit
  demand(visit, await loadSvar(visit))
  const now = await loadSynpunkt(visit)
  const theirs = valuesOf(now)
  const kept: Record<string, string | readonly string[]> = { slag: mine.kinds, kalla: mine.source }
  for (const name of ['ankare', 'passage', 'citat', 'avsnitt', 'plats']) kept[name] = values[name] ?? ''
  return visit.html(
    t('synpunkt.edit-nr', { nr: now.ordinal }),
    <MergePage
      action={`/remissvar/${now.svarId}/synpunkter/${now.id}`}
      title={t('synpunkt.edit-nr', { nr: now.ordinal })}
      currentVersion={now.version}
      fields={[
        { name: 'text', label: t('synpunkt.text'), mine: mine.text, theirs: String(theirs.text ?? ''), isLong: true },
      ]}
      kept={kept}
      cancelHref={`/remissvar/${now.svarId}`}
    />,
    { current: '/remisser', status: 409 },
  )
}

/** POST /remissvar/:id/synpunkter/:synpunkt/ta-bort */
export async function removeSynpunktAction(visit: Visit): Promise<Response> {
  const synpunkt = await loadSynpunkt(visit)
  const form = await visit.form()
  const after = await afterPoint(visit, synpunkt.svarId)
  const path = await performForm(visit, form, async (context) => {
    await removeSynpunkt(context, { synpunktId: synpunkt.id, expected: form.version })
    return after
  })
  return visit.redirect(path, { notice: 'synpunkt-borttagen' })
}
