import { itemRail, listAktorer } from '../../aktorer/index.ts'
import { type Handling, handlingarById } from '../../handlingar/index.ts'
import { judge } from '../../platform/access/index.ts'
import {
  type ActChoice,
  ActList,
  Crumbs,
  Day,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  RailAside,
  Select,
  State,
  TextArea,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { arendeSteps } from '../model/steps.ts'
import { isOutForAttest } from '../rensning-store.ts'
import { shareArende } from '../share-arende.ts'
import { findArende, handlingIdsOf, sharedWith } from '../store.ts'
import { listUtlatanden } from '../utlatande-store.ts'
import { ArendeState } from './arende-list.tsx'
import { UtlatandeStateLabel } from './utlatande-parts.tsx'

/** GET /arenden/:id */
export async function arendePage(visit: Visit): Promise<Response> {
  return showArende(visit, emptyForm)
}

/** The page, again with what was typed when an act on it could not be carried out. */
export async function showArende(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const arende = await findArende(visit.db, visit.actor, idParam(visit))
  const numbered = await handlingIdsOf(visit.db, arende.id)
  const handlingar = new Map(
    (
      await handlingarById(
        visit.db,
        visit.actor,
        numbered.map((row) => row.handlingId),
      )
    ).map((handling) => [handling.id, handling]),
  )
  const situation = {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
    missing: (await isOutForAttest(visit.db, arende.id)) ? ['attest'] : [],
  }
  const linked = (act: keyof typeof arendeSteps.acts & string, path: string): ActChoice => {
    const verdict = judge(arendeSteps, act, visit.actor, situation)
    return {
      label: t(`arenden.do.${act}`),
      href: `/arenden/${arende.id}/${path}`,
      method: 'get',
      ...(!verdict.allowed && { refusal: verdict.refusal }),
    }
  }
  const reopen = judge(arendeSteps, 'reopen', visit.actor, situation)
  const register = judge(arendeSteps, 'register-handling', visit.actor, situation)
  const share = judge(arendeSteps, 'share', visit.actor, situation)
  const acts: ActChoice[] = [
    {
      label: t('arenden.register-handling'),
      href: `/arenden/${arende.id}/handlingar/ny`,
      method: 'get',
      ...(!register.allowed && { refusal: register.refusal }),
    },
    linked('add-material', 'material'),
    linked('close', 'avsluta'),
    linked('export', 'paket'),
    ...(reopen.allowed || arende.state === 'oppet'
      ? []
      : [{ label: t('arenden.do.reopen'), href: '', method: 'get' as const, refusal: reopen.refusal }]),
    ...(share.allowed ? [] : [{ label: t('arenden.share'), href: '', method: 'get' as const, refusal: share.refusal }]),
  ]
  const utlatanden = await listUtlatanden(visit.db, visit.actor, { arendeId: arende.id })
  const shares = await sharedWith(visit.db, arende.id)
  const aktorer = await listAktorer(visit.db, visit.today)
  const { rail, history } = await itemRail(visit, { kind: 'arende', id: arende.id })
  return visit.html(
    `${arende.diarienummer ?? ''} ${arende.title}`.trim(),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[{ href: '/arenden', label: t('arenden.title') }, { label: arende.diarienummer ?? arende.title }]}
      />
      <h1>
        {arende.title} <span className="dnr">{arende.diarienummer ?? t('arenden.no-dnr')}</span>
      </h1>
      <p className="statusline">
        <ArendeState state={arende.state} /> <span className="meta">{arende.ownerName}</span>
      </p>
      <ActList acts={acts}>
        {reopen.allowed && (
          <details open={form.errors.some((error) => error.field === 'skal')}>
            <summary>{t('arenden.do.reopen')}</summary>
            <Form action={`/arenden/${arende.id}/ateruppta`} version={arende.version} form={form}>
              <TextArea form={form} name="skal" label={t('arenden.reopen-reason')} rows={3} />
              <button type="submit">{t('arenden.do.reopen')}</button>
            </Form>
          </details>
        )}
        {share.allowed && (
          <details open={form.errors.some((error) => error.field === 'aktor')}>
            <summary>{t('arenden.share')}</summary>
            <Form action={`/arenden/${arende.id}/dela`} form={form}>
              <p>{t('arenden.share-warning')}</p>
              <Select
                form={form}
                name="aktor"
                label={t('arenden.share-with')}
                empty=" "
                options={aktorer
                  .filter((aktor) => aktor.id !== arende.ownerAktorId)
                  .map((aktor) => ({ value: aktor.id, label: aktor.name }))}
              />
              <button type="submit">{t('arenden.share')}</button>
            </Form>
          </details>
        )}
      </ActList>
      <div className="item">
        <div>
          <KeyValues
            rows={[
              [t('arenden.counterpart'), arende.counterpart],
              [t('arenden.counterpart-dnr'), arende.counterpartDiarienummer],
              [t('arenden.handlaggare'), arende.handlaggareName],
              [t('arenden.opened-on'), <Day key="opened" day={arende.openedOn} />],
              [t('arenden.closed-on'), arende.closedOn && <Day key="closed" day={arende.closedOn} />],
              [t('arenden.shared-with'), shares.map((row) => row.name).join(', ')],
            ]}
          />
          {utlatanden.length > 0 && (
            <>
              <h2>{t('arenden.utlatanden')}</h2>
              {utlatanden.map((utlatande) => (
                <p key={utlatande.id}>
                  <a href={`/utlatanden/${utlatande.id}`}>{utlatande.text.title}</a>{' '}
                  <UtlatandeStateLabel utlatande={utlatande} />
                </p>
              ))}
            </>
          )}
          <h2>{t('arenden.handlingar')}</h2>
          <HandlingTable
            rows={numbered.flatMap(({ handlingId, nr }) =>
              handlingar.has(handlingId) ? [{ nr, handling: handlingar.get(handlingId) as Handling }] : [],
            )}
          />
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

function HandlingTable({ rows }: { rows: { nr: number; handling: Handling }[] }) {
  const { t } = useView()
  if (rows.length === 0) return <Empty title={t('arenden.no-handlingar')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard
    <section className="table-wrap" tabIndex={0} aria-label={t('arenden.handlingar')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('arenden.nr')}</th>
            <th scope="col">{t('arenden.handling')}</th>
            <th scope="col">{t('handlingar.direction')}</th>
            <th scope="col">{t('arenden.date')}</th>
            <th scope="col">{t('arenden.state')}</th>
            <th scope="col">{t('arenden.party')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ nr, handling }) => (
            <tr key={handling.id}>
              <td>{nr}</td>
              <td>
                <a href={`/handlingar/${handling.id}`}>{handling.title}</a>{' '}
                {handling.sekretess && <State tone="warn">{t('sekretess.mark')}</State>}
              </td>
              <td>{t(`handlingar.direction.${handling.direction}`)}</td>
              <td>
                <Day day={handling.stateOn} />
              </td>
              <td>{t(`handling.state.${handling.state}`)}</td>
              <td>
                {handling.direction === 'ut'
                  ? (handling.recipient ?? handling.sender)
                  : (handling.sender ?? handling.recipient)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** POST /arenden/:id/dela */
export async function shareArendeAction(visit: Visit): Promise<Response> {
  const arendeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const aktorId = fields.id('aktor', 'arenden.share-with') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await shareArende(context, { arendeId, aktorId })
        return `/arenden/${arendeId}`
      })
      return visit.redirect(path, { notice: 'arende-delat' })
    },
    (state) => showArende(visit, state),
  )
}
