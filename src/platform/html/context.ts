import { createContext, useContext } from 'react'
import type { Actor } from '../access/index.ts'
import type { Lang, Translate } from './texts.ts'

/** What every component may know of the page it is drawn on. */
export interface View {
  lang: Lang
  t: Translate
  actor: Actor
  /** Path and query of the page, for links that come back here. */
  path: string
  /** `YYYY-MM-DD`, Swedish time. */
  today: string
  municipality: string
  isDemo: boolean
  isEmbedded: boolean
  /** A fresh id for a form: the same form sent twice is carried out once. */
  newReceipt(): string
}

export const ViewContext = createContext<View | null>(null)

/** The view of the page that is being drawn. */
export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('useView outside a page')
  return view
}
