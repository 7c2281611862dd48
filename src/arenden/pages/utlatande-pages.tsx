import { itemRail } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { NotFound } from '../../platform/errors/index.ts'
import {
  type ActChoice,
  ActList,
  Choices,
  Crumbs,
  Day,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  Moment,
  Notice,
  RailAside,
  TextArea,
  useView,
  WordDiff,
} from '../../platform/html/index.ts'
import { idParam, type Visit } from '../../platform/http/index.ts'
import { isGivenBack } from '../model/attest.ts'
import { diffUtlatanden, type UtlatandeDiff } from '../model/utlatande.ts'
import { utlatandeSteps } from '../model/utlatande-steps.ts'
import { findArende } from '../store.ts'
import { standingOf, type UtlatandeStanding } from '../utlatande-access.ts'
import {
  findUtlatande,
  listUtlatandeVersions,
  seesPreparation,
  type Utlatande,
  type UtlatandeVersion,
} from '../utlatande-store.ts'
import { UtlatandeBody } from './utlatande-body.tsx'
import { AttestTable, Returned, SamradList, UtlatandeStateLabel, utlatandeCrumbs } from './utlatande-parts.tsx'

/** `Remiss från kommunstyrelsen, KS 2026/112`: the line under the title, from the ärende. */
export async function remissLineOf(visit: Visit, utlatande: Utlatande): Promise<string | null> {
  const arende = await findArende(visit.db, visit.actor, utlatande.arendeId)
  if (arende.counterpart === '') return null
  const dnr = arende.counterpartDiarienummer
  const from = arende.counterpart.charAt(0).toLowerCase() + arende.counterpart.slice(1)
  return `Remiss från ${from}${dnr ? `, ${dnr}` : ''}`
}

function actsOf(visit: Visit, utlatande: Utlatande, standing: UtlatandeStanding): ActChoice[] {
  const { t, actor } = visit
  const base = `/utlatanden/${utlatande.id}`
  const choice = (act: keyof typeof utlatandeSteps.acts & string, href: string, label: string = act): ActChoice => {
    const verdict = judge(utlatandeSteps, act, actor, standing.situation)
    return {
      label: t(`utlatande.do.${label}`),
      href,
      method: 'get',
      ...(!verdict.allowed && { refusal: verdict.refusal }),
    }
  }
  return [
    choice('attest', '#attestera'),
    choice('return', '#atersand'),
    choice('answer-samrad', '#samrad'),
    choice('send-to-attest', `${base}/attest`, utlatande.state === 'attest' ? 'change-order' : 'send-to-attest'),
    choice('write', `${base}/redigera`),
    choice('ask-samrad', `${base}/samrad`),
  ]
}

/** The versions that the reader may compare: whoever only reads what has been attested sees the newest and no draft before it. */
async function versionsFor(visit: Visit, utlatande: Utlatande): Promise<UtlatandeVersion[]> {
  const versions = await listUtlatandeVersions(visit.db, utlatande.id)
  return seesPreparation(visit.actor, utlatande) ? versions : versions.filter((version) => version.nr === utlatande.nr)
}

/** GET /utlatanden/:id */
export async function utlatandePage(visit: Visit): Promise<Response> {
  return showUtlatande(visit, emptyForm)
}

