import type { ReactNode } from 'react'
import type { Refusal } from '../errors/index.ts'
import { useView } from './context.ts'
import { Form } from './form.tsx'

/** One thing that may be done with the item, or the reason why this person may not do it now. */
export interface ActChoice {
  label: string
  /** Where the act begins: a page (link), or at once (button that posts). */
  href: string
  method: 'get' | 'post'
  version?: number
  refusal?: Refusal
}

/** The sentence that explains a refusal and names its rule. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useView()
  return (refusal) => {
    const values = { ...refusal.values }
    if (values.state) values.state = t(`${refusal.act.split('.')[0]}.state.${values.state}`).toLowerCase()
    const missing = (refusal.missing ?? []).map((key) => t(key)).join(', ')
    return t(`refusal.${refusal.reason}`, { ...values, missing, roles: t(`${refusal.act}.roles`) })
  }
}

/** The same sentence as a component, for error pages. */
export function RefusalText({ refusal }: { refusal: Refusal }) {
  return <>{useRefusalText()(refusal)}</>
}

/** "Du kan nu": what may be done, the main thing first, and below it why the rest may not. */
export function ActList({ acts, children }: { acts: ActChoice[]; children?: ReactNode }) {
  const { t } = useView()
  const refusalText = useRefusalText()
  const possible = acts.filter((act) => !act.refusal)
  const refused = acts.filter((act) => act.refusal)
  return (
    <section className="acts" aria-labelledby="du-kan-nu">
      <h2 id="du-kan-nu">{t('html.acts')}</h2>
      {possible.length === 0 && <p className="meta">{t('html.no-acts')}</p>}
      {possible.map((act, index) => {
        const className = index === 0 ? 'btn' : 'btn alt'
        return act.method === 'get' ? (
          <a key={act.href} className={className} href={act.href}>
            {act.label}
          </a>
        ) : (
          <Form key={act.href} action={act.href} version={act.version}>
            <button type="submit" className={className}>
              {act.label}
            </button>
          </Form>
        )
      })}
      {children}
      {refused.length > 0 && (
        <details className="why">
          <summary>{t('html.why-not')}</summary>
          <ul>
            {refused.map((act) => (
              <li key={act.label}>
                <strong>{act.label}:</strong> {act.refusal && refusalText(act.refusal)} <code>{act.refusal?.act}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
