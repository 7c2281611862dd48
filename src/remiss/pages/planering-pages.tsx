import { listUtlatanden } from '../../arenden/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Crumbs, Day, KeyValues, Notice, State, useView } from '../../platform/html/index.ts'
import { idParam, type Visit } from '../../platform/http/index.ts'
import { formatSwedishDate } from '../../platform/time/swedish-date.ts'
import { listSammantraden } from '../../sammantraden/index.ts'
import { type Plan, type PlanRow, type PlanStep, planSvar, stepsBehind } from '../model/planering.ts'
import { formsFor } from '../model/remissvar.ts'
import { svarSteps } from '../model/svar-steps.ts'
import { dueOf, findInstans, svarSituation } from '../store.ts'

/** GET /remissinstanser/:id/planering: when everything must be done, and the ways out when it is too late */
export async function planeringPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const { instans, remiss } = await findInstans(visit.db, visit.actor, idParam(visit))
  const base = `/remissinstanser/${instans.id}`
  const due = dueOf(instans, remiss)
  const meetings = await listSammantraden(visit.db, visit.actor, { from: visit.today, aktorIds: [instans.aktorId] })
  const mayAsk = judge(svarSteps, 'ask-anstand', visit.actor, svarSituation(remiss, instans)).allowed
  const [utlatande] = instans.arendeId
    ? (await listUtlatanden(visit.db, visit.actor, { arendeId: instans.arendeId })).slice(-1)
    : []
  const behind = stepsBehind(utlatande?.state ?? null, instans.lage.startsWith('inkommen'))
  const plan = due === null ? null : planSvar(due, visit.today, meetings)
  return visit.html(
    t('planering.title'),
    <>
      <Crumbs
        crumbs={[
          { href: '/remisser', label: t('remiss.list-title') },
          { href: `/remisser/${remiss.id}`, label: remiss.title },
          { href: base, label: instans.aktorName },
          { label: t('planering.title') },
        ]}
      />
      <h1>{t('planering.title')}</h1>
      <KeyValues
        rows={[
          [t('remiss.instans'), instans.aktorName],
          [t('remiss.svar-senast'), due && <Day key="d" day={due} />],
        ]}
      />
      {plan ? (
        <PlanView
          plan={plan}
          base={base}
          isByLaw={formsFor(instans.aktorKind).includes('namndbeslut')}
          mayAsk={mayAsk}
          behind={behind}
        />
      ) : (
        <p>{t('planering.no-due')}</p>
      )}
    </>,
    { current: '/remisser' },
  )
}

function PlanView(props: {
  plan: Plan
  base: string
  isByLaw: boolean
  mayAsk: boolean
  behind: ReadonlySet<PlanStep>
}) {
  const { plan, base, isByLaw, mayAsk, behind } = props
  const { t, lang } = useView()
  return (
    <>
      <Notice tone={plan.way === 'ordinarie' ? 'ok' : 'warn'}>
        {t(`planering.way.${plan.way}`, {
          day: plan.sammantrade ? formatSwedishDate(plan.sammantrade.heldOn, lang) : '',
        })}
      </Notice>
      {plan.rows.length > 0 && <PlanTable rows={plan.rows} isByLaw={isByLaw} behind={behind} />}
      {plan.sammantrade && (
        <p>
          <a href={`/sammantraden/${plan.sammantrade.id}`}>{t('planering.open-meeting')}</a>
        </p>
      )}
      {plan.options.length > 0 && isByLaw && (
        <>
          <h2>{t('planering.options')}</h2>
          <p>{t('planering.options-explain')}</p>
          <ol>
            {plan.options.map((option) => (
              <li key={option}>
                <strong>{t(`planering.option.${option}`)}</strong>{' '}
                {t(`planering.option-explain.${option}`, {
                  day: plan.anstandTo ? formatSwedishDate(plan.anstandTo, lang) : t('planering.unknown-day'),
                })}{' '}
                {option === 'anstand' && mayAsk && (
                  <a href={plan.anstandTo ? `${base}/anstand?dag=${plan.anstandTo}` : `${base}/anstand`}>
                    {t('svar.ask-anstand')}
                  </a>
                )}
                {option === 'extra-sammantrade' && <a href="/sammantraden">{t('sammantrade.title')}</a>}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function PlanTable(props: { rows: PlanRow[]; isByLaw: boolean; behind: ReadonlySet<PlanStep> }) {
  const { rows, isByLaw, behind } = props
  const { t, today } = useView()
  const shown = isByLaw ? rows : rows.filter((row) => row.step !== 'justering')
  return (
    <div className="table-wrap">
      <table>
        <caption className="visually-hidden">{t('planering.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('planering.step')}</th>
            <th scope="col">{t('planering.latest')}</th>
            <th scope="col">{t('planering.rests')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.step}>
              <td>{t(`planering.step.${row.step}`)}</td>
              <td>
                {behind.has(row.step) ? (
                  <>
                    <State tone="ok">{t('planering.done')}</State>{' '}
                    <span className="meta">
                      <Day day={row.latestOn} />
                    </span>
                  </>
                ) : row.latestOn < today ? (
                  <State tone="late">
                    <Day day={row.latestOn} />
                  </State>
                ) : (
                  <Day day={row.latestOn} />
                )}
              </td>
              <td className="meta">{t(`planering.rests.${row.step}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