export async function showUtlatande(visit: Visit, form: FormState): Promise<Response> {
  const { t, actor } = visit
  const utlatande = await findUtlatande(visit.db, actor, idParam(visit))
  const standing = await standingOf(visit.db, actor, utlatande, visit.today)
  const versions = await versionsFor(visit, utlatande)
  const { rail, history } = await itemRail(visit, { kind: 'utlatande', id: utlatande.id })
  const may = (act: keyof typeof utlatandeSteps.acts & string) =>
    judge(utlatandeSteps, act, actor, standing.situation).allowed
  return visit.html(
    `${utlatande.text.title} ${utlatande.diarienummer ?? ''}`.trim(),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={utlatandeCrumbs(visit, utlatande)} />
      <h1>
        {utlatande.text.title} <span className="dnr">{utlatande.diarienummer}</span>
      </h1>
      <p className="statusline">
        <UtlatandeStateLabel utlatande={utlatande} />{' '}
        <span className="meta">
          {t(`utlatande.label.${utlatande.label.toLowerCase()}`)} · {utlatande.ownerName}
        </span>
      </p>
      <ActList acts={actsOf(visit, utlatande, standing)} />
      <div className="item">
        <div>
          {may('attest') || may('return') ? (
            <AttestBox utlatande={utlatande} standing={standing} versions={versions} form={form} may={may} />
          ) : null}
          {may('answer-samrad') && (
            <AnswerSamrad
              utlatande={utlatande}
              standing={standing}
              versions={versions}
              form={form}
              me={actor.id ?? ''}
            />
          )}
          {may('write') && isGivenBack(standing.records, utlatande.nr) && <Returned records={standing.records} />}
          <KeyValues
            rows={[
              [t('utlatande.author'), `${utlatande.authorName}, ${utlatande.authorTitle}`],
              [t('utlatande.changed'), <Moment key="m" at={utlatande.changedAt} />],
            ]}
          />
          <UtlatandeBody text={utlatande.text} remissLine={await remissLineOf(visit, utlatande)} />
          <p>
            {t('utlatande.as-file')} <a href={`/utlatanden/${utlatande.id}/pdf`}>PDF</a>,{' '}
            <a href={`/utlatanden/${utlatande.id}/docx`}>Word (DOCX)</a>,{' '}
            <a href={`/utlatanden/${utlatande.id}/pdf?arkiv=1`}>{t('utlatande.archive-pdf')}</a>{' '}
            <span className="meta">{t('utlatande.pdf-note')}</span>
          </p>
          <h2>{t('attest.title')}</h2>
          <AttestTable lines={standing.lines} nr={utlatande.nr} />
          {seesPreparation(actor, utlatande) && (
            <>
              {!(may('write') && isGivenBack(standing.records, utlatande.nr)) && (
                <Returned records={standing.records} />
              )}
              <h2>{t('samrad.title')}</h2>
              <SamradList samrad={standing.samrad} />
            </>
          )}
          <h2>{t('utlatande.versions')}</h2>
          <VersionList utlatande={utlatande} versions={versions} />
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** The chief's box: what has changed since they last approved it, one button, and sending back with a comment. */
function AttestBox(props: {
  utlatande: Utlatande
  standing: UtlatandeStanding
  versions: UtlatandeVersion[]
  form: FormState
  may(act: 'attest' | 'return'): boolean
}) {
  const { t } = useView()
  const { utlatande, standing, versions, form } = props
  const seen = versions.find((version) => version.nr === standing.turn?.done?.nr)
  return (
    <section className="card" id="attestera" aria-labelledby="attestera-rubrik">
      <h2 id="attestera-rubrik">{t('attest.your-turn')}</h2>
      {standing.standIn && (
        <Notice tone="info">
          {t(`attest.stand-in.${standing.standIn.form}`, { name: standing.turn?.personName ?? '' })}
        </Notice>
      )}
      {seen ? (
        <>
          <p>{t('attest.changed-since', { nr: seen.nr })}</p>
          <DiffRows rows={diffUtlatanden(seen.text, utlatande.text)} />
        </>
      ) : (
        props.may('attest') && <p>{t('attest.explain', { nr: utlatande.nr })}</p>
      )}
      {standing.situation.missing?.includes('annans-text') && <p>{t('attest.wrote-it')}</p>}
      {props.may('attest') && (
        <Form action={`/utlatanden/${utlatande.id}/attestera`} version={utlatande.version}>
          <input type="hidden" name="nr" value={utlatande.nr} />
          <button type="submit">{t(seen ? 'attest.again' : 'attest.do', { nr: utlatande.nr })}</button>
        </Form>
      )}
      {props.may('return') && (
        <details id="atersand" open={form.errors.some((error) => error.field === 'kommentar')}>
          <summary>{t('attest.return')}</summary>
          <Form action={`/utlatanden/${utlatande.id}/atersand`} version={utlatande.version} form={form}>
            <TextArea
              form={form}
              name="kommentar"
              label={t('attest.comment')}
              hint={t('attest.comment-hint')}
              rows={4}
            />
            <button type="submit" className="btn alt">
              {t('attest.return')}
            </button>
          </Form>
        </details>
      )}
    </section>
  )
}

function AnswerSamrad(props: {
  utlatande: Utlatande
  standing: UtlatandeStanding
  versions: UtlatandeVersion[]
  form: FormState
  me: string
}) {
  const { t } = useView()
  const { utlatande, form } = props
  const own = props.standing.samrad.find((row) => row.personId === props.me && row.answeredAt === null)
  const asked = props.versions.find((version) => version.nr === own?.nr)
  return (
    <section className="card" id="samrad" aria-labelledby="samrad-rubrik">
      <h2 id="samrad-rubrik">{t('samrad.your-answer')}</h2>
      <p>
        {t('samrad.asked-by', { name: own?.askedByName ?? '' })}{' '}
        {own?.dueOn && (
          <>
            {t('samrad.due')} <Day day={own.dueOn} />.
          </>
        )}
      </p>
      {asked && asked.nr !== utlatande.nr && (
        <>
          <p>{t('samrad.changed-since', { nr: asked.nr })}</p>
          <DiffRows rows={diffUtlatanden(asked.text, utlatande.text)} />
        </>
      )}
      <Form action={`/utlatanden/${utlatande.id}/samradssvar`} form={form}>
        <Choices
          form={form}
          name="invandning"
          label={t('samrad.verdict')}
          options={[
            { value: 'nej', label: t('samrad.no-objection') },
            { value: 'ja', label: t('samrad.objection') },
          ]}
        />
        <TextArea
          form={form}
          name="synpunkt"
          label={t('samrad.comment')}
          hint={t('samrad.comment-hint')}
          rows={4}
          required={false}
        />
        <button type="submit">{t('samrad.answer')}</button>
      </Form>
    </section>
  )
}

/** Differences between two versions by words; codes of headings are put into words here. */
export function DiffRows({ rows, as: Heading = 'h3' }: { rows: UtlatandeDiff[]; as?: 'h2' | 'h3' }) {
  const { t } = useView()
  const heading = (code: string): string => {
    if (code === '') return t('utlatande.rubrik')
    if (code === 'forslag' || code === 'bilagor') return t(`utlatande.doc-${code}`)
    const point = /^synpunkt (\d+)$/.exec(code)
    return point ? t('utlatande.point-nr', { nr: point[1] ?? '' }) : code
  }
  if (rows.length === 0) return <p className="meta">{t('utlatande.no-difference')}</p>
  return (
    <div className="card official" lang="sv">
      {rows.map((row) => (
        <section key={row.heading}>
          <Heading>{heading(row.heading)}</Heading>
          <p className="prewrap">
            <WordDiff before={row.before} after={row.after} />
          </p>
        </section>
      ))}
    </div>
  )
}

function VersionList({ utlatande, versions }: { utlatande: Utlatande; versions: UtlatandeVersion[] }) {
  const { t } = useView()
  return (
    <ul className="plain">
      {versions.slice(0, 12).map((version, at) => (
        <li key={version.nr}>
          {t('utlatande.version-nr', { nr: version.nr })}{' '}
          <span className="meta">
            {version.madeByName} · <Moment at={version.madeAt} />
          </span>{' '}
          {version.allmanOn && (
            <span className="meta">
              {t('utlatande.kept-on')} <Day day={version.allmanOn} />{' '}
            </span>
          )}
          {versions[at + 1] && (
            <a href={`/utlatanden/${utlatande.id}/jamfor?fran=${versions[at + 1]?.nr}&till=${version.nr}`}>
              {t('utlatande.what-changed')}
              <span className="visually-hidden"> {t('utlatande.version-nr', { nr: version.nr })}</span>
            </a>
          )}
        </li>
      ))}
      {versions.length > 2 && (
        <li>
          <a href={`/utlatanden/${utlatande.id}/jamfor`}>{t('utlatande.compare-any')}</a>
        </li>
      )}
    </ul>
  )
}

/** GET /utlatanden/:id/jamfor?fran=&till= */
export async function compareUtlatandePage(visit: Visit): Promise<Response> {
  const { t } = visit
  const utlatande = await findUtlatande(visit.db, visit.actor, idParam(visit))
  const versions = await versionsFor(visit, utlatande)
  const wanted = (name: string, otherwise: number): UtlatandeVersion => {
    const nr = Number(visit.url.searchParams.get(name) ?? otherwise)
    const found = versions.find((version) => version.nr === nr)
    if (!found) throw new NotFound('utlatande_version')
    return found
  }
  const from = wanted('fran', (versions[1] ?? versions[0])?.nr ?? utlatande.nr)
  const to = wanted('till', utlatande.nr)
  const options = versions.map((version) => (
    <option key={version.nr} value={version.nr}>
      {t('utlatande.version-nr', { nr: version.nr })}
    </option>
  ))
  return visit.html(
    t('utlatande.compare'),
    <>
      <Crumbs crumbs={utlatandeCrumbs(visit, utlatande, t('utlatande.compare'))} />
      <h1>{t('utlatande.compare-title', { from: from.nr, to: to.nr })}</h1>
      <form className="filters" method="get">
        <div className="field">
          <label htmlFor="fran">{t('utlatande.compare-from')}</label>
          <select id="fran" name="fran" defaultValue={from.nr}>
            {options}
          </select>
        </div>
        <div className="field">
          <label htmlFor="till">{t('utlatande.compare-to')}</label>
          <select id="till" name="till" defaultValue={to.nr}>
            {options}
          </select>
        </div>
        <button type="submit">{t('utlatande.compare')}</button>
      </form>
      <DiffRows rows={diffUtlatanden(from.text, to.text)} as="h2" />
    </>,
    { current: '/arenden' },
  )
}
