import type { ReactNode } from 'react'
import { useView } from './context.ts'

/** ok, warn, late or mute; the symbol and the words carry the meaning, colour only underlines it. */
export type Tone = 'ok' | 'warn' | 'late' | 'mute'
const SYMBOL: Record<Tone, string> = { ok: '✓', warn: '◆', late: '▲', mute: '●' }

export function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`state ${tone}`}>
      <span aria-hidden="true">{SYMBOL[tone]}</span> {children}
    </span>
  )
}

export interface Crumb {
  href?: string
  label: string
}

export function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  const { t } = useView()
  return (
    <nav aria-label={t('html.crumbs')}>
      <ol className="crumbs">
        {crumbs.map((crumb) => (
          <li key={crumb.label}>{crumb.href ? <a href={crumb.href}>{crumb.label}</a> : crumb.label}</li>
        ))}
      </ol>
    </nav>
  )
}

/** An empty list teaches: what this is, why it matters, and the one thing to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  )
}

export function Notice({ tone, children }: { tone: 'ok' | 'warn' | 'info'; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === 'warn' ? 'alert' : tone === 'ok' ? 'status' : undefined}>
      {children}
    </div>
  )
}

/** Rows of term and value. Rows with nothing to say are left out. */
export function KeyValues({ rows }: { rows: [term: string, value: ReactNode][] }) {
  return (
    <dl className="kv">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
