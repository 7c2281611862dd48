import { Day, Notice, State, useView } from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { type PublishedRemiss, publishedRemisser } from '../../remiss/published.ts'
import { publishedProgram } from '../../trygghetsprogram/published.ts'

const SHOWN_REMISSER = 5

/** GET /: what Samsyn is, what is in force, what is being asked – without log-in */
export async function startPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const program = await publishedProgram(visit.db)
  const remisser = await publishedRemisser(visit.db, SHOWN_REMISSER)
  return visit.html(
    t('publik.start-title'),
    <>
      <h1>{t('publik.start-heading', { kommun: visit.view.municipality })}</h1>
      <p className="lead">{t('publik.start-lead')}</p>
      {visit.isDemo && <DemoCard />}
      <div className="grid two">
        <section className="card">
          <h2>{t('publik.programme')}</h2>
          {program ? (
            <>
              <p>
                <a href="/programmet">{program.title}</a>
              </p>
              <p>
                <State tone="ok">
                  {t('publik.in-force-since')} <Day day={program.since} />
                </State>
              </p>
            </>
          ) : (
            <p>{t('publik.no-programme')}</p>
          )}
        </section>
        <section className="card">
          <h2>{t('publik.scope-title')}</h2>
          <p>{t('publik.scope')}</p>
        </section>
      </div>
      <h2>{t('publik.remisser')}</h2>
      <RemissTable remisser={remisser} />
      {visit.view.isEmbedded && <Notice tone="info">{t('publik.embedded')}</Notice>}
    </>,
    { current: '/' },
  )
}

function DemoCard() {
  const { t } = useView()
  return (
    <section className="card">
      <h2>{t('publik.demo-title')}</h2>
      <p>{t('publik.demo-explain')}</p>
      <ol>
        {[1, 2, 3, 4, 5].map((step) => (
          <li key={step}>{t(`publik.demo-step-${step}`)}</li>
        ))}
      </ol>
      <p>
        <a className="btn" href="/byt-person">
          {t('publik.demo-begin')}
        </a>
      </p>
    </section>
  )
}

function RemissTable({ remisser }: { remisser: PublishedRemiss[] }) {
  const { t } = useView()
  if (remisser.length === 0) return <p className="meta">{t('publik.no-remisser')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard
    <section className="table-wrap" tabIndex={0} aria-label={t('publik.remisser')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('publik.remiss')}</th>
            <th scope="col">{t('publik.sender')}</th>
            <th scope="col">{t('publik.svar-senast')}</th>
            <th scope="col">{t('publik.svar')}</th>
            <th scope="col">{t('publik.state')}</th>
          </tr>
        </thead>
        <tbody>
          {remisser.map((remiss) => (
            <tr key={remiss.id}>
              <td>
                <a href={`/programmet/versioner/${remiss.programVersionId}`}>{remiss.title}</a>
              </td>
              <td>{remiss.sender}</td>
              <td>{remiss.svarSenast && <Day day={remiss.svarSenast} />}</td>
              <td>{t('publik.svar-of', { n: remiss.svar, of: remiss.instanser })}</td>
              <td>
                <State tone={remiss.isOpen ? 'warn' : 'ok'}>{t(remiss.isOpen ? 'publik.open' : 'publik.closed')}</State>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** GET /om */
export async function aboutPage(visit: Visit): Promise<Response> {
  const { t } = visit
  return visit.html(
    t('publik.about-title'),
    <>
      <h1>{t('publik.about-title')}</h1>
      <p className="lead">{t('publik.about-lead')}</p>
      <h2>{t('publik.about-thread-title')}</h2>
      <p>{t('publik.about-thread')}</p>
      <h2>{t('publik.scope-title')}</h2>
      <p>{t('publik.scope')}</p>
      <p>{t('publik.about-personal-data')}</p>
      <h2>{t('publik.about-open-title')}</h2>
      <p>{t('publik.about-open')}</p>
      {visit.view.isEmbedded && <Notice tone="info">{t('publik.embedded')}</Notice>}
    </>,
  )
}

/** GET /tillganglighet: the accessibility statement that lag (2018:1937) asks for */
export async function accessibilityPage(visit: Visit): Promise<Response> {
  const { t } = visit
  return visit.html(
    t('publik.accessibility-title'),
    <>
      <h1>{t('publik.accessibility-title')}</h1>
      {[1, 2, 3, 4].map((nr) => (
        <section key={nr}>
          <h2>{t(`publik.accessibility-h${nr}`)}</h2>
          <p>{t(`publik.accessibility-p${nr}`)}</p>
        </section>
      ))}
    </>,
  )
}

/** GET /halsa: for a supervisor; says nothing but that the database answers */
export async function healthPage(visit: Visit): Promise<Response> {
  await publishedProgram(visit.db)
  return new Response('ok\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
