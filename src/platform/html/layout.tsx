import type { ReactNode } from 'react'
import { type View, ViewContext } from './context.ts'
import { Notice } from './parts.tsx'

export interface NavEntry {
  href: string
  key: string
  isSub?: boolean
  /** Shown to everybody, or only to those who are signed in. */
  isPublic?: boolean
  count?: number
}

export interface LayoutProps {
  view: View
  title: string
  nav: NavEntry[]
  /** The entry of the navigation that is marked. */
  current?: string
  /** Text key of a message after an act ("Remissen är skickad"). */
  notice?: string
  stylesheet: string
  script: string
  children?: ReactNode
}

/** The whole document. No inline style or script: the content policy forbids both. */
export function Layout(props: LayoutProps) {
  const { view, nav } = props
  const { t } = view
  const entries = nav.filter((entry) => entry.isPublic || view.actor.id !== null)
  const links = entries.map((entry) => (
    <a
      key={entry.href}
      href={entry.href}
      className={entry.isSub ? 'sub' : undefined}
      aria-current={entry.href === props.current ? 'page' : undefined}
    >
      {t(entry.key)} {entry.count ? <span className="n">{entry.count}</span> : null}
    </a>
  ))
  return (
    <ViewContext.Provider value={view}>
      <html lang={view.lang}>
        <head>
          <meta charSet="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${props.title} – Samsyn`}</title>
          <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href={props.stylesheet} />
          <script src={props.script} type="module" />
        </head>
        <body>
          <a className="skip" href="#innehall">
            {t('html.skip')}
          </a>
          <div className="shell">
            <nav className="main" aria-label={t('html.main-nav')}>
              <div className="brand">
                <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
                  <circle cx="8" cy="11" r="6.5" className="ring-a" />
                  <circle cx="14" cy="11" r="6.5" className="ring-b" />
                </svg>
                <a href="/">Samsyn</a>
              </div>
              <div className="kommun">{view.municipality}</div>
              <div className="nav-wide">{links}</div>
              <details className="nav-toggle">
                <summary>{t('html.menu')}</summary>
                {links}
              </details>
            </nav>
            <div className="page">
              {view.isDemo && (
                <aside className="demo-banner" aria-label={t('html.demo')}>
                  {t('html.demo-banner')}
                </aside>
              )}
              <header className="top">
                <span className="who">
                  {view.actor.id ? `${view.actor.name} · ${view.actor.title}` : t('html.not-signed-in')}
                </span>
                <a className="btn alt" href={view.isDemo ? '/byt-person' : '/logga-in'}>
                  {t(view.isDemo ? 'html.change-person' : view.actor.id ? 'html.sign-out' : 'html.sign-in')}
                </a>
                <form method="post" action="/sprak">
                  <input type="hidden" name="till" value={view.path} />
                  <button
                    className="btn alt"
                    type="submit"
                    name="sprak"
                    value={view.lang === 'sv' ? 'en' : 'sv'}
                    lang={view.lang === 'sv' ? 'en' : 'sv'}
                  >
                    {view.lang === 'sv' ? 'English' : 'Svenska'}
                  </button>
                </form>
              </header>
              <main id="innehall" tabIndex={-1}>
                {props.notice && <Notice tone="ok">{t(props.notice)}</Notice>}
                {props.children}
              </main>
              <footer>
                <a href="/om">{t('html.about')}</a> · <a href="/tillganglighet">{t('html.accessibility')}</a> ·{' '}
                <span>{t('html.scope-line')}</span>
              </footer>
            </div>
          </div>
        </body>
      </html>
    </ViewContext.Provider>
  )
}
