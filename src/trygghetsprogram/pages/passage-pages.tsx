import { itemRail } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Conflict, Denied } from '../../platform/errors/index.ts'
import {
  type ActChoice,
  ActList,
  Choices,
  Crumbs,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  MergePage,
  RailAside,
  TextArea,
  useView,
  WordDiff,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { plainText, toMarkdown } from '../../platform/text/index.ts'
import { addPassage } from '../add-passage.ts'
import { editPassage } from '../edit-passage.ts'

import { PASSAGE_KINDS } from '../model/passage.ts'
import { programSteps } from '../model/steps.ts'
import { removePassage } from '../remove-passage.ts'
import {
  findPassage,
  findVersion,
  hasDraft,
  type ProgramVersion,
  passageThroughVersions,
  programSituation,
  type StoredPassage,
} from '../store.ts'
import { PassageView } from './program-article.tsx'
import { ProgramState } from './program-pages.tsx'

const MAX_MARKDOWN = 20_000

async function load(visit: Visit): Promise<{ version: ProgramVersion; passage: StoredPassage; path: string }> {
  const version = await findVersion(visit.db, visit.actor, idParam(visit))
  const passage = await findPassage(visit.db, version.id, idParam(visit, 'passage'))
  return { version, passage, path: `/programmet/versioner/${version.id}/passager/${passage.id}` }
}

function crumbs(visit: Visit, version: ProgramVersion, last: string) {
  return [
    { href: '/programmet', label: visit.t('program.title') },
    {
      href: `/programmet/versioner/${version.id}`,
      label: `${version.title}, ${visit.t('program.version', { nr: version.nr })}`,
    },
    { label: last },
  ]
}

/** GET /programmet/versioner/:id/passager/:passage */
export async function passagePage(visit: Visit): Promise<Response> {
  const { t } = visit
  const { version, passage, path } = await load(visit)
  const situation = programSituation(version, await hasDraft(visit.db, version.programId))
  const choice = (
    act: 'edit-passage' | 'add-passage' | 'remove-passage',
    suffix: string,
    method: 'get' | 'post',
  ): ActChoice => {
    const verdict = judge(programSteps, act, visit.actor, situation)
    return {
      label: t(`program.${act}`),
      href: `${path}/${suffix}`,
      method,
      version: method === 'post' ? passage.version : undefined,
      ...(!verdict.allowed && { refusal: verdict.refusal }),
    }
  }
  const acts = [
    choice('edit-passage', 'redigera', 'get'),
    choice('add-passage', 'ny', 'get'),
    choice('remove-passage', 'ta-bort', 'get'),
  ]
  const through = await passageThroughVersions(visit.db, visit.actor, passage.id)
  const { rail, history } = await itemRail(visit, { kind: 'passage', id: passage.id, version: version.nr })
  const title = t('program.passage-title', { number: passage.number })
  return visit.html(
    `${title}, ${version.title}`,
    <>
      <Crumbs crumbs={crumbs(visit, version, title)} />
      <h1>{title}</h1>
      <p className="statusline">
        <ProgramState version={version} />
      </p>
      {visit.actor.id && <ActList acts={acts} />}
      <div className="item">
        <div>
          <article className="official" lang="sv">
            <PassageView passage={passage} extras={{}} />
          </article>
          <h2>{t('program.through-versions')}</h2>
          {through.map((step, index) => {
            const before = through[index - 1]
            return (
              <section key={step.version.id} className="card">
                <h3>
                  <a href={`/programmet/versioner/${step.version.id}/passager/${passage.id}`}>
                    {step.version.title}, {t('program.version', { nr: step.version.nr })}: {step.passage.number}
                  </a>
                </h3>
                <p className="official" lang="sv">
                  <WordDiff
                    before={before ? plainText(before.passage.blocks) : plainText(step.passage.blocks)}
                    after={plainText(step.passage.blocks)}
                  />
                </p>
              </section>
            )
          })}
        </div>
        <RailAside rail={rail} history={visit.actor.id ? history : []} />
      </div>
    </>,
    { current: '/programmet' },
  )
}

/** The same question as the act asks, so that a form that cannot be sent is never shown. */
async function demandPage(
  visit: Visit,
  version: ProgramVersion,
  act: 'edit-passage' | 'add-passage' | 'remove-passage',
): Promise<void> {
  const verdict = judge(
    programSteps,
    act,
    visit.actor,
    programSituation(version, await hasDraft(visit.db, version.programId)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
}

async function showForm(visit: Visit, mode: 'edit' | 'add', state: FormState): Promise<Response> {
  const { t } = visit
  const { version, passage, path } = await load(visit)
  await demandPage(visit, version, mode === 'edit' ? 'edit-passage' : 'add-passage')
  const title = t(mode === 'edit' ? 'program.edit-title' : 'program.add-title', { number: passage.number })
  const shown = Number(state.values.version)
  return visit.html(
    title,
    <>
      <ErrorSummary errors={state.errors} />
      <Crumbs crumbs={crumbs(visit, version, title)} />
      <h1>{title}</h1>
      <PassageForm
        state={state}
        action={`${path}/${mode === 'edit' ? 'redigera' : 'ny'}`}
        // A form shown again keeps the version that its writer first saw.
        version={mode === 'edit' ? shown || passage.version : undefined}
        cancel={path}
      />
    </>,
    { current: '/programmet', status: state.errors.length > 0 ? 400 : 200 },
  )
}

function PassageForm({
  state,
  action,
  version,
  cancel,
}: {
  state: FormState
  action: string
  version?: number
  cancel: string
}) {
  const { t } = useView()
  return (
    <Form action={action} version={version} form={state}>
      <Choices
        form={state}
        name="slag"
        label={t('program.kind')}
        options={PASSAGE_KINDS.map((kind) => ({ value: kind, label: t(`program.kind-choice.${kind}`) }))}
      />
      <TextArea form={state} name="text" label={t('program.text')} hint={t('program.markdown-hint')} rows={10} />
      <button type="submit">{t('program.save')}</button> <a href={cancel}>{t('html.cancel')}</a>
    </Form>
  )
}

/** GET …/redigera */
export async function editPassagePage(visit: Visit): Promise<Response> {
  const { passage } = await load(visit)
  return showForm(visit, 'edit', { values: { slag: passage.kind, text: toMarkdown(passage.blocks) }, errors: [] })
}

/** POST …/redigera */
export async function editPassageAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const { version, passage, path } = await load(visit)
      const input = {
        versionId: version.id,
        passageId: passage.id,
        kind: fields.choice('slag', 'program.kind', PASSAGE_KINDS),
        markdown: fields.text('text', 'program.text', { max: MAX_MARKDOWN }),
        expected: form.version,
      }
      fields.done()
      try {
        const next = await performForm(visit, form, async (context) => {
          await editPassage(context, input)
          return path
        })
        return visit.redirect(next, { notice: 'passage-sparad' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const now = await findPassage(visit.db, version.id, passage.id)
        const title = visit.t('program.edit-title', { number: now.number })
        return visit.html(
          title,
          <MergePage
            action={`${path}/redigera`}
            title={title}
            currentVersion={now.version}
            fields={[
              {
                name: 'text',
                label: visit.t('program.text'),
                mine: input.markdown,
                theirs: toMarkdown(now.blocks),
                isLong: true,
              },
            ]}
            kept={{ slag: input.kind }}
            cancelHref={path}
          />,
          { current: '/programmet', status: 409 },
        )
      }
    },
    (state) => showForm(visit, 'edit', state),
  )
}

/** GET …/ny: a passage after this one */
export async function addPassagePage(visit: Visit): Promise<Response> {
  return showForm(visit, 'add', { ...emptyForm, values: { slag: 'text' } })
}

/** POST …/ny */
export async function addPassageAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const { version, passage } = await load(visit)
      const input = {
        versionId: version.id,
        afterPassageId: passage.id,
        kind: fields.choice('slag', 'program.kind', PASSAGE_KINDS),
        markdown: fields.text('text', 'program.text', { max: MAX_MARKDOWN }),
      }
      fields.done()
      const next = await performForm(
        visit,
        form,
        async (context) => `/programmet/versioner/${version.id}/passager/${await addPassage(context, input)}`,
      )
      return visit.redirect(next, { notice: 'passage-tillagd' })
    },
    (state) => showForm(visit, 'add', state),
  )
}

