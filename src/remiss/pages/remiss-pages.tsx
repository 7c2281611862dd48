import { itemRail } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import {
  type ActChoice,
  ActList,
  Blocks,
  Crumbs,
  Day,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  RailAside,
  TextArea,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { fromMarkdown } from '../../platform/text/index.ts'
import { type ProgramText, type ProgramVersion, readText, versionById } from '../../trygghetsprogram/index.ts'
import { closeRemiss, missingBeforeClosing } from '../close-remiss.ts'
import { remissSteps } from '../model/remiss-steps.ts'
import { missingBeforeSending, remissSituation } from '../send-remiss.ts'
import { type Fraga, findRemiss, type Instans, isAnswered, listFragor, listInstanser, type Remiss } from '../store.ts'
import { listSvar, type Remissvar } from '../svar-store.ts'
import { listSynpunkterOfRemiss } from '../synpunkt-store.ts'
import { untoldOf } from '../untold.ts'
import { JointReplyLink, LageState, RemissStatus } from './labels.tsx'

/** Everything the pages of one remiss show. */
export interface RemissView {
  remiss: Remiss
  fragor: Fraga[]
  instanser: Instans[]
  svar: Remissvar[]
  program: ProgramVersion
  text: ProgramText
}

export async function loadRemiss(visit: Visit): Promise<RemissView> {
  const remiss = await findRemiss(visit.db, visit.actor, idParam(visit))
  const program = await versionById(visit.db, remiss.programVersionId)
  if (!program) throw new Error('a remiss without its text')
  return {
    remiss,
    program,
    fragor: await listFragor(visit.db, remiss.id),
    instanser: await listInstanser(visit.db, remiss.id),
    svar: await listSvar(visit.db, visit.actor, { remissId: remiss.id }),
    text: await readText(visit.db, remiss.programVersionId),
  }
}

function actsOf(visit: Visit, view: RemissView): ActChoice[] {
  const { t, actor, today } = visit
  const { remiss, fragor, instanser } = view
  const silent = instanser.filter((instans) => !isAnswered(instans)).length
  const missing = [
    ...missingBeforeSending(remiss, fragor, today),
    ...missingBeforeClosing(remiss.svarSenast, today, silent),
  ]
  const choice = (act: 'send' | 'edit' | 'choose-instanser' | 'close', path: string): ActChoice => {
    const verdict = judge(remissSteps, act, actor, remissSituation(remiss, missing))
    return {
      label: t(`remiss.${act}`),
      href: `/remisser/${remiss.id}/${path}`,
      method: 'get',
      ...(!verdict.allowed && { refusal: verdict.refusal }),
    }
  }
  const acts = [
    choice('send', 'kontrollera'),
    choice('edit', 'redigera'),
    choice('choose-instanser', 'instanser'),
    choice('close', 'avsluta'),
  ]
  if (remiss.status !== 'utkast') {
    acts.unshift({ label: t('remiss.compile'), href: `/remisser/${remiss.id}/sammanstallning`, method: 'get' })
  }
  return acts
}

/** GET /remisser/:id */
export async function remissPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const view = await loadRemiss(visit)
  const { remiss, program, instanser } = view
  const points = await listSynpunkterOfRemiss(visit.db, visit.actor, remiss.id)
  const { rail, history } = await itemRail(visit, { kind: 'remiss', id: remiss.id }, [], untoldOf(visit.actor, remiss))
  const inCount = instanser.filter(isAnswered).length
  return visit.html(
    remiss.title,
    <>
      <Crumbs crumbs={[{ href: '/remisser', label: t('remiss.list-title') }, { label: remiss.title }]} />
      <h1>
        {remiss.title} <span className="dnr">{remiss.diarienummer}</span>
      </h1>
      <p className="statusline">
        <RemissStatus remiss={remiss} />
        {remiss.status !== 'utkast' && (
          <span className="meta">
            {' '}
            · {t('remiss.count-line', { svar: inCount, instanser: instanser.length, n: points.length })}
          </span>
        )}
      </p>
      <ActList acts={actsOf(visit, view)} />
      <div className="item">
        <div>
          <KeyValues
            rows={[
              [t('remiss.sender'), remiss.ownerName],
              [
                t('remiss.programme'),
                <a key="p" href={`/programmet/versioner/${program.id}`}>
                  {program.title}, {t('program.version', { nr: program.nr })}
                </a>,
              ],
              [t('remiss.svar-senast'), remiss.svarSenast && <Day key="d" day={remiss.svarSenast} />],
              [t('remiss.closing-reason'), remiss.closingReason],
            ]}
          />
          <Missiv view={view} />
          <p>
            {t('remiss.letter-as')} <a href={`/remisser/${remiss.id}/pdf`}>PDF</a>,{' '}
            <a href={`/remisser/${remiss.id}/docx`}>Word (DOCX)</a>
          </p>
          <h2>{t('remiss.instanser')}</h2>
          <InstansTable view={view} />
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/remisser' },
  )
}

