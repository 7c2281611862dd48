import type { Rail } from '../links/index.ts'
import { useView } from './context.ts'
import { Moment } from './date.tsx'

/** One line of an item's history, as the log tells it. */
export interface HistoryLine {
  seq: number
  at: Date
  act: string
  who: string
}

const SHOWN = 4

/** The right rail of every item page: the thread up and down, the gaps, the history. */
export function RailAside({
  rail,
  history,
  gapTexts = true,
}: {
  rail: Rail
  history: HistoryLine[]
  gapTexts?: boolean
}) {
  const { t } = useView()
  return (
    <aside className="rail" aria-label={t('html.rail')}>
      <section className="card">
        <h2>{t('html.thread')}</h2>
        <ul className="thread">
          {rail.steps.map((step) => (
            <li key={step.kind} aria-current={step.isCurrent ? 'true' : undefined}>
              {step.items.length > SHOWN ? (
                <details>
                  <summary>{t(step.pluralKey, { n: step.items.length })}</summary>
                  {step.items.map((item) => (
                    <RailItem key={item.id} item={item} />
                  ))}
                </details>
              ) : (
                step.items.map((item) => <RailItem key={item.id} item={item} />)
              )}
            </li>
          ))}
          {gapTexts &&
            rail.gaps.map((gap) => (
              <li className="gap" key={`${gap.rule} ${gap.href} ${JSON.stringify(gap.values)}`}>
                {t('html.gap-in-thread')}
                <small>{t(gap.key, gap.values)}</small>
              </li>
            ))}
        </ul>
      </section>
      <section className="card">
        <h2>{t('html.gaps')}</h2>
        {rail.gaps.length === 0 ? (
          <p className="meta">{t('html.no-gaps')}</p>
        ) : (
          <ul className="glapp">
            {rail.gaps.map((gap) => (
              <li key={`${gap.rule} ${gap.href} ${JSON.stringify(gap.values)}`}>
                <a href={gap.href}>{t(gap.key, gap.values)}</a> <code className="meta">{gap.rule}</code>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="card">
        <h2>{t('html.history')}</h2>
        {history.length === 0 ? (
          <p className="meta">{t('html.no-history')}</p>
        ) : (
          <ol className="historik">
            {history.map((line) => (
              <li key={line.seq}>
                {t(`act.${line.act}`)}
                <small className="meta">
                  {line.who} · <Moment at={line.at} />
                </small>
              </li>
            ))}
          </ol>
        )}
      </section>
    </aside>
  )
}

function RailItem({ item }: { item: { title: string; href: string; meta?: string } }) {
  return (
    <div>
      <a href={item.href}>{item.title}</a>
      {item.meta && <small>{item.meta}</small>}
    </div>
  )
}