/** GET …/ta-bort: asks before it is done */
export async function removePassagePage(visit: Visit): Promise<Response> {
  const { t } = visit
  const { version, passage, path } = await load(visit)
  await demandPage(visit, version, 'remove-passage')
  const title = t('program.remove-title', { number: passage.number })
  return visit.html(
    title,
    <>
      <Crumbs crumbs={crumbs(visit, version, title)} />
      <h1>{title}</h1>
      <p>{t('program.remove-explain')}</p>
      <article className="official" lang="sv">
        <PassageView passage={passage} extras={{}} />
      </article>
      <Form action={`${path}/ta-bort`} version={passage.version}>
        <button type="submit" className="btn danger">
          {t('program.remove-passage')}
        </button>{' '}
        <a href={path}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/programmet' },
  )
}

/** POST …/ta-bort */
export async function removePassageAction(visit: Visit): Promise<Response> {
  const version = await findVersion(visit.db, visit.actor, idParam(visit))
  const passageId = idParam(visit, 'passage')
  const form = await visit.form()
  const next = await performForm(visit, form, async (context) => {
    await removePassage(context, { versionId: version.id, passageId, expected: form.version })
    return `/programmet/versioner/${version.id}`
  })
  return visit.redirect(next, { notice: 'passage-borttagen' })
}