/** The letter: what the opinion should cover, and the questions. */
export function Missiv({ view }: { view: Pick<RemissView, 'remiss' | 'fragor' | 'text'> }) {
  const { t } = useView()
  const { remiss, fragor, text } = view
  return (
    <section className="card official" lang="sv" aria-label={t('remiss.missiv')}>
      {remiss.missiv.trim() === '' ? (
        <p className="meta">{t('remiss.no-missiv')}</p>
      ) : (
        <Blocks blocks={fromMarkdown(remiss.missiv)} />
      )}
      {fragor.length > 0 && (
        <>
          <h3>{t('remiss.fragor')}</h3>
          <ol>
            {fragor.map((fraga) => {
              const avsnitt = text.avsnitt.find((candidate) => candidate.id === fraga.avsnittId)
              return (
                <li key={fraga.id}>
                  {fraga.text}{' '}
                  <span className="meta">
                    {avsnitt
                      ? t('remiss.about-avsnitt', { name: `${avsnitt.number} ${avsnitt.title}` })
                      : t('remiss.about-helheten')}
                  </span>
                </li>
              )
            })}
          </ol>
        </>
      )}
    </section>
  )
}

function InstansTable({ view }: { view: RemissView }) {
  const { t } = useView()
  const { remiss, instanser, svar } = view
  if (instanser.length === 0) {
    return (
      <Empty title={t('remiss.no-instanser')}>
        <p>{t('remiss.no-instanser-explain')}</p>
      </Empty>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard
    <section className="table-wrap" tabIndex={0} aria-label={t('remiss.instanser')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('remiss.instans')}</th>
            <th scope="col">{t('svar.lage')}</th>
            <th scope="col">{t('svar.reply')}</th>
          </tr>
        </thead>
        <tbody>
          {instanser.map((instans) => {
            const replies = svar.filter((one) => one.instansId === instans.id && one.isSent)
            return (
              <tr key={instans.id}>
                <td>
                  {remiss.status === 'utkast' ? (
                    instans.aktorName
                  ) : (
                    <a href={`/remissinstanser/${instans.id}`}>{instans.aktorName}</a>
                  )}{' '}
                  <span className="meta">{instans.diarienummer}</span>
                </td>
                <td>
                  <LageState instans={instans} remiss={remiss} />
                </td>
                <td>
                  {replies.map((one) => (
                    <div key={one.id}>
                      <a
                        href={`/remissvar/${one.id}`}
                        aria-label={`${t(`svar.form.${one.form}`)}: ${instans.aktorName}`}
                      >
                        {t(`svar.form.${one.form}`)}
                      </a>{' '}
                      {one.receivedOn && (
                        <span className="meta">
                          <Day day={one.receivedOn} />
                        </span>
                      )}
                    </div>
                  ))}
                  <JointReplyLink
                    instans={instans}
                    isVisible={svar.some((one) => one.id === instans.jointReply?.svarId)}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** GET /remisser/:id/avsluta */
export async function closeRemissPage(visit: Visit): Promise<Response> {
  return showClose(visit, emptyForm)
}

async function showClose(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const { remiss, instanser } = await loadRemiss(visit)
  const open = instanser.filter((instans) => !isAnswered(instans)).length
  const verdict = judge(
    remissSteps,
    'close',
    visit.actor,
    remissSituation(remiss, missingBeforeClosing(remiss.svarSenast, visit.today, open)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const silent = instanser.filter((instans) => !isAnswered(instans))
  const title = t('remiss.close-title', { title: remiss.title })
  return visit.html(
    title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/remisser', label: t('remiss.list-title') },
          { href: `/remisser/${remiss.id}`, label: remiss.title },
          { label: t('remiss.close') },
        ]}
      />
      <h1>{title}</h1>
      <p>{t('remiss.close-explain')}</p>
      {silent.length > 0 && (
        <>
          <p>
            <strong>{t('remiss.silent', { n: silent.length })}</strong>
          </p>
          <ul>
            {silent.map((instans) => (
              <li key={instans.id}>{instans.aktorName}</li>
            ))}
          </ul>
        </>
      )}
      <Form action={`/remisser/${remiss.id}/avsluta`} version={remiss.version} form={form}>
        <TextArea form={form} name="skal" label={t('remiss.closing-reason')} rows={3} />
        <button type="submit">{t('remiss.close')}</button> <a href={`/remisser/${remiss.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /remisser/:id/avsluta */
export async function closeRemissAction(visit: Visit): Promise<Response> {
  const remissId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const reason = fields.text('skal', 'remiss.closing-reason', { max: 2000 })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await closeRemiss(context, { remissId, reason, expected: form.version })
        return `/remisser/${remissId}`
      })
      return visit.redirect(path, { notice: 'remiss-avslutad' })
    },
    (state) => showClose(visit, state),
  )
}
