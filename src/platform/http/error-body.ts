import { createElement, type ReactNode } from 'react'
import type { Visit } from './visit.ts'

/** The item that an address below it is about, as in `/remissvar/…/kontrollera`: where to go back to when the act is over. */
const BELOW_ITEM = /^(\/[a-z-]+\/[0-9a-f]{8}-[0-9a-f-]{27})\/./

/** The body of an error page: what happened, in plain words, and a way back. */
export function errorBody(visit: Visit, titleKey: string, ...lines: ReactNode[]): ReactNode {
  const item = BELOW_ITEM.exec(visit.url.pathname)?.[1]
  const isReadable = titleKey === 'error.title.403' || titleKey === 'error.title.409'
  const back = isReadable && item ? item : visit.actor.id ? '/minsida' : '/'
  return createElement(
    'div',
    null,
    createElement('h1', null, visit.t(titleKey)),
    ...lines.map((line, index) => createElement('p', { key: index }, line)),
    createElement('p', null, createElement('a', { href: back }, visit.t('html.back'))),
  )
}
