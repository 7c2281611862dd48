import type { ReactNode } from 'react'
import { Blocks, type MarkedRange, useView } from '../../platform/html/index.ts'
import type { Passage, ProgramText } from '../model/passage.ts'

/** Extra things beside a passage: how many points it has, what is marked, and whether it is the chosen one. */
export interface PassageExtras {
  marks?: MarkedRange[]
  note?: ReactNode
  isSelected?: boolean
}

/**
 * The programme as a text: table of contents, numbered passages in the margin, each with an address of its own (`#p-2.4`). The
 * text is official Swedish whatever language the interface has.
 */
export function ProgramArticle(props: {
  text: ProgramText
  versionId: string
  mayEdit?: boolean
  extras?: (passage: Passage) => PassageExtras
}) {
  const { t, lang } = useView()
  const { text, versionId } = props
  return (
    <div className="programme">
      <nav className="toc" aria-label={t('program.contents')}>
        <h2>{t('program.contents')}</h2>
        <ol>
          {text.avsnitt.map((avsnitt) => (
            <li key={avsnitt.id}>
              <a href={`#a-${avsnitt.number}`} lang="sv">
                {avsnitt.number} {avsnitt.title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <article className="official" lang={lang === 'sv' ? undefined : 'sv'}>
        {text.avsnitt.map((avsnitt) => (
          <section key={avsnitt.id} aria-labelledby={`a-${avsnitt.number}`}>
            <h2 id={`a-${avsnitt.number}`}>
              {avsnitt.number} {avsnitt.title}{' '}
              {avsnitt.fokusomrade && <span className="meta">{t('program.fokusomrade')}</span>}
            </h2>
            {avsnitt.passages.map((passage) => (
              <PassageView
                key={passage.id}
                passage={passage}
                href={`/programmet/versioner/${versionId}/passager/${passage.id}`}
                editHref={
                  props.mayEdit ? `/programmet/versioner/${versionId}/passager/${passage.id}/redigera` : undefined
                }
                extras={props.extras?.(passage) ?? {}}
              />
            ))}
          </section>
        ))}
      </article>
    </div>
  )
}

/** One passage with its number in the margin. `data-passage` lets the marking island know where a selection stands. */
export function PassageView({
  passage,
  href,
  editHref,
  extras,
}: {
  passage: Passage
  href?: string
  editHref?: string
  extras: PassageExtras
}) {
  const { t } = useView()
  const kind = passage.kind === 'text' ? '' : ` ${passage.kind}`
  return (
    <div className={`passage${kind}${extras.isSelected ? ' sel' : ''}`} id={`p-${passage.number}`}>
      {href ? (
        <a className="id" href={href} aria-label={t('program.passage-link', { number: passage.number })}>
          {passage.number}
        </a>
      ) : (
        <span className="id">{passage.number}</span>
      )}
      <div>
        {passage.kind !== 'text' && <p className="meta kind">{t(`program.kind.${passage.kind}`)}</p>}
        <div data-passage={passage.id}>
          <Blocks blocks={passage.blocks} marks={extras.marks} />
        </div>
        {extras.note}
        {editHref && (
          <p className="meta">
            <a href={editHref} aria-label={t('program.edit-passage-link', { number: passage.number })}>
              {t('program.edit')}
            </a>
          </p>
        )}
      </div>
    </div>
  )
}
