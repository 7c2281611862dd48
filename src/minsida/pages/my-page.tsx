import { begaranWaitingFor, utlatandeWaitingFor, type Waiting as WaitingLine } from '../../arenden/index.ts'
import { mayEditMall } from '../../handlingar/index.ts'
import { type Actor, bodiesOf } from '../../platform/access/index.ts'
import { Day, Empty, State, type Tone, useView } from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { countFailed } from '../../platform/mail/index.ts'
import { daysBetween } from '../../platform/time/clock.ts'
import { dueOfUtlatanden, type HappenedLine, happenedFor, waitingFor } from '../../remiss/index.ts'
import { beslutWaitingFor } from '../../sammantraden/index.ts'
import { loadPapers, PapersView } from './fortroendevald.tsx'
import { maySeeUtkorg } from './utkorg-pages.tsx'

/** GET /minsida: what waits for me, what is late, what has happened */
export async function myPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const utlatanden = await utlatandeWaitingFor(visit.db, visit.actor, visit.today)
  const dues = await dueOfUtlatanden(
    visit.db,
    utlatanden.flatMap((line) => line.utlatandeId ?? []),
  )
  const waiting = [
    ...(await waitingFor(visit.db, visit.actor, visit.today)),
    ...utlatanden.map((line) => ({ ...line, due: line.due ?? dues.get(line.utlatandeId ?? '') ?? null })),
    ...(await begaranWaitingFor(visit.db, visit.actor)),
    ...(await beslutWaitingFor(visit.db, visit.actor)),
  ].sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
  const papers = await loadPapers(visit)
  const happened = await happenedFor(visit.db, visit.actor)
  const seesMail = maySeeUtkorg(visit.actor, visit.isDemo)
  const failed = seesMail ? await countFailed(visit.db) : 0
  return visit.html(
    t('minsida.title'),
    <>
      <h1>{t('minsida.greeting', { name: visit.actor.name.split(' ')[0] ?? '' })}</h1>
      <p className="meta">
        <Day day={visit.today} />
      </p>
      {failed > 0 && (
        <p className="notice warn">
          {t('minsida.mail-failed', { n: failed })}{' '}
          <a href="/utkorg?lage=misslyckad">{t('minsida.mail-failed-link')}</a>
        </p>
      )}
      <h2>{t('minsida.waiting')}</h2>
      <Waiting lines={waiting} actor={visit.actor} />
      {papers && <PapersView papers={papers} />}
      <h2>{t('minsida.happened')}</h2>
      <Happened lines={happened} />
      {bodiesOf(visit.actor).length > 0 && (
        <>
          <h2>{t('minsida.own')}</h2>
          <ul>
            <li>
              <a href="/ersattare">{t('minsida.ersattare')}</a>
            </li>
            <li>
              <a href="/minsida/installningar">{t('minsida.settings')}</a>
            </li>
            {seesMail && (
              <li>
                <a href="/utkorg">{t('minsida.utkorg')}</a>
              </li>
            )}
            {mayEditMall(visit.actor) && (
              <li>
                <a href="/mallar/tjansteutlatande">{t('minsida.mall')}</a>
              </li>
            )}
          </ul>
        </>
      )}
    </>,
    { current: '/minsida' },
  )
}

function Waiting({ lines, actor }: { lines: WaitingLine[]; actor: Actor }) {
  const { t } = useView()
  if (lines.length === 0) {
    return (
      <Empty title={t('minsida.nothing')}>
        <p>{t(bodiesOf(actor).length === 0 ? 'minsida.no-seat' : 'minsida.nothing-explain')}</p>
      </Empty>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard
    <section className="table-wrap" tabIndex={0} aria-label={t('minsida.waiting')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('minsida.what')}</th>
            <th scope="col">{t('minsida.from')}</th>
            <th scope="col">{t('minsida.by')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.key} ${line.href}`}>
              <td>
                <a href={line.href}>{t(line.key, { title: line.title })}</a>
              </td>
              <td>{line.from}</td>
              <td>
                <DueState day={line.due} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A week before a date is soon; after it, late. */
const SOON_DAYS = 7

function DueState({ day }: { day: string | null }) {
  const { t, today } = useView()
  if (day === null) return <State tone="mute">{t('minsida.when-you-like')}</State>
  const left = daysBetween(today, day)
  const tone: Tone = left < 0 ? 'late' : left <= SOON_DAYS ? 'warn' : 'mute'
  return (
    <>
      <State tone={tone}>
        <Day day={day} />
      </State>{' '}
      <span className="meta">
        {left < 0 ? t('minsida.days-late', { n: -left }) : t('minsida.days-left', { n: left })}
      </span>
    </>
  )
}

function Happened({ lines }: { lines: HappenedLine[] }) {
  const { t } = useView()
  if (lines.length === 0) return <p className="meta">{t('minsida.nothing-happened')}</p>
  return (
    <ul className="historik">
      {lines.map((line) => (
        <li key={line.seq}>
          <a href={line.href}>{line.title}</a>: {line.instans && `${line.instans}, `}
          {t(`act.${line.act}`).toLowerCase()}{' '}
          <span className="meta">
            {line.who} · <Day day={line.day} />
          </span>
        </li>
      ))}
    </ul>
  )
}
