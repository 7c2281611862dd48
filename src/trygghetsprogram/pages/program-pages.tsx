import { findAktor, itemRail } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { NotFound } from '../../platform/errors/index.ts'
import {
  type ActChoice,
  ActList,
  Crumbs,
  Day,
  Empty,
  RailAside,
  State,
  type Tone,
  useView,
  WordDiff,
} from '../../platform/html/index.ts'
import { idParam, performForm, type Visit } from '../../platform/http/index.ts'
import type { ProgramText } from '../model/passage.ts'
import { type ProgramStatus, programSteps } from '../model/steps.ts'
import { type AvsnittDiff, diffVersions } from '../model/version-diff.ts'
import { newVersion } from '../new-version.ts'
import {
  findVersion,
  hasDraft,
  listVersions,
  type ProgramVersion,
  programSituation,
  readText,
  versionInForce,
} from '../store.ts'
import { mayCreateProgram } from './create-pages.tsx'
import { ProgramArticle } from './program-article.tsx'

const TONE: Record<ProgramStatus, Tone> = { utkast: 'mute', remitterad: 'warn', gallande: 'ok', ersatt: 'mute' }

export function ProgramState({ version }: { version: ProgramVersion }) {
  const { t } = useView()
  return (
    <State tone={TONE[version.status]}>
      {t(`program.state.${version.status}`)}, {t('program.version', { nr: version.nr })}, <Day day={version.statusOn} />
    </State>
  )
}

/** GET /programmet: the programme in force, read as a text, and the way to the other versions. */
export async function programPage(visit: Visit): Promise<Response> {
  const version = await versionInForce(visit.db)
  if (version) return showVersion(visit, version)
  const versions = await listVersions(visit.db, visit.actor)
  const first = versions[0]
  if (first) return showVersion(visit, first)
  return visit.html(
    visit.t('program.title'),
    <>
      <h1>{visit.t('program.title')}</h1>
      <Empty title={visit.t('program.none')} />
      <CreateLink />
    </>,
    { current: '/programmet' },
  )
}

/** GET /programmet/versioner/:id */
export async function versionPage(visit: Visit): Promise<Response> {
  return showVersion(visit, await findVersion(visit.db, visit.actor, idParam(visit)))
}

async function showVersion(visit: Visit, version: ProgramVersion): Promise<Response> {
  const { t } = visit
  const text = await readText(visit.db, version.id)
  const versions = await listVersions(visit.db, visit.actor)
  const owner = await findAktor(visit.db, version.ownerAktorId)
  const isDraftOpen = await hasDraft(visit.db, version.programId)
  const earlier = versions.filter((other) => other.id !== version.id)
  const acts: ActChoice[] = []
  const verdict = judge(programSteps, 'new-version', visit.actor, programSituation(version, isDraftOpen))
  acts.push({
    label: t('program.new-version'),
    href: `/programmet/versioner/${version.id}/ny-version`,
    method: 'post',
    ...(!verdict.allowed && { refusal: verdict.refusal }),
  })
  const mayEdit = judge(programSteps, 'edit-passage', visit.actor, programSituation(version, isDraftOpen)).allowed
  const { rail, history } = await itemRail(
    visit,
    { kind: 'program_version', id: version.id },
    text.avsnitt.flatMap((avsnitt) => avsnitt.passages.map((passage) => ({ kind: 'passage', id: passage.id }))),
  )
  return visit.html(
    version.title,
    <>
      <Crumbs
        crumbs={[
          { href: '/programmet', label: t('program.title') },
          { label: `${version.title}, ${t('program.version', { nr: version.nr })}` },
        ]}
      />
      <h1>{version.title}</h1>
      <p className="statusline">
        <ProgramState version={version} />{' '}
        <span className="meta">{t('program.owner', { name: owner?.name ?? '' })}</span>
      </p>
      {visit.actor.id && <ActList acts={acts} />}
      <VersionLinks version={version} others={earlier} />
      <CreateLink />
      <div className="item">
        <ProgramArticle text={text} versionId={version.id} mayEdit={mayEdit} />
        <RailAside rail={rail} history={visit.actor.id ? history : []} />
      </div>
    </>,
    { current: '/programmet' },
  )
}

/** A way to enter another programme, for those who may. */
function CreateLink() {
  const { t, actor } = useView()
  if (!mayCreateProgram(actor)) return null
  return (
    <p>
      <a href="/programmet/nytt">{t('program.create')}</a>
    </p>
  )
}

