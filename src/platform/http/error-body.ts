import { createElement, type ReactNode } from 'react'
import type { Visit } from './visit.ts'

/** The body of an error page: what happened, in plain words, and a way back. */
export function errorBody(visit: Visit, titleKey: string, ...lines: ReactNode[]): ReactNode {
  return createElement(
    'div',
    null,
    createElement('h1', null, visit.t(titleKey)),
    ...lines.map((line, index) => createElement('p', { key: index }, line)),
    createElement('p', null, createElement('a', { href: visit.actor.id ? '/minsida' : '/' }, visit.t('html.back'))),
  )
}