function VersionLinks({ version, others }: { version: ProgramVersion; others: ProgramVersion[] }) {
  const { t } = useView()
  if (others.length === 0) return null
  return (
    <details>
      <summary>{t('program.other-versions', { n: others.length })}</summary>
      <ul>
        {others.map((other) => (
          <li key={other.id}>
            <a href={`/programmet/versioner/${other.id}`}>
              {other.title}, {t('program.version', { nr: other.nr })}
            </a>{' '}
            <span className="meta">{t(`program.state.${other.status}`)}</span> ·{' '}
            <a
              href={`/programmet/jamfor?fran=${other.nr < version.nr ? other.id : version.id}&till=${other.nr < version.nr ? version.id : other.id}`}
            >
              {t('program.compare-with', { nr: other.nr })}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** POST /programmet/versioner/:id/ny-version */
export async function newVersionAction(visit: Visit): Promise<Response> {
  const fromVersionId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(
    visit,
    form,
    async (context) => `/programmet/versioner/${await newVersion(context, { fromVersionId })}`,
  )
  return visit.redirect(path, { notice: 'ny-version' })
}

/** GET /programmet/jamfor?fran=&till= */
export async function comparePage(visit: Visit): Promise<Response> {
  const { t } = visit
  const wanted = async (name: string): Promise<ProgramVersion> => {
    const versions = await listVersions(visit.db, visit.actor)
    const found = versions.find((version) => version.id === visit.url.searchParams.get(name))
    if (!found) throw new NotFound('program_version')
    return found
  }
  const from = await wanted('fran')
  const to = await wanted('till')
  const rows = diffVersions(await readText(visit.db, from.id), await readText(visit.db, to.id))
  const onlyChanges = visit.url.searchParams.get('visa') !== 'allt'
  const title = t('program.compare-title', { from: from.nr, to: to.nr })
  const other = new URLSearchParams({ fran: from.id, till: to.id, ...(onlyChanges && { visa: 'allt' }) })
  return visit.html(
    title,
    <>
      <Crumbs
        crumbs={[
          { href: '/programmet', label: t('program.title') },
          { href: `/programmet/versioner/${to.id}`, label: `${to.title}, ${t('program.version', { nr: to.nr })}` },
          { label: title },
        ]}
      />
      <h1>{title}</h1>
      <p>
        {from.title} <ProgramState version={from} /> → {to.title} <ProgramState version={to} />
      </p>
      <DiffSummary rows={rows} />
      <p>
        <a href={`/programmet/jamfor?${other}`}>{t(onlyChanges ? 'program.show-all' : 'program.show-changes')}</a>
      </p>
      <Diff rows={rows} onlyChanges={onlyChanges} />
    </>,
    { current: '/programmet' },
  )
}

function DiffSummary({ rows }: { rows: AvsnittDiff[] }) {
  const { t } = useView()
  const all = rows.flatMap((row) => row.passages)
  const count = (change: string): number => all.filter((passage) => passage.change === change).length
  return (
    <p>
      {t('program.diff-summary', {
        changed: count('changed'),
        added: count('added'),
        removed: count('removed'),
        moved: count('moved'),
        same: count('same'),
      })}
    </p>
  )
}

function Diff({ rows, onlyChanges }: { rows: AvsnittDiff[]; onlyChanges: boolean }) {
  const { t } = useView()
  return (
    <article className="official">
      {rows.map((row) => {
        const shown = row.passages.filter((passage) => !onlyChanges || passage.change !== 'same')
        if (shown.length === 0) return null
        return (
          <section key={row.id}>
            <h2>
              {row.number}{' '}
              {row.titleBefore !== null && row.titleBefore !== row.title ? (
                <WordDiff before={row.titleBefore} after={row.title} />
              ) : (
                row.title
              )}
            </h2>
            {shown.map((passage) => (
              <div className="passage" key={passage.id}>
                <span className="id">{passage.after?.number ?? passage.before?.number}</span>
                <div>
                  <p className="meta">
                    {t(`program.change.${passage.change}`, {
                      before: passage.before?.number ?? '',
                      after: passage.after?.number ?? '',
                    })}
                    {passage.before && passage.after && passage.before.kind !== passage.after.kind && (
                      <>
                        {' · '}
                        {t('program.change-kind', {
                          before: t(`program.kind.${passage.before.kind}`).toLowerCase(),
                          after: t(`program.kind.${passage.after.kind}`).toLowerCase(),
                        })}
                      </>
                    )}
                  </p>
                  <p>
                    <WordDiff before={passage.before?.text ?? ''} after={passage.after?.text ?? ''} />
                  </p>
                </div>
              </div>
            ))}
          </section>
        )
      })}
    </article>
  )
}

/** Options for choosing a chapter in a form. */
export function avsnittOptions(text: ProgramText): { value: string; label: string }[] {
  return text.avsnitt.map((avsnitt) => ({ value: avsnitt.id, label: `${avsnitt.number} ${avsnitt.title}` }))
}

/** Options for choosing a passage in a form: number and the beginning of its text. */
export function passageOptions(
  text: ProgramText,
  plain: (blocks: ProgramText['avsnitt'][number]['passages'][number]['blocks']) => string,
): { value: string; label: string }[] {
  return text.avsnitt.flatMap((avsnitt) =>
    avsnitt.passages.map((passage) => {
      const line = plain(passage.blocks).replaceAll('\n', ' ')
      return { value: passage.id, label: `${passage.number} ${line.length > 70 ? `${line.slice(0, 70)}…` : line}` }
    }),
  )
}
